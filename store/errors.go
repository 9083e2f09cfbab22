package store

import (
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/redis/go-redis/v9"
)

// Errors of this package.
var (
	// ErrConflict: the record has another version than the caller saw.
	ErrConflict = errors.New("record was changed by somebody else")
	// ErrNoSuchFile: no file is stored under that id.
	ErrNoSuchFile = errors.New("no such file")
)

// IsUnavailable reports whether PostgreSQL or Redis is away: stopped, starting, unreachable, or not answering. The same
// call may succeed later; it is nobody's mistake.
func IsUnavailable(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	if answer, ok := errors.AsType[*pgconn.PgError](err); ok {
		return unavailableState(answer.Code)
	}
	// The server gives up on a statement long before a caller does (statement_timeout), so a caller whose time ran out
	// in the middle of one has lost the server.
	return pgconn.Timeout(err) || unreachable(err) || redisIsAway(err)
}

// unavailableState knows the SQLSTATEs that say "not now": shutting down or starting (57P01 to 57P05), no connection
// (class 08), no room for another one (53300), on disk (53100) or in memory (53200), a server that only reads until it
// leads (25006), terminated for idling (25P03, 57P05), one of two that waited for each other (40P01), and a statement that
// a loaded server did not get through (57014). A lock that is not to be had (55P03) is somebody's transaction, no outage.
func unavailableState(code string) bool {
	states := []string{"53300", "53100", "53200", "25006", "25P03", "40P01", "57014"}
	return strings.HasPrefix(code, "08") || strings.HasPrefix(code, "57P0") || slices.Contains(states, code)
}

// unreachable reports whether there is no connection, or none any more.
func unreachable(err error) bool {
	if _, ok := errors.AsType[*net.OpError](err); ok || pgconn.SafeToRetry(err) {
		return true
	}
	broken := []error{io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, syscall.ECONNREFUSED, syscall.ECONNRESET, syscall.EPIPE}
	return slices.ContainsFunc(broken, func(b error) bool { return errors.Is(err, b) })
}

// redisIsAway knows what Redis answers while it starts, is full, cannot save, is busy or is being set up, and what its
// client says when it gets no connection.
func redisIsAway(err error) bool {
	if errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, redis.ErrPoolExhausted) {
		return true
	}
	answer, ok := errors.AsType[redis.Error](err)
	if !ok {
		return false
	}
	states := []string{
		"LOADING ", "READONLY ", "MASTERDOWN ", "CLUSTERDOWN ", "TRYAGAIN ", "MISCONF ", "OOM ", "BUSY ", "NOAUTH ",
	}
	return slices.ContainsFunc(states, func(s string) bool { return strings.HasPrefix(answer.Error(), s) })
}
