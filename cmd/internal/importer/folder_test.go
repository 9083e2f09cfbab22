package importer_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

var update = flag.Bool("update", false, "write the mistakes into testdata as they are now")

// Each file of testdata/mistakes is a folder to import, with the lists of
// mistakes and warnings at its end.
func TestEveryMistakeIsTold(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/mistakes/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d folders, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			before, want, _ := strings.Cut(text(t, name), told)
			got := mistakesOf(t, unpack(before))
			if *update {
				rewrite(t, name, before+told+got)
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

const told = "-- told --\n"

// mistakesOf is what an import that must be refused prints.
func mistakesOf(t *testing.T, fsys fs.FS) string {
	t.Helper()
	var out strings.Builder
	if err := importer.Run(t.Context(), &database{keys: known()}, fsys, options(), false, &out); !errors.Is(err, importer.ErrMistakes) {
		t.Fatalf("got %v:\n%s", err, out.String())
	}
	return out.String()
}

func rewrite(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// unpack makes a folder of a text with lines such as -- units.csv -- before
// each file.
func unpack(text string) fs.FS {
	folder := fstest.MapFS{}
	marks := regexp.MustCompile(`(?m)^-- (\S+) --\n`).FindAllStringSubmatchIndex(text, -1)
	for i, mark := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		folder[text[mark[2]:mark[3]]] = &fstest.MapFile{Data: []byte(text[mark[1]:end])}
	}
	return folder
}

// folder makes a folder of names and contents.
func folder(files map[string]string) fs.FS {
	all := fstest.MapFS{}
	for name, content := range files {
		all[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return all
}

func options() importer.Options {
	zone := time.FixedZone("WITA", 8*60*60)
	return importer.Options{
		Now: time.Date(2026, time.August, 18, 9, 0, 0, 0, zone), Zone: zone, Calendar: calendar.New(calendar.Shipped()),
	}
}

// known is a small office that the database has already: a head, a section's
// head below, a clerk below that.
func known() roster.Keys {
	const head, section, clerk = staff.NIP("196904211995031003"), staff.NIP("197509132000032002"), staff.NIP("199302252019032001")
	letter := roster.LetterKey{Unit: "DINAS", Year: 2026, Number: 1}
	return roster.Keys{
		Units: map[string]string{"DINAS": "", "SEKSI": "DINAS"},
		Positions: map[string]roster.KnownPosition{
			"KADIS": {Unit: "DINAS"}, "KASI": {Unit: "SEKSI", Superior: "KADIS"}, "STAF-1": {Unit: "SEKSI", Superior: "KASI"},
		},
		Staff: map[staff.NIP]roster.KnownEmployee{head: {Phone: "628110000001"}, section: {}, clerk: {}},
		Assignments: []roster.Assignment{
			{NIP: head, Position: "KADIS", Capacity: staff.Definitive, From: calendar.NewDate(2024, time.January, 2)},
			{NIP: section, Position: "KASI", Capacity: staff.Definitive, From: calendar.NewDate(2024, time.January, 2)},
		},
		Letters: map[roster.LetterKey]roster.KnownLetter{letter: {Speed: disposition.Ordinary, Secrecy: disposition.Open}},
		Branches: map[roster.BranchKey]roster.KnownBranch{
			{Disposition: "OLD", Position: "KASI"}:   {Letter: letter, State: disposition.StateRead},
			{Disposition: "ENDED", Position: "KASI"}: {Letter: letter, State: disposition.StateDone},
		},
		Balances:     map[roster.BalanceKey]bool{{NIP: head, Year: 2026}: true},
		Rules:        map[string]bool{"Cuti": true},
		Instructions: []string{"Tindak lanjuti", "Hadiri", "Laporkan hasilnya", "Siapkan bahan", "Bicarakan dengan saya"},
	}
}
