package bot

import (
	"strings"
	"unicode"
)

// commandLine is a command as it was typed.
type commandLine struct {
	name     string // lower case
	to       string // the bot it is addressed to by name, or ""
	argument string
}

// parseCommand reads "/name", "/Name@OurBot argument"; ok is false for
// anything else. The text has been cleaned.
func parseCommand(text string) (c commandLine, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "/")
	if !ok {
		return commandLine{}, false
	}
	word, argument := rest, ""
	if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
		word, argument = rest[:i], rest[i:]
	}
	name, to, addressed := strings.Cut(word, "@")
	name = strings.ToLower(name)
	if !commandName.MatchString(name) || (addressed && to == "") {
		return commandLine{}, false
	}
	return commandLine{name: name, to: to, argument: strings.TrimSpace(argument)}, true
}

// meant reports whether the command is for the bot of that name.
func (c commandLine) meant(username string) bool {
	return c.to == "" || strings.EqualFold(c.to, username)
}
