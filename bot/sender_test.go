package bot

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// branch is the subject of these tests.
func branch() notify.Subject { return notify.Subject{Kind: notify.SubjectBranch, ID: 3} }

// noticing is a rig whose notices of kind "ask" are rendered by render.
func noticing(t *testing.T, render NoticeHandler) *rig {
	t.Helper()
	r := newRig(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, say("x"))
		rt.Notice("ask", render)
		rt.Notice(notify.DeadlineNear, render)
	})
	r.wayan.Start()
	return r
}

// muting makes a notice one of the reminders of deadlines, for somebody who does not want to be sent something.
func muting(what staff.Optional) func(*office, *notify.Notice) {
	return func(o *office, n *notify.Notice) {
		n.Kind = notify.DeadlineNear
		actor := o.actors[n.Account]
		actor.Settings.Muted = []staff.Optional{what}
		o.actors[n.Account] = actor
	}
}

func card(context.Context, staff.Actor, notify.Notice) (Reply, error) {
	return Reply{
		Text: says("a disposition"), Card: &Card{Subject: branch(), Version: 4},
		Buttons: [][]Button{{{Label: says("Open"), Action: "open", Args: []string{"3"}}}},
	}, nil
}

func (r *rig) notice(class notify.Class) notify.Notice {
	return notify.Notice{
		ID: 1, Key: "k", Kind: "ask", Class: class, Employee: 7, Account: staff.AccountID(r.wayan.ID()), Subject: branch(),
	}
}

// deliver makes one attempt and returns what was recorded.
func (r *rig) deliver(t *testing.T, n notify.Notice) (notify.Delivery, time.Duration) {
	t.Helper()
	r.office.set(func(o *office) { o.notices[n.ID] = n; o.delivered = nil })
	wait, err := r.Sender().Deliver(t.Context(), n.ID)
	if err != nil {
		t.Fatal(err)
	}
	recorded := locked(r.office, func(o *office) []notify.Delivery { return o.delivered })
	if len(recorded) != 1 {
		t.Fatalf("%d deliveries are recorded, want 1", len(recorded))
	}
	return recorded[0], wait
}

func (r *rig) said() int {
	n := 0
	for _, m := range r.wayan.Chat() {
		if m.From == "bot" {
			n++
		}
	}
	return n
}

func TestNoticeIsSentOnceWithItsCard(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	d, wait := r.deliver(t, r.notice(notify.Ask))
	m := hears(t, r.wayan, "a disposition")
	want := notify.Delivery{Outcome: notify.Sent, Message: int(m.ID), Card: &Card{Subject: branch(), Version: 4}, Attempt: 1}
	if diff := cmp.Diff(want, d); diff != "" || wait != 0 {
		t.Errorf("wait %s, delivery: %s", wait, diff)
	}
	if wait, err := r.Sender().Deliver(t.Context(), 1); err != nil || wait != 0 || r.said() != 1 {
		t.Errorf("a finished notice: wait %s, %v, %d messages", wait, err, r.said())
	}
}

func TestWhatBecomesOfANoticeThatTelegramDoesNotTake(t *testing.T) {
	t.Parallel()
	type row struct {
		fault  telegramtest.Fault
		class  notify.Class
		want   notify.Outcome
		retry  bool
		paused bool
		said   int
	}
	for name, c := range map[string]row{
		"429 pauses everybody":                   {telegramtest.Fault{Code: 429, RetryAfter: 7}, notify.Ask, notify.Later, true, true, 0},
		"500 comes again":                        {telegramtest.Fault{Code: 500}, notify.Ask, notify.Later, true, false, 0},
		"502 of a proxy comes again":             {telegramtest.Fault{Code: 502, Body: "<html>"}, notify.Announcement, notify.Later, true, false, 0},
		"blocked is over":                        {telegramtest.Fault{Code: 403}, notify.Ask, notify.Gone, false, false, 0},
		"chat not found is over":                 {telegramtest.Fault{Code: 400}, notify.Ask, notify.Gone, false, false, 0},
		"lost ask is sent again":                 {telegramtest.Fault{Drop: true, AfterEffect: true}, notify.Ask, notify.Unknown, true, false, 1},
		"lost announcement is not":               {telegramtest.Fault{Drop: true, AfterEffect: true}, notify.Announcement, notify.Unknown, false, false, 1},
		"ask with a cut receipt was surely sent": {telegramtest.Fault{CutBody: true}, notify.Ask, notify.Unknown, false, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := noticing(t, card)
			c.fault.Method, c.fault.Times = "sendMessage", 1
			r.telegram.Fault(c.fault)
			d, wait := r.deliver(t, r.notice(c.class))
			if d.Outcome != c.want || (d.Retry > 0) != c.retry || wait != d.Retry {
				t.Errorf("outcome %s, retry %s, wait %s", d.Outcome, d.Retry, wait)
			}
			if c.paused && d.Retry < 7*time.Second {
				t.Errorf("comes again after %s, before Telegram allows it", d.Retry)
			}
			if paused := locked(r.office, func(o *office) int { return len(o.paused) }); (paused > 0) != c.paused {
				t.Errorf("%d pauses", paused)
			}
			if r.said() != c.said {
				t.Errorf("%d messages, want %d", r.said(), c.said)
			}
		})
	}
}

