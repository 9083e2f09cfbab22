package bot

import (
	"context"
	"fmt"
	"testing"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// attending is a rig that takes places near 0, 0 and the code 123456, and has
// a form that asks for either.
func attending(t *testing.T) *rig {
	t.Helper()
	r := start(t, func(rt *Router) {
		rt.Cancel("batal", SayHelpCancel)
		rt.Place(func(_ context.Context, r *Request) (Reply, error) {
			switch p := r.Place; {
			case p.Latitude > 80:
				return Reply{}, ErrNotMine
			case p.Latitude > 1 && p.Moved:
				return Reply{}, nil
			case p.Latitude > 1:
				return Reply{}, errDecided
			default:
				return Reply{Text: says(fmt.Sprintf("at %g,%g ±%g live=%v forwarded=%v moved=%v", p.Latitude, p.Longitude, p.Accuracy, p.Live, p.Forwarded, p.Moved))}, nil
			}
		})
		rt.Digits(func(_ context.Context, r *Request) (Reply, error) {
			if r.Text != "123456" {
				return Reply{}, ErrNotMine
			}
			return Reply{Text: says(fmt.Sprintf("here, forwarded=%v", r.Forwarded))}, nil
		})
		rt.Command(Command{Name: "hadir", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Begin: &Begin{Form: "here"}}, nil
		}})
		rt.Command(Command{Name: "tulis", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Begin: &Begin{Form: "write"}}, nil
		}})
		rt.Form(hereForm())
		rt.Form(Form{Name: "write", For: staff.Everyone, Fields: []Field{TextField{Key: "text", Ask: question("what?")}.Field()}, Submit: func(_ context.Context, _ *Request, a Answers) (Reply, error) {
			return Reply{Text: says("written " + a["text"])}, nil
		}})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	return r
}

func hereForm() Form {
	return Form{Name: "here", For: staff.Everyone, Fields: []Field{PlaceField{
		Key: "place", Ask: question("where?"), Rows: [][]Button{{AnswerButton(says("Ill"), "ill")}},
		Check: func(_ context.Context, _ *Request, p Place) error {
			switch {
			case !p.Live:
				return errTooMany
			case p.Latitude < 0:
				return EndForm(errDecided)
			case p.Latitude > 1:
				return errDecided
			}
			return nil
		},
		Text: func(_ context.Context, _ *Request, _ Answers, text string) (string, error) {
			if text != "123456" && text != "ill" {
				return "", ErrUseButtons
			}
			return "code " + text, nil
		},
	}.Field()}, Submit: func(_ context.Context, _ *Request, a Answers) (Reply, error) {
		return Reply{Text: says("taken " + a["place"]), Edit: true}, nil
	}}
}

func TestPlacesOutsideOfFormsGoToWhoDealsWithThem(t *testing.T) {
	t.Parallel()
	r := attending(t)
	r.wayan.ShareLocation(0.5, 0.25, false)
	hears(t, r.wayan, "at 0.5,0.25 ±0 live=false forwarded=false moved=false")
	live := r.wayan.SharePlace(telegramtest.Place{Latitude: 0.5, Accuracy: 12, Live: true})
	hears(t, r.wayan, "at 0.5,0 ±12 live=true forwarded=false moved=false")
	if _, err := r.wayan.MoveLocation(live.ID, telegramtest.Place{Latitude: 0.75, Accuracy: 9}); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, "at 0.75,0 ±9 live=true forwarded=false moved=true")
	if _, err := r.wayan.Forward(live.ID, r.wayan); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, "at 0.75,0 ±9 live=false forwarded=true moved=false")
	r.wayan.ShareLocation(2, 0, true)
	hears(t, r.wayan, "!"+errDecided.Error())
	r.wayan.ShareLocation(89, 0, false)
	hears(t, r.wayan, "what?")
	r.asing.ShareLocation(0.5, 0, true)
	hears(t, r.asing, "who are you?")
}

func TestLiveLocationThatMovesIsSilentUnlessSomebodyAnswers(t *testing.T) {
	t.Parallel()
	r := attending(t)
	live := r.wayan.ShareLocation(89, 0, true)
	hears(t, r.wayan, "what?")
	for _, latitude := range []float64{88, 50, 2} {
		if _, err := r.wayan.MoveLocation(live.ID, telegramtest.Place{Latitude: latitude}); err != nil {
			t.Fatal(err)
		}
	}
	r.office.set(func(o *office) { o.inactive[staff.AccountID(r.wayan.ID())] = true })
	if _, err := r.wayan.MoveLocation(live.ID, telegramtest.Place{Latitude: 0.5}); err != nil {
		t.Fatal(err)
	}
	r.settled(t)
	r.office.set(func(o *office) { o.inactive[staff.AccountID(r.wayan.ID())] = false })
	strange := r.asing.ShareLocation(0, 0, true)
	hears(t, r.asing, "who are you?")
	if _, err := r.asing.MoveLocation(strange.ID, telegramtest.Place{Latitude: 0.5}); err != nil {
		t.Fatal(err)
	}
	r.settled(t)
	if _, err := r.wayan.StopLocation(live.ID); err != nil {
		t.Fatal(err)
	}
	r.wayan.Send("123456")
	hears(t, r.wayan, "here, forwarded=false")
	r.asing.Send("123456")
	hears(t, r.asing, "who are you?")
}

