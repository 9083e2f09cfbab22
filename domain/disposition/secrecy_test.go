package disposition_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
)

const scan, photo document.ID = "scan", "photo"

// filed is a letter with a scan and a report with a photo, of some secrecy.
func filed(s standing) (*disposition.Desk, *drawer) {
	desk, k := openDesk(s)
	k.dossier.Letter.Files = []document.File{{ID: scan, Name: "undangan.pdf"}}
	b := k.dossier.Branches[2]
	b.Report, b.ReportFiles, b.Reason = "Sudah ditindaklanjuti.", []document.File{{ID: photo, Name: "rapat.jpg"}}, "Bukan tugas kami."
	return desk, k
}

func TestOfASecretLetterOnlyTheAgendaNumberGoesOut(t *testing.T) {
	t.Parallel()
	for _, secrecy := range []disposition.Secrecy{disposition.Secret, disposition.TopSecret} {
		desk, k := filed(standing{State: disposition.StateProgress, Secrecy: secrecy})
		kept := copyOf(k.dossier)
		for who, by := range people() {
			view, err := desk.Look(t.Context(), by, toSection)
			if err != nil {
				continue // the table of authorisation says who
			}
			for _, word := range wordsIn(written(view)) {
				t.Errorf("%s letter, %s: %q goes out", secrecy, who, word)
			}
			if view.Letter.AgendaNumber != 12 || view.Letter.AgendaYear != 2026 || view.Letter.UnitName != "Biro Umum" {
				t.Errorf("%s letter, %s: the agenda number is lost: %+v", secrecy, who, view.Letter)
			}
		}
		same(t, "what the store has", k.dossier, kept)
	}
}

// wordsIn finds in a text what must not leave the office.
func wordsIn(text string) []string {
	words := []string{
		"B.10/412/UM", "2026-01-30", "Dinas Kebudayaan", "Undangan", "undangan", "Rapat", "rapat", "005",
		"Tindak lanjuti", "Segera dilaporkan", "ditindaklanjuti", "Bukan tugas kami",
	}
	return slices.DeleteFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

// written is everything that a view carries, in one text.
func written(v disposition.View) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%+v %+v %+v\n", v.Letter, v.Dispositions, *v.Branch)
	for _, b := range v.Branches {
		fmt.Fprintf(&out, "%+v\n", *b)
	}
	return out.String()
}

func TestOtherLettersAreShownWhole(t *testing.T) {
	t.Parallel()
	for _, secrecy := range []disposition.Secrecy{disposition.Open, disposition.Restricted} {
		desk, k := filed(standing{State: disposition.StateProgress, Secrecy: secrecy})
		view, err := desk.Look(t.Context(), people()["clerk of the unit"], toSection)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "dossier", view.Dossier, k.dossier)
	}
}

func TestADoneSecretBranchIsSavedButNotShown(t *testing.T) {
	t.Parallel()
	desk, k := filed(standing{State: disposition.StateProgress, Secrecy: disposition.Secret})
	view, err := desk.Finish(t.Context(), karya, toSection, disposition.Report{}, "draft-1")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "state", view.Branch.State, disposition.StateDone)
	same(t, "the subject shown", view.Letter.Subject, "")
	same(t, "the version shown", view.Letter.Version, 1)
	same(t, "the subject kept", k.dossier.Letter.Subject, "Undangan rapat")
}

func TestFilesAreForThoseWhoMaySeeTheBranch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		secrecy disposition.Secrecy
		who     string
		file    document.ID
		want    error
	}{
		{"the scan", disposition.Open, "recipient", scan, nil},
		{"the scan of a restricted letter", disposition.Restricted, "sender", scan, nil},
		{"the photo of the report", disposition.Open, "further up the chain", photo, nil},
		{"somebody else's file", disposition.Open, "recipient", "somebody else's", disposition.ErrNotYours},
		{"the scan for a colleague", disposition.Open, "colleague", scan, disposition.ErrNotYours},
		{"the scan of a secret letter", disposition.Secret, "recipient", scan, disposition.ErrSecretInOffice},
		{"a photo about a top secret letter", disposition.TopSecret, "sender", photo, disposition.ErrSecretInOffice},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			desk, k := filed(standing{State: disposition.StateDone, Secrecy: tt.secrecy})
			got, err := desk.Document(t.Context(), people()[tt.who], toSection, tt.file)
			sameError(t, err, tt.want)
			same(t, "got the file", got.ID == tt.file, tt.want == nil)
			same(t, "refusals", len(k.noted) == 1, tt.want != nil)
		})
	}
}
