package text_test

import (
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/text"
)

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
