package text_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// worded are the errors that a person may meet in the chat, with facts.
func worded() map[string]error {
	return map[string]error{
		"account.ErrTooManyTries":  account.ErrTooManyTries,
		"account.ErrCodeUnknown":   account.ErrCodeUnknown,
		"account.ErrCodeExpired":   account.ErrCodeExpired,
		"account.ErrCodeUsed":      account.ErrCodeUsed,
		"account.ErrNoMatch":       account.ErrNoMatch,
		"account.ErrNotOwnContact": account.ErrNotOwnContact,
		"account.ErrNIPEnd":        account.ErrNIPEnd,
		"account.ErrOutsideUnit":   account.ErrOutsideUnit,
		"account.ErrHasLeft":       account.ErrHasLeft,

		"staff.ErrUnknownAccount": staff.ErrUnknownAccount,
		"staff.ErrInactive":       staff.ErrInactive,
		"staff.ErrNoSuchEmployee": staff.ErrNoSuchEmployee,
		"staff.ErrNotAllowed":     staff.ErrNotAllowed,
		"staff.NIPError":          &staff.NIPError{Reason: staff.NIPTooShort},
		"staff.PhoneError":        &staff.PhoneError{Reason: staff.PhoneForeign},

		"registry.ErrNotClerk":      registry.ErrNotClerk,
		"registry.ErrMissing":       registry.ErrMissing,
		"registry.ErrNothingToFind": registry.ErrNothingToFind,
		"registry.ErrNotHead":       registry.ErrNotHead,
		"registry.ErrFuture":        registry.ErrFuture,
		"registry.ErrTooManyFiles":  registry.ErrTooManyFiles,
		"registry.ErrNotInUnit":     registry.ErrNotInUnit,
		"registry.ErrNoSuchFile":    registry.ErrNoSuchFile,

		"disposition.ErrNoSuchBranch":      disposition.ErrNoSuchBranch,
		"disposition.ErrNotYours":          disposition.ErrNotYours,
		"disposition.ErrOnlyRecipient":     disposition.ErrOnlyRecipient,
		"disposition.ErrCopy":              disposition.ErrCopy,
		"disposition.ErrClosed":            disposition.ErrClosed,
		"disposition.ErrStarted":           disposition.ErrStarted,
		"disposition.ErrReportMissing":     disposition.ErrReportMissing,
		"disposition.ErrReasonMissing":     disposition.ErrReasonMissing,
		"disposition.ErrTooLong":           disposition.ErrTooLong,
		"disposition.ErrTooManyFiles":      disposition.ErrTooManyFiles,
		"disposition.ErrSecretInOffice":    disposition.ErrSecretInOffice,
		"disposition.ErrNoSuchLetter":      disposition.ErrNoSuchLetter,
		"disposition.ErrOnlyHead":          disposition.ErrOnlyHead,
		"disposition.ErrOnlySender":        disposition.ErrOnlySender,
		"disposition.ErrNothingAbove":      disposition.ErrNothingAbove,
		"disposition.ErrNotReturned":       disposition.ErrNotReturned,
		"disposition.ErrSettled":           disposition.ErrSettled,
		"disposition.ErrRead":              disposition.ErrRead,
		"disposition.ErrNudged":            disposition.ErrNudged,
		"disposition.ErrNotBelow":          disposition.ErrNotBelow,
		"disposition.ErrSentAlready":       disposition.ErrSentAlready,
		"disposition.ErrNoRecipient":       disposition.ErrNoRecipient,
		"disposition.ErrTooManyRecipients": disposition.ErrTooManyRecipients,
		"disposition.ErrNoInstruction":     disposition.ErrNoInstruction,
		"disposition.ErrDeadlinePast":      disposition.ErrDeadlinePast,
		"disposition.SettledError":         &disposition.SettledError{By: "Ni Wayan Suartini", At: at(14, 5)},
		"disposition.ReadError":            &disposition.ReadError{By: "Ni Wayan Suartini", At: at(14, 5)},
		"disposition.NudgedError":          &disposition.NudgedError{By: "Ni Wayan Suartini", At: at(14, 5)},
		"disposition.SentAlreadyError":     &disposition.SentAlreadyError{To: "Kepala Bagian Reformasi Birokrasi", At: at(14, 5)},
		"disposition.ClosedError":          &disposition.ClosedError{State: disposition.StateDone, By: "Ni Wayan Suartini", At: at(14, 5)},
		"disposition.StartedError":         &disposition.StartedError{By: "Ni Wayan Suartini", At: at(14, 5)},
		"disposition.TooLongError":         &disposition.TooLongError{Length: 5000, Limit: 3000},

		"document.ErrEmpty":      document.ErrEmpty,
		"document.ErrTooLarge":   document.ErrTooLarge,
		"document.ErrKind":       document.ErrKind,
		"document.TooLargeError": &document.TooLargeError{Size: 25 << 20},
		"document.KindError":     &document.KindError{MIME: "application/zip"},

		"calendar.DateError": &calendar.DateError{Text: "30 Februari", Reason: calendar.DateFormat},
		"notify.ErrObsolete": notify.ErrObsolete,

		"bot.ErrUnavailable":     bot.ErrUnavailable,
		"bot.ErrFormsAway":       bot.ErrFormsAway,
		"bot.ErrThrottled":       bot.ErrThrottled,
		"bot.ErrStaleButton":     bot.ErrStaleButton,
		"bot.ErrStaleDraft":      bot.ErrStaleDraft,
		"bot.ErrPrivateOnly":     bot.ErrPrivateOnly,
		"bot.ErrUseButtons":      bot.ErrUseButtons,
		"bot.ErrTextExpected":    bot.ErrTextExpected,
		"bot.ErrFileExpected":    bot.ErrFileExpected,
		"bot.ErrContactExpected": bot.ErrContactExpected,
		"bot.ErrFileGone":        bot.ErrFileGone,
		"bot.ErrPlaceExpected":   bot.ErrPlaceExpected,
		"bot.ErrPlaceForwarded":  bot.ErrPlaceForwarded,
		"bot.ErrContentKind":     bot.ErrContentKind,
		"bot.TooManyPartsError":  &bot.TooManyPartsError{Limit: bot.MaxAlbum},
		"bot.TextTooLongError":   &bot.TextTooLongError{Length: 5000, Limit: 3000},
		"bot.ErrDayExpected":     bot.ErrDayExpected,
		"bot.ErrHoursExpected":   bot.ErrHoursExpected,
		"bot.ErrNumberExpected":  bot.ErrNumberExpected,
		"bot.DayError":           &bot.DayError{Day: today().AddDays(-1), First: today(), Last: calendar.NewDate(2027, 12, 31)},
		"bot.HoursError":         &bot.HoursError{First: 450, Last: 960},
		"bot.NumberRangeError":   &bot.NumberRangeError{Number: 9, Min: 1, Max: 5},
		"bot.ChosenError":        &bot.ChosenError{Chosen: 1, Min: 2, Max: 5},
	}
}

