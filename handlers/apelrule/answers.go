package apelrule

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/nav"
)

// auto is the answer for a dress by the rules.
const auto = "auto"

// answersOf are the answers that would make the details.
func answersOf(d apel.Details) bot.Answers {
	a := bot.Answers{
		fieldKind: string(d.Kind), fieldName: d.Name, fieldMinute: strconv.Itoa(d.Minute), fieldPlace: nav.IDArg(d.Place.ID),
		fieldDress: string(d.Dress), fieldInspector: d.Inspector, fieldBring: d.Bring, fieldScope: audience.Text(d.Scope),
		fieldOfficers: people(d.Officers), fieldWindow: windowText(d.Window),
	}
	if d.Dress == "" {
		a[fieldDress] = auto
	}
	return a
}

func people(ids []staff.EmployeeID) string {
	list := make([]string, 0, len(ids))
	for _, id := range ids {
		list = append(list, nav.IDArg(id))
	}
	return strings.Join(list, "|")
}

// read makes a rule out of the answers. What is changed keeps what the form
// does not ask for.
func (f *form) read(ctx context.Context, by staff.Actor, a bot.Answers) (apel.Rule, error) {
	rule := apel.Rule{Active: true, Details: apel.Details{Unit: unitOf(by)}}
	var err error
	if id := apel.RuleID(idAnswer(a, answerRule)); id != 0 {
		if rule, err = f.lists.byID(ctx, by, id); err != nil {
			return rule, err
		}
	}
	if id := eventAnswer(a); id != 0 {
		view, err := f.event(ctx, by, id)
		if err != nil {
			return rule, err
		}
		rule.Details = view.Event.Details
	}
	if err := f.readDetails(ctx, by, a, &rule.Details); err != nil {
		return rule, err
	}
	from, until := rule.Recurrence.From, rule.Recurrence.Until
	rule.Recurrence, err = f.when(a)
	rule.Recurrence.From, rule.Recurrence.Until = from, until
	return rule, err
}

// unitOf is the unit whose personnel office the actor is.
func unitOf(by staff.Actor) staff.UnitID {
	for _, role := range []staff.Role{staff.Personnel, staff.Admin} {
		for _, g := range by.Grants {
			if g.Role == role {
				return g.UnitID
			}
		}
	}
	return 0
}

func (f *form) readDetails(ctx context.Context, by staff.Actor, a bot.Answers, d *apel.Details) error {
	d.Kind, d.Name, d.Inspector, d.Bring = apel.Kind(a[fieldKind]), a[fieldName], a[fieldInspector], a[fieldBring]
	d.Minute, _ = strconv.Atoi(a[fieldMinute]) // the field takes hours alone
	d.Dress = apel.Dress(a[fieldDress])
	if d.Dress == auto {
		d.Dress = ""
	}
	var err error
	if d.Scope, err = audience.Read(a[fieldScope]); err != nil {
		return err
	}
	if d.Officers, err = bot.PeopleOf(a[fieldOfficers]); err != nil {
		return err
	}
	if d.Window, err = readWindow(a[fieldWindow]); err != nil {
		return err
	}
	d.Place, err = f.place(ctx, by, apel.PlaceID(idAnswer(a, fieldPlace)))
	return err
}

func (f *form) place(ctx context.Context, by staff.Actor, id apel.PlaceID) (apel.Place, error) {
	table, err := f.Desk.Schedule(ctx, by)
	if err != nil {
		return apel.Place{}, err
	}
	for _, p := range table.Places {
		if p.ID == id {
			return p, nil
		}
	}
	return apel.Place{}, apel.ErrNoSuchPlace
}

// when reads on which day, or how it comes back.
func (f *form) when(a bot.Answers) (calendar.Rule, error) {
	if !single(a) {
		return f.recurrence().Rule(a)
	}
	day, err := calendar.ParseDate(a[fieldDate])
	return calendar.Rule{Kind: calendar.Once, Date: day, Shift: calendar.Keep}, err
}

// windowText is a window as an answer: 45 0 30.
func windowText(w apel.Window) string {
	return fmt.Sprintf("%d %d %d", w.OpensBefore, w.LateAfter, w.ClosesAfter)
}

func readWindow(answer string) (apel.Window, error) {
	parts := strings.Fields(answer)
	var minutes [3]int
	if len(parts) != len(minutes) {
		return apel.Window{}, &apel.FieldError{Field: apel.FieldWindow}
	}
	for i, part := range parts {
		const most = 4 * 60
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > most {
			return apel.Window{}, &apel.FieldError{Field: apel.FieldWindow}
		}
		minutes[i] = n
	}
	w := apel.Window{OpensBefore: minutes[0], LateAfter: minutes[1], ClosesAfter: minutes[2]}
	if w.OpensBefore+w.ClosesAfter == 0 || w.LateAfter > w.ClosesAfter {
		return w, &apel.FieldError{Field: apel.FieldWindow}
	}
	return w, nil
}
