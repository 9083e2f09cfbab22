package text

// edge words the errors of package bot.
func edge() []wording {
	return nil
}
