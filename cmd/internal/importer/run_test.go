package importer_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/roster"
)

// database stands for the store.
type database struct {
	keys   roster.Keys
	report roster.Report
	err    error
	saved  []roster.Office
}

func (d *database) KnownKeys(context.Context) (roster.Keys, error) { return d.keys, d.err }

func (d *database) ImportOffice(_ context.Context, o roster.Office) (roster.Report, error) {
	d.saved = append(d.saved, o)
	return d.report, nil
}

func TestRunSavesAndReports(t *testing.T) {
	t.Parallel()
	db := &database{report: roster.Report{
		Units: roster.Tally{Created: 3}, Staff: roster.Tally{Created: 1, Changed: 12, Unchanged: 130}, Grants: roster.Tally{Changed: 1},
		Balances: roster.Tally{Created: 4}, Rules: roster.Tally{Unchanged: 2},
	}, keys: roster.Keys{Instructions: known().Instructions}}
	var out strings.Builder
	if err := importer.Run(t.Context(), db, folder(map[string]string{"units.csv": "code,name\nDINAS,Dinas\n"}), options(), false, &out); err != nil {
		t.Fatal(err)
	}
	if len(db.saved) != 1 || len(db.saved[0].Units) != 1 {
		t.Errorf("saved %+v", db.saved)
	}
	want := "" +
		"                  created  changed  unchanged\n" +
		"           units        3        0          0\n" +
		"       positions        0        0          0\n" +
		"           staff        1       12        130\n" +
		"     assignments        0        0          0\n" +
		"           roles        0        1          0\n" +
		"         letters        0        0          0\n" +
		"    dispositions        0        0          0\n" +
		"        balances        4        0          0\n" +
		"  approval_rules        0        0          2\n" +
		"     apel_places        0        0          0\n" +
		"      apel_rules        0        0          0\n" +
		"        holidays        0        0          0\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestADryRunSavesNothingAndTellsWhatIsNew(t *testing.T) {
	t.Parallel()
	db := &database{keys: known()}
	var out strings.Builder
	files := folder(map[string]string{
		"units.csv":       "code,name\nDINAS,Dinas\nBARU,Seksi Baru\n",
		"assignments.csv": "nip,position,from\n196904211995031003,KADIS,2024-01-02\n",
		"balances.csv":    "nip,year,days\n196904211995031003,2026,12\n196904211995031003,2025,12\n",
		"approval_rules.csv": "rule,priority,kind,step,stage,way\nIzin,10,IZIN,1,KEPUTUSAN,ATASAN\nCuti,10,CUTI,1,PERTIMBANGAN,ATASAN\n" +
			"Cuti,10,CUTI,2,KEPUTUSAN,ATASAN_DARI_ATASAN\n",
		"notes.txt": "to do",
	})
	if err := importer.Run(t.Context(), db, files, options(), true, &out); err != nil {
		t.Fatal(err)
	}
	if len(db.saved) != 0 {
		t.Errorf("saved %+v", db.saved)
	}
	for _, line := range []string{
		"notes.txt", "units     2    1      1", "assignments     1    0      1",
		"balances     2    1      1", "approval_rules     2    1      1", "nothing was changed",
	} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("no %q in\n%s", line, out.String())
		}
	}
}

func TestOneMistakeKeepsEverythingOut(t *testing.T) {
	t.Parallel()
	db := &database{}
	var out strings.Builder
	err := importer.Run(t.Context(), db, folder(map[string]string{"units.csv": "code,name\nA,Satu\nB,\n"}), options(), false, &out)
	if !errors.Is(err, importer.ErrMistakes) || len(db.saved) != 0 {
		t.Errorf("got %v, saved %+v", err, db.saved)
	}
}

func TestAFolderWithoutFilesIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := importer.Read(folder(map[string]string{"unit.csv": "code,name\n"}), roster.Keys{}, options()); !errors.Is(err, importer.ErrNothing) {
		t.Errorf("got %v", err)
	}
	if _, err := importer.Read(os.DirFS(t.TempDir()+"/none"), roster.Keys{}, options()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	db := &database{err: errors.New("away")}
	if err := importer.Run(t.Context(), db, folder(nil), options(), false, &strings.Builder{}); !errors.Is(err, db.err) {
		t.Errorf("got %v", err)
	}
}
