package text

import (
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Linked says for whom the account speaks from now on.
type Linked struct{ Actor staff.Actor }

// Phrase names the template.
func (Linked) Phrase() string { return "start.linked" }

// CodeIssued hands the personnel office a one-time link.
type CodeIssued struct {
	Name  string
	Link  string
	Until time.Time
}

// Phrase names the template.
func (CodeIssued) Phrase() string { return "account.code" }
