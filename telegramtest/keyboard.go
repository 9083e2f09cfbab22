package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	maxButtons      = 100
	maxCallbackData = 64
	maxCopyText     = 256
	maxPlaceholder  = 64
)

// markup is what a message shows below itself or in place of the phone's keyboard.
type markup struct {
	inline [][]wireInlineButton
	keys   [][]Key
	remove bool
	force  bool
	// placeholder is what the line to write in shows while it is empty.
	placeholder string
}

func (m markup) inlineOnly() bool { return m.keys == nil && !m.remove && !m.force }

type rawMarkup struct {
	RemoveKeyboard bool `json:"remove_keyboard"`
	ForceReply     bool `json:"force_reply"`
	// Placeholder comes with a keyboard or with a forced reply.
	Placeholder string `json:"input_field_placeholder"`
}

type rawKey struct {
	Text            string `json:"text"`
	RequestContact  bool   `json:"request_contact"`
	RequestLocation bool   `json:"request_location"`
}

// readMarkup reads reply_markup as strictly as Telegram does: a keyboard or a row that is null is refused.
func readMarkup(raw string) (markup, error) {
	var m markup
	if strings.TrimSpace(raw) == "" {
		return m, nil
	}
	if !json.Valid([]byte(raw)) {
		return m, badRequest("can't parse reply keyboard markup JSON object")
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(raw), &fields) != nil || fields == nil {
		return m, badRequest("object expected as reply markup")
	}
	var r rawMarkup
	if err := json.Unmarshal([]byte(raw), &r); err != nil {
		return m, badRequest("can't parse reply keyboard markup: %s", fieldError(err))
	}
	m.remove, m.force, m.placeholder = r.RemoveKeyboard, r.ForceReply, clean(r.Placeholder)
	if utf8.RuneCountInString(m.placeholder) > maxPlaceholder {
		return m, badRequest("input field placeholder is too long")
	}
	var err error
	if rows, ok := fields["inline_keyboard"]; ok {
		m.inline, err = readRows(rows, `field "inline_keyboard" of the InlineKeyboardMarkup`, inlineButton)
	} else if rows, ok := fields["keyboard"]; ok {
		m.keys, err = readRows(rows, `field "keyboard" of the ReplyKeyboardMarkup`, replyKey)
	}
	return m, err
}

func fieldError(err error) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("Field \"%s\" must be of type %s", wrong.Field, kindOf[wrong.Field])
	}
	return err.Error()
}

// readRows reads rows of buttons. A row without buttons is left out.
func readRows[B any](raw json.RawMessage, what string, read func(json.RawMessage) (B, error)) ([][]B, error) {
	var rows [][]json.RawMessage
	if err := json.Unmarshal(raw, &rows); err != nil || rows == nil {
		return nil, badRequest("%s must be an Array of Arrays", what)
	}
	var all [][]B
	count := 0
	for _, cells := range rows {
		if cells == nil {
			return nil, badRequest("%s must be an Array of Arrays", what)
		}
		row := make([]B, 0, len(cells))
		for _, cell := range cells {
			b, err := read(cell)
			if err != nil {
				return nil, err
			}
			row = append(row, b)
		}
		if count += len(row); len(row) > 0 {
			all = append(all, row)
		}
	}
	if count > maxButtons {
		return nil, badRequest("reply markup is too long")
	}
	return all, nil
}

// readButton reads an object whose fields, if they are there, are neither null nor of another type.
func readButton(raw json.RawMessage, into any, what string) error {
	button, _, _ := strings.Cut(what, ":")
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || fields == nil {
		return badRequest("can't parse %s must be an Object", what)
	}
	for name, value := range fields {
		if string(value) == "null" {
			return badRequest("can't parse %s: Field \"%s\" must be of type %s", button, name, kindOf[name])
		}
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return badRequest("can't parse %s: %s", button, fieldError(err))
	}
	return nil
}

// kindOf says what Telegram calls the type of a button's field.
var kindOf = map[string]string{
	"text": "String", "url": "String", "callback_data": "String", "style": "String", "copy_text": "Object",
	"request_contact": "Boolean", "request_location": "Boolean", "input_field_placeholder": "String",
}

type rawInlineButton struct {
	wireInlineButton
	Text         *string `json:"text"`
	CallbackData *string `json:"callback_data"`
}

func inlineButton(raw json.RawMessage) (wireInlineButton, error) {
	var r rawInlineButton
	b := r.wireInlineButton
	if err := readButton(raw, &r, "inline keyboard button: InlineKeyboardButton"); err != nil {
		return b, err
	}
	b = r.wireInlineButton
	if r.Text == nil {
		return b, badRequest("can't parse inline keyboard button: Can't find field \"text\"")
	}
	b.Text = *r.Text
	if strings.TrimSpace(b.Text) == "" {
		return b, badRequest("inline keyboard button text must be non-empty")
	}
	if b.Style != "" && b.Style != "danger" && b.Style != "success" && b.Style != "primary" {
		return b, badRequest("can't parse inline keyboard button: invalid button style specified")
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
	return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
}

func replyKey(raw json.RawMessage) (Key, error) {
	var text string
	if json.Unmarshal(raw, &text) == nil && string(raw) != "null" {
		return Key{Text: text}, nil
	}
	var r rawKey
	if err := readButton(raw, &r, "keyboard button: KeyboardButton"); err != nil {
		return Key{}, err
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
