package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/gelis-bali/gelis/domain/roster"
)

// ErrMistakes is returned by [Run] when the files have mistakes. They have been
// printed, and nothing has been changed.
var ErrMistakes = errors.New("the files have mistakes, nothing was imported")

// Store is the database that an office is imported into.
type Store interface {
	// KnownKeys tells what is there.
	KnownKeys(ctx context.Context) (roster.Keys, error)
	// ImportOffice saves an office in one transaction.
	ImportOffice(ctx context.Context, o roster.Office) (roster.Report, error)
}

// Run imports a folder and prints what became of its records, or all its
// mistakes. A dry run stops before anything is saved.
func Run(ctx context.Context, store Store, fsys fs.FS, o Options, dryRun bool, out io.Writer) error {
	known, err := store.KnownKeys(ctx)
	if err != nil {
		return fmt.Errorf("ask what the database knows: %w", err)
	}
	reading, err := Read(fsys, known, o)
	if err != nil {
		return err
	}
	if err := printMistakes(out, "warning", reading.Warnings); err != nil {
		return err
	}
	if len(reading.Mistakes) > 0 {
		return errors.Join(ErrMistakes, printMistakes(out, "mistake", reading.Mistakes))
	}
	if dryRun {
		return printPlan(out, reading.Office, known)
	}
	report, err := store.ImportOffice(ctx, reading.Office)
	if err != nil {
		return fmt.Errorf("save the office: %w", err)
	}
	return printReport(out, report)
}
