package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/domain/staff"
)

// PaceLimits is how many messages may go out in a second, of all replicas together.
//
// Telegram counts every second. So what went out in the last one is counted, too, and never more than Most; within that,
// buckets spread the messages: each lets out its rate, and its burst at once after a rest. A burst of one would lose what
// every late wake-up costs.
type PaceLimits struct {
	Most                  int // in any second
	Overall, OverallBurst int
	Bulk, BulkBurst       int
	Chat                  int // to one person
	GroupPerMinute        int // to one group
	Unlimited             bool
}

// DefaultPace keeps Telegram's limits: 30 a second overall, 1 in a chat, 20 a minute in a group. Bulk takes 25 of the 30
// at most, and only what interactive answers leave. Its own burst lets it catch up afterwards with what it left to them; how
// many go out in a second is up to what all share.
func DefaultPace() PaceLimits {
	return PaceLimits{Most: 30, Overall: 28, OverallBurst: 4, Bulk: 25, BulkBurst: 5, Chat: 1, GroupPerMinute: 20}
}

// What bulk leaves to interactive answers: two that come in a moment do not wait.
const (
	bucketLeft = 2 // of the common bucket
	secondLeft = 1 // of what may go out in any second
)

// anySecond is a second, and what of two messages the first may be late on its way to Telegram and the second not.
const anySecond = 1020 * time.Millisecond

// pace is the state of the one limiter for the whole bot. Buckets and pause are in Redis; while that is away, each
// process lets out a small share by itself.
type pace struct {
	redis  *Redis
	limits PaceLimits
	// Of the messages of this process that wait for what all share, one asks again and the others wait for their turn to,
	// first come, first served: a hundred that ask whenever a place may be free would be a load of their own, and the
	// oldest might wait for long.
	turn     chan struct{}
	bulkTurn chan struct{}
	local    *localPace
}

func newPace(r *Redis, limits PaceLimits) *pace {
	if limits == (PaceLimits{}) {
		limits = DefaultPace()
	}
	return &pace{redis: r, limits: limits, turn: make(chan struct{}, 1), bulkTurn: make(chan struct{}, 1), local: newLocalPace()}
}

// Wait returns when one more message may go to the chat. Interactive answers do not wait behind bulk: bulk has a bucket
// of its own, and leaves the last places of the common one to the others.
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

// TakeBulk waits until at least one more message of those that go to many may go out, to chats that are not known yet, and
// takes the places of as many as may go out at this moment, at most n. The place of its chat each takes with TakeChat.
func (r *Redis) TakeBulk(ctx context.Context, n int) (int, error) {
	got, err := r.pace.takeBulk(ctx, n)
	if err != nil && ctx.Err() == nil { // Redis is away
		got, err = 1, r.pace.local.waitForTurn(ctx, true)
	}
	if err != nil {
		return 0, fmt.Errorf("wait for the pace of what goes to many: %w", err)
	}
	return got, nil
}

// TakeChat takes the place of a chat if it is free.
func (r *Redis) TakeChat(ctx context.Context, chat staff.AccountID) (bool, error) {
	if r.pace.limits.Unlimited {
		return true, nil
	}
	pause, _, err := r.pace.tryTake(ctx, []bucket{r.pace.chatBucket(chat)})
	if err == nil {
		return pause <= 0, nil
	}
	if ctx.Err() != nil {
		return false, fmt.Errorf("take the place of chat %d: %w", chat, err)
	}
	_, taken := r.pace.local.takeChat(chat) // Redis is away
	return taken, nil
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
		turn := p.turn
		if bulk {
			turn = p.bulkTurn
		}
		if err := p.waitForPlaces(ctx, p.buckets(chat, bulk), turn); err != nil {
			return err
		}
		if rest, err := p.restOfPause(ctx); err != nil || rest == 0 {
			return err
		}
	}
}

// takeBulk takes its places after a pause, like wait.
func (p *pace) takeBulk(ctx context.Context, n int) (int, error) {
	for {
		if err := p.waitForPause(ctx); err != nil || p.limits.Unlimited {
			return n, err
		}
		got, err := p.waitForSome(ctx, n)
		if err != nil {
			return 0, err
		}
		if rest, err := p.restOfPause(ctx); err != nil || rest == 0 {
			return got, err
		}
	}
}

