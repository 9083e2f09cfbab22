package bot

import (
	"fmt"
	"html"
	"regexp"
	"unicode/utf16"

	"github.com/gelis-bali/gelis/domain/staff"
)

// What Telegram takes, in UTF-16 units after the HTML has been read.
const (
	maxMessage = 4096
	maxCaption = 1024
	maxToast   = 200
	maxButtons = 100
)

// composer turns replies into Telegram's terms. What Telegram would refuse is
// a DefectError here, before anything is sent.
type composer struct {
	words  Words
	router *Router
	tags   *regexp.Regexp
}

func newComposer(words Words, router *Router) *composer {
	return &composer{words: words, router: router, tags: regexp.MustCompile(`</?[a-z][^>]*>`)}
}

// message composes the message of a reply.
func (c *composer) message(r Reply) (message, error) {
	c = c.styled(r.style)
	if err := c.router.CheckReply(r); err != nil {
		return message{}, err
	}
	text, count, err := c.wording(r)
	if err != nil {
		return message{}, err
	}
	markup, err := c.markup(r)
	return message{text: text, units: count, markup: markup, protect: r.Protect}, err
}

// styled is the composer for who wants dates so.
func (c *composer) styled(style staff.DateStyle) *composer {
	words, ok := c.words.(StyledWords)
	if !ok || style == staff.IndonesianDates {
		return c
	}
	return &composer{words: words.In(string(style)), router: c.router, tags: c.tags}
}

// wording is the text of a reply, and how long it is; under a picture it may
// be missing.
func (c *composer) wording(r Reply) (text string, count int, err error) {
	least, most := 1, maxMessage
	if r.Picture != nil {
		if r.Text == nil {
			return "", 0, nil
		}
		most = maxCaption
	}
	if text, err = c.html(r.Text); err != nil {
		return "", 0, err
	}
	if count = units(c.plain(text)); count < least || count > most {
		return "", 0, &DefectError{Reason: fmt.Sprintf("phrase %q has %d units, and may have %d", r.Text.Phrase(), count, most)}
	}
	return text, count, nil
}

func (c *composer) html(p Phrase) (string, error) {
	switch p := p.(type) {
	case toasted:
		return html.EscapeString(string(p)), nil
	case written:
		return string(p), nil
	}
	if pair, ok := p.(both); ok {
		first, err := c.html(pair.first)
		if err != nil {
			return "", err
		}
		second, err := c.html(pair.second)
		return first + "\n\n" + second, err
	}
	text, err := c.words.Render(p)
	if err != nil {
		return "", &DefectError{Reason: err.Error()}
	}
	return text, nil
}

// label words something that Telegram shows without formatting: a button, a toast.
func (c *composer) label(p Phrase) (string, error) {
	text, err := c.html(p)
	return c.plain(text), err
}

// plain is what a person reads of an HTML text.
func (c *composer) plain(text string) string {
	return html.UnescapeString(c.tags.ReplaceAllString(text, ""))
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

func (c *composer) markup(r Reply) (any, error) {
	if len(r.Buttons) > 0 {
		return c.inline(r.Buttons)
	}
	switch {
	case r.Keyboard == nil:
		return nil, nil
	case r.Keyboard.RequestContact != nil:
		label, err := c.label(r.Keyboard.RequestContact)
		return &replyMarkup{Rows: [][]replyButton{{{Text: label, Contact: true}}}, Resize: true, OneTime: true}, err
	case r.Keyboard.Remove:
		return &removeMarkup{Remove: true}, nil
	}
	return nil, nil
}

func (c *composer) inline(rows [][]Button) (*inlineMarkup, error) {
	m, count := &inlineMarkup{Rows: [][]inlineButton{}}, 0
	for _, row := range rows {
		var line []inlineButton
		for _, b := range row {
			button, err := c.button(b)
			if err != nil {
				return nil, err
			}
			line = append(line, button)
		}
		if count += len(line); count > maxButtons {
			return nil, &DefectError{Reason: fmt.Sprintf("more than %d buttons", maxButtons)}
		}
		if len(line) > 0 {
			m.Rows = append(m.Rows, line)
		}
	}
	return m, nil
}

func (c *composer) button(b Button) (inlineButton, error) {
	label, err := c.label(b.Label)
	if err != nil {
		return inlineButton{}, err
	}
	if b.URL != "" {
		return inlineButton{Text: label, URL: b.URL, Style: b.Style}, nil
	}
	data, err := Callback{Action: b.Action, Args: b.Args, Draft: b.Draft}.Encode()
	return inlineButton{Text: label, Data: data, Style: b.Style}, err
}
