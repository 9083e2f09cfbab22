package archive

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The form that asks what to look for, and its field.
const (
	formSearch = "search"
	fieldWords = "words"
)

// maxWords is how many bytes of words are looked for: they have to fit into
// the buttons that turn the page.
const maxWords = 32

// search finds letters by words.
type search struct{ Parts }

func (s *search) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "cari", Help: text.Label("command.search"), For: staff.Everyone, Handler: s.start})
	rt.Action(nav.Search, staff.Everyone, s.ask)
	rt.Action(actionFind, staff.Everyone, s.turn)
	rt.Form(bot.Form{Name: formSearch, For: staff.Everyone, Submit: s.submit, Fields: []bot.Field{
		bot.TextField{Key: fieldWords, Ask: func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) {
			return text.Label("search.ask"), nil
		}}.Field(),
	}})
}

// start looks for what stands behind the command, or asks for it.
func (s *search) start(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if r.Argument == "" {
		return s.ask(ctx, r)
	}
	return s.page(ctx, r.Actor, wanted{words: r.Argument})
}

func (s *search) ask(context.Context, *bot.Request) (bot.Reply, error) {
	return bot.Reply{Begin: &bot.Begin{Form: formSearch}}, nil
}

// submit looks for what was typed; where there is no word in it, it is asked
// for again.
func (s *search) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	return s.page(ctx, r.Actor, wanted{words: a[fieldWords]})
}

// turn shows another page or part of what was found.
func (s *search) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	w, err := readWanted(r)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := s.page(ctx, r.Actor, w)
	return nav.InPlace(reply), err
}

// wanted is a search as a button carries it.
type wanted struct {
	filter registry.SearchFilter // empty: all
	period text.Period           // empty: always
	unit   staff.UnitID          // 0: any
	offset int
	words  string
}

func readWanted(r *bot.Request) (wanted, error) {
	w := wanted{filter: registry.SearchFilter(nav.Arg(r, 0)), period: text.Period(nav.Arg(r, 1)), words: nav.Arg(r, 4)}
	unit, unitErr := strconv.ParseInt(nav.Arg(r, 2), 36, 64)
	offset, offsetErr := nav.Offset(r, 3)
	w.unit, w.offset = staff.UnitID(unit), offset
	known := slices.Contains(registry.SearchFilters(), w.filter) && slices.Contains(text.Periods(), w.period)
	if errors.Join(unitErr, offsetErr) != nil || !known || unit < 0 || w.words == "" || len(w.words) > maxWords {
		return w, bot.ErrStaleButton
	}
	return w, nil
}

// button makes a search of a change to this one.
func (w wanted) button(label bot.Phrase, change func(*wanted)) bot.Button {
	change(&w)
	return bot.Button{Label: label, Action: actionFind, Args: []string{
		string(w.filter), string(w.period), strconv.FormatInt(int64(w.unit), 36), strconv.Itoa(w.offset), w.words,
	}}
}

// short is as much of what was typed as fits into a button, in whole words if
// it can be.
func short(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if len(words) <= maxWords {
		return words
	}
	cut := words[:maxWords]
	for !utf8.ValidString(cut) {
		cut = cut[:len(cut)-1]
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut
}

func (s *search) page(ctx context.Context, by staff.Actor, w wanted) (bot.Reply, error) {
	w.words = short(w.words)
	w.filter, w.period = cmp.Or(w.filter, registry.FoundAll), cmp.Or(w.period, text.Always)
	today := s.Desk.Today()
	from, until := w.period.Days(today)
	q := registry.Query{Words: w.words, Filter: w.filter, Unit: w.unit, From: from, Until: until, Offset: w.offset, Limit: nav.PageSize}
	found, err := s.Desk.Search(ctx, by, q)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.SearchResult{Found: found, Words: w.words, Filter: w.filter, Period: w.period, Today: today}
	rows := nav.NumberButtons(found.Offset, len(found.Items), func(label bot.Phrase, i int) bot.Button { return open(label, found.Items[i]) })
	rows = append(rows, nav.PageButtons(w.offset, found.Total, func(label bot.Phrase, offset int) bot.Button {
		return w.button(label, func(to *wanted) { to.offset = offset })
	})...)
	rows = append(rows, w.filterButtons()...)
	rows = append(rows, w.unitButtons(found)...)
	return bot.Reply{
		Text: said, Protect: slices.ContainsFunc(found.Items, func(h registry.Hit) bool { return h.Secrecy.Protected() }),
		Buttons: append(rows, []bot.Button{{Label: text.Label("label.search_again"), Action: nav.Search}, nav.HomeButton()}),
	}, nil
}

// open opens what was found: the reader's own branch, or the letter for its registry.
func open(label bot.Phrase, h registry.Hit) bot.Button {
	if h.Branch != 0 {
		return bot.Button{Label: label, Action: nav.Branch, Args: []string{nav.IDArg(h.Branch)}}
	}
	return bot.Button{Label: label, Action: nav.Letter, Args: []string{nav.IDArg(h.Letter)}}
}

// filterButtons are what narrows the search, the present choice marked.
func (w wanted) filterButtons() [][]bot.Button {
	var buttons []bot.Button
	for _, f := range registry.SearchFilters() {
		buttons = append(buttons, w.button(text.SearchFilterLabel{Filter: f, Current: f == w.filter}, func(to *wanted) { to.filter, to.offset = f, 0 }))
	}
	rows := slices.Collect(slices.Chunk(buttons, 2))
	var periods []bot.Button
	for _, p := range text.Periods() {
		periods = append(periods, w.button(text.PeriodLabel{Period: p, Current: p == w.period}, func(to *wanted) { to.period, to.offset = p, 0 }))
	}
	return append(rows, slices.Collect(slices.Chunk(periods, 2))...)
}

// unitButtons narrow the search to a unit that stands on the page, or widen it again.
func (w wanted) unitButtons(found registry.Found) [][]bot.Button {
	if w.unit != 0 {
		return [][]bot.Button{{w.button(text.Label("search.any_unit"), func(to *wanted) { to.unit, to.offset = 0, 0 })}}
	}
	var rows [][]bot.Button
	seen := map[staff.UnitID]bool{}
	for _, h := range found.Items {
		if !seen[h.Unit] {
			seen[h.Unit] = true
			rows = append(rows, []bot.Button{w.button(text.OnlyUnitLabel{Name: h.UnitName}, func(to *wanted) { to.unit, to.offset = h.Unit, 0 })})
		}
	}
	if len(rows) < 2 {
		return nil
	}
	return rows[:min(len(rows), 3)]
}
