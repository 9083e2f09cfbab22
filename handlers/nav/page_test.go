package nav_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/handlers/nav"
)

func TestAnOffsetThatNoListHasIsForged(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string]int{"": 0, "0": 0, "5": 5, "1000000": 1_000_000} {
		if got, err := nav.Offset(&bot.Request{Args: []string{arg}}, 0); got != want || err != nil {
			t.Errorf("%q: got %d, %v, want %d", arg, got, err, want)
		}
	}
	for _, arg := range []string{"-1", "x", "1e3", "2147483647", "2147483648", "4294967296", "99999999999999999999"} {
		if got, err := nav.Offset(&bot.Request{Args: []string{arg}}, 0); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("%q: got %d, %v, want ErrStaleButton", arg, got, err)
		}
	}
}
