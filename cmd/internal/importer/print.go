package importer

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/gelis-bali/gelis/domain/roster"
)

// printMistakes prints one line for each mistake.
func printMistakes(out io.Writer, what string, mistakes []Mistake) error {
	if len(mistakes) == 0 {
		return nil
	}
	text := fmt.Appendf(nil, "%s:\nFILE\tROW\tCOLUMN\tVALUE\tWHAT IS WRONG, AND THE MEND\n", counted(len(mistakes), what))
	for _, m := range mistakes {
		place := "-"
		if m.Row > 0 {
			place = strconv.Itoa(m.Row)
		}
		text = fmt.Appendf(text, "%s\t%s\t%s\t%s\t%s; %s\n",
			plain(m.File), place, orDash(plain(m.Column)), orDash(shown(m.Value)), plain(m.Problem), plain(m.Mend))
	}
	return printTable(out, text, 0)
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// printTable prints lines of cells that are divided by tabs.
func printTable(out io.Writer, text []byte, flags uint) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', flags)
	if _, err := t.Write(text); err != nil {
		return err
	}
	return t.Flush()
}

// shown is a value in quotes, cut to what fits a line.
func shown(value string) string {
	const most = 40
	if value == "" {
		return ""
	}
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most-1]) + "…"
	}
	return strconv.QuoteToGraphic(value)
}

// plain is a text without what a terminal would obey.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return '\ufffd'
		}
		return r
	}, text)
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// printReport prints what an import did.
func printReport(out io.Writer, r roster.Report) error {
	text := []byte("\tcreated\tchanged\tunchanged\t\n")
	for _, line := range []struct {
		sheet roster.Sheet
		tally roster.Tally
	}{
		{roster.Units, r.Units},
		{roster.Positions, r.Positions},
		{roster.Staff, r.Staff},
		{roster.Assignments, r.Assignments},
		{roster.Roles, r.Grants},
		{roster.Letters, r.Letters},
		{roster.Dispositions, r.Dispositions},
		{roster.Balances, r.Balances},
		{roster.Approvals, r.Rules},
		{roster.ApelPlaces, r.ApelPlaces},
		{roster.ApelRules, r.ApelRules},
		{roster.Holidays, r.Days},
	} {
		text = fmt.Appendf(text, "%s\t%d\t%d\t%d\t\n", line.sheet, line.tally.Created, line.tally.Changed, line.tally.Unchanged)
	}
	return printTable(out, text, tabwriter.AlignRight)
}
