package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// desk is where the forms of these tests end up.
type desk struct {
	mu    sync.Mutex
	taken map[string]string // by draft
	times int
	fail  error
}

func (d *desk) submit(_ context.Context, r *Request, a Answers) (Reply, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.times++
	if d.fail != nil {
		return Reply{}, d.fail
	}
	files, err := FilesOf(a["files"])
	if err != nil {
		return Reply{}, err
	}
	d.taken[r.Draft] = fmt.Sprintf("%s/%s/%s/%d", a["branch"], a["kind"], a["text"], len(files))
	return Reply{Text: says("taken"), Edit: true}, nil
}

func (d *desk) results() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	list := []string{}
	for _, v := range d.taken {
		list = append(list, v)
	}
	return list
}

func question(s string) Question {
	return func(context.Context, *Request, Answers) (Phrase, error) { return says(s), nil }
}

// reportForm is a form with one field of most kinds.
func reportForm(d *desk) func(*Router) {
	d.taken = map[string]string{}
	return func(rt *Router) {
		rt.Cancel("batal", SayHelpCancel)
		rt.Command(Command{Name: "lapor", For: staff.Everyone, Handler: func(_ context.Context, r *Request) (Reply, error) {
			return Reply{Begin: &Begin{Form: "report", Answers: Answers{"branch": r.Argument}}}, nil
		}})
		rt.Command(Command{Name: "daftar", For: staff.Everyone, Handler: say("list")})
		rt.Action("report", staff.Everyone, func(_ context.Context, r *Request) (Reply, error) {
			return Reply{Begin: &Begin{Form: "report", Answers: Answers{"branch": r.Args[0]}}}, nil
		})
		rt.Form(Form{Name: "report", For: staff.Everyone, Submit: d.submit, Fields: []Field{
			ChoiceField{Key: "kind", Label: says("Kind"), Ask: question("which kind?"), PerRow: 2, Options: func(context.Context, *Request, Answers) ([]Option, error) {
				return []Option{{Label: says("Small"), Value: "s"}, {Label: says("Large"), Value: "l"}}, nil
			}}.Field(),
			TextField{Key: "text", Label: says("Text"), Ask: question("what happened?"), Limit: 20}.Field(),
			FilesField{
				Key: "files", Label: says("Files"), Max: 2, TooMany: errTooMany, Optional: true,
				Ask: func(_ context.Context, _ *Request, _ Answers, kept []document.File) (Phrase, error) {
					return says(fmt.Sprintf("files? %d", len(kept))), nil
				},
				Keep: func(_ context.Context, _ *Request, f File) (document.File, error) {
					if f.Name == "virus.exe" {
						return document.File{}, &document.KindError{MIME: "application/x-dosexec"}
					}
					return document.File{ID: document.ID(f.Name), Name: f.Name}, nil
				},
			}.Field(),
			ConfirmField{Key: "sure", Ask: func(_ context.Context, _ *Request, a Answers) (Phrase, error) {
				return says("send " + a["kind"] + " " + a["text"] + "?"), nil
			}}.Field(),
		}})
	}
}

// begun brings a person to the first question.
func begun(t *testing.T, r *rig) {
	t.Helper()
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.wayan.Send("/lapor 9")
	hears(t, r.wayan, "which kind?")
}

// confirming brings a person to the last question.
func confirming(t *testing.T, r *rig) telegramtest.Message {
	t.Helper()
	begun(t, r)
	taps(t, r.wayan, "Large", "")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send("all done")
	hears(t, r.wayan, "files? 0")
	taps(t, r.wayan, string(SaySkip), "")
	return hears(t, r.wayan, "send l all done?")
}

func TestFormIsFilledInFromBeginningToEnd(t *testing.T) {
	t.Parallel()
	d := &desk{}
	r := start(t, reportForm(d))
	begun(t, r)
	r.wayan.Send("large please")
	hears(t, r.wayan, "!"+ErrUseButtons.Error()+"\n\nwhich kind?")
	taps(t, r.wayan, "Large", "")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send(strings.Repeat("long ", 5))
	hears(t, r.wayan, "!text of 24 characters is longer than 20\n\nwhat happened?")
	r.wayan.ShareLocation(1, 2, false)
	hears(t, r.wayan, "!"+ErrTextExpected.Error()+"\n\nwhat happened?")
	r.wayan.Send("<b>done</b> \u202e&\x00 ok")
	hears(t, r.wayan, "files? 0")
	r.wayan.UploadDocument("virus.exe", []byte("MZ"), "")
	hears(t, r.wayan, "!"+document.ErrKind.Error()+"\n\nfiles? 0")
	r.wayan.UploadDocument("a.pdf", []byte("%PDF"), "")
	hears(t, r.wayan, "files? 1")
	r.wayan.UploadDocument("a.pdf", []byte("%PDF"), "")
	hears(t, r.wayan, "files? 1")
	r.wayan.UploadDocument("b.pdf", []byte("%PDF"), "")
	hears(t, r.wayan, "files? 2")
	r.wayan.UploadDocument("c.pdf", []byte("%PDF"), "")
	hears(t, r.wayan, "!"+errTooMany.Error()+"\n\nfiles? 2")
	taps(t, r.wayan, string(SayNext), "")
	confirm := hears(t, r.wayan, "send l <b>done</b> & ok?")
	taps(t, r.wayan, string(SaySend), "")
	if m := hears(t, r.wayan, "taken"); m.ID != confirm.ID || len(m.Buttons) > 0 {
		t.Errorf("the end is message %d with %d buttons, want it in place of the question", m.ID, len(m.Buttons))
	}
	if got, want := d.results(), []string{"9/l/<b>done</b> & ok/2"}; !cmp.Equal(got, want) {
		t.Errorf("the desk has %q, want %q", got, want)
	}
	r.wayan.Send("more")
	hears(t, r.wayan, "what?")
}

