package roster

import "github.com/gelis-bali/gelis/domain/calendar"

func (c checking) checkDispositions() []Fault {
	rule := ruling{sheet: Dispositions}
	seen := map[string]int{}
	known, edited := c.knownOrders()
	here := c.branches()
	for i, d := range c.Dispositions {
		rule.index = i
		if !once(&rule, seen, d.Code, "code", d.Code) {
			continue
		}
		if edited[d.Code] {
			rule.breaks("code", Edited, d.Code, "")
		}
		if known[d.Code] {
			continue // it is left as it is, whatever became of the line since
		}
		refers(&rule, c.letters, d.Letter, "letter", UnknownLetter, d.Letter.String())
		refers(&rule, c.line, d.From, "from", UnknownPosition, d.From)
		refers(&rule, c.staff, d.By, "by", UnknownEmployee, string(d.By))
		for _, label := range d.Instructions {
			refers(&rule, c.labels, label, "instructions", UnknownLabel, label)
		}
		if d.Parent.Disposition != "" && d.From != "" {
			c.checkParent(&rule, d, here[d.Parent])
		}
		c.checkDays(&rule, d)
		c.checkRecipients(&rule, d)
	}
	return rule.faults
}

// checkParent looks at the branch that a disposition hands on. The roster has
// to bring it again if the database knows it: by [Office.Settle] it moves on.
func (c checking) checkParent(rule *ruling, d Disposition, branch *Branch) {
	parent, inDatabase := c.sentTo[d.Parent], c.known.Branches[d.Parent]
	switch {
	case branch == nil:
		rule.breaks("parent", UnknownParent, d.Parent.Disposition, d.From)
	case parent.Copy:
		rule.breaks("parent", ParentIsCopy, d.Parent.Disposition, d.From)
	case parent.Letter != d.Letter:
		rule.breaks("letter", OtherLetter, d.Letter.String(), parent.Letter.String())
	case inDatabase.State.Closed():
		rule.breaks("parent", ParentClosed, d.Parent.Disposition, string(inDatabase.State))
	}
}

func (c checking) checkDays(rule *ruling, d Disposition) {
	if d.SentAt.IsZero() {
		return
	}
	sent := calendar.DateOf(d.SentAt, c.at.Zone)
	if d.SentAt.After(c.at.Now) {
		rule.breaks("sent_at", InFuture, c.instant(d.SentAt), "")
	}
	if received := c.letters[d.Letter].received; sent.Before(received) {
		rule.breaks("sent_at", SentBeforeLetter, c.instant(d.SentAt), received.String())
	}
	for _, b := range d.Branches {
		if !b.Deadline.IsZero() && b.Deadline.Before(sent) {
			rule.breaks("deadline", DueBeforeSent, b.Deadline.String(), sent.String())
			return // the row has one deadline for all
		}
	}
}

// checkRecipients looks at whom a disposition goes to: only downward in the
// line, at any depth.
func (c checking) checkRecipients(rule *ruling, d Disposition) {
	seen := map[string]bool{}
	for _, b := range d.Branches {
		field := "recipients"
		if b.Copy {
			field = "cc"
		}
		_, known := c.line[b.To]
		_, from := c.line[d.From]
		switch {
		case seen[b.To]:
			rule.breaks(field, RecipientTwice, b.To, "")
		case !known:
			rule.breaks(field, UnknownPosition, b.To, "")
		case from && !c.line.isBelow(b.To, d.From):
			rule.breaks(field, NotBelow, b.To, d.From)
		}
		seen[b.To] = true
	}
}

// knownOrders are the codes of dispositions that the database knows already,
// and of those the edited ones: it knows them with other recipients or for
// another letter.
func (c checking) knownOrders() (known, edited map[string]bool) {
	brought := map[BranchKey]KnownBranch{}
	codes := map[string]bool{}
	for _, d := range c.Dispositions {
		codes[d.Code] = true
		for _, b := range d.Branches {
			brought[d.Key(b.To)] = KnownBranch{Letter: d.Letter, Copy: b.Copy}
		}
	}
	known, edited = map[string]bool{}, map[string]bool{}
	for key, b := range c.known.Branches {
		if !codes[key.Disposition] {
			continue
		}
		known[key.Disposition] = true
		now, ok := brought[key]
		edited[key.Disposition] = edited[key.Disposition] || !ok || now.Letter != b.Letter || now.Copy != b.Copy
	}
	for key := range brought {
		if _, ok := c.known.Branches[key]; !ok && known[key.Disposition] {
			edited[key.Disposition] = true
		}
	}
	return known, edited
}

// reportStays reports whether the branch's letter may not travel, and so
// neither may what is written about it.
func (c checking) reportStays(key BranchKey) bool {
	return c.letters[c.sentTo[key].Letter].Secrecy.StaysInOffice()
}
