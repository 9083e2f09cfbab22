package books

import (
	"bytes"
	"errors"
	"image/png"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAHeadSeesTwoWeeksOfTheUnit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.books.away.start(t.Context(), by(rai()))
	o.shows(t, "weeks", reply, err)
}

func TestThePersonnelOfficeChoosesAmongItsUnits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.books.away.start(t.Context(), by(suardika()))
	o.shows(t, "weeks_personnel", reply, err)
	reply, err = o.books.away.units(t.Context(), by(suardika()))
	o.shows(t, "units", reply, err)
	o.away = nil
	reply, err = o.books.away.turn(t.Context(), by(suardika(), "3"))
	o.shows(t, "weeks_empty", reply, err)
}

func TestMonthsAreTurned(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.away = append(o.away, request.Absence{Name: "Ni Luh Astiti", Kind: request.Travel, Period: request.Period{From: days(30, 30).From, To: days(30, 30).From.AddDays(2)}, Approved: true})
	reply, err := o.books.away.turn(t.Context(), by(rai(), "2", "2026-11"))
	o.shows(t, "month", reply, err)
	reply, err = o.books.away.turn(t.Context(), by(rai(), "2", "2026-12"))
	o.shows(t, "month_next", reply, err)
}

func TestTheMonthIsSentAsAPicture(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.books.away.picture(t.Context(), by(rai(), "2", "2026-11"))
	if err != nil || len(reply.Attachments) != 1 || reply.Attachments[0].ID != "" {
		t.Fatalf("%+v, %v", reply.Attachments, err)
	}
	content, err := reply.Attachments[0].Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(content)); err != nil {
		t.Error(err)
	}
	reply.Attachments = nil
	o.shows(t, "picture", reply, nil)
}

func TestWhoSeesWhoIsAway(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	w := o.books.away
	for name, tt := range map[string]struct {
		do   bot.Handler
		by   staff.Actor
		args []string
		want error
	}{
		"an employee":              {w.start, wayan(), nil, staff.ErrNotAllowed},
		"a head, of another unit":  {w.turn, rai(), []string{"4"}, staff.ErrNotAllowed},
		"a picture, too":           {w.picture, rai(), []string{"4", "2026-11"}, staff.ErrNotAllowed},
		"no unit":                  {w.turn, rai(), nil, bot.ErrStaleButton},
		"no month":                 {w.turn, rai(), []string{"2", "November"}, bot.ErrStaleButton},
		"a month long ago":         {w.turn, rai(), []string{"2", "2020-01"}, bot.ErrStaleButton},
		"a picture of no month":    {w.picture, rai(), []string{"2"}, bot.ErrStaleButton},
		"units from nowhere on":    {w.units, rai(), []string{"-5"}, bot.ErrStaleButton},
		"a picture of far ahead":   {w.picture, rai(), []string{"2", "2040-01"}, bot.ErrStaleButton},
		"a month that is no month": {w.turn, rai(), []string{"2", "2026-13"}, bot.ErrStaleButton},
	} {
		if _, err := tt.do(t.Context(), by(tt.by, tt.args...)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}
