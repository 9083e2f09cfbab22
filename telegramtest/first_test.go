package telegramtest_test

import (
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// startBot runs the real client against the server, echoing with a button and answering its taps.
func startBot(t *testing.T, s *telegramtest.Server) *bot.Bot {
	t.Helper()
	b, err := bot.New(s.Token(), bot.WithServerURL(s.URL()))
	if err != nil {
		t.Fatalf("the client does not start: %v", err)
	}
	return b
}

func TestABotAndAPersonTalk(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	budi := s.Person(telegramtest.Profile{Name: "Budi Wirawan"})
	b := startBot(t, s)
	budi.Start()
	sent, err := b.SendMessage(t.Context(), &bot.SendMessageParams{
		ChatID: budi.ID(), Text: "<b>Halo</b>", ParseMode: models.ParseModeHTML,
		ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Ya", CallbackData: "y"}}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := budi.Next(t.Context())
	if err != nil || m.Plain != "Halo" || m.ID != int64(sent.ID) {
		t.Fatalf("Next = %+v, %v", m, err)
	}
}
