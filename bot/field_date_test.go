package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

func onDay(month time.Month, day int) calendar.Date { return calendar.NewDate(2026, month, day) }

// officeDays are days from 23 November 2026 to the end of January, with
// Christmas, a closed day and absences.
func officeDays() Days {
	return Days{
		Span: func(context.Context, *Request, Answers) (Span, error) {
			return Span{Today: onDay(11, 23), First: onDay(11, 23), Last: calendar.NewDate(2027, 1, 31)}, nil
		},
		Marks: func(_ context.Context, _ *Request, _ Answers, from, to calendar.Date) (func(calendar.Date) DayMark, error) {
			return func(d calendar.Date) DayMark {
				if d.Before(from) || d.After(to) {
					panic("a day was asked for that was not looked up")
				}
				return map[calendar.Date]DayMark{
					onDay(12, 25): {Special: []calendar.Day{{Date: d, Kind: calendar.National, Name: "Natal"}}, Closed: errDecided},
					onDay(12, 24): {Special: []calendar.Day{{Date: d, Kind: calendar.JointLeave, Name: "Cuti bersama"}}},
					onDay(12, 23): {Special: []calendar.Day{{Date: d, Kind: calendar.Purnama, Name: "Purnama"}}},
					onDay(12, 18): {Closed: errDecided},
					onDay(12, 8):  {Own: true},
					onDay(12, 9):  {Others: 2},
				}[d]
			}, nil
		},
	}
}

// asking is a form of one field, started by /isi; its answer is told by the
// end of the form.
func asking(f Field) func(*Router) {
	return func(rt *Router) {
		rt.Cancel("batal", SayHelpCancel)
		rt.Command(Command{Name: "isi", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Begin: &Begin{Form: "one"}}, nil
		}})
		rt.Form(Form{Name: "one", For: staff.Everyone, Fields: []Field{f}, Submit: func(_ context.Context, _ *Request, a Answers) (Reply, error) {
			return Reply{Text: says("answer " + a[f.Key]), Edit: true}, nil
		}})
	}
}

// talk goes through a form of one field: each step is a button that is
// tapped by its value, or a text.
type talk struct {
	*again
	update int64
	last   Reply // with the question that is open
}

func talking(t *testing.T, f Field) *talk {
	t.Helper()
	k := &talk{again: handing(t, asking(f))}
	k.command("isi")
	return k
}

func (k *talk) command(name string) {
	k.t.Helper()
	k.update++
	k.last = k.handle(Request{Update: k.update, Command: name})
	k.composes()
}

// types sends a text.
func (k *talk) types(text string) Reply {
	k.t.Helper()
	k.update++
	k.last = k.handle(Request{Update: k.update, Text: text})
	k.composes()
	return k.last
}

// composes sees that Telegram would take what is said.
func (k *talk) composes() {
	k.t.Helper()
	for next := &k.last; next != nil && next.Text != nil; next = next.Then {
		if _, err := k.responder.composer.message(*next); err != nil {
			k.t.Fatalf("%+v: %v", next.Text, err)
		}
	}
}

// button finds a button of the open question by what it answers.
func (k *talk) button(value string) Button {
	k.t.Helper()
	for _, row := range k.last.Buttons {
		for _, b := range row {
			if b.Action == actionAnswer && b.Args[0] == value {
				return b
			}
		}
	}
	k.t.Fatalf("no button answers %q; there are %v", value, k.values())
	return Button{}
}

// values are what the buttons of the open question answer, row by row.
func (k *talk) values() []string {
	var rows []string
	for _, row := range k.last.Buttons {
		var values []string
		for _, b := range row {
			if b.Action == actionAnswer {
				values = append(values, b.Args[0])
			}
		}
		if len(values) > 0 {
			rows = append(rows, strings.Join(values, " "))
		}
	}
	return rows
}

// tap is a tap on a button of a reply, under message 40.
func (a *again) tap(update int64, b Button) Request {
	a.t.Helper()
	data, err := Callback{Action: b.Action, Args: b.Args, Draft: b.Draft}.Encode()
	if err != nil {
		a.t.Fatal(err)
	}
	return Request{Update: update, Message: 40, tap: true, data: data}
}

