package storetest

import (
	"fmt"
	"iter"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func account(holder int64) int64 { return int64(Account(staff.PositionID(holder))) }

// tables are all that an office has; the largest begin first.
func (o Office) tables() []table {
	return append([]table{
		o.branchTable(), o.dispositionTable(), o.instructionTable(), o.cardTable(), o.noticeTable(), o.letterTable(),
	}, o.staffTables()...)
}

// eachStep turns every step of every letter into a row.
func (o Office) eachStep(row func(l sent, step int) []any) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for l := range o.letters() {
			for step := range l.path {
				if !yield(row(l, step)) {
					return
				}
			}
		}
	}
}

func (o Office) dispositionTable() table {
	columns := []string{"id", "letter_id", "parent_branch_id", "from_position_id", "by_employee_id", "as_capacity", "note", "sent_at"}
	return table{"disposition", columns, o.eachStep(func(l sent, step int) []any {
		var parent any
		if step > 0 {
			parent = l.branch + int64(step) - 1
		}
		from := l.path[step].superior
		return []any{
			l.disposition + int64(step), l.number, parent, from, from, "DEFINITIF",
			"Mohon ditindaklanjuti sesuai ketentuan.", l.stepAt(step),
		}
	})}
}

func (o Office) instructionTable() table {
	return table{
		"disposition_instruction",
		[]string{"disposition_id", "ordinal", "wording"},
		o.eachStep(func(l sent, step int) []any {
			return []any{l.disposition + int64(step), int32(0), "Tindak lanjuti"}
		}),
	}
}

// branchTable has a branch for each step, and one for each copy.
func (o Office) branchTable() table {
	columns := []string{
		"id", "disposition_id", "letter_id", "position_id", "is_copy", "state", "deadline", "sent_at", "version",
		"read_at", "read_by", "read_position_id", "read_as",
		"started_at", "started_by", "started_position_id", "started_as",
		"ended_at", "ended_by", "ended_position_id", "ended_as", "report",
	}
	row := func(values []any, _ sent, _ int) []any { return values }
	if o.sends {
		columns = append(columns, "from_position_id")
		row = func(values []any, l sent, step int) []any { return append(values, l.path[step].superior) }
	}
	return table{"branch", columns, func(yield func([]any) bool) {
		for l := range o.letters() {
			for step := range l.path {
				if !yield(row(l.branchRow(step), l, step)) {
					return
				}
			}
			if l.copyTo != 0 && !yield(row(l.copyRow(), l, 1)) {
				return
			}
		}
	}}
}

// branchRow is the branch of a step: those above the last were forwarded, and done when it was.
func (s sent) branchRow(step int) []any {
	to, state := s.path[step].id, s.stateOf(step)
	var deadline, report any = nil, ""
	read, started, ended := noAct(), noAct(), noAct()
	if state != "SENT" {
		read = []any{s.stepAt(step).Add(60e9), to, to, "DEFINITIF"}
	}
	if state == "IN_PROGRESS" {
		started = []any{s.stepAt(step).Add(120e9), to, to, "DEFINITIF"}
	}
	if state == "DONE" {
		ended = []any{s.ended(), nil, nil, nil}
	}
	if step == s.last() {
		deadline = s.deadline
		if state == "DONE" {
			ended, report = []any{s.ended(), to, to, "DEFINITIF"}, "Sudah ditindaklanjuti, hasilnya disampaikan kepada pengirim."
		}
	}
	row := []any{
		s.branch + int64(step), s.disposition + int64(step), s.number, to, false, state, deadline, s.stepAt(step), s.version(step),
	}
	row = append(append(append(row, read...), started...), ended...)
	return append(row, report)
}

func (s sent) stateOf(step int) string {
	if step < s.last() && s.waits {
		return "FORWARDED"
	}
	return s.state
}

// version counts the changes that led to the state.
func (s sent) version(step int) int32 {
	return map[string]int32{"SENT": 1, "READ": 2, "IN_PROGRESS": 3, "FORWARDED": 3, "DONE": 3}[s.stateOf(step)]
}

func noAct() []any { return []any{nil, nil, nil, nil} }

// copyRow is the copy of the second step: read, unless the letter still waits.
func (s sent) copyRow() []any {
	state, version, read := "READ", int32(2), []any{s.stepAt(1).Add(600e9), s.copyTo, s.copyTo, "DEFINITIF"}
	if s.waits {
		state, version, read = "SENT", 1, noAct()
	}
	row := []any{
		s.branch + int64(len(s.path)), s.disposition + 1, s.number, s.copyTo, true, state, nil, s.stepAt(1), version,
	}
	row = append(append(append(row, read...), noAct()...), noAct()...)
	return append(row, "")
}

// cardTable has the message on which each finished branch was seen the last time.
func (o Office) cardTable() table {
	columns := []string{"account", "message_id", "subject_kind", "subject_id", "version", "shown_at"}
	seen := o.eachStep(func(l sent, step int) []any {
		if l.waits {
			return nil
		}
		id := l.branch + int64(step)
		return []any{account(l.path[step].id), 1_000_000_000 + id, string(notify.SubjectBranch), id, l.version(step), l.stepAt(step).Add(60e9)}
	})
	return table{"card", columns, without(seen)}
}

// noticeTable has what the senders of finished branches were told.
func (o Office) noticeTable() table {
	columns := []string{
		"key", "employee_id", "kind", "class", "subject_kind", "subject_id", "state", "not_before", "claimed_at", "tried",
		"attempt", "message_id", "outcome", "created_at", "sent_at",
	}
	told := o.eachStep(func(l sent, step int) []any {
		if l.waits {
			return nil
		}
		id, sender, at := l.branch+int64(step), l.path[step].superior, l.ended()
		return []any{
			fmt.Sprintf("%s:%s:%d", notify.DispositionDone, notify.SubjectBranch, id), sender, string(notify.DispositionDone),
			string(notify.Ask), string(notify.SubjectBranch), id, "SENT", at, at, account(sender), int32(1), 2_000_000_000 + id,
			"sent", at, at,
		}
	})
	return table{"notice", columns, without(told)}
}

// without leaves out the rows that are none.
func without(rows iter.Seq[[]any]) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for row := range rows {
			if row != nil && !yield(row) {
				return
			}
		}
	}
}