// unworded are the errors that never reach a person in the chat, and why.
func unworded() map[string]string {
	return map[string]string{
		"audit.ErrBroken":     "printed to the operator by gelis audit verify",
		"audit.BrokenError":   "printed to the operator by gelis audit verify",
		"calendar.DayError":   "a mistake in a file, told to the operator with its mend",
		"bot.ErrNotMine":      "passes a message on to who answers what nobody understood",
		"bot.ErrUnauthorized": "stops the program: there is no chat any more",
		"bot.DefectError":     "our own mistake: the person sees an incident code",
		"bot.PanicError":      "our own mistake: the person sees an incident code",
		"bot.CallError":       "an answer of Telegram, dealt with by the outcome table",
	}
}

func TestEveryErrorOfTheDomainAndTheEdgeHasWording(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	for _, name := range exportedErrors(t, "../domain", "../bot") {
		err, known := everyWorded()[name]
		if _, exempt := unworded()[name]; exempt {
			continue
		}
		if !known {
			t.Errorf("%s has no wording: add it to the table of text and to worded, or to unworded with the reason", name)
			continue
		}
		if _, ok := words.Wording(fmt.Errorf("finish branch 12: %w", err)); !ok {
			t.Errorf("%s has no wording", name)
		}
	}
}

func TestNoErrorIsListedThatIsNotThere(t *testing.T) {
	t.Parallel()
	there := exportedErrors(t, "../domain", "../bot")
	for _, name := range append(slices.Collect(maps.Keys(everyWorded())), slices.Collect(maps.Keys(unworded()))...) {
		if !slices.Contains(there, name) {
			t.Errorf("%s is listed but does not exist", name)
		}
	}
}

func TestAnUnknownErrorHasNoWording(t *testing.T) {
	t.Parallel()
	if p, ok := newWords(t).Wording(errors.New("disk on fire")); ok {
		t.Errorf("Wording finds %q for an error nobody knows", p.Phrase())
	}
}

