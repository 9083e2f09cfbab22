package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// wide is to how many a letter goes in this test.
const wide = 50

// gathered is how long changes of one letter wait for others.
const gathered = 2 * time.Second

func TestATrailOfManyBranchesIsDrawnAnewOnceForManyChanges(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Dwi", "Agung")
	desk := disposition.NewDesk(h.gelis.Store(), h.gelis.Store(), h.gelis.Store(), calendar.New(nil), calendar.Clock{Now: h.clock.Now, Zone: wita()})
	branches := h.goesWide(desk)
	dwi := h.person("Dwi")
	dwi.Send("/cari evaluasi kinerja")
	h.settle()
	dwi.taps("1")
	h.settle()
	dwi.taps("🌿 Jejak")
	h.quiet()
	before := len(h.edits(dwi))

	begun := time.Now()
	h.startsAll(desk, branches)
	took := time.Since(begun)
	h.eventually("the trail shows the last of them", func() bool {
		chat := dwi.Chat()
		return strings.Contains(chat[len(chat)-1].Plain, fmt.Sprintf("ikerjakan %d", wide))
	})
	h.quiet()
	if n, most := len(h.edits(dwi))-before, int(took/gathered)+2; n > most {
		t.Errorf("%d changes within %s were %d edits, want %d at most", wide, took, n, most)
	}
}

// goesWide sends a letter on to many positions that one person holds, who has
// no phone.
func (h *house) goesWide(desk *disposition.Desk) []disposition.BranchID {
	h.tb.Helper()
	h.exec(fmt.Sprintf(`INSERT INTO position (code, title, unit_id, superior_id)
		SELECT 'LEBAR-' || n, 'Pelaksana ' || n, p.unit_id, p.id FROM position AS p, generate_series(1, %d) AS n WHERE p.code = 'KADIS'`, wide))
	h.exec(`INSERT INTO assignment (employee_id, position_id, kind, from_day)
		SELECT a.employee_id, p.id, 'DEFINITIF', '2026-01-01'
		FROM assignment AS a JOIN position AS own ON own.id = a.position_id AND own.code = 'PERSONALIA', position AS p WHERE p.code LIKE 'LEBAR-%'`)
	order := disposition.Order{Instructions: []string{"Tindak lanjuti"}}
	for _, id := range h.ids("SELECT id FROM position WHERE code LIKE 'LEBAR-%' ORDER BY id") {
		order.To = append(order.To, staff.PositionID(id))
	}
	agung, err := h.gelis.Store().Identify(h.tb.Context(), staff.AccountID(h.person("Agung").ID()))
	if err != nil {
		h.tb.Fatal(err)
	}
	waiting := h.ids("SELECT b.id FROM branch AS b JOIN letter AS l ON l.id = b.letter_id WHERE l.agenda_number = 46 AND b.state = 'SENT'")
	if _, err := desk.Dispose(h.tb.Context(), agung, disposition.BranchID(waiting[0]), order, ""); err != nil {
		h.tb.Fatalf("dispose: %v", err)
	}
	var branches []disposition.BranchID
	for _, id := range h.ids("SELECT b.id FROM branch AS b JOIN position AS p ON p.id = b.position_id WHERE p.code LIKE 'LEBAR-%'") {
		branches = append(branches, disposition.BranchID(id))
	}
	return branches
}

// startsAll takes all branches into progress at the same moment.
func (h *house) startsAll(desk *disposition.Desk, branches []disposition.BranchID) {
	h.tb.Helper()
	who := h.ids("SELECT a.employee_id FROM assignment AS a JOIN position AS p ON p.id = a.position_id WHERE p.code = 'PERSONALIA'")
	by, err := h.gelis.Store().Actor(h.tb.Context(), staff.EmployeeID(who[0]))
	if err != nil {
		h.tb.Fatal(err)
	}
	var all sync.WaitGroup
	for _, id := range branches {
		all.Go(func() {
			if _, err := desk.Start(h.tb.Context(), by, id); err != nil {
				h.tb.Errorf("start branch %d: %v", id, err)
			}
		})
	}
	all.Wait()
}

// ids are what a query finds.
func (h *house) ids(query string) []int64 {
	h.tb.Helper()
	rows, err := h.gelis.Store().Pool().Query(h.tb.Context(), query) //nolint:forbidigo // a test looks at the rows themselves
	if err != nil {
		h.tb.Fatalf("%s: %v", query, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil || len(found) == 0 {
		h.tb.Fatalf("%s: %d rows, %v", query, len(found), err)
	}
	return found
}

// edits are the changes of messages that somebody has.
func (h *house) edits(p *persona) []telegramtest.Call {
	return h.telegram.Calls(telegramtest.CallFilter{Method: "editMessageText", Person: p.ID()})
}
