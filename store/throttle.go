package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/domain/staff"
)

// ThrottleLimits is how much one person may send.
type ThrottleLimits struct {
	PerMinute int           // in the long run
	Burst     int           // at once
	Quiet     time.Duration // after so long without a refusal, the next one is the first again
}

// DefaultThrottle is far above what anybody does by hand, and far below what would keep others waiting.
func DefaultThrottle() ThrottleLimits {
	return ThrottleLimits{PerMinute: 90, Burst: 30, Quiet: 10 * time.Second}
}

// admittedFor is how long an update that was let through is known to have been: a whole bucket's time and more.
const admittedFor = 5 * time.Minute

// Allow counts what a person sends, and reports whether they may go on. Of refusals that follow one another closely
// only the first is told to be so: a person who floods gets one sentence and not a flood in return.
//
// An update is counted once. After a crash it comes again, with others: whoever was let through must not be held up then,
// because what they did has perhaps been begun, and nobody would tell them.
func (r *Redis) Allow(ctx context.Context, person staff.AccountID, update int64) (ok, first bool, err error) {
	id := strconv.FormatInt(int64(person), 10)
	mark := keyPrefix + "admitted:" + id + ":" + strconv.FormatInt(update, 10)
	fresh, err := r.client.SetNX(ctx, mark, 1, admittedFor).Result()
	if err != nil {
		return false, false, fmt.Errorf("note update %d of account %d: %w", update, person, err)
	}
	if !fresh {
		return true, false, nil
	}
	limit := redis_rate.Limit{Rate: r.throttle.PerMinute, Burst: r.throttle.Burst, Period: time.Minute}
	result, err := r.limiter.Allow(ctx, keyPrefix+"throttle:"+id, limit)
	if err != nil {
		return false, false, fmt.Errorf("count messages of account %d: %w", person, err)
	}
	if result.Allowed > 0 {
		return true, false, nil
	}
	if err := r.client.Del(ctx, mark).Err(); err != nil {
		return false, false, fmt.Errorf("forget update %d of account %d: %w", update, person, err)
	}
	err = r.client.SetArgs(ctx, keyPrefix+"throttled:"+id, 1, redis.SetArgs{Get: true, TTL: r.throttle.Quiet}).Err()
	if errors.Is(err, redis.Nil) {
		return false, true, nil
	}
	if err != nil {
		return false, false, fmt.Errorf("note refusal of account %d: %w", person, err)
	}
	return false, false, nil
}
