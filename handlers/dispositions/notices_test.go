package dispositions

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func noticeOf(kind notify.Kind) notify.Notice {
	return notify.Notice{Kind: kind, Subject: disposition.SubjectOf(toSection)}
}

func TestANoticeHasEnoughInItToActAndLeavesNoReceipt(t *testing.T) {
	t.Parallel()
	for name, kind := range map[string]notify.Kind{
		"notice_new": notify.DispositionNew, "notice_near": notify.DeadlineNear, "notice_overdue": notify.DeadlineOver,
	} {
		o := newOffice(t)
		reply, err := o.desk.notices.whileOpen(t.Context(), wayan(), noticeOf(kind))
		o.shows(t, name, reply, err)
		if o.branch().State != disposition.StateSent {
			t.Errorf("%s made the branch %s", name, o.branch().State)
		}
	}
}

func TestTheSenderIsToldWithAButtonToTheCard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.desk.finish.submit(t.Context(), by(wayan()), bot.Answers{answerBranch: "12", fieldReport: "Sudah."}); err != nil {
		t.Fatal(err)
	}
	reply, err := o.desk.notices.ended(disposition.StateDone)(t.Context(), luh(), noticeOf(notify.DispositionDone))
	o.shows(t, "notice_done", reply, err)

	o = newOffice(t)
	if _, err := o.desk.back.submit(t.Context(), by(wayan()), bot.Answers{answerBranch: "12", fieldReason: "Salah alamat."}); err != nil {
		t.Fatal(err)
	}
	reply, err = o.desk.notices.returned(t.Context(), luh(), noticeOf(notify.DispositionReturned))
	o.shows(t, "notice_returned", reply, err)
}

func TestANoticeOfASecretLetterSaysOnlyItsAgendaNumber(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.secret()
	reply, err := o.desk.notices.whileOpen(t.Context(), wayan(), noticeOf(notify.DispositionNew))
	o.shows(t, "notice_secret", reply, err)
	o.branch().Copy = true
	reply, err = o.desk.notices.whileOpen(t.Context(), wayan(), noticeOf(notify.DispositionNew))
	o.shows(t, "notice_secret_copy", reply, err)
}

func TestASuperiorWhomTheLetterNeverPassedIsToldWhereItIs(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	notice := noticeOf(notify.DispositionEscalated)
	notice.Facts = map[string]string{"from": "Sekretaris", "to": "Kepala Subbagian Umum", "agenda": "412/2026", "deadline": "2026-11-16"}
	reply, err := o.desk.notices.escalated(t.Context(), rai(), notice)
	o.shows(t, "notice_late_below", reply, err)
}

func TestNoticesThatLostTheirPointAreObsolete(t *testing.T) {
	t.Parallel()
	done := func(o *office) { o.branch().State = disposition.StateDone }
	for _, c := range []struct {
		name   string
		to     staff.Actor
		kind   notify.Kind
		before func(*office)
	}{
		{"a reminder of what is done", wayan(), notify.DeadlineOver, done},
		{"a new disposition that was cancelled", wayan(), notify.DispositionNew, func(o *office) { o.branch().State = disposition.StateCancelled }},
		{"a reminder to a former holder", rai(), notify.DeadlineNear, func(*office) {}},
		{"done, told to a former holder", rai(), notify.DispositionDone, done},
		{"done that is not done", luh(), notify.DispositionDone, func(*office) {}},
		{"a fresh card of what is done", wayan(), notify.Resumed, done},
	} {
		o := newOffice(t)
		c.before(o)
		handlers := map[notify.Kind]bot.NoticeHandler{
			notify.DeadlineOver: o.desk.notices.whileOpen, notify.DispositionNew: o.desk.notices.whileOpen,
			notify.DeadlineNear: o.desk.notices.whileOpen, notify.Resumed: o.desk.notices.resumed,
			notify.DispositionDone: o.desk.notices.ended(disposition.StateDone),
		}
		if _, err := handlers[c.kind](t.Context(), c.to, noticeOf(c.kind)); !errors.Is(err, notify.ErrObsolete) {
			t.Errorf("%s: %v, want ErrObsolete", c.name, err)
		}
	}
}

func TestANoticeWaitsWhileTheDatabaseIsAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fails = errors.New("database is away")
	if _, err := o.desk.notices.whileOpen(t.Context(), wayan(), noticeOf(notify.DispositionNew)); !errors.Is(err, o.fails) {
		t.Errorf("notice with the database away: %v, want the database's own error", err)
	}
}

func TestAfterAPauseAFreshCardIsShown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.notices.resumed(t.Context(), wayan(), noticeOf(notify.Resumed))
	o.shows(t, "resumed_card", reply, err)
	reply, err = o.desk.notices.resumed(t.Context(), wayan(), notify.Notice{Kind: notify.Resumed})
	o.shows(t, "resumed_home", reply, err)
}
