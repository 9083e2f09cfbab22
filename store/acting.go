package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// Acting keeps the appointments of acting officials: it is the store as package acting sees it.
type Acting struct{ *Store }

// Acting is the store as package acting sees it.
func (s *Store) Acting() Acting { return Acting{s} }

// Facts loads what an order is judged by, or returns acting.ErrNoSuchPosition or staff.ErrNoSuchEmployee. An order without
// a deputy has an empty one.
func (s Acting) Facts(ctx context.Context, o acting.Order) (acting.Facts, error) {
	row, err := s.queries.LoadPosition(ctx, int64(o.Position))
	if err != nil {
		return acting.Facts{}, fmt.Errorf("find position %d: %w", o.Position, noPosition(err))
	}
	return s.loadTerms(ctx, s.queries, row, o)
}

func noPosition(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return acting.ErrNoSuchPosition
	}
	return err
}

// loadTerms adds to a position who is to be its deputy, and who holds it in the time of the order.
func (s Acting) loadTerms(ctx context.Context, q *sqlc.Queries, position sqlc.LoadPositionRow, o acting.Order) (acting.Facts, error) {
	f := acting.Facts{Position: staff.Position{
		ID: staff.PositionID(position.ID), Title: position.Title, UnitID: staff.UnitID(position.UnitID), UnitName: position.UnitName,
	}}
	if o.Deputy != 0 {
		people, err := q.EmployeesByID(ctx, []int64{int64(o.Deputy)})
		if err == nil && len(people) == 0 {
			err = staff.ErrNoSuchEmployee
		}
		if err != nil {
			return f, fmt.Errorf("find employee %d: %w", o.Deputy, err)
		}
		f.Deputy = employeeOf(people[0])
	}
	terms, err := q.TermsOf(ctx, position.ID, dayColumn(o.Until), dayColumn(o.From))
	if err != nil {
		return f, fmt.Errorf("find who holds position %d: %w", position.ID, err)
	}
	f.Terms = alike(terms, func(r sqlc.TermsOfRow) acting.Term {
		return acting.Term{
			Employee: staff.EmployeeID(r.EmployeeID), Name: r.Name, As: staff.Capacity(r.Kind), From: dayOf(&r.FromDay),
			Until: dayOf(r.UntilDay),
		}
	})
	return f, nil
}

// AddAppointment locks the position, loads the facts, lets appoint judge, and saves the appointment, its assignment, audit
// lines and messages in one transaction. A once that was used already returns the appointment of the first time.
func (s Acting) AddAppointment(ctx context.Context, o acting.Order, once string,
	appoint func(acting.Facts) (acting.Appointment, acting.Decision, error),
) (acting.Appointment, error) {
	var saved acting.Appointment
	err := s.inOnceTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		position, err := q.LockPosition(ctx, int64(o.Position))
		if err != nil {
			return nil, noPosition(err)
		}
		if saved, err = appointmentOfOnce(ctx, q, once); err != nil {
			return nil, err
		}
		facts, err := s.loadTerms(ctx, q, sqlc.LoadPositionRow(position), o)
		if err != nil {
			return nil, err
		}
		made, err := s.appoint(ctx, q, facts, once, appoint)
		if err != nil {
			return nil, err
		}
		saved = made.Appointment
		return made.Audit, s.addNotices(ctx, tx, q, made.Messages)
	})
	if err != nil {
		return acting.Appointment{}, fmt.Errorf("add an appointment for position %d: %w", o.Position, err)
	}
	return saved, nil
}

// appointmentOfOnce loads the appointment that was made from a draft already, with errRepeated, if there is one.
func appointmentOfOnce(ctx context.Context, q *sqlc.Queries, once string) (acting.Appointment, error) {
	if once == "" {
		return acting.Appointment{}, nil
	}
	id, err := q.AppointmentOfOnce(ctx, once)
	if errors.Is(err, pgx.ErrNoRows) {
		return acting.Appointment{}, nil
	}
	if err != nil {
		return acting.Appointment{}, fmt.Errorf("find the appointment of a draft: %w", err)
	}
	a, err := loadAppointment(ctx, q, acting.ID(id))
	return a, cmp.Or(err, errRepeated)
}

