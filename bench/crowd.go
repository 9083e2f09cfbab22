package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// answerLimit is how long a person waits for an answer before it counts as lost.
const answerLimit = 10 * time.Second

// crowd are people who write to the bot and see what it answers. One goroutine does it all: what the server tells comes
// in order, and nothing has to be locked.
type crowd struct {
	events <-chan telegramtest.Event
	leave  func()
	idle   []*phone // who may act next, the first is next
	busy   map[int64]*phone
	took   map[string]samples // by step, from when it was due to when the answer was in the chat
	late   int                // steps that nobody was free to do
	odd    int                // answers that were refusals
}

func newCrowd(t *telegram, phones []*phone) *crowd {
	c := &crowd{idle: phones, busy: map[int64]*phone{}, took: map[string]samples{}}
	c.events, c.leave = t.Subscribe()
	return c
}

var errLost = errors.New("events were lost: this process is too slow to watch")

// spread lets each of the first people begin somewhere else in the walk, so that not all do the same at a time.
func (c *crowd) spread(people int) {
	for i, p := range c.idle[:min(people, len(c.idle))] {
		p.steps = i
	}
}

// act lets the next idle person act.
func (c *crowd) act(due time.Time) {
	if len(c.idle) == 0 {
		c.late++
		return
	}
	p := c.idle[0]
	c.idle = c.idle[1:]
	c.busy[p.ID()] = p
	p.act(due)
}

// see takes in an event and returns who has been answered by it, if anybody.
func (c *crowd) see(e telegramtest.Event) (*phone, error) {
	if e.Kind == telegramtest.EventLost {
		return nil, errLost
	}
	p := c.busy[e.PersonID]
	switch {
	case p == nil:
		return nil, nil //nolint:nilnil // nobody has been answered, and nothing is wrong
	case e.Kind == telegramtest.EventToast && e.Answer.Alert:
		c.odd++
	case (e.Kind == telegramtest.EventMessage || e.Kind == telegramtest.EventEdit) && p.answers(*e.Message):
		p.shown = *e.Message
		if len(p.shown.Buttons) == 0 {
			c.odd++
		}
		c.took[p.step] = append(c.took[p.step], e.At.Sub(p.asked))
	default:
		return nil, nil //nolint:nilnil // as above
	}
	p.asked = time.Time{}
	delete(c.busy, p.ID())
	return p, nil
}

// forget leaves what was measured so far out of account.
func (c *crowd) forget() { c.took, c.late, c.odd = map[string]samples{}, 0, 0 }

// all are the samples of all steps.
func (c *crowd) all() samples {
	var all samples
	for _, took := range c.took {
		all = append(all, took...)
	}
	return all
}

// pace lets people act at a rate, at moments that do not depend on answers, as people do who know nothing of each other.
func (c *crowd) pace(ctx context.Context, rate int, how time.Duration) error {
	chance := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same moments in every run
	gap := func() time.Duration { return time.Duration(chance.ExpFloat64() * float64(time.Second) / float64(rate)) }
	begun := time.Now()
	due := begun.Add(gap())
	timer := time.NewTimer(time.Until(due))
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			for now := time.Now(); !due.After(now); due = due.Add(gap()) {
				c.act(due)
			}
			if due.Sub(begun) > how {
				return nil
			}
			timer.Reset(time.Until(due))
		case e := <-c.events:
			p, err := c.see(e)
			if err != nil {
				return err
			}
			if p != nil {
				c.idle = append(c.idle, p)
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// flood keeps as many people as there are hands waiting for an answer: who is answered goes on at once, and gives way to
// the next one after a walk.
func (c *crowd) flood(ctx context.Context, hands int, how time.Duration) error {
	for len(c.busy) < hands {
		c.act(time.Now())
	}
	end := time.NewTimer(how)
	defer end.Stop()
	for {
		select {
		case e := <-c.events:
			p, err := c.see(e)
			if err != nil {
				return err
			}
			if p == nil {
				continue
			}
			if p.steps%len(walk()) == 0 {
				c.idle = append(c.idle, p)
			} else {
				c.idle = append([]*phone{p}, c.idle...)
			}
			c.act(time.Now())
		case <-end.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// settle waits for the answers that are still to come, and returns how many never did.
func (c *crowd) settle(ctx context.Context) (lost int, err error) {
	limit := time.NewTimer(answerLimit)
	defer limit.Stop()
	for len(c.busy) > 0 {
		select {
		case e := <-c.events:
			p, err := c.see(e)
			if err != nil {
				return 0, err
			}
			if p != nil {
				c.idle = append(c.idle, p)
			}
		case <-limit.C:
			return len(c.busy), nil
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	return 0, nil
}

// notes say how long each step took, and what went wrong.
func (c *crowd) notes(lost int) []string {
	var notes []string
	for _, step := range []string{doHome, doList, doOpen, doStart} {
		if took := c.took[step]; len(took) > 0 {
			notes = append(notes, fmt.Sprintf("%s: %d answered, median %.1f ms, p99 %.1f ms",
				step, len(took), millis(took.at(0.5)), millis(took.at(0.99))))
		}
	}
	if lost+c.late+c.odd > 0 {
		notes = append(notes, fmt.Sprintf("%d never answered, %d refused, %d not asked because everybody was waiting", lost, c.odd, c.late))
	}
	return notes
}
