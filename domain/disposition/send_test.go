package disposition_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestWhatIsDisposedGoesToEachRecipientWithACopyForTheOthers(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	s := sendingTo(d, desk1, desk2, neighbour)
	s.To, s.Copies = []staff.PositionID{desk1, desk2}, []staff.PositionID{neighbour, desk1}
	s.Note = "  Mohon dibahas.  "
	got, err := d.Dispose(toSection, s, karya, tappedAt)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "disposition", d.Dispositions[3], disposition.Disposition{
		ID: 1003, Parent: toSection, From: section, By: 403, ByName: "I Nyoman Karya", As: staff.Plh,
		Instructions: []string{"Tindak lanjuti"}, Note: "Mohon dibahas.", SentAt: tappedAt,
	})
	due := calendar.NewDate(2026, 2, 9)
	child := func(id disposition.BranchID, to staff.PositionID, isCopy bool, due calendar.Date) *disposition.Branch {
		return &disposition.Branch{
			ID: id, Version: 1, Disposition: 1003, To: to, ToTitle: titleOf(to), ToUnit: "Biro Umum",
			Copy: isCopy, State: disposition.StateSent, Deadline: due,
		}
	}
	same(t, "branches", d.Branches[3:], []*disposition.Branch{
		child(4, desk1, false, due), child(5, desk2, false, due), child(6, neighbour, true, calendar.Date{}),
	})
	same(t, "state", branch(t, d, toSection).State, disposition.StateForwarded)
	line := noted(audit.DispositionSent)
	line.Facts = map[string]string{"disposition": "1003", "branches": "4,5,6"}
	var messages []notify.Message
	for i, to := range []staff.PositionID{desk1, desk2, neighbour} {
		subject := disposition.SubjectOf(disposition.BranchID(4 + i))
		messages = append(messages, notify.Message{
			Key: "disposition.new:" + subject.String(), To: notify.ToHolders(to, 0),
			Kind: notify.DispositionNew, Class: notify.Ask, Subject: subject,
		})
	}
	same(t, "decision", got, disposition.Decision{Audit: []audit.Entry{line}, Messages: messages})
}

func TestWhoSendsOnHasReadIt(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateSent})
	if _, err := attempt(d, disposition.ActionDispose, toSection, karya); err != nil {
		t.Fatal(err)
	}
	same(t, "read", branch(t, d, toSection).Read, byKarya)
}

func TestAnOrderThatCannotBeSentIsRefusedAndChangesNothing(t *testing.T) {
	t.Parallel()
	many := make([]staff.PositionID, disposition.MaxRecipients+1)
	for i := range many {
		many[i] = staff.PositionID(7000 + i)
	}
	tests := []struct {
		name    string
		secrecy disposition.Secrecy
		spoil   func(s *disposition.Sending)
		want    error
	}{
		{"nobody", disposition.Open, func(s *disposition.Sending) { s.To = nil }, disposition.ErrNoRecipient},
		{"copies only", disposition.Open, func(s *disposition.Sending) { s.To, s.Copies = nil, s.To }, disposition.ErrNoRecipient},
		{"too many", disposition.Open, func(s *disposition.Sending) { s.To = many }, disposition.ErrTooManyRecipients},
		{"too many with copies", disposition.Open, func(s *disposition.Sending) { s.Copies = many[1:] }, disposition.ErrTooManyRecipients},
		{"somebody above", disposition.Open, func(s *disposition.Sending) { s.To = append(s.To, head) }, disposition.ErrNotBelow},
		{"a copy for somebody above", disposition.Open, func(s *disposition.Sending) { s.Copies = []staff.PositionID{head} }, disposition.ErrNotBelow},
		{"no word", disposition.Open, func(s *disposition.Sending) { s.Instructions, s.Note = nil, " \u200b" }, disposition.ErrNoInstruction},
		{"a long note", disposition.Open, func(s *disposition.Sending) { s.Note = strings.Repeat("x", 1001) }, &disposition.TooLongError{Length: 1001, Limit: 1000}},
		{"due yesterday", disposition.Open, func(s *disposition.Sending) { s.Deadline = calendar.NewDate(2026, 2, 4) }, disposition.ErrDeadlinePast},
		{"a secret instruction", disposition.Secret, func(s *disposition.Sending) { s.Instructions = []string{"Tindak lanjuti"} }, disposition.ErrSecretInOffice},
		{"a secret note", disposition.TopSecret, func(s *disposition.Sending) { s.Note = "Mohon dibahas." }, disposition.ErrSecretInOffice},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: disposition.StateRead, Secrecy: tt.secrecy})
			s := sendingTo(d, desk1)
			tt.spoil(&s)
			before := copyOf(d)
			got, err := d.Dispose(toSection, s, karya, tappedAt)
			sameError(t, err, tt.want)
			same(t, "decision", got, disposition.Decision{})
			same(t, "dossier", d, before)
		})
	}
}

