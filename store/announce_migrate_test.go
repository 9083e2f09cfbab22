package store_test

import (
	"context"
	"testing"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// beforeAnnouncements is the schema of the version before announcements and settings.
func beforeAnnouncements(ctx context.Context, url string) error { return store.MigrateTo(ctx, url, 10) }

func TestAnOfficeWithoutAnnouncementsIsMigratedToOneThatHasThem(t *testing.T) {
	t.Parallel()
	url := storetest.Database(t, beforeAnnouncements)
	filled := storetest.Office{Units: 2, Staff: 5, Dispositions: 600, Requests: 900, Years: 2, Today: today}
	if err := storetest.Fill(t.Context(), url, filled); err != nil {
		t.Fatal(err)
	}
	if err := store.Migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: url, queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	o.Store = o.open(url)
	actor, err := o.Identify(t.Context(), storetest.Account(filled.Desks()[0]))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "settings of who was there before", staff.Settings{}, actor.Settings)
	home := actor.Holdings[0]
	issue := o.announced(announce.Announcement{
		Author: actor.ID, Position: home.ID, Title: home.Title, Unit: home.UnitID, UnitName: home.UnitName,
		Content: announce.Content{HTML: "Halo"}, Scope: staff.Scope{Everyone: true}, Written: o.clock.Now(),
	})
	same(t, "copies", announce.Count{People: filled.People(), Waiting: filled.People()}, issue.Count)
	expectSame(t, "claimed", 9, len(o.claimCopies(9)))
}
