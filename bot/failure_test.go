package bot

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// counting is a handler that fails as often as it is told.
func counting(runs *atomic.Int64, failures int64, err error) Handler {
	return func(context.Context, *Request) (Reply, error) {
		if runs.Add(1) <= failures {
			return Reply{}, err
		}
		return Reply{Text: says("done")}, nil
	}
}

func TestUpdateThatFailsIsTriedAgain(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", For: staff.Everyone, Handler: counting(&runs, 2, errOdd)})
	})
	r.wayan.Start()
	hears(t, r.wayan, "done")
	r.settled(t)
	if got := locked(r.office, func(o *office) map[string]int { return o.finished }); !cmp.Equal(got, map[string]int{"retried": 1}) {
		t.Errorf("finished %v", got)
	}
}

func TestUpdateThatNeverSucceedsBecomesADeadLetterWithTheCodeThatThePersonSees(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]Handler{
		"error": func(context.Context, *Request) (Reply, error) { return Reply{}, errOdd },
		"panic": func(context.Context, *Request) (Reply, error) { panic("index out of range") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(rt *Router) {
				rt.Command(Command{Name: "start", For: staff.Everyone, Handler: broken})
				rt.Command(Command{Name: "daftar", For: staff.Everyone, Handler: say("list")})
			})
			r.office.set(func(o *office) { o.lettersAway = true })
			r.wayan.Start()
			r.wayan.Send("/daftar")
			other := r.telegram.Person(telegramtest.Profile{Name: "Ni Made"})
			other.Send("hello")
			hears(t, other, "who are you?") // nobody else waits
			r.office.set(func(o *office) { o.lettersAway = false })
			incident := heard(t, r.wayan).Plain
			code, found := strings.CutPrefix(incident, "incident ")
			if !found || len(code) != 6 {
				t.Fatalf("the person hears %q", incident)
			}
			hears(t, r.wayan, "list")
			r.settled(t)
			letters := locked(r.office, func(o *office) []string { return o.letters })
			if len(letters) != 1 || !strings.HasPrefix(letters[0], code+": ") {
				t.Errorf("dead letters %q, want one with code %s", letters, code)
			}
			if !strings.Contains(r.logs.String(), "code="+code) {
				t.Errorf("the log has no code %s", code)
			}
		})
	}
}

func TestOutageIsToldOnceAndNothingIsLost(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.office.set(func(o *office) { o.databaseAway = true })
	r.wayan.Send("one")
	r.wayan.Send("two")
	hears(t, r.wayan, "!"+ErrUnavailable.Error())
	other := r.telegram.Person(telegramtest.Profile{Name: "Ni Made"})
	r.link(other, 8)
	other.Start()
	hears(t, other, "!"+ErrUnavailable.Error())
	r.office.set(func(o *office) { o.databaseAway = false })
	hears(t, r.wayan, "what?")
	hears(t, r.wayan, "what?")
	hears(t, other, "what?")
	r.settled(t)
}

func TestTapInAnOutageGetsAToastAndItsAnswerLater(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{Toast: says("opened & read")}, nil })
	})
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	r.office.set(func(o *office) { o.databaseAway = true })
	answer, err := r.wayan.TapForced(t.Context(), m.ID, "open")
	if err != nil || answer.Toast != "!"+ErrUnavailable.Error() {
		t.Errorf("tap is answered with %q (%v)", answer.Toast, err)
	}
	r.office.set(func(o *office) { o.databaseAway = false })
	hears(t, r.wayan, "opened & read") // the tap can be answered once only
}

