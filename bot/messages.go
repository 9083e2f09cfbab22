package bot

import (
	"bytes"
	"context"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/gelis-bali/gelis/domain/staff"
)

// message is something to be sent, in Telegram's terms.
type message struct {
	text    string // HTML
	units   int    // of the text as it is read
	markup  any    // nil, *inlineMarkup, *replyMarkup or *removeMarkup
	protect bool
	picture *photo // the message is one, and the text its caption
	replyTo int    // another message of the chat; 0: none
}

// The keyboards are types of our own: the library's button carries an empty
// copy_text along with everything else.
type inlineMarkup struct {
	Rows [][]inlineButton `json:"inline_keyboard"`
}

type inlineButton struct {
	Text  string `json:"text"`
	Data  string `json:"callback_data,omitempty"`
	URL   string `json:"url,omitempty"`
	Style Style  `json:"style,omitempty"`
}

type replyMarkup struct {
	Rows    [][]replyButton `json:"keyboard"`
	Resize  bool            `json:"resize_keyboard"`
	OneTime bool            `json:"one_time_keyboard"`
}

type replyButton struct {
	Text    string `json:"text"`
	Contact bool   `json:"request_contact,omitempty"`
}

type removeMarkup struct {
	Remove bool `json:"remove_keyboard"`
}

func noPreview() *models.LinkPreviewOptions {
	return &models.LinkPreviewOptions{IsDisabled: telegram.True()}
}

func (c *Client) send(ctx context.Context, chat staff.AccountID, m message) (int, error) {
	if m.picture != nil {
		return c.sendPicture(ctx, chat, m)
	}
	return sent(c.api.SendMessage(ctx, &telegram.SendMessageParams{
		ChatID: int64(chat), Text: m.text, ParseMode: models.ParseModeHTML, ReplyMarkup: m.markup,
		ProtectContent: m.protect, LinkPreviewOptions: noPreview(), ReplyParameters: replying(m.replyTo),
	}))
}

// replying answers a message, if it is still there.
func replying(to int) *models.ReplyParameters {
	if to == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: to, AllowSendingWithoutReply: true}
}

// inline is the keyboard that an edited message can carry: no other.
func (m message) inline() any {
	if inline, ok := m.markup.(*inlineMarkup); ok {
		return inline
	}
	return nil
}

// edit changes a message into another. A picture cannot become a text.
func (c *Client) edit(ctx context.Context, chat staff.AccountID, id int, m message) error {
	if m.picture != nil {
		return c.editPicture(ctx, chat, id, m)
	}
	_, err := c.api.EditMessageText(ctx, &telegram.EditMessageTextParams{
		ChatID: int64(chat), MessageID: id, Text: m.text, ParseMode: models.ParseModeHTML, ReplyMarkup: m.inline(),
		LinkPreviewOptions: noPreview(),
	})
	return callError(err)
}

// unbutton takes the buttons off a message.
func (c *Client) unbutton(ctx context.Context, chat staff.AccountID, id int) error {
	_, err := c.api.EditMessageReplyMarkup(ctx, &telegram.EditMessageReplyMarkupParams{ChatID: int64(chat), MessageID: id})
	return callError(err)
}

// answerTap ends the waiting of a tap, with a toast if there is one.
func (c *Client) answerTap(ctx context.Context, query, toast string, alert bool) error {
	_, err := c.api.AnswerCallbackQuery(ctx, &telegram.AnswerCallbackQueryParams{CallbackQueryID: query, Text: toast, ShowAlert: alert})
	return callError(err)
}

// sendFile sends a document: by the id under which Telegram has it, or its
// content. It returns the id.
func (c *Client) sendFile(ctx context.Context, chat staff.AccountID, name, known string, content []byte, protect bool) (string, error) {
	var file models.InputFile = &models.InputFileString{Data: known}
	if known == "" {
		file = &models.InputFileUpload{Filename: name, Data: bytes.NewReader(content)}
	}
	m, err := c.api.SendDocument(ctx, &telegram.SendDocumentParams{ChatID: int64(chat), Document: file, ProtectContent: protect})
	if err != nil {
		return "", callError(err)
	}
	return idOfFile(m), nil
}

// sendPhoto sends a picture that is shown in the chat.
func (c *Client) sendPhoto(ctx context.Context, chat staff.AccountID, name string, content []byte, protect bool) error {
	photo := &models.InputFileUpload{Filename: name, Data: bytes.NewReader(content)}
	_, err := c.api.SendPhoto(ctx, &telegram.SendPhotoParams{ChatID: int64(chat), Photo: photo, ProtectContent: protect})
	return callError(err)
}

// idOfFile finds the id of what was sent: Telegram may turn a document into
// something else.
func idOfFile(m *models.Message) string {
	switch {
	case m.Document != nil:
		return m.Document.FileID
	case len(m.Photo) > 0:
		return m.Photo[len(m.Photo)-1].FileID
	}
	return ""
}
