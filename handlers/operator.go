package handlers

import (
	"context"
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// MissedDuties tells which occurrences of duties came too late to make sense.
type MissedDuties interface {
	// Missed lists those that were found out from an instant on, the oldest first.
	Missed(ctx context.Context, since time.Time, limit int) ([]text.MissedDuty, error)
}

// Operator is what those are told who run Gelis.
type Operator struct{ duties MissedDuties }

// NewOperator makes the conversation over what it tells of.
func NewOperator(duties MissedDuties) *Operator { return &Operator{duties: duties} }

// Register adds what is told of missed duties.
func (o *Operator) Register(rt *bot.Router) { rt.Notice(notify.DutyMissed, o.missed) }

func (o *Operator) missed(ctx context.Context, _ staff.Actor, n notify.Notice) (bot.Reply, error) {
	const shown = 20
	since, err := time.Parse(time.RFC3339, n.Facts["since"])
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read since when notice %d tells: %w", n.ID, err)
	}
	list, err := o.duties.Missed(ctx, since, shown+1)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(list) == 0 {
		return bot.Reply{}, notify.ErrObsolete
	}
	more := len(list) > shown
	return bot.Reply{Text: text.DutiesMissed{List: list[:min(shown, len(list))], More: more}}, nil
}