// taps taps a button, twice: once more after a crash.
func (k *talk) taps(value string) Reply {
	k.t.Helper()
	k.update++
	tap := k.tap(k.update, k.button(value))
	first := k.handle(tap)
	k.last = k.handle(tap)
	if diff := cmp.Diff(first, k.last, cmp.AllowUnexported(both{}, Reply{})); diff != "" {
		k.t.Errorf("the tap on %s is answered differently when it comes again:\n%s", value, diff)
	}
	if !k.last.Edit {
		k.t.Errorf("the tap on %s does not change the message in place", value)
	}
	k.composes()
	return k.last
}

// refuses expects a tap to be refused with an error, and nothing to change.
func (k *talk) refuses(b Button, want error) {
	k.t.Helper()
	k.update++
	before := k.session()
	_, err := k.refused(k.tap(k.update, b))
	if fmt.Sprint(err) != fmt.Sprint(want) {
		k.t.Errorf("the tap is answered with %v, want %v", err, want)
	}
	if after := k.session(); after.Field != before.Field || after.Shown != before.Shown {
		k.t.Errorf("the tap changed %+v to %+v", before, after)
	}
}

func (k *talk) answers(want string) {
	k.t.Helper()
	k.wants("the end", k.last, says("answer "+want))
}

func month(t *testing.T, r Reply) CalendarQuestion {
	t.Helper()
	q, ok := r.Text.(CalendarQuestion)
	if !ok {
		t.Fatalf("the question is %+v", r.Text)
	}
	return q
}

func aDate() Field { return DateField{Key: "day", Ask: question("when?"), Days: officeDays()}.Field() }

