package app

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/store"
)

// copies lets the broadcaster work on the copies that the store hands out. What
// a copy says comes with its claim, and is kept until it is finished.
type copies struct {
	store *store.Store

	mu     sync.Mutex
	inHand map[announce.CopyID]announce.Copy
}

func newCopies(s *store.Store) *copies {
	return &copies{store: s, inHand: map[announce.CopyID]announce.Copy{}}
}

// works says how the broadcaster calls the tasks.
func works() map[announce.Task]bot.CopyWork {
	return map[announce.Task]bot.CopyWork{
		announce.Deliver: bot.SendCopy, announce.Amend: bot.EditCopy, announce.Retract: bot.WithdrawCopy,
	}
}

// ClaimCopies implements bot.Copies.
func (c *copies) ClaimCopies(ctx context.Context, n int, lease time.Duration) ([]bot.Copy, error) {
	claimed, err := c.store.ClaimCopies(ctx, n, lease)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	list := make([]bot.Copy, 0, len(claimed))
	for _, one := range claimed {
		c.inHand[one.ID] = one
		list = append(list, bot.Copy{
			ID: int64(one.ID), Account: one.Account,
			Work: works()[one.Task], Messages: one.Messages,
		})
	}
	return list, nil
}

// FinishCopies implements bot.Copies.
func (c *copies) FinishCopies(ctx context.Context, done []bot.CopyDone) error {
	finished := c.find(done)
	if err := c.store.FinishCopies(ctx, finished); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range finished {
		delete(c.inHand, one.Copy.ID)
	}
	return nil
}

// find is what became of copies, with what was claimed.
func (c *copies) find(done []bot.CopyDone) []announce.CopyDone {
	c.mu.Lock()
	defer c.mu.Unlock()
	finished := make([]announce.CopyDone, 0, len(done))
	for _, d := range done {
		if claimed, known := c.inHand[announce.CopyID(d.ID)]; known {
			finished = append(finished, announce.CopyDone{
				Copy: claimed, Outcome: d.Outcome, Messages: d.Messages, Retry: d.Retry, Cause: d.Cause,
			})
		}
	}
	return finished
}

// claimed is what was claimed of a copy that is in hand.
func (c *copies) claimed(id int64) (announce.Copy, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	one, known := c.inHand[announce.CopyID(id)]
	if !known {
		return announce.Copy{}, fmt.Errorf("copy %d is not in hand", id)
	}
	return one, nil
}

// worder words copies.
type worder interface {
	Broadcast(c announce.Copy) bot.Broadcast
}

// broadcasts makes what sends, changes and withdraws the copies of announcements.
func (a *App) broadcasts(w worder) *bot.Broadcaster {
	list := newCopies(a.db.Store)
	return a.edge.Broadcaster(list, a.memory, func(_ context.Context, c bot.Copy) (bot.Broadcast, error) {
		claimed, err := list.claimed(c.ID)
		if err != nil {
			return bot.Broadcast{}, err
		}
		return w.Broadcast(claimed), nil
	})
}
