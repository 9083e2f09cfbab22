package dispositions

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// What the buttons answer: choose or leave out, look somewhere, go on.
const (
	prefixOn   = "+" // a position
	prefixOff  = "-"
	prefixOpen = "o"
	prefixPage = "g" // an offset
	valueUp    = "u"
	valueTop   = "t"
	valueDone  = "ok"
)

// look is what the question shows: what is chosen so far, and where the person
// looks around.
type look struct {
	Chosen []staff.PositionID `json:"c,omitempty"`
	Path   []staff.PositionID `json:"a,omitempty"` // down to whose subordinates are listed
	Search string             `json:"q,omitempty"`
	Offset int                `json:"p,omitempty"`
}

// readLook reads what is shown; at the beginning, what was answered before.
func readLook(r *bot.Request) look {
	start := look{Chosen: seatsOf(r.Was)}
	if r.Shown == "" {
		return start
	}
	var s look
	if json.Unmarshal([]byte(r.Shown), &s) != nil || s.Offset < 0 {
		return start
	}
	return s
}

func (s look) answer() (bot.Answer, error) {
	shown, err := json.Marshal(s)
	if err != nil {
		return bot.Answer{}, fmt.Errorf("write what the question for positions shows: %w", err)
	}
	return bot.Answer{Show: string(shown)}, nil
}

// top reports whether it is the beginning, where the usual ones stand first.
func (s look) top() bool { return len(s.Path) == 0 && s.Search == "" && s.Offset == 0 }

func (s look) above() staff.PositionID {
	if len(s.Path) == 0 || s.Search != "" {
		return 0
	}
	return s.Path[len(s.Path)-1]
}

// wayBack leads up, and out of a search; at the top there is none.
func (s look) wayBack() []bot.Button {
	switch {
	case s.Search != "":
		return []bot.Button{bot.AnswerButton(bot.SaySuggested, valueTop)}
	case len(s.Path) > 0:
		return []bot.Button{bot.AnswerButton(text.Label("label.up"), valueUp)}
	}
	return nil
}

// parse takes a button, or a name to look for.
func (f seatField) parse(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
	s := readLook(r)
	if value == "" {
		return s.search(r)
	}
	if value == valueDone {
		return f.done(ctx, r, a, s)
	}
	if moved, ok := s.moved(value); ok {
		return moved.answer()
	}
	if id, ok := numbered(value, quickPrefix); ok && !f.copies && actOf(a) == disposition.ActionDispose {
		return bot.Answer{Value: quickPrefix + strconv.FormatInt(id, 10)}, nil
	}
	return f.choose(ctx, r, a, s, value)
}

// search looks through all below the sender, wherever the person was.
func (s look) search(r *bot.Request) (bot.Answer, error) {
	const longest = 60 // characters
	if r.File != nil || r.Text == "" {
		return bot.Answer{}, bot.ErrTextExpected
	}
	if n := utf8.RuneCountInString(r.Text); n > longest {
		return bot.Answer{}, &bot.TextTooLongError{Length: n, Limit: longest}
	}
	return look{Chosen: s.Chosen, Search: r.Text}.answer()
}

// deepest is how far down a line can be walked: deeper than any office.
const deepest = 12

// moved is where a button leads that chooses nothing.
func (s look) moved(value string) (look, bool) {
	if id, ok := numbered(value, prefixOpen); ok && len(s.Path) < deepest {
		path := s.Path
		if s.Search != "" {
			path = nil
		}
		return look{Chosen: s.Chosen, Path: append(slices.Clone(path), staff.PositionID(id))}, true
	}
	if page, ok := strings.CutPrefix(value, prefixPage); ok {
		if n, err := strconv.ParseUint(page, 10, 20); err == nil {
			s.Offset = int(n)
			return s, true
		}
	}
	switch value {
	case valueTop:
		return look{Chosen: s.Chosen}, true
	case valueUp:
		return look{Chosen: s.Chosen, Path: s.Path[:max(0, len(s.Path)-1)]}, true
	}
	return s, false
}

// choose takes a position, or leaves it out again. That it may be chosen, the
// desk says.
func (f seatField) choose(ctx context.Context, r *bot.Request, a bot.Answers, s look, value string) (bot.Answer, error) {
	if id, ok := numbered(value, prefixOff); ok {
		s.Chosen = slices.DeleteFunc(slices.Clone(s.Chosen), func(c staff.PositionID) bool { return c == staff.PositionID(id) })
		return s.answer()
	}
	id, ok := numbered(value, prefixOn)
	if !ok {
		return bot.Answer{}, bot.ErrUseButtons
	}
	if _, err := f.desk.Seats(ctx, r.Actor, actOf(a), branchAnswer(a), []staff.PositionID{staff.PositionID(id)}); err != nil {
		return bot.Answer{}, endIfRefused(err)
	}
	if isRouting(a) {
		return bot.Answer{Value: strconv.FormatInt(id, 10)}, nil
	}
	if !slices.Contains(s.Chosen, staff.PositionID(id)) {
		s.Chosen = append(s.Chosen, staff.PositionID(id))
	}
	if len(s.Chosen)+len(f.others(a)) > disposition.MaxRecipients {
		return bot.Answer{}, disposition.ErrTooManyRecipients
	}
	return s.answer()
}

// others are the positions that the other of the two questions has taken.
func (f seatField) others(a bot.Answers) []staff.PositionID {
	if f.copies {
		return seatsOf(a[fieldTo])
	}
	return seatsOf(a[fieldCopies])
}

// done takes everybody who is chosen and may be.
func (f seatField) done(ctx context.Context, r *bot.Request, a bot.Answers, s look) (bot.Answer, error) {
	seats, err := still(ctx, r, f.desk, a, s.Chosen)
	if err != nil {
		return bot.Answer{}, endIfRefused(err)
	}
	if len(seats) == 0 && !f.copies {
		return bot.Answer{}, disposition.ErrNoRecipient
	}
	ids := make([]string, 0, len(seats))
	for _, seat := range seats {
		ids = append(ids, idOf(seat))
	}
	return bot.Answer{Value: strings.Join(ids, ",")}, nil
}

// seatsOf reads the positions of an answer; what is none is left out.
func seatsOf(answer string) []staff.PositionID {
	var ids []staff.PositionID
	for part := range strings.SplitSeq(answer, ",") {
		if id, ok := numbered(part, ""); ok {
			ids = append(ids, staff.PositionID(id))
		}
	}
	return ids
}

// numbered reads an id behind a prefix.
func numbered(value, prefix string) (int64, bool) {
	rest, ok := strings.CutPrefix(value, prefix)
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(rest, 10, 64)
	return id, err == nil && id > 0
}

func isNotBelow(err error) bool { return errors.Is(err, disposition.ErrNotBelow) }
