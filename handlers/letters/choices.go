package letters

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/text"
)

func askFiles(_ context.Context, _ *bot.Request, _ bot.Answers, kept []document.File) (bot.Phrase, error) {
	return text.AskLetterFiles{Files: kept, Limit: registry.MaxFiles}, nil
}

// askGrade asks how secret the letter is, and warns of what is in the chat.
func askGrade(_ context.Context, _ *bot.Request, a bot.Answers) (bot.Phrase, error) {
	return text.AskGrade{Dropped: hasFiles(a)}, nil
}

func grades(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	return []bot.Option{
		{Label: text.SecrecyLabel{Secrecy: disposition.Secret}, Value: string(disposition.Secret)},
		{Label: text.SecrecyLabel{Secrecy: disposition.TopSecret}, Value: string(disposition.TopSecret)},
	}, nil
}

func speeds(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	return []bot.Option{
		{Label: text.SpeedLabel{Speed: disposition.Ordinary}, Value: string(disposition.Ordinary), Style: bot.Primary},
		{Label: text.SpeedLabel{Speed: disposition.Urgent}, Value: string(disposition.Urgent)},
		{Label: text.SpeedLabel{Speed: disposition.VeryUrgent}, Value: string(disposition.VeryUrgent)},
	}, nil
}

// secrecies: who finds only now that the letter is secret says so here, and is
// then asked how secret it is.
func secrecies(context.Context, *bot.Request, bot.Answers) ([]bot.Option, error) {
	return []bot.Option{
		{Label: text.SecrecyLabel{Secrecy: disposition.Open}, Value: string(disposition.Open), Style: bot.Primary},
		{Label: text.SecrecyLabel{Secrecy: disposition.Restricted}, Value: string(disposition.Restricted)},
		{Label: text.Label("letter.secret_after_all"), Value: string(disposition.Secret)},
	}, nil
}
