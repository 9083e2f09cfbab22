package announce

import (
	"context"
	"errors"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/recurrence"
	"github.com/gelis-bali/gelis/handlers/upload"
	"github.com/gelis-bali/gelis/text"
)

// The form that writes an announcement, and the keys of its fields.
const (
	formWrite     = "announce.write"
	fieldOffice   = "office"
	fieldContent  = "content"
	fieldAudience = "audience"
	fieldTime     = "time"
	fieldDay      = "day"
	fieldHour     = "hour"
	fieldUrgent   = "urgent"
	fieldSend     = "send"
	prefixRule    = "r_"
)

// The answers of the questions with few choices.
const (
	timeNow    = "now"
	timeLater  = "later"
	timeRepeat = "repeat"
	isUrgent   = "1"
	isOrdinary = "0"
)

// write is how an announcement is written.
type write struct {
	Parts
	cards *cards
}

func (w *write) register(rt *bot.Router) {
	rt.Action(actionWrite, staff.Everyone, w.begin)
	fields := []bot.Field{
		bot.ChoiceField{
			Key: fieldOffice, Label: text.Label("field.announce.office"), Options: w.offices,
			Ask: func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return text.AskOffice{}, nil },
		}.Field(),
		contentField(bot.ContentField{Key: fieldContent, Label: text.Label("field.announce.content"), Keep: upload.Keep(w.Files), Ask: askContent}),
		audience.Field{Key: fieldAudience, Label: text.Label("field.announce.audience"), Ask: says("announce.audience"), Reach: w.reach, Staff: w.Staff}.Field(),
		choice(fieldTime, "announce.time", "field.announce.time",
			bot.Option{Label: text.Label("announce.now"), Value: timeNow, Style: bot.Primary},
			bot.Option{Label: text.Label("announce.later"), Value: timeLater},
			bot.Option{Label: text.Label("announce.repeat"), Value: timeRepeat}),
		bot.DateField{
			Key: fieldDay, Label: text.Label("field.announce.day"), Ask: says("announce.day"), Days: w.days(),
			Skip: func(a bot.Answers) bool { return a[fieldTime] != timeLater },
		}.Field(),
	}
	fields = append(fields, w.rule().Fields()...)
	fields = append(fields,
		recurrence.HourField{
			Key: fieldHour, Label: text.Label("field.announce.hour"), Ask: says("announce.hour"), First: 0, Last: 24*60 - 1, Step: 120,
			Skip: func(a bot.Answers) bool { return a[fieldTime] == timeNow },
		}.Field(),
		choice(fieldUrgent, "announce.urgent", "field.announce.urgent",
			bot.Option{Label: text.Label("announce.ordinary"), Value: isOrdinary, Style: bot.Primary},
			bot.Option{Label: text.Label("announce.pressing"), Value: isUrgent}),
		bot.Field{Key: fieldSend, Ask: w.preview, Parse: confirm})
	rt.Form(bot.Form{Name: formWrite, For: staff.Everyone, Submit: w.submit, Fields: fields})
}

func says(name text.Label) bot.Question {
	return func(context.Context, *bot.Request, bot.Answers) (bot.Phrase, error) { return name, nil }
}

func choice(key string, ask, label text.Label, options ...bot.Option) bot.Field {
	return bot.ChoiceField{
		Key: key, Label: label, Ask: says(ask),
		Options: func(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) { return options, nil },
	}.Field()
}

// contentField takes a message whose text leaves room for the head.
func contentField(f bot.ContentField) bot.Field {
	field := f.Field()
	parse := field.Parse
	field.Parse = func(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
		if r.Content != nil {
			if n := utf8.RuneCountInString(text.Gist(announce.Content{HTML: r.Content.HTML})); n > maxTextSize {
				return bot.Answer{}, &bot.TextTooLongError{Length: n, Limit: maxTextSize}
			}
		}
		return parse(ctx, r, a, value)
	}
	return field
}

func askContent(_ context.Context, _ *bot.Request, _ bot.Answers, kept bot.Kept) (bot.Phrase, error) {
	return text.AskContent{Gist: text.Gist(announce.Content{HTML: kept.HTML}), Files: kept.Files}, nil
}

// begin begins the form. Who may write in one capacity only is not asked for it.
func (w *write) begin(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	offices, err := w.Desk.Begin(ctx, r.Actor)
	if err != nil {
		return bot.Reply{}, err
	}
	known := bot.Answers{}
	if len(offices) == 1 {
		known[fieldOffice] = "0"
	}
	return bot.Reply{Begin: &bot.Begin{Form: formWrite, Answers: known}}, nil
}

// offices are the capacities, by their place in the list.
func (w *write) offices(ctx context.Context, r *bot.Request, _ bot.Answers) ([]bot.Option, error) {
	offices, err := w.Desk.Offices(ctx, r.Actor)
	options := make([]bot.Option, 0, len(offices))
	for i, o := range offices {
		options = append(options, bot.Option{Label: text.OfficeLabel{Office: o}, Value: officeKey(offices, i)})
	}
	return options, err
}