func TestAnswerThatTelegramDoesNotTakeIsShownLaterAndHandledOnce(t *testing.T) {
	t.Parallel()
	faults := map[string]telegramtest.Fault{
		"502 with HTML":            {Method: "sendMessage", Code: 502, Body: "<html>Bad Gateway</html>", Times: 2},
		"500":                      {Method: "sendMessage", Code: 500, Times: 2},
		"429 with retry_after":     {Method: "sendMessage", Code: 429, RetryAfter: 1, Times: 1},
		"429 again and again":      {Method: "sendMessage", Code: 429, RetryAfter: 1, Times: 3},
		"dropped before the work":  {Method: "sendMessage", Drop: true, Times: 1},
		"callback not answered":    {Method: "answerCallbackQuery", Code: 502, Times: 2},
		"callback without effects": {Method: "answerCallbackQuery", Code: 400, Times: 1},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var runs atomic.Int64
			r := start(t, func(rt *Router) {
				rt.Action("decide", staff.Everyone, counting(&runs, 0, nil))
			})
			r.wayan.Start()
			m := hears(t, r.wayan, "what?")
			r.telegram.Fault(fault)
			r.wayan.TapAsync(m.ID, "decide")
			hears(t, r.wayan, "done")
			r.settled(t)
			if runs.Load() != 1 {
				t.Errorf("the handler ran %d times", runs.Load())
			}
			if said := len(r.wayan.ChatAfter(m.ID)); said != 1 {
				t.Errorf("%d messages, want 1", said)
			}
			if paused := locked(r.office, func(o *office) int { return len(o.paused) }); (paused > 0) != (fault.Code == 429) {
				t.Errorf("%d pauses", paused)
			}
		})
	}
}

func TestAnswerThatArrivedIsNotRepeatedWhenOnlyItsReceiptWasLost(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	r.telegram.Fault(telegramtest.Fault{Method: "sendMessage", CutBody: true, Times: 1})
	r.wayan.Send("hello")
	hears(t, r.wayan, "what?")
	r.settled(t)
	if said := len(r.wayan.ChatAfter(m.ID)); said != 2 {
		t.Errorf("%d messages after the first, want hers and one answer", said)
	}
}

func TestChangeOfAMessageIsMadeAgainUntilItIsSeen(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"the line broke before":   {Drop: true},
		"the line broke after":    {Drop: true, AfterEffect: true},
		"a page in its place":     {Code: 200, Body: "<html>please log in</html>", Times: 1},
		"the receipt was cut off": {CutBody: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(rt *Router) {
				rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) {
					return Reply{Text: says("opened"), Edit: true}, nil
				})
			})
			r.wayan.Start()
			m := hears(t, r.wayan, "what?")
			fault.Method = "editMessageText"
			if fault.Times == 0 {
				fault.Times = 2
			}
			r.telegram.Fault(fault)
			r.wayan.TapAsync(m.ID, "open")
			if changed := hears(t, r.wayan, "opened"); changed.ID != m.ID {
				t.Errorf("message %d came, want %d changed", changed.ID, m.ID)
			}
			r.settled(t)
			if said := len(r.wayan.ChatAfter(m.ID)); said != 0 {
				t.Errorf("%d messages more, want none", said)
			}
		})
	}
}

func TestAnswerWhoseFateIsUnknownIsRepeatedOnceAndNotMore(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	r.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Drop: true, AfterEffect: true, Times: 5})
	r.wayan.Send("hello")
	r.settled(t)
	if said := len(r.wayan.ChatAfter(m.ID)); said != 3 {
		t.Errorf("%d messages after the first, want hers and the answer twice", said)
	}
}

func TestAnswerIsNotLostWhileTheLineIsDown(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	calls, stop := r.telegram.Subscribe()
	defer stop()
	r.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Drop: true})
	r.telegram.Fault(telegramtest.Fault{Method: "getMe", Drop: true})
	r.wayan.Send("hello")
	for asked := 0; asked < 4; {
		if e := <-calls; e.Call != nil && e.Call.Method == "getMe" {
			asked++
		}
	}
	r.telegram.ClearFaults()
	hears(t, r.wayan, "what?")
	r.settled(t)
	if said := len(r.wayan.ChatAfter(m.ID)); said != 2 {
		t.Errorf("%d messages after the first, want hers and one answer", said)
	}
}

