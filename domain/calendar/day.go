package calendar

// Kind says by whose decree a day is special, in the words of the files and the
// database.
type Kind string

const (
	// National is a national holiday: SKB of three ministers, each year.
	National Kind = "NASIONAL"
	// JointLeave is a day of leave for everybody (cuti bersama), by the same decree.
	// It never reduces anybody's annual leave.
	JointLeave Kind = "CUTI_BERSAMA"
	// BaliDispensation is a day on which Hindu staff are excused: circular of the
	// Governor of Bali, each year.
	BaliDispensation Kind = "DISPENSASI_BALI"
	// OfficeOwn is a day on which the office itself is closed.
	OfficeOwn Kind = "KANTOR"
)

// Kinds lists every kind, the weightiest first.
func Kinds() []Kind {
	return []Kind{National, JointLeave, OfficeOwn, BaliDispensation}
}

// rank orders the kinds by weight, as [Kinds] does.
func (k Kind) rank() int {
	for i, known := range Kinds() {
		if k == known {
			return i
		}
	}
	return len(Kinds())
}

// Day is one special day, as a decree or a circular has it.
type Day struct {
	Date   Date
	Kind   Kind
	Name   string // as people call it, in Indonesian
	Source string // the decree or circular
}