// appointed is an appointment as it was saved, with what it brings about.
type appointed struct {
	acting.Appointment
	acting.Decision
}

func (s Acting) appoint(ctx context.Context, q *sqlc.Queries, f acting.Facts, once string,
	judge func(acting.Facts) (acting.Appointment, acting.Decision, error),
) (appointed, error) {
	id, err := q.NextAppointment(ctx)
	if err != nil {
		return appointed{}, fmt.Errorf("take a number: %w", err)
	}
	f.ID = acting.ID(id)
	a, decision, err := judge(f)
	if err != nil {
		return appointed{}, err
	}
	err = q.AddAppointment(ctx, sqlc.AddAppointmentParams{
		ID: id, Once: orNull(once), Position: int64(f.Position.ID), Deputy: int64(a.Deputy.ID), Kind: string(a.As),
		FromDay: dayColumn(a.From), UntilDay: dayColumn(a.Until), By: int64(a.By), At: a.At,
	})
	if err != nil {
		return appointed{}, fmt.Errorf("save appointment %d: %w", id, err)
	}
	a, err = loadAppointment(ctx, q, f.ID)
	return appointed{a, decision}, err
}

// UpdateAppointment locks the position of an appointment, lets end change it, and saves it: its assignment ends with Until,
// or is removed if it was revoked.
func (s Acting) UpdateAppointment(ctx context.Context, id acting.ID,
	end func(acting.Appointment, acting.Facts) (acting.Appointment, acting.Decision, error),
) (acting.Appointment, error) {
	var saved acting.Appointment
	err := s.inAuditedTx(ctx, func(tx Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		a, facts, err := s.lockAppointment(ctx, q, id)
		if err != nil {
			return nil, err
		}
		changed, decision, err := end(a, facts)
		if err != nil {
			return nil, err
		}
		if err := endAppointment(ctx, q, changed); err != nil {
			return nil, err
		}
		if saved, err = loadAppointment(ctx, q, id); err != nil {
			return nil, err
		}
		return decision.Audit, s.addNotices(ctx, tx, q, decision.Messages)
	})
	if err != nil {
		return acting.Appointment{}, fmt.Errorf("update appointment %d: %w", id, err)
	}
	return saved, nil
}

func (s Acting) lockAppointment(ctx context.Context, q *sqlc.Queries, id acting.ID) (acting.Appointment, acting.Facts, error) {
	of, err := q.PositionOfAppointment(ctx, int64(id))
	if err != nil {
		return acting.Appointment{}, acting.Facts{}, noAppointment(err)
	}
	position, err := q.LockPosition(ctx, of)
	if err != nil {
		return acting.Appointment{}, acting.Facts{}, fmt.Errorf("lock position %d: %w", of, err)
	}
	a, err := loadAppointment(ctx, q, id)
	if err != nil {
		return acting.Appointment{}, acting.Facts{}, err
	}
	today := s.clock.Today()
	order := acting.Order{Position: a.Position.ID, Deputy: a.Deputy.ID, As: a.As, From: today, Until: a.Until}
	if a.From.After(today) {
		order.From = a.From
	}
	facts, err := s.loadTerms(ctx, q, sqlc.LoadPositionRow(position), order)
	facts.ID = id
	return a, facts, err
}

func noAppointment(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return acting.ErrNoSuchAppointment
	}
	return err
}

func endAppointment(ctx context.Context, q *sqlc.Queries, a acting.Appointment) error {
	var err error
	if a.Revoked {
		err = q.RemoveAssignment(ctx, int64(a.ID))
	} else {
		err = q.EndAssignment(ctx, dayColumn(a.Until), int64(a.ID))
	}
	if err != nil {
		return fmt.Errorf("end the assignment: %w", err)
	}
	return q.EndAppointment(ctx, sqlc.EndAppointmentParams{
		ID: int64(a.ID), UntilDay: dayColumn(a.Until), Revoked: a.Revoked, EndedBy: orNull(int64(a.EndedBy)), EndedAt: orNull(a.EndedAt),
	})
}
