package text

import "github.com/gelis-bali/gelis/bot"

// Help lists what somebody can type.
type Help struct{ Commands []HelpLine }

// HelpLine is a command with what it is for.
type HelpLine struct {
	Name string
	For  bot.Phrase
}

// Phrase names the template.
func (Help) Phrase() string { return "help" }
