package disposition

import "github.com/gelis-bali/gelis/domain/calendar"

// Step is a line of the trail: a branch, and how deep below the first it is.
type Step struct {
	Depth       int
	Disposition Disposition
	Branch      *Branch
	Mark        Mark
	MayNudge    bool // the reader may ask its recipient to hurry, now
}

// Trail is the way of a letter (jejak), as far as the reader is concerned: what
// led to the own branches, and everything below them. The registry and whoever
// sent the letter first see all of it.
type Trail struct {
	*Dossier
	Steps     []Step // depth first
	Today     calendar.Date
	Registrar bool // the reader keeps the registry of the letter's unit
}
