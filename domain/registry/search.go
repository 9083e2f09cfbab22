package registry

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// SearchFilter narrows what is found.
type SearchFilter string

// The filters of a search.
const (
	FoundAll     SearchFilter = "all"
	FoundWaiting SearchFilter = "waiting" // with something that waits for the reader
	FoundMine    SearchFilter = "mine"    // sent by or to the reader, not only known to the registry
	FoundOverdue SearchFilter = "overdue" // with something past its deadline, of the reader's or of the registry's letters
)

// SearchFilters are all filters, in the order in which they are offered.
func SearchFilters() []SearchFilter {
	return []SearchFilter{FoundAll, FoundWaiting, FoundMine, FoundOverdue}
}

// Query says what to look for.
type Query struct {
	Words  string // as typed
	Filter SearchFilter
	Unit   staff.UnitID // that registered the letter; 0: any
	From   calendar.Date
	Until  calendar.Date // received between the two; zero: no bound
	Offset int
	Limit  int
}

// SearchAtMost is how many of the newest letters each way of looking finds.
// What is found is ranked among those; who looks for something older says more.
const SearchAtMost = 300

// Hit is a letter that was found. Of one that stays in the office it has
// nothing but agenda number, unit, speed and secrecy.
type Hit struct {
	Letter       disposition.LetterID
	Branch       disposition.BranchID // of the reader's, sent or received; 0: known to the registry only
	AgendaNumber int
	AgendaYear   int
	Unit         staff.UnitID
	UnitName     string
	Number       string
	Subject      string
	Sender       string
	Received     calendar.Date
	Speed        disposition.Speed
	Secrecy      disposition.Secrecy
	Complete     bool
}

// Found is a page of what was found.
type Found struct {
	Items  []Hit
	Total  int  // counted to SearchAtMost for each way of looking
	More   bool // there may be older ones that were not looked at
	Offset int
	Alike  []string // senders that were looked for, too, being much like what was typed
}

// Reader is whose letters are searched: what positions sent or received, and
// all of the units whose registry is kept.
type Reader struct {
	Positions []staff.PositionID
	Units     []staff.UnitID
}

// Finding is a query as the store looks for it.
type Finding struct {
	Query
	Reader
	Terms  []string // what is left of the words: letters and digits, the last may go on
	Agenda int      // an agenda number that the words may mean; 0: none
	Year   int      // of it; 0: any
	Today  calendar.Date
}

// ErrNothingToFind: there is no word in what was typed.
var ErrNothingToFind = fmt.Errorf("nothing to look for: %w", ErrMissing)

// ArchiveStore looks letters up and counts them.
type ArchiveStore interface {
	// FindLetters finds what the reader may see, the best first.
	FindLetters(ctx context.Context, f Finding) (Found, error)
	// HeadedUnits are the units that positions lead.
	HeadedUnits(ctx context.Context, positions []staff.PositionID) ([]staff.Unit, error)
	// LetterFigures counts what came to the positions of units and of those below.
	LetterFigures(ctx context.Context, units []staff.UnitID, from, until, today calendar.Date) ([]UnitFigures, UnitFigures, error)
}

// Archive looks letters up, and counts them.
type Archive struct {
	store ArchiveStore
	clock calendar.Clock
}

// NewArchive makes the service over its store and clock.
func NewArchive(store ArchiveStore, clock calendar.Clock) *Archive {
	return &Archive{store: store, clock: clock}
}

// Today is the office's day.
func (a *Archive) Today() calendar.Date { return a.clock.Today() }

// Search finds letters that the actor may see today, the best first: by words
// of subject, sender, number, summary and notes, by agenda number, and by
// senders that are much like what was typed.
func (a *Archive) Search(ctx context.Context, by staff.Actor, q Query) (Found, error) {
	if !by.Known() || !by.Active {
		return Found{}, staff.ErrInactive
	}
	f := Finding{Query: q, Reader: readerOf(by), Terms: terms(q.Words), Today: a.clock.Today()}
	if len(f.Terms) == 0 {
		return Found{}, ErrNothingToFind
	}
	f.Agenda, f.Year = agendaIn(f.Terms)
	f.Offset = max(0, f.Offset)
	if q.Filter == FoundMine || q.Filter == FoundWaiting {
		f.Units = nil
	}
	found, err := a.store.FindLetters(ctx, f)
	if err != nil {
		return Found{}, fmt.Errorf("find letters for employee %d: %w", by.ID, err)
	}
	for i, hit := range found.Items {
		if hit.Secrecy.StaysInOffice() {
			hit.Number, hit.Subject, hit.Sender, hit.Received = "", "", "", calendar.Date{}
			found.Items[i] = hit
		}
	}
	return found, nil
}

func readerOf(by staff.Actor) Reader {
	r := Reader{Positions: by.PositionIDs()}
	for _, g := range by.Grants {
		if g.Role == staff.Clerk {
			r.Units = append(r.Units, g.Covers...)
		}
	}
	slices.Sort(r.Units)
	r.Units = slices.Compact(r.Units)
	return r
}

// Limits of what is looked for: nobody types more, and more would only be slow.
const (
	maxTerms  = 8
	maxLetter = 40 // of a term
)

// terms takes the words apart: letters and digits stay, all else divides them.
// Nothing that was typed is ever an operator.
func terms(words string) []string {
	const most = 400 // characters that are read
	if runes := []rune(words); len(runes) > most {
		words = string(runes[:most])
	}
	parts := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	list := make([]string, 0, min(len(parts), maxTerms))
	for _, part := range parts[:min(len(parts), maxTerms)] {
		if runes := []rune(part); len(runes) > maxLetter {
			part = string(runes[:maxLetter])
		}
		list = append(list, part)
	}
	return list
}

// agendaIn reads an agenda number: 42, agenda 42, or 42/2026.
func agendaIn(terms []string) (number, year int) {
	if terms[0] == "agenda" {
		terms = terms[1:]
	}
	if len(terms) == 0 || len(terms) > 2 {
		return 0, 0
	}
	const most = 1_000_000
	number, err := strconv.Atoi(terms[0])
	if err != nil || number < 1 || number > most {
		return 0, 0
	}
	if len(terms) == 1 {
		return number, 0
	}
	year, err = strconv.Atoi(terms[1])
	if err != nil || year < 1900 || year > 9999 {
		return 0, 0
	}
	return number, year
}
