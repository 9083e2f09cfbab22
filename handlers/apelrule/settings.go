package apelrule

import (
	"context"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// The forms of a place and of a reminder, and the keys of their own fields.
const (
	formPlace      = "apelrule.place"
	formReminder   = "apelrule.reminder"
	fieldPlaceName = "place_name"
	fieldCentre    = "centre"
	fieldRadius    = "radius"
	fieldReminder  = "reminder"
	answerPlace    = "id"
	answerName     = "which"
)

// The radius of a fence, in metres.
const (
	minRadius = 20
	maxRadius = 2000
)

// settings are the places of apel and the hours of its reminders.
type settings struct{ Parts }

func (s *settings) register(rt *bot.Router) {
	rt.Action(actionPlaces, managers, s.places)
	rt.Action(actionPlace, managers, s.beginPlace)
	rt.Action(actionReminders, managers, s.reminders)
	rt.Action(actionReminder, managers, s.beginReminder)
	rt.Form(bot.Form{Name: formPlace, For: managers, Submit: s.savePlace, Fields: []bot.Field{
		bot.TextField{Key: fieldPlaceName, Label: label(fieldName), Ask: asks(fieldPlaceName, maxName), Limit: maxName}.Field(),
		bot.PlaceField{Key: fieldCentre, Label: label(fieldCentre), Ask: asks(fieldCentre, 0)}.Field(),
		bot.NumberField{
			Key: fieldRadius, Label: label(fieldRadius), Ask: asks(fieldRadius, 0), Min: minRadius, Max: maxRadius, Quick: []int{50, 75, 100, 150, 200, 300}, PerRow: 3,
		}.Field(),
		saveField(s.confirmPlace),
	}})
	rt.Form(bot.Form{Name: formReminder, For: managers, Submit: s.saveReminder, Fields: []bot.Field{
		hourField(fieldReminder),
	}})
}

func (s *settings) places(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	table, err := s.Desk.Schedule(ctx, r.Actor)
	return nav.InPlace(placesReply(table.Places, nil)), err
}

// placesReply lists the places, each with a button to change it.
func placesReply(places []apel.Place, news bot.Phrase) bot.Reply {
	said := text.ApelPlaces{Places: places, News: news}
	var rows [][]bot.Button
	for _, p := range said.Shown() {
		rows = append(rows, []bot.Button{{Label: text.PlaceLabel{Place: p}, Action: actionPlace, Args: []string{nav.IDArg(p.ID)}}})
	}
	rows = append(rows, []bot.Button{{Label: text.Label("label.apel.new_place"), Action: actionPlace, Style: bot.Primary}}, backRow())
	return bot.Reply{Text: said, Buttons: rows}
}

// beginPlace begins with a place as it is, or with a new one.
func (s *settings) beginPlace(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	if nav.Arg(r, 0) == "" {
		return bot.Reply{Begin: &bot.Begin{Form: formPlace}}, nil
	}
	id, err := nav.ID(r, 0)
	if err != nil {
		return bot.Reply{}, err
	}
	table, err := s.Desk.Schedule(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	i := slices.IndexFunc(table.Places, func(p apel.Place) bool { return int64(p.ID) == id })
	if i < 0 {
		return bot.Reply{}, apel.ErrNoSuchPlace
	}
	p := table.Places[i]
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return bot.Reply{Begin: &bot.Begin{Form: formPlace, Answers: bot.Answers{
		answerPlace: nav.IDArg(p.ID), fieldPlaceName: p.Name, fieldCentre: number(p.Latitude) + "," + number(p.Longitude) + ",0", fieldRadius: strconv.Itoa(p.Radius),
	}}}, nil
}

func placeOf(a bot.Answers) (apel.Place, error) {
	centre, err := bot.PlaceOf(a[fieldCentre])
	if err != nil {
		return apel.Place{}, err
	}
	radius, err := strconv.Atoi(a[fieldRadius])
	return apel.Place{
		ID: apel.PlaceID(idAnswer(a, answerPlace)), Name: a[fieldPlaceName], Latitude: centre.Latitude, Longitude: centre.Longitude, Radius: radius, Active: true,
	}, err
}

func (s *settings) confirmPlace(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	p, err := placeOf(a)
	return text.ConfirmPlace{Place: p}, err
}

func (s *settings) savePlace(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	p, err := placeOf(a)
	if err != nil {
		return bot.Reply{}, err
	}
	if err := s.Desk.SavePlace(ctx, r.Actor, p); err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	table, err := s.Desk.Schedule(ctx, r.Actor)
	return placesReply(table.Places, text.Label("apelrule.saved")), err
}

func (s *settings) reminders(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	table, err := s.Desk.Schedule(ctx, r.Actor)
	return nav.InPlace(remindersReply(table.Reminders, nil)), err
}

func remindersReply(all []apel.Reminder, news bot.Phrase) bot.Reply {
	said := text.ApelReminders{Reminders: all, News: news}
	var rows [][]bot.Button
	for _, one := range said.Shown() {
		rows = append(rows, []bot.Button{{Label: text.ReminderLabel{Reminder: one}, Action: actionReminder, Args: []string{one.Name}}})
	}
	return bot.Reply{Text: said, Buttons: append(rows, backRow())}
}

func (s *settings) beginReminder(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	table, err := s.Desk.Schedule(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	name := nav.Arg(r, 0)
	if !slices.ContainsFunc(table.Reminders, func(one apel.Reminder) bool { return one.Name == name }) {
		return bot.Reply{}, bot.ErrStaleButton
	}
	return bot.Reply{Begin: &bot.Begin{Form: formReminder, Answers: bot.Answers{answerName: name}}}, nil
}

// saveReminder gives one reminder another hour; the others stay.
func (s *settings) saveReminder(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	table, err := s.Desk.Schedule(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	all := slices.Clone(table.Reminders)
	for i := range all {
		if all[i].Name == a[answerName] {
			all[i].Minute, _ = strconv.Atoi(a[fieldReminder]) // the field takes hours alone
		}
	}
	if err := s.Desk.SaveReminders(ctx, r.Actor, all); err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	return remindersReply(all, text.Label("apelrule.saved")), nil
}
