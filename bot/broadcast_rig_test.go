package bot

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// mailroom keeps copies in memory, and lets out as many as it is asked for.
type mailroom struct {
	*office
	tb testing.TB

	mu      sync.Mutex
	waiting []Copy
	places  int // taken and not used yet
	results map[int64][]CopyDone
	left    int           // copies whose fate is open
	over    chan struct{} // closed when none is left
	away    int           // so many records more fail
	busy    bool          // no chat is free
	place   func(ctx context.Context) error
	wake    func()
}

func (m *mailroom) ClaimCopies(_ context.Context, n int, _ time.Duration) ([]Copy, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n > m.places {
		m.tb.Errorf("%d copies are claimed with %d places: they would wait, and count as perhaps sent should the program die", n, m.places)
	}
	n = min(n, len(m.waiting))
	claimed := slices.Clone(m.waiting[:n])
	m.waiting = m.waiting[n:]
	m.places = 0
	return claimed, nil
}

func (m *mailroom) FinishCopies(ctx context.Context, done []CopyDone) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if m.away > 0 {
		m.away--
		return errAway
	}
	for _, d := range done {
		m.results[d.ID] = append(m.results[d.ID], d)
		if d.Retry > 0 {
			m.waiting = append(m.waiting, m.again(d))
			m.wake()
			continue
		}
		if m.left--; m.left == 0 {
			close(m.over)
		}
	}
	return nil
}

// again is a copy that is due once more. The caller holds the lock.
func (m *mailroom) again(d CopyDone) Copy {
	return Copy{ID: d.ID, Work: SendCopy, Messages: d.Messages, Account: staff.AccountID(d.ID)}
}

func (m *mailroom) TakeBulk(ctx context.Context, n int) (int, error) {
	if m.place != nil {
		n = 1
		if err := m.place(ctx); err != nil {
			return 0, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.places += n
	return n, ctx.Err()
}

func (m *mailroom) TakeChat(context.Context, staff.AccountID) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !m.busy, nil
}

// Wait lets out what has no place of its own.
func (m *mailroom) Wait(ctx context.Context, _ staff.AccountID, _ bool) error {
	if m.place != nil {
		return m.place(ctx)
	}
	return ctx.Err()
}

// of is what became of a copy.
func (m *mailroom) of(id int64) []CopyDone {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.results[id])
}

// broadcasting is a rig with so many people who have started the bot, and
// what goes to them.
type broadcasting struct {
	*rig
	room   *mailroom
	people []*telegramtest.Person
	said   Broadcast
	caster *Broadcaster
}

func newBroadcasting(t *testing.T, people int, said Broadcast) *broadcasting {
	t.Helper()
	return newBroadcastingOn(t, telegramtest.Config{}, people, said)
}

func newBroadcastingOn(t *testing.T, c telegramtest.Config, people int, said Broadcast) *broadcasting {
	t.Helper()
	b := &broadcasting{rig: newRigOn(t, c, func(rt *Router) { rt.Action("read", staff.Everyone, say("x")) }), said: said}
	b.room = &mailroom{office: b.office, tb: t, results: map[int64][]CopyDone{}}
	for range people {
		p := b.telegram.Person(telegramtest.Profile{Name: "Pegawai"})
		p.Start()
		b.people = append(b.people, p)
	}
	b.caster = b.Broadcaster(b.room, b.room, func(context.Context, Copy) (Broadcast, error) { return b.said, nil })
	b.room.wake = b.caster.Wake
	return b
}

// copies puts one copy for each person in the mailroom.
func (b *broadcasting) copies(work CopyWork) {
	b.room.mu.Lock()
	defer b.room.mu.Unlock()
	b.room.left, b.room.over = len(b.people), make(chan struct{})
	for _, p := range b.people {
		c := Copy{ID: p.ID(), Account: staff.AccountID(p.ID()), Work: work}
		if before := b.room.results[c.ID]; len(before) > 0 {
			c.Messages = before[len(before)-1].Messages
		}
		b.room.waiting = append(b.room.waiting, c)
	}
	b.caster.Wake()
}

// run runs the broadcaster until the test ends, or stop is called.
func (b *broadcasting) run(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b.caster.Run(ctx)
	}()
	stop = func() {
		cancel()
		<-ended
	}
	t.Cleanup(stop)
	return stop
}

// do has the copies dealt with, and waits for the end of it.
func (b *broadcasting) do(t *testing.T, work CopyWork) {
	t.Helper()
	b.copies(work)
	b.finished(t)
}

func (b *broadcasting) finished(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	select {
	case <-b.room.over:
	case <-ctx.Done():
		t.Fatalf("%d copies are never finished\n%s", b.room.left, b.logs)
	}
}

// outcome expects what became of the first person's copy in the end.
func (b *broadcasting) outcome(t *testing.T, want notify.Outcome) CopyDone {
	t.Helper()
	results := b.room.of(b.people[0].ID())
	if len(results) == 0 || results[len(results)-1].Outcome != want {
		t.Fatalf("the copy came to %+v, want %s in the end", results, want)
	}
	return results[len(results)-1]
}
