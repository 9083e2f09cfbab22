package telegramtest_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// machine is a time machine with two duties: the digest at 7 and the sweep at 20, office time.
type machine struct {
	now  time.Time
	last time.Time // after this nothing is due
	err  error
}

var wita = time.FixedZone("WITA", 8*3600)

func newMachine() *machine {
	begin := time.Date(2026, 8, 3, 16, 0, 0, 0, wita)
	return &machine{now: begin, last: begin.AddDate(0, 0, 30)}
}

func (m *machine) Duties() []string { return []string{"digest", "sweep", "never"} }

// Coming are the next digest and the next sweep.
func (m *machine) Coming() []telegramtest.Occurrence {
	var all []telegramtest.Occurrence
	then := *m
	for range 2 {
		if name, due := then.Next(); !due.IsZero() {
			all, then.now = append(all, telegramtest.Occurrence{Duty: name, Due: due}), due
		}
	}
	return all
}

func (m *machine) Now() time.Time { return m.now }

func (m *machine) Next() (string, time.Time) {
	day := time.Date(m.now.Year(), m.now.Month(), m.now.Day(), 0, 0, 0, 0, wita)
	for {
		for _, d := range []struct {
			name string
			hour time.Duration
		}{{"digest", 7 * time.Hour}, {"sweep", 20 * time.Hour}} {
			due := day.Add(d.hour)
			if due.After(m.last) {
				return "", time.Time{}
			}
			if due.After(m.now) {
				return d.name, due
			}
		}
		day = day.AddDate(0, 0, 1)
	}
}

func (m *machine) To(_ context.Context, t time.Time) ([]telegramtest.Occurrence, error) {
	var ran []telegramtest.Occurrence
	for m.err == nil {
		name, due := m.Next()
		if due.IsZero() || due.After(t) {
			break
		}
		m.now = due
		ran = append(ran, telegramtest.Occurrence{Duty: name, Due: due})
	}
	m.now = t.In(wita)
	return ran, m.err
}

func TestTheClockMovesForwardAndLetsDutiesHappen(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{Time: newMachine(), DutyName: func(duty string) string { return "the " + duty }})
	const at = "/api/clock"
	w.want("GET", at, "", 200, `{"now":"2026-08-03T16:00:00+08:00","zone":"WITA","days":[],"ran":[],"next":{"duty":"sweep","name":"the sweep","due":"2026-08-03T20:00:00+08:00"},"coming":[{"duty":"sweep","name":"the sweep","due":"2026-08-03T20:00:00+08:00"},{"duty":"digest","name":"the digest","due":"2026-08-04T07:00:00+08:00"}]}`)
	w.want("POST", at, `{"advance":"1h"}`, 200, `{"now":"2026-08-03T17:00:00+08:00","zone":"WITA","days":[],"ran":[],"next":{"duty":"sweep","name":"the sweep","due":"2026-08-03T20:00:00+08:00"},"coming":[{"duty":"sweep","name":"the sweep","due":"2026-08-03T20:00:00+08:00"},{"duty":"digest","name":"the digest","due":"2026-08-04T07:00:00+08:00"}]}`)
	w.want("POST", at, `{"next":"duty"}`, 200, `{"now":"2026-08-03T20:00:00+08:00","zone":"WITA","days":[],"ran":[{"duty":"sweep","name":"the sweep","due":"2026-08-03T20:00:00+08:00"}],`+
		`"next":{"duty":"digest","name":"the digest","due":"2026-08-04T07:00:00+08:00"},"coming":[{"duty":"digest","name":"the digest","due":"2026-08-04T07:00:00+08:00"},{"duty":"sweep","name":"the sweep","due":"2026-08-04T20:00:00+08:00"}]}`)
	w.want("POST", at, `{"next":"sweep"}`, 200, `{"now":"2026-08-04T20:00:00+08:00",`+
		`"zone":"WITA","days":[],"ran":[{"duty":"digest","name":"the digest","due":"2026-08-04T07:00:00+08:00"},{"duty":"sweep","name":"the sweep","due":"2026-08-04T20:00:00+08:00"}],`+
		`"next":{"duty":"digest","name":"the digest","due":"2026-08-05T07:00:00+08:00"},"coming":[{"duty":"digest","name":"the digest","due":"2026-08-05T07:00:00+08:00"},{"duty":"sweep","name":"the sweep","due":"2026-08-05T20:00:00+08:00"}]}`)
	w.want("POST", at, `{"to":"2026-09-02T00:00:00Z"}`, 200, `{"now":"2026-09-02T08:00:00+08:00","zone":"WITA","days":[],"ran":`+everyDuty(28)+`,"next":null,"coming":[]}`)
	w.want("POST", at, `{"to":"2026-09-03T08:00:00+08:00"}`, 200, `{"now":"2026-09-03T08:00:00+08:00","zone":"WITA","days":[],"ran":[],"next":null,"coming":[]}`)
}

