package acting

import (
	"context"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// postField is answered by a position that may be given an acting official,
// found by typing a part of its title or its holder's name.
type postField struct{ desk OrderDesk }

// postsShown is how many positions a question offers.
const postsShown = 8

func (f postField) field() bot.Field {
	return bot.Field{Key: fieldPosition, Label: text.Label("field.position"), Ask: f.ask, Parse: f.parse}
}

func (f postField) ask(ctx context.Context, r *bot.Request, _ bot.Answers) (bot.Reply, error) {
	posts, err := f.desk.Posts(ctx, r.Actor, r.Shown, postsShown+1)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	question := text.AskPost{Search: r.Shown, Posts: posts[:min(len(posts), postsShown)], More: len(posts) > postsShown}
	var rows [][]bot.Button
	for i, p := range question.Posts {
		rows = append(rows, []bot.Button{bot.AnswerButton(text.PostLabel{Number: i + 1, Post: p}, nav.IDArg(p.ID))})
	}
	return bot.Reply{Text: question, Buttons: rows}, nil
}

// parse takes a button, or a search. That a position is there to be chosen, the
// desk says, by whether it would look for deputies.
func (f postField) parse(ctx context.Context, r *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
	if value == "" {
		return search(r)
	}
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return bot.Answer{}, bot.ErrUseButtons
	}
	if _, err := f.desk.Candidates(ctx, r.Actor, staff.PositionID(id), "", 1); err != nil {
		return bot.Answer{}, err
	}
	return bot.Answer{Value: value}, nil
}

// maxSearch is how long a search may be, in characters.
const maxSearch = 60

func search(r *bot.Request) (bot.Answer, error) {
	if r.File != nil || r.Text == "" {
		return bot.Answer{}, bot.ErrTextExpected
	}
	if n := len([]rune(r.Text)); n > maxSearch {
		return bot.Answer{}, &bot.TextTooLongError{Length: n, Limit: maxSearch}
	}
	return bot.Answer{Show: r.Text}, nil
}

// positionOf reads the position from the answers; what is none is refused by
// the desk.
func positionOf(a bot.Answers) staff.PositionID {
	id, _ := strconv.ParseInt(a[fieldPosition], 10, 64)
	return staff.PositionID(id)
}
