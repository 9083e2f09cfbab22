package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// shownDays is what a calendar shows: a month, and the days chosen so far.
type shownDays struct{ month, first, last calendar.Date }

// String is how it stands in a session.
func (s shownDays) String() string {
	return strings.TrimRight(strings.Join([]string{s.month.String(), s.first.String(), s.last.String()}, " "), " ")
}

// readShownDays reads what String wrote; anything else shows nothing yet.
func readShownDays(shown string) shownDays {
	var days [3]calendar.Date
	for i, part := range strings.SplitN(shown, " ", len(days)) {
		day, err := calendar.ParseDate(part)
		if err != nil {
			return shownDays{}
		}
		days[i] = day
	}
	return shownDays{month: monthOf(days[0]), first: days[1], last: days[2]}
}

func monthOf(d calendar.Date) calendar.Date {
	if d.IsZero() {
		return d
	}
	return calendar.NewDate(d.Year(), d.Month(), 1)
}

// turnPrefix begins the value of a button that shows another month.
const turnPrefix = "m"

// turned is the month that a button turns to.
func turned(value string) (calendar.Date, bool) {
	day, found := strings.CutPrefix(value, turnPrefix)
	month, err := calendar.ParseDate(day)
	return monthOf(month), found && err == nil
}

// daySheet is a month as it is drawn.
type daySheet struct {
	text  CalendarQuestion
	span  Span
	shown shownDays
	mark  func(calendar.Date) DayMark
}

// sheet prepares the month that is shown.
func (d Days) sheet(ctx context.Context, r *Request, a Answers, shown shownDays) (*daySheet, error) {
	span, err := d.Span(ctx, r, a)
	if err != nil {
		return nil, err
	}
	if span.Last.Before(span.First) {
		return nil, &DefectError{Reason: "a calendar has no days"}
	}
	shown.month = span.month(shown.month)
	end := nextMonth(shown.month).AddDays(-1)
	mark, err := d.marks(ctx, r, a, shown.month, end)
	if err != nil {
		return nil, err
	}
	s := &daySheet{span: span, shown: shown, mark: mark}
	s.text = CalendarQuestion{Month: shown.month, First: shown.first, Last: shown.last}
	for day := shown.month; !day.After(end); day = day.AddDays(1) {
		s.text.Special = append(s.text.Special, mark(day).Special...)
		if sign := s.sign(day); !slices.Contains(s.text.Legend, sign) {
			s.text.Legend = append(s.text.Legend, sign)
		}
	}
	slices.Sort(s.text.Legend)
	return s, nil
}

// month is the month to show: the one that is wished for, as far as it can be chosen from.
func (s Span) month(wish calendar.Date) calendar.Date {
	for _, day := range []calendar.Date{wish, s.Open, s.Today} {
		if !day.IsZero() {
			wish = day
			break
		}
	}
	switch month := monthOf(wish); {
	case month.Before(monthOf(s.First)):
		return monthOf(s.First)
	case month.After(monthOf(s.Last)):
		return monthOf(s.Last)
	default:
		return month
	}
}

func nextMonth(m calendar.Date) calendar.Date { return calendar.NewDate(m.Year(), m.Month()+1, 1) }

// sign is the one sign that a day carries: the weightiest.
func (s *daySheet) sign(day calendar.Date) DaySign {
	mark := s.mark(day)
	switch {
	case day == s.shown.first, !s.shown.last.IsZero() && day.After(s.shown.first) && !day.After(s.shown.last):
		return DayChosen
	case day.Before(s.span.First), day.After(s.span.Last):
		return DayOutside
	case mark.Own:
		return DayOwn
	case mark.Closed != nil && len(mark.Special) == 0:
		return DayClosed
	}
	if len(mark.Special) > 0 && SignOf(mark.Special[0].Kind) != DayPlain { // the weightiest is the first
		return SignOf(mark.Special[0].Kind)
	}
	switch {
	case mark.Others > 0:
		return DayOthers
	case day == s.span.Today:
		return DayToday
	case day.Weekday() == time.Saturday, day.Weekday() == time.Sunday:
		return DayWeekend
	}
	return DayPlain
}

// SignOf is the sign of a special day.
func SignOf(k calendar.Kind) DaySign {
	switch k {
	case calendar.National:
		return DayNational
	case calendar.JointLeave:
		return DayJoint
	case calendar.BaliDispensation:
		return DayBali
	case calendar.OfficeOwn:
		return DayOffice
	case calendar.PawukonDay, calendar.Purnama, calendar.Tilem:
		return DayRite
	}
	return DayPlain
}

const week = 7

// keyboard draws the month; value is what the button of a day answers.
func (s *daySheet) keyboard(value func(calendar.Date) string) [][]Button {
	header := make([]Button, 0, week)
	for i := range week {
		header = append(header, idleButton(WeekdayLabel{time.Weekday((i + 1) % week)}))
	}
	rows := [][]Button{s.turns(), header}
	first := s.shown.month
	monday := first.AddDays(-((int(first.Weekday()) + 6) % week))
	for ; monday.Before(nextMonth(first)); monday = monday.AddDays(week) {
		row := make([]Button, 0, week)
		for i := range week {
			row = append(row, s.button(monday.AddDays(i), value))
		}
		rows = append(rows, row)
	}
	return rows
}

func (s *daySheet) button(day calendar.Date, value func(calendar.Date) string) Button {
	if day.IsZero() || monthOf(day) != s.shown.month {
		return idleButton(SayBlank)
	}
	sign := s.sign(day)
	b := AnswerButton(DayLabel{Day: day.Day(), Sign: sign}, value(day))
	switch {
	case sign == DayChosen:
		b.Style = Success
	case day == s.span.Today:
		b.Style = Primary
	}
	return b
}

// turns is the row that turns to other months.
func (s *daySheet) turns() []Button {
	before, after := monthOf(s.shown.month.AddDays(-1)), nextMonth(s.shown.month)
	row := []Button{idleButton(SayBlank), idleButton(MonthLabel{s.shown.month}), idleButton(SayBlank)}
	if !before.Before(monthOf(s.span.First)) {
		row[0] = AnswerButton(TurnLabel{Month: before}, turnPrefix+before.String())
	}
	if !after.After(s.span.Last) {
		row[2] = AnswerButton(TurnLabel{Month: after, Forward: true}, turnPrefix+after.String())
	}
	return row
}
