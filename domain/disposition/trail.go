package disposition

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Step is a line of the trail: a branch, and how deep below the first it is.
type Step struct {
	Depth       int
	Disposition Disposition
	Branch      *Branch
	Mark        Mark
	MayNudge    bool // the reader may ask its recipient to hurry, now
}

// Trail is the way of a letter (jejak), as far as the reader is concerned: what
// led to the own branches, and everything below them. The registry and whoever
// sent the letter first see all of it. The dossier holds no more than that.
type Trail struct {
	*Dossier
	Steps     []Step // depth first
	Today     calendar.Date
	Registrar bool // the reader keeps the registry of the letter's unit
}

// walk goes through a letter once for one reader.
type walk struct {
	*Dossier
	reader staff.Actor
	today  calendar.Date
	zone   *time.Location

	orders  map[DispositionID]Disposition
	below   map[BranchID][]*Branch
	concern map[BranchID]bool // on the way to an own branch, or below one
	walked  map[BranchID]bool
	steps   []Step
}

// trail is the way of a letter for a reader, or ErrNotYours.
func (d *Dossier) trail(reader staff.Actor, today calendar.Date, zone *time.Location) (Trail, error) {
	if reader.Known() && !reader.Active {
		return Trail{}, staff.ErrInactive
	}
	w := walk{
		Dossier: d.Withheld(), reader: reader, today: today, zone: zone,
		orders: map[DispositionID]Disposition{}, concern: map[BranchID]bool{}, walked: map[BranchID]bool{},
	}
	w.below = w.Dossier.below()
	for _, p := range w.Dispositions {
		w.orders[p.ID] = p
	}
	registrar := reader.HasIn(staff.Clerk, d.Letter.UnitID)
	for _, b := range w.below[0] {
		w.look(b, registrar)
	}
	clear(w.walked)
	for _, b := range w.below[0] {
		w.step(b, 0, registrar)
	}
	if len(w.steps) == 0 && !registrar {
		return Trail{}, ErrNotYours
	}
	return Trail{Dossier: w.shown(), Steps: w.steps, Today: today, Registrar: registrar}, nil
}

// look finds out whether a branch concerns the reader: as an own one, below an
// own one, or because one below it does.
func (w *walk) look(b *Branch, own bool) bool {
	if w.walked[b.ID] { // damaged data
		return false
	}
	w.walked[b.ID] = true
	_, holds := w.reader.Holds(b.To)
	own = own || w.sentBy(w.reader, w.orders[b.Disposition])
	concerns := own || holds
	for _, child := range w.below[b.ID] {
		concerns = w.look(child, own || holds) || concerns
	}
	w.concern[b.ID] = concerns
	return concerns
}

// step writes the line of a branch and of what is below it. Sent says that the
// reader sent it, or stands further up its chain.
func (w *walk) step(b *Branch, depth int, sent bool) {
	if !w.concern[b.ID] || w.walked[b.ID] {
		return
	}
	w.walked[b.ID] = true
	order := w.orders[b.Disposition]
	sent = sent || w.sentBy(w.reader, order)
	line := Step{Depth: depth, Disposition: order, Branch: b}
	if b.State.Waits() && !b.Copy {
		line.Mark = MarkOf(b.Deadline, w.today)
		line.MayNudge = sent && !b.nudgedOn(w.today, w.zone)
	}
	w.steps = append(w.steps, line)
	for _, child := range w.below[b.ID] {
		w.step(child, depth+1, sent)
	}
}

// shown is the dossier with what concerns the reader only.
func (w *walk) shown() *Dossier {
	out := &Dossier{Letter: w.Letter}
	sent := map[DispositionID]bool{}
	for _, b := range w.Branches {
		if w.concern[b.ID] {
			out.Branches = append(out.Branches, b)
			sent[b.Disposition] = true
		}
	}
	for _, p := range w.Dispositions {
		if sent[p.ID] {
			out.Dispositions = append(out.Dispositions, p)
		}
	}
	return out
}

// scanned finds the branch that the code on a sheet opens for the reader: of the
// own ones one that waits, else the last; then of those sent one that is open,
// else the last. A registrar may have none.
func (d *Dossier) scanned(reader staff.Actor) (BranchID, error) {
	if reader.Known() && !reader.Active {
		return 0, staff.ErrInactive
	}
	var best BranchID
	rank := 0
	for _, b := range d.Branches {
		if r := d.closeness(reader, b); r > 0 && r >= rank {
			best, rank = b.ID, r
		}
	}
	if best == 0 && !reader.HasIn(staff.Clerk, d.Letter.UnitID) {
		return 0, ErrNotYours
	}
	return best, nil
}

// closeness orders branches by what they are to a reader; 0 is nothing.
func (d *Dossier) closeness(reader staff.Actor, b *Branch) int {
	_, own := reader.Holds(b.To)
	p := d.Disposition(b)
	sent := !p.Routing && d.sentBy(reader, p)
	switch {
	case own && !b.Copy && b.State.Waits():
		return 4
	case own:
		return 3
	case sent && b.open():
		return 2
	case sent:
		return 1
	}
	return 0
}
