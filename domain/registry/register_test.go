package registry_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestARegisteredLetterGoesToItsFirstPosition(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	e := entry()
	e.Sender, e.Files = "  Dinas \n Kebudayaan ", append(e.Files, e.Files...)
	done, err := desk.Register(t.Context(), clerk(), e, "form-1")
	if err != nil {
		t.Fatal(err)
	}
	now := today.At(9, 30, wita())
	same(t, "letter", disposition.Letter{
		ID: 1, UnitID: bureau, AgendaYear: 2026, AgendaNumber: 1, Number: "B.17.045/221/BKD", Date: today.AddDays(-2), Received: today,
		Sender: "Dinas Kebudayaan", Subject: "Undangan rapat", Speed: disposition.Urgent, Secrecy: disposition.Open,
		Files: []document.File{scan("a")}, Version: 1, RegisteredBy: 1, RegisteredByName: "Ni Kadek Ratnasari", RegisteredAt: now,
	}, done.Letter)
	same(t, "first", seat(head), done.First)
	same(t, "deadline by the speed", today.AddDays(1), done.Deadline)
	same(t, "disposition", []disposition.Disposition{
		{ID: 10, Routing: true, By: 1, ByName: "Ni Kadek Ratnasari", SentAt: now},
	}, kept.letters[0].Dispositions)
	same(t, "branch", []*disposition.Branch{
		{ID: 100, Version: 1, Disposition: 10, To: head, State: disposition.StateSent, Deadline: today.AddDays(1)},
	}, kept.letters[0].Branches)
	subject := notify.Subject{Kind: notify.SubjectBranch, ID: 100}
	letter := notify.Subject{Kind: notify.SubjectLetter, ID: 1}
	same(t, "told and audited", disposition.Decision{
		Audit: []audit.Entry{
			{At: now, Actor: 1, Account: 1001, Action: audit.LetterRegistered, Subject: letter, Facts: map[string]string{"unit": "10", "agenda": "1/2026"}},
			{At: now, Actor: 1, Account: 1001, Action: audit.DispositionSent, Subject: letter, Facts: map[string]string{"disposition": "10", "branches": "100"}},
		},
		Messages: []notify.Message{{
			Key: "disposition.new:branch:100", To: notify.Recipient{Position: head}, Kind: notify.DispositionNew, Class: notify.Ask, Subject: subject,
		}},
	}, kept.decision)
}

func TestTheSameFormRegistersOnce(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	first, err := desk.Register(t.Context(), clerk(), entry(), "form-1")
	again, repeated := desk.Register(t.Context(), clerk(), entry(), "form-1")
	if err = errors.Join(err, repeated); err != nil || len(kept.letters) != 1 {
		t.Fatalf("%d letters, %v", len(kept.letters), err)
	}
	same(t, "answer to the second tap", first, again)
}

func TestALetterEnteredAfterMidnightIsOfTheNewYear(t *testing.T) {
	t.Parallel()
	kept := &cupboard{}
	newYear := calendar.NewDate(2027, 1, 1)
	// It is still the old year in UTC.
	clock := calendar.Clock{Now: newYear.At(0, 5, wita()).UTC, Zone: wita()}
	desk := registry.NewDesk(kept, kept, kept, calendar.New(nil), clock)
	done, err := desk.Register(t.Context(), clerk(), entry(), "")
	if err != nil || done.Letter.AgendaYear != 2027 || done.Letter.Received != newYear {
		t.Errorf("agenda of %d, received %s, %v", done.Letter.AgendaYear, done.Letter.Received, err)
	}
}

// acts are all that a clerk can do about a unit or a letter of it.
func acts(desk *registry.Desk) map[string]func(context.Context, staff.Actor, staff.UnitID) error {
	return map[string]func(context.Context, staff.Actor, staff.UnitID) error{
		"register": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			e := entry()
			e.Unit = unit
			_, err := desk.Register(ctx, by, e, "")
			return err
		},
		"same": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Same(ctx, by, unit, "1", "Dinas")
			return err
		},
		"senders": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Senders(ctx, by, unit, "")
			return err
		},
		"line": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Line(ctx, by, unit, disposition.LineQuery{})
			return err
		},
		"seats": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Seats(ctx, by, unit, []staff.PositionID{head})
			return err
		},
		"heads": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Heads(ctx, by, unit)
			return err
		},
		"letter": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Letter(ctx, by, disposition.LetterID(unit))
			return err
		},
		"document": func(ctx context.Context, by staff.Actor, unit staff.UnitID) error {
			_, err := desk.Document(ctx, by, disposition.LetterID(unit), "a")
			return err
		},
	}
}

