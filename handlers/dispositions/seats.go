package dispositions

import (
	"context"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// seatField is answered by positions below the sender: the usual ones and
// combinations first, then the line of superiors, which is walked with thumbs,
// and a search by typing. Its answer is read with seatsOf, or is a quick one.
type seatField struct {
	key    string
	label  bot.Phrase
	desk   DisposeDesk
	copies bool // copies go there: nobody need be chosen
}

// How much the question shows at once.
const (
	seatsShown = 6
	usualShown = 5
	quickShown = 3
)

func (f seatField) field() bot.Field {
	return bot.Field{Key: f.key, Label: f.label, Ask: f.ask, Parse: f.parse}
}

func (f seatField) ask(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	s := readLook(r)
	said := text.AskSeats{
		Agenda: agenda(a), Subject: a[answerSubject], Copies: f.copies, Single: isRouting(a), Before: s.Offset, Search: s.Search,
	}
	page, err := f.page(ctx, r, a, s)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	said.Above, said.Seats = page.Above, f.free(a, page.Seats)
	if s.top() {
		usual, quick, err := f.desk.Usual(ctx, r.Actor, actOf(a), branchAnswer(a))
		if err != nil {
			return bot.Reply{}, endIfRefused(err)
		}
		usual = f.free(a, usual)
		said.Seats = eachOnce(usual[:min(len(usual), usualShown)], said.Seats)
		if !f.copies && actOf(a) == disposition.ActionDispose {
			said.Quick = quick[:min(len(quick), quickShown)]
		}
	}
	if said.Chosen, err = still(ctx, r, f.desk, a, s.Chosen); err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return bot.Reply{Text: said, Buttons: f.buttons(said, s, page)}, nil
}

// page is what is shown of the line; past its end, the last page.
func (f seatField) page(ctx context.Context, r *bot.Request, a bot.Answers, s look) (disposition.LinePage, error) {
	q := disposition.LineQuery{Above: s.above(), Search: s.Search, Offset: s.Offset, Limit: seatsShown}
	page, err := f.desk.Line(ctx, r.Actor, actOf(a), branchAnswer(a), q)
	if err == nil && len(page.Seats) == 0 && page.Total > 0 {
		q.Offset = (page.Total - 1) / seatsShown * seatsShown
		page, err = f.desk.Line(ctx, r.Actor, actOf(a), branchAnswer(a), q)
	}
	return page, err
}

// free leaves out to whom the disposition itself goes, where copies are chosen.
func (f seatField) free(a bot.Answers, seats []disposition.Seat) []disposition.Seat {
	if !f.copies {
		return seats
	}
	taken := seatsOf(a[fieldTo])
	return slices.DeleteFunc(slices.Clone(seats), func(s disposition.Seat) bool { return slices.Contains(taken, s.ID) })
}

func (f seatField) buttons(said text.AskSeats, s look, page disposition.LinePage) [][]bot.Button {
	var rows [][]bot.Button
	for i, q := range said.Quick {
		label := text.QuickLabel{Number: i + 1, Quick: q, Wordless: said.Subject == ""}
		rows = append(rows, []bot.Button{bot.AnswerButton(label, quickPrefix+strconv.FormatInt(int64(q.ID), 10))})
	}
	for i, seat := range said.Seats {
		row := []bot.Button{seatButton(said.Before+i+1, seat, said.Chosen)}
		if seat.Below > 0 {
			row = append(row, bot.AnswerButton(text.BelowLabel{Count: seat.Below}, prefixOpen+idOf(seat)))
		}
		rows = append(rows, row)
	}
	rows = append(rows, turns(page)...)
	if back := s.wayBack(); back != nil {
		rows = append(rows, back)
	}
	if len(said.Chosen) > 0 && !said.Single || f.copies {
		done := bot.AnswerButton(text.DoneLabel{Count: len(said.Chosen)}, valueDone)
		done.Style = bot.Primary
		rows = append(rows, []bot.Button{done})
	}
	return rows
}

// seatButton says what is to be, so that one that comes twice changes nothing.
func seatButton(number int, seat disposition.Seat, chosen []disposition.Seat) bot.Button {
	isOn := slices.ContainsFunc(chosen, func(c disposition.Seat) bool { return c.ID == seat.ID })
	prefix, style := prefixOn, bot.Plain
	if isOn {
		prefix, style = prefixOff, bot.Success
	}
	b := bot.AnswerButton(bot.ChosenLabel{Label: text.SeatNumber{Number: number, Seat: seat}, On: isOn}, prefix+idOf(seat))
	b.Style = style
	return b
}

// turns is the row that turns pages, where there is more than one.
func turns(page disposition.LinePage) [][]bot.Button {
	if page.Total <= seatsShown {
		return nil
	}
	to := func(label bot.Phrase, offset int) bot.Button {
		return bot.AnswerButton(label, prefixPage+strconv.Itoa(offset))
	}
	var row []bot.Button
	if page.Offset > 0 {
		row = append(row, to(text.Label("label.previous"), max(0, page.Offset-seatsShown)))
	}
	row = append(row, to(text.PageLabel{Page: page.Offset/seatsShown + 1, Pages: (page.Total + seatsShown - 1) / seatsShown}, page.Offset))
	if page.Offset+seatsShown < page.Total {
		row = append(row, to(text.Label("label.next"), page.Offset+seatsShown))
	}
	return [][]bot.Button{row}
}

// still are those of the positions that may be chosen today.
func still(ctx context.Context, r *bot.Request, desk LineDesk, a bot.Answers, ids []staff.PositionID) ([]disposition.Seat, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	seats, err := desk.Seats(ctx, r.Actor, actOf(a), branchAnswer(a), ids)
	if !isNotBelow(err) {
		return seats, err
	}
	for _, id := range ids { // the office has changed meanwhile
		seat, err := desk.Seats(ctx, r.Actor, actOf(a), branchAnswer(a), []staff.PositionID{id})
		if err != nil && !isNotBelow(err) {
			return nil, err
		}
		seats = append(seats, seat...)
	}
	return seats, nil
}

// eachOnce are the seats of both lists.
func eachOnce(first, second []disposition.Seat) []disposition.Seat {
	all := slices.Clone(first)
	for _, s := range second {
		if !slices.ContainsFunc(first, func(f disposition.Seat) bool { return f.ID == s.ID }) {
			all = append(all, s)
		}
	}
	return all
}

func idOf(s disposition.Seat) string { return strconv.FormatInt(int64(s.ID), 10) }
