package apel

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
)

func TestTheTableIsComplete(t *testing.T) {
	t.Parallel()
	if err := newOffice().router.Check(); err != nil {
		t.Error(err)
	}
}

func TestWhatPeopleSeeOfApel(t *testing.T) {
	t.Parallel()
	officer := func(o *office) {
		o.view.Stage, o.view.MayOfficer, o.view.MayManage, o.view.Expected = apel.OpenNow, true, true, 40
	}
	for _, c := range []struct {
		name   string
		change func(*office)
		handle func(*Apel) bot.Handler
		args   []string
	}{
		{"home", nil, func(h *Apel) bot.Handler { return h.cards.show }, nil},
		{"card", nil, func(h *Apel) bot.Handler { return h.cards.open }, []string{"41"}},
		{"card_officer", officer, func(h *Apel) bot.Handler { return h.cards.open }, []string{"41"}},
		{"coming", nil, func(h *Apel) bot.Handler { return h.excuses.coming }, []string{"41"}},
		{"excuse_begins", nil, func(h *Apel) bot.Handler { return h.excuses.begin }, []string{"41", "SAKIT"}},
		{"plea", nil, func(h *Apel) bot.Handler { return h.pleas.open }, []string{"41", "7"}},
		{"plea_granted", nil, func(h *Apel) bot.Handler { return h.pleas.grant }, []string{"41", "7", "1796540400"}},
		{"roll", nil, func(h *Apel) bot.Handler { return h.rolls.open }, []string{"41"}},
		{"roll_unit", nil, func(h *Apel) bot.Handler { return h.rolls.open }, []string{"41", "2"}},
		{"rekap", nil, func(h *Apel) bot.Handler { return h.rekaps.start }, nil},
		{"rekap_people", nil, func(h *Apel) bot.Handler { return h.rekaps.people }, []string{"2026-11", "5", "sua"}},
		{"rekap_close", nil, func(h *Apel) bot.Handler { return h.rekaps.askClose }, []string{"2026-11"}},
		{"board_closed", nil, func(h *Apel) bot.Handler { return h.boards.close }, []string{"41"}},
	} {
		o := newOffice()
		if c.change != nil {
			c.change(o)
		}
		reply, err := c.handle(o.apel)(t.Context(), by(personnel(), c.args...))
		handlerstest.Shows(t, o.router, c.name, reply, err)
	}
}

func TestForgedButtonsAreStale(t *testing.T) {
	t.Parallel()
	h := newOffice().apel
	for name, handle := range map[string]bot.Handler{
		"open": h.cards.open, "coming": h.excuses.coming, "excuse": h.excuses.begin, "plea": h.pleas.open, "board": h.boards.open,
		"mark": h.marks.begin, "roll": h.rolls.open, "there": h.checks.begin, "month": h.rekaps.turn,
	} {
		for _, arg := range []string{"x", "-1", "41|", "9999-99"} {
			if _, err := handle(t.Context(), by(wayan(), arg, "X")); !errors.Is(err, bot.ErrStaleButton) {
				t.Errorf("%s %s: %v, want ErrStaleButton", name, arg, err)
			}
		}
	}
}

