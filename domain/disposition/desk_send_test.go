package disposition_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

func anOrder(to ...staff.PositionID) disposition.Order {
	return disposition.Order{To: to, Instructions: []string{"Tindak lanjuti"}}
}

func recipients(branches []*disposition.Branch) []staff.PositionID {
	var all []staff.PositionID
	for _, b := range branches {
		all = append(all, b.To)
	}
	return all
}

func TestAnOrderAtTheDeskIsSentOnceAndAnsweredAlike(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateRead})
	for range 3 {
		sent, err := desk.Dispose(t.Context(), karya, toSection, anOrder(desk1, desk2), "draft-1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, "sent from", sent.Branch.State, disposition.StateForwarded)
		same(t, "disposition", sent.Disposition.From, section)
		same(t, "to", recipients(sent.Branches), []staff.PositionID{desk1, desk2})
		same(t, "due by the speed", sent.Branches[0].Deadline, desk.DefaultDeadline(disposition.Ordinary))
	}
	same(t, "decisions", len(k.saved), 1)
	same(t, "refusals", len(k.noted), 0)
}

func TestTheDefaultDeadlineIsCountedFromToday(t *testing.T) {
	t.Parallel()
	desk, _ := openDesk(standing{State: disposition.StateRead}) // a Thursday
	for speed, want := range map[disposition.Speed]string{
		disposition.VeryUrgent: "2026-02-05", disposition.Urgent: "2026-02-06", disposition.Ordinary: "2026-02-10",
	} {
		same(t, string(speed), desk.DefaultDeadline(speed), date(t, want))
	}
}

func TestARedirectAtTheDeskIsSentOnceAndAnsweredAlike(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateReturned})
	for range 2 {
		sent, err := desk.Redirect(t.Context(), people()["sender"], toSection, anOrder(neighbour), "draft-1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, "disposition", sent.Disposition.Parent, toBureau)
		same(t, "to", recipients(sent.Branches), []staff.PositionID{neighbour})
		same(t, "settled", sent.Branch.Settled.At, tappedAt)
	}
	same(t, "decisions", len(k.saved), 1)
}

func TestWhatWasSentBeforeIsSentAgainByOneTap(t *testing.T) {
	t.Parallel()
	for secrecy, instructions := range map[disposition.Secrecy][]string{disposition.Open: {"Tindak lanjuti"}, disposition.Secret: nil} {
		desk, _ := openDesk(standing{State: disposition.StateRead, Secrecy: secrecy})
		sent, err := desk.Quickly(t.Context(), karya, toSection, 44, "draft-1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, "to", recipients(sent.Branches), []staff.PositionID{desk1, desk2})
		same(t, "copy", []bool{sent.Branches[0].Copy, sent.Branches[1].Copy}, []bool{false, true})
		same(t, "instructions", sent.Disposition.Instructions, instructions)
	}
}

func TestRefusalsOfWhatIsSentAreAudited(t *testing.T) {
	t.Parallel()
	type try func(d *disposition.Desk, by staff.Actor) error
	dispose := func(to ...staff.PositionID) try {
		return func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Dispose(t.Context(), by, toSection, anOrder(to...), "draft-1")
			return err
		}
	}
	tests := []struct {
		name   string
		state  disposition.State
		who    string
		try    try
		action string
		reason string
	}{
		{"to somebody above", disposition.StateRead, "recipient", dispose(desk1, head), "dispose", "not_below"},
		{"by a stranger to somebody above", disposition.StateRead, "stranger", dispose(head), "dispose", "not_yours"},
		{"by who leads nobody", disposition.StateRead, "recipient without staff", dispose(desk1), "dispose", "only_head"},
		{"by the sender", disposition.StateRead, "sender", dispose(neighbour), "dispose", "only_recipient"},
		{"like what was never sent", disposition.StateRead, "recipient", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Quickly(t.Context(), by, toSection, 4711, "draft-1")
			return err
		}, "dispose", "not_below"},
		{"elsewhere, though it never came back", disposition.StateRead, "sender", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Redirect(t.Context(), by, toSection, anOrder(neighbour), "draft-1")
			return err
		}, "redirect", "not_returned"},
		{"taken back when it was read", disposition.StateRead, "sender", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Cancel(t.Context(), by, toSection)
			return err
		}, "cancel", "read"},
		{"taken over by its recipient", disposition.StateReturned, "recipient", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.TakeOver(t.Context(), by, toSection)
			return err
		}, "take_over", "only_sender"},
		{"archived by who leads nobody", disposition.StateRead, "recipient without staff", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Archive(t.Context(), by, toSection, "", "draft-1")
			return err
		}, "archive", "only_head"},
		{"hurried twice", disposition.StateRead, "sender", func(d *disposition.Desk, by staff.Actor) error {
			_, first := d.Nudge(t.Context(), by, toSection)
			_, err := d.Nudge(t.Context(), by, toSection)
			return errors.Join(first, err)
		}, "nudge", "nudged"},
		{"a seat above is asked for", disposition.StateRead, "recipient", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Seats(t.Context(), by, disposition.ActionDispose, toSection, []staff.PositionID{desk1, head})
			return err
		}, "dispose", "not_below"},
		{"the line is asked for by a colleague", disposition.StateRead, "colleague", func(d *disposition.Desk, by staff.Actor) error {
			_, err := d.Line(t.Context(), by, disposition.ActionDispose, toSection, disposition.LineQuery{})
			return err
		}, "dispose", "not_yours"},
		{"the usual ones are asked for by a colleague", disposition.StateRead, "colleague", func(d *disposition.Desk, by staff.Actor) error {
			_, _, err := d.Usual(t.Context(), by, disposition.ActionDispose, toSection)
			return err
		}, "dispose", "not_yours"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, k := openDesk(standing{State: tt.state})
			if err := tt.try(desk, people()[tt.who]); err == nil {
				t.Fatal("it was not refused")
			}
			if len(k.noted) != 1 {
				t.Fatalf("noted %v, want one line", k.noted)
			}
			same(t, "action", k.noted[0].Action, audit.ActionRefused)
			same(t, "facts", k.noted[0].Facts, map[string]string{"action": tt.action, "reason": tt.reason})
		})
	}
}

