package dispositions

import (
	"context"
	"fmt"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
	"github.com/gelis-bali/gelis/text/paper"
)

// SheetDesk is behind the sheet of a letter.
type SheetDesk interface {
	Trail(ctx context.Context, by staff.Actor, letter disposition.LetterID) (disposition.Trail, error)
	Instructions(ctx context.Context) ([]disposition.Instruction, error)
}

// sheets print the sheet of a letter (lembar disposisi) for whoever may see it,
// as far as they may.
type sheets struct {
	desk    SheetDesk
	botName func() string
	clock   calendar.Clock
}

func (s *sheets) register(rt *bot.Router) { rt.Action(nav.Sheet, staff.Everyone, s.hand) }

func (s *sheets) hand(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := nav.ID(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	way, err := s.desk.Trail(ctx, r.Actor, disposition.LetterID(id))
	if err != nil {
		return bot.Reply{}, err
	}
	offered, err := s.desk.Instructions(ctx)
	if err != nil {
		return bot.Reply{}, err
	}
	sheet := paper.DispositionSheet{Trail: way, Link: s.link(way.Letter.ID), Zone: s.clock.Zone, At: s.clock.Now()}
	for _, i := range offered {
		sheet.Instructions = append(sheet.Instructions, i.Wording)
	}
	printed, err := sheet.Print()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Toast: text.Sending{Count: 1}, Attachments: []bot.Attachment{bot.Printed(printed)}, Protect: way.Letter.Secrecy.Protected()}, nil
}

// link opens the letter in the bot: it is no secret, who scans it is asked who
// they are.
func (s *sheets) link(id disposition.LetterID) string {
	return fmt.Sprintf("https://t.me/%s?start=s%s", s.botName(), strconv.FormatInt(int64(id), 10))
}
