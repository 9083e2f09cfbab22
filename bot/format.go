package bot

import (
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// entity is a stretch of a text that Telegram shows in another way. Offset
// and length are in UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url"`
}

// maxEntities is how many Telegram knows in one message.
const maxEntities = 100

// formatted is a text with its entities as Telegram HTML. What is hidden in it
// is taken out, as in CleanText. Mentions, addresses and tags stay text.
func formatted(text string, entities json.RawMessage) string {
	var list []entity
	if json.Unmarshal(entities, &list) != nil {
		list = nil
	}
	w := formatter{styles: stylesOf(list[:min(len(list), maxEntities)])}
	at, previous := 0, rune(0)
	for len(text) > 0 {
		r, length := utf8.DecodeRuneInString(text)
		text = text[length:]
		size := max(1, utf16.RuneLen(r))
		if next, _ := utf8.DecodeRuneInString(text); !isDropped(previous, r, next) {
			w.write(r, at, size)
			previous = r
		}
		at += size
	}
	w.turn(nil)
	return strings.TrimSpace(w.out.String())
}

// isDropped reports whether CleanText takes a character out.
func isDropped(previous, r, next rune) bool {
	if isJoiner(r) {
		return !joins(previous) || !joins(next)
	}
	return isHidden(r)
}

// style is an entity as a pair of tags.
type style struct {
	rank        int // what encloses what: the lower, the further out
	start, end  int
	open, close string
}

// Ranks of styles; of each, only one is open at the same time.
const (
	rankQuote = iota
	rankLink
	rankBold
	rankItalic
	rankUnderline
	rankStrike
	rankSpoiler
	rankCode // encloses nothing, and only a quote encloses it
)

// stylesOf makes styles of the entities that have tags.
func stylesOf(list []entity) []style {
	var styles []style
	for _, e := range list {
		s, known := styleOf(e)
		if known && e.Offset >= 0 && e.Length > 0 {
			s.start, s.end = e.Offset, e.Offset+min(e.Length, 2*maxMessage)
			styles = append(styles, s)
		}
	}
	slices.SortStableFunc(styles, func(a, b style) int { return a.rank - b.rank })
	return styles
}

func styleOf(e entity) (style, bool) {
	switch e.Type {
	case "bold":
		return style{rank: rankBold, open: "<b>", close: "</b>"}, true
	case "italic":
		return style{rank: rankItalic, open: "<i>", close: "</i>"}, true
	case "underline":
		return style{rank: rankUnderline, open: "<u>", close: "</u>"}, true
	case "strikethrough":
		return style{rank: rankStrike, open: "<s>", close: "</s>"}, true
	case "spoiler":
		return style{rank: rankSpoiler, open: "<tg-spoiler>", close: "</tg-spoiler>"}, true
	case "code":
		return style{rank: rankCode, open: "<code>", close: "</code>"}, true
	case "pre":
		return style{rank: rankCode, open: "<pre>", close: "</pre>"}, true
	case "blockquote":
		return style{rank: rankQuote, open: "<blockquote>", close: "</blockquote>"}, true
	case "expandable_blockquote":
		return style{rank: rankQuote, open: "<blockquote expandable>", close: "</blockquote>"}, true
	case "text_link":
		return style{rank: rankLink, open: `<a href="` + html.EscapeString(e.URL) + `">`, close: "</a>"}, isWebAddress(e.URL)
	}
	return style{}, false
}

func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && utf8.ValidString(address)
}

// formatter writes a text with tags that are always nested well.
type formatter struct {
	styles []style
	opened []style
	out    strings.Builder
}

// write writes the character that stands at a place and has so many units.
func (w *formatter) write(r rune, at, size int) {
	if len(w.styles) > 0 {
		w.turn(w.wanted(at, size))
	}
	w.out.WriteString(html.EscapeString(string(r)))
}

// wanted are the styles of a character, from the outside in.
func (w *formatter) wanted(at, size int) []style {
	var list []style
	for _, s := range w.styles {
		covers := s.start < at+size && s.end > at
		if covers && (len(list) == 0 || list[len(list)-1].rank != s.rank) {
			list = append(list, s)
		}
	}
	if n := len(list); n > 0 && list[n-1].rank == rankCode {
		list = slices.DeleteFunc(list, func(s style) bool { return s.rank != rankQuote && s.rank != rankCode })
	}
	return list
}

// turn closes and opens tags until these are open.
func (w *formatter) turn(want []style) {
	same := 0
	for same < min(len(want), len(w.opened)) && want[same] == w.opened[same] {
		same++
	}
	for _, s := range slices.Backward(w.opened[same:]) {
		w.out.WriteString(s.close)
	}
	for _, s := range want[same:] {
		w.out.WriteString(s.open)
	}
	w.opened = want
}
