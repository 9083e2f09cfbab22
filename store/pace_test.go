package store_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// outbox notes when messages went out.
type outbox struct {
	mu   sync.Mutex
	sent []time.Time
}

func (b *outbox) note() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sent = append(b.sent, time.Now())
}

// tooMany is how many more went out since an instant than a bucket lets out. It compares each message with all that went
// before it, so a message that is noted late, on a busy machine, is never taken for one too many.
func (b *outbox) tooMany(rate, burst int, since time.Time) int {
	slices.SortFunc(b.sent, time.Time.Compare)
	worst := 0
	for i, at := range b.sent {
		worst = max(worst, i+1-burst-int(at.Sub(since).Seconds()*float64(rate)))
	}
	return worst
}

// flood sends as much as the pace allows until the time is over, from several places, each message to another chat.
func flood(t *testing.T, b *outbox, bulk bool, places []*store.Redis, first staff.AccountID, during time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), during)
	defer cancel()
	var all sync.WaitGroup
	for i, place := range slices.Repeat(places, 5) {
		all.Go(func() {
			for chat := first + staff.AccountID(i); ; chat += 1000 {
				if err := place.Wait(ctx, chat, bulk); err != nil {
					return
				}
				b.note()
			}
		})
	}
	all.Wait()
}

func TestNoSecondHasMoreMessagesThanTelegramTakes(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		replicas := []*store.Redis{openRedis(t, store.RedisConfig{URL: url}), openRedis(t, store.RedisConfig{URL: url})}
		for _, r := range replicas { // a client's first command is slow
			if err := r.Ping(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		limits := store.DefaultPace()
		var interactive, bulk outbox
		var all sync.WaitGroup
		begun := time.Now()
		all.Go(func() { flood(t, &bulk, true, replicas, 1, 2500*time.Millisecond) })
		all.Go(func() { flood(t, &interactive, false, replicas, 500, 2500*time.Millisecond) })
		all.Wait()
		together := outbox{sent: append(slices.Clone(interactive.sent), bulk.sent...)}
		if n := together.tooMany(limits.Overall, limits.OverallBurst, begun); n > 0 {
			t.Errorf("%d more went out than Telegram takes", n)
		}
		if len(interactive.sent) < 2*len(bulk.sent) {
			t.Errorf("%d interactive and %d bulk: bulk takes only what the others leave", len(interactive.sent), len(bulk.sent))
		}
	})
}

func TestNoMoreGoOutInAnySecondThanTelegramTakes(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		r := openRedis(t, store.RedisConfig{URL: url, Pace: store.PaceLimits{
			Most: 7, Overall: 1000, OverallBurst: 100, Bulk: 1000, BulkBurst: 100, Chat: 1, GroupPerMinute: 20,
		}})
		begun := time.Now()
		for chat := range staff.AccountID(8) {
			if err := r.Wait(t.Context(), chat+1, false); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(begun); chat == 7 && took < time.Second {
				t.Errorf("the eighth went out after %s, and seven may in a second", took)
			}
		}
		if n, err := r.TakeBulk(t.Context(), 64); n > 6 || err != nil {
			t.Errorf("bulk took %d, %v: it leaves one of them to others", n, err)
		}
	})
}

func TestBulkAloneUsesItsShare(t *testing.T) {
	t.Parallel()
	url := storetest.RealRedis(t).URL()
	replicas := []*store.Redis{openRedis(t, store.RedisConfig{URL: url}), openRedis(t, store.RedisConfig{URL: url})}
	limits := store.DefaultPace()
	var bulk outbox
	begun := time.Now()
	flood(t, &bulk, true, replicas, 1, 3*time.Second)
	if n := bulk.tooMany(limits.Bulk, limits.BulkBurst, begun); n > 0 {
		t.Errorf("%d more went out than bulk may", n)
	}
	if n := len(bulk.sent); n < 40 { // 75 on a machine that has nothing else to do
		t.Errorf("%d went out in three seconds, want about 75", n)
	}
}

