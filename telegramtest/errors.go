package telegramtest

import (
	"errors"
	"fmt"
	"net/http"
)

// What people cannot do.
var (
	// ErrNoButton says that no message in the chat has such a button.
	ErrNoButton = errors.New("no such button")
	// ErrNoMessage says that there is no such message in the chat.
	ErrNoMessage = errors.New("no such message")
	// ErrDeactivated says that the person's account is gone.
	ErrDeactivated = errors.New("account is deactivated")
	// ErrProtected says that the message may not be forwarded.
	ErrProtected = errors.New("message is protected")
	// ErrLink says that a link does not lead to the bot.
	ErrLink = errors.New("link does not lead to the bot")
	// ErrClosed says that the server was closed while somebody waited.
	ErrClosed = errors.New("telegramtest is closed")
)

// apiError is an answer of the Bot API that is not ok.
type apiError struct {
	code        int
	description string
	retryAfter  int
	migrateTo   int64
}

func (e *apiError) Error() string { return fmt.Sprintf("%d %s", e.code, e.description) }

func badRequest(format string, args ...any) *apiError {
	return &apiError{code: http.StatusBadRequest, description: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(reason string) *apiError {
	return &apiError{code: http.StatusForbidden, description: "Forbidden: " + reason}
}

func conflict(reason string) *apiError {
	return &apiError{code: http.StatusConflict, description: "Conflict: " + reason}
}

func tooMany(seconds int) *apiError {
	return &apiError{
		code:        http.StatusTooManyRequests,
		description: fmt.Sprintf("Too Many Requests: retry after %d", seconds),
		retryAfter:  seconds,
	}
}

var (
	errUnauthorized  = &apiError{code: http.StatusUnauthorized, description: "Unauthorized"}
	errNotFound      = &apiError{code: http.StatusNotFound, description: "Not Found"}
	errUnknownMethod = &apiError{code: http.StatusNotFound, description: "Not Found: method not found"}
	errTooLarge      = &apiError{code: http.StatusRequestEntityTooLarge, description: "Request Entity Too Large"}
	errInternal      = &apiError{code: http.StatusInternalServerError, description: "Internal Server Error: restart"}
)
