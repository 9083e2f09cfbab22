package request

import (
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Advance moves a request on by itself as far as it is due: verdicts that can
// no longer be taken back take effect, whose days have passed lapses, and a
// step that nobody answered is escalated. A second call changes nothing.
func (c Case) Advance(m Moment) Decision {
	var d Decision
	if !c.State.Open() {
		return d
	}
	c.settleDue(m, &d)
	if at := c.lapseAt(m.Zone); c.State.Open() && len(c.pending()) == 0 && !at.IsZero() && !m.Now.Before(at) {
		c.end(Lapsed, "", m, &d)
	}
	for _, s := range c.waiting() {
		if s.Escalated == 0 && !s.EscalateAt.IsZero() && !m.Now.Before(s.EscalateAt) {
			c.escalate(s, m, &d)
		}
	}
	if len(d.Audit) > 0 {
		c.changed(m)
	}
	return d
}

// foresee shows a case as its next change will find it, without counting it
// as a change: the job that advances it may be late.
func (c Case) foresee(m Moment) {
	version := c.Version
	c.Advance(m)
	c.Version = version
}

// settleDue settles in the order in which verdicts were given.
func (c Case) settleDue(m Moment, d *Decision) {
	for _, s := range c.pending() {
		if !s.pending() || m.Now.Before(s.Verdict.Act.At.Add(UndoFor)) {
			continue // an end dropped it, or it can still be taken back
		}
		c.settle(s, m, d)
	}
}

// escalate lets the next level act as well; where there is none, it is noted
// and the step goes on waiting.
func (c Case) escalate(s *Step, m Moment, d *Decision) {
	post, ok := c.Line.next(s.Position, c.Applicant.ID)
	s.EscalateAt = time.Time{}
	s.Escalated, s.EscalatedTitle = post.ID, post.Title
	facts := map[string]string{"step": s.place(), "to": strconv.FormatInt(int64(post.ID), 10)}
	d.add(entryOf(audit.RequestEscalated, c.ID, m, facts))
	if !ok {
		return
	}
	n := notice(notify.RequestEscalated, c.ID, s.place()+":"+stamp(s.Since))
	d.tell(n, notify.ToHolders(post.ID, 0))
	d.tell(n, notify.ToEmployee(c.Applicant.ID))
}

// changed counts a change, and says when the request moves on by itself.
func (c Case) changed(m Moment) {
	c.Version++
	c.WakeAt = c.wakeAt(m)
}

// actOf says who acts in a step, in which position and as what.
func (c Case) actOf(by staff.Actor, s *Step, m Moment) Act {
	post, holder, _ := c.postOf(by, s)
	return Act{
		At: m.Now, By: by.ID, ByName: by.Name, ByNIP: by.NIP,
		Position: post.ID, Title: post.Title, As: holder.As,
	}
}
