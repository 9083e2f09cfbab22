package roster

import (
	"time"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Progress is what became of a branch before the import. A branch without
// progress has been sent and no more.
type Progress struct {
	BranchKey
	State   disposition.State
	Read    time.Time
	Started time.Time
	Ended   time.Time
	By      staff.NIP
	As      staff.Capacity
	Report  string
	Reason  string
}

// apply writes the progress into its branch. Whoever began with a branch or
// ended it has read it by then.
func (p Progress) apply(b *Branch) {
	b.State, b.Report, b.Reason = p.State, p.Report, p.Reason
	b.Read, b.Started, b.Ended = p.act(p.Read), p.act(p.Started), p.act(p.Ended)
	for _, act := range []Act{b.Started, b.Ended} {
		if b.Read.At.IsZero() {
			b.Read = act
		}
	}
}

func (p Progress) act(at time.Time) Act {
	if at.IsZero() {
		return Act{}
	}
	return Act{At: at, By: p.By, As: p.As}
}

// moment is a column of a progress with its instant.
type moment struct {
	field string
	at    time.Time
	need  bool // the state cannot be without it
	may   bool // the state can have it
}

// moments are the instants of a progress in their order, and what its state says of them.
func (p Progress) moments() []moment {
	ended := p.State == disposition.StateDone || p.State == disposition.StateReturned
	started := p.State == disposition.StateProgress
	read := p.State == disposition.StateRead
	return []moment{
		{"read_at", p.Read, read, p.State != disposition.StateSent},
		{"started_at", p.Started, started, started || ended},
		{"ended_at", p.Ended, ended, ended},
	}
}
