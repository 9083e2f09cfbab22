package books

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// away says who of a unit is not there: day by day, by month, as a picture.
type away struct{ Parts }

func (w *away) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "kalender", Help: text.Label("command.calendar"), For: staff.Overseers, Handler: w.start})
	rt.Action(actionDays, staff.Overseers, w.turn)
	rt.Action(actionPicture, staff.Overseers, w.picture)
	rt.Action(actionUnits, staff.Overseers, w.units)
}

// seen are the units whose days the actor may see: those in which a position
// is led first, then those that are served.
func seen(a staff.Actor) []staff.UnitID {
	var units []staff.UnitID
	for _, h := range a.Holdings {
		if h.Leads {
			units = append(units, h.UnitID)
		}
	}
	for _, g := range a.Grants {
		if g.Role == staff.Personnel {
			units = append(units, g.UnitID)
			units = append(units, g.Covers...)
		}
	}
	var each []staff.UnitID
	for _, u := range units {
		if !slices.Contains(each, u) {
			each = append(each, u)
		}
	}
	return each
}

// start shows the two weeks of the unit that is nearest to the actor.
func (w *away) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	units := seen(r.Actor)
	if len(units) == 0 {
		return bot.Reply{}, staff.ErrNotAllowed
	}
	return w.weeks(ctx, r.Actor, units[0])
}

// turn shows other days, in place of the message that was tapped.
func (w *away) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	show := w.weeks
	if nav.Arg(r, 1) != "" {
		month, err := w.monthArg(r)
		if err != nil {
			return bot.Reply{}, err
		}
		show = func(ctx context.Context, by staff.Actor, unit staff.UnitID) (bot.Reply, error) {
			return w.month(ctx, by, unit, month)
		}
	}
	reply, err := show(ctx, r.Actor, staff.UnitID(id))
	return nav.InPlace(reply), err
}

// monthsAround is how far from today months can be looked at.
const monthsAround = 24

// monthArg reads a month: 2026-11.
func (w *away) monthArg(r *bot.Request) (calendar.Date, error) {
	month, err := calendar.ParseDate(nav.Arg(r, 1) + "-01")
	today := w.Desk.Today()
	if err != nil || month.Before(today.AddMonths(-monthsAround)) || month.After(today.AddMonths(monthsAround)) {
		return calendar.Date{}, bot.ErrStaleButton
	}
	return month, nil
}

// weeks shows this week and the next, day by day. A weekend stands there only
// if somebody is away on it.
func (w *away) weeks(ctx context.Context, by staff.Actor, id staff.UnitID) (bot.Reply, error) {
	today := w.Desk.Today()
	monday := today.AddDays(-(int(today.Weekday()) + 6) % 7)
	period := request.Period{From: monday, To: monday.AddDays(13)}
	unit, absences, err := w.load(ctx, by, id, period)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.AwayWeeks{Unit: unit.Name, Today: today}
	for day := period.From; !day.After(period.To); day = day.AddDays(1) {
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		if who := on(absences, day); !weekend || len(who) > 0 {
			said.Days = append(said.Days, text.AwayDay{Date: day, Special: w.Calendar.On(day), Absences: who})
		}
	}
	return bot.Reply{Text: said, Buttons: w.buttons(by, id, firstOf(today), false)}, nil
}

// on are the absences that touch a day.
func on(absences []request.Absence, day calendar.Date) []request.Absence {
	var list []request.Absence
	for _, a := range absences {
		if a.Period.Meets(request.Period{From: day, To: day}) {
			list = append(list, a)
		}
	}
	return list
}

// load finds who of a unit is away; whether the actor may know, the desk says.
func (w *away) load(ctx context.Context, by staff.Actor, id staff.UnitID, p request.Period) (staff.Unit, []request.Absence, error) {
	absences, err := w.Desk.Away(ctx, by, id, p)
	if err != nil {
		return staff.Unit{}, nil, err
	}
	units, err := w.Units.Units(ctx, []staff.UnitID{id})
	if err != nil {
		return staff.Unit{}, nil, err
	}
	if len(units) == 0 {
		return staff.Unit{}, nil, bot.ErrStaleButton
	}
	return units[0], absences, nil
}

