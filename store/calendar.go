package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/internal/sqlc"
)

// CalendarVersion changes with everything that stands in the calendar.
func (s *Store) CalendarVersion(ctx context.Context) (int64, error) {
	version, err := s.queries.CalendarVersion(ctx)
	if err != nil {
		return 0, fmt.Errorf("ask for the version of the calendar: %w", err)
	}
	return version, nil
}

// Book loads all that stands in the calendar: what it is at one moment.
func (s *Store) Book(ctx context.Context) (officedays.Book, error) {
	var book officedays.Book
	err := s.inTx(ctx, func(_ Tx, q *sqlc.Queries) error {
		version, err := q.CalendarVersion(ctx)
		if err != nil {
			return err
		}
		// What is changed while the rest is read belongs to a later version, which is read again.
		book, err = loadBook(ctx, q, version)
		return err
	})
	if err != nil {
		return officedays.Book{}, fmt.Errorf("load the calendar: %w", err)
	}
	return book, nil
}

// UpdateBook locks the calendar, lets decide judge all that stands in it, and saves the change with its audit lines in one
// transaction. A once that was used already changes nothing; decide is not called then.
func (s *Store) UpdateBook(ctx context.Context, once string, decide func(officedays.Book) (officedays.Change, error)) error {
	err := s.inOnceTx(ctx, func(_ Tx, q *sqlc.Queries) ([]audit.Entry, error) {
		version, err := q.LockCalendar(ctx)
		if err != nil {
			return nil, fmt.Errorf("lock it: %w", err)
		}
		if err := s.submit(ctx, q, once); err != nil {
			return nil, err
		}
		book, err := loadBook(ctx, q, version)
		if err == nil {
			err = numberRows(ctx, q, &book)
		}
		if err != nil {
			return nil, err
		}
		change, err := decide(book)
		if err != nil {
			return nil, err
		}
		return change.Audit, saveCalendarChange(ctx, q, change, s.clock.Now())
	})
	if err != nil {
		return fmt.Errorf("update the calendar: %w", err)
	}
	return nil
}

// numberRows takes the numbers that new rows get.
func numberRows(ctx context.Context, q *sqlc.Queries, book *officedays.Book) error {
	day, err := q.NextSpecialDay(ctx)
	if err != nil {
		return fmt.Errorf("take a number of a day: %w", err)
	}
	hours, err := q.NextOfficeHours(ctx)
	if err != nil {
		return fmt.Errorf("take a number of hours: %w", err)
	}
	book.NextDay, book.NextHours = officedays.ID(day), officedays.HoursID(hours)
	return nil
}

func loadBook(ctx context.Context, q *sqlc.Queries, version int64) (officedays.Book, error) {
	days, daysErr := q.SpecialDays(ctx)
	hours, hoursErr := q.OfficeHours(ctx)
	ignored, ignoredErr := q.IgnoredDays(ctx)
	roots, rootsErr := q.RootUnits(ctx)
	if err := errors.Join(daysErr, hoursErr, ignoredErr, rootsErr); err != nil {
		return officedays.Book{}, fmt.Errorf("read what stands in it: %w", err)
	}
	return officedays.Book{
		Version: version, Roots: ids[staff.UnitID](roots),
		Days: alike(days, func(r sqlc.SpecialDaysRow) officedays.Day {
			return officedays.Day{ID: officedays.ID(r.ID), Version: int(r.Version), Day: calendar.Day{
				Date: dayOf(&r.Day), Kind: calendar.Kind(r.Kind), Name: r.Name, Source: r.Source,
			}}
		}),
		Hours: alike(hours, func(r sqlc.OfficeHoursRow) officedays.Hours {
			return officedays.Hours{ID: officedays.HoursID(r.ID), Hours: calendar.Hours{
				From: dayOf(&r.FromDay), Until: dayOf(&r.UntilDay), Name: r.Name, Source: r.Source,
				MonThu: calendar.Span{From: int(r.MonThuFrom), To: int(r.MonThuTo)},
				Fri:    calendar.Span{From: int(r.FriFrom), To: int(r.FriTo)},
			}}
		}),
		Ignored: alike(ignored, func(r sqlc.IgnoredDaysRow) officedays.Computed {
			return officedays.Computed{Date: dayOf(&r.Day), Kind: calendar.Kind(r.Kind)}
		}),
	}, nil
}

// saveCalendarChange saves what was decided. Who did it is who is accountable for it.
func saveCalendarChange(ctx context.Context, q *sqlc.Queries, c officedays.Change, now time.Time) error {
	var by int64
	if len(c.Audit) > 0 {
		by = int64(c.Audit[0].Actor)
	}
	switch {
	case c.Add != nil:
		return q.AddSpecialDay(ctx, sqlc.AddSpecialDayParams{
			ID: int64(c.Add.ID), Day: dayColumn(c.Add.Date), Kind: string(c.Add.Kind), Name: storable(c.Add.Name),
			Source: storable(c.Add.Source), By: by, At: now,
		})
	case c.Replace != nil:
		return q.ChangeSpecialDay(ctx, sqlc.ChangeSpecialDayParams{
			ID: int64(c.Replace.ID), Day: dayColumn(c.Replace.Date), Kind: string(c.Replace.Kind), Name: storable(c.Replace.Name),
			Source: storable(c.Replace.Source), Version: int32(c.Replace.Version), By: by, At: now, //nolint:gosec // counts edits
		})
	case c.Remove != 0:
		return q.RemoveSpecialDay(ctx, by, now, int64(c.Remove))
	case c.AddHours != nil:
		return q.AddOfficeHours(ctx, hoursRow(*c.AddHours, by, now))
	case c.RemoveHours != 0:
		return q.RemoveOfficeHours(ctx, by, now, int64(c.RemoveHours))
	case c.Ignore != nil:
		return q.IgnoreDay(ctx, sqlc.IgnoreDayParams{Day: dayColumn(c.Ignore.Date), Kind: string(c.Ignore.Kind), By: by, At: now})
	}
	return nil
}
