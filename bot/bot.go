package bot

import (
	"context"
	"crypto/sha256"
	"errors"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Parts are what a Bot is put together from.
type Parts struct {
	Client      *Client
	Router      *Router
	Words       Words
	Identities  Identities
	Reach       Reachability
	Sessions    Sessions
	Cards       Cards
	DeadLetters DeadLetters
	Inbox       Inbox // nil: nothing is set aside
	Notices     Notices
	Audit       Auditor
	Pace        Pace
	// Throttle, Uploads and Meter may be nil: nobody is held up, files are
	// sent whole each time, nothing is counted.
	Throttle Throttle
	Uploads  Uploads
	Meter    Meter
	// Redraw asks for the cards of a subject to be drawn anew, soon; nil
	// leaves it to whoever changes the subject next.
	Redraw func(ctx context.Context, s notify.Subject) error
	// OnWebhook, if any, is called when Telegram refuses to be polled because
	// a webhook is set: it takes the webhook away.
	OnWebhook func(ctx context.Context)
	// Transient recognizes the errors of a part that is away and will be back.
	Transient func(error) bool
	// Username is the bot's own name, as Client.Me tells it.
	Username func() string
	Now      func() time.Time
	Logger   *slog.Logger
	// Workers is how many updates are handled at the same time, those with a
	// file aside; 0 is 16.
	Workers int
}

// Bot is the edge to Telegram, put together.
type Bot struct {
	parts     Parts
	intake    *Intake
	responder *responder
	menu      *Menu
}

const (
	defaultWorkers = 16
	fileWorkers    = 48
	breakerPause   = time.Second
	outageQuiet    = 10 * time.Minute
	groupQuiet     = time.Minute
	crowdQuiet     = 10 * time.Second
)

// New puts a bot together. Nothing runs yet.
func New(p Parts) *Bot {
	p = withDefaults(p)
	c := newComposer(p.Words, p.Router)
	b := &Bot{parts: p, menu: newMenu(p.Client, p.Router, c, p.Logger)}
	b.responder = &responder{
		client: p.Client, composer: c, cards: p.Cards, uploads: p.Uploads, reach: p.Reach, pace: p.Pace,
		redraw: p.Redraw, meter: p.Meter, log: p.Logger,
	}
	b.intake = &Intake{
		handler: b.handler(), responder: b.responder, worded: p.Words.Wording, transient: p.Transient,
		known: func(name string) bool { _, known := p.Router.commands[name]; return known },
		reach: p.Reach, letters: p.DeadLetters, meter: p.Meter, log: p.Logger, now: p.Now, username: p.Username,
		slots: make(chan struct{}, p.Workers), fileSlots: make(chan struct{}, fileWorkers),
		outages: newTold(p.Now, outageQuiet), groups: newTold(p.Now, groupQuiet), crowds: newTold(p.Now, crowdQuiet),
		pause: firstPause, grace: handleGrace,
	}
	return b
}

// handler is the way of a request: through the middleware to the conversation.
func (b *Bot) handler() Handler {
	p := b.parts
	talk := &conversation{
		router: p.Router, audit: p.Audit, worded: p.Words.Wording, log: p.Logger,
		forms: &forms{router: p.Router, sessions: p.Sessions, words: p.Words},
	}
	return chain(talk.answer,
		recovered,
		timed(handleTimeout, fileTimeout),
		logged(p.Logger, p.Now),
		identified(p.Identities, b.seen),
		throttled(p.Throttle, newBreaker(p.Now, breakerPause), p.Logger),
		employed(talk.refused),
	)
}

// seen keeps up with who speaks in a private chat: their menu, and that they
// can be reached.
func (b *Bot) seen(ctx context.Context, a staff.Actor, r *Request) {
	if r.group || r.left {
		return
	}
	b.menu.Sync(r.Account, a)
	if !a.Unreachable {
		return
	}
	if err := b.parts.Reach.SetReachable(ctx, r.Account, true); err != nil { // the next update comes here again
		b.parts.Logger.WarnContext(ctx, "account is still held to be unreachable", slog.Int64("account", int64(r.Account)), slog.Any("error", err))
	}
}

// Intake handles single updates.
func (b *Bot) Intake() *Intake { return b.intake }

// Menu keeps the command menus; its Run has to run.
func (b *Bot) Menu() *Menu { return b.menu }

// Receiver makes the receiver that polls Telegram.
func (b *Bot) Receiver() *Receiver {
	return &Receiver{
		client: b.parts.Client, intake: b.intake, inbox: b.parts.Inbox, window: newWindow(), lanes: newLanes(),
		meter: b.parts.Meter, now: b.parts.Now, log: b.parts.Logger, finish: finishTime, onWebhook: b.parts.OnWebhook,
	}
}

// Webhook makes the handler that Telegram delivers to.
func (b *Bot) Webhook(secret string) *Webhook {
	return &Webhook{intake: b.intake, lanes: newLanes(), secret: sha256.Sum256([]byte(secret)), log: b.parts.Logger}
}

// Sender makes the sender of stored notices.
func (b *Bot) Sender() *Sender {
	p := b.parts
	s := &Sender{
		responder: b.responder, router: p.Router, who: p.Identities, notices: p.Notices,
		worded: p.Words.Wording, transient: p.Transient, now: p.Now,
	}
	for i := range s.drawing {
		s.drawing[i] = make(chan struct{}, 1)
	}
	return s
}

func withDefaults(p Parts) Parts {
	if p.Throttle == nil {
		p.Throttle = nothing{}
	}
	if p.Inbox == nil {
		p.Inbox = nothing{}
	}
	if p.Uploads == nil {
		p.Uploads = nothing{}
	}
	if p.Meter == nil {
		p.Meter = nothing{}
	}
	if p.Redraw == nil {
		p.Redraw = func(context.Context, notify.Subject) error { return nil }
	}
	if p.OnWebhook == nil {
		p.OnWebhook = func(context.Context) {}
	}
	if p.Transient == nil {
		p.Transient = func(error) bool { return false }
	}
	if p.Workers == 0 {
		p.Workers = defaultWorkers
	}
	return p
}

// nothing stands in for the parts that may be missing.
type nothing struct{}

var errNoInbox = errors.New("there is no inbox")

func (nothing) Allow(context.Context, staff.AccountID, int64) (ok, first bool, err error) {
	return true, false, nil
}

func (nothing) SetUpdateAside(context.Context, int64, []byte) error             { return errNoInbox }
func (nothing) DropUpdate(context.Context, int64, []byte) error                 { return nil }
func (nothing) UpdatesSetAside(context.Context) ([][]byte, error)               { return nil, nil }
func (nothing) TelegramFile(context.Context, document.ID) (string, error)       { return "", nil }
func (nothing) RememberTelegramFile(context.Context, document.ID, string) error { return nil }
func (nothing) UpdateFinished(string, time.Duration)                            {}
func (nothing) NoticeAttempted(notify.Outcome)                                  {}
func (nothing) NoticeUncertain(notify.Class)                                    {}
func (nothing) Polled(time.Time)                                                {}
func (nothing) ReplyFailed(notify.Outcome)                                      {}