func TestUncertainNoticeIsRepeatedByItsClass(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	ask := r.notice(notify.Ask)
	ask.Uncertain = true
	if d, _ := r.deliver(t, ask); d.Outcome != notify.Sent || r.said() != 1 {
		t.Errorf("ask: %s with %d messages, want it sent again", d.Outcome, r.said())
	}
	announcement := r.notice(notify.Announcement)
	announcement.Uncertain = true
	if d, wait := r.deliver(t, announcement); d.Outcome != notify.Unknown || wait != 0 || r.said() != 1 {
		t.Errorf("announcement: %s with %d messages, want it left alone", d.Outcome, r.said())
	}
}

func TestNoticeIsRenderedForWhoTheReaderIsNow(t *testing.T) {
	t.Parallel()
	render := func(err error) NoticeHandler {
		return func(context.Context, staff.Actor, notify.Notice) (Reply, error) { return Reply{Text: says("x")}, err }
	}
	for name, c := range map[string]struct {
		render NoticeHandler
		change func(*office, *notify.Notice)
		want   notify.Outcome
		retry  bool
	}{
		"lost its point":         {render(notify.ErrObsolete), nil, notify.Obsolete, false},
		"may not be seen":        {render(staff.ErrNotAllowed), nil, notify.Obsolete, false},
		"cannot be rendered yet": {render(errOdd), nil, notify.Later, true},
		"cannot be rendered":     {render(errOdd), func(_ *office, n *notify.Notice) { n.Attempt = maxAttempts - 1 }, notify.Defect, false},
		"database away":          {render(errAway), nil, notify.Later, true},
		"no words":               {func(context.Context, staff.Actor, notify.Notice) (Reply, error) { return Reply{}, nil }, nil, notify.Defect, false},
		"panics":                 {func(context.Context, staff.Actor, notify.Notice) (Reply, error) { panic("x") }, nil, notify.Later, true},
		"nobody renders it":      {render(nil), func(_ *office, n *notify.Notice) { n.Kind = "odd" }, notify.Defect, false},
		"unlinked":               {render(nil), func(_ *office, n *notify.Notice) { n.Account = 0 }, notify.Gone, false},
		"linked to another":      {render(nil), func(_ *office, n *notify.Notice) { n.Employee = 99 }, notify.Gone, false},
		"has left":               {render(nil), func(o *office, n *notify.Notice) { o.inactive[n.Account] = true }, notify.Gone, false},
		"muted by now":           {render(nil), muting(staff.DeadlineReminders), notify.Obsolete, false},
		"another kind is muted":  {render(nil), muting(staff.MorningDigest), notify.Sent, false},
		"bare account":           {render(nil), func(o *office, n *notify.Notice) { n.Employee = 0; delete(o.actors, n.Account) }, notify.Sent, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := noticing(t, c.render)
			n := r.notice(notify.Ask)
			if c.change != nil {
				r.office.set(func(o *office) { c.change(o, &n) })
			}
			d, _ := r.deliver(t, n)
			if d.Outcome != c.want || (d.Retry > 0) != c.retry {
				t.Errorf("outcome %s (%s), retry %s", d.Outcome, d.Cause, d.Retry)
			}
		})
	}
}

func TestLeasedNoticeIsAskedForAgain(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	sender := r.Sender()
	sender.notices = leased{r.office}
	if wait, err := sender.Deliver(t.Context(), 1); err != nil || wait != 9*time.Second {
		t.Errorf("wait %s (%v), want the rest of the lease", wait, err)
	}
}

type leased struct{ Notices }

func (leased) ClaimNotice(context.Context, notify.NoticeID, time.Duration) (notify.Notice, bool, time.Duration, error) {
	return notify.Notice{}, false, 9 * time.Second, nil
}