func TestANoteWillDoWithoutInstructionAndTodayIsNotPast(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	s := sendingTo(d, desk1)
	s.Instructions, s.Note, s.Deadline = nil, "Mohon dibahas.", s.Today
	if _, err := d.Dispose(toSection, s, karya, tappedAt); err != nil {
		t.Error(err)
	}
}

func TestAStoreThatSetsNoNumbersAsideIsAMistake(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	s := sendingTo(d, desk1, desk2)
	setAside(d, 1)
	before := copyOf(d)
	if _, err := d.Dispose(toSection, s, karya, tappedAt); err == nil {
		t.Error("two branches with one number")
	}
	same(t, "dossier", d, before)
}

func TestWhoHasItDoesNotGetItAgain(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	if _, err := d.Dispose(toSection, sendingTo(d, desk1), karya, tappedAt); err != nil {
		t.Fatal(err)
	}
	_, err := d.Dispose(toSection, sendingTo(d, desk2, desk1), people()["recipient"], tappedAt)
	sameError(t, err, &disposition.SentAlreadyError{To: titleOf(desk1), At: tappedAt})
	if _, err := d.Finish(4, disposition.Report{Text: "Sudah."}, holder(desk1), tappedAt); err != nil {
		t.Fatal(err)
	}
	same(t, "the letter's state", branch(t, d, toSection).State, disposition.StateDone)
}

func TestWhoHasEndedItMayGetItAgainWhileOthersWork(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	if _, err := d.Dispose(toSection, sendingTo(d, desk1, desk2), karya, tappedAt); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Finish(4, disposition.Report{Text: "Sudah."}, holder(desk1), tappedAt); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Dispose(toSection, sendingTo(d, desk1), karya, tappedAt); err != nil {
		t.Error(err)
	}
	same(t, "branches", len(d.Branches), 6)
}

func TestWhatCameBackGoesElsewhereInTheNameOfTheSameSender(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateReturned})
	sender := people()["sender"]
	got, err := d.Redirect(toSection, sendingTo(d, neighbour), sender, tappedAt)
	if err != nil {
		t.Fatal(err)
	}
	act := disposition.Act{At: tappedAt, By: sender.ID, ByName: sender.Name, Position: bureau, As: staff.Definitive}
	same(t, "settled", branch(t, d, toSection).Settled, act)
	same(t, "the old one's state", branch(t, d, toSection).State, disposition.StateReturned)
	same(t, "sent", d.Dispositions[3], disposition.Disposition{
		ID: 1003, Parent: toBureau, From: bureau, By: sender.ID, ByName: sender.Name, As: staff.Definitive,
		Instructions: []string{"Tindak lanjuti"}, SentAt: tappedAt,
	})
	same(t, "to", branch(t, d, 4).To, neighbour)
	same(t, "lines", actions(got), []audit.Action{audit.BranchSettled, audit.DispositionSent})
	same(t, "subject of what was sent", got.Audit[1].Subject, disposition.SubjectOf(toBureau))
	same(t, "the one above", branch(t, d, toBureau).State, disposition.StateForwarded)
}

func actions(d disposition.Decision) []audit.Action {
	var all []audit.Action
	for _, e := range d.Audit {
		all = append(all, e.Action)
	}
	return all
}

func TestWhatCameBackMayGoToTheSameRecipientAgain(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateReturned})
	if _, err := d.Redirect(toSection, sendingTo(d, section), people()["sender"], tappedAt); err != nil {
		t.Error(err)
	}
}

