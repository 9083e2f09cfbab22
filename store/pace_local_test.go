package store

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// localFlood sends as much as a process may by itself, each message to another chat unless there is only one.
func localFlood(ctx context.Context, p *localPace, bulk bool, first staff.AccountID, oneChat bool) *atomic.Int64 {
	var sent atomic.Int64
	for i := range staff.AccountID(5) {
		go func() {
			for chat := first + i; ; chat += 1000 {
				if oneChat {
					chat = first
				}
				if p.wait(ctx, chat, bulk) != nil {
					return
				}
				sent.Add(1)
			}
		}()
	}
	return &sent
}

func TestAProcessByItselfKeepsToItsShare(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		bulk    bool
		first   staff.AccountID
		oneChat bool
		want    int64 // in ten seconds
	}{
		{"interactive", false, 1, false, 61},
		{"bulk", true, 1, false, 31},
		{"one person", false, 1, true, 11},
		{"one group", false, -7, true, 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second+time.Millisecond)
				defer cancel()
				sent := localFlood(ctx, newLocalPace(), tt.bulk, tt.first, tt.oneChat)
				<-ctx.Done()
				synctest.Wait()
				if n := sent.Load(); n < tt.want-1 || n > tt.want {
					t.Errorf("%d went out in ten seconds, want %d", n, tt.want)
				}
				<-time.After(localGroup) // places come back by timers
			})
		})
	}
}

func TestAProcessByItselfHoldsEveryPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newLocalPace()
		begun := time.Now()
		p.pause(30 * time.Second)
		p.pause(5 * time.Second)
		if err := p.wait(t.Context(), 7, false); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begun); took != 30*time.Second {
			t.Errorf("went out after %s, want 30 s", took)
		}
		p.pause(time.Hour)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := p.wait(ctx, 8, true); err == nil {
			t.Error("went out in a pause")
		}
		<-time.After(time.Hour)
	})
}
