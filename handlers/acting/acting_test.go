package acting

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
)

func TestTheListSaysWhoActsForWhom(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.acting.cards.show(t.Context(), by(oka()))
	o.shows(t, "list", reply, err)
	for range 6 {
		o.mine = append(o.mine, appointment())
	}
	reply, err = o.acting.cards.turn(t.Context(), by(suardika(), "5"))
	o.shows(t, "list_second_page", reply, err)
	reply, err = o.acting.cards.turn(t.Context(), by(suardika(), "500"))
	o.shows(t, "list_second_page", reply, err)
	o.mine, o.posts = nil, nil
	reply, err = o.acting.cards.show(t.Context(), by(wayan()))
	o.shows(t, "list_empty", reply, err)
}

func TestAnAppointmentIsShownToWhoeverHasToDoWithIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.acting.cards.open(t.Context(), by(oka(), "5"))
	o.shows(t, "card", reply, err)
	o.mayEnd = false
	reply, err = o.acting.cards.open(t.Context(), by(wayan(), "5"))
	o.shows(t, "card_deputy", reply, err)
	o.fails = acting.ErrNotYours
	if _, err := o.acting.cards.open(t.Context(), by(wayan(), "5")); !errors.Is(err, acting.ErrNotYours) {
		t.Errorf("somebody else's appointment: %v", err)
	}
}

func TestAnAppointmentIsEndedAfterOneMoreQuestion(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.acting.cards.askEnd(t.Context(), by(oka(), "5"))
	o.shows(t, "end_question", reply, err)
	o.hasDone(t)
	reply, err = o.acting.cards.end(t.Context(), by(oka(), "5"))
	o.shows(t, "ended", reply, err)
	o.hasDone(t, "end 5")
	o.mayEnd = false
	if _, err := o.acting.cards.askEnd(t.Context(), by(wayan(), "5")); !errors.Is(err, acting.ErrNotYours) {
		t.Errorf("the deputy: %v", err)
	}
	o.mine[0].Revoked = true
	if _, err := o.acting.cards.askEnd(t.Context(), by(oka(), "5")); !errors.Is(err, acting.ErrOver) {
		t.Errorf("what is over: %v", err)
	}
}

func TestForgedButtonsAreStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, handler := range map[string]bot.Handler{
		"open": o.acting.cards.open, "end": o.acting.cards.askEnd, "end for good": o.acting.cards.end, "page": o.acting.cards.turn,
	} {
		for _, args := range [][]string{{"x"}, {"-1"}, {"99999999999999999999"}} {
			if _, err := handler(t.Context(), by(oka(), args...)); !errors.Is(err, bot.ErrStaleButton) {
				t.Errorf("%s %q: %v", name, args, err)
			}
		}
	}
}

func TestDeputyAndHolderAreTold(t *testing.T) {
	t.Parallel()
	for _, kind := range []notify.Kind{notify.ActingAppointed, notify.ActingBegins, notify.ActingEnded} {
		for name, to := range map[string]staff.Actor{"deputy": wayan(), "holder": oka()} {
			o := newOffice(t)
			reply, err := o.acting.cards.tell(t.Context(), to, noticeOf(kind, ""))
			o.shows(t, string(kind)+"_"+name, reply, err)
		}
	}
}

func noticeOf(kind notify.Kind, suffix string) notify.Notice {
	return notify.Notice{Key: string(kind) + ":5" + suffix, Kind: kind, Subject: acting.SubjectOf(5)}
}

func TestWhatIsOutdatedIsNotTold(t *testing.T) {
	t.Parallel()
	ended := appointment()
	ended.EndedAt = today().At(9, 30, handlerstest.Zone())
	for name, tt := range map[string]struct {
		notice notify.Notice
		told   bool
	}{
		"a beginning after the end":  {noticeOf(notify.ActingBegins, ""), false},
		"the end that was foreseen":  {noticeOf(notify.ActingEnded, ""), false},
		"the early end":              {noticeOf(notify.ActingEnded, ":early"), true},
		"of what nobody knows of":    {notify.Notice{Kind: notify.ActingEnded, Subject: acting.SubjectOf(6)}, false},
		"an appointment that is off": {noticeOf(notify.ActingAppointed, ""), false},
	} {
		o := newOffice(t)
		o.mine[0] = ended
		_, err := o.acting.cards.tell(t.Context(), wayan(), tt.notice)
		if told := err == nil; told != tt.told || (!told && !errors.Is(err, notify.ErrObsolete)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
