package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// largeOffice has four thousand people and two years of an apel each week behind it.
func largeOffice(b *testing.B) (*store.Store, storetest.Office, apel.EventID) {
	b.Helper()
	o := storetest.Office{Units: 40, Staff: 83, Requests: 200_000, Apels: 104, Years: 2, Today: today}
	o.Dispositions = o.Waiting()
	database := storetest.Database(b, migrate)
	if err := storetest.Fill(b.Context(), database, o); err != nil {
		b.Fatal(err)
	}
	clock := &clock{now: today.At(7, 0, wita())}
	s, err := store.Open(b.Context(), store.Config{
		URL: database, Clock: calendar.Clock{Now: clock.Now, Zone: wita()}, Enqueuer: &queue{}, MaxConns: 20,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	return s, o, apel.EventID(o.Apels)
}

// BenchmarkCheckIn lets people come to one event at once, each with an audit line; each has a card of it on the phone.
func BenchmarkCheckIn(b *testing.B) {
	s, o, id := largeOffice(b)
	e, err := s.Apel().Event(b.Context(), id)
	if err != nil {
		b.Fatal(err)
	}
	for who := range o.People() {
		c := notify.Card{Subject: apel.SubjectOf(id), Account: storetest.Account(staff.PositionID(who + 1)), MessageID: 1, Version: e.Version + 1}
		if _, err := s.RememberCard(b.Context(), c); err != nil {
			b.Fatal(err)
		}
	}
	var next atomic.Int64
	b.SetParallelism(16)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			who := staff.EmployeeID(next.Add(1)%int64(o.People()) + 1)
			account := storetest.Account(staff.PositionID(who))
			_, err := s.Apel().UpdatePresence(b.Context(), id, who, there(account, today.At(7, 0, wita())))
			if _, already := errors.AsType[*apel.AlreadyError](err); err != nil && !already {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "check-ins/s")
}

// BenchmarkApel reads and writes what an apel of four thousand takes.
func BenchmarkApel(b *testing.B) {
	s, o, id := largeOffice(b)
	from := today.AddDays(-today.Day() + 1)
	year := calendar.NewDate(today.Year(), 1, 1)
	all, one := []staff.UnitID(nil), []staff.UnitID{7}
	for _, work := range []struct {
		name string
		do   func(ctx context.Context) error
	}{
		{"Mine", func(ctx context.Context) error { _, _, err := s.Apel().Mine(ctx, 99, year, 400); return err }},
		{"Presence", func(ctx context.Context) error { _, err := s.Apel().Presence(ctx, id, 99); return err }},
		{"TallyOfBoard", func(ctx context.Context) error { _, err := s.Apel().Tally(ctx, today, today, all, id); return err }},
		{"TallyOfMonth", func(ctx context.Context) error { _, err := s.Apel().Tally(ctx, from, today, all, 0); return err }},
		{"RollOfUnit", func(ctx context.Context) error { _, err := s.Apel().Roll(ctx, id, one); return err }},
		{"RollOfAll", func(ctx context.Context) error { _, err := s.Apel().Roll(ctx, id, all); return err }},
		{"Records", func(ctx context.Context) error {
			_, _, err := s.Apel().Records(ctx, from, today, all, "", 0, 10)
			return err
		}},
		{"RecordsOfUnit", func(ctx context.Context) error {
			_, _, err := s.Apel().Records(ctx, from, today, one, "wayan", 0, 10)
			return err
		}},
		{"StaleCards", func(ctx context.Context) error { _, err := s.StaleCards(ctx, apel.SubjectOf(id)); return err }},
		{"Expect", func(ctx context.Context) error { _, err := s.Apel().Expect(ctx, id, nil); return err }},
		{"ExpectAndTell", func(ctx context.Context) error {
			err := forget(ctx, s, id)
			if err == nil {
				_, err = s.Apel().Expect(ctx, id, remind)
			}
			return err
		}},
	} {
		b.Run(work.name, func(b *testing.B) {
			for b.Loop() {
				if err := work.do(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	_ = o
}

// forget makes an event one of which nobody was told.
func forget(ctx context.Context, s *store.Store, id apel.EventID) error {
	var work errgroup.Group
	for _, statement := range []string{"TRUNCATE notice", "TRUNCATE job"} {
		work.Go(func() error { _, err := s.Pool().Exec(ctx, statement); return err })
	}
	_, err := s.Pool().Exec(ctx, "DELETE FROM apel_presence WHERE event_id = $1", int64(id))
	return errors.Join(err, work.Wait())
}