func TestAnInteractiveAnswerDoesNotWaitForBulk(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.RealRedis(t).URL()})
	var bulk outbox
	var all sync.WaitGroup
	crowd := slices.Repeat([]*store.Redis{r}, 20) // a hundred that wait for 25 places a second
	all.Go(func() { flood(t, &bulk, true, crowd, 1, 2*time.Second) })
	var slowest time.Duration
	for chat := range staff.AccountID(5) {
		timer := time.NewTimer(200 * time.Millisecond)
		<-timer.C
		begun := time.Now()
		if err := r.Wait(t.Context(), 9000+chat, false); err != nil {
			t.Fatal(err)
		}
		slowest = max(slowest, time.Since(begun))
	}
	all.Wait()
	if slowest > time.Second { // behind all of them it would be four
		t.Errorf("an answer waited %s among %d bulk messages", slowest, len(bulk.sent))
	}
}

func TestOneChatGetsOneMessageASecond(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL()})
	begun := time.Now()
	for range 2 {
		if err := r.Wait(t.Context(), 7, false); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(begun); took < 950*time.Millisecond {
		t.Errorf("the second went out after %s, want a second", took)
	}
	short, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
	defer cancel()
	if err := errors.Join(r.Wait(short, -7, false), r.Wait(short, -8, false)); err != nil {
		t.Errorf("groups of their own: %v", err)
	}
	if err := r.Wait(short, -7, false); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a group's second message within a second and a half: %v, want to wait three", err)
	}
}

func TestAPauseHoldsForAllAndIsNeverShortened(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		first := openRedis(t, store.RedisConfig{URL: url})
		begun := time.Now()
		for _, d := range []time.Duration{800 * time.Millisecond, 10 * time.Millisecond} {
			if err := first.Pause(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		// Another replica, or the same one after a restart; also one without limits.
		for i, cfg := range []store.RedisConfig{{URL: url}, {URL: url, Pace: store.PaceLimits{Unlimited: true}}} {
			if err := openRedis(t, cfg).Wait(t.Context(), staff.AccountID(7+i), false); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(begun); took < 790*time.Millisecond || took > 5*time.Second {
				t.Errorf("went out after %s, want 800 ms", took)
			}
		}
	})
}

func TestThoseWhoWaitedForThePauseDoNotSetOffAtOnce(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.RealRedis(t).URL()})
	over := time.Now().Add(700 * time.Millisecond)
	if err := r.Pause(t.Context(), 700*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	limits := store.DefaultPace()
	var out outbox
	for _, err := range atOnce(40, func(i int) error {
		err := r.Wait(t.Context(), staff.AccountID(i+1), false)
		out.note()
		return err
	}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := out.tooMany(limits.Overall, limits.OverallBurst, over); n > 0 {
		t.Errorf("%d more went out than Telegram takes", n)
	}
}

func TestWithoutLimitsNothingWaits(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL(), Pace: store.PaceLimits{Unlimited: true}})
	begun := time.Now()
	for range 200 {
		if err := r.Wait(t.Context(), 7, false); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("200 messages took %s", took)
	}
}

func TestWithoutRedisMessagesStillGoOut(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: "unix:///nowhere/redis.sock"})
	if err := r.Wait(t.Context(), 7, false); err != nil {
		t.Errorf("a message: %v, want it to go out", err)
	}
	begun := time.Now()
	if err := r.Pause(t.Context(), 300*time.Millisecond); !store.IsUnavailable(err) {
		t.Errorf("a pause for all: %v, want it to be unavailable", err)
	}
	if err := r.Wait(t.Context(), 8, false); err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took < 290*time.Millisecond {
		t.Errorf("in the pause a message went out after %s", took)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.Wait(ended, 9, false); !errors.Is(err, context.Canceled) {
		t.Errorf("for somebody who waits no more: %v", err)
	}
}
