package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func (o *office) SetUpdateAside(_ context.Context, update int64, body []byte) error {
	o.set(func(o *office) {
		if o.inbox == nil {
			o.inbox = map[int64][]byte{}
		}
		o.inbox[update] = body
	})
	return nil
}

func (o *office) DropUpdate(_ context.Context, update int64, _ []byte) error {
	o.set(func(o *office) { delete(o.inbox, update) })
	return nil
}

func (o *office) UpdatesSetAside(context.Context) (kept [][]byte, _ error) {
	o.set(func(o *office) {
		for _, update := range slices.Sorted(maps.Keys(o.inbox)) {
			kept = append(kept, o.inbox[update])
		}
	})
	return kept, nil
}

// slowly answers "slow" when it is let go, and everything else at once.
func slowly(held chan struct{}) func(*Router) {
	return func(rt *Router) {
		rt.Fallback(func(ctx context.Context, r *Request) (Reply, error) {
			if r.Text != "slow" {
				return Reply{Text: says("at once")}, nil
			}
			select {
			case <-held:
				return Reply{Text: says("at last")}, nil
			case <-ctx.Done():
				return Reply{}, ctx.Err()
			}
		})
	}
}

// crowd lets many people write, and returns the last one.
func (r *rig) crowd(t *testing.T, people int) *telegramtest.Person {
	t.Helper()
	var last *telegramtest.Person
	for i := range people {
		last = r.telegram.Person(telegramtest.Profile{Name: fmt.Sprintf("Pegawai %d", i), Phone: fmt.Sprintf("+62819%07d", i)})
		r.link(last, 100)
		last.Start()
		last.Send("halo")
	}
	return last
}

func TestWhatTakesLongHidesNothingBehindIt(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	r := newRig(t, slowly(held))
	r.wayan.Start()
	r.wayan.Send("slow")
	last := r.crowd(t, 3*batch/2)
	r.receive(t)
	for heard(t, last).Plain != "at once" { // while the first one is being handled
	}
	close(held)
	for heard(t, r.wayan).Plain != "at last" {
	}
	r.settled(t)
	if kept, _ := r.office.UpdatesSetAside(t.Context()); len(kept) != 0 {
		t.Errorf("%d updates stay set aside after they were handled", len(kept))
	}
}

func TestWhatWasSetAsideIsTakenUpByTheNextProcess(t *testing.T) {
	t.Parallel()
	held := make(chan struct{})
	r := newRig(t, slowly(held))
	r.wayan.Start()
	r.wayan.Send("slow")
	last := r.crowd(t, 3*batch/2)
	_, stop := r.receive(t)
	for heard(t, last).Plain != "at once" {
	}
	stop() // in the middle of it
	close(held)
	if kept, _ := r.office.UpdatesSetAside(t.Context()); len(kept) != 1 {
		t.Fatalf("%d updates are set aside, want the one that is unfinished", len(kept))
	}
	r.receive(t)
	for heard(t, r.wayan).Plain != "at last" {
	}
	r.settled(t)
}
