package disposition_test

import (
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
)

func TestReportsThatWillNotDo(t *testing.T) {
	t.Parallel()
	text := func(s string) disposition.Report { return disposition.Report{Text: s} }
	tests := []struct {
		name    string
		secrecy disposition.Secrecy
		report  disposition.Report
		want    error
	}{
		{"nothing", disposition.Open, text(""), disposition.ErrReportMissing},
		{"space alone", disposition.Open, text(" \t\n\u00a0"), disposition.ErrReportMissing},
		{"marks that nobody sees", disposition.Open, text("\u200b\u202e\u2060\ufeff"), disposition.ErrReportMissing},
		{"files without a word", disposition.Open, disposition.Report{Files: files(1)}, disposition.ErrReportMissing},
		{"a character too many", disposition.Open, text(strings.Repeat("é", 3001)), &disposition.TooLongError{Length: 3001, Limit: 3000}},
		{"six files", disposition.Restricted, disposition.Report{Text: "Sudah.", Files: files(6)}, disposition.ErrTooManyFiles},
		{"a word about a secret letter", disposition.Secret, text("Sudah."), disposition.ErrSecretInOffice},
		{"a file about a top secret letter", disposition.TopSecret, disposition.Report{Files: files(1)}, disposition.ErrSecretInOffice},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: disposition.StateRead, Secrecy: tt.secrecy})
			before := copyOf(d)
			_, err := d.Finish(toSection, tt.report, karya, tappedAt)
			sameError(t, err, tt.want)
			same(t, "dossier", d, before)
		})
	}
}

func TestReportsThatWillDo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		report disposition.Report
		text   string
		files  []document.File
	}{
		{"as long as may be, with space around it", disposition.Report{Text: " " + strings.Repeat("é", 3000) + "\n"}, strings.Repeat("é", 3000), nil},
		{"an emoji", disposition.Report{Text: "👍"}, "👍", nil},
		{"five files", disposition.Report{Text: "Sudah.", Files: files(5)}, "Sudah.", files(5)},
		{"a file that was sent twice", disposition.Report{Text: "Sudah.", Files: append(files(5), files(2)...)}, "Sudah.", files(5)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: disposition.StateRead})
			if _, err := d.Finish(toSection, tt.report, karya, tappedAt); err != nil {
				t.Fatal(err)
			}
			same(t, "text", branch(t, d, toSection).Report, tt.text)
			same(t, "files", branch(t, d, toSection).ReportFiles, tt.files)
			if err := disposition.CheckReportText(tt.report.Text); err != nil {
				t.Errorf("the form refuses what the report takes: %v", err)
			}
		})
	}
}

func TestReasonsOfAReturn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		reason string
		want   error
	}{
		{"nothing", "", disposition.ErrReasonMissing},
		{"nothing to see", " \u200b\n", disposition.ErrReasonMissing},
		{"a character too many", strings.Repeat("é", 501), &disposition.TooLongError{Length: 501, Limit: 500}},
		{"as long as may be, with space around it", "\t" + strings.Repeat("é", 500) + " ", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := chain(standing{State: disposition.StateRead})
			_, err := d.SendBack(toSection, tt.reason, karya, tappedAt)
			sameError(t, err, tt.want)
			sameError(t, disposition.CheckReason(tt.reason), tt.want)
			if err == nil {
				same(t, "reason", branch(t, d, toSection).Reason, strings.TrimSpace(tt.reason))
			}
		})
	}
}

func files(n int) []document.File {
	all := make([]document.File, n)
	for i := range all {
		all[i] = document.File{ID: document.ID(strings.Repeat(string(rune('a'+i)), 64)), Name: "foto.jpg"}
	}
	return all
}
