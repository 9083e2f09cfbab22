// Package text knows every word that a person reads: formal Bahasa Indonesia,
// for people who are not young, on small phones. A phrase is a Go value whose
// fields are facts; a template of the same name words them as Telegram HTML.
// One ordered table turns errors into phrases.
//
// Each message says what happened, what it means for the reader, and what to
// do next.
package text

import (
	"embed"
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/staff"
)

//go:embed templates/*.html
var files embed.FS

// Words turns phrases and errors into what people read. It never changes once
// it is made, so any number of goroutines may share one.
type Words struct {
	templates *template.Template
	wordings  []wording
	gaps      *regexp.Regexp
	styled    map[staff.DateStyle]*Words // with dates in other styles
}

var _ bot.Words = (*Words)(nil)

// New parses the templates; instants are shown in the office's zone.
func New(zone *time.Location) (*Words, error) {
	w, err := newWords(zone, nil)
	if err != nil {
		return nil, err
	}
	w.styled = map[staff.DateStyle]*Words{}
	for _, style := range []staff.DateStyle{staff.BalineseDates, staff.EnglishDates} {
		if names, ok := namesOf(style); ok {
			if w.styled[style], err = newWords(zone, names.functions(zone)); err != nil {
				return nil, err
			}
		}
	}
	return w, nil
}

// newWords parses the templates with functions in place of the usual ones.
func newWords(zone *time.Location, instead template.FuncMap) (*Words, error) {
	w := &Words{wordings: wordings(), gaps: regexp.MustCompile(`\n{3,}`)}
	parsed, err := template.New("text").Option("missingkey=error").
		Funcs(w.functions(zone)).Funcs(requestFunctions()).Funcs(requestFunctions()).Funcs(formFunctions()).Funcs(disposeFunctions()).Funcs(apelFunctions()).Funcs(announceFunctions()).Funcs(instead).ParseFS(files, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("parse the templates of text: %w", err)
	}
	w.templates = parsed
	return w, nil
}

// Render words a phrase as Telegram HTML. An unknown phrase, or one without
// words, is an error: it is a defect and never reaches a person.
func (w *Words) Render(p bot.Phrase) (string, error) {
	var b strings.Builder
	if err := w.templates.ExecuteTemplate(&b, p.Phrase(), p); err != nil {
		return "", fmt.Errorf("render %s: %w", p.Phrase(), err)
	}
	said := strings.TrimSpace(w.gaps.ReplaceAllString(b.String(), "\n\n"))
	if said == "" {
		return "", fmt.Errorf("render %s: no words", p.Phrase())
	}
	return said, nil
}

// Wording finds the phrase for an error: the first row of the table that fits.
func (w *Words) Wording(err error) (bot.Phrase, bool) {
	for _, row := range w.wordings {
		if p, ok := row(err); ok {
			return p, true
		}
	}
	return nil, false
}

// Label is a phrase without facts; its value is the name of its template.
type Label string

// Phrase names the template.
func (l Label) Phrase() string { return string(l) }
