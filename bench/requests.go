package main

import (
	"context"
	"fmt"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
)

// measureApprovals measures what waits for the verdict of those who lead: the list and the figure of the home card. Both
// look from each position held down to vacant ones and to those of the applicants.
func measureApprovals(ctx context.Context, s *site) ([]line, error) {
	page, err := s.compare(ctx, "waiting for my verdict, first page", func(ctx context.Context, db *store.Store, p staff.PositionID) error {
		page, err := db.WaitingFor(ctx, holder(p), clock().Now(), 0, pageSize)
		if err == nil && len(page.Items) == 0 {
			return fmt.Errorf("nothing waits for the verdict of position %d", p)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	counts, err := s.compare(ctx, "waiting for my verdict, counts", func(ctx context.Context, db *store.Store, p staff.PositionID) error {
		count, err := db.CountWaitingFor(ctx, holder(p), clock().Now())
		if err == nil && count == 0 {
			return fmt.Errorf("nothing waits for the verdict of position %d", p)
		}
		return err
	})
	return append(page, counts...), err
}

// holder is whoever holds a position: in an office that storetest fills, everybody has the number of theirs.
func holder(p staff.PositionID) staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: staff.EmployeeID(p), Active: true},
		Holdings: []staff.Holding{{Position: staff.Position{ID: p}, Capacity: staff.Definitive, Leads: true}},
	}
}
