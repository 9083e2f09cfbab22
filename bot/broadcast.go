package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// CopyWork says what is to be done with a copy.
type CopyWork string

// What is done with copies.
const (
	SendCopy     CopyWork = "send"
	EditCopy     CopyWork = "edit"
	WithdrawCopy CopyWork = "withdraw"
)

// Copy is what goes to one of many.
type Copy struct {
	ID       int64
	Account  staff.AccountID
	Work     CopyWork
	Messages []int // that are on the phone
}

// CopyDone is what became of the work on a copy.
type CopyDone struct {
	ID       int64
	Outcome  notify.Outcome
	Messages []int // that are on the phone now
	Retry    time.Duration
	MovedTo  staff.AccountID
	Cause    string
}

// Broadcast is what an issue says to one of its recipients: HTML that somebody
// wrote, or a phrase. One file carries the text as its caption if that is short
// enough; several, or one with a longer text, go before the text, which has the
// buttons. To withdraw, the text says so where the message cannot be deleted.
type Broadcast struct {
	HTML        string
	Text        Phrase // in place of HTML
	Attachments []Attachment
	Buttons     [][]Button
	Protect     bool
	Style       staff.DateStyle // of the recipient
}

// BroadcastHandler says what a copy has to say. It is asked for each one, so
// that it keeps what it found out.
type BroadcastHandler func(ctx context.Context, c Copy) (Broadcast, error)

// How the broadcaster works.
const (
	// CopyLease is how long a copy is claimed for: longer than anything is done with one.
	CopyLease    = 60 * time.Second
	copyTime     = 45 * time.Second
	claimTime    = 10 * time.Second
	copyBatch    = 64 // at most so many are claimed and recorded together
	copiesAtOnce = 128
	copyIdle     = 2 * time.Second        // between two looks for copies that nobody told of
	copyGather   = 100 * time.Millisecond // that an outcome may wait for others to be recorded with
	placeFresh   = 250 * time.Millisecond // that a place is good for
)

// Broadcaster sends, changes and withdraws the copies of what goes to many, at
// the pace that Telegram allows. Any number of processes may run one. Places in
// the pace are taken before copies are claimed: what is claimed goes out at
// once, so that little is of unknown fate when the process dies.
type Broadcaster struct {
	*responder
	copies    Copies
	bulk      BulkPace
	render    BroadcastHandler
	transient func(error) bool
	now       func() time.Time
	files     *sentFiles
	albums    chan struct{} // one album at a time: it goes out in one burst
	wake      chan struct{}
	slots     chan struct{} // one for each copy in hand
	freed     chan struct{}
	finishing time.Duration // for what is in hand when the program ends
}

// Broadcaster makes the broadcaster of copies; its Run has to run.
func (b *Bot) Broadcaster(copies Copies, pace BulkPace, render BroadcastHandler) *Broadcaster {
	return &Broadcaster{
		responder: b.responder, copies: copies, bulk: pace, render: render, transient: b.parts.Transient, now: b.parts.Now,
		files: newSentFiles(b.parts.Uploads), albums: make(chan struct{}, 1), wake: make(chan struct{}, 1),
		slots: make(chan struct{}, copiesAtOnce), freed: make(chan struct{}, 1), finishing: finishTime,
	}
}

// Wake lets the broadcaster look for copies now.
func (b *Broadcaster) Wake() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// Run works until the context ends, and then finishes and records what is in
// hand.
func (b *Broadcaster) Run(ctx context.Context) {
	work, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	done := make(chan CopyDone, copiesAtOnce)
	var hands, recorder sync.WaitGroup
	recorder.Go(func() { b.record(ctx, done) })
	for ctx.Err() == nil {
		copies, placed, err := b.claim(ctx, work)
		if err != nil && ctx.Err() == nil {
			b.log.WarnContext(ctx, "cannot claim copies", slog.Any("error", err))
		}
		for _, c := range copies {
			b.slots <- struct{}{}
			hands.Go(func() {
				done <- b.handle(work, c, placed)
				b.free()
			})
		}
		if len(copies) == 0 {
			b.idle(ctx)
		}
	}
	late := time.AfterFunc(b.finishing, abandon)
	hands.Wait()
	late.Stop()
	close(done)
	recorder.Wait()
}

// claim takes places, and then as many copies. A claim that has begun is not
// broken off: its copies would be marked, and nobody would have them.
func (b *Broadcaster) claim(ctx, work context.Context) ([]Copy, time.Time, error) {
	if !b.room(ctx) {
		return nil, time.Time{}, ctx.Err()
	}
	n, err := b.bulk.TakeBulk(ctx, copyBatch)
	if err != nil {
		return nil, time.Time{}, err
	}
	placed := b.now()
	claiming, cancel := context.WithTimeout(work, claimTime)
	defer cancel()
	copies, err := b.copies.ClaimCopies(claiming, n, CopyLease)
	if err != nil {
		return nil, placed, fmt.Errorf("claim %d copies: %w", n, err)
	}
	return copies, placed, nil
}

// room waits until there is room for another batch.
func (b *Broadcaster) room(ctx context.Context) bool {
	for len(b.slots) > copiesAtOnce-copyBatch {
		select {
		case <-b.freed:
		case <-ctx.Done():
			return false
		}
	}
	return ctx.Err() == nil
}

func (b *Broadcaster) free() {
	<-b.slots
	select {
	case b.freed <- struct{}{}:
	default:
	}
}

// idle waits until somebody knows of copies, or for a while.
func (b *Broadcaster) idle(ctx context.Context) {
	timer := time.NewTimer(copyIdle)
	defer timer.Stop()
	select {
	case <-b.wake:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// record records outcomes, several at a time.
func (b *Broadcaster) record(ctx context.Context, done <-chan CopyDone) {
	for first := range done {
		batch := gathered(first, done)
		err := persist(ctx, b.transient, func(ctx context.Context) error { return b.copies.FinishCopies(ctx, batch) })
		if err != nil { // their lease ends, and then they count as perhaps sent
			b.log.ErrorContext(ctx, "outcomes of copies were not recorded", slog.Int("copies", len(batch)), slog.Any("error", err))
		}
	}
}

// gathered are outcomes that come within a moment.
func gathered(first CopyDone, done <-chan CopyDone) []CopyDone {
	batch := []CopyDone{first}
	timer := time.NewTimer(copyGather)
	defer timer.Stop()
	for len(batch) < copyBatch {
		select {
		case next, open := <-done:
			if !open {
				return batch
			}
			batch = append(batch, next)
		case <-timer.C:
			return batch
		}
	}
	return batch
}
