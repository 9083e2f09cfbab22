package roster

// Tally counts what became of the records of one kind.
type Tally struct {
	Created   int
	Changed   int
	Unchanged int
}

// Total is the number of records.
func (t Tally) Total() int { return t.Created + t.Changed + t.Unchanged }

// Report is what an import did to the database. Dispositions counts the orders,
// not their branches, and Rules the rules, not their steps.
type Report struct {
	Units        Tally
	Positions    Tally
	Staff        Tally
	Assignments  Tally
	Grants       Tally
	Letters      Tally
	Dispositions Tally
	Balances     Tally
	Rules        Tally
	ApelPlaces   Tally
	Days         Tally
	ApelRules    Tally
}
