// Package tools_test tries the import rules of .golangci.yml out: a rule that never refuses anything is no rule.
package tools_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const gelis = "github.com/gelis-bali/gelis"

// A row says whether a file may have an import.
type row struct {
	file    string
	imports string // a path that begins with "/" is one of our own
	want    bool
}

// mayImport is what docs/design.md says about imports; `make lint` holds the tree to it through depguard.
var mayImport = []row{
	{"domain/calendar/a.go", "time", true},
	{"domain/calendar/a.go", "/domain/staff", false},
	{"domain/staff/a.go", "/domain/calendar", true},
	{"domain/staff/a.go", "/domain/notify", false},
	{"domain/notify/a.go", "/domain/staff", true},
	{"domain/notify/a.go", "/domain/audit", false},
	{"domain/audit/a.go", "/domain/notify", true},
	{"domain/audit/a.go", "/domain/request", false},
	{"domain/document/a.go", "/domain/staff", false},
	{"domain/request/a.go", "/domain/document", true},
	{"domain/roster/a.go", "/domain/disposition", true},
	{"domain/request/a.go", "/domain/roster", false},
	{"domain/roster/a.go", "/store", false},
	{"domain/request/a.go", "/domain/staff", true},
	{"domain/request/a.go", "/domain/notify", true},
	{"domain/request/a.go", "/domain/leave", true},
	{"domain/leave/a.go", "/domain/request", false},
	{"domain/request/a.go", "/domain/disposition", false},
	{"domain/registry/a.go", "/domain/disposition", true},
	{"domain/disposition/a.go", "/domain/registry", false},
	{"domain/request/a.go", "/text", false},
	{"domain/request/a.go", "/store", false},
	{"domain/request/a.go", "github.com/xuri/excelize/v2", false},
	{"domain/request/a_test.go", "pgregory.net/rapid", true},
	{"domain/request/a_test.go", "/domain/request", true},
	{"domain/request/a_test.go", "/store/storetest", false},

	{"text/a.go", "/domain/request", true},
	{"text/a.go", "/bot", true},
	{"text/a.go", "/handlers", false},
	{"text/a.go", "/store", false},
	{"text/a.go", "codeberg.org/go-pdf/fpdf", false},
	{"text/paper/a.go", "codeberg.org/go-pdf/fpdf", true},
	{"text/paper/a.go", "/domain/request", true},
	{"text/paper/a.go", "/bot", false},
	{"bot/a.go", "/domain/staff", true},
	{"bot/a.go", "github.com/go-telegram/bot/models", true},
	{"bot/a.go", "/text", false},
	{"bot/a.go", "/handlers", false},
	{"bot/a.go", "/store", false},
	{"bot/a.go", "/telegramtest", false},
	{"bot/a_test.go", "/telegramtest", true},
	{"handlers/a.go", "/bot", true},
	{"handlers/a.go", "/text", true},
	{"handlers/a.go", "/domain/request", true},
	{"handlers/a.go", "/store", false},
	{"handlers/a.go", "/scheduler", false},
	{"handlers/a.go", "github.com/go-telegram/bot/models", false},
	{"handlers/a.go", "github.com/jackc/pgx/v5", false},
	{"handlers/a.go", "github.com/redis/go-redis/v9", false},
	{"handlers/a.go", "github.com/prometheus/client_golang/prometheus", false},
	{"scheduler/a.go", "github.com/robfig/cron/v3", true},
	{"scheduler/a.go", "/domain/calendar", true},
	{"scheduler/a.go", "/store", false},
	{"scheduler/a.go", "/bot", false},

	{"store/a.go", "github.com/jackc/pgx/v5", true},
	{"store/a.go", "github.com/redis/go-redis/v9", true},
	{"store/a.go", "/domain/request", true},
	{"store/a.go", "/bot", false},
	{"store/a.go", "/store/storetest", false},
	{"store/a_test.go", "/store/storetest", true},
	{"store/embedded/a.go", "github.com/fergusstrange/embedded-postgres", true},
	{"store/a.go", "github.com/riverqueue/river", false},

	{"cmd/internal/app/a.go", "/handlers", true},
	{"cmd/internal/app/a.go", "/store", true},
	{"cmd/internal/app/a.go", "/scheduler", true},
	{"cmd/internal/app/a.go", "github.com/riverqueue/river", true},
	{"cmd/internal/app/a.go", "riverqueue.com/riverui", true},
	{"cmd/internal/app/a.go", "github.com/prometheus/client_golang/prometheus", true},
	{"cmd/internal/app/a.go", "github.com/jackc/pgx/v5/pgxpool", true},
	{"cmd/internal/app/a.go", "github.com/jackc/pgx/v5", true},
	{"cmd/internal/app/a.go", "github.com/jackc/pgx/v5/pgtype", false},
	{"cmd/internal/app/a.go", "github.com/redis/go-redis/v9", false},
	{"cmd/internal/importer/a.go", "github.com/jackc/pgx/v5", false},
	{"cmd/gelis/a.go", "github.com/jackc/pgx/v5", false},
	{"cmd/internal/app/a.go", "github.com/robfig/cron/v3", false},
	{"cmd/internal/app/a.go", "/telegramtest", false},
	{"cmd/internal/app/a_test.go", "/telegramtest", true},
	{"cmd/gelis/a.go", "/cmd/internal/app", true},
	{"cmd/gelis/a.go", "github.com/alecthomas/kong", true},
	{"cmd/gelis/a.go", "github.com/riverqueue/river", false},
	{"cmd/gelis/a.go", "/store", false},
	{"handlers/a.go", "/handlers/handlerstest", false},
	{"handlers/requests/a_test.go", "/handlers/handlerstest", true},
	{"handlers/handlerstest/a.go", "/telegramtest", true},
	{"cmd/gelis/a.go", "/store/storetest", false},
	{"cmd/gelis/a.go", "/telegramtest", false},
	{"cmd/demo/a.go", "/telegramtest", true},
	{"cmd/demo/a.go", "/store/storetest", true},
	{"cmd/demo/a_test.go", "github.com/chromedp/chromedp", true},
	{"cmd/demo/a.go", "github.com/chromedp/chromedp", false},
	{"bench/a.go", "/store/storetest", true},

	{"telegramtest/a.go", "/domain/staff", false},
	{"telegramtest/a.go", "github.com/go-telegram/bot", false},
	{"telegramtest/a_test.go", "github.com/go-telegram/bot", true},
	{"telegramtest/a.go", "testing", true},
	{"handlers/a.go", "testing", false},
	{"store/a.go", "github.com/google/go-cmp/cmp", false},
	{"store/a.go", "log", false},
	{"store/a.go", "log/slog", true},
}

