package importer

import (
	"maps"
	"slices"

	"github.com/gelis-bali/gelis/domain/roster"
)

// spelling knows what could have been meant by a name that is not there.
type spelling struct {
	names  map[roster.Reason][]string
	budget int // names that may still be compared
}

// maxCompared bounds the comparing: a folder of nothing but unknown names
// should not take an hour.
const maxCompared = 3_000_000

func newSpelling(o roster.Office, known roster.Keys) *spelling {
	units, positions, letters := slices.Collect(maps.Keys(known.Units)), slices.Collect(maps.Keys(known.Positions)), []string{}
	for _, u := range o.Units {
		units = append(units, u.Code)
	}
	for _, p := range o.Positions {
		positions = append(positions, p.Code)
	}
	for _, l := range o.Letters {
		letters = append(letters, l.String())
	}
	places := slices.Collect(maps.Keys(known.ApelPlaces))
	for _, p := range o.ApelPlaces {
		places = append(places, p.Name)
	}
	names := make(map[roster.Reason][]string)
	names[roster.UnknownPlace] = places
	names[roster.UnknownUnit] = units
	names[roster.UnknownPosition] = positions
	names[roster.UnknownLetter] = letters
	names[roster.UnknownLabel] = slices.Clone(known.Instructions)
	for _, list := range names {
		slices.Sort(list)
	}
	return &spelling{names: names, budget: maxCompared}
}

// meant finds what was probably meant, or nothing.
func (s *spelling) meant(f roster.Fault) string {
	names := s.names[f.Reason]
	if s.budget -= len(names); s.budget < 0 {
		return ""
	}
	return nearest(f.Value, names)
}
