package audience

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
)

const maxSearch = 60 // characters

// parse takes a button, or a name to look for.
func (f Field) parse(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
	s := readState(r.Shown, a[f.Key])
	if value == "" {
		return search(r, s)
	}
	if value == valueDone {
		return f.done(ctx, r, a, s)
	}
	if moved, ok := s.look(value); ok {
		return moved.answer()
	}
	reach, err := f.Reach(ctx, r, a)
	if err != nil {
		return bot.Answer{}, err
	}
	scope, err := f.choose(ctx, reach, s.scope(), value)
	if err != nil {
		return bot.Answer{}, err
	}
	s.Scope = Text(based(scope, reach))
	return s.answer()
}

// search looks for people, wherever the person was.
func search(r *bot.Request, s state) (bot.Answer, error) {
	if r.File != nil || r.Text == "" {
		return bot.Answer{}, bot.ErrTextExpected
	}
	if n := utf8.RuneCountInString(r.Text); n > maxSearch {
		return bot.Answer{}, &bot.TextTooLongError{Length: n, Limit: maxSearch}
	}
	s.View, s.Search, s.Page = viewPeople, r.Text, 0
	return s.answer()
}

// look is where a button leads that chooses nothing.
func (s state) look(value string) (state, bool) {
	if v, ok := strings.CutPrefix(value, prefixView); ok && slices.Contains([]view{viewAll, viewUnits, viewPeople, viewRanks}, view(v)) {
		return state{Scope: s.Scope, View: view(v)}, true
	}
	if page, ok := strings.CutPrefix(value, prefixPage); ok {
		if n, err := strconv.ParseUint(page, 10, 20); err == nil {
			s.Page = int(n)
			return s, true
		}
	}
	if unit, ok := strings.CutPrefix(value, prefixOpen); ok {
		if id, err := strconv.ParseUint(unit, 10, 62); err == nil {
			return state{Scope: s.Scope, View: viewUnits, Unit: staff.UnitID(id)}, true
		}
	}
	return s, false
}

// choose turns something on or off.
func (f Field) choose(ctx context.Context, reach Reach, scope staff.Scope, value string) (staff.Scope, error) {
	if value == valueEveryone && reach.Whole {
		scope.Everyone = !scope.Everyone
		scope.Units = nil
		return scope, nil
	}
	if len(value) < 3 || (value[1:2] != on && value[1:2] != off) {
		return scope, bot.ErrUseButtons
	}
	isOn, what := value[1:2] == on, value[2:]
	switch value[:1] {
	case prefixUnit:
		return f.chooseUnit(ctx, reach, scope, what, isOn)
	case prefixPerson:
		return f.choosePerson(ctx, reach, scope, what, isOn)
	case prefixEchelon:
		if slices.Contains(Echelons(), staff.Echelon(what)) {
			scope.Echelons = inOrder(with(scope.Echelons, staff.Echelon(what), isOn), Echelons())
			return scope, nil
		}
	case prefixKind:
		if slices.Contains(Kinds(), staff.Kind(what)) {
			scope.Kinds = inOrder(with(scope.Kinds, staff.Kind(what), isOn), Kinds())
			return scope, nil
		}
	}
	return scope, bot.ErrUseButtons
}

// inOrder are the chosen ones in the order of all.
func inOrder[T comparable](chosen, all []T) []T {
	return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !slices.Contains(chosen, v) })
}

// chooseUnit takes a unit with all below it.
func (f Field) chooseUnit(ctx context.Context, reach Reach, scope staff.Scope, what string, isOn bool) (staff.Scope, error) {
	id, err := strconv.ParseInt(what, 10, 64)
	if err != nil {
		return scope, bot.ErrUseButtons
	}
	if isOn {
		if err := f.allowed(ctx, reach, staff.UnitID(id)); err != nil {
			return scope, err
		}
		scope.Everyone = false
	}
	scope.Units = with(scope.Units, staff.UnitID(id), isOn)
	return scope, nil
}

// choosePerson names somebody.
func (f Field) choosePerson(ctx context.Context, reach Reach, scope staff.Scope, what string, isOn bool) (staff.Scope, error) {
	id, err := strconv.ParseInt(what, 10, 64)
	if err != nil {
		return scope, bot.ErrUseButtons
	}
	scope.People = with(scope.People, staff.EmployeeID(id), isOn)
	if len(scope.People) > MaxPeople {
		return scope, &bot.ChosenError{Chosen: len(scope.People), Max: MaxPeople}
	}
	if !isOn {
		return scope, nil
	}
	units, err := f.within(ctx, reach)
	if err != nil {
		return scope, err
	}
	found, err := f.Staff.Members(ctx, units, []staff.EmployeeID{staff.EmployeeID(id)})
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("choose employee %d: %w", id, announce.ErrBeyond)
	}
	return scope, err
}

// done takes what is chosen, if anybody is.
func (f Field) done(ctx context.Context, _ *bot.Request, _ bot.Answers, s state) (bot.Answer, error) {
	people := 0
	if scope := s.scope(); !scope.IsEmpty() {
		var err error
		if people, _, err = f.Staff.CountInScope(ctx, scope); err != nil {
			return bot.Answer{}, err
		}
	}
	if people == 0 {
		return bot.Answer{}, announce.ErrNobody
	}
	return bot.Answer{Value: s.Scope}, nil
}
