package telegramtest

import (
	"bytes"
	"encoding/json"
	"strings"
)

const (
	maxButtons      = 100
	maxCallbackData = 64
	maxCopyText     = 256
)

// markup is what a message shows below itself or in place of the phone's keyboard.
type markup struct {
	inline [][]wireInlineButton
	keys   [][]Key
	remove bool
	force  bool
}

type rawMarkup struct {
	InlineKeyboard *[]json.RawMessage `json:"inline_keyboard"`
	Keyboard       *[]json.RawMessage `json:"keyboard"`
	RemoveKeyboard bool               `json:"remove_keyboard"`
	ForceReply     bool               `json:"force_reply"`
	Selective      bool               `json:"selective"`
}

type rawKey struct {
	Text            string `json:"text"`
	RequestContact  bool   `json:"request_contact"`
	RequestLocation bool   `json:"request_location"`
}

// readMarkup reads reply_markup as strictly as Telegram does.
func readMarkup(raw string) (markup, error) {
	var m markup
	if strings.TrimSpace(raw) == "" {
		return m, nil
	}
	if !json.Valid([]byte(raw)) {
		return m, badRequest("can't parse reply keyboard markup JSON object")
	}
	var r rawMarkup
	if !strings.HasPrefix(strings.TrimSpace(raw), "{") {
		return m, badRequest("object expected as reply markup")
	}
	if err := json.Unmarshal([]byte(raw), &r); err != nil {
		return m, badRequest("can't parse reply keyboard markup: %s", fieldError(err))
	}
	m.remove, m.force = r.RemoveKeyboard, r.ForceReply
	var err error
	switch {
	case r.InlineKeyboard != nil:
		m.inline, err = readRows(*r.InlineKeyboard, "inline keyboard button", inlineButton)
	case r.Keyboard != nil:
		m.keys, err = readRows(*r.Keyboard, "keyboard button", replyKey)
	}
	return m, err
}

func fieldError(err error) string {
	var wrong *json.UnmarshalTypeError
	if ok := asType(err, &wrong); ok {
		return `Field "` + wrong.Field + `" has a wrong type`
	}
	return err.Error()
}

// readRows reads rows of buttons. A row that is null is an error, a row without buttons is left out.
func readRows[B any](rows []json.RawMessage, what string, read func(json.RawMessage) (B, error)) ([][]B, error) {
	var all [][]B
	count := 0
	for _, raw := range rows {
		if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
			return nil, badRequest("can't parse %s row: Expected an Array", strings.TrimSuffix(what, " button"))
		}
		var cells []json.RawMessage
		if err := json.Unmarshal(raw, &cells); err != nil {
			return nil, badRequest("can't parse %s row: %s", what, err)
		}
		var row []B
		for _, cell := range cells {
			b, err := read(cell)
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		count += len(row)
		if len(row) > 0 {
			all = append(all, row)
		}
	}
	if count > maxButtons {
		return nil, badRequest("reply markup is too long")
	}
	return all, nil
}

type rawInlineButton struct {
	wireInlineButton
	Text         *string `json:"text"`
	CallbackData *string `json:"callback_data"`
}

func inlineButton(raw json.RawMessage) (wireInlineButton, error) {
	var r rawInlineButton
	if err := json.Unmarshal(raw, &r); err != nil || !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return r.wireInlineButton, badRequest("can't parse inline keyboard button: Expected an Object")
	}
	b := r.wireInlineButton
	if r.Text == nil {
		return b, badRequest("can't parse inline keyboard button: Can't find field \"text\"")
	}
	b.Text = *r.Text
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("inline keyboard button text must be non-empty")
	}
	if b.Style != "" && b.Style != "danger" && b.Style != "success" && b.Style != "primary" {
		return b, badRequest("can't parse inline keyboard button: Invalid button style specified")
	}
	if r.CallbackData != nil {
		b.CallbackData = *r.CallbackData
		if n := len(b.CallbackData); n == 0 || n > maxCallbackData {
			return b, badRequest("BUTTON_DATA_INVALID")
		}
	}
	return b, checkAction(b)
}

// checkAction says whether the button does something that Telegram lets a button do.
func checkAction(b wireInlineButton) error {
	switch {
	case b.CallbackData != "":
		return nil
	case b.URL != "":
		if !linkLeadsSomewhere(b.URL) {
			return badRequest("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
		}
		return nil
	case b.CopyText != nil:
		if n := utf16Len(b.CopyText.Text); n == 0 || n > maxCopyText {
			return badRequest("BUTTON_COPY_TEXT_INVALID")
		}
		return nil
	}
	return badRequest("text buttons are unallowed in the inline keyboard")
}

func replyKey(raw json.RawMessage) (Key, error) {
	var text string
	if json.Unmarshal(raw, &text) == nil && !bytes.Equal(raw, []byte("null")) {
		return Key{Text: text}, nil
	}
	var r rawKey
	if err := json.Unmarshal(raw, &r); err != nil || !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return Key{}, badRequest("can't parse keyboard button: Expected an Object or a String")
	}
	k := Key{Text: r.Text}
	switch {
	case strings.TrimSpace(r.Text) == "":
		return k, badRequest("keyboard button text must be non-empty")
	case r.RequestContact:
		k.Request = "contact"
	case r.RequestLocation:
		k.Request = "location"
	}
	return k, nil
}
