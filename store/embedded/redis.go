package embedded

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// redisTick is how exact the lifetimes of keys are. Miniredis could count them down at every command, but walks over all
// its keys for that, which costs 5 ms a command with 20,000 keys.
const redisTick = 100 * time.Millisecond

// Redis is a Redis in this very process. It keeps nothing on disk: at the end of the process, half-filled forms (drafts)
// and counted limits are lost. Gelis goes on without them: people begin their form anew.
type Redis struct {
	server   *miniredis.Miniredis
	password string
	addr     string

	mu   sync.Mutex
	stop chan struct{} // nil while stopped
	aged sync.WaitGroup
}

// StartRedis starts a Redis on a loopback port of its own, guarded by a password.
func StartRedis(logger *slog.Logger) (*Redis, error) {
	r := &Redis{server: miniredis.NewMiniRedis(), password: rand.Text()}
	r.server.RequireAuth(r.password)
	if err := r.Start(); err != nil {
		return nil, err
	}
	r.addr = r.server.Addr()
	if logger != nil {
		logger.Warn("Redis runs in the process: drafts of forms are lost when it ends")
	}
	return r, nil
}

// URL is the connection string. It stays the same over Stop and Start.
func (r *Redis) URL() string {
	u := url.URL{Scheme: "redis", User: url.UserPassword("default", r.password), Host: r.addr, Path: "/0"}
	return u.String()
}

// Start starts it again after Stop, at the same address and with what it held: an outage, for tests.
func (r *Redis) Start() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stop != nil {
		return nil
	}
	if err := r.server.Start(); err != nil {
		return fmt.Errorf("start Redis in the process: %w", err)
	}
	stop := make(chan struct{})
	r.stop = stop
	r.aged.Go(func() { r.age(stop) })
	return nil
}

// Stop ends all connections and listens no more.
func (r *Redis) Stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stop == nil {
		return
	}
	close(r.stop)
	r.stop = nil
	r.aged.Wait()
	r.server.Close()
}

// Advance lets all keys age by d at once, for a clock that is moved by hand.
func (r *Redis) Advance(d time.Duration) { r.server.FastForward(d) }

// age lets the keys age with time.
func (r *Redis) age(stop <-chan struct{}) {
	ticker := time.NewTicker(redisTick)
	defer ticker.Stop()
	var last time.Time
	for {
		select {
		case <-stop:
			return
		case now := <-ticker.C:
			if !last.IsZero() {
				r.server.FastForward(now.Sub(last))
			}
			last = now
		}
	}
}
