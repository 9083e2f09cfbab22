package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/domain/document"
)

// FilesField collects photos and PDF, also those of an album, until the
// person taps on.
type FilesField struct {
	Key   string
	Label Phrase
	// Ask words the question, given what there is already.
	Ask func(ctx context.Context, r *Request, a Answers, kept []document.File) (Phrase, error)
	// Keep fetches, checks and stores a file. Its errors are worded.
	Keep func(ctx context.Context, r *Request, f File) (document.File, error)
	Max  int
	// TooMany is the error for one file more than Max.
	TooMany  error
	Optional bool // going on without any file is fine
	Skip     func(a Answers) bool
}

// Field makes the field of a form. Its answer is read with FilesOf.
func (f FilesField) Field() Field {
	return Field{Key: f.Key, Label: f.Label, Ask: f.ask, Parse: f.parse, Skip: f.Skip}
}

// FilesOf reads the answer of a FilesField.
func FilesOf(answer string) ([]document.File, error) {
	if answer == "" {
		return nil, nil
	}
	var files []document.File
	if err := json.Unmarshal([]byte(answer), &files); err != nil {
		return nil, fmt.Errorf("read the answer of a field for files: %w", err)
	}
	return files, nil
}

func (f FilesField) ask(ctx context.Context, r *Request, a Answers) (Reply, error) {
	kept, err := FilesOf(a[f.Key])
	if err != nil {
		return Reply{}, err
	}
	question, err := f.Ask(ctx, r, a, kept)
	if err != nil {
		return Reply{}, err
	}
	reply := Reply{Text: question}
	switch {
	case len(kept) > 0:
		next := AnswerButton(SayNext, skipValue)
		next.Style = Primary
		reply.Buttons = [][]Button{{next}}
	case f.Optional:
		reply.Buttons = [][]Button{{AnswerButton(SaySkip, skipValue)}}
	}
	return reply, nil
}

func (f FilesField) parse(ctx context.Context, r *Request, a Answers, value string) (Answer, error) {
	kept, err := FilesOf(a[f.Key])
	if err != nil {
		return Answer{}, err
	}
	if value == skipValue && (f.Optional || len(kept) > 0) {
		return Answer{Value: a[f.Key]}, nil
	}
	if r.File == nil {
		return Answer{}, ErrFileExpected
	}
	if len(kept) >= f.Max {
		return Answer{}, f.TooMany
	}
	file, err := f.Keep(ctx, r, *r.File)
	if err != nil {
		return Answer{}, err
	}
	if !slices.ContainsFunc(kept, func(k document.File) bool { return k.ID == file.ID }) {
		kept = append(kept, file)
	}
	list, err := json.Marshal(kept)
	if err != nil {
		return Answer{}, fmt.Errorf("write the answer of a field for files: %w", err)
	}
	return Answer{Value: string(list), Stay: true}, nil
}
