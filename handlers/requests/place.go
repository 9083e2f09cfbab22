package requests

import (
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// place is where in which list somebody is, so that a card leads back there.
type place struct {
	list   string // nav.Approvals or nav.Requests; empty: the home card
	offset int
}

// The lists in a button's arguments.
const (
	inApprovals = "a"
	inRequests  = "m"
)

func (p place) args() []string {
	switch p.list {
	case nav.Approvals:
		return []string{inApprovals, strconv.Itoa(p.offset)}
	case nav.Requests:
		return []string{inRequests, strconv.Itoa(p.offset)}
	}
	return nil
}

// placeArg reads a place that begins at an argument. No place at all is none;
// what does not parse is stale or forged.
func placeArg(r *bot.Request, first int) (place, error) {
	if len(r.Args) <= first {
		return place{}, nil
	}
	offset, err := nav.Offset(r, first+1)
	if err != nil {
		return place{}, err
	}
	switch nav.Arg(r, first) {
	case inApprovals:
		return place{list: nav.Approvals, offset: offset}, nil
	case inRequests:
		return place{list: nav.Requests, offset: offset}, nil
	}
	return place{}, bot.ErrStaleButton
}

// back leads back to the list, in a message of its own where files hang below
// the card.
func (p place) back(mine, below bool) bot.Button {
	list, label := p.list, text.Label("label.approvals")
	if list == "" && mine {
		list = nav.Requests
	}
	if list == nav.Requests {
		label = text.Label("label.requests")
	}
	if list == "" {
		list = nav.Approvals
	}
	args := []string{strconv.Itoa(p.offset)}
	if below {
		args = append(args, nav.New)
	}
	return bot.Button{Label: label, Action: list, Args: args}
}
