package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/text"
)

// Two filters share a row of a small phone, on which longer labels are cut.
func TestTheButtonsOfFiltersFitIntoHalfARow(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for _, filter := range disposition.Filters() {
		for _, current := range []bool{false, true} {
			said, err := words.Render(text.FilterLabel{Filter: filter, Count: 128, Counted: filter != disposition.Finished, Current: current})
			if err != nil {
				t.Fatal(err)
			}
			if n := utf8.RuneCountInString(said); n > 18 {
				t.Errorf("%q has %d characters", said, n)
			}
		}
	}
}

// What ends a form is told to strangers and to staff alike: only /start is
// there for both.
func TestWhoIsToldThatAFormEndedIsToldWhatToSendNow(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for _, name := range []text.Label{"form.cancelled", "form.none", "form.ended", "form.lapsed"} {
		said, err := words.Render(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(said, "/start") || strings.Contains(said, "/beranda") {
			t.Errorf("%s says %q, want /start and no command that a stranger does not have", name, said)
		}
	}
}
