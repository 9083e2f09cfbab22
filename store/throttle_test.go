package store_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func TestSomebodyWhoFloodsIsToldOnce(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		limits := store.ThrottleLimits{PerMinute: 1, Burst: 3, Quiet: time.Minute}
		// Two replicas count together.
		replicas := []*store.Redis{
			openRedis(t, store.RedisConfig{URL: url, Throttle: limits}), openRedis(t, store.RedisConfig{URL: url, Throttle: limits}),
		}
		allowed, told := floodByHand(t, replicas, 12)
		if allowed != 3 || told != 1 {
			t.Errorf("%d were allowed and %d told, want 3 and 1", allowed, told)
		}
		if ok, _, err := replicas[0].Allow(t.Context(), 8, 1); !ok || err != nil {
			t.Errorf("somebody else: %t, %v, want them to go on", ok, err)
		}
	})
}

// floodByHand sends messages of account 7 to one replica after the other.
func floodByHand(t *testing.T, replicas []*store.Redis, messages int) (allowed, told int) {
	t.Helper()
	for i := range messages {
		ok, first, err := replicas[i%len(replicas)].Allow(t.Context(), 7, int64(i))
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			allowed++
		}
		if first {
			told++
		}
	}
	return allowed, told
}

func TestAfterAQuietTimeTheNextRefusalIsToldAgain(t *testing.T) {
	t.Parallel()
	redis := storetest.Redis(t)
	limits := store.ThrottleLimits{PerMinute: 1, Burst: 1, Quiet: 10 * time.Second}
	r := openRedis(t, store.RedisConfig{URL: redis.URL(), Throttle: limits})
	for i, want := range []struct{ ok, first bool }{{true, false}, {false, true}, {false, false}, {false, false}, {false, true}} {
		if i == 3 {
			redis.Advance(9 * time.Second) // not quiet enough: and this refusal begins the quiet time anew
		}
		if i == 4 {
			redis.Advance(11 * time.Second)
		}
		ok, first, err := r.Allow(t.Context(), 7, int64(i))
		if err != nil || ok != want.ok || first != want.first {
			t.Errorf("message %d: %t, first %t, %v, want %+v", i, ok, first, err, want)
		}
	}
}

func TestTheOrdinaryLimitsLetAHandTapAsItLikes(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL()})
	for i := range store.DefaultThrottle().Burst {
		if ok, _, err := r.Allow(t.Context(), 7, int64(i)); !ok || err != nil {
			t.Fatalf("tap %d: %t, %v", i, ok, err)
		}
	}
}

func TestAnUpdateThatComesAgainIsLetThroughAgain(t *testing.T) {
	t.Parallel()
	limits := store.ThrottleLimits{PerMinute: 1, Burst: 2, Quiet: time.Minute}
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL(), Throttle: limits})
	for i, c := range []struct {
		update int64
		want   bool
	}{{1, true}, {1, true}, {1, true}, {2, true}, {3, false}, {1, true}, {2, true}, {3, false}} {
		if ok, _, err := r.Allow(t.Context(), 7, c.update); ok != c.want || err != nil {
			t.Errorf("call %d, update %d: %t, %v, want %t", i, c.update, ok, err, c.want)
		}
	}
	if ok, _, err := r.Allow(t.Context(), 8, 3); !ok || err != nil {
		t.Errorf("somebody else's: %t, %v", ok, err)
	}
}
