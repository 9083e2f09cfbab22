package store_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestWhatSomebodyChoseComesWithThem(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	same(t, "who never chose", staff.Settings{}, o.actor(wayan).Settings)
	last := staff.Settings{Dates: staff.BalineseDates}
	for _, chosen := range []staff.Settings{
		{
			DigestAt: 390, AnnounceFrom: 8 * 60, AnnounceUntil: 17 * 60, Dates: staff.EnglishDates,
			Muted: []staff.Optional{staff.MorningDigest, staff.Announcements},
		}, last,
	} {
		if err := o.SaveSettings(t.Context(), o.employee(nyoman), chosen); err != nil {
			t.Fatal(err)
		}
		same(t, "who chose", chosen, o.actor(nyoman).Settings)
	}
	of, err := o.SettingsOf(t.Context(), []staff.EmployeeID{o.employee(nyoman), o.employee(wayan)})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "of several", map[staff.EmployeeID]staff.Settings{o.employee(nyoman): last}, of)
}

func TestWhatCannotBeIsNotSaved(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for name, chosen := range map[string]staff.Settings{
		"an hour after midnight":      {DigestAt: 24 * 60},
		"hours that end first":        {AnnounceFrom: 17 * 60, AnnounceUntil: 8 * 60},
		"muting what is not optional": {Muted: []staff.Optional{"APEL"}},
		"dates that nobody writes":    {Dates: "KLINGON"},
	} {
		if err := o.SaveSettings(t.Context(), o.employee(nyoman), chosen); err == nil {
			t.Errorf("%s: saved", name)
		}
	}
}

func TestWhatIsMutedIsNotTold(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	muted := staff.Settings{Muted: []staff.Optional{staff.DeadlineReminders}}
	if err := o.SaveSettings(t.Context(), o.employee(wayan), muted); err != nil {
		t.Fatal(err)
	}
	// Two hold the position today; one of them does not want to be reminded.
	at := notify.ToHolders(o.position("KARO-ORG"), 0)
	o.tell(
		notify.Message{Key: "near", To: at, Kind: notify.DeadlineNear, Class: notify.Reminder},
		notify.Message{Key: "new", To: at, Kind: notify.DispositionNew, Class: notify.Ask},
		notify.Message{Key: "digest", To: notify.ToEmployee(o.employee(wayan)), Kind: notify.Digest, Class: notify.Reminder},
	)
	want := []string{"digest I Wayan Sudira", "near I Ketut Ardana", "new I Ketut Ardana", "new I Wayan Sudira"}
	same(t, "told", want, o.texts(`SELECT n.key || ' ' || e.name FROM notice n JOIN employee e ON e.id = n.employee_id
		WHERE n.key IN ('near', 'new', 'digest') ORDER BY n.key, e.name`))
}
