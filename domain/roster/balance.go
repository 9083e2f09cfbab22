package roster

import (
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/staff"
)

// BalanceKey names an opening balance.
type BalanceKey struct {
	NIP  staff.NIP
	Year int // whose entitlement it is about
}

// Balance is what was left of a year's annual leave when the books of Gelis
// began. Its key is BalanceKey.
type Balance struct {
	BalanceKey
	Days      int // left in full, whatever of it may be carried over
	Postponed int // of these, what was postponed to the next year by who decides on leave
}

// Entries are the balance as the books have it.
func (b Balance) Entries() []leave.Entry {
	entries := []leave.Entry{{Year: b.Year, Kind: leave.Opening, Days: b.Days}}
	if b.Postponed > 0 {
		entries = append(entries, leave.Entry{Year: b.Year, Kind: leave.Postponed, Days: b.Postponed})
	}
	return entries
}
