package dispositions

import (
	"context"
	"errors"
	"regexp"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// TrailDesk shows the way of a letter.
type TrailDesk interface {
	Trail(ctx context.Context, by staff.Actor, letter disposition.LetterID) (disposition.Trail, error)
	LookTrail(ctx context.Context, by staff.Actor, letter disposition.LetterID) (disposition.Trail, error)
	Scan(ctx context.Context, by staff.Actor, letter disposition.LetterID) (disposition.BranchID, error)
	Nudge(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
	Open(ctx context.Context, by staff.Actor, id disposition.BranchID) (disposition.View, error)
}

// trail shows the way of a letter (jejak): who has it, since when, and how far
// they are. Its first page is a card, drawn anew when anything changes.
type trail struct {
	desk  TrailDesk
	cards *cards
}

func (t *trail) register(rt *bot.Router) {
	rt.Action(nav.Trail, staff.Everyone, t.turn)
	rt.Action(actionNudgeAll, staff.Everyone, t.nudgeAll)
	rt.Card(notify.SubjectLetter, t.redraw)
}

// turn shows a page of the way; the first one in a message of its own, so that
// the card from which it was asked for stays.
func (t *trail) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, page, err := letterAndPage(r)
	if err != nil {
		return bot.Reply{}, err
	}
	way, err := t.desk.Trail(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := draw(way, page)
	reply.Edit, reply.Forget = nav.Arg(r, 1) != "", nav.Arg(r, 1) != ""
	return reply, nil
}

// redraw draws the first page anew.
func (t *trail) redraw(ctx context.Context, to staff.Actor, s notify.Subject) (bot.Reply, error) {
	way, err := t.desk.LookTrail(ctx, to, disposition.LetterID(s.ID))
	if gone(err) || errors.Is(err, disposition.ErrNoSuchLetter) {
		return bot.Reply{Text: text.Label("disposition.gone"), Buttons: [][]bot.Button{{listButton(place{}, false)}}}, nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return draw(way, 0), nil
}

// nudgeAll recalls every branch that waits and may be recalled. Who was
// recalled meanwhile is passed over.
func (t *trail) nudgeAll(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, page, err := letterAndPage(r)
	if err != nil {
		return bot.Reply{}, err
	}
	way, err := t.desk.Trail(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	nudged := 0
	for _, step := range way.Steps {
		if !step.MayNudge || nudged == nudgesAtOnce {
			continue
		}
		switch _, err := t.desk.Nudge(ctx, r.Actor, step.Branch.ID); {
		case err == nil:
			nudged++
		case !errors.Is(err, disposition.ErrNudged) && !errors.Is(err, disposition.ErrClosed):
			return bot.Reply{}, err
		}
	}
	if way, err = t.desk.Trail(ctx, r.Actor, id); err != nil {
		return bot.Reply{}, err
	}
	reply := draw(way, page)
	reply.Edit, reply.Toast = true, text.Nudged{Count: nudged}
	if nudged == 0 {
		reply.Toast = text.Label("disposition.nobody_nudged")
	}
	return reply, nil
}

// nudgesAtOnce is how many are recalled by one tap, so that it is answered
// while the person waits; another tap recalls the next ones.
const nudgesAtOnce = 50

// draw makes a page of the way; the first one is a card of the letter.
func draw(way disposition.Trail, page int) bot.Reply {
	said := text.NewTrail(way, page)
	reply := bot.Reply{Text: said, Buttons: trailButtons(way, said), Protect: way.Letter.Secrecy.Protected()}
	if said.Page == 0 {
		reply.Card = &bot.Card{Subject: disposition.SubjectOfLetter(way.Letter.ID), Version: way.Letter.Version}
	}
	return reply
}

func trailButtons(way disposition.Trail, said text.Trail) [][]bot.Button {
	letter := nav.IDArg(way.Letter.ID)
	turn := func(label bot.Phrase, page int) bot.Button {
		return bot.Button{Label: label, Action: nav.Trail, Args: []string{letter, strconv.Itoa(page)}}
	}
	var rows [][]bot.Button
	for i, step := range said.Current() {
		if i%numbersInRow == 0 {
			rows = append(rows, nil)
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], bot.Button{
			Label: text.NumberLabel{Number: said.Before() + i + 1}, Action: nav.Branch, Args: []string{nav.IDArg(step.Branch.ID), string(disposition.All), "0"},
		})
	}
	if pages := said.Pages(); pages > 1 {
		var row []bot.Button
		if said.Page > 0 {
			row = append(row, turn(text.Label("label.previous"), said.Page-1))
		}
		row = append(row, turn(text.PageLabel{Page: said.Page + 1, Pages: pages}, said.Page))
		if said.Page+1 < pages {
			row = append(row, turn(text.Label("label.next"), said.Page+1))
		}
		rows = append(rows, row)
	}
	for _, step := range way.Steps {
		if step.MayNudge {
			rows = append(rows, []bot.Button{{Label: text.Label("label.nudge_all"), Action: actionNudgeAll, Args: []string{letter, strconv.Itoa(said.Page)}}})
			break
		}
	}
	var read []bot.Button
	if !said.Secret() {
		read = append(read, sheetButton(way.Letter.ID))
	}
	if way.Registrar {
		read = append(read, bot.Button{Label: text.Label("label.letter"), Action: nav.Letter, Args: []string{letter}})
	}
	if read != nil {
		rows = append(rows, read)
	}
	return append(rows, []bot.Button{listButton(place{}, false), nav.HomeButton()})
}

const numbersInRow = 5

func letterAndPage(r *bot.Request) (disposition.LetterID, int, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return 0, 0, err
	}
	page, err := nav.Offset(r, 1)
	return disposition.LetterID(id), page, err
}

// Scanner opens what the code on a printed sheet leads to.
func (d *Dispositions) Scanner() func(ctx context.Context, r *bot.Request) (bot.Reply, bool, error) {
	link := regexp.MustCompile(`^s([1-9][0-9]{0,17})$`)
	return func(ctx context.Context, r *bot.Request) (bot.Reply, bool, error) {
		found := link.FindStringSubmatch(r.Argument)
		if found == nil {
			return bot.Reply{}, false, nil
		}
		if !r.Actor.Known() {
			return bot.Reply{}, true, staff.ErrUnknownAccount
		}
		id, err := strconv.ParseInt(found[1], 10, 64)
		if err != nil {
			return bot.Reply{}, true, bot.ErrStaleButton
		}
		reply, err := d.trail.scanned(ctx, r.Actor, disposition.LetterID(id))
		return reply, true, err
	}
}

// scanned shows the branch that is the reader's concern, or the way of the
// letter to its registry.
func (t *trail) scanned(ctx context.Context, by staff.Actor, letter disposition.LetterID) (bot.Reply, error) {
	id, err := t.desk.Scan(ctx, by, letter)
	if err != nil {
		return bot.Reply{}, err
	}
	if id == 0 {
		way, err := t.desk.Trail(ctx, by, letter)
		if err != nil {
			return bot.Reply{}, err
		}
		return draw(way, 0), nil
	}
	view, err := t.desk.Open(ctx, by, id)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := t.cards.draw(view, place{}, nil)
	if view.First {
		reply.Attachments = t.cards.attach(by, view, view.Letter.Files)
	}
	return reply, nil
}
