package letters

import (
	"context"
	"errors"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// card shows one letter to the registry: what it is, and where it is now.
type card struct{ Parts }

func (l *card) register(rt *bot.Router) {
	rt.Action(nav.Letter, staff.Clerks, l.open)
	rt.Action(actionFiles, staff.Clerks, l.files)
}

func (l *card) open(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := letterArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := l.Desk.Letter(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	return nav.InPlace(draw(view, nil)), nil
}

// files sends the scans of a letter.
func (l *card) files(ctx context.Context, r *bot.Request) (bot.Reply, error) {
	id, err := letterArg(r)
	if err != nil {
		return bot.Reply{}, err
	}
	view, err := l.Desk.Letter(ctx, r.Actor, id)
	if err != nil {
		return bot.Reply{}, err
	}
	all := l.attach(r.Actor, view)
	if len(all) == 0 {
		return bot.Reply{}, bot.ErrStaleButton
	}
	return bot.Reply{Toast: text.Sending{Count: len(all)}, Attachments: all, Protect: view.Letter.Secrecy.Protected()}, nil
}

func (l *card) attach(by staff.Actor, v registry.LetterView) []bot.Attachment {
	var list []bot.Attachment
	for _, f := range v.Letter.Files {
		list = append(list, bot.Attachment{File: f, Open: func(ctx context.Context) ([]byte, error) {
			content, err := l.Desk.Document(ctx, by, v.Letter.ID, f.ID)
			return content.Bytes, err
		}})
	}
	return list
}

// draw makes the card of a letter; news is what has just happened.
func draw(v registry.LetterView, news bot.Phrase) bot.Reply {
	return bot.Reply{Text: text.LetterCard{View: v, News: news}, Buttons: letterButtons(v), Protect: v.Letter.Secrecy.Protected()}
}

func letterButtons(v registry.LetterView) [][]bot.Button {
	id := nav.IDArg(v.Letter.ID)
	var rows [][]bot.Button
	if v.Root != nil && slices.Contains(v.Allowed, disposition.ActionRedirect) {
		rows = append(rows, []bot.Button{{
			Label: text.Label("label.redirect_first"), Action: nav.Redirect, Args: []string{nav.IDArg(v.Root.ID)}, Style: bot.Primary,
		}})
	}
	rows = append(rows, readButtons(v))
	if v.Root != nil && slices.Contains(v.Allowed, disposition.ActionCancel) {
		rows = append(rows, []bot.Button{{Label: text.Label("label.cancel_first"), Action: nav.Cancel, Args: []string{nav.IDArg(v.Root.ID)}, Style: bot.Danger}})
	}
	back := []string{string(registry.Running), "0"}
	if len(v.Letter.Files) > 0 {
		rows = append(rows, []bot.Button{{Label: text.FilesLabel{Count: len(v.Letter.Files)}, Action: actionFiles, Args: []string{id}}})
		back = append(back, nav.New)
	}
	return append(rows, []bot.Button{{Label: text.Label("label.letters"), Action: actionLetters, Args: back}, nav.HomeButton()})
}

// readButtons lead to the trail, and to the sheet of a letter that may travel.
func readButtons(v registry.LetterView) []bot.Button {
	id := nav.IDArg(v.Letter.ID)
	row := []bot.Button{{Label: text.Label("label.trail"), Action: nav.Trail, Args: []string{id, "0"}}}
	if !v.Letter.Secrecy.StaysInOffice() {
		row = append(row, bot.Button{Label: text.Label("label.sheet"), Action: nav.Sheet, Args: []string{id}})
	}
	return row
}

// endIfRefused ends a form whose act has been refused: no other answer would
// change that. Anything else leaves the person in the form.
func endIfRefused(err error) error {
	for _, refusal := range []error{staff.ErrInactive, staff.ErrNotAllowed} {
		if errors.Is(err, refusal) {
			return bot.EndForm(err)
		}
	}
	return err
}
