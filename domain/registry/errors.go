package registry

import "errors"

// Errors of this package, without words for people. What is too long is a
// disposition.TooLongError; what would let a letter leave that stays in the
// office is disposition.ErrSecretInOffice.
var (
	// ErrNotClerk: the actor does not keep the registry of the unit, today.
	ErrNotClerk = errors.New("actor does not keep the registry of the unit")
	// ErrMissing: a part of the entry that every letter has is missing.
	ErrMissing = errors.New("a part of the letter is missing")
	// ErrFuture: a letter is not dated after the day on which it is registered.
	ErrFuture = errors.New("letter is dated in the future")
	// ErrTooManyFiles: a letter has at most MaxFiles files.
	ErrTooManyFiles = errors.New("too many files of a letter")
	// ErrNotInUnit: a letter goes first to a position of the unit, or below it.
	ErrNotInUnit = errors.New("position does not belong to the unit")
	// ErrNoSuchFile: the file is none of the letter's.
	ErrNoSuchFile = errors.New("file is none of the letter's")
)
