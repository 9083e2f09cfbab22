package letters

import (
	"context"
	"errors"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/handlers/upload"
	"github.com/gelis-bali/gelis/text"
)

// The form that registers a letter, and the keys of its fields.
const (
	formEnter    = "letter.register"
	fieldUnit    = "unit"
	fieldFiles   = "files"
	fieldGrade   = "grade" // of a letter that stays in the office
	fieldNumber  = "number"
	fieldDate    = "date"
	fieldSender  = "sender"
	fieldSame    = "same"
	fieldSubject = "subject"
	fieldSpeed   = "speed"
	fieldSecrecy = "secrecy"
	fieldClass   = "class"
	fieldSummary = "summary"
	fieldFirst   = "first"
	fieldSend    = "send"
)

// secretFiles is the answer to the question for files of who holds a letter
// that stays in the office.
const secretFiles = "secret"

// enter is how a letter is registered. The document comes first; of a letter
// that stays in the office there is none, and nothing of what stands in it is
// asked.
type enter struct{ Parts }

func (e *enter) register(rt *bot.Router) {
	rt.Action(actionRegister, staff.Clerks, e.begin)
	rt.Form(bot.Form{Name: formEnter, For: staff.Clerks, Submit: e.submit, Fields: e.fields()})
}

func (e *enter) fields() []bot.Field {
	return []bot.Field{
		bot.ChoiceField{Key: fieldUnit, Label: text.Label("field.letter.unit"), Ask: says("letter.ask.unit"), Options: e.units}.Field(),
		e.filesField(),
		bot.ChoiceField{
			Key: fieldGrade, Label: text.Label("field.letter.grade"), Ask: askGrade, Options: grades,
			Skip: func(a bot.Answers) bool { return !isSecret(a) },
		}.Field(),
		words(fieldNumber, registry.MaxNumber, false),
		bot.DateField{Key: fieldDate, Label: text.Label("field.letter.date"), Ask: says("letter.ask.date"), Days: e.days()}.Field(),
		e.senderField(),
		e.sameField(),
		words(fieldSubject, registry.MaxSubject, false),
		bot.ChoiceField{Key: fieldSpeed, Label: text.Label("field.letter.speed"), Ask: says("letter.ask.speed"), Options: speeds}.Field(),
		bot.ChoiceField{
			Key: fieldSecrecy, Label: text.Label("field.letter.secrecy"), Ask: says("letter.ask.secrecy"), Options: secrecies,
			Skip: func(a bot.Answers) bool { return a[fieldFiles] == secretFiles },
		}.Field(),
		words(fieldClass, registry.MaxClassification, true),
		words(fieldSummary, registry.MaxSummary, true),
		e.firstField(),
		bot.ConfirmField{Key: fieldSend, Ask: e.preview}.Field(),
	}
}

// isSecret reports whether the letter stays in the office, as was said with the
// files or afterwards.
func isSecret(a bot.Answers) bool {
	return a[fieldFiles] == secretFiles || disposition.Secrecy(a[fieldSecrecy]).StaysInOffice()
}

func says(name text.Label) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return name, nil }
}

// words asks for a text of the letter, which one that stays in the office never has.
func words(key string, limit int, optional bool) bot.Field {
	return bot.TextField{
		Key: key, Label: text.Label("field.letter." + key), Limit: limit, Optional: optional, Skip: isSecret,
		Ask: func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) {
			return text.AskLetter{Field: key, Limit: limit}, nil
		},
		Check: func(s string) error { return registry.CheckText(s, limit, optional) },
	}.Field()
}

func (e *enter) begin(_ context.Context, r *bot.Request) (bot.Reply, error) {
	units := e.Desk.Offices(r.Actor)
	if len(units) == 0 {
		return bot.Reply{}, staff.ErrNotAllowed
	}
	known := bot.Answers{}
	if len(units) == 1 {
		known[fieldUnit] = strconv.FormatInt(int64(units[0].ID), 10)
	}
	return bot.Reply{Begin: &bot.Begin{Form: formEnter, Answers: known}}, nil
}

func (e *enter) units(_ context.Context, r *bot.Request, _ bot.Answers) ([]bot.Option, error) {
	var options []bot.Option
	for _, u := range e.Desk.Offices(r.Actor) {
		options = append(options, bot.Option{Label: text.UnitLabel{Name: u.Name}, Value: strconv.FormatInt(int64(u.ID), 10)})
	}
	return options, nil
}

// unitOf is the unit that was chosen; 0, which nobody keeps, where a record was damaged.
func unitOf(a bot.Answers) staff.UnitID {
	id, _ := strconv.ParseInt(a[fieldUnit], 10, 64)
	return staff.UnitID(id)
}

