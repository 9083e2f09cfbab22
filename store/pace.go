package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/go-redis/redis_rate/v10"

	"github.com/gelis-bali/gelis/domain/staff"
)

// PaceLimits is how many messages may go out in a second, of all replicas together.
//
// A bucket lets out its rate and its burst in the worst second, and Telegram counts every second: so rate and burst
// together must not be above its limit. A burst of one would lose what every late wake-up costs.
type PaceLimits struct {
	Overall, OverallBurst int
	Bulk, BulkBurst       int
	Chat                  int // to one person
	GroupPerMinute        int // to one group
	Unlimited             bool
}

// DefaultPace keeps Telegram's limits: 30 a second overall, 1 in a chat, 20 a minute in a group. Bulk takes 25 of the 30
// at most, and only what interactive answers leave.
func DefaultPace() PaceLimits {
	return PaceLimits{Overall: 28, OverallBurst: 2, Bulk: 25, BulkBurst: 2, Chat: 1, GroupPerMinute: 20}
}

// pace is the state of the one limiter for the whole bot. Buckets and pause are in Redis; while that is away, each
// process lets out a small share by itself.
type pace struct {
	redis  *Redis
	limits PaceLimits
	// bulkTurn has one bulk message of this process wait for the bucket at a time: a hundred that ask again
	// whenever a place may be free would be a load of their own.
	bulkTurn chan struct{}
	local    *localPace
}

func newPace(r *Redis, limits PaceLimits) *pace {
	if limits == (PaceLimits{}) {
		limits = DefaultPace()
	}
	return &pace{redis: r, limits: limits, bulkTurn: make(chan struct{}, 1), local: newLocalPace()}
}

// Wait returns when one more message may go to the chat. Interactive answers do not wait behind bulk: bulk has a bucket
// of its own, and leaves the last place of the common one to the others.
func (r *Redis) Wait(ctx context.Context, chat staff.AccountID, bulk bool) error {
	err := r.pace.wait(ctx, chat, bulk)
	if err != nil && ctx.Err() == nil {
		err = r.pace.local.wait(ctx, chat, bulk) // Redis is away
	}
	if err != nil {
		return fmt.Errorf("wait for the pace of chat %d: %w", chat, err)
	}
	return nil
}

// Pause stops all sending of all replicas for so long, also of those that start meanwhile. It never shortens a pause.
func (r *Redis) Pause(ctx context.Context, d time.Duration) error {
	r.pace.local.pause(d)
	if _, err := r.run(ctx, extendPause, []string{pauseKey}, d.Microseconds()); err != nil {
		return fmt.Errorf("pause sending for %s: %w", d, err)
	}
	return nil
}

const pauseKey = keyPrefix + "pace:pause"

// The pause is kept as the instant of its end by the clock of Redis, which is the same for all.
const (
	extendPause = `
local t = redis.call('TIME')
local ends = t[1] * 1000000 + t[2] + ARGV[1]
if ends <= tonumber(redis.call('GET', KEYS[1]) or '0') then return 0 end
redis.call('SET', KEYS[1], string.format('%.0f', ends), 'PX', math.ceil(ARGV[1] / 1000) + 1000)
return 1`
	restOfPause = `
local ends = tonumber(redis.call('GET', KEYS[1]) or '0')
if ends == 0 then return 0 end
local t = redis.call('TIME')
return math.max(0, ends - (t[1] * 1000000 + t[2]))`
)

// wait takes its places after a pause and not during it: those who waited must not all set off at its end.
func (p *pace) wait(ctx context.Context, chat staff.AccountID, bulk bool) error {
	for {
		if err := p.waitForPause(ctx); err != nil || p.limits.Unlimited {
			return err
		}
		if err := p.waitForChat(ctx, chat); err != nil {
			return err
		}
		if err := p.waitForAll(ctx, bulk); err != nil {
			return err
		}
		if rest, err := p.restOfPause(ctx); err != nil || rest == 0 {
			return err
		}
	}
}

// waitForChat takes a place among the messages to one chat. Groups have negative ids.
func (p *pace) waitForChat(ctx context.Context, chat staff.AccountID) error {
	limit := redis_rate.Limit{Rate: p.limits.Chat, Burst: 1, Period: time.Second}
	if chat < 0 {
		limit = redis_rate.Limit{Rate: p.limits.GroupPerMinute, Burst: 1, Period: time.Minute}
	}
	return p.take(ctx, "chat:"+strconv.FormatInt(int64(chat), 10), limit, 0)
}

// waitForAll takes a place among all messages.
func (p *pace) waitForAll(ctx context.Context, bulk bool) error {
	overall := redis_rate.Limit{Rate: p.limits.Overall, Burst: p.limits.OverallBurst, Period: time.Second}
	if !bulk {
		return p.take(ctx, "overall", overall, 0)
	}
	select {
	case p.bulkTurn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.bulkTurn }()
	limit := redis_rate.Limit{Rate: p.limits.Bulk, Burst: p.limits.BulkBurst, Period: time.Second}
	if err := p.take(ctx, "bulk", limit, 0); err != nil {
		return err
	}
	return p.take(ctx, "overall", overall, 1)
}

// take takes a place in a bucket as soon as there are more than leave.
func (p *pace) take(ctx context.Context, bucket string, limit redis_rate.Limit, leave int) error {
	key := keyPrefix + "pace:" + bucket
	for {
		pause, err := p.tryTake(ctx, key, limit, leave)
		if err != nil || pause <= 0 {
			return err
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// tryTake takes a place, or says after what time it is worth trying again.
func (p *pace) tryTake(ctx context.Context, key string, limit redis_rate.Limit, leave int) (time.Duration, error) {
	if leave > 0 {
		found, err := p.redis.limiter.AllowN(ctx, key, limit, 0) // looks without taking
		if err != nil {
			return 0, err
		}
		if found.Remaining <= leave {
			spare := limit.Period / time.Duration(limit.Rate) * time.Duration(limit.Burst-leave-1)
			return max(found.ResetAfter-spare, time.Millisecond), nil
		}
	}
	result, err := p.redis.limiter.Allow(ctx, key, limit)
	if err != nil || result.Allowed > 0 {
		return 0, err
	}
	return max(result.RetryAfter, time.Millisecond), nil
}

// waitForPause returns when Telegram lets us send again.
func (p *pace) waitForPause(ctx context.Context) error {
	for {
		rest, err := p.restOfPause(ctx)
		if err != nil || rest == 0 {
			return err
		}
		if err := sleep(ctx, rest); err != nil {
			return err
		}
	}
}

func (p *pace) restOfPause(ctx context.Context) (time.Duration, error) {
	micros, err := p.redis.run(ctx, restOfPause, []string{pauseKey})
	return time.Duration(micros) * time.Microsecond, err
}

// sleep waits for so long, or until the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
