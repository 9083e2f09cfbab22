package disposition

import (
	"errors"
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
	b, err := d.allowed(by, ActionView, id)
	if err != nil {
		return Decision{}, err
	}
	if b.State != StateSent || d.RelationOf(by, b) != Recipient {
		return Decision{}, nil
	}
	p := d.pen(by, now)
	b.Read = p.act(b.To)
	p.move(b, StateRead)
	p.note(audit.BranchRead, b, b.To)
	return p.Decision, nil
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
	p := d.pen(by, now)
	b.Started = p.act(b.To)
	b.readBy(b.Started)
	p.move(b, StateProgress)
	p.note(audit.BranchStarted, b, b.To)
	return p.Decision, nil
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
	p := d.pen(by, now)
	b.Report, b.ReportFiles = r.Text, r.Files
	p.end(b, StateDone, audit.BranchDone)
	p.tellSender(notify.DispositionDone, b)
	p.closeUp(b)
	return p.Decision, nil
}

// Archive ends a branch of which there is nothing to dispose. A note may say
// why, but not of a letter that stays in the office.
func (d *Dossier) Archive(id BranchID, note string, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionArchive, id)
	if err != nil {
		return Decision{}, err
	}
	note = strings.TrimSpace(note)
	if note != "" && d.Letter.Secrecy.StaysInOffice() {
		return Decision{}, ErrSecretInOffice
	}
	if err := checkLength(note, MaxNote); err != nil {
		return Decision{}, err
	}
	p := d.pen(by, now)
	b.Archived, b.Report = true, note
	p.end(b, StateDone, audit.BranchArchived)
	p.tellSender(notify.DispositionDone, b)
	p.closeUp(b)
	return p.Decision, nil
}

// SendBack returns a branch to its sender, who has to send it elsewhere. What
// came from the registry goes back to it.
func (d *Dossier) SendBack(id BranchID, reason string, by staff.Actor, now time.Time) (Decision, error) {
	b, err := d.allowed(by, ActionReturn, id)
	if err != nil {
		return Decision{}, err
	}
	reason = strings.TrimSpace(reason)
	if err := CheckReason(reason); err != nil {
		return Decision{}, err
	}
	p := d.pen(by, now)
	b.Reason = reason
	p.end(b, StateReturned, audit.BranchReturned)
	p.tellSender(notify.DispositionReturned, b)
	return p.Decision, nil
}

func (d *Dossier) allowed(by staff.Actor, act Action, id BranchID) (*Branch, error) {
	b, err := d.Branch(id)
	if err != nil {
		return nil, err
	}
	return b, d.May(by, act, b)
}
