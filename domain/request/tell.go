package request

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func (d *Decision) add(e audit.Entry) { d.Audit = append(d.Audit, e) }

// tell addresses a notice to somebody.
func (d *Decision) tell(n notify.Message, to notify.Recipient) {
	n.To = to
	d.Messages = append(d.Messages, n)
}

// notice is a message without a recipient. Which says what makes it another
// one than those of the same kind before; a recipient is told each once.
func notice(kind notify.Kind, id ID, which string) notify.Message {
	key := string(kind) + ":" + SubjectOf(id).String()
	if which != "" {
		key += ":" + which
	}
	return notify.Message{Key: key, Kind: kind, Class: notify.Ask, Subject: SubjectOf(id)}
}

// place names a step within its request.
func (s *Step) place() string { return strconv.Itoa(s.Ordinal) + "." + strconv.Itoa(s.Slot) }

func stamp(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// tellAsked tells whoever has the step now. A turn that begins anew is told anew.
func (c Case) tellAsked(s *Step, d *Decision) {
	c.tellPosts(notify.RequestAsk, s, strconv.Itoa(s.Ordinal)+":"+stamp(s.Since), d)
}

// tellPosts tells everybody who may act in a step now.
func (c Case) tellPosts(kind notify.Kind, s *Step, which string, d *Decision) {
	for _, post := range c.posts(s) {
		d.tell(notice(kind, c.ID, which), notify.ToHolders(post.ID, c.Applicant.ID))
	}
}

// tellEnd tells how the request ended: its applicant unless they withdrew it,
// the people concerned of what was approved, and whoever it waited for of what
// nobody has to decide any more.
func (c Case) tellEnd(asked []*Step, d *Decision) {
	applicant := notify.ToEmployee(c.Applicant.ID)
	switch c.State {
	case Approved:
		if c.Cancels == 0 {
			tellParties(notify.RequestApproved, c.Request, d)
		}
	case Refused:
		d.tell(notice(notify.RequestRefused, c.ID, ""), applicant)
	case Postponed:
		d.tell(notice(notify.RequestPostponed, c.ID, ""), applicant)
	case Lapsed:
		d.tell(notice(notify.RequestLapsed, c.ID, ""), applicant)
		c.tellDeciders(notify.RequestLapsed, asked, d)
	case Withdrawn:
		c.tellDeciders(notify.RequestWithdrawn, asked, d)
	case Waiting, Proposed, Cancelled:
	}
}

func (c Case) tellDeciders(kind notify.Kind, asked []*Step, d *Decision) {
	for _, s := range asked {
		if !s.Skipped {
			c.tellPosts(kind, s, "", d)
		}
	}
}

// tellParties tells the applicant and the people concerned.
func tellParties(kind notify.Kind, r *Request, d *Decision) {
	n := notice(kind, r.ID, "")
	d.tell(n, notify.ToEmployee(r.Applicant.ID))
	for _, p := range r.People {
		d.tell(n, notify.ToEmployee(p.ID))
	}
}

// facts are what the audit log keeps of a verdict: never its reason.
func (s *Step) facts() map[string]string {
	return map[string]string{"step": s.place(), "stage": string(s.Stage), "choice": string(s.Verdict.Choice)}
}

func entryOf(action audit.Action, id ID, m Moment, facts map[string]string) audit.Entry {
	return audit.Entry{At: m.Now, Action: action, Subject: SubjectOf(id), Facts: facts}
}

// in is the holding in which somebody acted.
func (a Act) in() staff.Holding {
	return staff.Holding{Position: staff.Position{ID: a.Position, Title: a.Title}, Capacity: a.As}
}
