package importer_test

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

const examples = "../../../docs/examples/office"

func TestTheExampleIsReadWhole(t *testing.T) {
	t.Parallel()
	o := read(t, os.DirFS(examples))
	got := map[string]int{
		"units": len(o.Units), "positions": len(o.Positions), "staff": len(o.Staff), "assignments": len(o.Assignments),
		"roles": len(o.Grants), "letters": len(o.Letters), "dispositions": len(o.Dispositions),
		"balances": len(o.Balances), "rules": len(o.ApprovalRules()),
	}
	want := map[string]int{"units": 3, "positions": 5, "staff": 6, "assignments": 7, "roles": 3, "letters": 2, "dispositions": 3, "balances": 9, "rules": 5}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestARecordOfEachKindIsReadAsItStands(t *testing.T) {
	t.Parallel()
	o := read(t, os.DirFS(examples))
	zone := options().Zone
	const sekdis = staff.NIP("197509132000032002")
	const kabid = staff.NIP("198207022006041004")
	const analis = staff.NIP("199608112023241006")
	letter := roster.LetterKey{Unit: "DISKOPUKM", Year: 2026, Number: 41}
	at := func(d, h, m int) time.Time { return time.Date(2026, time.March, d, h, m, 0, 0, zone) }
	march := func(d int) calendar.Date { return calendar.NewDate(2026, time.March, d) }
	tests := map[string][2]any{
		"a unit":     {o.Units[2], roster.Unit{Code: "DISKOPUKM-UKM", Name: "Bidang Usaha Kecil dan Menengah", Parent: "DISKOPUKM"}},
		"a position": {o.Positions[1], roster.Position{Code: "KABID-UKM", Title: "Kepala Bidang Usaha Kecil dan Menengah", Unit: "DISKOPUKM-UKM", Superior: "KADIS", Echelon: staff.EchelonIII}},
		"an employee": {o.Staff[3], roster.Employee{
			NIP: kabid, Name: "I Gede Agus Pradipta, S.T.", Kind: staff.PNS, Phone: "6281100000103", Active: true,
		}},
		"an assignment": {o.Assignments[5], roster.Assignment{NIP: sekdis, Position: "KADIS", Capacity: staff.Plh, From: march(9), Until: march(13)}},
		"a role":        {o.Grants[1], roster.Grant{NIP: "196603301990031008", Role: staff.Clerk, Unit: "DISKOPUKM"}},
		"a balance":     {o.Balances[4], roster.Balance{BalanceKey: roster.BalanceKey{NIP: kabid, Year: 2025}, Days: 9, Postponed: 4}},
		"a rule with two deciders": {o.ApprovalRules()[4], roster.ApprovalRule{
			RuleFacts: roster.RuleFacts{Name: "Lembur", Priority: 100, Kind: request.Overtime, Active: true},
			Steps: []roster.ApprovalStep{{
				StepFacts: roster.StepFacts{Stage: request.Decide, Mode: request.AnyOf, EscalateDays: 1},
				Who:       []roster.ApprovalDecider{{Way: request.Superior}, {Way: request.NamedPosition, Position: "SEKDIS"}},
			}},
		}},
		"a rule for short leave": {o.ApprovalRules()[0], roster.ApprovalRule{
			RuleFacts: roster.RuleFacts{Name: "Cuti sakit singkat", Priority: 50, Kind: request.Leave, Leave: leave.Sick, MaxDays: 3, Active: true},
			Steps: []roster.ApprovalStep{{
				StepFacts: roster.StepFacts{Stage: request.Decide, Mode: request.AnyOf, EscalateDays: 1},
				Who:       []roster.ApprovalDecider{{Way: request.Superior}},
			}},
		}},
		"a forwarded disposition": {o.Dispositions[0], roster.Disposition{
			Code: "2026-41-A", Letter: letter, From: "KADIS", By: sekdis, As: staff.Plh, SentAt: at(9, 10, 15),
			Instructions: []string{"Tindak lanjuti", "Laporkan hasilnya"}, Note: "Koordinasikan dengan kabupaten/kota, ya.",
			Branches: []roster.Branch{
				{
					To: "KABID-UKM", Deadline: march(17), State: disposition.StateDone,
					Read:  roster.Act{At: at(9, 13, 30), By: kabid, As: staff.Definitive},
					Ended: roster.Act{At: at(12, 15, 45)},
				},
				{To: "SEKDIS", Copy: true, State: disposition.StateSent},
			},
		}},
		"the one that forwards it": {o.Dispositions[2], roster.Disposition{
			Code: "2026-41-B", Letter: letter, Parent: roster.BranchKey{Disposition: "2026-41-A", Position: "KABID-UKM"},
			From: "KABID-UKM", By: kabid, As: staff.Definitive, SentAt: at(9, 13, 30), Instructions: []string{"Siapkan bahan"},
			Branches: []roster.Branch{{
				To: "ANALIS-UKM", Deadline: march(10), State: disposition.StateDone,
				Read:    roster.Act{At: at(9, 14, 5), By: analis, As: staff.Definitive},
				Started: roster.Act{At: at(10, 8, 0), By: analis, As: staff.Definitive},
				Ended:   roster.Act{At: at(12, 15, 45), By: analis, As: staff.Definitive},
				Report:  "Data sembilan kabupaten/kota telah dikirim kepada pengirim surat.",
			}},
		}},
	}
	for name, pair := range tests {
		if diff := cmp.Diff(pair[1], pair[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	scans := o.Letters[0].Files
	if len(scans) != 1 || scans[0].Name != "permintaan-data.pdf" || scans[0].MIME != "application/pdf" || len(scans[0].Bytes) == 0 {
		t.Errorf("scans: %+v", scans)
	}
}

func TestWhatARuleNeedNotSay(t *testing.T) {
	t.Parallel()
	o := read(t, folder(map[string]string{
		"approval_rules.csv": "rule,priority,kind,step,stage,way\nIzin,10,izin,1,Keputusan,atasan dari atasan\n",
	}))
	want := []roster.ApprovalRule{{
		RuleFacts: roster.RuleFacts{Name: "Izin", Priority: 10, Kind: request.Permit, Active: true},
		Steps: []roster.ApprovalStep{{
			StepFacts: roster.StepFacts{Stage: request.Decide, Mode: request.AnyOf, EscalateDays: 2},
			Who:       []roster.ApprovalDecider{{Way: request.SuperiorsAbove}},
		}},
	}}
	if diff := cmp.Diff(want, o.ApprovalRules()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheSameOfficeHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	const plain = "code,name,parent\nA,Satu,\nB,\"Dua, juga\",A\n"
	want := read(t, folder(map[string]string{"units.csv": plain}))
	tests := map[string]string{
		"with a byte order mark":        "\ufeff" + plain,
		"with Windows line ends":        strings.ReplaceAll(plain, "\n", "\r\n"),
		"with semicolons":               "code;name;parent\nA;Satu;\nB;Dua, juga;A\n",
		"with columns in another order": "parent,code,name\n,A,Satu\nA,B,\"Dua, juga\"\n",
		"with a loud header":            " CODE , Name ,\u00a0Parent\nA,Satu,\nB,\"Dua, juga\",A\n",
		"without a last line end":       strings.TrimSuffix(plain, "\n"),
		"with space and empty rows":     "code,name,parent\n\n A ,Satu ,\n,,\nB,\"Dua, juga\",\u200eA\n",
		"with a column to spare":        "code,name,parent,\nA,Satu,,\nB,\"Dua, juga\",A,\n",
	}
	for name, content := range tests {
		if diff := cmp.Diff(want, read(t, folder(map[string]string{"Units.CSV": content}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	t.Parallel()
	want := read(t, os.DirFS(examples))
	rapid.Check(t, func(r *rapid.T) {
		seed := rapid.Uint64().Draw(r, "seed")
		got := read(t, shuffled(t, examples, rand.New(rand.NewPCG(seed, 1))))
		if diff := cmp.Diff(want, got); diff != "" {
			r.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

// shuffled is a folder with the rows below each header in another order.
func shuffled(t *testing.T, dir string, order *rand.Rand) fs.FS {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		lines := strings.Split(strings.TrimSpace(text(t, dir+"/"+entry.Name())), "\n")
		order.Shuffle(len(lines)-1, func(i, j int) { lines[i+1], lines[j+1] = lines[j+1], lines[i+1] })
		files[entry.Name()] = strings.Join(lines, "\n")
	}
	files["files/permintaan-data.pdf"] = text(t, dir+"/files/permintaan-data.pdf")
	return folder(files)
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"Latin-1":  "code,name\nA,Caf\xe9\n",
		"UTF-16":   "\xff\xfec\x00o\x00d\x00e\x00",
		"with NUL": "code,name\nA,Satu\x00\n",
	} {
		reading := mustRead(t, folder(map[string]string{"units.csv": content}))
		if len(reading.Mistakes) == 0 {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestFilesBeyondTheLimitsAreRefused(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"21 MB":        "code,name\n" + strings.Repeat("A,Satu\n", 3_000_000),
		"200,001 rows": "code,name\n" + strings.Repeat("A,Satu\n", 200_001),
	} {
		reading := mustRead(t, folder(map[string]string{"units.csv": content}))
		if len(reading.Mistakes) != 1 || !strings.Contains(reading.Mistakes[0].Mend, "split it") {
			t.Errorf("%s: %d mistakes", name, len(reading.Mistakes))
		}
	}
}

// read reads a folder that has no mistake.
func read(t *testing.T, fsys fs.FS) roster.Office {
	t.Helper()
	reading := mustRead(t, fsys)
	if len(reading.Mistakes)+len(reading.Warnings) > 0 {
		t.Fatalf("%+v\n%+v", reading.Mistakes, reading.Warnings)
	}
	return reading.Office
}

// mustRead reads a folder as an empty database sees it.
func mustRead(t *testing.T, fsys fs.FS) importer.Reading {
	t.Helper()
	reading, err := importer.Read(fsys, roster.Keys{Instructions: known().Instructions}, options())
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

func text(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
