package telegramtest_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/gelis-bali/gelis/telegramtest"
)

// client is the real client, as the bot uses it.
func client(t *testing.T, s *telegramtest.Server) *bot.Bot {
	t.Helper()
	b, err := bot.New(s.Token(), bot.WithServerURL(s.URL()))
	if err != nil {
		t.Fatalf("the client does not start: %v", err)
	}
	return b
}

func TestTheRealClientSendsAndEdits(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	b := client(t, s)
	keys := &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "Setuju", CallbackData: "s", Style: "success"}}}}
	m, err := b.SendMessage(t.Context(), &bot.SendMessageParams{
		ChatID: p.ID(), Text: "<b>Halo</b> &amp; selamat", ParseMode: models.ParseModeHTML, ReplyMarkup: keys, ProtectContent: true,
	})
	if err != nil || m.Text != "Halo & selamat" || m.Entities[0].Type != models.MessageEntityTypeBold || !m.HasProtectedContent || m.ReplyMarkup == nil {
		t.Fatalf("SendMessage = %+v, %v", m, err)
	}
	seen, err := p.Next(t.Context())
	if err != nil || seen.ID != int64(m.ID) || seen.Buttons[0][0].Style != "success" {
		t.Errorf("the person sees %+v, %v", seen, err)
	}
	e, err := b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: p.ID(), MessageID: m.ID, Text: "sudah"})
	if err != nil || e.EditDate == 0 || e.ReplyMarkup != nil {
		t.Errorf("EditMessageText = %+v, %v", e, err)
	}
	_, err = b.EditMessageText(t.Context(), &bot.EditMessageTextParams{ChatID: p.ID(), MessageID: m.ID, Text: "sudah"})
	if !errors.Is(err, bot.ErrorBadRequest) || !strings.Contains(err.Error(), "message is not modified") {
		t.Errorf("the same again = %v", err)
	}
	if ok, err := b.DeleteMessage(t.Context(), &bot.DeleteMessageParams{ChatID: p.ID(), MessageID: m.ID}); !ok || err != nil {
		t.Errorf("DeleteMessage = %t, %v", ok, err)
	}
}

func TestTheRealClientSendsFiles(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	b := client(t, s)
	doc, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{
		ChatID: p.ID(), Document: &models.InputFileUpload{Filename: "surat.pdf", Data: strings.NewReader("%PDF-1.7")}, Caption: "Surat",
	})
	if err != nil || doc.Document.FileName != "surat.pdf" {
		t.Fatalf("SendDocument = %+v, %v", doc, err)
	}
	if _, err := b.SendDocument(t.Context(), &bot.SendDocumentParams{ChatID: p.ID(), Document: &models.InputFileString{Data: doc.Document.FileID}}); err != nil {
		t.Errorf("SendDocument by file_id: %v", err)
	}
	photo, err := b.SendPhoto(t.Context(), &bot.SendPhotoParams{
		ChatID: p.ID(), Photo: &models.InputFileUpload{Filename: "g.png", Data: bytes.NewReader(picture(t, 200, 100))},
	})
	if err != nil || len(photo.Photo) != 2 {
		t.Fatalf("SendPhoto = %+v, %v", photo, err)
	}
	_, err = b.SendDocument(t.Context(), &bot.SendDocumentParams{ChatID: p.ID(), Document: &models.InputFileString{Data: photo.Photo[0].FileID}})
	if err == nil || !strings.Contains(err.Error(), "can't use file of type Photo as Document") {
		t.Errorf("a photo sent as a document: %v", err)
	}
	album, err := b.SendMediaGroup(t.Context(), &bot.SendMediaGroupParams{ChatID: p.ID(), Media: []models.InputMedia{
		&models.InputMediaDocument{Media: "attach://a.pdf", MediaAttachment: strings.NewReader("a"), Caption: "dua"},
		&models.InputMediaDocument{Media: doc.Document.FileID},
	}})
	if err != nil || len(album) != 2 || album[0].Document.FileName != "a.pdf" || album[1].Document.FileName != "surat.pdf" {
		t.Errorf("SendMediaGroup = %+v, %v", album, err)
	}
	f, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: doc.Document.FileID})
	if err != nil {
		t.Fatal(err)
	}
	if link := b.FileDownloadLink(f); link != s.URL()+"/file/bot"+s.Token()+"/"+f.FilePath {
		t.Errorf("the client downloads from %s", link)
	}
	if _, content := download(t, s, f.FilePath); string(content) != "%PDF-1.7" {
		t.Errorf("downloaded %q", content)
	}
	edited, err := b.EditMessageMedia(t.Context(), &bot.EditMessageMediaParams{
		ChatID: p.ID(), MessageID: doc.ID, Media: &models.InputMediaPhoto{Media: "attach://p.png", MediaAttachment: bytes.NewReader(picture(t, 9, 9))},
	})
	if err != nil || len(edited.Photo) != 1 {
		t.Errorf("EditMessageMedia = %+v, %v", edited, err)
	}
}

