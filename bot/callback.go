package bot

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxCallback is how many bytes Telegram carries in a button.
const maxCallback = 64

// Callback is what a button carries: a hint at what was meant, never an
// authority. As bytes it is action#draft|argument|argument, where the draft
// stands only in the buttons of a form.
type Callback struct {
	Action string
	Draft  string
	Args   []string
}

// The engine's own actions cannot be registered: they are no action names.
const (
	actionAnswer = "=" // answers the question of a form; the argument is the value
	actionChange = "~" // changes an answer of a form; the argument is the field's key, none lists them
	actionCancel = "!" // gives a form up
)

func engineAction(name string) bool {
	return name == actionAnswer || name == actionChange || name == actionCancel
}

// A draft's id has 72 random bits; its step counts the questions.
const (
	draftBytes  = 9
	draftLength = 12
	maxStep     = 999
)

var draftForm = regexp.MustCompile(`^[A-Za-z0-9_-]{12}\.[0-9]{1,3}$`)

// longestDraft stands in for the id of a draft that is not known yet.
func longestDraft(action string) string {
	if !engineAction(action) {
		return ""
	}
	return fmt.Sprintf("%s.%d", strings.Repeat("x", draftLength), maxStep)
}

// Encode gives the bytes, or a DefectError when they would not come back as
// they are, or do not fit.
func (c Callback) Encode() (string, error) {
	var b strings.Builder
	b.WriteString(c.Action)
	if c.Draft != "" {
		b.WriteByte('#')
		b.WriteString(c.Draft)
	}
	for _, arg := range c.Args {
		b.WriteByte('|')
		b.WriteString(arg)
	}
	data := b.String()
	if len(data) > maxCallback {
		return "", &DefectError{Reason: fmt.Sprintf("button of action %s carries %d bytes", c.Action, len(data))}
	}
	back, err := DecodeCallback(data)
	if err != nil || !back.equal(c) {
		return "", &DefectError{Reason: "button of action " + c.Action + " would not come back as it is"}
	}
	return data, nil
}

func (c Callback) equal(d Callback) bool {
	return c.Action == d.Action && c.Draft == d.Draft && strings.Join(c.Args, "|") == strings.Join(d.Args, "|") && len(c.Args) == len(d.Args)
}

// DecodeCallback reads what came back with a tap. Anything that Encode would
// not have made is ErrStaleButton.
func DecodeCallback(data string) (Callback, error) {
	if len(data) > maxCallback || !utf8.ValidString(data) || strings.ContainsFunc(data, isControl) {
		return Callback{}, ErrStaleButton
	}
	parts := strings.Split(data, "|")
	name, draft, hasDraft := strings.Cut(parts[0], "#")
	if !engineAction(name) && !actionName.MatchString(name) {
		return Callback{}, ErrStaleButton
	}
	if hasDraft && !draftForm.MatchString(draft) {
		return Callback{}, ErrStaleButton
	}
	c := Callback{Action: name, Draft: draft}
	if len(parts) > 1 {
		c.Args = parts[1:]
	}
	return c, nil
}

func isControl(r rune) bool { return r < 0x20 || (r >= 0x7f && r < 0xa0) }