func TestRecordOfASentNoticeIsWrittenAgainWhenTheDatabaseIsAwayForAMoment(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	sender := r.Sender()
	notices := &failingNotices{Notices: r.office, times: 2}
	sender.notices = notices
	r.office.set(func(o *office) { o.notices[1] = r.notice(notify.Ask) })
	if _, err := sender.Deliver(t.Context(), 1); err != nil || r.said() != 1 {
		t.Errorf("%v with %d messages", err, r.said())
	}
	if recorded := locked(r.office, func(o *office) int { return len(o.delivered) }); recorded != 1 {
		t.Errorf("%d records", recorded)
	}
}

type failingNotices struct {
	Notices
	times int
}

func (f *failingNotices) FinishNotice(ctx context.Context, id notify.NoticeID, d notify.Delivery) error {
	if f.times > 0 {
		f.times--
		return errAway
	}
	return f.Notices.FinishNotice(ctx, id, d)
}

func TestCardsAreRedrawnFromTheCurrentState(t *testing.T) {
	t.Parallel()
	version := 4
	var refusal error
	r := newRig(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, say("x"))
		rt.Notice("ask", card)
		rt.Card(notify.SubjectBranch, func(context.Context, staff.Actor, notify.Subject) (Reply, error) {
			return Reply{Text: says("done by Ketut"), Card: &Card{Subject: branch(), Version: version}}, refusal
		})
	})
	r.wayan.Start()
	d, _ := r.deliver(t, r.notice(notify.Ask))
	first := hears(t, r.wayan, "a disposition")
	known := notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: d.Message, Version: 4}
	gone := notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: 999_999, Version: 4}
	r.office.set(func(o *office) { o.cards[known], o.cards[gone] = true, true })
	version = 5
	if err := r.Sender().Redraw(t.Context(), branch()); err != nil {
		t.Fatal(err)
	}
	if m := hears(t, r.wayan, "done by Ketut"); m.ID != first.ID || len(m.Buttons) != 0 {
		t.Errorf("message %d with %d buttons", m.ID, len(m.Buttons))
	}
	known.Version = 5
	left := locked(r.office, func(o *office) []notify.Card {
		var list []notify.Card
		for c := range o.cards {
			list = append(list, c)
		}
		return list
	})
	if diff := cmp.Diff([]notify.Card{known}, left, cmpopts.SortSlices(func(a, b notify.Card) bool { return a.MessageID < b.MessageID })); diff != "" {
		t.Errorf("cards: %s", diff)
	}
	refusal = staff.ErrNotAllowed
	if err := r.Sender().Redraw(t.Context(), branch()); err != nil {
		t.Fatal(err)
	}
	if n := locked(r.office, func(o *office) int { return len(o.cards) }); n != 0 {
		t.Errorf("%d cards are remembered of who may not see them", n)
	}
}

func TestRedrawThatFailsIsReported(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(rt *Router) {
		rt.Card(notify.SubjectBranch, func(context.Context, staff.Actor, notify.Subject) (Reply, error) { return Reply{}, errAway })
	})
	r.office.set(func(o *office) {
		o.cards[notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: 1}] = true
	})
	if err := r.Sender().Redraw(t.Context(), branch()); !errors.Is(err, errAway) {
		t.Errorf("redraw: %v", err)
	}
}

func TestFileIsUploadedOnceAndThenSentByItsID(t *testing.T) {
	t.Parallel()
	opened := 0
	file := document.File{ID: "abc", Name: "surat.pdf", MIME: "application/pdf", Size: 4}
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "surat", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("letter"), Protect: true, Attachments: []Attachment{{File: file, Open: func(context.Context) ([]byte, error) {
				opened++
				return []byte("%PDF"), nil
			}}}}, nil
		}})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	for _, forgotten := range []bool{false, false, true} {
		if forgotten {
			r.office.set(func(o *office) { o.uploads["abc"] = "unknown-to-telegram" })
		}
		r.wayan.Send("/surat")
		if m := hears(t, r.wayan, "letter"); !m.Protected {
			t.Error("letter is not protected")
		}
		m := heard(t, r.wayan)
		if len(m.Attachments) != 1 || m.Attachments[0].Name != "surat.pdf" || string(m.Attachments[0].Content) != "%PDF" || !m.Protected {
			t.Errorf("attachment of message %+v", m)
		}
	}
	if opened != 2 {
		t.Errorf("the file was read %d times, want once for each time that Telegram did not know it", opened)
	}
}
