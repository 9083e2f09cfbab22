package text

import (
	"time"
)

// CodeIssued hands the personnel office a one-time link.
type CodeIssued struct {
	Name  string
	Link  string
	Until time.Time
}

// Phrase names the template.
func (CodeIssued) Phrase() string { return "account.code" }
