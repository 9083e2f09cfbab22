package main

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"
	"time"
)

// line is one target as measured.
type line struct {
	name     string
	measured float64
	target   float64
	unit     string // behind both numbers
	atLeast  bool   // the target is a floor and not a ceiling
	failed   bool   // the number does not count: something went wrong on the way
	notes    []string
}

// verdict says whether the target is met.
func (l line) verdict() string {
	if l.failed || (l.atLeast && l.measured < l.target) || (!l.atLeast && l.measured > l.target) {
		return "short"
	}
	return "ok"
}

// ratio is how far along the target the measurement is: above 1 is good for a floor, below 1 for a ceiling.
// Where nothing at all is wanted, it is what there was.
func (l line) ratio() float64 {
	if l.target == 0 {
		return l.measured
	}
	return l.measured / l.target
}

func (l line) sign() string {
	if l.atLeast {
		return ">="
	}
	return "<="
}

// print prints the machine, one line for each target, and what else is worth knowing.
func (s *site) print(ctx context.Context, out io.Writer, lines []line) error {
	version, err := s.serverVersion(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(table, "%s\n", describeMachine(version, s.redisName()))
	_, _ = fmt.Fprintf(table, "target\tmeasured\ttarget\tratio\t\n")
	for _, l := range lines {
		_, _ = fmt.Fprintf(table, "%s\t%.4g%s\t%s %.4g%s\t%.2f\t%s\n",
			l.name, l.measured, l.unit, l.sign(), l.target, l.unit, l.ratio(), l.verdict())
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("print the table: %w", err)
	}
	for _, l := range lines {
		for _, note := range l.notes {
			_, _ = fmt.Fprintf(out, "  %s: %s\n", l.name, note)
		}
	}
	return nil
}

// millis is a duration in the unit of most lines.
func millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
