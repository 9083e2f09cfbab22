package store_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

func openRedis(t *testing.T, cfg store.RedisConfig) *store.Redis {
	t.Helper()
	r, err := store.OpenRedis(cfg)
	if err != nil {
		t.Fatalf("open Redis: %v", err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Errorf("close Redis: %v", err)
		}
	})
	return r
}

// eachRedis runs a test on the Redis in the process and on a real one.
func eachRedis(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("in the process", func(t *testing.T) {
		t.Parallel()
		test(t, storetest.Redis(t).URL())
	})
	t.Run("a real one", func(t *testing.T) {
		t.Parallel()
		test(t, storetest.RealRedis(t).URL())
	})
}

func TestASessionIsReplacedByWhoeverSawTheLastOne(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		r := openRedis(t, store.RedisConfig{URL: url})
		if record, version, err := r.LoadSession(t.Context(), 7); record != nil || version != 0 || err != nil {
			t.Errorf("before the first: %q, %d, %v", record, version, err)
		}
		swap := func(version int64, record string) bool {
			t.Helper()
			ok, err := r.SwapSession(t.Context(), 7, version, []byte(record), time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		if !swap(0, "one") || swap(0, "another one") || !swap(1, "two") || swap(1, "late") || swap(5, "early") {
			t.Error("somebody who had not seen the last record replaced it, or who had did not")
		}
		if record, version, err := r.LoadSession(t.Context(), 7); string(record) != "two" || version != 2 || err != nil {
			t.Errorf("%q, %d, %v, want the second", record, version, err)
		}
		if record, _, err := r.LoadSession(t.Context(), 8); record != nil || err != nil {
			t.Errorf("somebody else has %q, %v", record, err)
		}
	})
}

func TestOfTwentyWhoReplaceASessionOneDoes(t *testing.T) {
	t.Parallel()
	eachRedis(t, func(t *testing.T, url string) {
		t.Helper()
		r := openRedis(t, store.RedisConfig{URL: url})
		swapped := make([]bool, 20)
		for _, err := range atOnce(20, func(i int) (err error) {
			swapped[i], err = r.SwapSession(t.Context(), 7, 0, []byte{byte(i)}, time.Minute)
			return err
		}) {
			if err != nil {
				t.Fatal(err)
			}
		}
		n := 0
		for _, ok := range swapped {
			if ok {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d replaced it, want 1", n)
		}
	})
}

func TestARemovedSessionIsNotTakenForANewOne(t *testing.T) {
	t.Parallel()
	r := openRedis(t, store.RedisConfig{URL: storetest.Redis(t).URL()})
	for version, record := range []string{"one", "", "two"} {
		if ok, err := r.SwapSession(t.Context(), 7, int64(version), []byte(record), time.Minute); !ok || err != nil {
			t.Fatalf("version %d: %t, %v", version, ok, err)
		}
		got, _, err := r.LoadSession(t.Context(), 7)
		if string(got) != record || (record == "") != (got == nil) || err != nil {
			t.Errorf("%q, %v, want %q", got, err, record)
		}
	}
	if ok, err := r.SwapSession(t.Context(), 7, 1, []byte("from before"), time.Minute); ok || err != nil {
		t.Errorf("by somebody who saw the first: %t, %v, want a conflict", ok, err)
	}
}

func TestASessionLapsesWhole(t *testing.T) {
	t.Parallel()
	redis := storetest.Redis(t)
	r := openRedis(t, store.RedisConfig{URL: redis.URL()})
	if ok, err := r.SwapSession(t.Context(), 7, 0, []byte("one"), time.Hour); !ok || err != nil {
		t.Fatal(ok, err)
	}
	redis.Advance(59 * time.Minute)
	if record, _, err := r.LoadSession(t.Context(), 7); record == nil || err != nil {
		t.Errorf("after 59 minutes: %q, %v, want the record", record, err)
	}
	redis.Advance(2 * time.Minute)
	if record, version, err := r.LoadSession(t.Context(), 7); record != nil || version != 0 || err != nil {
		t.Errorf("after 61 minutes: %q, %d, %v, want nothing", record, version, err)
	}
}
