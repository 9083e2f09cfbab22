package importer_test

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/cmd/internal/importer"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/roster"
)

// Whatever stands in a file, it is read or its mistakes are told, each with
// its file and a mend, and two readings agree.
func FuzzImportCSV(f *testing.F) {
	for sheet, seed := range map[string]string{
		"units":        "code,name,parent\nA,Satu,\nB,Dua,A\n",
		"positions":    "code;title;unit;superior;echelon\nP1;Kepala;DINAS;;II\n",
		"staff":        "nip,name,kind,phone,active\n19690421 199503 1 004,I Ketut,PNS,0811-0000-0101,yes\n1.9E+17,,,,\n",
		"assignments":  "nip,position,capacity,from,until\n196904211995031003,KADIS,PLH,2024-01-02,\n",
		"roles":        "nip,role,unit,active\n199302252019032001,TU,DINAS,no\n",
		"letters":      "unit,agenda_year,agenda_number,number,date,received,sender,subject,files\nDINAS,2026,7,5,2026-08-03,2026-08-04,B,\"U\",a.pdf;b.pdf\n",
		"dispositions": "code,letter,parent,from,by,sent_at,recipients,cc\nD1,DINAS/2026/1,OLD,KASI,197509132000032002,2026-08-05 08:00,STAF-1,KASI\n",
		"branches":     "disposition,recipient,state\nD1,STAF-1,READ\n",
		"balances":     "nip,year,days,postponed\n199302252019032001,2026,12,\n199302252019032001,2025,7,3\n",
		"approval_rules": "rule,priority,kind,step,stage,way,way_echelon,position,escalate_days\n" +
			"cuti,10,CUTI,1,PERTIMBANGAN,ATASAN,,,\ncuti,10,CUTI,2,KEPUTUSAN,ESELON,II,,0\nizin,20,IZIN,1,KEPUTUSAN,JABATAN,,KADIS,3\n",
	} {
		f.Add(sheet, []byte(seed))
	}
	f.Fuzz(func(t *testing.T, sheet string, content []byte) {
		check(t, sheet, ".csv", content)
	})
}

// A workbook is fuzzed as a whole, and by the part that holds the cells.
func FuzzImportXLSX(f *testing.F) {
	book := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "code", "B1": "name", "A2": "A", "B2": 46252.5} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			f.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		f.Fatal(err)
	}
	f.Add("units", file.Bytes()[:file.Len()/2])
	f.Add("letters", []byte("PK\x03\x04"))
	f.Add("units", []byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c t="str"><v>name</v></c></row>`+
		`<row r="3"><c r="A3"><v>1</v></c><c r="B3" t="s"><v>0</v></c></row></sheetData></worksheet>`))
	f.Add("roles", []byte(`<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="b"><f>1</f><v>1</v></c></row><row><c t="e"><v>#N/A</v></c></row>`))
	parts := unzip(f, file.Bytes())
	f.Fuzz(func(t *testing.T, sheet string, content []byte) {
		if !bytes.HasPrefix(content, []byte("PK")) {
			content = pack(t, parts, content)
		}
		check(t, sheet, ".xlsx", content)
	})
}

// unzip are the parts of a workbook.
func unzip(f *testing.F, file []byte) map[string][]byte {
	f.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		f.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, part := range archive.File {
		content, err := fs.ReadFile(archive, part.Name)
		if err != nil {
			f.Fatal(err)
		}
		parts[part.Name] = content
	}
	return parts
}

// pack makes a workbook with other cells.
func pack(t *testing.T, parts map[string][]byte, cells []byte) []byte {
	t.Helper()
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for name, content := range parts {
		if name == "xl/worksheets/sheet1.xml" {
			content = cells
		}
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func check(t *testing.T, sheet, extension string, content []byte) {
	t.Helper()
	if !strings.Contains("units positions staff assignments roles letters dispositions branches balances approval_rules apel_places apel_rules", sheet) || strings.TrimSpace(sheet) == "" {
		return
	}
	name := sheet + extension
	files := folder(map[string]string{name: string(content)})
	first, err := importer.Read(files, known(), options())
	if err != nil {
		return // no name of a sheet
	}
	second, err := importer.Read(files, known(), options())
	if err != nil || len(first.Mistakes) != len(second.Mistakes) {
		t.Fatalf("read again: %d and %d mistakes, %v", len(first.Mistakes), len(second.Mistakes), err)
	}
	for _, m := range first.Mistakes {
		if m.File != name || m.Row < 0 || m.Problem == "" || m.Mend == "" {
			t.Fatalf("a mistake that does not help: %+v", m)
		}
	}
	if len(first.Mistakes) == 0 {
		settled(t, first.Office)
	}
}

// settled looks for what the database would refuse.
func settled(t *testing.T, o roster.Office) {
	t.Helper()
	for _, u := range o.Units {
		if u.Code == "" || u.Name == "" {
			t.Fatalf("a unit without code or name: %+v", u)
		}
	}
	for _, e := range o.Staff {
		if len(e.NIP) != 18 || e.Name == "" || e.Kind == "" {
			t.Fatal("an employee without NIP, name or kind")
		}
	}
	settledRules(t, o)
	for _, d := range o.Dispositions {
		for _, b := range d.Branches {
			if b.Deadline.IsZero() != b.Copy || b.State == "" {
				t.Fatalf("a branch of %s without deadline or state: %+v", d.Code, b)
			}
		}
	}
}

// settledRules looks for balances and rules that the database would refuse.
func settledRules(t *testing.T, o roster.Office) {
	t.Helper()
	for _, b := range o.Balances {
		if len(b.NIP) != 18 || b.Year < 1 || b.Days < 0 || b.Postponed < 0 || b.Postponed > b.Days {
			t.Fatalf("a balance of %d: %d, %d", b.Year, b.Days, b.Postponed)
		}
	}
	for _, rule := range o.ApprovalRules() {
		last := rule.Steps[len(rule.Steps)-1]
		if rule.Name == "" || rule.Priority < 1 || rule.Kind == "" || last.Stage != request.Decide || len(last.Who) == 0 {
			t.Fatalf("a rule that decides nothing: %+v", rule)
		}
	}
}
