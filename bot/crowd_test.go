package bot

import (
	"context"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

const (
	tooFast = "!person sends too fast"
	flood   = 150
)

func TestWhoFloodsKeepsNobodyElseOut(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	r := newRig(t, func(rt *Router) {
		rt.Fallback(func(ctx context.Context, r *Request) (Reply, error) {
			if r.Text != "slow" {
				return Reply{Text: says("what?")}, nil
			}
			select {
			case <-held:
			case <-ctx.Done():
			}
			return Reply{Text: says("at last")}, nil
		})
	})
	other := r.telegram.Person(telegramtest.Profile{Name: "Ni Made Asri", Phone: "+6281234567891"})
	r.link(other, 8)
	r.wayan.Start()
	r.wayan.Send("slow")
	for range flood {
		r.wayan.Send("halo")
	}
	other.Send("halo")
	r.receive(t)
	for said := ""; said != tooFast; { // while the lane is not moving
		said = heard(t, r.wayan).Plain
	}
	close(held)
	hears(t, other, "what?")
	r.settled(t)

	refused, answered := 0, 0
	for _, m := range r.wayan.Chat() {
		switch m.Plain {
		case tooFast:
			refused++
		case "what?":
			answered++
		}
	}
	if refused != 1 || answered >= flood/2 {
		t.Errorf("who floods got %d refusals and %d answers, want one refusal, and far fewer answers than %d", refused, answered, flood)
	}
}

func TestATapBesideACrowdedLaneIsAnsweredAtOnce(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	r := newRig(t, func(rt *Router) {
		rt.Fallback(func(ctx context.Context, _ *Request) (Reply, error) {
			select {
			case <-held:
			case <-ctx.Done():
			}
			return Reply{Text: says("at last")}, nil
		})
	})
	r.wayan.Start()
	for range maxWaiting + 1 {
		r.wayan.Send("slow")
	}
	for range maxTapsWaiting {
		r.wayan.TapAsync(1, "anything")
	}
	r.receive(t)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	answer, err := r.wayan.TapForced(ctx, 1, "anything")
	if err != nil {
		t.Fatal(err)
	}
	if answer.Toast != tooFast {
		t.Errorf("toast %q, want %q", answer.Toast, tooFast)
	}
	close(held)
}
