package recurrence_test

import (
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/handlers/recurrence"
)

func TestARuleIsMadeFromTheAnswers(t *testing.T) {
	t.Parallel()
	form := recurrence.Form{Prefix: "r_"}
	for want, answers := range map[string]bot.Answers{
		"HARI_KE 1 SENIN; MINGGU_BERIKUT":  {"r_kind": "HARI_KE", "r_nth": "1", "r_weekday": "1", "r_shift": "MINGGU_BERIKUT"},
		"HARI_KE -1 JUMAT; LEWATI":         {"r_kind": "HARI_KE", "r_nth": "-1", "r_weekday": "5", "r_shift": "LEWATI"},
		"MINGGUAN MINGGU; TETAP":           {"r_kind": "MINGGUAN", "r_weekday": "0", "r_shift": "TETAP"},
		"TANGGAL 17; HARI_KERJA_BERIKUT":   {"r_kind": "TANGGAL", "r_day": "17", "r_shift": "HARI_KERJA_BERIKUT"},
		"TAHUNAN 08-14; TETAP":             {"r_kind": "TAHUNAN", "r_date": "2027-08-14", "r_shift": "TETAP"},
		"":                                 {"r_kind": "HARI_KE", "r_nth": "1", "r_shift": "TETAP"},
		"nothing chosen is no rule either": {},
	} {
		rule, err := form.Rule(answers)
		if refused := want == "" || len(answers) == 0; refused != (err != nil) || (!refused && rule.String() != want) {
			t.Errorf("%v: %q, %v; want %q", answers, rule, err, want)
		}
	}
}

func TestAFieldIsAskedOnlyWhereTheKindNeedsIt(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string][]string{
		"MINGGUAN": {"r_kind", "r_weekday", "r_shift"}, "HARI_KE": {"r_kind", "r_nth", "r_weekday", "r_shift"},
		"TANGGAL": {"r_kind", "r_day", "r_shift"}, "TAHUNAN": {"r_kind", "r_date", "r_shift"},
	} {
		var asked []string
		for _, f := range (recurrence.Form{Prefix: "r_"}).Fields() {
			if !f.Skip(bot.Answers{"r_kind": kind}) {
				asked = append(asked, f.Key)
			}
		}
		if len(asked) != len(want) {
			t.Errorf("%s asks %v, want %v", kind, asked, want)
		}
	}
	off := recurrence.Form{Prefix: "r_", Skip: func(bot.Answers) bool { return true }}
	for _, f := range off.Fields() {
		if !f.Skip(bot.Answers{}) {
			t.Errorf("%s is asked although nothing comes back", f.Key)
		}
	}
}

func TestAnHourIsReadAsPeopleWriteIt(t *testing.T) {
	t.Parallel()
	f := recurrence.HourField{Key: "hour", First: 6 * 60, Last: 20 * 60}.Field()
	for written, want := range map[string]string{
		"08.15": "495", "8": "480", "8:15": "495", "0815": "495", "pukul 8.15": "495", "5.59": "", "20.01": "", "25.00": "", "8.60": "", "pagi": "",
	} {
		answer, err := f.Parse(t.Context(), &bot.Request{Text: written}, nil, "")
		if answer.Value != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", written, answer.Value, err, want)
		}
	}
	if _, err := f.Parse(t.Context(), &bot.Request{}, nil, "9999"); err == nil {
		t.Error("a forged hour is taken")
	}
}