// month shows who is away in a month.
func (w *away) month(ctx context.Context, by staff.Actor, id staff.UnitID, month calendar.Date) (bot.Reply, error) {
	unit, absences, err := w.load(ctx, by, id, wholeMonth(month))
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.AwayMonth{Unit: unit.Name, Month: month, Absences: absences}
	return bot.Reply{Text: said, Buttons: w.buttons(by, id, month, true)}, nil
}

func firstOf(d calendar.Date) calendar.Date { return calendar.NewDate(d.Year(), d.Month(), 1) }

func wholeMonth(month calendar.Date) request.Period {
	return request.Period{From: month, To: month.AddMonths(1).AddDays(-1)}
}

// buttons lead to the months around, to the picture, and to other units.
func (w *away) buttons(by staff.Actor, id staff.UnitID, month calendar.Date, shown bool) [][]bot.Button {
	to := func(m calendar.Date, after bool) bot.Button {
		return bot.Button{Label: text.MonthLabel{Month: m, After: after}, Action: actionDays, Args: []string{nav.IDArg(id), monthName(m)}}
	}
	before, after := month.AddMonths(-1), month.AddMonths(1)
	if !shown { // the weeks are of this month
		after = month
	}
	rows := [][]bot.Button{{to(before, false), to(after, true)}}
	second := []bot.Button{{Label: text.Label("label.calendar.picture"), Action: actionPicture, Args: []string{nav.IDArg(id), monthName(month)}}}
	if shown {
		second = append(second, bot.Button{Label: text.Label("label.calendar.weeks"), Action: actionDays, Args: []string{nav.IDArg(id)}})
	}
	rows = append(rows, second)
	last := []bot.Button{nav.HomeButton()}
	if len(seen(by)) > 1 {
		last = append([]bot.Button{{Label: text.Label("label.calendar.units"), Action: actionUnits}}, last...)
	}
	return append(rows, last)
}

// monthName is a month as a button carries it: 2026-11.
func monthName(m calendar.Date) string { return m.String()[:len("2026-11")] }

// picture sends the pictures of a month.
func (w *away) picture(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	month, err := w.monthArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	unit, absences, err := w.load(ctx, r.Actor, staff.UnitID(id), wholeMonth(month))
	if err != nil {
		return bot.Reply{}, err
	}
	return w.draw(ctx, unit, month, absences)
}

// mostDrawn is of how many employees pictures are drawn.
const mostDrawn = 240

func (w *away) draw(ctx context.Context, unit staff.Unit, month calendar.Date, absences []request.Absence) (bot.Reply, error) {
	members, _, err := w.Units.StaffOf(ctx, []staff.UnitID{unit.ID}, "", 0, mostDrawn)
	if err != nil {
		return bot.Reply{}, err
	}
	employees := make([]staff.Employee, 0, len(members))
	for _, m := range members {
		employees = append(employees, m.Employee)
	}
	pictures, err := paper.UnitCalendar{
		Unit: unit.Name, Month: month, Staff: employees, Absences: absences, Calendar: w.Calendar,
	}.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	reply := bot.Reply{Toast: text.PictureSent{Count: len(pictures)}}
	for _, p := range pictures {
		reply.Attachments = append(reply.Attachments, bot.Printed(p))
	}
	return reply, nil
}

// units asks whose days are to be shown.
func (w *away) units(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offset, err := nav.Offset(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	all, err := w.Units.Units(ctx, seen(r.Actor))
	if err != nil {
		return bot.Reply{}, err
	}
	offset = min(offset, nav.LastPage(len(all)))
	page := all[offset:min(len(all), offset+nav.PageSize)]
	rows := nav.NumberButtons(offset, len(page), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: actionDays, Args: []string{nav.IDArg(page[i].ID)}}
	})
	rows = append(rows, nav.PageButtons(offset, len(all), func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: actionUnits, Args: []string{strconv.Itoa(offset)}}
	})...)
	said := text.UnitList{Units: page, Offset: offset, Total: len(all)}
	return nav.InPlace(bot.Reply{Text: said, Buttons: append(rows, []bot.Button{nav.HomeButton()})}), nil
}
