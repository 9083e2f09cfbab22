package disposition

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Sending is an order with what has to be known to carry it out.
type Sending struct {
	Order
	Seats []Seat // those of the recipients that stand below the sending position
	Today calendar.Date
}

// errNumbers: the store did not set enough numbers aside.
var errNumbers = errors.New("no numbers were set aside for what is sent")

// Dispose sends a branch on, or to more recipients. Whoever sends has read it.
func (d *Dossier) Dispose(id BranchID, s Sending, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionDispose, id)
	if err != nil {
		return Decision{}, err
	}
	holding, _ := by.Holds(b.To)
	from := Disposition{
		Parent: b.ID, From: b.To, FromTitle: b.ToTitle,
		By: by.ID, ByName: by.Name, As: holding.Capacity, SentAt: now,
	}
	if s.Order, err = d.checkOrder(s, from, nil); err != nil {
		return Decision{}, err
	}
	p := d.pen(by, now)
	b.readBy(p.act(b.To))
	p.move(b, StateForwarded)
	p.send(from, s)
	return p.Decision, nil
}

// Redirect sends elsewhere what was returned or taken back: in the name of the
// same position, or of the registry.
func (d *Dossier) Redirect(id BranchID, s Sending, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionRedirect, id)
	if err != nil {
		return Decision{}, err
	}
	from := d.Disposition(b)
	holding, _ := by.Holds(from.From)
	from.By, from.ByName, from.As, from.SentAt = by.ID, by.Name, holding.Capacity, now
	if s.Order, err = d.checkOrder(s, from, b); err != nil {
		return Decision{}, err
	}
	p := d.pen(by, now)
	b.Settled = p.act(from.From)
	p.touch(b)
	p.note(audit.BranchSettled, b, from.From)
	if parent := d.Parent(b); parent != nil && parent.State != StateForwarded {
		parent.readBy(p.act(parent.To))
		p.move(parent, StateForwarded)
	}
	p.send(from, s)
	return p.Decision, nil
}

// send adds a disposition with its branches, and tells the recipients.
func (p *pen) send(from Disposition, s Sending) {
	from.ID, from.Instructions, from.Note = p.Numbers.Disposition, s.Instructions, s.Note
	seats := make(map[staff.PositionID]Seat, len(s.Seats))
	for _, seat := range s.Seats {
		seats[seat.ID] = seat
	}
	ids := make([]string, 0, len(s.To)+len(s.Copies))
	for i, position := range slices.Concat(s.To, s.Copies) {
		seat := seats[position]
		b := &Branch{
			ID: p.Numbers.Branches[i], Version: 1, Disposition: from.ID,
			To: seat.ID, ToTitle: seat.Title, ToUnit: seat.UnitName, State: StateSent,
		}
		if b.Copy = i >= len(s.To); !b.Copy {
			b.Deadline = s.Deadline
		}
		p.Branches = append(p.Branches, b)
		p.tell(string(notify.DispositionNew)+":"+SubjectOf(b.ID).String(), notify.DispositionNew, notify.ToHolders(b.To, 0), b)
		ids = append(ids, strconv.FormatInt(int64(b.ID), 10))
	}
	p.Dispositions = append(p.Dispositions, from)
	about := SubjectOf(from.Parent)
	if from.Parent == 0 {
		about = SubjectOfLetter(p.Letter.ID)
	}
	p.noteOf(audit.DispositionSent, about, from.From, map[string]string{
		"disposition": strconv.FormatInt(int64(from.ID), 10), "branches": strings.Join(ids, ","),
	})
}

// checkOrder says whether an order can be sent, and returns it tidied up. Of
// the branch that it replaces, if any, nothing is expected any more.
func (d *Dossier) checkOrder(s Sending, from Disposition, replaced *Branch) (Order, error) {
	o := s.tidy()
	if err := o.checkRecipients(s.Seats); err != nil {
		return o, err
	}
	if err := d.checkWords(o, from.Routing); err != nil {
		return o, err
	}
	switch {
	case o.Deadline.Before(s.Today):
		return o, ErrDeadlinePast
	case len(d.Numbers.Branches) < len(o.To)+len(o.Copies):
		return o, errNumbers
	}
	return o, d.checkSentAlready(o, from, replaced)
}

// tidy lets every recipient stand once in an order: who has to act needs no copy.
func (o Order) tidy() Order {
	seen := map[staff.PositionID]bool{}
	once := func(ids []staff.PositionID) []staff.PositionID {
		var kept []staff.PositionID
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				kept = append(kept, id)
			}
		}
		return kept
	}
	o.To = once(o.To)
	o.Copies = once(o.Copies)
	o.Note = strings.TrimSpace(o.Note)
	return o
}

func (o Order) checkRecipients(seats []Seat) error {
	switch {
	case len(o.To) == 0:
		return ErrNoRecipient
	case len(o.To)+len(o.Copies) > MaxRecipients:
		return ErrTooManyRecipients
	}
	below := make(map[staff.PositionID]bool, len(seats))
	for _, seat := range seats {
		below[seat.ID] = true
	}
	for _, id := range slices.Concat(o.To, o.Copies) {
		if !below[id] {
			return ErrNotBelow
		}
	}
	return nil
}

// checkWords: an order says what is to be done, except of a letter that stays
// in the office, of which nothing is written, and by the registry, which only
// passes letters on.
func (d *Dossier) checkWords(o Order, routing bool) error {
	silent := len(o.Instructions) == 0 && !legible(o.Note)
	switch {
	case d.Letter.Secrecy.StaysInOffice() && !silent:
		return ErrSecretInOffice
	case silent && !routing && !d.Letter.Secrecy.StaysInOffice():
		return ErrNoInstruction
	}
	return checkLength(o.Note, MaxNote)
}

// checkSentAlready refuses a recipient who has the letter from the same sender
// already and has not ended it: a form can be sent twice, and by two.
func (d *Dossier) checkSentAlready(o Order, from Disposition, replaced *Branch) error {
	for _, b := range d.Branches {
		if b == replaced || !b.open() || !slices.Contains(o.To, b.To) {
			continue
		}
		if p := d.Disposition(b); p.Parent == from.Parent && p.From == from.From {
			return &SentAlreadyError{To: b.ToTitle, At: p.SentAt}
		}
	}
	return nil
}
