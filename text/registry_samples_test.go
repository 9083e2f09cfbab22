package text_test

import (
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func lines() []registry.Line {
	return []registry.Line{
		{
			Letter: 1, AgendaNumber: 412, AgendaYear: 2026, Number: "B.10/<2214>", Subject: "Undangan rapat & <koordinasi>", Sender: "Dinas Kebudayaan",
			Received: today(), Secrecy: disposition.Open, Where: "Kepala Bagian Umum", More: 2,
		},
		{Letter: 2, AgendaNumber: 413, AgendaYear: 2026, Secrecy: disposition.Secret},
		{Letter: 3, AgendaNumber: 414, AgendaYear: 2026, Number: "7", Subject: "Laporan", Sender: "Bappeda", Received: today(), Secrecy: disposition.Restricted, Complete: true},
	}
}

func entry(change ...func(*registry.Entry)) registry.Entry {
	e := registry.Entry{
		Number: "B.10/2214", Date: today().AddDays(-2), Sender: "Dinas <Kebudayaan>", Subject: "Undangan rapat & koordinasi", Summary: "Rapat di Denpasar.",
		Classification: "000.8", Speed: disposition.Urgent, Secrecy: disposition.Restricted,
		Files: []document.File{{ID: "a", Name: "surat.pdf", Size: 120_000}},
	}
	for _, c := range change {
		c(&e)
	}
	return e
}

func secretEntry(e *registry.Entry) {
	*e = registry.Entry{Date: today(), Speed: disposition.Ordinary, Secrecy: disposition.TopSecret}
}

func letterView(change ...func(*registry.LetterView)) registry.LetterView {
	d := dossier()
	v := registry.LetterView{Dossier: d, Root: d.Branches[0], Where: d.Branches[1:2], Today: today()}
	d.Letter.RegisteredByName = "Ni Kadek <Ratnasari>"
	for _, c := range change {
		c(&v)
	}
	return v
}

func letterSamples() []sample {
	secret := disposition.Letter{AgendaNumber: 413, AgendaYear: 2026, Secrecy: disposition.Secret, Speed: disposition.Ordinary}
	many := letterView(func(v *registry.LetterView) {
		for range 9 {
			v.Where = append(v.Where, v.Where[0])
		}
	})
	list := func(f registry.Filter, items []registry.Line) text.LetterList {
		return text.LetterList{Page: registry.Page{Items: items, Total: len(items)}, Filter: f, Today: today()}
	}
	all := []sample{
		{"list", list(registry.Running, lines())},
		{"card", text.LetterCard{View: letterView(), News: text.Label("disposition.started")}},
		{"card of many", text.LetterCard{View: many}},
		{"card, complete", text.LetterCard{View: letterView(func(v *registry.LetterView) { v.Where, v.Letter.CompletedAt = nil, at(9, 0) })}},
		{"card, at the registry", text.LetterCard{View: letterView(func(v *registry.LetterView) { v.Where = nil })}},
		{"card, secret", text.LetterCard{View: letterView(func(v *registry.LetterView) { v.Letter = secret })}},
		{"files", text.AskLetterFiles{Limit: 10}},
		{"files, some", text.AskLetterFiles{Files: entry().Files, Limit: 10}},
		{"grade", text.AskGrade{}},
		{"grade, photo in the chat", text.AskGrade{Dropped: true}},
		{"sender", text.AskSender{Limit: 200}},
		{"sender, suggested", text.AskSender{Suggested: true, Limit: 200}},
		{"sender, alike", text.AskSender{Typed: "Dinas <Kebudayan>", Suggested: true, Limit: 200}},
		{"same", text.SameLetters{Lines: lines()[:1]}},
		{"first", text.AskFirst{Seats: seats(2), Total: 2}},
		{"first, nobody", text.AskFirst{}},
		{"first, found", text.AskFirst{Search: "umum", Seats: seats(2), Total: 2}},
		{"first, not found", text.AskFirst{Search: "<x>"}},
		{"confirm", text.ConfirmLetter{Entry: entry(), First: seats(1)[0], Today: today()}},
		{"confirm, vacant and known", text.ConfirmLetter{Entry: entry(), First: seats(2)[1], Same: lines()[:1], Today: today()}},
		{"confirm, secret", text.ConfirmLetter{Entry: entry(secretEntry), First: seats(1)[0], Today: today(), Dropped: true}},
		{"registered", text.LetterRegistered{Registered: registry.Registered{Letter: dossier().Letter, First: seats(1)[0], Deadline: today()}, Today: today()}},
		{"registered, secret", text.LetterRegistered{Registered: registry.Registered{Letter: secret, First: seats(2)[1], Deadline: today()}, Today: today(), Dropped: true}},
		{"label of a sender", text.SenderLabel{Name: "Dinas <Kebudayaan>"}},
		{"label as typed", text.UseTypedLabel{Name: "Dinas Kebudayan"}},
		{"label of a seat", text.SeatLabel{Seat: seats(1)[0]}},
		{"label of a vacant seat", text.SeatLabel{Seat: seats(2)[1]}},
		{"label of a speed", text.SpeedLabel{Speed: disposition.VeryUrgent}},
		{"label of a secrecy", text.SecrecyLabel{Secrecy: disposition.TopSecret}},
	}
	for _, field := range []string{"number", "subject", "class", "summary"} {
		all = append(all, sample{"ask " + field, text.AskLetter{Field: field, Limit: 500}})
	}
	for _, f := range registry.Filters() {
		all = append(all,
			sample{"empty " + string(f), list(f, nil)},
			sample{"filter " + string(f), text.LetterFilterLabel{Filter: f, Count: 999, Counted: true, Current: true}})
	}
	return all
}

func hits() []registry.Hit {
	return []registry.Hit{
		{
			Letter: 1, AgendaNumber: 412, AgendaYear: 2026, UnitName: "Biro Umum", Number: "B.10/<2214>", Subject: "Undangan & <rapat>", Sender: "Dinas Kebudayaan",
			Received: today(), Secrecy: disposition.Open,
		},
		{Letter: 2, AgendaNumber: 413, AgendaYear: 2026, UnitName: "Biro <Umum>", Secrecy: disposition.Secret, Complete: true},
	}
}

func figures(units int) registry.Figures {
	f := registry.Figures{From: today().AddDays(-29), Until: today(), Total: registry.UnitFigures{
		Unit: staff.Unit{ID: 1, Name: "Biro <Organisasi>"}, Received: 40, Waiting: 6, Done: 30, Returned: 1, Overdue: 2, Median: 52 * time.Hour,
	}}
	for range units {
		f.Units = append(f.Units, registry.UnitFigures{Unit: staff.Unit{ID: 2, Name: "Bagian " + strings.Repeat("Kelembagaan ", 4)}, Received: 4, Waiting: 1})
	}
	return f
}

func searchSamples() []sample {
	found := registry.Found{Items: hits(), Total: 300, More: true, Alike: []string{"Dinas <Kebudayaan>", "Badan Riset"}}
	all := []sample{
		{"found", text.SearchResult{Found: found, Words: "rapat <x>", Filter: registry.FoundAll, Today: today()}},
		{"found on another page", text.SearchResult{Found: registry.Found{Items: hits(), Total: 12, Offset: 5}, Words: "rapat", Filter: registry.FoundMine, Today: today()}},
		{"nothing", text.SearchResult{Words: "xyz", Filter: registry.FoundAll, Today: today()}},
		{"nothing in a part", text.SearchResult{Words: "xyz", Filter: registry.FoundWaiting, Period: text.LastYear, Today: today()}},
		{"only a unit", text.OnlyUnitLabel{Name: "Biro <Umum>"}},
		{"figures", text.FiguresCard{Figures: figures(2)}},
		{"figures of many", text.FiguresCard{Figures: figures(40)}},
		{"no figures", text.FiguresCard{Figures: registry.Figures{From: calendar.NewDate(2026, 1, 1), Until: today(), Total: registry.UnitFigures{Unit: staff.Unit{Name: "Biro Umum"}}}}},
	}
	for _, p := range text.Periods() {
		all = append(all, sample{"period " + string(p), text.PeriodLabel{Period: p, Current: p == text.ThisYear}})
	}
	for _, f := range registry.SearchFilters() {
		all = append(all, sample{"filter " + string(f), text.SearchFilterLabel{Filter: f, Current: f == registry.FoundMine}})
	}
	return all
}