// waitForSome takes places for messages to many as soon as there is one.
func (p *pace) waitForSome(ctx context.Context, n int) (int, error) {
	select {
	case p.bulkTurn <- struct{}{}:
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	defer func() { <-p.bulkTurn }()
	for {
		keys, args := asked(p.bulkBuckets())
		answer, err := redis.NewScript(takeSome).Run(ctx, p.redis.client, keys, append(args, n)...).Int64Slice()
		if err != nil {
			return 0, err
		}
		if answer[0] > 0 {
			return int(answer[0]), nil
		}
		if err := sleep(ctx, max(time.Duration(answer[1])*time.Microsecond, time.Millisecond)); err != nil {
			return 0, err
		}
	}
}

// bucket lets out a message each time, and some more at once after a rest; of its places so many are left to others. One
// with a window lets out no more than its burst within that, however they are spread.
type bucket struct {
	name         string
	every        time.Duration
	window       time.Duration // instead of every
	burst, leave int
}

// chatSlack is what the first of two messages to a chat may be late on its way to Telegram and the second not. Without it a
// busy machine is told 429 every few seconds, and then nobody gets anything for a second.
const chatSlack = 100 * time.Millisecond

// buckets are those that a message needs a place in, its chat's first. Groups have negative ids.
func (p *pace) buckets(chat staff.AccountID, bulk bool) []bucket {
	one := p.chatBucket(chat)
	if !bulk {
		return append([]bucket{one}, p.common(0, 0)...)
	}
	return append([]bucket{one}, p.bulkBuckets()...)
}

func (p *pace) chatBucket(chat staff.AccountID) bucket {
	one := bucket{name: "chat:" + strconv.FormatInt(int64(chat), 10), every: time.Second/time.Duration(p.limits.Chat) + chatSlack, burst: 1}
	if chat < 0 {
		one.every = time.Minute / time.Duration(p.limits.GroupPerMinute)
	}
	return one
}

// common are the buckets of every message, of whose places so many are left to others.
func (p *pace) common(left, leftOfSecond int) []bucket {
	return []bucket{
		{name: "overall", every: time.Second / time.Duration(p.limits.Overall), burst: p.limits.OverallBurst, leave: left},
		{name: "second", window: anySecond, burst: p.limits.Most, leave: leftOfSecond},
	}
}

// bulkBuckets are those of every message that goes to many, whoever it is for.
func (p *pace) bulkBuckets() []bucket {
	bulk := bucket{name: "bulk", every: time.Second / time.Duration(p.limits.Bulk), burst: p.limits.BulkBurst}
	return append(p.common(bucketLeft, secondLeft), bulk)
}

// waitForPlaces takes a place in every bucket, as soon as all of them have one.
func (p *pace) waitForPlaces(ctx context.Context, buckets []bucket, turn chan struct{}) error {
	mine := false
	defer func() {
		if mine {
			<-turn
		}
	}()
	for {
		if !mine {
			select {
			case turn <- struct{}{}:
				mine = true
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		pause, crowded, err := p.tryTake(ctx, buckets)
		if err != nil || pause <= 0 {
			return err
		}
		if !crowded { // the chat alone is busy: that holds up nobody else
			<-turn
			mine = false
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

// The scripts read for each key: every, burst, leave and window in microseconds. A bucket is kept as the instant at which it
// is full again; one with a window as a list of the instants at which messages went out, the newest first.
const (
	// free tells how many places a bucket has, and after how many microseconds there is one.
	free = `
local t = redis.call('TIME')
local now = t[1] * 1000000 + t[2]
local function arg(i) return tonumber(ARGV[4*i-3]), tonumber(ARGV[4*i-2]), tonumber(ARGV[4*i-1]), tonumber(ARGV[4*i]) end
local function free(i)
	local every, burst, leave, window = arg(i)
	if window > 0 then
		local last = redis.call('LRANGE', KEYS[i], 0, burst - leave - 1)
		local taken = 0
		while taken < #last and tonumber(last[taken + 1]) > now - window do taken = taken + 1 end
		local n = burst - leave - taken
		if n > 0 then return n, 0 end
		return 0, tonumber(last[taken]) + window - now
	end
	local full = math.max(now, tonumber(redis.call('GET', KEYS[i]) or '0'))
	return math.floor((now - full) / every) + burst - leave, full + (1 + leave - burst) * every - now
end
local function take(i, n)
	local every, burst, leave, window = arg(i)
	if window > 0 then
		for _ = 1, n do redis.call('LPUSH', KEYS[i], string.format('%.0f', now)) end
		redis.call('LTRIM', KEYS[i], 0, burst - 1)
		redis.call('PEXPIRE', KEYS[i], math.ceil(window / 1000) + 1000)
	else
		local full = math.max(now, tonumber(redis.call('GET', KEYS[i]) or '0')) + n * every
		redis.call('SET', KEYS[i], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 1000)
	end
end`
	// takeTogether takes a place in each of the buckets or in none, by the clock of Redis. It answers after how many
	// microseconds it is worth trying again, and which bucket says so. All or none is why this is no call of redis_rate: who
	// took a place in one bucket and then waited for the other would send at a moment for which the first place was not given.
	takeTogether = free + `
local longest, which = 0, 0
for i = 1, #KEYS do
	local _, wait = free(i)
	if wait > longest then longest, which = wait, i end
end
if longest > 0 then return {longest, which} end
for i = 1, #KEYS do take(i, 1) end
return {0, 0}`
	// takeSome takes as many places as there are at this moment in all of the buckets, at most the last argument; or answers
	// after how many microseconds there is one.
	takeSome = free + `
local n, longest = tonumber(ARGV[#ARGV]), 0
for i = 1, #KEYS do
	local have, wait = free(i)
	n, longest = math.min(n, have), math.max(longest, wait)
end
if n < 1 then return {0, longest} end
for i = 1, #KEYS do take(i, n) end
return {n, 0}`
)

// asked are buckets as scripts read them.
func asked(buckets []bucket) (keys []string, args []any) {
	for _, b := range buckets {
		keys = append(keys, keyPrefix+"pace:"+b.name)
		args = append(args, b.every.Microseconds(), b.burst, b.leave, b.window.Microseconds())
	}
	return keys, args
}

// tryTake takes the places, or says after what time it is worth trying again, and whether what is full is shared with
// other chats.
func (p *pace) tryTake(ctx context.Context, buckets []bucket) (pause time.Duration, crowded bool, err error) {
	keys, args := asked(buckets)
	answer, err := redis.NewScript(takeTogether).Run(ctx, p.redis.client, keys, args...).Int64Slice()
	if err != nil {
		return 0, false, err
	}
	if answer[0] == 0 {
		return 0, false, nil
	}
	return max(time.Duration(answer[0])*time.Microsecond, time.Millisecond), answer[1] > 1, nil
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
