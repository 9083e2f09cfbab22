package roster

import (
	"fmt"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
)

// Moment is when a roster is checked, and in which zone instants become days.
type Moment struct {
	Now  time.Time
	Zone *time.Location
}

// Check tells every breach of the rules that the records must keep together
// and with what the database knows. A field that is empty or zero breaks no
// rule here, unless the rule is about its absence: the reader of the roster has
// complained about it already.
func (o Office) Check(progress []Progress, known Keys, at Moment) []Fault {
	c := checking{Office: o, known: known, at: at, view: newView(o, known)}
	var faults []Fault
	for _, check := range []func() []Fault{
		c.checkUnits, c.checkPositions, c.checkStaff, c.checkAssignments, c.checkHolders, c.checkGrants,
		c.checkLetters, c.checkDispositions, c.checkBalances, c.checkApprovals,
		c.checkApelPlaces, c.checkApelRules, c.checkHolidays,
	} {
		faults = append(faults, check()...)
	}
	return append(faults, c.checkProgress(progress)...)
}

type checking struct {
	Office
	view
	known Keys
	at    Moment
}

func (c checking) today() calendar.Date { return calendar.DateOf(c.at.Now, c.at.Zone) }

func (c checking) checkUnits() []Fault {
	rule := ruling{sheet: Units}
	seen := map[string]int{}
	for i, u := range c.Units {
		rule.index = i
		if !once(&rule, seen, u.Code, "code", u.Code) {
			continue
		}
		refers(&rule, c.units, u.Parent, "parent", UnknownUnit, u.Parent)
		if way := c.units.cycle(u.Code); way != "" {
			rule.breaks("parent", Cycle, u.Parent, way)
		}
	}
	return rule.faults
}

func (c checking) checkPositions() []Fault {
	rule := ruling{sheet: Positions}
	seen := map[string]int{}
	for i, p := range c.Positions {
		rule.index = i
		if !once(&rule, seen, p.Code, "code", p.Code) {
			continue
		}
		refers(&rule, c.units, p.Unit, "unit", UnknownUnit, p.Unit)
		refers(&rule, c.line, p.Superior, "superior", UnknownPosition, p.Superior)
		if way := c.line.cycle(p.Code); way != "" {
			rule.breaks("superior", Cycle, p.Superior, way)
		}
	}
	return rule.faults
}

func (c checking) checkGrants() []Fault {
	rule := ruling{sheet: Roles}
	seen := map[Grant]int{}
	for i, g := range c.Grants {
		rule.index = i
		refers(&rule, c.staff, g.NIP, "nip", UnknownEmployee, string(g.NIP))
		refers(&rule, c.units, g.Unit, "unit", UnknownUnit, g.Unit)
		g.Active = true // no part of the key
		if g.NIP != "" && g.Role != "" && g.Unit != "" {
			once(&rule, seen, g, "role", string(g.Role))
		}
	}
	return rule.faults
}

func (c checking) checkLetters() []Fault {
	rule := ruling{sheet: Letters}
	seen := map[LetterKey]int{}
	for i, l := range c.Letters {
		rule.index = i
		refers(&rule, c.units, l.Unit, "unit", UnknownUnit, l.Unit)
		if l.Unit != "" && l.Year != 0 && l.Number != 0 {
			once(&rule, seen, l.LetterKey, "agenda_number", fmt.Sprint(l.Number))
		}
		c.checkLetter(&rule, l)
	}
	return rule.faults
}

func (c checking) checkLetter(rule *ruling, l Letter) {
	if !l.Received.IsZero() && l.Received.Before(l.Date) {
		rule.breaks("received", ReceivedTooEarly, l.Received.String(), l.Date.String())
	}
	if l.Received.After(c.today()) {
		rule.breaks("received", InFuture, l.Received.String(), "")
	}
	if l.Secrecy.StaysInOffice() && len(l.Files) > 0 {
		rule.breaks("files", SecretFile, l.Files[0].Name, string(l.Secrecy))
	}
	seen := map[document.ID]string{}
	for _, f := range l.Files {
		if first, ok := seen[f.ID]; ok {
			rule.breaks("files", FileTwice, f.Name, first)
		}
		seen[f.ID] = f.Name
	}
}
