package roster

import "slices"

func (c checking) checkApelPlaces() []Fault {
	rule := ruling{sheet: ApelPlaces}
	seen := map[string]int{}
	for i, p := range c.ApelPlaces {
		rule.index = i
		once(&rule, seen, p.Name, "name", p.Name)
	}
	return rule.faults
}

func (c checking) checkApelRules() []Fault {
	rule := ruling{sheet: ApelRules}
	seen := map[string]int{}
	places := make(map[string]bool, len(c.known.ApelPlaces)+len(c.ApelPlaces))
	for name := range c.known.ApelPlaces {
		places[name] = true
	}
	for _, p := range c.ApelPlaces {
		places[p.Name] = true
	}
	for i, r := range c.ApelRules {
		rule.index = i
		once(&rule, seen, r.Name, "name", r.Name)
		refers(&rule, places, r.Place, "place", UnknownPlace, r.Place)
		refers(&rule, c.units, r.Unit, "unit", UnknownUnit, r.Unit)
		for _, unit := range r.Units {
			refers(&rule, c.units, unit, "for_units", UnknownUnit, unit)
		}
		for at, nip := range r.Officers {
			refers(&rule, c.staff, nip, "officers", UnknownEmployee, string(nip))
			if slices.Contains(r.Officers[:at], nip) {
				rule.breaks("officers", OfficerTwice, string(nip), "")
			}
		}
	}
	return rule.faults
}
