package document

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxName is the longest file name, in characters, its extension included.
const maxName = 80

// CleanName makes a file name harmless: the last element of any path, without
// control or direction marks, at most 80 characters, with the extension that
// belongs to the content.
func CleanName(name, ext string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(harmless, name)
	name = strings.TrimSuffix(name, claimedExtension(name))
	name = strings.Trim(name, ". ")
	if runes := []rune(name); len(runes) > maxName-len(ext) {
		name = strings.TrimRight(string(runes[:maxName-len(ext)]), ". ")
	}
	if name == "" || name == "/" {
		name = "berkas"
	}
	return name + ext
}

// harmless keeps a character of a file name, makes every space an ordinary
// one, and drops (-1) what does not show, what turns the direction of reading,
// and what some system gives a meaning.
func harmless(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case !unicode.IsPrint(r), r == utf8.RuneError, strings.ContainsRune(`<>:"|?*`, r):
		return -1
	}
	return r
}

// claimedExtension returns what looks like an extension at the end of a name:
// a point with one to four letters or digits, at least one of them a letter.
// The end of "Undangan 12.08.2026" or of "Nota Dinas No. 5" is none.
func claimedExtension(name string) string {
	ext := path.Ext(name)
	if len(ext) < 2 || len(ext) > 5 {
		return ""
	}
	letter := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' }
	other := func(r rune) bool { return !letter(r) && (r < '0' || r > '9') }
	if strings.ContainsFunc(ext[1:], other) || !strings.ContainsFunc(ext[1:], letter) {
		return ""
	}
	return ext
}
