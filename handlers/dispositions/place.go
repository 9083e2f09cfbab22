package dispositions

import (
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/handlers/nav"
)

// place is where in the list somebody is, so that a card leads back there.
type place struct {
	filter disposition.Filter
	offset int
}

// args are the place as arguments of a button.
func (p place) args() []string {
	if p.filter == "" {
		p.filter = disposition.All
	}
	return []string{string(p.filter), strconv.Itoa(p.offset)}
}

// placeArg reads a place that begins at an argument. No place at all is the
// beginning of the whole list; what does not parse is stale or forged.
func placeArg(r *bot.Request, first int) (place, error) {
	if len(r.Args) <= first {
		return place{filter: disposition.All}, nil
	}
	filter := disposition.Filter(nav.Arg(r, first))
	offset, err := nav.Offset(r, first+1)
	if err != nil || !slices.Contains(disposition.Filters(), filter) {
		return place{}, bot.ErrStaleButton
	}
	return place{filter: filter, offset: offset}, nil
}
