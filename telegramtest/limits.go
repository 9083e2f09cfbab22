package telegramtest

import (
	"math"
	"time"
)

// leeway forgives a bot that keeps the pace the unevenness of its network.
const leeway = 20 * time.Millisecond

// pace is a limit: so many messages in each stretch of time of this length.
type pace struct {
	messages int
	within   time.Duration
}

var (
	paceOverall = pace{30, time.Second}
	paceChat    = pace{1, time.Second}
	paceGroup   = pace{20, time.Minute}
)

// limiter counts messages of the bot by the server's clock. It is guarded by Server.mu.
type limiter struct {
	on      bool
	overall window
	chats   map[int64]*window
	groups  map[int64]*window
}

func newLimiter(on bool) *limiter {
	return &limiter{on: on, chats: map[int64]*window{}, groups: map[int64]*window{}}
}

// SetLimits switches the rate limits on or off; it begins with a clean slate.
func (s *Server) SetLimits(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limits = newLimiter(on)
}

// window remembers when the last messages went out, and how long the bot has been told to wait.
type window struct {
	sent  []time.Time // a ring of at most pace.messages
	next  int
	until time.Time
}

// free says from when on one more message keeps the pace.
func (w *window) free(p pace) time.Time {
	if len(w.sent) < p.messages {
		return time.Time{}
	}
	return w.sent[w.next].Add(p.within - leeway)
}

func (w *window) add(p pace, now time.Time) {
	if len(w.sent) < p.messages {
		w.sent = append(w.sent, now)
		return
	}
	w.sent[w.next] = now
	w.next = (w.next + 1) % p.messages
}

// refuse says how many seconds the bot must wait, 0 if it need not. Being refused is a promise: until the seconds
// are over everything is refused.
func (w *window) refuse(p pace, now time.Time) int {
	if now.Before(w.until) {
		return seconds(w.until.Sub(now))
	}
	free := w.free(p)
	if !now.Before(free) || free.Sub(now) > p.within { // the second: the clock was set back
		return 0
	}
	wait := seconds(free.Sub(now))
	w.until = now.Add(time.Duration(wait) * time.Second)
	return wait
}

func seconds(d time.Duration) int { return max(1, int(math.Ceil(d.Seconds()))) }

// paced refuses messages that come too fast. An album counts as one for its chat, and each of it overall.
func (s *Server) paced(c *chat, messages int) error {
	if !s.limits.on {
		return nil
	}
	now := s.cfg.Now()
	checks := []check{{&s.limits.overall, paceOverall, messages}, {at(s.limits.chats, c.id), paceChat, 1}}
	if c.person == nil {
		checks = append(checks, check{at(s.limits.groups, c.id), paceGroup, messages})
	}
	wait := 0
	for _, one := range checks {
		wait = max(wait, one.window.refuse(one.pace, now))
	}
	if wait > 0 {
		return tooMany(wait)
	}
	for _, one := range checks {
		for range one.messages {
			one.window.add(one.pace, now)
		}
	}
	return nil
}

type check struct {
	window   *window
	pace     pace
	messages int
}

func at(windows map[int64]*window, id int64) *window {
	w, ok := windows[id]
	if !ok {
		w = &window{}
		windows[id] = w
	}
	return w
}
