package store

import (
	"context"
	"fmt"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// keyPrefix begins all our keys, so that a Redis may be shared with others.
const keyPrefix = "gelis:"

// RedisConfig says which Redis, and what is limited by it.
type RedisConfig struct {
	URL      string
	Throttle ThrottleLimits // zero: DefaultThrottle
	Pace     PaceLimits     // zero: DefaultPace
}

// Redis keeps what may be lost: drafts of forms, and limits. Everything in it is shared by all replicas.
type Redis struct {
	client   *redis.Client
	limiter  *redis_rate.Limiter
	throttle ThrottleLimits
	pace     *pace
}

// OpenRedis prepares connections to Redis. It does not wait for an answer: the program works without Redis, with fewer
// comforts.
func OpenRedis(cfg RedisConfig) (*Redis, error) {
	options, err := redis.ParseURL(cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("read the address of Redis: %w", err)
	}
	options.DialTimeout = time.Second
	options.ReadTimeout = 2 * time.Second
	options.WriteTimeout = 2 * time.Second
	options.PoolTimeout = 3 * time.Second
	options.ContextTimeoutEnabled = true
	options.MaxRetries = 1 // for a connection that was lost while it lay idle
	options.DialerRetries = 1
	options.DisableIdentity = true
	options.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	logging.Disable() // it writes failed dials to standard error, among our lines; each of those errors is returned, too
	client := redis.NewClient(options)
	r := &Redis{client: client, limiter: redis_rate.NewLimiter(client), throttle: cfg.Throttle}
	if r.throttle == (ThrottleLimits{}) {
		r.throttle = DefaultThrottle()
	}
	r.pace = newPace(r, cfg.Pace)
	return r, nil
}

// Ping reports whether Redis answers.
func (r *Redis) Ping(ctx context.Context) error {
	if err := r.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("ping Redis: %w", err)
	}
	return nil
}

// Close ends all connections.
func (r *Redis) Close() error { return r.client.Close() }
