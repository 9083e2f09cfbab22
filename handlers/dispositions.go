package handlers

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// DispositionDesk is what an employee does with dispositions; a
// *disposition.Desk.
type DispositionDesk interface {
	ListDesk
	CardDesk
	FinishDesk
	ReturnDesk
}

// Dispositions is the conversation about what waits: the list, the card of
// one, finishing it with a report, returning it, and what is told of it.
type Dispositions struct {
	list    *list
	cards   *cards
	finish  *finish
	back    *sendBack
	notices *notices
}

// NewDispositions makes the conversation over its services.
func NewDispositions(desk DispositionDesk, files upload.Files, home *Home) *Dispositions {
	c := &cards{desk: desk}
	return &Dispositions{
		list:    &list{desk: desk},
		cards:   c,
		finish:  &finish{desk: desk, files: files, cards: c},
		back:    &sendBack{desk: desk, cards: c},
		notices: &notices{cards: c, home: home},
	}
}

// Register adds /disposisi, the buttons of list and card, the forms to finish
// and to return, the notices and the redrawing of cards.
func (d *Dispositions) Register(rt *bot.Router) {
	d.list.register(rt)
	d.cards.register(rt)
	d.finish.register(rt)
	d.back.register(rt)
	d.notices.register(rt)
}
