package app_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

const said = "Rapat koordinasi."

// bulletin is a house in which something is announced to many.
type bulletin struct {
	*house
	many []*telegramtest.Person
}

// announced furnishes a house with so many more people, who all have linked an account.
func announced(t *testing.T, many int, f furnishing) *bulletin {
	t.Helper()
	b := &bulletin{house: newHouse(t, f)}
	if many > 0 {
		storetest.Exec(t, b.database, fmt.Sprintf(`
			INSERT INTO employee (nip, name, kind, phone)
				SELECT '19800101' || lpad(i::text, 10, '0'), 'Pegawai ' || i, 'PNS', '62899' || lpad(i::text, 8, '0') FROM generate_series(1, %[1]d) AS i;
			INSERT INTO position (code, title, unit_id, eselon)
				SELECT 'BANYAK-' || i, 'Pelaksana ' || i, (SELECT id FROM unit WHERE code = 'DISKOP'), 'STAF' FROM generate_series(1, %[1]d) AS i;
			INSERT INTO assignment (employee_id, position_id, kind, from_day)
				SELECT e.id, p.id, 'DEFINITIF', '2025-01-02' FROM generate_series(1, %[1]d) AS i
				JOIN employee AS e ON e.name = 'Pegawai ' || i JOIN position AS p ON p.code = 'BANYAK-' || i;
			INSERT INTO link (employee_id, account, linked_at, returned_at)
				SELECT id, 800000000 + substr(name, 9)::bigint, '2026-01-02', '2026-01-02' FROM employee WHERE name LIKE 'Pegawai %%';`, many))
	}
	for i := range many {
		p := b.telegram.Person(telegramtest.Profile{ID: 800000001 + int64(i), Name: fmt.Sprintf("Pegawai %d", i+1)})
		p.Start()
		b.many = append(b.many, p)
	}
	return b
}

// clerk is the agendaris of the dinas as the program knows her.
func (b *bulletin) clerk() staff.Actor {
	b.tb.Helper()
	actor, err := b.gelis.Store().Identify(b.tb.Context(), staff.AccountID(b.person("Dwi").ID()))
	if err != nil {
		b.tb.Fatal(err)
	}
	return actor
}

// announce writes to the whole dinas.
func (b *bulletin) announce(change func(*announce.Draft)) announce.Progress {
	b.tb.Helper()
	by := b.clerk()
	offices, err := b.gelis.Announcements().Offices(b.tb.Context(), by)
	if err != nil || len(offices) != 1 {
		b.tb.Fatalf("the clerk writes as %+v: %v", offices, err)
	}
	draft := announce.Draft{Office: offices[0], Content: announce.Content{HTML: said}, Scope: staff.Scope{Units: []staff.UnitID{offices[0].Unit}}}
	if change != nil {
		change(&draft)
	}
	p, err := b.gelis.Announcements().Send(b.tb.Context(), by, draft, "")
	if err != nil {
		b.tb.Fatal(err)
	}
	return p
}

func at(instant time.Time) func(*announce.Draft) {
	return func(d *announce.Draft) { d.Timing.At = instant }
}

func urgent(d *announce.Draft) { d.Urgent = true }

// issue is how an issue stands.
func (b *bulletin) issue(id announce.IssueID) announce.Issue {
	b.tb.Helper()
	issue, err := b.gelis.Store().Issue(b.tb.Context(), id)
	if err != nil {
		b.tb.Fatal(err)
	}
	return issue
}

// becomes waits until an issue is in a state.
func (b *bulletin) becomes(id announce.IssueID, state announce.IssueState) announce.Issue {
	b.tb.Helper()
	b.eventually(fmt.Sprintf("issue %d is %s", id, state), func() bool { return b.issue(id).State == state })
	return b.issue(id)
}

// copies is how many of the many have a message, and how often at most.
func (b *bulletin) copies(words string) (have, most int) {
	for _, p := range b.many {
		n := 0
		for _, m := range p.Chat() {
			if m.From == telegramtest.FromBot && missing(m.Plain, []string{words}) == "" {
				n++
			}
		}
		have += min(n, 1)
		most = max(most, n)
	}
	return have, most
}

// sends lists when the announcement was sent to the many.
func (b *bulletin) sends(after int64) []telegramtest.Call {
	var sent []telegramtest.Call
	for _, call := range b.telegram.Calls(telegramtest.CallFilter{Method: "sendMessage", After: after}) {
		if call.ChatID > 800000000 && missing(call.Params["text"], []string{said}) == "" {
			sent = append(sent, call)
		}
	}
	return sent
}
