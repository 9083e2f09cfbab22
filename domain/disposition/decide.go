package disposition

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Decision is what an act on a dossier brings about beside the changed
// branches: lines for the audit log, and messages. The store saves all of it
// in one transaction.
type Decision struct {
	Audit    []audit.Entry
	Messages []notify.Message
}

// Open marks a branch as read by its recipient, with the instant as receipt.
// Whoever else looks at it, or looks again, changes nothing.
func (d *Dossier) Open(id BranchID, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.Branch(id)
	if err != nil {
		return Decision{}, err
	}
	if err := d.May(by, ActionView, b); err != nil {
		return Decision{}, err
	}
	if b.State != StateSent || d.RelationOf(by, b) != Recipient {
		return Decision{}, nil
	}
	b.Read = actOf(by, b, now)
	b.move(StateRead)
	return d.decided(audit.BranchRead, b, by, now), nil
}

// Start takes a branch into progress, and reads it if nobody has yet. Who has
// started it starts it again without any change: a tap can come twice.
func (d *Dossier) Start(id BranchID, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionStart, id)
	if errors.Is(err, ErrStarted) && b.Started.By == by.ID {
		return Decision{}, nil
	}
	if err != nil {
		return Decision{}, err
	}
	b.Started = actOf(by, b, now)
	b.readBy(b.Started)
	b.move(StateProgress)
	return d.decided(audit.BranchStarted, b, by, now), nil
}

// Finish ends a branch with a report. A secret letter's report is given in
// the office: there the text must be empty.
func (d *Dossier) Finish(id BranchID, r Report, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionFinish, id)
	if err != nil {
		return Decision{}, err
	}
	r.Text, r.Files = strings.TrimSpace(r.Text), eachOnce(r.Files)
	if err := d.checkReport(r); err != nil {
		return Decision{}, err
	}
	b.Report, b.ReportFiles = r.Text, r.Files
	b.Ended = actOf(by, b, now)
	b.readBy(b.Ended)
	b.move(StateDone)
	decision := d.decided(audit.BranchDone, b, by, now)
	decision.Messages = append(decision.Messages, d.tellSender(notify.DispositionDone, b, by))
	return d.closeUp(b, decision, by, now), nil
}

// SendBack returns a branch to its sender as wrongly addressed.
func (d *Dossier) SendBack(id BranchID, reason string, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionReturn, id)
	if err != nil {
		return Decision{}, err
	}
	reason = strings.TrimSpace(reason)
	if err := CheckReason(reason); err != nil {
		return Decision{}, err
	}
	b.Reason = reason
	b.Ended = actOf(by, b, now)
	b.readBy(b.Ended)
	b.move(StateReturned)
	decision := d.decided(audit.BranchReturned, b, by, now)
	decision.Messages = append(decision.Messages, d.tellSender(notify.DispositionReturned, b, by))
	return decision, nil
}

func (d *Dossier) allowed(by staff.Actor, act Action, id BranchID) (*Branch, error) {
	b, err := d.Branch(id)
	if err != nil {
		return nil, err
	}
	return b, d.May(by, act, b)
}

// closeUp ends the branches above b whose children have all been done, telling
// the sender of each, and the letter when no branch is open any more. A returned
// child keeps its parent open: its sender still has to send it elsewhere.
func (d *Dossier) closeUp(b *Branch, decision Decision, by staff.Actor, now time.Time) Decision {
	for parent := d.Parent(b); parent != nil && parent.State == StateForwarded && d.childrenDone(parent); parent = d.Parent(parent) {
		parent.Ended = Act{At: now}
		parent.move(StateDone)
		decision.Audit = append(decision.Audit, audit.Entry{
			At: now, Action: audit.BranchCompleted, Subject: SubjectOf(parent.ID),
		})
		decision.Messages = append(decision.Messages, d.tellSender(notify.DispositionDone, parent, by))
	}
	if d.Letter.CompletedAt.IsZero() && d.complete() {
		d.Letter.CompletedAt = now
		decision.Audit = append(decision.Audit, audit.Entry{
			At: now, Action: audit.LetterCompleted,
			Subject: notify.Subject{Kind: notify.SubjectLetter, ID: int64(d.Letter.ID)},
		})
	}
	return decision
}

// childrenDone reports whether nothing is open among the children of a branch.
func (d *Dossier) childrenDone(parent *Branch) bool {
	return !slices.ContainsFunc(d.Branches, func(b *Branch) bool {
		return b.open() && d.Disposition(b).Parent == parent.ID
	})
}

// complete reports whether no branch of the letter is open: computed from all.
func (d *Dossier) complete() bool {
	return !slices.ContainsFunc(d.Branches, (*Branch).open)
}

// open reports whether something is still to come from a branch: by its
// recipient, by its children or, where it was returned, by its sender. Copies
// ask for nothing.
func (b *Branch) open() bool {
	return !b.Copy && b.State != StateDone && b.State != StateCancelled
}

func (d *Dossier) decided(action audit.Action, b *Branch, by staff.Actor, now time.Time) Decision {
	holding, _ := by.Holds(b.To)
	entry := audit.Entry{At: now, Action: action, Subject: SubjectOf(b.ID)}
	return Decision{Audit: []audit.Entry{entry.By(by, holding)}}
}

// tellSender is the message to whoever holds the sending position now. A
// branch ends only once, so the state makes the key unique.
func (d *Dossier) tellSender(kind notify.Kind, b *Branch, by staff.Actor) notify.Message {
	return notify.Message{
		Key:     string(kind) + ":" + SubjectOf(b.ID).String(),
		To:      notify.ToHolders(d.Disposition(b).From, by.ID),
		Kind:    kind,
		Class:   notify.Ask,
		Subject: SubjectOf(b.ID),
	}
}

func (b *Branch) move(to State) {
	b.State = to
	b.Version++
}

func (b *Branch) readBy(act Act) {
	if b.Read.At.IsZero() {
		b.Read = act
	}
}

func actOf(by staff.Actor, b *Branch, now time.Time) Act {
	holding, _ := by.Holds(b.To)
	return Act{At: now, By: by.ID, ByName: by.Name, Position: b.To, As: holding.Capacity}
}
