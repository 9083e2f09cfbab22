package bot

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNumberIsTappedOrTyped(t *testing.T) {
	t.Parallel()
	f := NumberField{Key: "n", Ask: question("how many?"), Min: 1, Max: 12, Quick: []int{1, 2, 3}, PerRow: 2}.Field()
	for name, answer := range map[string]func(*talk){
		"tapped":               func(k *talk) { k.taps("2") },
		"typed":                func(k *talk) { k.types(" 2 ") },
		"typed after mistakes": func(k *talk) { k.types("two"); k.types("13"); k.types("2") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := talking(t, f)
			if got := k.values(); !cmp.Equal(got, []string{"1 2", "3"}) {
				t.Errorf("the quick buttons are %q", got)
			}
			answer(k)
			k.answers("2")
		})
	}
	k := talking(t, f)
	forged := k.button("1")
	for value, want := range map[string]error{"0": &NumberRangeError{Number: 0, Min: 1, Max: 12}, "x": ErrNumberExpected} {
		forged.Args = []string{value}
		k.refuses(forged, want)
		k.wants(value, k.types(value), both{says("!" + want.Error()), says("how many?")})
	}
}

func someHours(span HourSpan) Field {
	return HoursField{
		Key: "hours", Ask: question("when?"),
		Span: func(context.Context, *Request, Answers) (HourSpan, error) { return span, nil },
		Check: func(_ context.Context, _ *Request, _ Answers, from, to int) error {
			if to-from > 180 {
				return errTooMany
			}
			return nil
		},
	}.Field()
}

func TestHoursAreTappedOrTyped(t *testing.T) {
	t.Parallel()
	evening := HourSpan{First: 960, Last: 1200, Step: 60}
	late := HourSpan{First: 450, Last: 630, Step: 60, From: 450}
	early := HourSpan{First: 780, Last: 960, Step: 60, To: 960}
	for name, c := range map[string]struct {
		span   HourSpan
		answer func(*talk)
		want   string
	}{
		"tapped":                        {evening, func(k *talk) { k.taps("f1020"); k.taps("1020-1140") }, "1020-1140"},
		"tapped after another thought":  {evening, func(k *talk) { k.taps("f960"); k.taps("f"); k.taps("f1020"); k.taps("1020-1140") }, "1020-1140"},
		"typed":                         {evening, func(k *talk) { k.types("1025-1141") }, "1025-1141"},
		"typed after the beginning":     {evening, func(k *talk) { k.taps("f1020"); k.types("1100") }, "1020-1100"},
		"with a beginning that is set":  {late, func(k *talk) { k.taps("450-570") }, "450-570"},
		"typed, the beginning is set":   {late, func(k *talk) { k.types("500") }, "450-500"},
		"with an end that is set":       {early, func(k *talk) { k.taps("840-960") }, "840-960"},
		"typed, the end is set":         {early, func(k *talk) { k.types("800") }, "800-960"},
		"typed after a late beginning":  {early, func(k *talk) { k.types("1000"); k.types("900") }, "900-960"},
		"typed whole, the beginning is": {late, func(k *talk) { k.types("450-500") }, "450-500"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := talking(t, someHours(c.span))
			c.answer(k)
			k.answers(c.want)
			if _, _, err := HoursOf(c.want); err != nil {
				t.Errorf("%s is not read again: %v", c.want, err)
			}
		})
	}
}

func TestHoursThatCannotBeChosenSayWhy(t *testing.T) {
	t.Parallel()
	k := talking(t, someHours(HourSpan{First: 960, Last: 1200}))
	if got, want := k.values(), []string{"f960 f990 f1020 f1050", "f1080 f1110 f1140 f1170"}; !cmp.Equal(got, want) {
		t.Errorf("the buttons are %q, want %q", got, want)
	}
	outside := &HoursError{First: 960, Last: 1200}
	for typed, want := range map[string]error{"900-1000": outside, "1100-1300": outside, "960-1180": errTooMany, "1000": ErrHoursExpected, "x": ErrHoursExpected} {
		k.wants(typed, k.types(typed), both{says("!" + want.Error()), HoursQuestion{Question: says("when?")}})
	}
	forged := k.button("f960")
	for value, want := range map[string]error{"f1200": ErrUseButtons, "fx": ErrUseButtons, "1000-900": ErrUseButtons, "900-1000": outside} {
		forged.Args = []string{value}
		k.refuses(forged, want)
	}
	if q := k.taps("f1110").Text; q != (HoursQuestion{Question: says("when?"), Until: true, From: 1110}) {
		t.Errorf("the question is %+v", q)
	}
	if got, want := k.values(), []string{"1110-1140 1110-1170 1110-1200", "f"}; !cmp.Equal(got, want) {
		t.Errorf("the buttons are %q, want %q", got, want)
	}
}

func FuzzAnswersOfFields(f *testing.F) {
	for _, seed := range []string{"2026-12-15/2026-12-17", "540-600", "1|2", "0-1440", "2026-12-15 2026-12-16 2026-12-17", `{"q":"x","p":-1}`, "|", "//", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		if first, last, err := PeriodOf(answer); err == nil && period(first, last) != answer {
			t.Errorf("%q is read as %v to %v", answer, first, last)
		}
		if from, to, err := HoursOf(answer); err == nil && (from < 0 || to <= from || to > minutesOfDay) {
			t.Errorf("%q is read as %d to %d", answer, from, to)
		}
		if ids, err := PeopleOf(answer); err == nil && len(ids) != len(ChosenOf(answer)) {
			t.Errorf("%q is read as %v", answer, ids)
		}
		if shown := readShownDays(answer); readShownDays(shown.String()) != shown {
			t.Errorf("%q shows %+v", answer, shown)
		}
		if shown := readShownPeople(answer); shown.Page < 0 {
			t.Errorf("%q shows page %d", answer, shown.Page)
		}
	})
}

func TestKeyboardWithMoreButtonsThanTelegramTakesIsADefect(t *testing.T) {
	t.Parallel()
	r := newQuietRig(t)
	row := func(n int) Reply {
		return Reply{Text: says("x"), Buttons: [][]Button{slices.Repeat([]Button{{Label: says("x"), URL: "https://x"}}, n)}}
	}
	if _, err := r.responder.composer.message(row(100)); err != nil {
		t.Errorf("100 buttons: %v", err)
	}
	if _, err := r.responder.composer.message(row(101)); err == nil {
		t.Error("101 buttons go out")
	}
}
