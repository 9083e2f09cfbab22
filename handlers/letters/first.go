package letters

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

const (
	seatsPerPage = 8
	pagePrefix   = "g"
	longest      = 60 // characters of a search
)

// looking is what the question for the first position shows: who leads the
// unit, or what was searched for.
type looking struct {
	Search string `json:"q"`
	Page   int    `json:"p"` // from 0
}

func readLooking(shown string) looking {
	var l looking
	if json.Unmarshal([]byte(shown), &l) != nil || l.Page < 0 {
		return looking{}
	}
	return l
}

func (l looking) answer() (bot.Answer, error) {
	shown, err := json.Marshal(l)
	if err != nil {
		return bot.Answer{}, fmt.Errorf("write what the question for a position shows: %w", err)
	}
	return bot.Answer{Show: string(shown)}, nil
}

// firstField asks to which position the letter goes first: who leads the unit
// stands there at once, everybody else is found by typing a name or a position.
func (e *enter) firstField() bot.Field {
	return bot.Field{
		Key: fieldFirst, Label: text.Label("field.letter.first"),
		Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
			at := readLooking(r.Shown)
			page, err := e.look(ctx, r, a, at)
			if err != nil {
				return bot.Reply{}, err
			}
			var rows [][]bot.Button
			for _, seat := range page.Seats {
				rows = append(rows, []bot.Button{bot.AnswerButton(text.SeatLabel{Seat: seat}, strconv.FormatInt(int64(seat.ID), 10))})
			}
			return bot.Reply{
				Text:    text.AskFirst{Search: at.Search, Seats: page.Seats, Total: page.Total},
				Buttons: append(rows, turns(at, page.Total)...),
			}, nil
		},
		Parse: e.parseFirst,
	}
}

func (e *enter) look(ctx context.Context, r *bot.Request, a bot.Answers, at looking) (disposition.LinePage, error) {
	if at.Search != "" {
		return e.Desk.Line(ctx, r.Actor, unitOf(a), disposition.LineQuery{Search: at.Search, Offset: at.Page * seatsPerPage, Limit: seatsPerPage})
	}
	heads, err := e.Desk.Heads(ctx, r.Actor, unitOf(a))
	return disposition.LinePage{Seats: heads[:min(len(heads), seatsPerPage)], Total: min(len(heads), seatsPerPage)}, err
}

func turns(at looking, total int) [][]bot.Button {
	var row []bot.Button
	if at.Page > 0 {
		row = append(row, bot.AnswerButton(text.Label("label.previous"), pagePrefix+strconv.Itoa(at.Page-1)))
	}
	if (at.Page+1)*seatsPerPage < total {
		row = append(row, bot.AnswerButton(text.Label("label.next"), pagePrefix+strconv.Itoa(at.Page+1)))
	}
	if at.Search != "" {
		row = append(row, bot.AnswerButton(text.Label("letter.heads"), pagePrefix))
	}
	if row == nil {
		return nil
	}
	return [][]bot.Button{row}
}

// parseFirst takes a position that was tapped, if the registry may pass the
// letter on to it, or looks for what was typed.
func (e *enter) parseFirst(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
	at := readLooking(r.Shown)
	if value == "" {
		typed := []rune(strings.Join(strings.Fields(r.Text), " "))
		if len(typed) == 0 || r.File != nil {
			return bot.Answer{}, bot.ErrTextExpected
		}
		return looking{Search: string(typed[:min(len(typed), longest)])}.answer()
	}
	if page, turned := strings.CutPrefix(value, pagePrefix); turned {
		if page == "" {
			return looking{}.answer()
		}
		n, err := strconv.Atoi(page)
		if err != nil || n < 0 {
			return bot.Answer{}, bot.ErrUseButtons
		}
		return looking{Search: at.Search, Page: n}.answer()
	}
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return bot.Answer{}, bot.ErrUseButtons
	}
	if _, err := e.Desk.Seats(ctx, r.Actor, unitOf(a), []staff.PositionID{staff.PositionID(id)}); err != nil {
		return bot.Answer{}, err
	}
	return bot.Answer{Value: value}, nil
}
