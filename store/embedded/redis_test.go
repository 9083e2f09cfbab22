package embedded_test

import (
	"bytes"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/store/embedded"
)

func startRedis(t *testing.T) (*embedded.Redis, *redis.Client) {
	t.Helper()
	server, err := embedded.StartRedis(nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	return server, dial(t, server.URL())
}

func dial(t *testing.T, address string) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(address)
	if err != nil {
		t.Fatal(err)
	}
	options.MaxRetries = -1
	options.DialerRetries = 1
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func set(t *testing.T, client *redis.Client, key string, lifetime time.Duration) {
	t.Helper()
	if err := client.Set(t.Context(), key, "x", lifetime).Err(); err != nil {
		t.Fatal(err)
	}
}

func there(t *testing.T, client *redis.Client, key string) bool {
	t.Helper()
	n, err := client.Exists(t.Context(), key).Result()
	if err != nil {
		t.Fatal(err)
	}
	return n == 1
}

func TestKeysOfRedisAgeWithTime(t *testing.T) {
	t.Parallel()
	_, client := startRedis(t)
	set(t, client, "throttle", 300*time.Millisecond)
	set(t, client, "draft", 30*time.Minute)
	eventually(t, "the key ends", func() bool { return !there(t, client, "throttle") })
	if !there(t, client, "draft") {
		t.Error("the draft ended before its time")
	}
}

func TestKeysOfRedisAgeWithAClockMovedByHand(t *testing.T) {
	t.Parallel()
	server, client := startRedis(t)
	set(t, client, "draft", 30*time.Minute)
	set(t, client, "day", 24*time.Hour)
	server.Advance(31 * time.Minute)
	if there(t, client, "draft") {
		t.Error("the draft is older than its lifetime and still there")
	}
	if !there(t, client, "day") {
		t.Error("a key of a day ended after half an hour")
	}
}

func TestRedisServesNobodyWithoutThePassword(t *testing.T) {
	t.Parallel()
	server, _ := startRedis(t)
	u, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(u.Host, "127.0.0.1:") {
		t.Errorf("it listens on %s", u.Host)
	}
	u.User = nil
	if err := dial(t, u.String()).Ping(t.Context()).Err(); err == nil {
		t.Error("it answers without a password")
	}
}

func TestRedisIsBackAfterAnOutageAtTheSameAddress(t *testing.T) {
	t.Parallel()
	server, client := startRedis(t)
	set(t, client, "draft", time.Hour)
	before := server.URL()
	server.Stop()
	server.Stop() // once is enough, twice does no harm
	if err := client.Ping(t.Context()).Err(); err == nil {
		t.Error("it answers while stopped")
	}
	if err := errors.Join(server.Start(), server.Start()); err != nil {
		t.Fatal(err)
	}
	if server.URL() != before || !there(t, client, "draft") {
		t.Errorf("the address was %s and is %s; the draft is there: %v", before, server.URL(), there(t, client, "draft"))
	}
}

func TestThatDraftsAreLostIsSaidOnce(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	server, err := embedded.StartRedis(slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	if got := strings.Count(log.String(), "drafts of forms are lost"); got != 1 {
		t.Errorf("the log says it %d times: %s", got, &log)
	}
}
