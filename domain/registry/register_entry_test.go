package registry_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/registry"
)

func TestAnEntryIsWholeOrSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*registry.Entry)
		want   error
	}{
		"whole":                      {func(*registry.Entry) {}, nil},
		"without scans":              {func(e *registry.Entry) { e.Files = nil }, nil},
		"of today":                   {func(e *registry.Entry) { e.Date = today }, nil},
		"dated tomorrow":             {func(e *registry.Entry) { e.Date = today.AddDays(1) }, registry.ErrFuture},
		"without a date":             {func(e *registry.Entry) { e.Date = calendar.Date{} }, registry.ErrMissing},
		"due today":                  {func(e *registry.Entry) { e.Deadline = today }, nil},
		"due yesterday":              {func(e *registry.Entry) { e.Deadline = today.AddDays(-1) }, disposition.ErrDeadlinePast},
		"without a number":           {func(e *registry.Entry) { e.Number = " \n" }, registry.ErrMissing},
		"with an invisible sender":   {func(e *registry.Entry) { e.Sender = "\u200b" }, registry.ErrMissing},
		"without a subject":          {func(e *registry.Entry) { e.Subject = "" }, registry.ErrMissing},
		"with a number to the limit": {func(e *registry.Entry) { e.Number = strings.Repeat("ā", registry.MaxNumber) }, nil},
		"with a longer number":       {func(e *registry.Entry) { e.Number = strings.Repeat("9", registry.MaxNumber+1) }, disposition.ErrTooLong},
		"with space that is dropped": {func(e *registry.Entry) { e.Sender = "a" + strings.Repeat(" ", registry.MaxSender) + "b" }, nil},
		"with a longer sender":       {func(e *registry.Entry) { e.Sender = strings.Repeat("a", registry.MaxSender+1) }, disposition.ErrTooLong},
		"with a longer subject":      {func(e *registry.Entry) { e.Subject = strings.Repeat("a", registry.MaxSubject+1) }, disposition.ErrTooLong},
		"with a longer summary":      {func(e *registry.Entry) { e.Summary = strings.Repeat("a", registry.MaxSummary+1) }, disposition.ErrTooLong},
		"with a longer code":         {func(e *registry.Entry) { e.Classification = strings.Repeat("0", registry.MaxClassification+1) }, disposition.ErrTooLong},
		"with ten scans":             {func(e *registry.Entry) { e.Files = scans(registry.MaxFiles) }, nil},
		"with eleven scans":          {func(e *registry.Entry) { e.Files = scans(registry.MaxFiles + 1) }, registry.ErrTooManyFiles},
		"with one scan eleven times": {func(e *registry.Entry) { e.Files = append(scans(registry.MaxFiles), scan("a")) }, nil},
		"of no speed":                {func(e *registry.Entry) { e.Speed = "" }, registry.ErrMissing},
		"of no secrecy":              {func(e *registry.Entry) { e.Secrecy = "OPEN" }, registry.ErrMissing},
		"secret after all":           {func(e *registry.Entry) { e.Secrecy = disposition.TopSecret }, disposition.ErrSecretInOffice},
		"secret and bare":            {func(e *registry.Entry) { *e = bareEntry() }, nil},
		"secret with a subject":      {func(e *registry.Entry) { *e = bareEntry(); e.Subject = "x" }, disposition.ErrSecretInOffice},
		"secret with a code":         {func(e *registry.Entry) { *e = bareEntry(); e.Classification = "x" }, disposition.ErrSecretInOffice},
		"secret with a scan":         {func(e *registry.Entry) { *e = bareEntry(); e.Files = scans(1) }, disposition.ErrSecretInOffice},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := entry()
			c.change(&e)
			if err := e.Check(today); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func scans(n int) []document.File {
	var files []document.File
	for i := range n {
		files = append(files, scan(document.ID(rune('a'+i))))
	}
	return files
}

// What passes may be registered: it is short enough, and of a letter that
// stays in the office there is nothing.
func FuzzAnEntryThatPassesCanBeKept(f *testing.F) {
	f.Add("B.17.045/221/BKD", "Dinas Kebudayaan", "Undangan", "", "000.8", string(disposition.Open), 1)
	f.Add("", "", "", "", "", string(disposition.Secret), 0)
	f.Add("\u00a0", "a\x00b", "\xff", strings.Repeat("ā ", 600), "\u202e", string(disposition.Restricted), 11)
	f.Fuzz(func(t *testing.T, number, sender, subject, summary, code, secrecy string, files int) {
		e := registry.Entry{
			Unit: bureau, Number: number, Sender: sender, Subject: subject, Summary: summary, Classification: code,
			Date: today, Speed: disposition.Ordinary, Secrecy: disposition.Secrecy(secrecy), Files: scans(max(0, files%20)), First: head,
		}
		desk, kept := openDesk()
		checked := e.Check(today)
		_, err := desk.Register(t.Context(), clerk(), e, "")
		if (checked == nil) != (err == nil) {
			t.Fatalf("checked: %v; registered: %v", checked, err)
		}
		if err != nil {
			if len(kept.letters) > 0 {
				t.Fatal("refused and kept")
			}
			return
		}
		canBeKept(t, kept.letters[0].Letter)
	})
}

func canBeKept(t *testing.T, l disposition.Letter) {
	t.Helper()
	all := l.Number + l.Sender + l.Subject + l.Summary + l.Classification
	if l.Secrecy.StaysInOffice() && (all != "" || len(l.Files) > 0) {
		t.Errorf("of a letter that stays in the office %q is kept", all)
	}
	for _, text := range []struct {
		is    string
		limit int
	}{
		{l.Number, registry.MaxNumber},
		{l.Sender, registry.MaxSender},
		{l.Subject, registry.MaxSubject},
		{l.Summary, registry.MaxSummary},
		{l.Classification, registry.MaxClassification},
	} {
		if utf8.RuneCountInString(text.is) > text.limit || strings.ContainsAny(text.is, "\n\t") {
			t.Errorf("kept %q, want at most %d characters in a line", text.is, text.limit)
		}
	}
}
