package roster

import (
	"cmp"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// ApelPlace is where an apel is held. Its key is Name.
type ApelPlace struct {
	Name      string
	Latitude  float64 // degrees, WGS 84
	Longitude float64
	Radius    int  // metres around the centre within which somebody is there
	Active    bool // false: it is not offered any more
}

// ApelRule is an apel that comes back. Its key is Name.
type ApelRule struct {
	Name       string
	Kind       apel.Kind
	Recurrence calendar.Rule
	Minute     int        // of the office's day at which it begins
	Place      string     // name
	Dress      apel.Dress // empty: by the rules of dress
	Inspector  string
	Bring      string
	Units      []string // codes: for whom it is, with all below; none: everybody
	Echelons   []staff.Echelon
	Window     apel.Window
	Officers   []staff.NIP // may open the attendance beside the personnel office
	Unit       string      // code: of the personnel office that looks after it
	Active     bool        // false: the rule is ended, if it was there
}

func (p ApelPlace) compare(other ApelPlace) int { return cmp.Compare(p.Name, other.Name) }

func (r ApelRule) compare(other ApelRule) int { return cmp.Compare(r.Name, other.Name) }