func TestOnlyTheClerksOfAUnitDoAnything(t *testing.T) {
	t.Parallel()
	retired, admin, personnel := clerk(), clerk(), clerk()
	retired.Active = false
	admin.Grants[0].Role, personnel.Grants[0].Role = staff.Admin, staff.Personnel
	holder := staff.Actor{Employee: staff.Employee{ID: 2, Active: true}, Holdings: []staff.Holding{{Position: staff.Position{ID: head, UnitID: bureau}, Leads: true}}}
	for name, c := range map[string]struct {
		by   staff.Actor
		unit staff.UnitID
		want error
		code string
	}{
		"clerk":                       {clerk(), bureau, nil, ""},
		"clerk of the unit above":     {clerk(), division, nil, ""},
		"clerk of another unit":       {clerk(), other, registry.ErrNotClerk, "not_clerk"},
		"administrator":               {admin, bureau, registry.ErrNotClerk, "not_clerk"},
		"personnel office":            {personnel, bureau, registry.ErrNotClerk, "not_clerk"},
		"head of the unit":            {holder, bureau, registry.ErrNotClerk, "not_clerk"},
		"stranger":                    {staff.Actor{}, bureau, registry.ErrNotClerk, "not_clerk"},
		"clerk who is active no more": {retired, bureau, staff.ErrInactive, "inactive"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for act := range acts(nil) {
				refusedOrNot(t, act, c.by, c.unit, c.want, c.code)
			}
		})
	}
}

func refusedOrNot(t *testing.T, act string, by staff.Actor, unit staff.UnitID, want error, code string) {
	t.Helper()
	desk, kept := openDesk()
	kept.letters = []*disposition.Dossier{letterOf(bureau), letterOf(division), letterOf(other)}
	if err := acts(desk)[act](t.Context(), by, unit); !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", act, err, want)
	}
	if want == nil {
		same(t, act+" in the audit log", []string(nil), kept.refusals())
		return
	}
	if act == "document" { // whoever may not see the letter does not come to its files
		act = "letter"
	}
	same(t, act+" in the audit log", []string{"action.refused " + act + " " + code}, kept.refusals())
}

func letterOf(unit staff.UnitID) *disposition.Dossier {
	return &disposition.Dossier{Letter: disposition.Letter{
		ID: disposition.LetterID(unit), UnitID: unit, Secrecy: disposition.Open, Files: []document.File{scan("a")},
	}}
}

func TestALetterGoesToThePositionsOfItsUnitOnly(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	e := entry()
	e.First = stranger
	if _, err := desk.Register(t.Context(), clerk(), e, ""); !errors.Is(err, registry.ErrNotInUnit) || len(kept.letters) > 0 {
		t.Errorf("registered: %v", err)
	}
	if _, err := desk.Seats(t.Context(), clerk(), bureau, []staff.PositionID{head, stranger}); !errors.Is(err, registry.ErrNotInUnit) {
		t.Errorf("chosen: %v", err)
	}
	same(t, "audit log", []string{"action.refused register not_in_unit", "action.refused seats not_in_unit"}, kept.refusals())
}

func TestWhatIsWrittenWrongIsNoRefusal(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	e := entry()
	e.Subject = ""
	if _, err := desk.Register(t.Context(), clerk(), e, ""); !errors.Is(err, registry.ErrMissing) {
		t.Errorf("got %v", err)
	}
	same(t, "audit log", []string(nil), kept.refusals())
}

func TestOfficesAreWhereSomebodyIsClerk(t *testing.T) {
	t.Parallel()
	desk, _ := openDesk()
	by := clerk()
	by.Grants = append(by.Grants, staff.Grant{Role: staff.Admin, UnitID: other, UnitName: "Biro Umum"})
	same(t, "offices", []staff.Unit{{ID: bureau, Name: "Biro Organisasi"}}, desk.Offices(by))
	by.Active = false
	same(t, "offices of who left", []staff.Unit(nil), desk.Offices(by))
}

func TestALetterWithoutNumberIsLikeNoOther(t *testing.T) {
	t.Parallel()
	desk, kept := openDesk()
	kept.lines = []registry.Line{{Letter: 1}}
	for number, want := range map[string]int{"B/1": 1, "-": 0, "": 0, " / ": 0} {
		found, err := desk.Same(t.Context(), clerk(), bureau, number, "Dinas")
		if err != nil || len(found) != want {
			t.Errorf("%q: %d, %v", number, len(found), err)
		}
	}
}

func TestWhatTheStoreCannotDoIsSaid(t *testing.T) {
	t.Parallel()
	for act := range acts(nil) {
		desk, kept := openDesk()
		kept.letters = []*disposition.Dossier{letterOf(bureau)}
		kept.broken = errBroken
		if err := acts(desk)[act](t.Context(), clerk(), bureau); !errors.Is(err, errBroken) || slices.Contains(kept.refusals(), act) {
			t.Errorf("%s: %v", act, err)
		}
	}
}
