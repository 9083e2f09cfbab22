package bot

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// verdict is what an attempt to show something came to.
type verdict struct {
	outcome notify.Outcome
	// cardGone: the message that was to be changed is not there any more, or
	// cannot be changed.
	cardGone bool
	// noText: the message that was to be changed is a picture or a file.
	noText bool
	// stays: the message is too old to be deleted.
	stays bool
	// fileGone: Telegram does not know the file under the id it had.
	fileGone bool
	// arrived: Telegram did it, though its answer was lost.
	arrived bool
	retry   time.Duration
	movedTo staff.AccountID
}

// answers is Telegram's own words, and what they mean for us. The first row
// that fits wins; a text fits from its beginning.
func answers() []struct {
	code int
	text string
	verdict
} {
	type row = struct {
		code int
		text string
		verdict
	}
	return []row{
		{400, "Bad Request: message is not modified", verdict{outcome: notify.Sent}},
		{400, "Bad Request: query is too old and response timeout expired or query ID is invalid", verdict{outcome: notify.Sent}},
		{400, "Bad Request: message to edit not found", verdict{outcome: notify.Obsolete, cardGone: true}},
		{400, "Bad Request: message can't be edited", verdict{outcome: notify.Obsolete, cardGone: true}},
		{400, "Bad Request: there is no text in the message to edit", verdict{outcome: notify.Obsolete, cardGone: true, noText: true}},
		{400, "Bad Request: there is no caption in the message to edit", verdict{outcome: notify.Obsolete, cardGone: true}},
		{400, "Bad Request: MESSAGE_ID_INVALID", verdict{outcome: notify.Obsolete, cardGone: true}},
		{400, "Bad Request: message identifier is not specified", verdict{outcome: notify.Obsolete, cardGone: true}},
		{400, "Bad Request: wrong file_id or the file is temporarily unavailable", verdict{outcome: notify.Defect, fileGone: true}},
		{400, "Bad Request: wrong file identifier", verdict{outcome: notify.Defect, fileGone: true}},
		{400, "Bad Request: wrong remote file identifier", verdict{outcome: notify.Defect, fileGone: true}},
		{400, "Bad Request: can't use file of type", verdict{outcome: notify.Defect, fileGone: true}},
		{400, "Bad Request: message to delete not found", verdict{outcome: notify.Sent}},
		{400, "Bad Request: message can't be deleted", verdict{outcome: notify.Obsolete, stays: true}},
		{400, "Bad Request: file is too big", verdict{outcome: notify.Defect}},
		{400, "Bad Request: chat not found", verdict{outcome: notify.Gone}},
		{400, "Bad Request: PEER_ID_INVALID", verdict{outcome: notify.Gone}},
		{400, "Bad Request: user not found", verdict{outcome: notify.Gone}},
		{400, "Bad Request: group chat was upgraded to a supergroup chat", verdict{outcome: notify.Moved}},
		{400, "", verdict{outcome: notify.Defect}},
		{401, "", verdict{outcome: notify.Later}}, // the receiver stops the program; what was to be sent waits
		{403, "", verdict{outcome: notify.Gone}},
		{404, "", verdict{outcome: notify.Defect}},
		{409, "", verdict{outcome: notify.Later}},
		{413, "", verdict{outcome: notify.Defect}},
		{429, "", verdict{outcome: notify.Later}},
	}
}

// judged says what an attempt came to. A nil error is Sent.
func judged(err error) verdict {
	var e *CallError
	var defect *DefectError
	switch {
	case err == nil:
		return verdict{outcome: notify.Sent}
	case errors.As(err, &defect):
		return verdict{outcome: notify.Defect}
	case !errors.As(err, &e):
		return unjudged(err)
	}
	switch e.fate {
	case missed:
		return verdict{outcome: notify.Later}
	case lost:
		return verdict{outcome: notify.Unknown}
	case done:
		return verdict{outcome: notify.Unknown, arrived: true}
	case refused:
	}
	return refusal(e)
}

// unjudged is for errors that are none of Telegram's: nothing was sent.
func unjudged(err error) verdict {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return verdict{outcome: notify.Later}
	}
	return verdict{outcome: notify.Defect}
}

func refusal(e *CallError) verdict {
	if e.Cause != nil { // somebody in between refused, not Telegram
		return verdict{outcome: notify.Later}
	}
	for _, row := range answers() {
		if row.code != e.Code || !strings.HasPrefix(e.Description, row.text) {
			continue
		}
		v := row.verdict
		v.retry, v.movedTo = e.RetryAfter, staff.AccountID(e.MigrateTo)
		if e.Code == http.StatusTooManyRequests {
			v.retry = max(v.retry, time.Second) // retry_after may be 0
		}
		if v.movedTo != 0 {
			v.outcome = notify.Moved
		}
		return v
	}
	if e.Code >= http.StatusInternalServerError {
		return verdict{outcome: notify.Later}
	}
	return verdict{outcome: notify.Defect}
}

// OutcomeOf says what an error of a Client means for the message that was to
// be sent.
func OutcomeOf(err error) notify.Outcome { return judged(err).outcome }
