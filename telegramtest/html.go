package telegramtest

import (
	"html"
	"slices"
	"strings"
	"unicode/utf8"
)

// syntaxError is what Telegram says of a text that it cannot read.
func syntaxError(format string, args ...any) error {
	return badRequest("can't parse entities: "+format, args...)
}

// formatted is a text after its tags were read.
type formatted struct {
	plain    string
	entities []wireEntity
}

// entityOf says which entity each known tag makes.
var entityOf = map[string]string{
	"a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
	"ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"code": "code", "pre": "pre", "blockquote": "blockquote", "span": "spoiler", "tg-spoiler": "spoiler",
}

// parseHTML reads Telegram's HTML as strictly as Telegram does, and refuses it in the same words.
func parseHTML(text string) (formatted, error) {
	p := &htmlParser{text: text}
	for p.at < len(text) {
		if err := p.step(); err != nil {
			return formatted{}, err
		}
	}
	if n := len(p.open); n > 0 {
		return formatted{}, syntaxError("Can't find end tag corresponding to start tag \"%s\"", p.open[n-1].name)
	}
	return formatted{p.out.String(), p.sorted()}, nil
}

type htmlParser struct {
	text     string
	at       int // the byte that is read next
	out      strings.Builder
	units    int // UTF-16 units in out
	open     []openTag
	entities []wireEntity
}

type openTag struct {
	name  string
	attrs map[string]string
	units int
	bytes int
}

func (p *htmlParser) step() error {
	switch p.text[p.at] {
	case '<':
		if p.peek(1) == '/' {
			return p.endTag()
		}
		return p.startTag()
	case '&':
		r, n := entityRune(p.text[p.at:])
		p.put(r)
		p.at += n
	default:
		r, n := utf8.DecodeRuneInString(p.text[p.at:])
		p.put(r)
		p.at += n
	}
	return nil
}

func (p *htmlParser) put(r rune) {
	p.out.WriteRune(r)
	p.units += runeUnits(r)
}

// peek is the byte so many places ahead, 0 at the end.
func (p *htmlParser) peek(n int) byte {
	if p.at+n < len(p.text) {
		return p.text[p.at+n]
	}
	return 0
}

// entityRune reads a character reference: numbers and the four names that Telegram knows. Anything else is the
// ampersand itself.
func entityRune(text string) (rune, int) {
	end := strings.IndexByte(text, ';')
	name := text
	if end >= 0 {
		name = text[:end+1]
	}
	switch name {
	case "&lt;", "&gt;", "&amp;", "&quot;":
		r, _ := utf8.DecodeRuneInString(html.UnescapeString(name))
		return r, len(name)
	}
	if end > 2 && text[1] == '#' {
		if r := []rune(html.UnescapeString(name)); len(r) == 1 {
			return r[0], len(name)
		}
	}
	return '&', 1
}

// sorted are the entities in the order in which they begin, the longer one first.
func (p *htmlParser) sorted() []wireEntity {
	slices.SortStableFunc(p.entities, func(a, b wireEntity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
	return p.entities
}

func (p *htmlParser) until(stop func(byte) bool) string {
	begin := p.at
	for p.at < len(p.text) && !stop(p.text[p.at]) {
		p.at++
	}
	return p.text[begin:p.at]
}

func (p *htmlParser) skipSpace() {
	for p.at < len(p.text) && isSpace(p.text[p.at]) {
		p.at++
	}
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
