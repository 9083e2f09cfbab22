package announce

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/gelis-bali/gelis/domain/document"
)

// Content is what an announcement says, as its author wrote it.
type Content struct {
	HTML  string // Telegram's HTML; empty if the files say all
	Files []document.File
	Album bool // the files go out together
}

// saying is the content without a text in which nothing can be seen, or
// ErrEmpty if there is nothing else.
func (c Content) saying() (Content, error) {
	if isBlank(c.HTML) {
		c.HTML = ""
	}
	if c.HTML == "" && len(c.Files) == 0 {
		return Content{}, ErrEmpty
	}
	return c, nil
}

// isBlank reports whether nothing is seen of a text: tags around nothing,
// spaces, the empty Braille pattern and characters without width.
func isBlank(text string) bool {
	tags := regexp.MustCompile(`<[^>]*>`)
	return strings.IndexFunc(html.UnescapeString(tags.ReplaceAllString(text, "")), isSeen) < 0
}

func isSeen(r rune) bool {
	const emptyBraille = '\u2800'
	return r != emptyBraille && !unicode.IsSpace(r) &&
		!unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}