func TestACodeIsTypedOrScanned(t *testing.T) {
	t.Parallel()
	o := newOffice()
	r := by(wayan())
	r.Text = "048213"
	if _, err := o.apel.checks.digits(t.Context(), r); !errors.Is(err, bot.ErrNotMine) {
		t.Errorf("digits while nothing is open: %v, want ErrNotMine", err)
	}
	o.open = []apel.View{o.view}
	reply, err := o.apel.checks.digits(t.Context(), r)
	handlerstest.Shows(t, o.router, "present", reply, err)
	r.Argument = apel.Link(41, "ABCDEFGHIJKLMNOP")
	if _, ok, err := o.apel.Start(t.Context(), r); !ok || err != nil {
		t.Errorf("a scanned code: %t, %v", ok, err)
	}
	r.Argument = "kQ3x8mVtT0b1XyA9hZ2cLw"
	if _, ok, _ := o.apel.Start(t.Context(), r); ok {
		t.Error("a one-time link is taken for a code")
	}
	want := []string{`check in at 0 with digits "048213", token "", place false`, `check in at 41 with digits "", token "ABCDEFGHIJKLMNOP", place false`}
	if diff := cmp.Diff(want, o.did); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhoSharesAPlainLocationIsTaughtHowToShareALiveOne(t *testing.T) {
	t.Parallel()
	o := newOffice()
	o.fails = apel.ErrPlainLocation
	r := by(wayan())
	r.Place = &bot.Place{Latitude: -8.6, Longitude: 115.2}
	reply, err := o.apel.checks.place(t.Context(), r)
	handlerstest.Shows(t, o.router, "place_refused", reply, err)
	o.fails = &apel.AwayError{Place: "Halaman", Metres: 900, Radius: 100}
	r.Place = &bot.Place{Live: true, Moved: true}
	var away *apel.AwayError
	if _, err := o.apel.checks.place(t.Context(), r); !errors.As(err, &away) {
		t.Errorf("a live location that moves outside: %v, want AwayError", err)
	}
}

func TestTheBoardIsAPictureThatIsRedrawnFromTheMessageItIsIn(t *testing.T) {
	t.Parallel()
	o := newOffice()
	reply, err := o.apel.boards.open(t.Context(), by(personnel(), "41"))
	handlerstest.Shows(t, o.router, "board", reply, err)
	content, err := reply.Picture.Open(t.Context())
	if err != nil || !bytes.HasPrefix(content, []byte("\x89PNG")) {
		t.Errorf("the picture begins with %.8q, %v", content, err)
	}
	if err := reply.Placed(t.Context(), 123); err != nil || o.did[0] != "board of 41 in message 123" {
		t.Errorf("opened as %q, %v", o.did, err)
	}
	o.board.Stage, o.board.Digits = apel.Ended, ""
	reply = o.apel.Board(o.board)
	handlerstest.Shows(t, o.router, "board_over", reply, nil)
	over, err := reply.Picture.Open(t.Context())
	if err != nil || bytes.Equal(over, content) {
		t.Errorf("after the window the picture with the code stays, %v", err)
	}
}

func TestNoticesAreDrawnFromTheCurrentState(t *testing.T) {
	t.Parallel()
	about := func(k notify.Kind, facts map[string]string) notify.Notice {
		return notify.Notice{Kind: k, Key: string(notify.ApelReminder) + ":41:2026-12-07:sore", Subject: apel.SubjectOf(41), Facts: facts}
	}
	o := newOffice()
	n := o.apel.notices
	for _, c := range []struct {
		name   string
		handle bot.NoticeHandler
		notice notify.Notice
	}{
		{"notice_reminder", n.reminder, about(notify.ApelReminder, nil)},
		{"notice_changed", n.changed, about(notify.ApelChanged, nil)},
		{"notice_excuse", n.excuse, about(notify.ApelExcuse, map[string]string{"employee": "7"})},
		{"notice_unit", n.unit, about(notify.ApelUnit, map[string]string{"unit": "2"})},
		{"notice_all", n.all, about(notify.ApelAll, nil)},
	} {
		reply, err := c.handle(t.Context(), wayan(), c.notice)
		handlerstest.Shows(t, o.router, c.name, reply, err)
	}
	o.view.Mine.Status = apel.OnLeave
	if _, err := n.reminder(t.Context(), wayan(), about(notify.ApelReminder, nil)); !errors.Is(err, notify.ErrObsolete) {
		t.Errorf("who is on leave is asked: %v, want ErrObsolete", err)
	}
	if _, err := n.consent(t.Context(), wayan(), about(notify.ApelConsent, map[string]string{"employee": "7"})); !errors.Is(err, notify.ErrObsolete) {
		t.Errorf("a consent that nobody gave is told: %v, want ErrObsolete", err)
	}
}
