package announce

import "errors"

// Errors of this package.
var (
	ErrNoSuchAnnouncement = errors.New("no such announcement")
	ErrNoSuchIssue        = errors.New("no such issue of an announcement")
	// ErrNotYours: somebody else's announcement, or no copy of it.
	ErrNotYours = errors.New("not the actor's announcement")
	// ErrOnlyAuthor: only its author may, and only while holding the office in
	// which it was written.
	ErrOnlyAuthor = errors.New("only for the author in office")
	// ErrNobody: nobody is in the scope.
	ErrNobody = errors.New("nobody is in the scope")
	// ErrBeyond: the scope has people for whom the actor may not write.
	ErrBeyond = errors.New("scope goes beyond what the actor may write for")
	// ErrPast: the time chosen is over.
	ErrPast = errors.New("time is over")
	// ErrEmpty: there is nothing to say.
	ErrEmpty = errors.New("announcement says nothing")
	// ErrOver: the issue has ended, so that it cannot be stopped or go on.
	ErrOver = errors.New("issue is over")
	// ErrWithdrawn: the announcement was withdrawn.
	ErrWithdrawn = errors.New("announcement is withdrawn")
	// ErrRepeatedBefore: those who had not read were reminded once already.
	ErrRepeatedBefore = errors.New("reminded once already")
	// ErrAllRead: everybody who got it has read it.
	ErrAllRead = errors.New("everybody has read it")
)
