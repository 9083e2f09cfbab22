package disposition

import (
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// pen writes one act of somebody into a dossier, and what follows from it.
type pen struct {
	*Dossier
	Decision
	by      staff.Actor
	now     time.Time
	touched map[*Branch]bool
}

func (d *Dossier) pen(by staff.Actor, now time.Time) *pen {
	return &pen{Dossier: d, by: by, now: now, touched: map[*Branch]bool{}}
}

// act is the act of whoever holds a position; 0 is the registry.
func (p *pen) act(position staff.PositionID) Act {
	holding, _ := p.by.Holds(position)
	return Act{At: p.now, By: p.by.ID, ByName: p.by.Name, Position: position, As: holding.Capacity}
}

// move changes the state of a branch.
func (p *pen) move(b *Branch, to State) {
	b.State = to
	p.touch(b)
}

// touch raises, once for an act, the versions of a branch, of the one above it,
// whose card shows what became of those below, and of the letter.
func (p *pen) touch(b *Branch) {
	p.raise(b)
	if parent := p.Parent(b); parent != nil {
		p.raise(parent)
	}
}

func (p *pen) raise(b *Branch) {
	if len(p.touched) == 0 {
		p.Letter.Version++
	}
	if !p.touched[b] {
		p.touched[b] = true
		b.Version++
	}
}

// end ends a branch by its recipient, who has read it then.
func (p *pen) end(b *Branch, to State, action audit.Action) {
	b.Ended = p.act(b.To)
	b.readBy(b.Ended)
	p.move(b, to)
	p.note(action, b, b.To)
}

// note writes a line about a branch, for which somebody acted in a position.
func (p *pen) note(action audit.Action, b *Branch, as staff.PositionID) {
	p.noteOf(action, SubjectOf(b.ID), as, nil)
}

func (p *pen) noteOf(action audit.Action, about notify.Subject, as staff.PositionID, facts map[string]string) {
	holding, _ := p.by.Holds(as)
	entry := audit.Entry{At: p.now, Action: action, Subject: about, Facts: facts}
	p.Audit = append(p.Audit, entry.By(p.by, holding))
}

// noteItself writes a line about what happened by itself.
func (p *pen) noteItself(action audit.Action, about notify.Subject) {
	p.Audit = append(p.Audit, audit.Entry{At: p.now, Action: action, Subject: about})
}

// tellSender tells whoever holds the sending position now. A branch ends only
// once, so the state makes the key unique. The registry is told of returns
// only: the rest it sees in its list.
func (p *pen) tellSender(kind notify.Kind, b *Branch) {
	sent := p.Disposition(b)
	to := notify.ToHolders(sent.From, p.by.ID)
	if sent.Routing {
		if kind != notify.DispositionReturned {
			return
		}
		to = notify.ToClerks(p.Letter.UnitID, p.by.ID)
	}
	p.tell(string(kind)+":"+SubjectOf(b.ID).String(), kind, to, b)
}

func (p *pen) tell(key string, kind notify.Kind, to notify.Recipient, b *Branch) {
	p.Messages = append(p.Messages, notify.Message{Key: key, To: to, Kind: kind, Class: notify.Ask, Subject: SubjectOf(b.ID)})
}

func (b *Branch) readBy(act Act) {
	if b.Read.At.IsZero() {
		b.Read = act
	}
}
