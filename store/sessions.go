package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/gelis-bali/gelis/domain/staff"
)

// A session is one hash, so that record and version cannot lapse apart: v is the version, r the record.

// swapSession replaces the record if its version is ARGV[1]. It runs as a whole or not at all.
const swapSession = `
local version = tonumber(redis.call('HGET', KEYS[1], 'v') or '0')
if version ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'v', version + 1, 'r', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1`

func sessionKey(person staff.AccountID) string {
	return keyPrefix + "session:" + strconv.FormatInt(int64(person), 10)
}

// LoadSession returns a person's record and its version, or nil when there is none. The version is 0 for somebody who has
// had none for long; it goes on counting when a record is removed, so that nobody takes a new one for the old.
func (r *Redis) LoadSession(ctx context.Context, person staff.AccountID) ([]byte, int64, error) {
	fields, err := r.client.HMGet(ctx, sessionKey(person), "v", "r").Result()
	if err != nil {
		return nil, 0, fmt.Errorf("load session of account %d: %w", person, err)
	}
	text, ok := fields[0].(string)
	if !ok {
		return nil, 0, nil
	}
	version, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, 0, fmt.Errorf("load session of account %d: version: %w", person, err)
	}
	if record, ok := fields[1].(string); ok && record != "" {
		return []byte(record), version, nil
	}
	return nil, version, nil
}

// SwapSession replaces a person's record if it still has the version, and keeps the new one for so long; an empty record
// removes it. ok is false if somebody else was faster.
func (r *Redis) SwapSession(ctx context.Context, person staff.AccountID, version int64, record []byte, keep time.Duration) (ok bool, err error) {
	swapped, err := r.run(ctx, swapSession, []string{sessionKey(person)}, version, record, max(1, keep.Milliseconds()))
	if err != nil {
		return false, fmt.Errorf("save session of account %d: %w", person, err)
	}
	return swapped == 1, nil
}

// run runs a script that returns a number.
func (r *Redis) run(ctx context.Context, script string, keys []string, args ...any) (int64, error) {
	n, err := redis.NewScript(script).Run(ctx, r.client, keys, args...).Int64()
	if errors.Is(err, redis.Nil) {
		return 0, nil
	}
	return n, err
}
