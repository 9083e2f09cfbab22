package handlers

import (
	"context"
	"errors"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// Linker links the account to an employee.
type Linker interface {
	LinkByCode(ctx context.Context, by staff.AccountID, code account.Secret) error
	LinkByContact(ctx context.Context, by staff.AccountID, phone staff.Phone, nipEnd string) error
}

// Identities tells who an account belongs to, right after it was linked.
type Identities interface {
	Identify(ctx context.Context, account staff.AccountID) (staff.Actor, error)
}

// The keys of the fields of formLink.
const (
	formLink     = "link"
	fieldContact = "contact"
	fieldNIPEnd  = "nip_end"
)

// Start is the first conversation: who I am, or how to link the account.
type Start struct {
	links      Linker
	identities Identities
	home       *Home
	scanned    []Scanned
}

// Scanned deals with what stands behind /start when something else than a
// one-time link was scanned; ok is false where it is none of its own.
type Scanned func(ctx context.Context, r *bot.Request) (reply bot.Reply, ok bool, err error)

// Hand lets others look first at what employees bring along with /start, in
// their order.
func (s *Start) Hand(to ...Scanned) { s.scanned = append(s.scanned, to...) }

// NewStart makes the conversation over its services.
func NewStart(links Linker, identities Identities, home *Home) *Start {
	return &Start{links: links, identities: identities, home: home}
}

// Register adds /start, the form that links an account, and the answer to
// whatever a stranger says.
func (s *Start) Register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "start", Help: text.Label("command.start"), For: staff.Anyone, Handler: s.start})
	rt.Form(bot.Form{Name: formLink, For: staff.Anyone, Submit: s.link, Fields: []bot.Field{
		bot.ContactField{Key: fieldContact, Ask: ask(text.Label("start.stranger"))}.Field(),
		bot.TextField{Key: fieldNIPEnd, Ask: ask(text.Label("start.nip")), Check: account.CheckNIPEnd}.Field(),
	}})
	rt.Stranger(s.stranger)
}

// start answers /start, /start CODE of a one-time link, and what else can be
// scanned.
func (s *Start) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if r.Argument != "" {
		for _, look := range s.scanned {
			if reply, ok, err := look(ctx, r); ok {
				return reply, err
			}
		}
	}
	switch {
	case r.Argument != "":
		if err := s.links.LinkByCode(ctx, r.Account, account.Secret(r.Argument)); err != nil {
			return bot.Reply{}, err
		}
		return s.linked(ctx, r)
	case r.Actor.Known():
		return s.home.Card(ctx, r.Actor, text.Home{Profile: true})
	}
	return s.stranger(ctx, r)
}

// stranger asks for the own number: the question of the form says all that a
// stranger needs.
func (s *Start) stranger(context.Context, *bot.Request) (bot.Reply, error) {
	return bot.Reply{Begin: &bot.Begin{Form: formLink}}, nil
}

func (s *Start) link(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	err := s.links.LinkByContact(ctx, r.Account, staff.Phone(a[fieldContact]), a[fieldNIPEnd])
	if errors.Is(err, account.ErrTooManyTries) {
		return bot.Reply{}, bot.EndForm(err)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return s.linked(ctx, r)
}

// linked takes the keyboard with the own number away, and greets whoever the
// account belongs to now.
func (s *Start) linked(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	actor, err := s.identities.Identify(ctx, r.Account)
	if err != nil {
		return bot.Reply{}, err
	}
	home, err := s.home.Card(ctx, actor, text.Home{Profile: true})
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: text.Label("start.linked"), Keyboard: &bot.Keyboard{Remove: true}, Then: &home}, nil
}

// ask is a question that depends on nothing.
func ask(p bot.Phrase) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return p, nil }
}
