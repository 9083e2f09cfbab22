package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/staff"
)

// PersonField is answered by one employee or several, found by typing a part
// of the name or the position. Its answer is read with PeopleOf.
type PersonField struct {
	Key   string
	Label Phrase
	Ask   Question
	// Find looks for people; with an empty Search it suggests some, or none.
	Find func(ctx context.Context, r *Request, a Answers, s PersonSearch) (PersonPage, error)
	// Look tells who the ids are, in their order. It refuses who may not be
	// chosen with an error that has a wording: an id in a button is a hint.
	Look func(ctx context.Context, r *Request, a Answers, ids []staff.EmployeeID) ([]Person, error)
	// Several lets from Min to Max people be chosen; otherwise it is one.
	Several  bool
	Min, Max int
	Skip     func(a Answers) bool
}

// Person is somebody to choose.
type Person struct {
	ID       staff.EmployeeID
	Name     string
	Position string // title; empty: none
	Unit     string
}

// PersonSearch is what a PersonField looks for.
type PersonSearch struct {
	Search        string // as typed; empty: who is suggested
	Offset, Limit int
}

// PersonPage is a page of people.
type PersonPage struct {
	People []Person
	Total  int
}

const (
	peoplePerPage = 8
	maxSearch     = 60 // characters
)

// What the buttons of a PersonField answer, beside those of several choices.
const (
	pagePrefix     = "g"
	suggestedValue = "all"
)

// PeopleOf reads the answer of a PersonField.
func PeopleOf(answer string) ([]staff.EmployeeID, error) {
	var ids []staff.EmployeeID
	for _, part := range ChosenOf(answer) {
		id, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read the answer of a field for people: %w", err)
		}
		ids = append(ids, staff.EmployeeID(id))
	}
	return ids, nil
}

// shownPeople is what a PersonField shows.
type shownPeople struct {
	Search string   `json:"q,omitempty"`
	Page   int      `json:"p,omitempty"` // from 0
	Chosen []string `json:"c,omitempty"`
}

func readShownPeople(shown string) shownPeople {
	var s shownPeople
	if shown == "" || json.Unmarshal([]byte(shown), &s) != nil || s.Page < 0 {
		return shownPeople{}
	}
	return s
}

func (s shownPeople) answer() (Answer, error) {
	shown, err := json.Marshal(s)
	if err != nil {
		return Answer{}, fmt.Errorf("write what a field for people shows: %w", err)
	}
	return Answer{Show: string(shown)}, nil
}

// Field makes the field of a form.
func (f PersonField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f PersonField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return Reply{}, err
	}
	shown := readShownPeople(r.Shown)
	q := PersonQuestion{Question: question, Search: shown.Search, Several: f.Several}
	page, err := f.find(ctx, r, a, &shown)
	if err != nil {
		return Reply{}, err
	}
	q.People, q.Total, q.Before = page.People, page.Total, shown.Page*peoplePerPage
	if q.Chosen, err = f.look(ctx, r, a, shown.Chosen); err != nil {
		return Reply{}, err
	}
	return Reply{Text: q, Buttons: f.buttons(q, shown)}, nil
}

// find looks up the page that is shown; past the end, the first one.
func (f PersonField) find(ctx context.Context, r *Request, a Answers, shown *shownPeople) (PersonPage, error) {
	for {
		page, err := f.Find(ctx, r, a, PersonSearch{Search: shown.Search, Offset: shown.Page * peoplePerPage, Limit: peoplePerPage})
		if err != nil || len(page.People) > 0 || shown.Page == 0 {
			return page, err
		}
		shown.Page = 0
	}
}

func (f PersonField) look(ctx context.Context, r *Request, a Answers, chosen []string) ([]Person, error) {
	ids, err := PeopleOf(strings.Join(chosen, listSeparator))
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return f.Look(ctx, r, a, ids)
}

