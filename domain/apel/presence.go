package apel

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// MaxReason is how long a reason may be, in characters.
const MaxReason = 500

// moment is an instant of the office.
type moment struct {
	now  time.Time
	zone *time.Location
}

// set writes down what is known now.
func (p *Presence) set(s Status, w Way, at time.Time) {
	p.Status, p.Way, p.At = s, w, at
	p.Account, p.MarkedBy, p.Note = 0, 0, ""
}

// settled reports whether what is known outweighs what somebody says: only what
// is open, what the superior consented to and what the end of the day found
// gives way to it.
func (p *Presence) settled() bool {
	return p.Status != Open && p.Way != ByConsent && p.Way != ByClose
}

func (p *Presence) already() error { return &AlreadyError{Status: p.Status, At: p.At} }

// knows notes that the person knows of the event, so that they are told of its
// changes.
func (p *Presence) knows(at time.Time) {
	if p.ToldAt.IsZero() {
		p.ToldAt = at
	}
}

// line is the audit line of an act on a presence. Each act is a new version.
func (c Case) line(action audit.Action, by staff.Actor, m moment, facts map[string]string) audit.Entry {
	c.Version++
	facts["employee"] = number(c.Employee.ID)
	holding, _ := by.Holds(c.Position)
	return audit.Entry{At: m.now, Action: action, Subject: SubjectOf(c.Event.ID), Facts: facts}.By(by, holding)
}

func number[T ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// reasonOf checks the reason of an act.
func reasonOf(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", ErrReasonMissing
	case utf8.RuneCountInString(text) > MaxReason:
		return "", &FieldError{Field: FieldText}
	}
	return text, nil
}

// about is a message about an event; which makes it another one than those of
// the same kind before.
func about(kind notify.Kind, id EventID, which string, to notify.Recipient) notify.Message {
	key := string(kind) + ":" + number(id)
	if which != "" {
		key += ":" + which
	}
	return notify.Message{Key: key, To: to, Kind: kind, Class: notify.Ask, Subject: SubjectOf(id)}
}
