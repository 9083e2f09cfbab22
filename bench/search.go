package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/storetest"
)

// mostSearch is how long the first page of what was found may take, in milliseconds.
const mostSearch = 50

// asker is somebody who looks for letters.
type asker struct {
	name string
	by   staff.Actor
}

// question is what is looked for. It changes from round to round where the office has more than one such thing.
type question struct {
	name   string
	words  func(round int) string
	filter registry.SearchFilter
	month  bool         // of the last 30 days
	early  bool         // of the first year alone
	unit   staff.UnitID // of one unit alone
	none   bool         // there is nothing to find
}

// measureSearch asks everything of everybody in an office of a million letters, through the service that the bot asks.
func measureSearch(ctx context.Context, s *site) ([]line, error) {
	db, err := s.openOffice(ctx, s.archiveOffice)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	archive := registry.NewArchive(db, clock())
	found, err := s.lookAround(ctx, archive)
	if err != nil {
		return nil, err
	}
	counted, err := s.countLetters(ctx, archive)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("search in %d letters, first page, p99", s.size.archive.Letters())
	return []line{{name: name, measured: millis(found.all.at(0.99)), target: mostSearch, unit: " ms", notes: append(found.notes(), counted)}}, nil
}

// asked are the times of a search, by who asked and by what was asked.
type asked struct {
	all           samples
	names         []string // in the order in which they were asked first
	byName        map[string]samples
	slowest       time.Duration
	slowestSearch string
}

func (a *asked) note(who, what string, took time.Duration) {
	if a.byName == nil {
		a.byName = map[string]samples{}
	}
	for _, name := range []string{who, what} {
		if _, known := a.byName[name]; !known {
			a.names = append(a.names, name)
		}
		a.byName[name] = append(a.byName[name], took)
	}
	a.all = append(a.all, took)
	if took > a.slowest {
		a.slowest, a.slowestSearch = took, who+", "+what
	}
}

func (a *asked) notes() []string {
	list := []string{fmt.Sprintf("%d searches, median %.1f ms, the slowest %.1f ms (%s)",
		len(a.all), millis(a.all.at(0.5)), millis(a.slowest), a.slowestSearch)}
	slices.Sort(a.names)
	for _, name := range a.names {
		times := a.byName[name]
		list = append(list, fmt.Sprintf("%s: median %.1f ms, p99 %.1f ms", name, millis(times.at(0.5)), millis(times.at(0.99))))
	}
	return list
}

func (s *site) lookAround(ctx context.Context, archive *registry.Archive) (asked, error) {
	var times asked
	for round := range s.size.rounds + 1 {
		for _, who := range askers(s.size.archive) {
			for _, what := range questions() {
				took, err := timed(func() error { return ask(ctx, s.size.archive, archive, who, what, round) })
				if err != nil {
					return times, fmt.Errorf("search for %s as %s: %w", what.name, who.name, err)
				}
				if round > 0 { // the first only warms up
					times.note("asked by "+who.name, "asked for "+what.name, took)
				}
			}
		}
	}
	return times, nil
}

// ask asks one thing. The secretary has seen every letter, so there is something for each question.
func ask(ctx context.Context, o storetest.Office, archive *registry.Archive, who asker, what question, round int) error {
	q := registry.Query{Words: what.words(round), Filter: what.filter, Unit: what.unit, Limit: pageSize}
	today := clock().Today()
	switch {
	case what.month:
		q.From, q.Until = today.AddDays(-30), today
	case what.early:
		q.From, q.Until = today.AddDays(-365*o.Years), today.AddDays(-365*(o.Years-1))
	}
	found, err := archive.Search(ctx, who.by, q)
	if err != nil {
		return err
	}
	if got := len(found.Items); who.name == theSecretary && (got == 0) != what.none {
		return fmt.Errorf("%d letters were found by %q", got, q.Words)
	}
	return nil
}

const theSecretary = "the secretary, who sent every letter"

// askers are those who may see everything, much and little.
func askers(o storetest.Office) []asker {
	clerk := func(units ...staff.UnitID) staff.Actor {
		by := holder(staff.PositionID(o.People() - 1))
		by.Grants = []staff.Grant{{Role: staff.Clerk, UnitID: units[0], Covers: units}}
		return by
	}
	var every []staff.UnitID
	for u := range o.Units {
		every = append(every, staff.UnitID(u+1))
	}
	desks := o.Desks()
	return []asker{
		{theSecretary, holder(staff.PositionID(o.People()))},
		{"the head of a unit", holder(desks[0])},
		{"the head of a division", holder(desks[1])},
		{"a member of staff", holder(staff.PositionID(o.People() - 1))},
		{"the clerk of a unit", clerk(1)},
		{"the clerk of all units", clerk(every...)},
	}
}

func questions() []question {
	always := func(words string) func(int) string { return func(int) string { return words } }
	return []question{
		{name: "a word of every sixth letter", words: always("rapat"), filter: registry.FoundAll},
		{name: "a word of every note", words: always("ditindaklanjuti"), filter: registry.FoundAll},
		{name: "the beginning of a word", words: always("koord"), filter: registry.FoundAll},
		{name: "a village", words: func(round int) string { return storetest.Village(int64(4711 + round)) }, filter: registry.FoundAll},
		{name: "a number", words: func(round int) string { return fmt.Sprintf("B.17.045/%d/BKD", 117+round) }, filter: registry.FoundAll},
		{name: "an agenda number", words: func(round int) string { return fmt.Sprintf("agenda %d", 117+round) }, filter: registry.FoundAll},
		{name: "a name with a mistake", words: always("kepegawayan"), filter: registry.FoundAll},
		{name: "what waits", words: always("rapat"), filter: registry.FoundWaiting, none: true},
		{name: "what is overdue", words: always("desa"), filter: registry.FoundOverdue},
		{name: "a word of the last 30 days", words: always("permohonan"), filter: registry.FoundAll, month: true},
		{name: "a word of the first year", words: always("permohonan"), filter: registry.FoundAll, early: true},
		{name: "a village of the first year", words: always(storetest.Village(4711)), filter: registry.FoundAll, early: true},
		{name: "a word in one unit", words: always("laporan"), filter: registry.FoundAll, unit: 2},
		{name: "what there is not", words: always("xyzzy"), filter: registry.FoundAll, none: true},
	}
}

// countLetters times the figures of a year of all units.
func (s *site) countLetters(ctx context.Context, archive *registry.Archive) (string, error) {
	who := askers(s.size.archive)[0]
	today := clock().Today()
	var times samples
	var counted registry.Figures
	for range s.size.rounds {
		took, err := timed(func() (err error) {
			counted, err = archive.Figures(ctx, who.by, today.AddDays(1-registry.MaxPeriod), today)
			return err
		})
		if err != nil {
			return "", fmt.Errorf("count letters: %w", err)
		}
		times = append(times, took)
	}
	return fmt.Sprintf("figures of a year, asked by %s: %d dispositions in %d units, median %.0f ms, the slowest %.0f ms",
		who.name, counted.Total.Received, len(counted.Units), millis(times.at(0.5)), millis(times.at(1))), nil
}
