package recurrence

import (
	"context"
	"regexp"
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
)

// HourField is answered by one hour of a day, tapped or typed as 08.15. Its
// answer is the minute of the day, read with strconv.Atoi.
type HourField struct {
	Key         string
	Label       bot.Phrase
	Ask         bot.Question
	First, Last int // minutes of the day within which it has to be
	Step        int // between the buttons; 0 is an hour
	Skip        func(a bot.Answers) bool
}

// Field makes the field of a form.
func (f HourField) Field() bot.Field {
	return bot.Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f HourField) ask(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	question, err := f.Ask(ctx, r, a)
	if err != nil {
		return bot.Reply{}, err
	}
	step := f.Step
	if step <= 0 {
		step = 60
	}
	var buttons []bot.Button
	for minute := f.First; minute <= f.Last; minute += step {
		buttons = append(buttons, bot.AnswerButton(bot.HourLabel{Minute: minute}, strconv.Itoa(minute)))
	}
	return bot.Reply{Text: question, Buttons: slices.Collect(slices.Chunk(buttons, 4))}, nil
}

var written = regexp.MustCompile(`^(?:pukul |jam )?([0-9]{1,2})(?:[.:]?([0-9]{2}))?$`)

func (f HourField) parse(_ context.Context, r *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
	minute, err := f.minute(r, value)
	if err != nil {
		return bot.Answer{}, err
	}
	if minute < f.First || minute > f.Last {
		return bot.Answer{}, &bot.HoursError{First: f.First, Last: f.Last}
	}
	return bot.Answer{Value: strconv.Itoa(minute)}, nil
}

// minute reads what was tapped or typed.
func (f HourField) minute(r *bot.Request, value string) (int, error) {
	if value != "" {
		minute, err := strconv.Atoi(value)
		if err != nil {
			return 0, bot.ErrUseButtons
		}
		return minute, nil
	}
	parts := written.FindStringSubmatch(r.Text)
	if parts == nil {
		return 0, bot.ErrHoursExpected
	}
	hour, _ := strconv.Atoi(parts[1])
	minute, _ := strconv.Atoi(parts[2])
	if hour > 23 || minute > 59 {
		return 0, bot.ErrHoursExpected
	}
	return hour*60 + minute, nil
}
