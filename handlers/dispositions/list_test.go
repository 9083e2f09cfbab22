package dispositions

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
)

func TestTheListHasPagesAndFilters(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.items, o.counts = items(12), disposition.Counts{Waiting: 12, Unread: 12, Near: 3, Overdue: 2}
	reply, err := o.desk.list.show(t.Context(), by(wayan()))
	o.shows(t, "list_first_page", reply, err)
	reply, err = o.desk.list.turn(t.Context(), by(wayan(), "overdue", "5"))
	o.shows(t, "list_middle_page", reply, err)
	reply, err = o.desk.list.turn(t.Context(), by(wayan(), "all", "10", "new"))
	o.shows(t, "list_last_page", reply, err)
}

func TestAPageThatIsGoneShowsTheLastOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.items = items(6)
	reply, err := o.desk.list.turn(t.Context(), by(wayan(), "all", "20"))
	o.shows(t, "list_shrunk", reply, err)
}

func TestAnEmptyListSaysSo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.list.show(t.Context(), by(wayan()))
	o.shows(t, "list_empty", reply, err)
}

func TestAListWithAProtectedLetterIsProtected(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.items = items(2)
	o.items[1].Secrecy = disposition.Restricted
	reply, err := o.desk.list.show(t.Context(), by(wayan()))
	if err != nil || !reply.Protect {
		t.Errorf("list with a restricted letter: protected %v, %v", reply.Protect, err)
	}
}

func TestAListNeverNamesASecretLetter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.items = items(1)
	o.items[0].Secrecy, o.items[0].AgendaNumber = disposition.TopSecret, 413
	reply, err := o.desk.list.show(t.Context(), by(wayan()))
	o.shows(t, "list_secret", reply, err)
}

func TestForgedArgumentsAreStaleButtons(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, handler := range map[string]bot.Handler{
		"list": o.desk.list.turn, "open": o.desk.cards.open, "start": o.desk.cards.start, "files": o.desk.cards.files,
		"full": o.desk.cards.full, "finish": o.desk.finish.begin, "return": o.desk.back.begin,
	} {
		for _, args := range [][]string{
			{"x"}, {"-1"}, {""}, {"99999999999999999999"}, {"12 "}, {"all", "-5"}, {"all", "x"}, {"secret", "0"}, {"'; --", "1"},
		} {
			if _, err := handler(t.Context(), by(wayan(), args...)); !errors.Is(err, bot.ErrStaleButton) {
				t.Errorf("%s with %q: %v, want ErrStaleButton", name, args, err)
			}
		}
	}
}

func TestButtonsWithoutArgumentsAreStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, handler := range map[string]bot.Handler{
		"open": o.desk.cards.open, "start": o.desk.cards.start, "files": o.desk.cards.files,
		"full": o.desk.cards.full, "finish": o.desk.finish.begin, "return": o.desk.back.begin,
	} {
		if _, err := handler(t.Context(), by(wayan())); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("%s without arguments: %v, want ErrStaleButton", name, err)
		}
	}
}
