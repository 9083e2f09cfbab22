package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// takeAll takes places for messages to many until the time is over.
func takeAll(t *testing.T, b *outbox, r *store.Redis, during time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), during)
	defer cancel()
	for {
		n, err := r.TakeBulk(ctx, 64)
		if err != nil {
			return
		}
		for range n {
			b.note()
		}
	}
}

func TestPlacesForManyAreTakenTogetherAndNeverTooMany(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		replicas := []*store.Redis{openRedis(t, store.RedisConfig{URL: url}), openRedis(t, store.RedisConfig{URL: url})}
		limits := store.DefaultPace()
		var taken, waited outbox
		var all sync.WaitGroup
		begun := time.Now()
		for _, r := range replicas {
			all.Go(func() { takeAll(t, &taken, r, 2500*time.Millisecond) })
		}
		all.Go(func() { flood(t, &waited, true, replicas[:1], 1, 2500*time.Millisecond) })
		all.Wait()
		together := outbox{sent: append(taken.sent, waited.sent...)}
		if n := together.tooMany(limits.Bulk, limits.BulkBurst, begun); n > 0 {
			t.Errorf("%d more went out than bulk may", n)
		}
		if len(together.sent) < 35 { // 62 on a machine that has nothing else to do
			t.Errorf("%d places were taken, want about 62", len(together.sent))
		}
	})
}

func TestPlaceOfAChatIsTakenOnce(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		r := openRedis(t, store.RedisConfig{URL: url})
		for i, want := range []bool{true, false} {
			if free, err := r.TakeChat(t.Context(), 7); err != nil || free != want {
				t.Errorf("time %d: free is %v, %v", i+1, free, err)
			}
		}
		if free, err := r.TakeChat(t.Context(), 8); err != nil || !free {
			t.Errorf("another chat: %v, %v", free, err)
		}
	})
}

func TestWithoutLimitsAllPlacesAreThere(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL(), Pace: store.PaceLimits{Unlimited: true}})
	for range 3 {
		if n, err := r.TakeBulk(t.Context(), 64); err != nil || n != 64 {
			t.Errorf("%d places, %v", n, err)
		}
		if free, err := r.TakeChat(t.Context(), 7); err != nil || !free {
			t.Errorf("chat: %v, %v", free, err)
		}
	}
}

func TestPlacesForManyAreTakenAfterAPause(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL(), Pace: store.PaceLimits{Unlimited: true}})
	begun := time.Now()
	if err := r.Pause(t.Context(), 300*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if _, err := r.TakeBulk(t.Context(), 64); err != nil || time.Since(begun) < 290*time.Millisecond {
		t.Errorf("in the pause places were given after %s, %v", time.Since(begun), err)
	}
}

func TestWithoutRedisAFewPlacesForManyAreThere(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: "unix:///nowhere/redis.sock"})
	if n, err := r.TakeBulk(t.Context(), 64); err != nil || n != 1 {
		t.Errorf("%d places, %v", n, err)
	}
	for i, want := range []bool{true, false} {
		if free, err := r.TakeChat(t.Context(), 7); err != nil || free != want {
			t.Errorf("time %d: free is %v, %v", i+1, free, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.TakeBulk(ended, 64); !errors.Is(err, context.Canceled) {
		t.Errorf("for somebody who waits no more: %v", err)
	}
}