// shape draws a keyboard: a day with its sign, or what a cell says.
func shape(r Reply) string {
	var b strings.Builder
	for _, row := range r.Buttons {
		for _, cell := range row {
			switch l := cell.Label.(type) {
			case DayLabel:
				fmt.Fprintf(&b, "%2d%c", l.Day, " tcnjobrOusxw"[int(l.Sign)])
			case WeekdayLabel:
				b.WriteString(l.Day.String()[:2] + " ")
			case MonthLabel:
				fmt.Fprintf(&b, "%.7s ", l.Month)
			case TurnLabel:
				fmt.Fprintf(&b, "%.7s ", l.Month)
			default:
				b.WriteString(".. ")
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestCalendarShowsTheMonthWithItsMarks(t *testing.T) {
	t.Parallel()
	k := talking(t, aDate())
	const november = `.. 2026-11 2026-12 
Mo Tu We Th Fr Sa Su 
.. .. .. .. .. ..  1x
 2x 3x 4x 5x 6x 7x 8x
 9x10x11x12x13x14x15x
16x17x18x19x20x21x22x
23t24 25 26 27 28w29w
30 .. .. .. .. .. .. 
.. 
`
	if diff := cmp.Diff(november, shape(k.last)); diff != "" {
		t.Errorf("November (-want +got):\n%s", diff)
	}
	const december = `2026-11 2026-12 2027-01 
Mo Tu We Th Fr Sa Su 
..  1  2  3  4  5w 6w
 7  8O 9u10 11 12w13w
14 15 16 17 18s19w20w
21 22 23r24j25n26w27w
28 29 30 31 .. .. .. 
.. 
`
	r := k.taps("m2026-12-01")
	if diff := cmp.Diff(december, shape(r)); diff != "" {
		t.Errorf("December (-want +got):\n%s", diff)
	}
	q := month(t, r)
	if len(q.Special) != 3 || q.Special[1].Name != "Cuti bersama" || q.Special[2].Name != "Natal" {
		t.Errorf("the special days are %+v", q.Special)
	}
	if want := []DaySign{DayPlain, DayNational, DayJoint, DayRite, DayOwn, DayOthers, DayClosed, DayWeekend}; !cmp.Equal(q.Legend, want) {
		t.Errorf("the legend is %v, want %v", q.Legend, want)
	}
}

func TestDayIsTappedOrTyped(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]func(*talk){
		"tapped":              func(k *talk) { k.taps("2026-11-25") },
		"tapped in January":   func(k *talk) { k.taps("m2026-12-01"); k.taps("m2027-01-01"); k.taps("2027-01-25") },
		"typed":               func(k *talk) { k.types("2026-11-25") },
		"typed beside a turn": func(k *talk) { k.taps("m2026-12-01"); k.types("2026-12-25"); k.types("2026-11-25") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := talking(t, aDate())
			answer(k)
			want := "2026-11-25"
			if name == "tapped in January" {
				want = "2027-01-25"
			}
			k.answers(want)
		})
	}
}

func TestDayThatCannotBeChosenSaysWhy(t *testing.T) {
	t.Parallel()
	outside := &DayError{Day: onDay(11, 20), First: onDay(11, 23), Last: calendar.NewDate(2027, 1, 31)}
	k := talking(t, aDate())
	k.refuses(k.button("2026-11-20"), outside)
	december := k.taps("m2026-12-01")
	k.refuses(k.button("2026-12-18"), errDecided)
	k.refuses(k.button("2026-12-25"), errDecided)
	forged := december.Buttons[3][0]
	for _, value := range []string{"2026-13-01", "m2026", "9999-12-31x", "x"} {
		forged.Args = []string{value}
		k.refuses(forged, ErrUseButtons)
	}
	for typed, why := range map[string]error{
		"2026-11-20": outside, "2026-12-18": errDecided, "soon": ErrDayExpected, "2026-11-24/2026-11-25": ErrDayExpected,
	} {
		k.wants(typed, k.types(typed), both{says("!" + why.Error()), k.month(december)})
	}
}

// month is the question of a reply, without what stands before it.
func (k *talk) month(r Reply) Phrase {
	k.t.Helper()
	return month(k.t, r)
}

func TestCalendarDoesNotTurnBeyondWhatCanBeChosen(t *testing.T) {
	t.Parallel()
	k := talking(t, aDate())
	for value, want := range map[string]calendar.Date{
		"m2020-01-01": onDay(11, 1), "m2026-10-01": onDay(11, 1), "m2027-02-01": calendar.NewDate(2027, 1, 1),
	} {
		turn := k.button("m2026-12-01")
		turn.Args = []string{value}
		k.update++
		r := k.handle(k.tap(k.update, turn))
		if got := month(t, r).Month; got != want {
			t.Errorf("%s turns to %v, want %v", value, got, want)
		}
	}
	k.command("batal")
	k.command("isi")
	k.taps("m2026-12-01")
	if january := k.taps("m2027-01-01"); january.Buttons[0][2].Args[0] != idleValue {
		t.Errorf("January turns on to %v", january.Buttons[0][2])
	}
}

func TestNextQuestionShowsItsOwnMonth(t *testing.T) {
	t.Parallel()
	again := DateField{Key: "again", Ask: question("and when?"), Days: officeDays()}.Field()
	k := &talk{again: handing(t, func(rt *Router) {
		asking(aDate())(rt)
		form := rt.forms["one"]
		form.Fields = append(form.Fields, again)
		rt.forms["one"] = form
	})}
	k.command("isi")
	k.taps("m2026-12-01")
	if q := month(t, k.taps("2026-12-15")); q.Question != says("and when?") || q.Month != onDay(11, 1) {
		t.Errorf("the next question is %+v", q)
	}
}

func TestButtonThatFillsAPlaceDoesNothing(t *testing.T) {
	t.Parallel()
	k := talking(t, aDate())
	before := k.session()
	if r := k.handle(k.tap(9, k.last.Buttons[1][0])); r.Text != nil || r.Toast != nil || r.Unbutton {
		t.Errorf("the head of a column answers %+v", r)
	}
	if diff := cmp.Diff(before, k.session(), cmp.AllowUnexported(session{})); diff != "" {
		t.Errorf("the session changed:\n%s", diff)
	}
}

func aPeriod(change func(*PeriodField)) Field {
	f := PeriodField{
		Key: "days", Ask: question("which days?"), Days: officeDays(),
		Line: func(_ context.Context, _ *Request, _ Answers, first, last calendar.Date) (Phrase, error) {
			return says(fmt.Sprintf("%d days", last.Sub(first)+1)), nil
		},
		Check: func(_ context.Context, _ *Request, _ Answers, first, last calendar.Date) error {
			if last.Sub(first) > 30 {
				return errTooMany
			}
			return nil
		},
	}
	if change != nil {
		change(&f)
	}
	return f.Field()
}

func withoutLine(f *PeriodField) { f.Line = nil }

func TestPeriodIsTappedOrTyped(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*PeriodField)
		answer func(*talk)
		want   string
	}{
		"with a look at what it means": {nil, func(k *talk) {
			k.taps("a2026-11-25")
			k.taps("b2026-11-25/2026-11-27")
			k.taps("p2026-11-25/2026-11-27")
		}, "2026-11-25/2026-11-27"},
		"without anything to look at": {withoutLine, func(k *talk) {
			k.taps("a2026-11-25")
			k.taps("p2026-11-25/2026-11-27")
		}, "2026-11-25/2026-11-27"},
		"of a single day": {nil, func(k *talk) {
			k.taps("a2026-11-25")
			k.taps("p2026-11-25/2026-11-25")
		}, "2026-11-25/2026-11-25"},
		"over the end of the year": {nil, func(k *talk) {
			k.taps("m2026-12-01")
			k.taps("a2026-12-30")
			k.taps("m2027-01-01")
			k.taps("b2026-12-30/2027-01-05")
			k.taps("p2026-12-30/2027-01-05")
		}, "2026-12-30/2027-01-05"},
		"after another thought": {nil, func(k *talk) {
			k.taps("a2026-11-25")
			k.taps("a2026-11-24")
			k.taps("b2026-11-24/2026-11-27")
			k.taps("a2026-11-26")
			k.taps("p2026-11-26/2026-11-26")
		}, "2026-11-26/2026-11-26"},
		"typed":                     {nil, func(k *talk) { k.types("2026-11-25/2026-11-27") }, "2026-11-25/2026-11-27"},
		"typed after the first day": {nil, func(k *talk) { k.taps("a2026-11-25"); k.types("2026-11-30") }, "2026-11-30/2026-11-30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := talking(t, aPeriod(c.change))
			c.answer(k)
			k.answers(c.want)
			if _, _, err := PeriodOf(c.want); err != nil {
				t.Errorf("%s is not read again: %v", c.want, err)
			}
		})
	}
}

