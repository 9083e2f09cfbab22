package requests

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
)

func (o *office) hasDone(t *testing.T, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, o.did); diff != "" {
		t.Errorf("the desk was asked (-want +got):\n%s", diff)
	}
}

func deciding(t *testing.T) (*office, *decide) {
	t.Helper()
	o := newOffice(t)
	o.view = viewOf(request.IsDecider, request.ActionDecide, request.ActionDocument)
	return o, &decide{desk: o, cards: &cards{desk: o}, calendar: calendar.New(calendar.Shipped())}
}

func TestApprovalIsOneTapAndCanBeTakenBack(t *testing.T) {
	t.Parallel()
	o, d := deciding(t)
	reply, err := d.choose(t.Context(), by(oka(), "77", "SETUJU"))
	o.shows(t, "approved", reply, err)
	reply, err = d.undo(t.Context(), by(oka(), "77"))
	o.shows(t, "taken_back", reply, err)
	o.hasDone(t, `SETUJU 77 because "", propose  to , once true`, "take back 77")
}

func TestEveryOtherVerdictAsksForItsReason(t *testing.T) {
	t.Parallel()
	for _, c := range []request.Choice{request.Change, request.Postpone, request.Refuse} {
		o, d := deciding(t)
		begun, err := d.choose(t.Context(), by(oka(), "77", string(c)))
		o.shows(t, "decide_begins_"+string(c), begun, err)
		answers := begun.Begin.Answers
		question, err := d.askReason(t.Context(), by(oka()), answers)
		o.shows(t, "decide_reason_"+string(c), bot.Reply{Text: question}, err)
		answers[fieldReason] = "Tenaga kurang."
		want := string(c) + ` 77 because "Tenaga kurang.", propose  to , once true`
		if c == request.Change {
			question, err = d.askProposal(t.Context(), by(oka()), answers)
			o.shows(t, "decide_proposal", bot.Reply{Text: question}, err)
			answers[fieldProposal] = "2026-12-08/2026-12-11"
			want = string(c) + ` 77 because "Tenaga kurang.", propose 2026-12-08 to 2026-12-11, once true`
		}
		question, err = d.askSend(t.Context(), by(oka()), answers)
		o.shows(t, "decide_confirm_"+string(c), bot.Reply{Text: question}, err)
		reply, err := d.submit(t.Context(), by(oka()), answers)
		o.shows(t, "decided_"+string(c), reply, err)
		o.hasDone(t, want)
	}
}

func TestWhoIsTooLateIsToldWhoDecided(t *testing.T) {
	t.Parallel()
	o, d := deciding(t)
	o.fails = &request.DecidedError{By: "I Ketut Rai", At: now, Choice: request.Refuse}
	if _, err := d.choose(t.Context(), by(oka(), "77", "SETUJU")); !errors.Is(err, request.ErrDecided) {
		t.Errorf("approve what was refused: %v, want ErrDecided", err)
	}
	_, err := d.submit(t.Context(), by(oka()), bot.Answers{answerRequest: "77", answerChoice: "TOLAK", fieldReason: "x"})
	if !errors.Is(err, request.ErrDecided) || err == o.fails { //nolint:errorlint // whether it is wrapped, so that the form ends, is the question
		t.Errorf("refuse what was refused: %v, want ErrDecided and the end of the form", err)
	}
}

func TestForgedVerdictsAreStale(t *testing.T) {
	t.Parallel()
	_, d := deciding(t)
	for _, args := range [][]string{{"77"}, {"77", "MAYBE"}, {"0", "SETUJU"}, {"x", "SETUJU"}} {
		if _, err := d.choose(t.Context(), by(oka(), args...)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("choose %v: %v, want ErrStaleButton", args, err)
		}
	}
	if _, err := d.undo(t.Context(), by(oka(), "x")); !errors.Is(err, bot.ErrStaleButton) {
		t.Errorf("undo x: %v", err)
	}
}

