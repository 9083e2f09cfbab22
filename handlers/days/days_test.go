package days

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
)

// christmasID is the id of Hari Raya Natal among the shipped days.
const christmasID = "25"

func TestEverybodySeesTheDaysOfAMonth(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.days.show(t.Context(), by(wayan()))
	o.shows(t, "month", reply, err)
	reply, err = o.days.turn(t.Context(), by(wayan(), "2026-12-01"))
	o.shows(t, "month_december", reply, err)
	reply, err = o.days.turn(t.Context(), by(suardika(), "2026-12-01"))
	o.shows(t, "month_for_personnel", reply, err)
	reply, err = o.days.turn(t.Context(), by(rai(), "2026-12-15"))
	o.shows(t, "month_december", reply, err)
	_, err = o.days.turn(t.Context(), by(wayan(), "soon"))
	refuses(t, "a forged month", err, bot.ErrStaleButton)
}

func TestADayIsRemovedAfterOneMoreQuestion(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.days.open(t.Context(), by(suardika(), christmasID))
	o.shows(t, "card", reply, err)
	reply, err = o.days.askRemove(t.Context(), by(suardika(), christmasID))
	o.shows(t, "remove_asks", reply, err)
	if o.follows != 0 {
		t.Error("the question changes the calendar")
	}
	reply, err = o.days.remove(t.Context(), by(suardika(), christmasID))
	o.shows(t, "removed", reply, err)
	if o.follows != 1 {
		t.Errorf("the change is followed %d times", o.follows)
	}
	_, err = o.days.open(t.Context(), by(suardika(), christmasID))
	refuses(t, "a day that is gone", err, officedays.ErrNoSuchDay)
}

func TestComputedDaysAreConfirmedOrPutAside(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.days.offers(t.Context(), by(suardika()))
	o.shows(t, "offers", reply, err)
	reply, err = o.days.offers(t.Context(), by(suardika(), "500", moonsArg))
	o.shows(t, "offers_moons_last_page", reply, err)
	galungan := []string{"2027-01-13", "PAWUKON"}
	reply, err = o.days.offer(t.Context(), by(suardika(), galungan...))
	o.shows(t, "offer", reply, err)
	reply, err = o.days.confirmOffer(t.Context(), by(suardika(), append(galungan, "DISPENSASI_BALI")...))
	o.shows(t, "offer_confirmed", reply, err)
	_, err = o.days.ignore(t.Context(), by(suardika(), galungan...))
	refuses(t, "a proposal that was dealt with", err, officedays.ErrNotProposed)
	reply, err = o.days.ignore(t.Context(), by(suardika(), "2026-11-24", "PURNAMA"))
	o.shows(t, "offer_ignored", reply, err)
	_, err = o.days.confirmOffer(t.Context(), by(suardika(), "2027-01-12", "PAWUKON", "NASIONAL"))
	refuses(t, "a national holiday by computation", err, officedays.ErrKind)
}

func TestOnlyWhoIsInChargeOfTheWholeOfficeChangesIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, handler := range map[string]bot.Handler{
		"open": o.days.open, "add": o.days.add, "change": o.days.change, "ask": o.days.askRemove, "remove": o.days.remove,
		"offers": o.days.offers, "hours": o.days.hours, "add hours": o.days.addHours,
	} {
		args := []string{christmasID}
		for who, actor := range map[string]staff.Actor{"personnel of a part": rai(), "nobody": wayan()} {
			_, err := handler(t.Context(), by(actor, args...))
			refuses(t, name+" by "+who, err, officedays.ErrNotWhole)
		}
	}
	_, err := o.days.confirmOffer(t.Context(), by(rai(), "2027-01-13", "PAWUKON", "KANTOR"))
	refuses(t, "confirm", err, officedays.ErrNotWhole)
	_, err = o.days.submitDay(t.Context(), by(rai()), bot.Answers{fieldDate: "2027-01-01", fieldKind: "NASIONAL", fieldName: "x", fieldSource: "x"})
	refuses(t, "submit", err, officedays.ErrNotWhole)
}

func TestForgedButtonsAreStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, handler := range map[string]bot.Handler{
		"open": o.days.open, "change": o.days.change, "remove": o.days.remove, "offer": o.days.offer, "ignore": o.days.ignore,
		"confirm": o.days.confirmOffer, "hours": o.days.removeHours, "offers": o.days.offers,
	} {
		for _, args := range [][]string{{"x"}, {"-1"}, {"99999999999999999999"}} {
			_, err := handler(t.Context(), by(suardika(), args...))
			refuses(t, name+" "+args[0], err, bot.ErrStaleButton)
		}
	}
}

func TestTheOtherHoursAreListedAndRemoved(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.days.hours(t.Context(), by(suardika()))
	o.shows(t, "hours_none", reply, err)
	answers := bot.Answers{
		fieldPeriod: "2027-02-08/2027-03-09", fieldMonThu: "480-930", fieldFri: "480-900", fieldName: "Ramadan 1448 H", fieldSource: "SE 5",
	}
	reply, err = o.days.submitHours(t.Context(), by(suardika()), answers)
	o.shows(t, "hours_added", reply, err)
	reply, err = o.days.askRemoveHours(t.Context(), by(suardika(), "801"))
	o.shows(t, "hours_remove_asks", reply, err)
	answers[fieldPeriod] = "2027-03-09/2027-03-10"
	_, err = o.days.submitHours(t.Context(), &bot.Request{Actor: suardika(), Draft: "other"}, answers)
	refuses(t, "hours that meet others", err, officedays.ErrOverlap)
	reply, err = o.days.removeHours(t.Context(), by(suardika(), "801"))
	o.shows(t, "hours_removed", reply, err)
	if o.follows != 2 {
		t.Errorf("followed %d times", o.follows)
	}
}

func TestAnEditOfWhatSomebodyElseChangedEndsTheForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.days.change(t.Context(), by(suardika(), christmasID))
	if err != nil {
		t.Fatal(err)
	}
	answers := reply.Begin.Answers
	o.book.Days[24].Version++
	_, err = o.days.submitDay(t.Context(), by(suardika()), answers)
	refuses(t, "an outdated form", err, officedays.ErrChanged)
}

func TestAMissingDecreeIsToldWhileItIsMissing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	notice := notify.Notice{Kind: notify.DecreeMissing, Facts: map[string]string{"year": "2027"}}
	reply, err := o.days.tellDecree(t.Context(), suardika(), notice)
	o.shows(t, "decree", reply, err)
	o.book.Days = append(o.book.Days, officedays.Day{ID: 900, Day: calendar.Day{Date: calendar.NewDate(2027, 1, 1), Kind: calendar.National, Name: "x"}})
	_, err = o.days.tellDecree(t.Context(), suardika(), notice)
	refuses(t, "a decree that is known", err, notify.ErrObsolete)
}

func TestWhatCannotBeFollowedIsNoSuccess(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.fails = errors.New("away")
	_, err := o.days.remove(t.Context(), by(suardika(), christmasID))
	refuses(t, "remove", err, o.fails)
}

func TestADayIsEnteredAndChangedInAConversation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	talk := handlerstest.NewTalk(t, suardika(), func(*bot.Client) *bot.Router { return o.router })
	talk.Says(t, "/libur", "November 2026")
	talk.Taps(t, "Tambah hari")
	talk.Expects(t, "Tanggal")
	talk.Says(t, "14/8/2027", "Jenis hari")
	talk.Taps(t, "Libur kantor")
	talk.Expects(t, "Nama hari")
	talk.Says(t, "Hari Jadi Provinsi", "Dasar")
	talk.Says(t, "SE 12 tahun 2027", "Kantor libur pada hari itu")
	talk.Taps(t, "Kirim")
	talk.Expects(t, "sudah tercatat")
	if got := o.book.Days[len(o.book.Days)-1]; got.Name != "Hari Jadi Provinsi" || got.Kind != calendar.OfficeOwn {
		t.Errorf("entered %+v", got)
	}
}
