package roster

import (
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
)

// Settle gives every branch what became of it: what the progress says;
// FORWARDED where a disposition hands the branch on, and DONE where all those
// children are done. Progress that fits no branch is left out; [Office.Check] says so.
func (o *Office) Settle(progress []Progress) {
	s := settling{branches: o.branches(), children: o.children(), settled: map[BranchKey]bool{}}
	for _, p := range progress {
		if b := s.branches[p.BranchKey]; b != nil {
			p.apply(b)
		}
	}
	for key := range s.children {
		s.settle(key)
	}
}

// SetDeadlines gives the office's default to every branch that asks for
// something and has no deadline of its own.
func (o *Office) SetDeadlines(known Keys, cal *calendar.Calendar, zone *time.Location) {
	letters := lettersOf(*o, known)
	for _, d := range o.Dispositions {
		day := disposition.DefaultDeadline(letters[d.Letter].Speed, calendar.DateOf(d.SentAt, zone), cal)
		for i := range d.Branches {
			if b := &d.Branches[i]; !b.Copy && b.Deadline.IsZero() {
				b.Deadline = day
			}
		}
	}
}

// branches finds each branch by its key.
func (o *Office) branches() map[BranchKey]*Branch {
	all := map[BranchKey]*Branch{}
	for _, d := range o.Dispositions {
		for i := range d.Branches {
			all[d.Key(d.Branches[i].To)] = &d.Branches[i]
		}
	}
	return all
}

// children finds the dispositions that hand a branch on.
func (o *Office) children() map[BranchKey][]Disposition {
	all := map[BranchKey][]Disposition{}
	for _, d := range o.Dispositions {
		if d.Parent.Disposition != "" {
			all[d.Parent] = append(all[d.Parent], d)
		}
	}
	return all
}

type settling struct {
	branches map[BranchKey]*Branch
	children map[BranchKey][]Disposition
	settled  map[BranchKey]bool
}

// settle gives a branch that was handed on its state, after those below it.
func (s settling) settle(key BranchKey) {
	branch, children := s.branches[key], s.children[key]
	if branch == nil || len(children) == 0 || s.settled[key] {
		return
	}
	s.settled[key] = true
	branch.State, branch.Ended = disposition.StateDone, Act{}
	for _, child := range children {
		branch.readBy(Act{At: child.SentAt, By: child.By, As: child.As})
		for _, b := range child.Branches {
			s.settle(child.Key(b.To))
			s.follow(branch, s.branches[child.Key(b.To)])
		}
	}
	if branch.State == disposition.StateForwarded {
		branch.Ended = Act{}
	}
}

// follow lets a branch be done no earlier than its child.
func (s settling) follow(branch, child *Branch) {
	switch {
	case child.Copy:
	case child.State != disposition.StateDone:
		branch.State = disposition.StateForwarded
	case child.Ended.At.After(branch.Ended.At):
		branch.Ended.At = child.Ended.At
	}
}

func (b *Branch) readBy(act Act) {
	if b.Read.At.IsZero() || act.At.Before(b.Read.At) {
		b.Read = act
	}
}
