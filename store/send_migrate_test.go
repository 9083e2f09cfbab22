package store_test

import (
	"context"
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// beforeSending is the schema of the version before letters were registered and sent on.
func beforeSending(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 12) }

func TestAnOfficeWithLettersIsMigratedToOneThatSendsThemOn(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, beforeSending)
	if err := storetest.Fill(t.Context(), url, storetest.Office{Units: 2, Staff: 5, Dispositions: 600, Years: 2, Today: today}); err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: url, queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	o.Store = o.open(url)
	if n := o.number("SELECT count(*) FROM branch b JOIN disposition d ON d.id = b.disposition_id WHERE b.from_position_id IS DISTINCT FROM d.from_position_id"); n != 0 {
		t.Errorf("%d branches do not know who sent them", n)
	}
	head := staff.PositionID(o.number("SELECT from_position_id FROM branch WHERE state = 'SENT' AND NOT is_copy AND from_position_id IS NOT NULL LIMIT 1"))
	page, err := o.List(t.Context(), disposition.Query{Positions: []staff.PositionID{head}, Filter: disposition.SentByMe, Today: today, LateUpTo: calendar.Date{}, Limit: 5})
	if err != nil || page.Total == 0 {
		t.Errorf("what position %d has sent: %+v, %v", head, page, err)
	}
	waiting := disposition.BranchID(o.number("SELECT b.id FROM branch b WHERE b.state = 'FORWARDED' LIMIT 1"))
	d, err := o.Dossier(t.Context(), waiting)
	if err != nil || d.Letter.Version != 1 || len(d.Branches) == 0 || d.Dispositions[0].Routing {
		t.Errorf("a letter of before: %+v, %v", d.Letter, err)
	}
}