func TestAlbumIsCollectedWhole(t *testing.T) {
	t.Parallel()
	d := &desk{}
	r := start(t, reportForm(d))
	begun(t, r)
	taps(t, r.wayan, "Small", "")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send("x")
	hears(t, r.wayan, "files? 0")
	r.wayan.UploadAlbum([]telegramtest.File{{Name: "1.pdf", Content: []byte("%PDF")}, {Name: "2.pdf", Content: []byte("%PDF")}}, "")
	hears(t, r.wayan, "files? 1")
	hears(t, r.wayan, "files? 2")
}

func TestAnswersCanBeChangedBeforeSending(t *testing.T) {
	t.Parallel()
	d := &desk{}
	r := start(t, reportForm(d))
	confirming(t, r)
	taps(t, r.wayan, string(SayChange), "")
	hears(t, r.wayan, string(SayWhichAnswer))
	taps(t, r.wayan, string(SayBack), "")
	hears(t, r.wayan, "send l all done?")
	taps(t, r.wayan, string(SayChange), "")
	hears(t, r.wayan, string(SayWhichAnswer))
	taps(t, r.wayan, "Text", "")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send("nearly")
	hears(t, r.wayan, "send l nearly?")
	taps(t, r.wayan, string(SaySend), "")
	hears(t, r.wayan, "taken")
	if got, want := d.results(), []string{"9/l/nearly/0"}; !cmp.Equal(got, want) {
		t.Errorf("the desk has %q, want %q", got, want)
	}
}

func TestOldButtonsOfAFormGetAToastAndDisappear(t *testing.T) {
	t.Parallel()
	r := start(t, reportForm(&desk{}))
	begun(t, r)
	first := r.wayan.Chat()[len(r.wayan.Chat())-1]
	r.wayan.Send("/lapor 10") // about something else: a new draft
	hears(t, r.wayan, "which kind?")
	answer, err := r.wayan.TapOn(t.Context(), first.ID, "Large")
	if err != nil || answer.Toast != "!"+ErrStaleDraft.Error() {
		t.Fatalf("old button is answered with %q (%v)", answer.Toast, err)
	}
	if m := heard(t, r.wayan); m.ID != first.ID || len(m.Buttons) != 0 {
		t.Errorf("message %d has %d buttons, want %d without", m.ID, len(m.Buttons), first.ID)
	}
	taps(t, r.wayan, "Small", "")
	hears(t, r.wayan, "what happened?")
}

func TestOlderQuestionOfTheSameDraftCannotAnswerTheNewerOne(t *testing.T) {
	t.Parallel()
	r := start(t, reportForm(&desk{}))
	begun(t, r)
	old := heardLast(r.wayan).Buttons[0][1].Data
	taps(t, r.wayan, "Large", "")
	m := hears(t, r.wayan, "what happened?")
	answer, err := r.wayan.TapForced(t.Context(), m.ID, old)
	if err != nil || answer.Toast != "!"+ErrStaleDraft.Error() {
		t.Errorf("older button is answered with %q (%v)", answer.Toast, err)
	}
}

func heardLast(p *telegramtest.Person) telegramtest.Message {
	chat := p.Chat()
	return chat[len(chat)-1]
}

