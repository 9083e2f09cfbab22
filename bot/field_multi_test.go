package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/staff"
)

func severalOf(values ...string) Field {
	return MultiField{
		Key: "some", Ask: question("which?"), Min: 1, Max: 2, PerRow: 3,
		Options: func(context.Context, *Request, Answers) ([]Option, error) {
			var list []Option
			for _, v := range values {
				list = append(list, Option{Label: says(v), Value: v})
			}
			return list, nil
		},
	}.Field()
}

func TestSeveralChoicesAreTurnedOnAndOff(t *testing.T) {
	t.Parallel()
	k := talking(t, severalOf("a", "b", "c"))
	for _, step := range []struct {
		tap  string
		want []string
	}{
		{"+a", []string{"-a +b +c", "ok"}},
		{"+c", []string{"-a +b -c", "ok"}},
		{"-a", []string{"+a +b -c", "ok"}},
		{"-c", []string{"+a +b +c"}},
		{"+b", []string{"+a -b +c", "ok"}},
		{"+a", []string{"-a -b +c", "ok"}},
	} {
		k.taps(step.tap)
		if got := k.values(); !cmp.Equal(got, step.want) {
			t.Errorf("after %s the buttons are %q, want %q", step.tap, got, step.want)
		}
	}
	k.refuses(k.button("+c"), &ChosenError{Chosen: 3, Min: 1, Max: 2})
	k.wants("a text", k.types("a and b"), both{says("!" + ErrUseButtons.Error()), says("which?")})
	k.taps("ok")
	k.answers("b|a")
	if got := ChosenOf("b|a"); !cmp.Equal(got, []string{"b", "a"}) || ChosenOf("") != nil {
		t.Errorf("the answer is read as %q", got)
	}
}

// A client that has no answer yet sends the tap again as another one.
func TestSecondTapOnAChoiceDoesNotTurnItOffAgain(t *testing.T) {
	t.Parallel()
	k := talking(t, severalOf("a", "b", "c"))
	on := k.button("+a")
	for range 2 {
		k.update++
		k.last = k.handle(k.tap(k.update, on))
	}
	k.taps("ok")
	k.answers("a")
}

func TestFewerChoicesThanNeededAreRefused(t *testing.T) {
	t.Parallel()
	k := talking(t, severalOf("a", "b"))
	forged := k.button("+a")
	for value, want := range map[string]error{"ok": &ChosenError{Min: 1, Max: 2}, "+z": ErrUseButtons, "a": ErrUseButtons} {
		forged.Args = []string{value}
		k.refuses(forged, want)
	}
}

// people are twenty employees: the last of them cannot be chosen.
func people(several bool) Field {
	someone := func(id int) Person {
		return Person{ID: staff.EmployeeID(id), Name: fmt.Sprintf("Nyoman %d", id), Position: "Staf", Unit: "Sekretariat"}
	}
	return PersonField{
		Key: "who", Ask: question("who?"), Several: several, Min: 1, Max: 2,
		Find: func(_ context.Context, _ *Request, _ Answers, s PersonSearch) (PersonPage, error) {
			var all []Person
			for id := 1; id <= 20; id++ {
				if s.Search == "" && id <= 3 || s.Search != "" && strings.Contains(someone(id).Name, s.Search) {
					all = append(all, someone(id))
				}
			}
			end := min(len(all), s.Offset+s.Limit)
			return PersonPage{People: all[min(s.Offset, end):end], Total: len(all)}, nil
		},
		Look: func(_ context.Context, _ *Request, _ Answers, ids []staff.EmployeeID) ([]Person, error) {
			var list []Person
			for _, id := range ids {
				switch {
				case id > 20:
					return nil, staff.ErrNotAllowed
				case id == 20:
					return nil, errDecided
				}
				list = append(list, someone(int(id)))
			}
			return list, nil
		},
	}.Field()
}

func TestPersonIsFoundByTyping(t *testing.T) {
	t.Parallel()
	k := talking(t, people(false))
	if got := k.values(); !cmp.Equal(got, []string{"+1", "+2", "+3"}) {
		t.Errorf("suggested are %q", got)
	}
	k.types("Nyoman")
	if got := k.values(); !cmp.Equal(got, []string{"+1", "+2", "+3", "+4", "+5", "+6", "+7", "+8", ". . g1", "all"}) {
		t.Errorf("found are %q", got)
	}
	k.taps("g1")
	last := k.taps("g2")
	if got := k.values(); !cmp.Equal(got, []string{"+17", "+18", "+19", "+20", "g1 . .", "all"}) {
		t.Errorf("on the last page are %q", got)
	}
	if q, ok := last.Text.(PersonQuestion); !ok || q.Before != 16 || q.Total != 20 || q.Search != "Nyoman" {
		t.Errorf("the question is %+v", last.Text)
	}
	k.refuses(k.button("+20"), errDecided)
	for value, want := range map[string]error{"+21": staff.ErrNotAllowed, "-1": ErrUseButtons, "ok": ErrUseButtons, "gx": ErrUseButtons, "+0": ErrUseButtons, "+": ErrUseButtons} {
		forged := k.button("+17")
		forged.Args = []string{value}
		k.refuses(forged, want)
	}
	k.taps("g1")
	k.types("Nyoman 1")
	if got := k.values(); !cmp.Equal(got, []string{"+1", "+10", "+11", "+12", "+13", "+14", "+15", "+16", ". . g1", "all"}) {
		t.Errorf("found anew are %q", got)
	}
	k.taps("all")
	k.types("nobody")
	if got := k.values(); !cmp.Equal(got, []string{"all"}) {
		t.Errorf("nobody is found as %q", got)
	}
	k.types(strings.Repeat("x", 61))
	k.types("Nyoman 7")
	k.taps("+7")
	k.answers("7")
}

func TestSeveralPeopleAreChosenFromDifferentSearches(t *testing.T) {
	t.Parallel()
	k := talking(t, people(true))
	k.taps("+1")
	k.types("Nyoman 15")
	k.taps("+15")
	q, ok := k.last.Text.(PersonQuestion)
	if !ok || len(q.Chosen) != 2 || q.Chosen[1].ID != 15 {
		t.Errorf("the question is %+v", k.last.Text)
	}
	if got := k.values(); !cmp.Equal(got, []string{"-15", "all", "ok"}) {
		t.Errorf("the buttons are %q", got)
	}
	k.taps("all")
	k.refuses(k.button("+2"), &ChosenError{Chosen: 3, Min: 1, Max: 2})
	k.taps("-1")
	k.taps("+3")
	k.taps("ok")
	k.answers("15|3")
	if ids, err := PeopleOf("15|3"); err != nil || !cmp.Equal(ids, []staff.EmployeeID{15, 3}) {
		t.Errorf("the answer is read as %v (%v)", ids, err)
	}
}

func TestNobodyIsNotAnAnswer(t *testing.T) {
	t.Parallel()
	k := talking(t, people(true))
	done := k.button("+1")
	done.Args = []string{"ok"}
	k.refuses(done, &ChosenError{Min: 1, Max: 2})
}
