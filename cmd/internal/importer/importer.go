// Package importer reads an office from a folder of spreadsheets, one CSV or
// Excel file for each kind of record with scans beside them, and tells every
// mistake at once with the place and the mend. docs/import.md describes the files.
package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
)

// ErrNothing is returned by [Read] for a folder without any file that it reads.
var ErrNothing = errors.New("folder has none of the files to import")

// Options are what a reading depends on beside the files.
type Options struct {
	Now      time.Time
	Zone     *time.Location     // of the times in the files
	Calendar *calendar.Calendar // counts the working days of default deadlines
}

// Reading is what a folder holds. Office is of use only without Mistakes;
// Warnings tell what was passed over.
type Reading struct {
	Office   roster.Office
	Mistakes []Mistake
	Warnings []Mistake
}

// Read reads an office and holds it against what the database knows. Its
// errors are those of a folder that cannot be read, and [ErrNothing]; mistakes in
// the files are no errors.
func Read(fsys fs.FS, known roster.Keys, o Options) (Reading, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return Reading{}, fmt.Errorf("read the folder to import: %w", err)
	}
	r := reader{fsys: fsys, known: known, options: o, tables: make(map[roster.Sheet]*table), broken: make(map[roster.Sheet]bool)}
	r.scans = newScans(fsys)
	names := r.survey(entries)
	if len(names) == 0 && len(r.mistakes) == 0 {
		return Reading{}, ErrNothing
	}
	for _, sheet := range roster.Sheets() {
		r.open(sheet, names[sheet])
	}
	office := r.office()
	slices.SortStableFunc(r.mistakes, Mistake.compare)
	r.warnings = append(r.warnings, r.scans.unused()...)
	return Reading{Office: office, Mistakes: r.mistakes, Warnings: r.warnings}, nil
}

// reader is one reading of a folder.
type reader struct {
	fsys     fs.FS
	known    roster.Keys
	options  Options
	scans    *scans
	tables   map[roster.Sheet]*table
	broken   map[roster.Sheet]bool // files that could not be read as a whole
	mistakes []Mistake
	warnings []Mistake
}

func (r *reader) note(m Mistake) { r.mistakes = append(r.mistakes, m) }

func (r *reader) warn(m Mistake) { r.warnings = append(r.warnings, m) }

// open reads the file of a sheet into its table; a file that is not there
// makes an empty one.
func (r *reader) open(sheet roster.Sheet, name string) {
	t := &table{sheet: sheet, file: name, note: r.note}
	r.tables[sheet] = t
	if name == "" {
		return
	}
	rows, mistake := r.rows(t, name)
	if mistake != nil {
		mistake.File = name
		r.note(*mistake)
	}
	r.broken[sheet] = mistake != nil || !t.fill(rows)
}

// office turns the tables into records, and holds them against the rules.
func (r *reader) office() roster.Office {
	o := roster.Office{
		Units:        each(r.tables[roster.Units], line.unit),
		Positions:    each(r.tables[roster.Positions], line.position),
		Staff:        each(r.tables[roster.Staff], r.employee),
		Assignments:  each(r.tables[roster.Assignments], r.assignment),
		Grants:       each(r.tables[roster.Roles], r.grant),
		Letters:      each(r.tables[roster.Letters], r.letter),
		Dispositions: each(r.tables[roster.Dispositions], r.disposition),
		Balances:     each(r.tables[roster.Balances], r.balance),
		Approvals:    each(r.tables[roster.Approvals], line.approval),
		ApelPlaces:   each(r.tables[roster.ApelPlaces], line.apelPlace),
		ApelRules:    each(r.tables[roster.ApelRules], r.apelRule),
		Days:         each(r.tables[roster.Holidays], line.day),
	}
	progress := each(r.tables[roster.Branches], r.progress)
	o.Settle(progress)
	faults := o.Check(progress, r.known, roster.Moment{Now: r.options.Now, Zone: r.options.Zone})
	r.tell(faults, newSpelling(o, r.known))
	if len(r.mistakes) == 0 {
		o.SetDeadlines(r.known, r.options.Calendar, r.options.Zone)
		o.Sort()
	}
	return o
}

// each makes one record of each row, in the order of the rows.
func each[R any](t *table, record func(line) R) []R {
	records := make([]R, 0, len(t.rows))
	for _, row := range t.rows {
		records = append(records, record(line{table: t, row: row}))
	}
	return records
}

func (r *reader) today() calendar.Date { return calendar.DateOf(r.options.Now, r.options.Zone) }