func TestCommandsEndAForm(t *testing.T) {
	t.Parallel()
	r := start(t, reportForm(&desk{}))
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.wayan.Send("/batal")
	hears(t, r.wayan, string(SayNoForm))
	r.wayan.Send("/lapor 1")
	hears(t, r.wayan, "which kind?")
	r.wayan.Send("/daftar")
	hears(t, r.wayan, string(SayEnded)) // or the answer to the question would be met with "what?"
	hears(t, r.wayan, "list")
	r.wayan.Send("/lapor 1")
	hears(t, r.wayan, "which kind?")
	taps(t, r.wayan, "Small", "")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send("/daftar")
	hears(t, r.wayan, string(SayEnded))
	hears(t, r.wayan, "list")
	r.wayan.Send("is anybody listening?")
	hears(t, r.wayan, "what?")
	r.wayan.Send("/lapor 1")
	hears(t, r.wayan, "which kind?")
	r.wayan.Send("/batal")
	hears(t, r.wayan, string(SayCancelled))
	r.wayan.Send("/lapor 1")
	hears(t, r.wayan, "which kind?")
	taps(t, r.wayan, string(SayCancel), "")
	hears(t, r.wayan, string(SayCancelled))
}

func TestBeginningTheSameFormAgainLosesNothing(t *testing.T) {
	t.Parallel()
	r := start(t, reportForm(&desk{}))
	begun(t, r)
	taps(t, r.wayan, "Small", "")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send("/lapor 9")
	hears(t, r.wayan, "what happened?")
	r.wayan.Send("/lapor 10")
	hears(t, r.wayan, string(SayEnded)+"\n\nwhich kind?")
}

func TestDraftLapsesAndThePersonIsTold(t *testing.T) {
	t.Parallel()
	for name, back := range map[string]func(t *testing.T, r *rig){
		"with a text": func(_ *testing.T, r *rig) { r.wayan.Send("all done") },
		"with a tap":  func(t *testing.T, r *rig) { t.Helper(); taps(t, r.wayan, string(SayCancel), "") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, reportForm(&desk{}))
			var mu sync.Mutex
			later := time.Duration(0)
			r.office.now = func() time.Time {
				mu.Lock()
				defer mu.Unlock()
				return time.Now().Add(later)
			}
			r.receive(t)
			begun(t, r)
			taps(t, r.wayan, "Small", "")
			hears(t, r.wayan, "what happened?")
			mu.Lock()
			later = Lapse + time.Second
			mu.Unlock()
			back(t, r)
			hears(t, r.wayan, string(SayLapsed))
			r.wayan.Send("all done")
			hears(t, r.wayan, "what?")
		})
	}
}

func TestUpdateThatComesTwiceIsAppliedOnce(t *testing.T) {
	t.Parallel()
	d := &desk{}
	r := newRig(t, reportForm(d))
	account := staff.AccountID(r.wayan.ID())
	r.wayan.Start()
	ctx := t.Context()
	handle := func(req Request) Reply {
		t.Helper()
		req.Account, req.At = account, time.Now()
		reply, err := r.intake.handler(ctx, &req)
		if err != nil {
			t.Fatalf("update %d: %v", req.Update, err)
		}
		return reply
	}
	tap := func(update int64, b Button) Request {
		data, err := Callback{Action: b.Action, Args: b.Args, Draft: b.Draft}.Encode()
		if err != nil {
			t.Fatal(err)
		}
		return Request{Update: update, tap: true, data: data}
	}
	twice := func(req Request) Reply {
		t.Helper()
		first := handle(req)
		second := handle(req)
		if diff := cmp.Diff(first.Text, second.Text); diff != "" {
			t.Errorf("update %d is answered differently the second time: %s", req.Update, diff)
		}
		return second
	}
	question := twice(Request{Update: 1, Command: "lapor", Argument: "9"})
	twice(tap(2, question.Buttons[0][0]))
	files := twice(Request{Update: 3, Text: "fine"})
	confirm := twice(tap(4, files.Buttons[0][0]))
	twice(tap(5, confirm.Buttons[0][0]))
	if got, want := d.results(), []string{"9/s/fine/0"}; !cmp.Equal(got, want) {
		t.Errorf("the desk has %q, want %q", got, want)
	}
	if reply := twice(Request{Update: 6, Text: "fine"}); reply.Text != says("what?") {
		t.Errorf("after the form a text is answered with %v", reply.Text)
	}
}

func TestRefusalAtTheEndBringsTheLastQuestionAgain(t *testing.T) {
	t.Parallel()
	d := &desk{}
	r := start(t, reportForm(d))
	confirming(t, r)
	d.mu.Lock()
	d.fail = errDecided
	d.mu.Unlock()
	taps(t, r.wayan, string(SaySend), "!"+errDecided.Error())
	d.mu.Lock()
	d.fail = nil
	d.mu.Unlock()
	taps(t, r.wayan, string(SaySend), "")
	hears(t, r.wayan, "taken")
}

func TestRefusalThatLeavesNoPointEndsTheForm(t *testing.T) {
	t.Parallel()
	d := &desk{}
	r := start(t, reportForm(d))
	m := confirming(t, r)
	d.mu.Lock()
	d.fail = EndForm(errDecided)
	d.mu.Unlock()
	taps(t, r.wayan, string(SaySend), "!"+errDecided.Error())
	if bare := heard(t, r.wayan); bare.ID != m.ID || len(bare.Buttons) != 0 {
		t.Errorf("the question still has its buttons")
	}
	r.wayan.Send("again?")
	hears(t, r.wayan, "what?")
}