func TestTheRegistryPassesOnWithoutWords(t *testing.T) {
	t.Parallel()
	d := plant("1 RETURNED")
	d.Dispositions[0] = disposition.Disposition{ID: top, By: 601, Routing: true}
	s := sendingTo(d.Dossier, elsewhere)
	s.Instructions = nil
	got, err := d.Redirect(1, s, clerk(603, registry), tappedAt)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "sent", d.Dispositions[1], disposition.Disposition{ID: 1001, By: 603, ByName: "I Gede Putra Adnyana", SentAt: tappedAt, Routing: true})
	same(t, "settled", d.Branches[0].Settled, disposition.Act{At: tappedAt, By: 603, ByName: "I Gede Putra Adnyana"})
	same(t, "subject of what was sent", got.Audit[1].Subject, disposition.SubjectOfLetter(77))
}

func TestTheRegistryIsToldOfReturnsOnly(t *testing.T) {
	t.Parallel()
	told := map[disposition.Action][]notify.Recipient{
		disposition.ActionReturn:  {notify.ToClerks(registry, 501)},
		disposition.ActionFinish:  nil,
		disposition.ActionArchive: nil,
	}
	for act, want := range told {
		d := plant("1 READ")
		d.Dispositions[0] = disposition.Disposition{ID: top, By: 601, Routing: true}
		decision, err := attempt(d.Dossier, act, 1, holder(1))
		if err != nil {
			t.Fatal(err)
		}
		var to []notify.Recipient
		for _, m := range decision.Messages {
			to = append(to, m.To)
		}
		same(t, string(act), to, want)
	}
}

func TestWhatWentOnWithoutItGoesNowhereElse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		tree []string
		on   string
		by   staff.PositionID
	}{
		{"the one above is done", []string{"1 DONE", "1.1 CANCELLED", "2 READ"}, "1.1", 1},
		{"the one above was returned", []string{"1 RETURNED", "1.1 CANCELLED"}, "1.1", 1},
		{"the letter is complete", []string{"1 DONE", "2 CANCELLED"}, "2", top},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := plant(tt.tree...)
			if tt.by == top {
				d.Letter.CompletedAt = endedAt
			}
			_, err := attempt(d.Dossier, disposition.ActionRedirect, d.ids[tt.on], holder(tt.by))
			sameError(t, err, disposition.ErrClosed)
			same(t, "branches", len(d.Branches), len(tt.tree))
		})
	}
}

func TestWhatIsInTheHandsOfItsRecipientAgainIsSentOnWithTheNext(t *testing.T) {
	t.Parallel()
	d := plant("1 IN_PROGRESS", "1.1 CANCELLED")
	if _, err := attempt(d.Dossier, disposition.ActionRedirect, 2, holder(1)); err != nil {
		t.Fatal(err)
	}
	same(t, "states", d.states(t), map[string]disposition.State{"1": disposition.StateForwarded, "1.1": disposition.StateCancelled})
	eachTouchedOnce(t, d)
}

func TestArchivedIsDoneWithANoteAndTellsTheSender(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead})
	got, err := d.Archive(toSection, " Cukup diketahui. ", karya, tappedAt)
	if err != nil {
		t.Fatal(err)
	}
	b := branch(t, d, toSection)
	same(t, "branch", []any{b.State, b.Archived, b.Report, b.Ended}, []any{disposition.StateDone, true, "Cukup diketahui.", byKarya})
	same(t, "line", got.Audit[0], noted(audit.BranchArchived))
	same(t, "message", got.Messages[0], told(notify.DispositionDone, "disposition.done:branch:3", toSection, bureau))
	same(t, "complete", d.Letter.CompletedAt, tappedAt)
}

func TestOfASecretLetterNothingIsWrittenIntoTheArchive(t *testing.T) {
	t.Parallel()
	d := chain(standing{State: disposition.StateRead, Secrecy: disposition.Secret})
	_, err := d.Archive(toSection, "Cukup diketahui.", karya, tappedAt)
	sameError(t, err, disposition.ErrSecretInOffice)
	_, err = chain(standing{State: disposition.StateRead}).Archive(toSection, strings.Repeat("x", 1001), karya, tappedAt)
	sameError(t, err, &disposition.TooLongError{Length: 1001, Limit: 1000})
}

func TestOrdersOfAllSizesAreSent(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1, disposition.MaxRecipients} {
		d := chain(standing{State: disposition.StateRead})
		var to []staff.PositionID
		for i := range size {
			to = append(to, staff.PositionID(7000+i))
		}
		if _, err := d.Dispose(toSection, sendingTo(d, slices.Concat(to, to)...), karya, tappedAt); err != nil {
			t.Errorf("%d recipients, each named twice: %v", size, err)
		}
		same(t, "new branches", len(d.Branches)-3, size)
	}
}
