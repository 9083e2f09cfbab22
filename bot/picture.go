package bot

import (
	"bytes"
	"context"
	"log/slog"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// photo is what a message shows above its text.
type photo struct {
	name    string
	content []byte
}

// compose makes the message of a reply, its picture with it.
func (s *responder) compose(ctx context.Context, r Reply) (message, error) {
	m, err := s.composer.message(r)
	if err != nil || r.Picture == nil {
		return m, err
	}
	content, err := r.Picture.Open(ctx)
	if err != nil {
		return m, err
	}
	m.picture = &photo{name: r.Picture.Name, content: content}
	return m, nil
}

func (c *Client) sendPicture(ctx context.Context, chat staff.AccountID, m message) (int, error) {
	return sent(c.api.SendPhoto(ctx, &telegram.SendPhotoParams{
		ChatID: int64(chat), Photo: &models.InputFileUpload{Filename: m.picture.name, Data: bytes.NewReader(m.picture.content)},
		Caption: m.text, ParseMode: models.ParseModeHTML, ReplyMarkup: m.markup, ProtectContent: m.protect,
	}))
}

func (c *Client) editPicture(ctx context.Context, chat staff.AccountID, id int, m message) error {
	_, err := c.api.EditMessageMedia(ctx, &telegram.EditMessageMediaParams{
		ChatID: int64(chat), MessageID: id, ReplyMarkup: m.inline(), Media: &models.InputMediaPhoto{
			Media: "attach://picture", MediaAttachment: bytes.NewReader(m.picture.content), Caption: m.text, ParseMode: models.ParseModeHTML,
		},
	})
	return callError(err)
}

// editCaption changes what stands under a picture or a file.
func (c *Client) editCaption(ctx context.Context, chat staff.AccountID, id int, m message) error {
	_, err := c.api.EditMessageCaption(ctx, &telegram.EditMessageCaptionParams{
		ChatID: int64(chat), MessageID: id, Caption: m.text, ParseMode: models.ParseModeHTML, ReplyMarkup: m.inline(),
	})
	return callError(err)
}

// remove deletes a message, which Telegram allows for 48 hours.
func (c *Client) remove(ctx context.Context, chat staff.AccountID, id int) error {
	_, err := c.api.DeleteMessage(ctx, &telegram.DeleteMessageParams{ChatID: int64(chat), MessageID: id})
	return callError(err)
}

// replace changes a message in place. Where a picture is to become a text,
// the picture stays and the text stands under it.
func (s *responder) replace(ctx context.Context, chat staff.AccountID, id int, m message) (verdict, error) {
	v, err := s.deliver(ctx, chat, func() error { return s.client.edit(ctx, chat, id, m) })
	if v.noText && m.units <= maxCaption {
		return s.deliver(ctx, chat, func() error { return s.client.editCaption(ctx, chat, id, m) })
	}
	return v, err
}

// discard takes a message away that another one stands in for. Whatever comes
// of it: its buttons are a hint, and harmless.
func (s *responder) discard(ctx context.Context, chat staff.AccountID, id int) {
	v, err := s.deliver(ctx, chat, func() error { return s.client.remove(ctx, chat, id) })
	if v.outcome != notify.Sent {
		err = s.unbutton(ctx, chat, id)
	}
	if err != nil {
		s.log.InfoContext(ctx, "a message that was replaced stays", slog.Int64("account", int64(chat)), slog.Any("error", err))
	}
}

// Show changes a message of an account into a reply now, at the pace of
// answers: for what is drawn again and again. Attachments, toasts and cards
// of the reply are passed over. The error says why it is not on the phone, if
// it may be later, or should be: nil where the message or its reader is gone.
func (s *Sender) Show(ctx context.Context, account staff.AccountID, message int, r Reply) (notify.Outcome, error) {
	m, err := s.compose(ctx, r)
	if err != nil {
		return judged(err).outcome, err
	}
	v, err := s.replace(ctx, account, message, m)
	switch v.outcome {
	case notify.Sent, notify.Gone, notify.Moved, notify.Obsolete:
		return v.outcome, nil
	case notify.Later, notify.Unknown, notify.Defect:
	}
	return v.outcome, err
}