// filesField takes the scans, or is told that there are none and why.
func (e *enter) filesField() bot.Field {
	field := bot.FilesField{
		Key: fieldFiles, Label: text.Label("field.letter.files"), Ask: askFiles, Keep: upload.Keep(e.Files),
		Max: registry.MaxFiles, TooMany: registry.ErrTooManyFiles, Optional: true,
	}.Field()
	ask, parse := field.Ask, field.Parse
	field.Ask = func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
		if a[fieldFiles] == secretFiles {
			delete(a, fieldFiles)
		}
		reply, err := ask(ctx, r, a)
		reply.Buttons = append(reply.Buttons, []bot.Button{bot.AnswerButton(text.Label("letter.secret"), secretFiles)})
		return reply, err
	}
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		if value == secretFiles {
			return bot.Answer{Value: secretFiles}, nil
		}
		return parse(ctx, r, a, value)
	}
	return field
}

func (e *enter) days() bot.Days {
	const back = 24 // months: letters that lay somewhere
	return bot.Days{
		Span: func(context.Context, *bot.Request, bot.Answers) (bot.Span, error) {
			today := e.Clock.Today()
			return bot.Span{Today: today, First: today.AddMonths(-back), Last: today, Open: today}, nil
		},
		Marks: func(context.Context, *bot.Request, bot.Answers, calendar.Date, calendar.Date) (func(calendar.Date) bot.DayMark, error) {
			return func(d calendar.Date) bot.DayMark { return bot.DayMark{Special: e.Calendar.Observed(d)} }, nil
		},
	}
}

// entry reads the answers. Of a letter that stays in the office it takes
// nothing that was given before that was said.
func entry(a bot.Answers) (registry.Entry, error) {
	date, dateErr := calendar.ParseDate(a[fieldDate])
	first, firstErr := strconv.ParseInt(a[fieldFirst], 10, 64)
	made := registry.Entry{
		Unit: unitOf(a), Date: date, Speed: disposition.Speed(a[fieldSpeed]), First: staff.PositionID(first),
		Secrecy: disposition.Secrecy(a[fieldSecrecy]),
	}
	if err := errors.Join(dateErr, firstErr); err != nil {
		return made, bot.EndForm(bot.ErrStaleDraft)
	}
	if isSecret(a) {
		made.Secrecy = disposition.Secrecy(a[fieldGrade])
		return made, nil
	}
	files, err := bot.FilesOf(a[fieldFiles])
	made.Number, made.Sender, made.Subject = a[fieldNumber], senderOf(a), a[fieldSubject]
	made.Classification, made.Summary, made.Files = a[fieldClass], a[fieldSummary], files
	return made, err
}

// preview shows the letter as it will be registered.
func (e *enter) preview(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Phrase, error) {
	made, err := entry(a)
	if err != nil {
		return nil, err
	}
	seats, err := e.Desk.Seats(ctx, r.Actor, made.Unit, []staff.PositionID{made.First})
	if err != nil {
		return nil, err
	}
	said := text.ConfirmLetter{Entry: made, Today: e.Clock.Today(), Dropped: isSecret(a) && hasFiles(a)}
	if len(seats) > 0 {
		said.First = seats[0]
	}
	if made.Secrecy.StaysInOffice() {
		return said, nil
	}
	said.Same, err = e.Desk.Same(ctx, r.Actor, made.Unit, made.Number, made.Sender)
	return said, err
}

// hasFiles reports whether scans were sent before somebody said that the letter
// stays in the office: they are still in the chat.
func hasFiles(a bot.Answers) bool { return a[fieldFiles] != "" && a[fieldFiles] != secretFiles }

// submit registers the letter and passes it on.
func (e *enter) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	made, err := entry(a)
	if err != nil {
		return bot.Reply{}, err
	}
	done, err := e.Desk.Register(ctx, r.Actor, made, r.Draft)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	open := bot.Button{Label: text.Label("label.open_letter"), Action: nav.Letter, Args: []string{nav.IDArg(done.Letter.ID)}}
	return bot.Reply{
		Text: text.LetterRegistered{Registered: done, Today: e.Clock.Today(), Dropped: isSecret(a) && hasFiles(a)}, Edit: true, Protect: made.Secrecy.Protected(),
		Buttons: [][]bot.Button{{open}, {{Label: text.Label("label.register_next"), Action: actionRegister, Style: bot.Primary}}, {
			{Label: text.Label("label.letters"), Action: actionLetters, Args: []string{string(registry.Running), "0"}}, nav.HomeButton(),
		}},
	}, nil
}
