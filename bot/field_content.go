package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/document"
)

// ContentField is answered by sending the very message that is to be sent on:
// a text with its formatting, photos, files, an album, until the person taps
// on. Files come together, up to an album's worth; of texts the last one counts.
type ContentField struct {
	Key   string
	Label Phrase
	// Ask words the question, given what there is already.
	Ask func(ctx context.Context, r *Request, a Answers, kept Kept) (Phrase, error)
	// Keep fetches, checks and stores a file. Its errors are worded.
	Keep func(ctx context.Context, r *Request, f File) (document.File, error)
	Skip func(a Answers) bool
}

// Kept is a content whose files have been stored.
type Kept struct {
	HTML  string          `json:"html,omitempty"`
	Files []document.File `json:"files,omitempty"`
	Album bool            `json:"album,omitempty"` // there are several files, which go out together
}

// IsEmpty reports whether there is nothing to send.
func (k Kept) IsEmpty() bool { return k.HTML == "" && len(k.Files) == 0 }

// String is how it stands in an answer.
func (k Kept) String() string {
	text, err := json.Marshal(k)
	if err != nil {
		panic(err) // strings and numbers: it cannot fail
	}
	return string(text)
}

// ContentOf reads the answer of a ContentField.
func ContentOf(answer string) (Kept, error) {
	var kept Kept
	if answer == "" {
		return kept, nil
	}
	if err := json.Unmarshal([]byte(answer), &kept); err != nil {
		return kept, fmt.Errorf("read the answer of a field for a message: %w", err)
	}
	return kept, nil
}

// MaxAlbum is how many files an album has at most.
const MaxAlbum = 10

// TooManyPartsError tells how many files go together.
type TooManyPartsError struct{ Limit int }

func (e *TooManyPartsError) Error() string { return fmt.Sprintf("more than %d files", e.Limit) }

// againValue is what the button answers that forgets what there is.
const againValue = "*"

// Field makes the field of a form. Its answer is read with ContentOf.
func (f ContentField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

func (f ContentField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	kept, err := ContentOf(a[f.Key])
	if err != nil {
		return Reply{}, err
	}
	question, err := f.Ask(ctx, r, a, kept)
	if err != nil || kept.IsEmpty() {
		return Reply{Text: question}, err
	}
	next := AnswerButton(SayNext, skipValue)
	next.Style = Primary
	return Reply{Text: question, Buttons: [][]Button{{next}, {AnswerButton(SayAgain, againValue)}}}, nil
}

func (f ContentField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	kept, err := ContentOf(a[f.Key])
	switch {
	case err != nil:
		return Answer{}, err
	case value == skipValue && !kept.IsEmpty():
		return Answer{Value: kept.String()}, nil
	case value == againValue:
		return Answer{Stay: true}, nil
	case r.Content == nil: // a button that the question does not have
		return Answer{}, ErrUseButtons
	case r.Content.Other, r.Content.HTML == "" && len(r.Content.Files) == 0:
		return Answer{}, ErrContentKind
	}
	kept, err = f.add(ctx, r, kept)
	return Answer{Value: kept.String(), Stay: true}, err
}

// add takes what came into what there is.
func (f ContentField) add(ctx context.Context, r *Request, kept Kept) (Kept, error) {
	for _, sent := range r.Content.Files {
		if len(kept.Files) >= MaxAlbum {
			return kept, &TooManyPartsError{Limit: MaxAlbum}
		}
		file, err := f.Keep(ctx, r, sent)
		if err != nil {
			return kept, err
		}
		if !slices.ContainsFunc(kept.Files, func(k document.File) bool { return k.ID == file.ID }) {
			kept.Files = append(kept.Files, file)
		}
	}
	if r.Content.HTML != "" {
		kept.HTML = r.Content.HTML
	}
	kept.Album = len(kept.Files) > 1
	return kept, nil
}
