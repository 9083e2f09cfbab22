package bot

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestASubjectIsDrawnByOneAtATimeLestTheOlderDrawingComesLast(t *testing.T) {
	t.Parallel()
	var drawing atomic.Int32
	second := make(chan struct{})
	r := newRig(t, func(rt *Router) {
		rt.Card(notify.SubjectBranch, func(context.Context, staff.Actor, notify.Subject) (Reply, error) {
			defer drawing.Add(-1)
			if drawing.Add(1) == 2 {
				close(second)
				return Reply{}, errAway
			}
			select {
			case <-second:
				t.Error("a second one draws the same subject")
			case <-time.After(100 * time.Millisecond):
			}
			return Reply{}, errAway
		})
	})
	r.office.set(func(o *office) {
		o.cards[notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: 1}] = true
	})
	sender := r.Sender()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { _ = sender.Redraw(t.Context(), branch()) }) // it fails with errAway, which nobody looks at here
	}
	both.Wait()
}
