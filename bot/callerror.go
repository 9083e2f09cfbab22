package bot

import (
	"fmt"
	"time"
)

// fate is what is known of a call that did not come back well.
type fate string

const (
	refused fate = "refused" // Telegram answered, and said no
	missed  fate = "missed"  // it surely did not arrive
	lost    fate = "lost"    // it may have arrived
	done    fate = "done"    // it was done, the answer could not be read
)

// CallError is a call of the Bot API that did not come back well. Its text
// never contains the token.
type CallError struct {
	Method      string
	Code        int    // of the answer; 0 when there was none
	Description string // Telegram's own words
	RetryAfter  time.Duration
	MigrateTo   int64
	Cause       error // of the connection, without addresses that carry the token

	fate fate
}

func (e *CallError) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("telegram %s (%s): %v", e.Method, e.fate, e.Cause)
	}
	return fmt.Sprintf("telegram %s: %d %s", e.Method, e.Code, e.Description)
}

// Unwrap gives the error of the connection.
func (e *CallError) Unwrap() error { return e.Cause }
