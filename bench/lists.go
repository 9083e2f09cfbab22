package main

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
)

const (
	// mostGrowth is how much slower a list may become while the office's past grows a hundredfold.
	mostGrowth = 1.5
	// pageSize is how many items the bot shows at a time.
	pageSize = 5
)

func measureList(ctx context.Context, s *site) ([]line, error) {
	return s.compare(ctx, "waiting for me, first page", func(ctx context.Context, db *store.Store, p staff.PositionID) error {
		page, err := db.List(ctx, disposition.Query{
			Positions: []staff.PositionID{p}, Filter: disposition.All, Today: clock().Today(), Limit: pageSize,
		})
		if err == nil && len(page.Items) == 0 {
			return fmt.Errorf("nothing waits for position %d", p)
		}
		return err
	})
}

func measureCount(ctx context.Context, s *site) ([]line, error) {
	return s.compare(ctx, "waiting for me, counts", func(ctx context.Context, db *store.Store, p staff.PositionID) error {
		counts, err := db.Count(ctx, disposition.Query{Positions: []staff.PositionID{p}, Today: clock().Today()})
		if err == nil && counts.Waiting == 0 {
			return fmt.Errorf("nothing waits for position %d", p)
		}
		return err
	})
}

type query func(context.Context, *store.Store, staff.PositionID) error

// compare asks the same of the two offices, in turns, for one desk after the other. On each desk lies the same in both.
func (s *site) compare(ctx context.Context, name string, ask query) ([]line, error) {
	few, err := s.openOffice(ctx, s.smallOffice)
	if err != nil {
		return nil, err
	}
	defer few.Close()
	many, err := s.openOffice(ctx, s.largeOffice)
	if err != nil {
		return nil, err
	}
	defer many.Close()
	var before, after samples
	desks := s.size.small.Desks()
	for round := range s.size.rounds + 1 {
		for _, desk := range desks {
			b, err := timed(func() error { return ask(ctx, few, desk) })
			if err != nil {
				return nil, err
			}
			a, err := timed(func() error { return ask(ctx, many, desk) })
			if err != nil {
				return nil, err
			}
			if round > 0 { // the first only warms up
				before, after = append(before, b), append(after, a)
			}
		}
	}
	return growth(name, before, after), nil
}

func timed(do func() error) (time.Duration, error) {
	begun := time.Now()
	err := do()
	return time.Since(begun), err
}

func growth(name string, before, after samples) []line {
	of := func(what string, share float64) line {
		return line{
			name: name + ", " + what, measured: float64(after.at(share)) / float64(before.at(share)), target: mostGrowth, unit: " x",
			notes: []string{fmt.Sprintf("%s with many, %s with few, %d calls each",
				after.at(share).Round(time.Microsecond), before.at(share).Round(time.Microsecond), len(after))},
		}
	}
	return []line{of("median", 0.5), of("p99", 0.99)}
}

func (s *site) openOffice(ctx context.Context, office func(context.Context) (string, error)) (*store.Store, error) {
	url, err := office(ctx)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, store.Config{URL: url, Clock: clock()})
}
