package telegramtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxText    = 4096 // UTF-16 units of a message
	maxCaption = 1024 // UTF-16 units under a file
)

// utf16Len is the length of a text as Telegram counts it.
func utf16Len(text string) int {
	n := 0
	for _, r := range text {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// splitText cuts a text into pieces of at most limit UTF-16 units, as a phone does before it sends.
func splitText(text string, limit int) []string {
	var pieces []string
	start, units := 0, 0
	for i, r := range text {
		if units += runeUnits(r); units > limit {
			pieces = append(pieces, text[start:i])
			start, units = i, runeUnits(r)
		}
	}
	if start < len(text) {
		pieces = append(pieces, text[start:])
	}
	return pieces
}

// typed are the entities that Telegram finds in a text by itself, first come first served.
var typed = []struct {
	kind string
	form *regexp.Regexp
}{
	{"email", regexp.MustCompile(`(?i)\b[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+\b`)},
	{"url", regexp.MustCompile(`(?i)\b(?:https?://|tg://|www\.)[^\s<>"]+[^\s<>"'.,;:!?)\]]|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|id|io|me|gov|edu)\b(?:/[^\s<>"]*[^\s<>"'.,;:!?)\]])?`)},
	{"bot_command", regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?`)},
	{"mention", regexp.MustCompile(`@[A-Za-z][A-Za-z0-9_]{3,31}\b`)},
	{"hashtag", regexp.MustCompile(`#[\p{L}\p{N}_]{1,256}`)},
}

// typedEntities finds commands, addresses, mentions and tags in what somebody typed.
func typedEntities(text string) []wireEntity {
	if !strings.ContainsAny(text, "/.@#") {
		return nil
	}
	var found []span
	for _, t := range typed {
		for _, at := range t.form.FindAllStringIndex(text, -1) {
			one := span{t.kind, at[0], at[1]}
			if one.standsAlone(text) && !slices.ContainsFunc(found, one.touches) {
				found = append(found, one)
			}
		}
	}
	slices.SortFunc(found, func(a, b span) int { return a.from - b.from })
	entities := make([]wireEntity, 0, len(found))
	for _, f := range found {
		entities = append(entities, wireEntity{
			Type: f.kind, Offset: utf16Len(text[:f.from]), Length: utf16Len(text[f.from:f.to]),
		})
	}
	return entities
}

// span is a piece of a text, in bytes.
type span struct {
	kind     string
	from, to int
}

func (a span) touches(b span) bool { return a.from < b.to && b.from < a.to }

// standsAlone says whether a command, mention or tag does not begin in the middle of a word or path.
func (a span) standsAlone(text string) bool {
	if a.kind == "url" || a.kind == "email" {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:a.from])
	after, _ := utf8.DecodeRuneInString(text[a.to:])
	if a.kind == "bot_command" && (after == '/' || wordRune(after)) {
		return false
	}
	return a.from == 0 || !wordRune(before) && !strings.ContainsRune("/<>@#", before)
}

func wordRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
