package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
)

func TestTenClerksGetTenNumbers(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	by, desk := o.actor(kadek), o.registryDesk()
	e := o.incoming("1")
	errs := atOnce(10, func(i int) error {
		mine := e
		mine.Number = fmt.Sprint(i)
		_, err := desk.Register(t.Context(), by, mine, fmt.Sprint("form ", i))
		return err
	})
	if n := succeeded(errs); n != 10 {
		t.Errorf("%d of ten are registered: %v", n, errors.Join(errs...))
	}
	same(t, "agenda", counted(12), o.agenda("SETDA", 2026)) // two were imported
	if uses := o.number("SELECT uses FROM correspondent WHERE name = 'Dinas Kebudayaan'"); uses != 10 {
		t.Errorf("their sender was counted %d times", uses)
	}
	o.wholeAuditLog()
}

func TestWhoFailsInTheMiddleLeavesNoGap(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	errs := atOnce(12, func(i int) error {
		d := o.entered("SETDA", 2026)
		if i%3 == 0 { // by then it has its number
			d.Letter.Files = []document.File{{ID: "nobody kept it", Name: "x.pdf"}}
		}
		_, err := o.AddLetter(t.Context(), d, "", nothingTold)
		return err
	})
	if n := succeeded(errs); n != 8 {
		t.Errorf("%d are saved, want 8: %v", n, errors.Join(errs...))
	}
	same(t, "agenda", counted(10), o.agenda("SETDA", 2026))
}

func TestEachUnitAndYearCountsForItself(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	units, years := []string{"SETDA", "ORG"}, []int{2026, 2027}
	errs := atOnce(20, func(i int) error {
		_, err := o.AddLetter(t.Context(), o.entered(units[i%2], years[i/2%2]), "", nothingTold)
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		unit string
		year int
		last int
	}{{"SETDA", 2026, 7}, {"SETDA", 2027, 5}, {"ORG", 2026, 5}, {"ORG", 2027, 5}} {
		same(t, fmt.Sprintf("agenda of %s in %d", c.unit, c.year), counted(c.last), o.agenda(c.unit, c.year))
	}
}

func TestTheSameFormIsOneLetterHoweverOftenItIsSent(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	by, desk, e := o.actor(kadek), o.registryDesk(), o.incoming("1")
	answers := make([]registry.Registered, 8)
	errs := atOnce(len(answers), func(i int) (err error) {
		answers[i], err = desk.Register(t.Context(), by, e, "form")
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, answer := range answers {
		same(t, "answer", answers[0], answer)
	}
	same(t, "agenda", counted(3), o.agenda("SETDA", 2026))
	if told := o.number("SELECT count(DISTINCT key) FROM notice WHERE kind = 'disposition.new' AND subject_id = $1", int64(answers[0].Branch)); told != 1 {
		t.Errorf("told of %d", told)
	}
}

func TestAFormIsNotSentForAnotherRegistry(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.exec("INSERT INTO role_grant (employee_id, role, unit_id) VALUES ($1, 'TU', $2)", int64(o.employee(putu)), int64(o.unit("ORG")))
	if _, err := o.registryDesk().Register(t.Context(), o.actor(kadek), o.incoming("1"), "form"); err != nil {
		t.Fatal(err)
	}
	e := o.incoming("1")
	e.Unit = o.unit("ORG")
	if _, err := o.registryDesk().Register(t.Context(), o.actor(putu), e, "form"); !errors.Is(err, registry.ErrNotClerk) {
		t.Errorf("got %v", err)
	}
}

// What an import is about to save under the next number is waited for; then the number is taken, or free.
func TestAnImportAndAClerkDoNotTakeTheSameNumber(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end  func(pgx.Tx) error
		want int
	}{
		"the import goes through": {func(tx pgx.Tx) error { return tx.Commit(t.Context()) }, 4},
		"the import fails":        {func(tx pgx.Tx) error { return tx.Rollback(t.Context()) }, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := openOffice(t)
			d := o.entered("SETDA", 2026)
			tx, err := o.Pool().Begin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer tx.Rollback(context.WithoutCancel(t.Context())) // a test that fails leaves nothing open
			_, err = tx.Exec(t.Context(), `INSERT INTO letter (unit_id, agenda_year, agenda_number, number, dated, received, sender, subject, speed, secrecy)
				VALUES ($1, 2026, 3, 'x', now(), now(), 'x', 'x', 'BIASA', 'BIASA')`, int64(d.Letter.UnitID))
			if err != nil {
				t.Fatal(err)
			}
			var saved *disposition.Dossier
			entered := make(chan error, 1)
			go func() {
				var err error
				saved, err = o.AddLetter(t.Context(), d, "", nothingTold)
				entered <- err
			}()
			o.awaitBlocked(1, entered)
			if err := errors.Join(c.end(tx), <-entered); err != nil {
				t.Fatal(err)
			}
			if saved.Letter.AgendaNumber != c.want {
				t.Errorf("entered as number %d, want %d", saved.Letter.AgendaNumber, c.want)
			}
		})
	}
}

// While a letter is entered, others open what is in their hands, become members of the unit, and enter letters of others.
func TestTheRegistryIsNotInTheWayOfOthers(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	branch, head, elsewhere := o.branch("D1", "KARO-ORG"), o.actor(ketut), o.entered("ORG", 2026)
	_, err := o.AddLetter(t.Context(), o.entered("SETDA", 2026), "", func(*disposition.Dossier) disposition.Decision {
		_, err := o.UpdateDossier(t.Context(), disposition.Change{Branch: branch}, func(d *disposition.Dossier) (disposition.Decision, error) {
			return d.Open(branch, head, o.clock.Now())
		})
		if err != nil {
			t.Errorf("open a branch: %v", err)
		}
		o.exec("INSERT INTO position (code, title, unit_id) SELECT 'BARU', 'Analis', id FROM unit WHERE code = 'SETDA'")
		if _, err := o.AddLetter(t.Context(), elsewhere, "", nothingTold); err != nil {
			t.Errorf("enter a letter of another unit: %v", err)
		}
		return disposition.Decision{}
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "agenda of the other unit", counted(1), o.agenda("ORG", 2026))
}
