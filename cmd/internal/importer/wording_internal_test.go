package importer

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/roster"
)

func TestEveryReasonHasItsWording(t *testing.T) {
	t.Parallel()
	words := wordings()
	reasons := reasons(t)
	if len(reasons) < 30 {
		t.Fatalf("only %d reasons were found", len(reasons))
	}
	for _, reason := range reasons {
		if w := words[reason]; w.problem == "" || w.mend == "" {
			t.Errorf("%q has no wording", reason)
		}
	}
	if len(words) != len(reasons) {
		t.Errorf("%d wordings for %d reasons", len(words), len(reasons))
	}
}

// reasons reads the constants of type Reason from the source of package roster.
func reasons(t *testing.T) []roster.Reason {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../../domain/roster/fault.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []roster.Reason
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Reason" {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Error(err)
			}
			all = append(all, roster.Reason(text))
		}
		return true
	})
	return all
}

func TestEveryColumnIsDescribed(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("../../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range roster.Sheets() {
		_, after, found := strings.Cut(string(content), "\n## "+string(sheet)+"\n")
		section, _, _ := strings.Cut(after, "\n## ")
		if !found {
			t.Errorf("%s is not described", sheet)
		}
		for _, c := range columns(sheet) {
			name := c.name
			if c.need {
				name = "**" + name + "**"
			}
			if !strings.Contains(section, "\n| "+name+" |") {
				t.Errorf("%s: no line for %s", sheet, name)
			}
		}
		if described := strings.Count(section, "\n| ") - 1; described != len(columns(sheet)) {
			t.Errorf("%s: %d columns described, there are %d", sheet, described, len(columns(sheet)))
		}
	}
}

func TestTheNearestNameIsTheOneMeant(t *testing.T) {
	t.Parallel()
	names := []string{"BIRO-UMUM", "BIRO-HUKUM", "SETDA", "PNS", "name"}
	for written, want := range map[string]string{
		"BIRO-UMM": "BIRO-UMUM", "biro-umum": "BIRO-UMUM", "BIRO-HUKM": "BIRO-HUKUM", "SETAD": "SETDA", "PNNS": "PNS",
		"naem": "name", "XYZ": "", "": "", "DINAS-KESEHATAN": "",
	} {
		if got := nearest(written, names); got != want {
			t.Errorf("%q: got %q, want %q", written, got, want)
		}
	}
}