func TestProposedDaysShowWhoIsAway(t *testing.T) {
	t.Parallel()
	_, d := deciding(t)
	answers := bot.Answers{answerRequest: "77", answerChoice: "UBAH"}
	marks, err := d.marks(t.Context(), by(oka()), answers, day(1), day(31))
	if err != nil {
		t.Fatal(err)
	}
	if m := marks(day(2)); m.Others != 1 || m.Own {
		t.Errorf("2 December is marked %+v, want one other who is away", m)
	}
	if m := marks(day(25)); len(m.Special) == 0 {
		t.Error("Christmas is not marked")
	}
	line, err := d.line(t.Context(), by(oka()), answers, day(1), day(7))
	o := newOffice(t)
	o.shows(t, "decide_line", bot.Reply{Text: line}, err)
}

func TestAWithdrawalIsConfirmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := &acts{desk: o, cards: &cards{desk: o}}
	reply, err := c.askWithdraw(t.Context(), by(wayan(), "77"))
	o.shows(t, "withdraw_asks", reply, err)
	o.hasDone(t)
	reply, err = c.withdraw(t.Context(), by(wayan(), "77"))
	o.shows(t, "withdrawn", reply, err)
	o.hasDone(t, "withdraw 77")
}

func TestTheApplicantRemindsAndAccepts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	c := &acts{desk: o, cards: &cards{desk: o}}
	reply, err := c.nudge(t.Context(), by(wayan(), "77"))
	o.shows(t, "nudged", reply, err)
	reply, err = c.accept(t.Context(), by(wayan(), "77"))
	o.shows(t, "accepted", reply, err)
	o.hasDone(t, "nudge 77", "answer 77: true")
}

func TestACancellationIsARequestOfItsOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.view = viewOf(request.IsApplicant, request.ActionAskCancel)
	c := &acts{desk: o, cards: &cards{desk: o}}
	begun, err := c.begin(t.Context(), by(wayan(), "77"))
	o.shows(t, "cancel_begins", begun, err)
	answers := begun.Begin.Answers
	question, err := c.askReason(t.Context(), by(wayan()), answers)
	o.shows(t, "cancel_reason", bot.Reply{Text: question}, err)
	answers[fieldReason] = "Acaranya batal."
	question, err = c.askSend(t.Context(), by(wayan()), answers)
	o.shows(t, "cancel_confirm", bot.Reply{Text: question}, err)
	reply, err := c.submit(t.Context(), by(wayan()), answers)
	o.shows(t, "cancel_sent", reply, err)
	o.hasDone(t, "send  for position 3 once true, cancels 77")
}

func TestSeveralAreApprovedWithOneConfirmation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.page.Items = items(3)
	o.view = viewOf(request.IsDecider, request.ActionDecide)
	m := &many{desk: o}
	begun, err := m.begin(t.Context(), by(oka(), "0"))
	o.shows(t, "many_begins", begun, err)
	answers := begun.Begin.Answers
	question, err := m.ask(t.Context(), by(oka()), answers)
	o.shows(t, "many_asks", bot.Reply{Text: question}, err)
	options, err := m.options(t.Context(), by(oka()), answers)
	if err != nil || len(options) != 3 || options[1].Value != "78" {
		t.Errorf("options are %v (%v)", options, err)
	}
	answers[fieldChosen] = "77|79"
	question, err = m.confirm(t.Context(), by(oka()), answers)
	o.shows(t, "many_confirm", bot.Reply{Text: question}, err)
	o.outcomes = []request.Outcome{{ID: 77, View: o.view}, {ID: 79, Err: &request.EndedError{State: request.Lapsed, At: now}}}
	reply, err := m.submit(t.Context(), by(oka()), answers)
	o.shows(t, "many_done", reply, err)
	o.hasDone(t, "approve [77 79]")
	o.outcomes = []request.Outcome{{ID: 77, Err: errOther}}
	if _, err := m.submit(t.Context(), by(oka()), answers); !errors.Is(err, errOther) {
		t.Errorf("when the database is away: %v", err)
	}
}