func TestFailureAfterSendingDoesNotSendAgain(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "kartu", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("card"), Card: &Card{Subject: notify.Subject{Kind: "branch", ID: 3}, Version: 2}}, nil
		}})
	})
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	cards := Cards(r.office)
	fails := &failingCards{Cards: cards, times: 2}
	r.responder.cards = fails
	r.wayan.Send("/kartu")
	hears(t, r.wayan, "card")
	r.settled(t)
	if said := len(r.wayan.ChatAfter(m.ID)); said != 2 {
		t.Errorf("%d messages after the first, want hers and one card", said)
	}
	if kept := locked(r.office, func(o *office) int { return len(o.cards) }); kept != 1 {
		t.Errorf("%d cards are remembered, want 1", kept)
	}
}

type failingCards struct {
	Cards
	times int
}

func (f *failingCards) RememberCard(ctx context.Context, c notify.Card) (bool, error) {
	if f.times > 0 {
		f.times--
		return false, errAway
	}
	return f.Cards.RememberCard(ctx, c)
}

func TestMessageThatCannotBeEditedIsSentAfresh(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{Text: says("card"), Edit: true}, nil })
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	own := r.wayan.Send("mine") // a message of the person: the bot cannot edit it
	hears(t, r.wayan, "what?")
	r.wayan.TapAsync(own.ID, "open")
	if m := hears(t, r.wayan, "card"); m.ID <= own.ID {
		t.Errorf("card is message %d", m.ID)
	}
}

func TestWhatTelegramWouldRefuseBecomesAnIncident(t *testing.T) {
	t.Parallel()
	long := says(strings.Repeat("x", maxMessage+1))
	wrong := map[string]Reply{
		"too long":       {Text: long},
		"unwordable":     {Text: says("unwordable")},
		"unknown action": {Text: says("x"), Buttons: [][]Button{{{Label: says("x"), Action: "nowhere"}}}},
		"too many bytes": {Text: says("x"), Buttons: [][]Button{{{Label: says("x"), Action: "open", Args: []string{string(long[:60])}}}}},
		"unknown form":   {Begin: &Begin{Form: "nowhere"}},
	}
	for name, reply := range wrong {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(rt *Router) {
				rt.Action("open", staff.Everyone, say("x"))
				rt.Command(Command{Name: "start", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) { return reply, nil }})
			})
			r.wayan.Start()
			if m := heard(t, r.wayan); !strings.HasPrefix(m.Plain, "incident ") {
				t.Errorf("the person hears %q", m.Plain)
			}
			r.settled(t)
		})
	}
}

func TestHungHandlerIsLeftBehindAndTheLaneGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	hang := make(chan struct{})
	defer close(hang)
	var runs atomic.Int64
	r.intake.handler = func(context.Context, *Request) (Reply, error) {
		if runs.Add(1) == 1 {
			<-hang // deaf to its context
		}
		return Reply{}, nil
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := r.intake.Handle(ctx, []byte(`{"update_id":1,"message":{"message_id":1,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"x"}}`))
	if !errors.Is(err, errStopped) {
		t.Errorf("handled: %v", err)
	}
	err = r.intake.Handle(t.Context(), []byte(`{"update_id":2,"message":{"message_id":2,"from":{"id":5},"chat":{"id":5,"type":"private"},"text":"x"}}`))
	if err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestBlockedPersonIsNotedAndTheUpdateIsOver(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Code: http.StatusForbidden, Times: 1})
	r.wayan.Send("hello")
	r.settled(t)
	if reachable := locked(r.office, func(o *office) bool { return o.reachable[staff.AccountID(r.wayan.ID())] }); reachable {
		t.Error("person is still reachable")
	}
}

func TestLongToastBecomesAMessage(t *testing.T) {
	t.Parallel()
	long := says(strings.Repeat("explanation ", 20))
	r := start(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{Toast: long, Alert: true}, nil })
	})
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	answer, err := r.wayan.TapForced(t.Context(), m.ID, "open")
	if err != nil || answer.Toast != "" {
		t.Errorf("toast %q (%v)", answer.Toast, err)
	}
	hears(t, r.wayan, strings.TrimSpace(string(long)))
}
