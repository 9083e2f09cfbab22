package bot

import (
	"context"
	"testing"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// polyglot words everything in the style of its reader.
type polyglot struct {
	dictionary
	style string
}

func (p polyglot) In(style string) Words { return polyglot{style: style} }

func (p polyglot) Render(phrase Phrase) (string, error) {
	text, err := p.dictionary.Render(phrase)
	return text + p.style, err
}

func TestEverythingIsWordedInTheStyleOfItsReader(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(rt *Router) {
		rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{Toast: says("toast")}, nil })
		rt.Notice("ask", card)
		rt.Card(notify.SubjectBranch, func(context.Context, staff.Actor, notify.Subject) (Reply, error) {
			return Reply{Text: says("card")}, nil
		})
		rt.Fallback(func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("one"), Then: &Reply{Text: says("two")}}, nil
		})
	})
	r.responder.composer.words = polyglot{}
	r.office.set(func(o *office) {
		actor := o.actors[staff.AccountID(r.wayan.ID())]
		actor.Settings.Dates = staff.BalineseDates
		o.actors[staff.AccountID(r.wayan.ID())] = actor
	})
	r.receive(t)
	r.wayan.Start()
	hears(t, r.wayan, "oneBALI")
	hears(t, r.wayan, "twoBALI")
	r.asing.Start()
	hears(t, r.asing, "who are you?")
	d, _ := r.deliver(t, r.notice(notify.Ask))
	hears(t, r.wayan, "a dispositionBALI")
	taps(t, r.wayan, "OpenBALI", "toastBALI")
	r.office.set(func(o *office) {
		o.cards[notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: d.Message}] = true
	})
	if err := r.Sender().Redraw(t.Context(), branch()); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, "cardBALI")
}