func TestTheRealClientUnderstandsRefusals(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	b := client(t, s)
	g := s.Group("Grup", p)
	old := g.ID()
	moved := g.Migrate(p)
	send := func(chat int64) error {
		_, err := b.SendMessage(t.Context(), &bot.SendMessageParams{ChatID: chat, Text: "halo"})
		return err //nolint:wrapcheck // the test looks at it
	}
	if e, ok := errors.AsType[*bot.MigrateError](send(old)); !ok || int64(e.MigrateToChatID) != moved {
		t.Errorf("a group that has moved: %v", e)
	}
	if err := send(1); !errors.Is(err, bot.ErrorBadRequest) {
		t.Errorf("no such chat: %v", err)
	}
	s.Fault(telegramtest.Fault{Code: 429, RetryAfter: 3, Times: 1})
	if e, ok := errors.AsType[*bot.TooManyRequestsError](send(p.ID())); !ok || e.RetryAfter != 3 {
		t.Errorf("too many requests: %v", e)
	}
	p.Block()
	if err := send(p.ID()); !errors.Is(err, bot.ErrorForbidden) {
		t.Errorf("blocked: %v", err)
	}
}

func TestTheRealClientReadsUpdatesAndMenus(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	b := client(t, s)
	commands := func(description string, scope models.BotCommandScope, language string) {
		t.Helper()
		_, err := b.SetMyCommands(t.Context(), &bot.SetMyCommandsParams{
			Commands: []models.BotCommand{{Command: "cuti", Description: description}}, Scope: scope, LanguageCode: language,
		})
		if err != nil {
			t.Error(err)
		}
		if got := s.Commands(p.ID()); len(got) != 1 || got[0].Name != "cuti" || got[0].Description != description {
			t.Errorf("the menu shows %+v, want %s", got, description)
		}
	}
	commands("umum", nil, "")
	commands("umum, bahasa Indonesia", nil, "id")
	commands("pribadi", &models.BotCommandScopeAllPrivateChats{}, "")
	commands("milik Budi", &models.BotCommandScopeChat{ChatID: p.ID()}, "")
	if _, err := b.DeleteMyCommands(t.Context(), &bot.DeleteMyCommandsParams{Scope: &models.BotCommandScopeChat{ChatID: p.ID()}}); err != nil {
		t.Error(err)
	}
	if got := s.Commands(p.ID()); got[0].Description != "pribadi" {
		t.Errorf("the menu shows %+v", got)
	}

	got := make(chan *models.Update)
	polling, err := bot.New(s.Token(), bot.WithServerURL(s.URL()), bot.WithDefaultHandler(
		func(_ context.Context, _ *bot.Bot, u *models.Update) { got <- u }))
	if err != nil {
		t.Fatal(err)
	}
	go polling.Start(t.Context())
	p.Send("/cuti besok")
	if u := <-got; u.Message.From.ID != p.ID() || u.Message.Entities[0].Type != models.MessageEntityTypeBotCommand {
		t.Errorf("the client reads %+v", u.Message)
	}
	p.TapAsync(777, "data")
	if u := <-got; u.CallbackQuery.Message.Type != models.MaybeInaccessibleMessageTypeInaccessibleMessage {
		t.Errorf("the client reads %+v", u.CallbackQuery)
	}
	p.Block()
	if u := <-got; u.MyChatMember.NewChatMember.Type != models.ChatMemberTypeBanned {
		t.Errorf("the client reads %+v", u.MyChatMember)
	}
}