// everyDuty are the duties of so many days from 5 August 2026 on, and the digest of the day after.
func everyDuty(days int) string {
	var all []string
	for i := range days + 1 {
		day := time.Date(2026, 8, 5+i, 0, 0, 0, 0, wita).Format("2006-01-02")
		all = append(all, `{"duty":"digest","name":"the digest","due":"`+day+`T07:00:00+08:00"}`, `{"duty":"sweep","name":"the sweep","due":"`+day+`T20:00:00+08:00"}`)
	}
	return "[" + strings.Join(all[:len(all)-1], ",") + "]"
}

func TestTheClockRefusesWhatItCannotDo(t *testing.T) {
	t.Parallel()
	m := newMachine()
	w := newWeb(t, telegramtest.APIConfig{Time: m})
	const choose = `{"error":"say one of {\"advance\": \"16h\"}, {\"to\": \"2026-08-17T07:30:00+08:00\"} and {\"next\": \"duty\"}"}`
	const forward = `{"error":"the clock goes forward only: it is 2026-08-03T16:00:00+08:00 already"}`
	for _, c := range []struct {
		body   string
		code   int
		answer string
	}{
		{`{}`, 400, choose},
		{`{"advance":"1h","next":"duty"}`, 400, choose},
		{`{"advance":"a while"}`, 400, `{"error":"advance must be a duration like 90s, 30m or 16h, and is \"a while\""}`},
		{`{"advance":"-1m"}`, 400, forward},
		{`{"to":"2026-08-03T15:59:59+08:00"}`, 400, forward},
		{`{"to":"2027-08-05T00:00:00+08:00"}`, 400, `{"error":"the clock goes at most 366 days in one move"}`},
		{`{"next":"party"}`, 404, `{"error":"no duty called \"party\" will come: the next is sweep"}`},
		{`{"next":"never"}`, 404, `{"error":"no duty called \"never\" comes within 366 days of 2026-08-03T16:00:00+08:00"}`},
	} {
		m.now = newMachine().now
		w.want("POST", "/api/clock", c.body, c.code, c.answer)
	}
	m.err = errors.New("no database")
	m.now = newMachine().now
	w.want("POST", "/api/clock", `{"advance":"1h"}`, 500, `{"error":"move the clock to 2026-08-03T17:00:00+08:00: no database"}`)
}

func TestWithoutATimeMachineTheClockIsTheServers(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.want("GET", "/api/clock", "", 200, `{"now":"2026-08-03T08:00:00Z","zone":"UTC","days":[],"ran":[],"next":null,"coming":[]}`)
	w.want("POST", "/api/clock", `{"advance":"1h"}`, 501, `{"error":"the clock here is the real one and cannot be moved"}`)
}

func TestTheClockSaysWhatIsSpecialAboutTheDay(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{Time: newMachine(), Days: func(now time.Time) []telegramtest.Day {
		if now.Format("0102") != "0817" {
			return nil
		}
		return []telegramtest.Day{{Kind: "NASIONAL", Name: "Proklamasi Kemerdekaan"}}
	}})
	if _, got := w.ask("GET", "/api/clock", ""); !strings.Contains(got, `"days":[]`) {
		t.Errorf("an ordinary day: %s", got)
	}
	w.ask("POST", "/api/clock", `{"to":"2026-08-17T07:00:00+08:00"}`)
	if _, got := w.ask("GET", "/api/clock", ""); !strings.Contains(got, `"days":[{"kind":"NASIONAL","name":"Proklamasi Kemerdekaan"}]`) {
		t.Errorf("a holiday: %s", got)
	}
}
