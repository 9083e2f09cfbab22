package dispositions

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// ListDesk lists what is addressed to an employee.
type ListDesk interface {
	Counts(ctx context.Context, by staff.Actor) (disposition.Counts, error)
	List(ctx context.Context, by staff.Actor, f disposition.Filter, offset, limit int) (disposition.Page, error)
	Today() calendar.Date
}

// list is the list of dispositions: what is most pressing comes first.
type list struct{ desk ListDesk }

func (l *list) register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "disposisi", Help: text.Label("command.dispositions"), For: staff.Everyone, Handler: l.show})
	rt.Action(nav.Dispositions, staff.Everyone, l.turn)
}

func (l *list) show(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	return l.page(ctx, r.Actor, place{filter: disposition.All})
}

// turn shows another page or part of the list, in place of the message that
// was tapped unless files hang below it.
func (l *list) turn(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	at, err := placeArg(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := l.page(ctx, r.Actor, at)
	if nav.Arg(r, 2) == "" {
		reply.Edit, reply.Forget = true, true
	}
	return reply, err
}

func (l *list) page(ctx context.Context, a staff.Actor, at place) (bot.Reply, error) {
	page, err := l.desk.List(ctx, a, at.filter, at.offset, nav.PageSize)
	if err == nil && len(page.Items) == 0 && page.Total > 0 { // shorter than it was
		at.offset = nav.LastPage(page.Total)
		page, err = l.desk.List(ctx, a, at.filter, at.offset, nav.PageSize)
	}
	if err != nil {
		return bot.Reply{}, err
	}
	counts, err := l.desk.Counts(ctx, a)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.DispositionList{
		Page: page, Filter: at.filter, Today: l.desk.Today(), Positions: len(a.PositionIDs()) > 1,
	}
	buttons := append(itemButtons(page, at), pageButtons(page, at)...)
	buttons = append(buttons, filterButtons(counts, at.filter)...)
	return bot.Reply{Text: said, Buttons: append(buttons, []bot.Button{nav.HomeButton()}), Protect: protects(page)}, nil
}

// protects reports whether a page shows a letter that may not be forwarded.
func protects(page disposition.Page) bool {
	for _, i := range page.Items {
		if i.Secrecy.Protected() {
			return true
		}
	}
	return false
}

// itemButtons are one row of numbers: the text says what each stands for.
func itemButtons(page disposition.Page, at place) [][]bot.Button {
	return nav.NumberButtons(page.Offset, len(page.Items), func(label bot.Phrase, i int) bot.Button {
		return bot.Button{Label: label, Action: nav.Branch, Args: append([]string{nav.IDArg(page.Items[i].Branch)}, at.args()...)}
	})
}

func pageButtons(page disposition.Page, at place) [][]bot.Button {
	return nav.PageButtons(at.offset, page.Total, func(label bot.Phrase, offset int) bot.Button {
		return bot.Button{Label: label, Action: nav.Dispositions, Args: place{filter: at.filter, offset: offset}.args()}
	})
}

// filterButtons are the parts of the list, two in a row; those in which
// nothing is are left out.
func filterButtons(c disposition.Counts, current disposition.Filter) [][]bot.Button {
	var buttons []bot.Button
	for _, f := range disposition.Filters() {
		count, counted := countOf(c, f)
		if counted && count == 0 && f != disposition.All && f != current {
			continue
		}
		buttons = append(buttons, bot.Button{
			Label:  text.FilterLabel{Filter: f, Count: count, Counted: counted, Current: f == current},
			Action: nav.Dispositions, Args: place{filter: f}.args(),
		})
	}
	var rows [][]bot.Button
	for len(buttons) > 2 {
		rows, buttons = append(rows, buttons[:2]), buttons[2:]
	}
	return append(rows, buttons)
}

// countOf is how much is in a part of the list, as far as that is counted:
// what has been read or done once is not.
func countOf(c disposition.Counts, f disposition.Filter) (count int, counted bool) {
	switch f {
	case disposition.All:
		return c.Waiting, true
	case disposition.Unread:
		return c.Unread, true
	case disposition.InProgress:
		return c.InProgress, true
	case disposition.DueSoon:
		return c.Near, true
	case disposition.Late:
		return c.Overdue, true
	case disposition.WithOthers:
		return c.Forwarded, true
	case disposition.SentByMe:
		return c.Sent, true
	case disposition.SentLate:
		return c.SentLate, true
	case disposition.Finished, disposition.ForKnowledge:
	}
	return 0, false
}