func TestFormThatADeployChangedStartsOverAndSaysSo(t *testing.T) {
	t.Parallel()
	r := start(t, reportForm(&desk{}))
	begun(t, r)
	taps(t, r.wayan, "Small", "")
	hears(t, r.wayan, "what happened?")
	r.office.set(func(o *office) {
		account := staff.AccountID(r.wayan.ID())
		rec := o.sessions[account]
		rec.body = []byte(strings.Replace(string(rec.body), `"field":"text"`, `"field":"removed"`, 1))
		o.sessions[account] = rec
	})
	r.wayan.Send("all done")
	hears(t, r.wayan, string(SayRestarted)+"\n\nwhich kind?")
}

func TestWithoutMemoryFormsSaySoAndEverythingElseGoesOn(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		reportForm(&desk{})(rt)
		rt.Action("approve", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{Toast: says("approved")}, nil })
	})
	begun(t, r)
	r.office.set(func(o *office) { o.memoryAway = true })
	r.wayan.Send("/daftar")
	hears(t, r.wayan, "list")
	answer, err := r.wayan.TapForced(t.Context(), heardLast(r.wayan).ID, "approve")
	if err != nil || answer.Toast != "approved" {
		t.Errorf("button outside of forms is answered with %q (%v)", answer.Toast, err)
	}
	r.wayan.Send("an answer")
	r.office.set(func(o *office) { o.memoryAway = false })
	hears(t, r.wayan, "!"+ErrUseButtons.Error()+"\n\nwhich kind?")
	r.settled(t)
}

func TestContactFieldTakesTheOwnNumberOnly(t *testing.T) {
	t.Parallel()
	var phone string
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", For: staff.Anyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("welcome"), Begin: &Begin{Form: "link"}}, nil
		}})
		rt.Form(Form{Name: "link", For: staff.Anyone, Fields: []Field{
			ContactField{Key: "phone", Ask: question("your number?")}.Field(),
			TextField{Key: "nip", Ask: question("last four?")}.Field(),
		}, Submit: func(_ context.Context, _ *Request, a Answers) (Reply, error) {
			phone = a["phone"]
			return Reply{Text: says("linked")}, nil
		}})
	})
	p := r.telegram.Person(telegramtest.Profile{Name: "Ni Made", Phone: "+6281999888777"})
	p.Start()
	hears(t, p, "welcome")
	m := hears(t, p, "your number?")
	if len(p.Keyboard()) != 1 || p.Keyboard()[0][0].Text != string(SayShareContact) {
		t.Errorf("keyboard %+v below message %d", p.Keyboard(), m.ID)
	}
	p.Send("081999888777")
	hears(t, p, "!"+ErrContactExpected.Error()+"\n\nyour number?")
	p.ShareContact(nil)
	hears(t, p, "last four?")
	if len(p.Keyboard()) != 0 {
		t.Errorf("keyboard is still there: %+v", p.Keyboard())
	}
	p.Send("1234")
	hears(t, p, "linked")
	if phone != "6281999888777" {
		t.Errorf("phone is %q", phone)
	}
}

func TestContactSharedAfterTheFormWasOverIsNotDropped(t *testing.T) {
	t.Parallel()
	a := handing(t, func(rt *Router) {
		rt.Cancel("batal", SayHelpCancel)
		rt.Stranger(func(context.Context, *Request) (Reply, error) { return Reply{Begin: &Begin{Form: "link"}}, nil })
		rt.Form(Form{Name: "link", For: staff.Anyone, Fields: []Field{
			ContactField{Key: "phone", Ask: question("your number?")}.Field(),
			TextField{Key: "nip", Ask: question("last four?")}.Field(),
		}, Submit: func(context.Context, *Request, Answers) (Reply, error) { return Reply{Text: says("linked")}, nil }})
	})
	a.office.set(func(o *office) { clear(o.actors) })
	own := &Contact{Own: true, Phone: "6281999888777"}
	a.wants("any text", a.handle(Request{Update: 1, Text: "hello"}), says("your number?"))
	a.handle(Request{Update: 2, Command: "batal"})
	shared := Request{Update: 3, Contact: own}
	for range 2 {
		a.wants("the number", a.handle(shared), says("last four?"))
	}
	a.handle(Request{Update: 4, Command: "batal"})
	a.wants("somebody else's number", a.handle(Request{Update: 5, Contact: &Contact{Phone: "6281999888777"}}),
		both{says("!" + account.ErrNotOwnContact.Error()), says("your number?")})
	a.wants("the own one after it", a.handle(Request{Update: 6, Contact: own}), says("last four?"))
}
