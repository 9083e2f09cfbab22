package text_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/text"
)

func wita() *time.Location { return time.FixedZone("WITA", 8*60*60) }

func newWords(t *testing.T) *text.Words {
	t.Helper()
	words, err := text.New(wita())
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func TestTheTemplatesParse(t *testing.T) {
	t.Parallel()
	newWords(t)
}
