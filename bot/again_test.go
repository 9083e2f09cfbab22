package bot

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/staff"
)

// again hands requests of wayan to a bot that does not receive, in any order
// and as often as a test likes.
type again struct {
	*rig
	t  *testing.T
	at time.Time
}

func handing(t *testing.T, register func(*Router)) *again {
	t.Helper()
	r := newRig(t, register)
	r.wayan.Start()
	return &again{rig: r, t: t, at: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC)}
}

func (a *again) handle(req Request) Reply {
	a.t.Helper()
	reply, err := a.refused(req)
	if err != nil {
		a.t.Fatalf("update %d: %v", req.Update, err)
	}
	return reply
}

func (a *again) refused(req Request) (Reply, error) {
	req.Account, req.At = staff.AccountID(a.wayan.ID()), a.at
	return a.intake.handler(a.t.Context(), &req)
}

// session is the record of wayan's conversation.
func (a *again) session() session {
	a.t.Helper()
	var s session
	body := locked(a.office, func(o *office) []byte { return o.sessions[staff.AccountID(a.wayan.ID())].body })
	if err := json.Unmarshal(body, &s); err != nil {
		a.t.Fatal(err)
	}
	return s
}

// saying is the phrase of a reply, and of what stands after it.
func saying(r Reply) []Phrase {
	var all []Phrase
	for next := &r; next != nil; next = next.Then {
		if next.Text != nil {
			all = append(all, next.Text)
		}
	}
	return all
}

func (a *again) wants(what string, r Reply, want ...Phrase) {
	a.t.Helper()
	if diff := cmp.Diff(want, saying(r), cmp.AllowUnexported(both{})); diff != "" {
		a.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestWhatCameBeforeAFormDoesNotTouchItWhenItIsHandledAgain(t *testing.T) {
	t.Parallel()
	first := Request{Update: 1, Command: "lapor", Argument: "9"}
	second := Request{Update: 5, Command: "lapor", Argument: "10"}
	for name, c := range map[string]struct {
		older Request
		then  []Phrase
	}{
		"a command that began another form": {Request{Update: 2, Command: "lapor", Argument: "8"}, []Phrase{says("which kind?")}},
		"a text":                            {Request{Update: 2, Text: "hello"}, []Phrase{says("what?")}},
		"a command that gave a form up":     {Request{Update: 3, Command: "batal"}, []Phrase{SayCancelled}},
		"any other command":                 {Request{Update: 4, Command: "daftar"}, []Phrase{says("list")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := handing(t, reportForm(&desk{}))
			a.handle(first)
			a.handle(Request{Update: 3, Command: "batal"})
			a.wants("the second form", a.handle(second), says("which kind?"))
			a.wants("the older update", a.handle(c.older), c.then...)
			a.wants("the form that is open", a.handle(Request{Update: 6, Text: "x"}), both{says("!" + ErrUseButtons.Error()), says("which kind?")})
			if got := a.session(); got.Given["branch"] != "10" || !got.open() {
				t.Errorf("the form about 10 became %+v", got)
			}
		})
	}
}

func TestCommandThatBeganAFormWhichIsOverDoesNotBeginItAgain(t *testing.T) {
	t.Parallel()
	a := handing(t, reportForm(&desk{}))
	begin := Request{Update: 1, Command: "lapor", Argument: "9"}
	a.handle(begin)
	a.handle(Request{Update: 2, Command: "batal"})
	a.wants("the command again", a.handle(begin))
	a.wants("a text", a.handle(Request{Update: 3, Text: "x"}), says("what?"))
}

func TestIdsOfUpdatesMayJumpAfterAQuietWeek(t *testing.T) {
	t.Parallel()
	a := handing(t, reportForm(&desk{}))
	a.handle(Request{Update: 900, Command: "lapor", Argument: "9"})
	a.at = a.at.Add(7 * 24 * time.Hour) // the memory has kept the draft against its promise
	a.wants("the next text", a.handle(Request{Update: 20, Text: "x"}), SayLapsed)
}

// A client that has no answer yet sends the tap again as another one; by then
// the message shows what came of the first.
func TestSecondTapDoesNotTakeTheButtonsOffWhatTheFirstBrought(t *testing.T) {
	t.Parallel()
	a := handing(t, reportForm(&desk{}))
	small := a.handle(Request{Update: 1, Command: "lapor", Argument: "9"}).Buttons[0][0]
	a.wants("the first tap", a.handle(a.tap(2, small)), says("what happened?"))
	if r, err := a.refused(a.tap(3, small)); !errors.Is(err, ErrStaleDraft) || r.Unbutton {
		t.Errorf("the second tap is answered with %+v (%v)", r, err)
	}
	other := a.tap(4, small)
	other.Message = 39 // the question once more, further up
	if r, err := a.refused(other); !errors.Is(err, ErrStaleDraft) || !r.Unbutton {
		t.Errorf("a tap on another message is answered with %+v (%v)", r, err)
	}
	files := a.handle(Request{Update: 5, Text: "fine"})
	send := a.handle(a.tap(6, files.Buttons[0][0])).Buttons[0][0]
	a.wants("sending", a.handle(a.tap(7, send)), says("taken"))
	if r, err := a.refused(a.tap(8, send)); !errors.Is(err, ErrStaleDraft) || r.Unbutton {
		t.Errorf("sending again is answered with %+v (%v)", r, err)
	}
}

func TestQuestionOfAFormThatWasGivenUpLosesItsButtons(t *testing.T) {
	t.Parallel()
	a := handing(t, reportForm(&desk{}))
	small := a.handle(Request{Update: 1, Command: "lapor", Argument: "9"}).Buttons[0][0]
	cancel := a.handle(a.tap(2, small)).Buttons[0][0]
	a.wants("giving up", a.handle(Request{Update: 3, Command: "batal"}), SayCancelled)
	if r, err := a.refused(a.tap(4, cancel)); !errors.Is(err, ErrStaleDraft) || !r.Unbutton {
		t.Errorf("its button is answered with %+v (%v)", r, err)
	}
}
