package bot

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

func TestAGroupThatRefusesTheBotSaysNothingOfThePersonsOwnChat(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Code: http.StatusForbidden, Times: 1})
	r.telegram.Group("Kantor", r.wayan).Send(r.wayan, "/start@"+r.telegram.Username())
	r.settled(t)
	if len(r.telegram.Calls(telegramtest.CallFilter{Method: "sendMessage"})) == 0 {
		t.Fatal("the bot did not try to answer the group")
	}
	if noted := locked(r.office, func(o *office) int { return len(o.reachable) }); noted != 0 {
		t.Error("a refusal in the group was noted for the person")
	}
}

func TestWhoSpeaksToTheBotCanBeReachedAgain(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{Toast: says("opened")}, nil })
	})
	account := staff.AccountID(r.wayan.ID())
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	if noted := locked(r.office, func(o *office) int { return len(o.reachable) }); noted != 0 {
		t.Error("somebody who could be reached all the time was noted")
	}
	for _, speak := range []func(){
		func() { r.wayan.Send("hello"); hears(t, r.wayan, "what?") },
		func() { r.wayan.TapAsync(m.ID, "open"); r.settled(t) },
	} {
		r.office.set(func(o *office) {
			actor := o.actors[account]
			actor.Unreachable = true
			o.actors[account] = actor
			delete(o.reachable, account)
		})
		speak()
		if back := locked(r.office, func(o *office) bool { return o.reachable[account] }); !back {
			t.Error("the person speaks, and still cannot be reached")
		}
	}
}

func TestNoticeToSomebodyWhoHasLeftIsPutAsideAndTheirAccountLeftAlone(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	n := r.notice(notify.Ask)
	r.office.set(func(o *office) { o.inactive[n.Account] = true })
	d, _ := r.deliver(t, n)
	want := notify.Delivery{Outcome: notify.Gone, Left: true, Attempt: 1, Cause: staff.ErrInactive.Error()}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("delivery: %s", diff)
	}
}

func TestWhoHasLeftMayLinkAnewByCodeAndNothingElse(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.router.Command(Command{Name: "start", For: staff.Anyone, Handler: func(_ context.Context, q *Request) (Reply, error) {
		if q.Actor.Known() {
			t.Errorf("somebody who has left comes as employee %d", q.Actor.ID)
		}
		return Reply{Text: says("linked by " + q.Argument)}, nil
	}})
	r.office.set(func(o *office) { o.inactive[staff.AccountID(r.wayan.ID())] = true })
	r.receive(t)
	r.wayan.Start()
	hears(t, r.wayan, "!"+staff.ErrInactive.Error())
	r.wayan.Send("/start CODE")
	hears(t, r.wayan, "linked by CODE")
	r.wayan.Send("CODE")
	hears(t, r.wayan, "!"+staff.ErrInactive.Error())
}

func TestReceiverThatMeetsAWebhookHasItTakenAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	if err := r.client.SetWebhook(t.Context(), "https://gelis.invalid/hook", "secret"); err != nil {
		t.Fatal(err)
	}
	r.parts.OnWebhook = func(ctx context.Context) {
		if err := r.client.DeleteWebhook(ctx); err != nil {
			t.Error(err)
		}
	}
	r.asing.Send("hello")
	r.receive(t)
	hears(t, r.asing, "who are you?")
	r.settled(t)
}

func TestPeopleWhoseAnswersWaitForThePaceKeepNobodyFromDeciding(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	slow := &slowPace{Pace: r.office, chat: staff.AccountID(r.asing.ID()), reached: make(chan struct{}), gone: make(chan struct{})}
	r.intake.slots = make(chan struct{}, 1)
	r.responder.pace = slow
	r.receive(t)
	r.asing.Send("hello")
	<-slow.reached
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	close(slow.gone)
	hears(t, r.asing, "who are you?")
	r.settled(t)
}

// slowPace holds one chat up.
type slowPace struct {
	Pace
	chat          staff.AccountID
	reached, gone chan struct{}
}

func (s *slowPace) Wait(ctx context.Context, chat staff.AccountID, bulk bool) error {
	if chat != s.chat {
		return s.Pace.Wait(ctx, chat, bulk)
	}
	close(s.reached)
	select {
	case <-s.gone:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestRedrawThatWaitsForItsTurnEndsWithItsContext(t *testing.T) {
	t.Parallel()
	drawing, free := make(chan struct{}), make(chan struct{})
	r := newRig(t, func(rt *Router) {
		rt.Card(notify.SubjectBranch, func(context.Context, staff.Actor, notify.Subject) (Reply, error) {
			close(drawing)
			<-free
			return Reply{}, errAway
		})
	})
	r.office.set(func(o *office) {
		o.cards[notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: 1}] = true
	})
	sender := r.Sender()
	first, second := make(chan error, 1), make(chan error, 1)
	go func() { first <- sender.Redraw(t.Context(), branch()) }()
	<-drawing
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	go func() { second <- sender.Redraw(ctx, branch()) }()
	select {
	case err := <-second:
		if err == nil {
			t.Error("it was drawn out of turn")
		}
	case <-time.After(patience):
		t.Error("it waits although nobody waits for it")
	}
	close(free)
	if err := <-first; !errors.Is(err, errAway) {
		t.Errorf("the first drawing: %v", err)
	}
}
