package bot

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// taskOf is an update of somebody who sends words, or a file.
func taskOf(t *testing.T, k *Intake, who int, content string) task {
	t.Helper()
	update := map[string]any{"update_id": who, "message": json.RawMessage(
		`{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"from":{"id":5},` + content + `}`,
	)}
	raw, err := json.Marshal(update)
	if err != nil {
		t.Fatal(err)
	}
	read, err := k.read(raw)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

const (
	words = `"text":"halo"`
	scan  = `"document":{"file_id":"a","file_unique_id":"b","file_size":9}`
)

func TestACrowdThatComesAtOnceWaitsItsTurnAndItsTimeBeginsThen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := newQuietRig(t).intake
		var working, most atomic.Int64
		k.handler = func(ctx context.Context, _ *Request) (Reply, error) {
			most.Store(max(most.Load(), working.Add(1)))
			defer working.Add(-1)
			rest(ctx, handleTimeout-time.Second)
			return Reply{}, ctx.Err()
		}
		var all sync.WaitGroup
		for who := range 5 * defaultWorkers {
			all.Go(func() {
				if _, err := k.decided(t.Context(), taskOf(t, k, who, words)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if most.Load() != defaultWorkers {
			t.Errorf("%d worked at once, want %d", most.Load(), defaultWorkers)
		}
	})
}

// Each handler asks the database ten times, and only two of all can be served
// at the same moment, slowly: with too many at once everybody's time is up
// before anybody is done.
func TestOnASlowMachineACrowdTakesLongerAndNobodyFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := newQuietRig(t).intake
		cores := make(chan struct{}, 2)
		k.handler = func(ctx context.Context, _ *Request) (Reply, error) {
			for range 10 {
				cores <- struct{}{}
				rest(ctx, 50*time.Millisecond)
				<-cores
			}
			return Reply{}, ctx.Err()
		}
		began := time.Now()
		var all sync.WaitGroup
		for who := range 2 * batch {
			all.Go(func() {
				if _, err := k.decided(t.Context(), taskOf(t, k, who, words)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(began); took < 2*handleTimeout {
			t.Errorf("it took %s: nobody had to wait", took)
		}
	})
}

func TestThoseWhoSendFilesKeepNobodyElseOut(t *testing.T) {
	t.Parallel()
	k := newQuietRig(t).intake
	for range cap(k.fileSlots) {
		k.fileSlots <- struct{}{}
	}
	if _, err := k.decided(t.Context(), taskOf(t, k, 1, words)); err != nil {
		t.Errorf("words wait behind files: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := k.decided(ended, taskOf(t, k, 2, scan)); err == nil {
		t.Error("there are more files at once than there may be")
	}
}
