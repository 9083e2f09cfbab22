package paper_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text/paper"
)

func TestThePersonnelOfficeGetsATableThatCanBeCounted(t *testing.T) {
	t.Parallel()
	statement := func(name string, left ...int) request.Statement {
		return request.Statement{
			Employee: request.Applicant{
				Employee: staff.Employee{NIP: "199511032020122009", Name: name}, Title: "Analis", UnitName: "Biro Organisasi",
			},
			Year: 2026, Taken: 4,
			Balance: leave.Balance{Year: 2026, Sources: []leave.Source{{Year: 2024, Days: left[0]}, {Year: 2025, Days: left[1]}, {Year: 2026, Days: left[2]}}},
		}
	}
	sheet, err := paper.LeaveSheet{
		Unit: "Biro Organisasi", Year: 2026, Zone: wita, At: at(23, 10, 0),
		Statements: []request.Statement{statement("Ni Luh Gede Puspita", 0, 6, 8), statement("=1+1", 6, 6, 12)},
	}.Print()
	if err != nil {
		t.Fatal(err)
	}
	keep(t, sheet)
	book, err := excelize.OpenReader(bytes.NewReader(sheet.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Cuti")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"NIP", "Nama", "Jabatan", "Unit", "Sisa 2024", "Sisa 2025", "Sisa 2026", "Jumlah sisa", "Diambil"},
		{"19951103 202012 2 009", "Ni Luh Gede Puspita", "Analis", "Biro Organisasi", "0", "6", "8", "14", "4"},
		{"19951103 202012 2 009", "=1+1", "Analis", "Biro Organisasi", "6", "6", "12", "24", "4"},
	}
	if diff := cmp.Diff(want, rows[3:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if formula, err := book.GetCellFormula("Cuti", "B6"); err != nil || formula != "" {
		t.Errorf("a name has become the formula %q, %v", formula, err)
	}
	if kind, err := book.GetCellType("Cuti", "H5"); err != nil || kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("the sum is of the type %v, %v, want a number", kind, err)
	}
}
