package app_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestTheTableOfConversationsIsWhole(t *testing.T) {
	t.Parallel()
	if err := app.Routes().Check(); err != nil {
		t.Error(err)
	}
}

func TestEveryKindOfMessageHasSomebodyWhoWordsIt(t *testing.T) {
	t.Parallel()
	silent := func(context.Context, staff.Actor, notify.Notice) (bot.Reply, error) { return bot.Reply{}, nil }
	kinds := kindsOf(t)
	if len(kinds) < 8 {
		t.Fatalf("found only %d kinds: %q", len(kinds), kinds)
	}
	for _, kind := range kinds {
		taken := panics(func() { app.Routes().Notice(kind, silent) })
		if !taken {
			t.Errorf("nobody words messages of kind %q", kind)
		}
	}
}

// panics reports whether something panics.
func panics(do func()) (yes bool) {
	defer func() { yes = recover() != nil }()
	do()
	return false
}

// kindsOf reads the constants of type Kind from the source of package notify.
func kindsOf(t *testing.T) (kinds []notify.Kind) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../../domain/notify/notify.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "Kind" {
			return true
		}
		if value, ok := spec.Values[0].(*ast.BasicLit); ok {
			text, _ := strconv.Unquote(value.Value) // it compiles
			kinds = append(kinds, notify.Kind(text))
		}
		return true
	})
	return kinds
}

func TestCommandsByRole(t *testing.T) {
	t.Parallel()
	const everyone = "beranda disposisi cari ajukan permohonan cuti apel hadir libur pengumuman pengaturan bantuan batal start putuskan"
	const head = "beranda disposisi cari rekap ajukan permohonan persetujuan cuti kalender apel hadir libur pengumuman pengaturan plh bantuan batal start putuskan"
	const personnel = "beranda disposisi cari rekap ajukan permohonan cuti kalender apel hadir libur pengumuman pengaturan plh bantuan batal start tautkan putuskan"
	const admin = "beranda disposisi cari rekap ajukan permohonan cuti apel hadir libur pengumuman pengaturan plh bantuan batal start tautkan putuskan"
	as := func(roles ...staff.Role) staff.Actor {
		a := staff.Actor{Employee: staff.Employee{ID: 1, Active: true}, Account: 2}
		for _, r := range roles {
			a.Grants = append(a.Grants, staff.Grant{Role: r, UnitID: 3, Covers: []staff.UnitID{3}})
		}
		return a
	}
	leads := as()
	leads.Holdings = []staff.Holding{{Position: staff.Position{ID: 4, UnitID: 3}, Capacity: staff.Definitive, Leads: true}}
	for name, tt := range map[string]struct {
		actor staff.Actor
		want  string
	}{
		"a stranger":            {staff.Actor{}, "batal start"},
		"an employee":           {as(), everyone},
		"a head":                {leads, head},
		"a registry clerk":      {as(staff.Clerk), strings.Replace(everyone, "cari", "surat cari", 1)},
		"the personnel office":  {as(staff.Personnel), personnel},
		"an admin":              {as(staff.Admin), admin},
		"a clerk and personnel": {as(staff.Clerk, staff.Personnel), strings.Replace(personnel, "cari", "surat cari", 1)},
	} {
		var has []string
		for _, c := range app.Routes().Commands(tt.actor) {
			has = append(has, c.Name)
		}
		if got := strings.Join(has, " "); got != tt.want {
			t.Errorf("%s can type %q, want %q", name, got, tt.want)
		}
	}
}

// TestHelpIsTheMenu: the two come from one table, and this says so to whoever
// takes them apart.
func TestHelpIsTheMenu(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	names := []string{"Budi", "Suardika", "Dwi", "Eka"}
	h.link(names...)
	for _, name := range names {
		p := h.person(name)
		p.Send("/bantuan")
		h.quiet()
		chat := p.Chat()
		help := chat[len(chat)-1].Plain
		var said []string
		for line := range strings.Lines(help) {
			if strings.HasPrefix(line, "/") {
				said = append(said, strings.TrimSpace(line))
			}
		}
		h.eventually("menu and /bantuan of "+name+" are the same", func() bool {
			var menu []string
			for _, c := range h.telegram.Commands(p.ID()) {
				menu = append(menu, "/"+c.Name+" – "+c.Description)
			}
			return strings.Join(menu, "\n") == strings.Join(said, "\n")
		})
	}
}
