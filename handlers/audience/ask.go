package audience

import (
	"context"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// What the buttons answer: turn something on or off, look at something, go on.
const (
	valueEveryone = "all"
	valueDone     = "ok"
	prefixOpen    = "o" // a unit
	prefixPage    = "g"
	prefixView    = "v"
	prefixUnit    = "u" // with on or off
	prefixEchelon = "e"
	prefixKind    = "k"
	prefixPerson  = "p"
	on            = "+"
	off           = "-"
)

const perPage = 8

// ask shows what is chosen, or where the person looks around.
func (f Field) ask(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	reach, err := f.Reach(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	s := readState(r.Shown, a[f.Key])
	chosen, err := Describe(ctx, f.Staff, s.scope())
	if err != nil {
		return bot.Reply{}, err
	}
	switch s.View {
	case viewUnits:
		return f.askUnits(ctx, reach, s, chosen)
	case viewPeople:
		return f.askPeople(ctx, reach, s, chosen)
	case viewRanks:
		return f.askRanks(s, chosen), nil
	case viewAll:
	}
	rows, err := f.overview(ctx, reach, s)
	return bot.Reply{Text: text.AskAudience{Question: question, Audience: chosen}, Buttons: rows}, err
}

// overview are the buttons of the view of everything.
func (f Field) overview(ctx context.Context, reach Reach, s state) ([][]bot.Button, error) {
	scope := s.scope()
	var rows [][]bot.Button
	if reach.Whole {
		rows = append(rows, []bot.Button{chosenButton(text.Label("audience.everyone"), valueEveryone, "", scope.Everyone)})
	} else {
		units, err := f.Staff.Units(ctx, reach.Units)
		if err != nil {
			return nil, err
		}
		for _, u := range units[:min(len(units), 3)] {
			rows = append(rows, []bot.Button{unitButton(text.AllOfUnit{Name: u.Name}, u.ID, scope)})
		}
	}
	kinds := make([]bot.Button, 0, len(Kinds()))
	for _, k := range Kinds() {
		kinds = append(kinds, toggle(text.EmploymentLabel{Kind: k}, prefixKind, string(k), slices.Contains(scope.Kinds, k)))
	}
	rows = append(rows,
		[]bot.Button{look("audience.units", viewUnits), look("audience.ranks", viewRanks)},
		kinds,
		[]bot.Button{look("audience.people", viewPeople)})
	if !scope.IsEmpty() {
		done := bot.AnswerButton(bot.SayNext, valueDone)
		done.Style = bot.Primary
		rows = append(rows, []bot.Button{done})
	}
	return rows, nil
}

// askUnits lists the units below one; each can be chosen and opened.
func (f Field) askUnits(ctx context.Context, reach Reach, s state, chosen text.Audience) (bot.Reply, error) {
	above, units, err := f.level(ctx, reach, s.Unit)
	if err != nil {
		return bot.Reply{}, err
	}
	s.Page = min(s.Page, max(0, len(units)-1)/perPage)
	said := text.AskAudienceUnits{Audience: chosen, Above: above.Name, Page: s.Page + 1, Pages: pages(len(units))}
	var rows [][]bot.Button
	if above.ID != 0 {
		rows = append(rows, []bot.Button{unitButton(text.AllOfUnit{Name: above.Name}, above.ID, chosen.Scope)})
	}
	for _, u := range units[s.Page*perPage : min(len(units), (s.Page+1)*perPage)] {
		rows = append(rows, []bot.Button{
			unitButton(text.UnitLabel{Name: u.Name}, u.ID, chosen.Scope),
			bot.AnswerButton(text.Label("audience.open"), prefixOpen+strconv.FormatInt(int64(u.ID), 10)),
		})
	}
	rows = append(rows, turns(s.Page, pages(len(units)))...)
	if s.Unit != 0 {
		rows = append(rows, []bot.Button{bot.AnswerButton(text.Label("audience.top"), prefixOpen+"0")})
	}
	return bot.Reply{Text: said, Buttons: append(rows, []bot.Button{back()})}, nil
}

// level finds a unit and those right below it; 0 is above the highest.
func (f Field) level(ctx context.Context, reach Reach, unit staff.UnitID) (above staff.Unit, below []staff.Unit, err error) {
	if unit == 0 {
		top, err := f.within(ctx, reach)
		if err != nil {
			return above, nil, err
		}
		below, err = f.Staff.Units(ctx, top)
		return above, below, err
	}
	named, err := f.Staff.Units(ctx, []staff.UnitID{unit})
	if err != nil {
		return above, nil, err
	}
	if len(named) > 0 {
		above = named[0]
	}
	below, err = f.Staff.ChildUnits(ctx, unit)
	return above, below, err
}

// askPeople lists who was found, and who is chosen.
func (f Field) askPeople(ctx context.Context, reach Reach, s state, chosen text.Audience) (bot.Reply, error) {
	units, err := f.within(ctx, reach)
	if err != nil {
		return bot.Reply{}, err
	}
	page, total, err := f.Staff.StaffOf(ctx, units, s.Search, s.Page*perPage, perPage)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.AskAudiencePeople{Audience: chosen, Search: s.Search, People: page, Before: s.Page * perPage, Total: total}
	var rows [][]bot.Button
	for i, m := range page {
		label := text.MemberLabel{Number: s.Page*perPage + i + 1, Name: m.Name, Title: m.Title}
		rows = append(rows, []bot.Button{toggle(label, prefixPerson, strconv.FormatInt(int64(m.ID), 10), slices.Contains(chosen.Scope.People, m.ID))})
	}
	rows = append(rows, turns(s.Page, pages(total))...)
	return bot.Reply{Text: said, Buttons: append(rows, []bot.Button{back()})}, nil
}

// askRanks lists the echelons.
func (f Field) askRanks(_ state, chosen text.Audience) bot.Reply {
	var rows [][]bot.Button
	for _, e := range Echelons() {
		rows = append(rows, []bot.Button{toggle(text.EchelonLabel{Echelon: e}, prefixEchelon, string(e), slices.Contains(chosen.Scope.Echelons, e))})
	}
	return bot.Reply{Text: text.AskAudienceRanks{Audience: chosen}, Buttons: append(rows, []bot.Button{back()})}
}

// toggle is a button that says what is to be, so that one that comes twice
// changes nothing.
func toggle(label bot.Phrase, prefix, value string, isOn bool) bot.Button {
	if isOn {
		return chosenButton(label, prefix+off+value, "", true)
	}
	return chosenButton(label, prefix+on+value, "", false)
}

func unitButton(label bot.Phrase, unit staff.UnitID, scope staff.Scope) bot.Button {
	return toggle(label, prefixUnit, strconv.FormatInt(int64(unit), 10), slices.Contains(scope.Units, unit))
}

func chosenButton(label bot.Phrase, value string, style bot.Style, isOn bool) bot.Button {
	b := bot.AnswerButton(bot.ChosenLabel{Label: label, On: isOn}, value)
	b.Style = style
	if isOn {
		b.Style = bot.Success
	}
	return b
}

func look(name text.Label, v view) bot.Button { return bot.AnswerButton(name, prefixView+string(v)) }

// back leads to the view of everything.
func back() bot.Button {
	b := look("audience.back", viewAll)
	b.Style = bot.Primary
	return b
}

func pages(total int) int { return (total + perPage - 1) / perPage }

// turns is the row that turns pages, where there is more than one.
func turns(page, of int) [][]bot.Button {
	if of <= 1 {
		return nil
	}
	var row []bot.Button
	if page > 0 {
		row = append(row, bot.AnswerButton(text.Label("label.previous"), prefixPage+strconv.Itoa(page-1)))
	}
	row = append(row, bot.AnswerButton(text.PageLabel{Page: page + 1, Pages: of}, prefixPage+strconv.Itoa(page)))
	if page+1 < of {
		row = append(row, bot.AnswerButton(text.Label("label.next"), prefixPage+strconv.Itoa(page+1)))
	}
	return [][]bot.Button{row}
}
