package letters

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/text"
)

// useTyped is the button that takes the name as it was typed.
const useTyped = "typed"

// senderField asks who the letter is from. Names that were used before stand
// below as buttons; a name that is typed and much like one of them is asked
// about, so that one office does not come to have five names.
func (e *enter) senderField() bot.Field {
	return bot.Field{
		Key: fieldSender, Label: text.Label("field.letter.sender"), Skip: isSecret,
		Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
			names, err := e.Desk.Senders(ctx, r.Actor, unitOf(a), r.Shown)
			if err != nil {
				return bot.Reply{}, err
			}
			var rows [][]bot.Button
			for _, name := range names {
				rows = append(rows, []bot.Button{bot.AnswerButton(text.SenderLabel{Name: name}, nameKey(name))})
			}
			if r.Shown != "" {
				typed := bot.AnswerButton(text.UseTypedLabel{Name: r.Shown}, useTyped)
				typed.Style = bot.Primary
				rows = append(rows, []bot.Button{typed})
			}
			return bot.Reply{Text: text.AskSender{Typed: r.Shown, Suggested: len(names) > 0, Limit: registry.MaxSender}, Buttons: rows}, nil
		},
		Parse: e.parseSender,
	}
}

func (e *enter) parseSender(ctx context.Context, r *bot.Request, a bot.Answers, value string) (bot.Answer, error) {
	switch {
	case value == useTyped && r.Shown != "":
		return e.named(ctx, r, a, r.Shown)
	case value != "":
		names, err := e.Desk.Senders(ctx, r.Actor, unitOf(a), r.Shown)
		if err != nil {
			return bot.Answer{}, err
		}
		i := slices.IndexFunc(names, func(n string) bool { return nameKey(n) == value })
		if i < 0 {
			return bot.Answer{}, bot.ErrUseButtons
		}
		return e.named(ctx, r, a, names[i])
	case r.Text == "" || r.File != nil:
		return bot.Answer{}, bot.ErrTextExpected
	}
	typed := strings.Join(strings.Fields(r.Text), " ")
	if err := registry.CheckText(typed, registry.MaxSender, false); err != nil {
		return bot.Answer{}, err
	}
	alike, err := e.Desk.Senders(ctx, r.Actor, unitOf(a), typed)
	if err != nil {
		return bot.Answer{}, err
	}
	for _, name := range alike {
		if strings.EqualFold(name, typed) {
			return e.named(ctx, r, a, name)
		}
	}
	if len(alike) > 0 {
		return bot.Answer{Show: typed}, nil
	}
	return e.named(ctx, r, a, typed)
}

// nameKey stands for a name in a button, which has no room for a long one.
func nameKey(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:6])
}

// registeredBefore stands behind a name in the answer when a letter with that
// number and sender is registered already; in a name it cannot stand.
const registeredBefore = "\n"

// named is the answer that names the sender.
func (e *enter) named(ctx context.Context, r *bot.Request, a bot.Answers, name string) (bot.Answer, error) {
	same, err := e.Desk.Same(ctx, r.Actor, unitOf(a), a[fieldNumber], name)
	if len(same) > 0 {
		name += registeredBefore
	}
	return bot.Answer{Value: name}, err
}

func senderOf(a bot.Answers) string { return strings.TrimSuffix(a[fieldSender], registeredBefore) }

// goOn registers a letter although it seems to be registered already.
const goOn = "1"

// sameField warns of a letter that seems to be registered already.
func (e *enter) sameField() bot.Field {
	return bot.Field{
		Key:  fieldSame,
		Skip: func(a bot.Answers) bool { return isSecret(a) || !strings.HasSuffix(a[fieldSender], registeredBefore) },
		Ask: func(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
			same, err := e.Desk.Same(ctx, r.Actor, unitOf(a), a[fieldNumber], senderOf(a))
			button := bot.AnswerButton(text.Label("letter.same_go_on"), goOn)
			return bot.Reply{Text: text.SameLetters{Lines: same}, Buttons: [][]bot.Button{{button}}}, err
		},
		Parse: func(_ context.Context, _ *bot.Request, _ bot.Answers, value string) (bot.Answer, error) {
			if value != goOn {
				return bot.Answer{}, bot.ErrUseButtons
			}
			return bot.Answer{Value: value}, nil
		},
	}
}