func TestCodesOutsideOfFormsGoToWhoDealsWithThem(t *testing.T) {
	t.Parallel()
	r := attending(t)
	for text, want := range map[string]string{
		" 123456 ": "here, forwarded=false", "654321": "what?", "12345": "what?", "1234567": "what?", "123 456": "what?",
	} {
		r.wayan.Send(text)
		hears(t, r.wayan, want)
	}
	code := r.wayan.Send("123456")
	hears(t, r.wayan, "here, forwarded=false")
	if _, err := r.wayan.Forward(code.ID, r.wayan); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, "here, forwarded=true")
}

func TestFormThatAsksForAPlaceHearsOfALiveLocationUntilItWillDo(t *testing.T) {
	t.Parallel()
	r := attending(t)
	r.wayan.Send("/hadir")
	hears(t, r.wayan, "where?")
	r.wayan.ShareLocation(0.5, 0, false)
	hears(t, r.wayan, "!"+errTooMany.Error()+"\n\nwhere?")
	r.wayan.Upload("a.pdf", []byte("%PDF"), "123456")
	hears(t, r.wayan, "!"+ErrPlaceExpected.Error()+"\n\nwhere?")
	live := r.wayan.ShareLocation(3, 0, true)
	hears(t, r.wayan, "!"+errDecided.Error()+"\n\nwhere?")
	for _, latitude := range []float64{2.5, 2, 0.5} {
		if _, err := r.wayan.MoveLocation(live.ID, telegramtest.Place{Latitude: latitude, Longitude: 0.25, Accuracy: 7.5}); err != nil {
			t.Fatal(err)
		}
	}
	hears(t, r.wayan, "taken 0.5,0.25,7.5")
	if p, err := PlaceOf("0.5,0.25,7.5"); err != nil || p != (Place{Latitude: 0.5, Longitude: 0.25, Accuracy: 7.5}) {
		t.Errorf("the answer is read as %+v, %v", p, err)
	}
	if _, err := PlaceOf("123456"); err == nil {
		t.Error("a code is read as a place")
	}
}

func TestFormThatAsksForAPlaceTakesWhatIsTypedOrTapped(t *testing.T) {
	t.Parallel()
	r := attending(t)
	r.wayan.Send("/hadir")
	hears(t, r.wayan, "where?")
	r.wayan.Send("here")
	hears(t, r.wayan, "!"+ErrUseButtons.Error()+"\n\nwhere?")
	r.wayan.Send("123456")
	hears(t, r.wayan, "taken code 123456")
	r.wayan.Send("/hadir")
	hears(t, r.wayan, "where?")
	taps(t, r.wayan, "Ill", "")
	hears(t, r.wayan, "taken code ill")
}

func TestFormEndsAloudWhenAMovedPlaceEndsIt(t *testing.T) {
	t.Parallel()
	r := attending(t)
	r.wayan.Send("/hadir")
	hears(t, r.wayan, "where?")
	live := r.wayan.ShareLocation(3, 0, true)
	hears(t, r.wayan, "!"+errDecided.Error()+"\n\nwhere?")
	if _, err := r.wayan.MoveLocation(live.ID, telegramtest.Place{Latitude: -1}); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, "!"+errDecided.Error())
}

func TestLiveLocationThatMovesDoesNotDisturbAnotherForm(t *testing.T) {
	t.Parallel()
	r := attending(t)
	live := r.wayan.ShareLocation(3, 0, true)
	hears(t, r.wayan, "!"+errDecided.Error())
	r.wayan.Send("/tulis")
	hears(t, r.wayan, "what?")
	r.office.set(func(o *office) { o.memoryAway = true }) // places do without the memory for drafts
	if _, err := r.wayan.MoveLocation(live.ID, telegramtest.Place{Latitude: 0.5}); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, "at 0.5,0 ±0 live=true forwarded=false moved=true")
	r.office.set(func(o *office) { o.memoryAway = false })
	r.wayan.Send("123456")
	hears(t, r.wayan, "written 123456")
}
