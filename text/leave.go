package text

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/leave"
)

// leaveName names a kind of leave (Peraturan BKN 24/2017, part III).
func leaveName(t leave.Type) string {
	switch t {
	case leave.Annual:
		return "Cuti tahunan"
	case leave.Long:
		return "Cuti besar"
	case leave.Sick:
		return "Cuti sakit"
	case leave.Maternity:
		return "Cuti melahirkan"
	case leave.Important:
		return "Cuti karena alasan penting"
	case leave.Unpaid:
		return "Cuti di luar tanggungan negara (CLTN)"
	}
	return string(t)
}

// LeaveLabel is the button of a kind of leave.
type LeaveLabel struct{ Type leave.Type }

// Phrase names the template.
func (LeaveLabel) Phrase() string { return "label.leave" }

// balanceText writes what is left: 18 hari (2024: 0, 2025: 6, 2026: 12).
func balanceText(b leave.Balance) string {
	parts := make([]string, 0, len(b.Sources))
	for _, s := range b.Sources {
		parts = append(parts, fmt.Sprintf("%d: %d", s.Year, s.Days))
	}
	return fmt.Sprintf("%d hari (%s)", b.Total(), strings.Join(parts, ", "))
}

// chargesText writes out of which years days come: 6 hari dari 2025, 2 hari dari 2026.
func chargesText(charges []leave.Charge) string {
	bySource := map[int]int{}
	for _, c := range charges {
		bySource[c.Source] += c.Days
	}
	sources := make([]int, 0, len(bySource))
	for year := range bySource {
		sources = append(sources, year)
	}
	slices.Sort(sources)
	parts := make([]string, 0, len(sources))
	for _, year := range sources {
		parts = append(parts, fmt.Sprintf("%d hari dari %d", bySource[year], year))
	}
	return strings.Join(parts, ", ")
}

// leaves words the errors of package leave.
func leaves() []wording {
	return []wording{
		as[*leave.KindError]("error.leave.kind"),
		as[*leave.ServiceError]("error.leave.service"),
		as[*leave.DocumentError]("error.leave.document"),
		as[*leave.LengthError]("error.leave.length"),
		as[*leave.ChildError]("error.leave.child"),
		as[*leave.StartError]("error.leave.start"),
		as[*leave.QuotaError]("error.leave.quota"),
		is(leave.ErrUnpaid, "error.leave.unpaid"),
		is(leave.ErrNoSuchType, "error.leave.type"),
		is(leave.ErrBackwards, "error.leave.backwards"),
		is(leave.ErrNoWorkingDay, "error.leave.none"),
	}
}