func TestChosenDaysAreShownWithWhatTheyMean(t *testing.T) {
	t.Parallel()
	k := talking(t, aPeriod(nil))
	first := month(t, k.taps("a2026-11-25"))
	if first.First != onDay(11, 25) || !first.Last.IsZero() || first.Line != says("1 days") {
		t.Errorf("after the first day: %+v", first)
	}
	r := k.taps("b2026-11-25/2026-11-30")
	if q := month(t, r); q.First != onDay(11, 25) || q.Last != onDay(11, 30) || q.Line != says("6 days") {
		t.Errorf("after both days: %+v", q)
	}
	for _, row := range []string{"23t24 25c26c27c28c29c", "30c.."} {
		if !strings.Contains(shape(r), row) {
			t.Errorf("the range is not shown:\n%s", shape(r))
		}
	}
	december := k.taps("m2026-12-01")
	if q := month(t, december); q.First != onDay(11, 25) || q.Last != onDay(11, 30) || strings.Contains(shape(december), "1c") {
		t.Errorf("in December: %+v\n%s", q, shape(december))
	}
}

// A client that has no answer yet sends the tap again as another one.
func TestSecondTapOnTheFirstDayDoesNotChooseTheLast(t *testing.T) {
	t.Parallel()
	k := talking(t, aPeriod(nil))
	first := k.button("a2026-11-25")
	for range 2 {
		k.update++
		k.last = k.handle(k.tap(k.update, first))
		if q := month(t, k.last); q.First != onDay(11, 25) || !q.Last.IsZero() {
			t.Errorf("%v to %v is chosen", q.First, q.Last)
		}
	}
}

func TestPeriodThatCannotBeChosenSaysWhy(t *testing.T) {
	t.Parallel()
	k := talking(t, aPeriod(nil))
	k.taps("a2026-11-25")
	december := k.taps("m2026-12-01")
	k.refuses(k.button("b2026-11-25/2026-12-18"), errDecided)
	k.refuses(k.button("b2026-11-25/2026-12-30"), errTooMany)
	forged := december.Buttons[3][0]
	for _, value := range []string{"b2026-11-25", "p2026-11-25/", "p2026-11-27/2026-11-25", "pp", "a", "a2026-02-30", "2026-11-25"} {
		forged.Args = []string{value}
		k.refuses(forged, ErrUseButtons)
	}
	shown := k.month(december)
	for typed, why := range map[string]error{
		"2026-11-25/2026-12-30": errTooMany, "2026-12-18": errDecided, "tomorrow": ErrDayExpected,
		"2026-11-20/2026-11-25": &DayError{Day: onDay(11, 20), First: onDay(11, 23), Last: calendar.NewDate(2027, 1, 31)},
	} {
		k.wants(typed, k.types(typed), both{says("!" + why.Error()), shown})
	}
}

func TestPeriodOfNothingIsNoPeriod(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"", "/", "2026-11-25", "2026-11-25/", "2026-11-25/2026-11-24", "2026-11-25/2026-11-26/2026-11-27"} {
		if first, last, err := PeriodOf(answer); err == nil {
			t.Errorf("%q is read as %v to %v", answer, first, last)
		}
	}
}
