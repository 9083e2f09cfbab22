// Package settings holds the conversation about what Gelis sends to somebody
// and when: /pengaturan. As in all of handlers, a handler parses its
// arguments, calls one service, and answers with a Reply.
package settings

import (
	"context"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The names of the actions that buttons carry.
const (
	actionDigest = "settings.digest" // minute, or off; none: asks
	actionHours  = "settings.hours"  // from, until; none: asks
	actionMute   = "settings.mute"   // what, 1 or 0; none: asks
	actionDates  = "settings.dates"  // style; none: asks
)

const off = "off"

// Store keeps what somebody chose.
type Store interface {
	SaveSettings(ctx context.Context, employee staff.EmployeeID, chosen staff.Settings) error
}

// Parts are what the conversation is made from.
type Parts struct {
	Store Store
	Clock calendar.Clock
}

// Settings is the conversation.
type Settings struct{ Parts }

// New makes the conversation.
func New(p Parts) *Settings { return &Settings{p} }

// Register adds /pengaturan and its buttons.
func (s *Settings) Register(rt *bot.Router) {
	rt.Command(bot.Command{Name: "pengaturan", Help: text.Label("command.settings"), For: staff.Everyone, Handler: s.show})
	rt.Action(nav.Settings, staff.Everyone, s.back)
	rt.Action(actionDigest, staff.Everyone, s.digest)
	rt.Action(actionHours, staff.Everyone, s.hours)
	rt.Action(actionMute, staff.Everyone, s.mute)
	rt.Action(actionDates, staff.Everyone, s.dates)
}

func (s *Settings) show(_ context.Context, r *bot.Request) (bot.Reply, error) {
	return s.card(r.Actor.Settings, nil), nil
}

func (s *Settings) back(_ context.Context, r *bot.Request) (bot.Reply, error) {
	return nav.InPlace(s.card(r.Actor.Settings, nil)), nil
}

func (s *Settings) card(chosen staff.Settings, news bot.Phrase) bot.Reply {
	return bot.Reply{
		Text: text.SettingsCard{Settings: chosen, Today: s.Clock.Today(), News: news},
		Buttons: [][]bot.Button{
			{{Label: text.Label("label.settings.digest"), Action: actionDigest}, {Label: text.Label("label.settings.announce"), Action: actionHours}},
			{{Label: text.Label("label.settings.mute"), Action: actionMute}, {Label: text.Label("label.settings.dates"), Action: actionDates}},
			{nav.HomeButton()},
		},
	}
}

// save saves what was chosen and shows it. The words of this answer are those
// of the style that was in force when it was tapped.
func (s *Settings) save(ctx context.Context, r *bot.Request, chosen staff.Settings) (bot.Reply, error) {
	if err := s.Store.SaveSettings(ctx, r.Actor.ID, chosen); err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(s.card(chosen, text.Label("settings.saved"))), nil
}

// digestHours are those to choose from.
func digestHours() []int { return []int{6*60 + 30, text.OfficeDigest, 8*60 + 30, 10 * 60} }

// digest asks when the morning digest is to come, or takes the answer.
func (s *Settings) digest(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	chosen := r.Actor.Settings
	switch answer := nav.Arg(r, 0); answer {
	case "":
		muted := chosen.Mutes(staff.MorningDigest)
		var row []bot.Button
		for _, minute := range digestHours() {
			now := !muted && minute == text.SettingsCard{Settings: chosen}.Digest()
			row = append(row, option(bot.HourLabel{Minute: minute}, now, actionDigest, strconv.Itoa(minute)))
		}
		rows := slices.Collect(slices.Chunk(row, 2))
		return question(text.AskDigest{}, append(rows, []bot.Button{option(text.Label("settings.off"), muted, actionDigest, off)})), nil
	case off:
		chosen.Muted = with(chosen.Muted, staff.MorningDigest, true)
	default:
		minute, err := strconv.Atoi(answer)
		if err != nil || !slices.Contains(digestHours(), minute) {
			return bot.Reply{}, bot.ErrStaleButton
		}
		chosen.Muted, chosen.DigestAt = with(chosen.Muted, staff.MorningDigest, false), minute
		if minute == text.OfficeDigest {
			chosen.DigestAt = 0
		}
	}
	return s.save(ctx, r, chosen)
}

// announceHours are the hours to choose from.
func announceHours() []text.HourRange {
	return []text.HourRange{{From: 6 * 60, Until: 20 * 60}, {From: 8 * 60, Until: 17 * 60}, {From: 6 * 60, Until: 12 * 60}, {From: 12 * 60, Until: 20 * 60}}
}

// hours asks at which hours announcements may come, or takes the answer.
func (s *Settings) hours(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	chosen := r.Actor.Settings
	if nav.Arg(r, 0) == "" {
		var row []bot.Button
		for _, h := range announceHours() {
			row = append(row, option(h, h == text.AnnounceHours(chosen), actionHours, strconv.Itoa(h.From), strconv.Itoa(h.Until)))
		}
		return question(text.AskAnnounceHours{}, slices.Collect(slices.Chunk(row, 2))), nil
	}
	from, fromErr := strconv.Atoi(nav.Arg(r, 0))
	until, untilErr := strconv.Atoi(nav.Arg(r, 1))
	at := slices.Index(announceHours(), text.HourRange{From: from, Until: until})
	if fromErr != nil || untilErr != nil || at < 0 {
		return bot.Reply{}, bot.ErrStaleButton
	}
	chosen.AnnounceFrom, chosen.AnnounceUntil = from, until
	if at == 0 {
		chosen.AnnounceFrom, chosen.AnnounceUntil = 0, 0
	}
	return s.save(ctx, r, chosen)
}

// optional lists what can be muted.
func optional() []staff.Optional {
	return []staff.Optional{staff.MorningDigest, staff.DeadlineReminders, staff.Announcements}
}

// mute asks what is not to be sent, or takes an answer and asks again. A button
// says what is to be, so that one that comes twice changes nothing.
func (s *Settings) mute(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	chosen := r.Actor.Settings
	if what := staff.Optional(nav.Arg(r, 0)); what != "" {
		to := nav.Arg(r, 1)
		if !slices.Contains(optional(), what) || (to != "0" && to != "1") {
			return bot.Reply{}, bot.ErrStaleButton
		}
		chosen.Muted = with(chosen.Muted, what, to == "1")
		if err := s.Store.SaveSettings(ctx, r.Actor.ID, chosen); err != nil {
			return bot.Reply{}, err
		}
	}
	var rows [][]bot.Button
	for _, what := range optional() {
		muted, to := chosen.Mutes(what), "1"
		if muted {
			to = "0"
		}
		rows = append(rows, []bot.Button{{Label: text.OptionalLabel{What: what, Muted: muted}, Action: actionMute, Args: []string{string(what), to}}})
	}
	return question(text.AskMuted{}, rows), nil
}

// dates asks how dates are to be written, or takes the answer.
func (s *Settings) dates(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	const usual = "INDONESIA" // a button has no empty argument
	chosen := r.Actor.Settings
	ask := text.AskDates{Today: s.Clock.Today()}
	if nav.Arg(r, 0) == "" {
		var row []bot.Button
		for _, style := range ask.Styles() {
			value := string(style)
			if style == staff.IndonesianDates {
				value = usual
			}
			row = append(row, option(text.StyleLabel{Style: style}, style == chosen.Dates, actionDates, value))
		}
		return question(ask, [][]bot.Button{row}), nil
	}
	style := staff.DateStyle(nav.Arg(r, 0))
	if style == usual {
		style = staff.IndonesianDates
	} else if !slices.Contains(ask.Styles(), style) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	chosen.Dates = style
	return s.save(ctx, r, chosen)
}

// option is a button that shows whether it is what holds now.
func option(label bot.Phrase, now bool, action string, args ...string) bot.Button {
	b := bot.Button{Label: bot.ChosenLabel{Label: label, On: now}, Action: action, Args: args}
	if now {
		b.Style = bot.Success
	}
	return b
}

func question(said bot.Phrase, rows [][]bot.Button) bot.Reply {
	rows = append(rows, []bot.Button{{Label: text.Label("label.settings.back"), Action: nav.Settings}})
	return nav.InPlace(bot.Reply{Text: said, Buttons: rows})
}

// with notes whether something is muted.
func with(muted []staff.Optional, what staff.Optional, isMuted bool) []staff.Optional {
	muted = slices.DeleteFunc(slices.Clone(muted), func(o staff.Optional) bool { return o == what })
	if isMuted {
		muted = append(muted, what)
	}
	return muted
}