func TestMistakesInAnOrderAreNotAudited(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateRead})
	_, err := desk.Dispose(t.Context(), karya, toSection, disposition.Order{To: []staff.PositionID{desk1}}, "draft-1")
	sameError(t, err, disposition.ErrNoInstruction)
	_, err = desk.Dispose(t.Context(), karya, toSection, anOrder(slices.Repeat([]staff.PositionID{desk1}, 60)...), "draft-2")
	if err != nil {
		t.Errorf("one recipient named often: %v", err)
	}
	var many []staff.PositionID
	for i := range 60 {
		many = append(many, staff.PositionID(7000+i))
	}
	_, err = desk.Dispose(t.Context(), karya, toSection, anOrder(many...), "draft-3")
	sameError(t, err, disposition.ErrTooManyRecipients)
	same(t, "lines", k.noted, []audit.Entry(nil))
}

func TestWhoMayBeChosenStandsBelowTheSender(t *testing.T) {
	t.Parallel()
	ids := func(seats []disposition.Seat) []staff.PositionID {
		var all []staff.PositionID
		for _, s := range seats {
			all = append(all, s.ID)
		}
		return all
	}
	tests := []struct {
		name     string
		standing standing
		act      disposition.Action
		who      string
		line     []staff.PositionID
		usual    []staff.PositionID
	}{
		{"for the recipient", standing{State: disposition.StateRead}, disposition.ActionDispose, "recipient", []staff.PositionID{desk1, desk2}, []staff.PositionID{desk1}},
		{"for the sender", standing{State: disposition.StateReturned}, disposition.ActionRedirect, "sender", []staff.PositionID{section, neighbour}, nil},
		{"for the registry", standing{State: disposition.StateReturned, Routed: true}, disposition.ActionRedirect, "clerk of the unit", []staff.PositionID{head, elsewhere}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, _ := openDesk(tt.standing)
			by := people()[tt.who]
			page, err := desk.Line(t.Context(), by, tt.act, toSection, disposition.LineQuery{Offset: -3})
			if err != nil {
				t.Fatal(err)
			}
			same(t, "line", ids(page.Seats), tt.line)
			same(t, "offset", page.Offset, 0)
			slices.Reverse(tt.line)
			seats, err := desk.Seats(t.Context(), by, tt.act, toSection, tt.line)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "seats in their order", ids(seats), tt.line)
			seats, _, err = desk.Usual(t.Context(), by, tt.act, toSection)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "usual", ids(seats), tt.usual)
		})
	}
}

func TestEveryActOfTheSenderAtTheDeskIsSaved(t *testing.T) {
	t.Parallel()
	sender := people()["sender"]
	tests := []struct {
		name string
		from disposition.State
		do   func(d *disposition.Desk) (disposition.View, error)
		line audit.Action
	}{
		{"taken back", disposition.StateSent, func(d *disposition.Desk) (disposition.View, error) {
			return d.Cancel(t.Context(), sender, toSection)
		}, audit.BranchCancelled},
		{"taken over", disposition.StateReturned, func(d *disposition.Desk) (disposition.View, error) {
			return d.TakeOver(t.Context(), sender, toSection)
		}, audit.BranchSettled},
		{"hurried", disposition.StateRead, func(d *disposition.Desk) (disposition.View, error) {
			return d.Nudge(t.Context(), sender, toSection)
		}, audit.BranchNudged},
		{"archived", disposition.StateRead, func(d *disposition.Desk) (disposition.View, error) {
			return d.Archive(t.Context(), karya, toSection, "", "draft-1")
		}, audit.BranchArchived},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, k := openDesk(standing{State: tt.from})
			view, err := tt.do(desk)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "decisions", len(k.saved), 1)
			same(t, "line", k.saved[0].Audit[0].Action, tt.line)
			same(t, "version", view.Branch.Version, 6)
			same(t, "may be hurried again today", slices.Contains(view.Allowed, disposition.ActionNudge), false)
		})
	}
}

func TestTheInstructionsAreTheOffices(t *testing.T) {
	t.Parallel()
	desk, k := openDesk(standing{State: disposition.StateRead})
	got, err := desk.Instructions(t.Context())
	same(t, "instructions", got, []disposition.Instruction{{ID: 1, Wording: "Tindak lanjuti"}})
	sameError(t, err, nil)
	k.broken = errors.New("the database is away")
	_, err = desk.Instructions(t.Context())
	sameError(t, err, k.broken)
}