func TestTheFactsOfATypedErrorWinOverItsSentinel(t *testing.T) {
	t.Parallel()
	words := newWords(t)
	err := fmt.Errorf("start branch 7: %w", &disposition.ClosedError{State: disposition.StateDone, By: "I Ketut Rai", At: at(14, 5)})
	p, _ := words.Wording(err)
	said, rendering := words.Render(p)
	if rendering != nil {
		t.Fatal(rendering)
	}
	for _, fact := range []string{"Selesai", "I Ketut Rai", "Senin, 23 November 2026 pukul 14.05 WITA"} {
		if !strings.Contains(said, fact) {
			t.Errorf("%q does not say %q", said, fact)
		}
	}
}

// A toast has 200 characters; most errors answer a tap.
func TestErrorsFitIntoAToast(t *testing.T) {
	t.Parallel()
	for _, s := range errorSamples(t) {
		said, err := newWords(t).Render(withText(s.phrase, "Ida Ayu Putu Ngurah Widiastuti Kusumadewi, S.H., M.Hum."))
		if err != nil {
			t.Fatal(err)
		}
		plain := html.UnescapeString(tag.ReplaceAllString(said, ""))
		if n := len(utf16.Encode([]rune(plain))); n > 200 {
			t.Errorf("%s has %d characters: %s", s.name, n, plain)
		}
	}
}

func errorSamples(t *testing.T) []sample {
	t.Helper()
	words := newWords(t)
	var list []sample
	for _, name := range slices.Sorted(maps.Keys(everyWorded())) {
		p, _ := words.Wording(everyWorded()[name])
		list = append(list, sample{name, p})
	}
	for _, reason := range []staff.NIPReason{
		staff.NIPNotDigits, staff.NIPTooLong, staff.NIPBirthDate, staff.NIPAppointment,
		staff.NIPAppointmentFuture, staff.NIPSex, staff.NIPSequence,
	} {
		p, _ := words.Wording(&staff.NIPError{Reason: reason})
		list = append(list, sample{"staff.NIPError: " + string(reason), p})
	}
	variants := wordedVariants()
	for _, name := range slices.Sorted(maps.Keys(variants)) {
		p, _ := words.Wording(variants[name])
		list = append(list, sample{name, p})
	}
	return list
}

// labelSamples are all phrases without facts: the templates that nobody else
// in this package renders, and those of package bot.
func labelSamples(t *testing.T) []sample {
	t.Helper()
	used := map[string]bool{}
	for _, s := range append(samples(), errorSamples(t)...) {
		used[s.phrase.Phrase()] = true
	}
	defined, called := templates(t)
	var list []sample
	for _, name := range defined {
		if !used[name] && !called[name] {
			list = append(list, sample{name, text.Label(name)})
		}
	}
	return list
}

var (
	definition = regexp.MustCompile(`\{\{-? *define "([^"]+)"`)
	invocation = regexp.MustCompile(`\{\{-? *template "([^"]+)"`)
)

func templates(t *testing.T) (defined []string, called map[string]bool) {
	t.Helper()
	called = map[string]bool{}
	for _, content := range readAll(t, "templates", ".html") {
		for _, m := range definition.FindAllStringSubmatch(content, -1) {
			if slices.Contains(defined, m[1]) {
				t.Errorf("template %s is defined twice: the later one would win silently", m[1])
			}
			defined = append(defined, m[1])
		}
		for _, m := range invocation.FindAllStringSubmatch(content, -1) {
			called[m[1]] = true
		}
	}
	slices.Sort(defined)
	return defined, called
}

// exportedErrors lists the exported Err... and ...Error of the packages below
// the folders, as package.Name.
func exportedErrors(t *testing.T, folders ...string) []string {
	t.Helper()
	var names []string
	for _, path := range sources(t, folders...) {
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range declared(parsed) {
			if strings.HasPrefix(name, "Err") || strings.HasSuffix(name, "Error") {
				names = append(names, parsed.Name.Name+"."+name)
			}
		}
	}
	return names
}

// sources are the Go files below the folders, without tests.
func sources(t *testing.T, folders ...string) []string {
	t.Helper()
	var paths []string
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// declared are the exported types and variables of a file.
func declared(file *ast.File) []string {
	var names []string
	for _, d := range file.Decls {
		general, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range general.Specs {
			switch s := spec.(type) {
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names = append(names, n.Name)
				}
			}
		}
	}
	return slices.DeleteFunc(names, func(n string) bool { return !ast.IsExported(n) })
}