// officeKey names a capacity in an answer, so that it is found again when the
// list has changed: unit, position and role. One that is alone is "0".
func officeKey(offices []announce.Office, i int) string {
	if len(offices) == 1 {
		return "0"
	}
	o := offices[i]
	return strconv.FormatInt(int64(o.Unit), 10) + "." + strconv.FormatInt(int64(o.Position), 10) + "." + string(o.Role)
}

// office is the capacity that was chosen, as far as the person still has it.
func (w *write) office(ctx context.Context, r *bot.Request, a bot.Answers) (announce.Office, error) {
	offices, err := w.Desk.Offices(ctx, r.Actor)
	if err != nil {
		return announce.Office{}, err
	}
	for i, o := range offices {
		if officeKey(offices, i) == a[fieldOffice] {
			return o, nil
		}
	}
	return announce.Office{}, bot.EndForm(staff.ErrNotAllowed)
}

func (w *write) reach(ctx context.Context, r *bot.Request, a bot.Answers) (audience.Reach, error) {
	office, err := w.office(ctx, r, a)
	return audience.Reach{Whole: office.Whole, Units: []staff.UnitID{office.Unit}}, err
}

// rule are the fields of a repeating one.
func (w *write) rule() recurrence.Form {
	return recurrence.Form{Prefix: prefixRule, Days: w.days(), Skip: func(a bot.Answers) bool { return a[fieldTime] != timeRepeat }}
}

func (w *write) days() bot.Days {
	return bot.Days{
		Span: func(context.Context, *bot.Request, bot.Answers) (bot.Span, error) {
			const ahead = 12 // months
			today := w.Clock.Today()
			return bot.Span{Today: today, First: today, Last: today.AddMonths(ahead)}, nil
		},
		Marks: func(context.Context, *bot.Request, bot.Answers, calendar.Date, calendar.Date) (func(calendar.Date) bot.DayMark, error) {
			return func(d calendar.Date) bot.DayMark { return bot.DayMark{Special: w.Calendar.Observed(d)} }, nil
		},
	}
}

// draft reads the answers.
func (w *write) draft(ctx context.Context, r *bot.Request, a bot.Answers) (announce.Draft, error) {
	office, err := w.office(ctx, r, a)
	if err != nil {
		return announce.Draft{}, err
	}
	kept, contentErr := bot.ContentOf(a[fieldContent])
	scope, scopeErr := audience.Read(a[fieldAudience])
	timing, timingErr := w.timing(a)
	return announce.Draft{
		Office: office, Content: announce.Content{HTML: kept.HTML, Files: kept.Files, Album: kept.Album}, Scope: scope, Timing: timing,
		Urgent: a[fieldUrgent] == isUrgent,
	}, errors.Join(contentErr, scopeErr, timingErr)
}

func (w *write) timing(a bot.Answers) (announce.Timing, error) {
	if a[fieldTime] == timeNow {
		return announce.Timing{}, nil
	}
	minute, err := strconv.Atoi(a[fieldHour])
	if err != nil {
		return announce.Timing{}, err
	}
	if a[fieldTime] == timeRepeat {
		rule, err := w.rule().Rule(a)
		return announce.Timing{Rule: &rule, Minute: minute}, err
	}
	day, err := calendar.ParseDate(a[fieldDay])
	return announce.Timing{At: day.At(minute/60, minute%60, w.Clock.Zone)}, err
}

// preview shows the message itself as it will be read, and then what will be
// done with it.
func (w *write) preview(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	draft, err := w.draft(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	problem := w.Desk.Check(ctx, r.Actor, draft)
	if problem != nil && !text.Worded(problem) {
		return bot.Reply{}, problem
	}
	to, err := audience.Describe(ctx, w.Staff, draft.Scope)
	if err != nil {
		return bot.Reply{}, err
	}
	said := text.ConfirmAnnounce{
		Audience: to, When: text.AnnounceWhen{Timing: draft.Timing, Next: w.Desk.Coming(draft.Timing)}, Urgent: draft.Urgent,
		Held: w.held(draft), Problem: problem,
	}
	question := bot.Reply{Text: said, Buttons: [][]bot.Button{{bot.ChangeButton(), bot.CancelButton()}}}
	if problem == nil {
		send := bot.AnswerButton(text.SendToLabel{Count: to.Count}, confirmed)
		send.Style = bot.Success
		question.Buttons = append([][]bot.Button{{send}}, question.Buttons...)
	}
	written := announce.Announcement{
		Version: 1, Title: draft.Office.Title, UnitName: draft.Office.UnitName, Content: draft.Content, Urgent: draft.Urgent,
	}
	return bot.Reply{Text: text.AnnouncedOf(written, false), Attachments: w.attached(written), Then: &question}, nil
}

// held is until when quiet hours hold what is for now.
func (w *write) held(d announce.Draft) time.Time {
	now := w.Clock.Now()
	opens := announce.OfficeHours(w.Clock.Zone).OpensAt(now)
	if d.Urgent || !d.Timing.At.IsZero() || d.Timing.Rule != nil || !opens.After(now) {
		return time.Time{}
	}
	return opens
}

// submit sends what was shown.
func (w *write) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	draft, err := w.draft(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := w.Desk.Send(ctx, r.Actor, draft, r.Draft)
	if err != nil {
		return bot.Reply{}, err
	}
	return w.cards.shown(ctx, p, text.Label("announce.sent"))
}
