package roster

import (
	"maps"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// view is the office as it would be after the import: the database with the
// roster laid over it.
type view struct {
	units     above
	positions map[string]string // code -> code of its unit
	line      above             // positions
	staff     map[staff.NIP]KnownEmployee
	letters   map[LetterKey]letterFacts
	sentTo    map[BranchKey]KnownBranch
	labels    map[string]bool
}

// letterFacts is what the rules need to know of a letter.
type letterFacts struct {
	KnownLetter
	received calendar.Date // zero if the database alone knows it
}

func newView(o Office, known Keys) view {
	v := view{
		units:     above(maps.Clone(known.Units)),
		positions: map[string]string{},
		line:      above{},
		staff:     map[staff.NIP]KnownEmployee{},
		letters:   lettersOf(o, known),
		sentTo:    map[BranchKey]KnownBranch{},
		labels:    map[string]bool{},
	}
	if v.units == nil {
		v.units = above{}
	}
	maps.Copy(v.staff, known.Staff)
	maps.Copy(v.sentTo, known.Branches)
	for code, p := range known.Positions {
		v.positions[code], v.line[code] = p.Unit, p.Superior
	}
	for _, label := range known.Instructions {
		v.labels[label] = true
	}
	v.lay(o)
	return v
}

func (v view) lay(o Office) {
	for _, u := range o.Units {
		v.units[u.Code] = u.Parent
	}
	for _, p := range o.Positions {
		v.positions[p.Code], v.line[p.Code] = p.Unit, p.Superior
	}
	for _, e := range o.Staff {
		v.staff[e.NIP] = KnownEmployee{Phone: e.Phone}
	}
	for _, d := range o.Dispositions {
		for _, b := range d.Branches {
			v.sentTo[d.Key(b.To)] = KnownBranch{Letter: d.Letter, Copy: b.Copy, State: b.State}
		}
	}
}

func lettersOf(o Office, known Keys) map[LetterKey]letterFacts {
	letters := map[LetterKey]letterFacts{}
	for key, l := range known.Letters {
		letters[key] = letterFacts{KnownLetter: l}
	}
	for _, l := range o.Letters {
		letters[l.LetterKey] = letterFacts{KnownLetter: KnownLetter{Speed: l.Speed, Secrecy: l.Secrecy}, received: l.Received}
	}
	return letters
}
