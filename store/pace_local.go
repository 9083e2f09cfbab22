package store

import (
	"context"
	"sync"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// What one process lets out while nobody counts for all of them: small enough for three replicas.
const (
	localInteractive = time.Second / 6
	localBulk        = time.Second / 3
	localChat        = time.Second
	localGroup       = 3 * time.Second
)

// localPace is a process's own share of the limits, for the time that Redis is away. Places come back by timers, so that
// it needs no clock.
type localPace struct {
	interactive chan struct{} // holds a token when a message may go
	bulk        chan struct{}

	mu     sync.Mutex
	chats  map[staff.AccountID]chan struct{} // closed when the chat is free again
	paused chan struct{}                     // closed when the pause is over
	pauses int
}

func newLocalPace() *localPace {
	p := &localPace{
		interactive: make(chan struct{}, 1), bulk: make(chan struct{}, 1),
		chats: map[staff.AccountID]chan struct{}{}, paused: make(chan struct{}),
	}
	p.interactive <- struct{}{}
	p.bulk <- struct{}{}
	close(p.paused)
	return p
}

func (p *localPace) wait(ctx context.Context, chat staff.AccountID, bulk bool) error {
	if err := p.waitForChat(ctx, chat); err != nil {
		return err
	}
	return p.waitForTurn(ctx, bulk)
}

// waitForTurn waits for the share of this process, whoever it is for.
func (p *localPace) waitForTurn(ctx context.Context, bulk bool) error {
	tokens, every := p.interactive, localInteractive
	if bulk {
		tokens, every = p.bulk, localBulk
	}
	select {
	case <-tokens:
		time.AfterFunc(every, func() { tokens <- struct{}{} })
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-p.pausing():
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// waitForChat waits until nothing was sent to the chat for a while, and takes the place.
func (p *localPace) waitForChat(ctx context.Context, chat staff.AccountID) error {
	for {
		busy, taken := p.takeChat(chat)
		if taken {
			return nil
		}
		select {
		case <-busy:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (p *localPace) takeChat(chat staff.AccountID) (busy <-chan struct{}, taken bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if busy, ok := p.chats[chat]; ok {
		return busy, false
	}
	free := make(chan struct{})
	p.chats[chat] = free
	every := localChat
	if chat < 0 {
		every = localGroup
	}
	time.AfterFunc(every, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.chats, chat)
		close(free)
	})
	return free, true
}

func (p *localPace) pausing() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.paused
}

// pause holds everything for so long, and for as long as any other pause lasts.
func (p *localPace) pause(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pauses == 0 {
		p.paused = make(chan struct{})
	}
	p.pauses++
	time.AfterFunc(d, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.pauses--; p.pauses == 0 {
			close(p.paused)
		}
	})
}