func (f PersonField) buttons(q PersonQuestion, shown shownPeople) [][]Button {
	var rows [][]Button
	for i, p := range q.People {
		id := strconv.FormatInt(int64(p.ID), 10)
		label, value, style := PersonLabel{Number: q.Before + i + 1, Person: p}, onPrefix+id, Plain
		if slices.Contains(shown.Chosen, id) {
			label.On, value, style = true, offPrefix+id, Success
		}
		b := AnswerButton(label, value)
		b.Style = style
		rows = append(rows, []Button{b})
	}
	if pages := q.pages(); pages > 1 {
		rows = append(rows, turnPages(shown.Page, pages))
	}
	if shown.Search != "" {
		rows = append(rows, []Button{AnswerButton(SaySuggested, suggestedValue)})
	}
	if f.Several && len(shown.Chosen) >= f.Min {
		rows = append(rows, []Button{doneButton()})
	}
	return rows
}

// turnPages is the row that turns the pages of a list; page counts from 0.
func turnPages(page, pages int) []Button {
	row := []Button{idleButton(SayBlank), idleButton(PageOf{Page: page + 1, Pages: pages}), idleButton(SayBlank)}
	if page > 0 {
		row[0] = AnswerButton(SayPrevious, pagePrefix+strconv.Itoa(page-1))
	}
	if page+1 < pages {
		row[2] = AnswerButton(SayFollowing, pagePrefix+strconv.Itoa(page+1))
	}
	return row
}

func (f PersonField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	shown := readShownPeople(r.Shown)
	page, turn := strings.CutPrefix(value, pagePrefix)
	switch {
	case value == "":
		return f.search(r, shown)
	case turn:
		n, err := strconv.Atoi(page)
		if err != nil || n < 0 {
			return Answer{}, ErrUseButtons
		}
		shown.Page = n
		return shown.answer()
	case value == suggestedValue:
		shown.Search, shown.Page = "", 0
		return shown.answer()
	case value == doneValue && f.Several:
		return f.done(ctx, r, a, shown)
	}
	return f.choose(ctx, r, a, shown, value)
}

// search takes what was typed.
func (f PersonField) search(r *Request, shown shownPeople) (Answer, error) {
	if r.File != nil || r.Text == "" {
		return Answer{}, ErrTextExpected
	}
	if n := utf8.RuneCountInString(r.Text); n > maxSearch {
		return Answer{}, &TextTooLongError{Length: n, Limit: maxSearch}
	}
	shown.Search, shown.Page = r.Text, 0
	return shown.answer()
}

// choose takes somebody, or leaves somebody out again.
func (f PersonField) choose(ctx context.Context, r *Request, a Answers, shown shownPeople, value string) (Answer, error) {
	chosen, err := toggled(shown.Chosen, value, isID)
	if err != nil {
		return Answer{}, err
	}
	if f.Several && len(chosen) > max(1, f.Max) {
		return Answer{}, &ChosenError{Chosen: len(chosen), Min: f.Min, Max: f.Max}
	}
	if _, err := f.look(ctx, r, a, chosen); err != nil {
		return Answer{}, err
	}
	if !f.Several {
		if len(chosen) != 1 {
			return Answer{}, ErrUseButtons
		}
		return Answer{Value: strings.Join(chosen, listSeparator)}, nil
	}
	shown.Chosen = chosen
	return shown.answer()
}

func isID(s string) bool {
	id, err := strconv.ParseInt(s, 10, 64)
	return err == nil && id > 0
}

// done takes everybody who is chosen.
func (f PersonField) done(ctx context.Context, r *Request, a Answers, shown shownPeople) (Answer, error) {
	if n := len(shown.Chosen); n < f.Min || n > f.Max {
		return Answer{}, &ChosenError{Chosen: n, Min: f.Min, Max: f.Max}
	}
	if _, err := f.look(ctx, r, a, shown.Chosen); err != nil {
		return Answer{}, err
	}
	return Answer{Value: strings.Join(shown.Chosen, listSeparator)}, nil
}