func TestLintHoldsTheImportDirections(t *testing.T) {
	tree := t.TempDir()
	rows := writeTree(t, tree)
	refused := refusals(t, tree)
	for file, row := range rows {
		if got := !refused[file]; got != row.want {
			t.Errorf("%s imports %s: allowed %v, want %v", row.file, row.imports, got, row.want)
		}
	}
}

// writeTree lays out a module with one file for each row, in the row's room, and returns the rows by file. What a row
// imports is an empty stand-in one folder below the package named, so that no two rows make an import cycle.
func writeTree(t *testing.T, tree string) map[string]row {
	t.Helper()
	rows := map[string]row{}
	outside := map[string]bool{}
	for i, r := range mayImport {
		imported := r.imports
		first, _, _ := strings.Cut(imported, "/")
		switch {
		case first == "":
			imported = path.Join(imported, "standin")
			write(t, filepath.Join(tree, imported, "standin.go"), "package p\n")
			imported = gelis + imported
		case strings.Contains(first, "."):
			outside[imported] = true
		}
		file := path.Join(path.Dir(r.file), fmt.Sprintf("row%d_%s", i, path.Base(r.file)))
		write(t, filepath.Join(tree, file), fmt.Sprintf("package p\n\nimport _ %q\n", imported))
		rows[file] = r
	}
	mod := "module " + gelis + "\n\ngo 1.26\n"
	for _, m := range slices.Sorted(maps.Keys(outside)) {
		folder := filepath.Join("outside", m)
		write(t, filepath.Join(tree, folder, "go.mod"), "module "+m+"\n")
		write(t, filepath.Join(tree, folder, "standin.go"), "package p\n")
		mod += fmt.Sprintf("\nrequire %s %s\n\nreplace %s => ./%s\n", m, version(m), m, filepath.ToSlash(folder))
	}
	write(t, filepath.Join(tree, "go.mod"), mod)
	return rows
}

// version returns a version that fits a module's path: v5.0.0 for one that ends in /v5.
func version(module string) string {
	if last := path.Base(module); len(last) == 2 && last[0] == 'v' {
		return last + ".0.0"
	}
	return "v0.0.0"
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// refusals runs depguard alone, with the house's own configuration, and returns the files that it finds fault with.
func refusals(t *testing.T, tree string) map[string]bool {
	t.Helper()
	config, err := os.ReadFile("../.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(tree, ".golangci.yml"), string(config))
	linter, err := filepath.Abs("../bin/golangci-lint")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), linter, "run", "--enable-only=depguard", "--output.json.path=stdout", "--show-stats=false", "./...")
	cmd.Dir = tree
	cmd.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+t.TempDir(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("run %s: %v; `make tools` builds it", linter, err)
	}
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct{ Filename string }
		}
	}
	if err := json.NewDecoder(bytes.NewReader(out)).Decode(&report); err != nil {
		t.Fatalf("read the linter's report: %v\n%s", err, stderr.String())
	}
	refused := map[string]bool{}
	for _, issue := range report.Issues {
		if issue.FromLinter != "depguard" {
			t.Errorf("%s: %s: %s", issue.Pos.Filename, issue.FromLinter, issue.Text)
		}
		refused[filepath.ToSlash(issue.Pos.Filename)] = true
	}
	return refused
}
