package roster

import "strconv"

func (c checking) checkBalances() []Fault {
	rule := ruling{sheet: Balances}
	seen := map[BalanceKey]int{}
	for i, b := range c.Balances {
		rule.index = i
		refers(&rule, c.staff, b.NIP, "nip", UnknownEmployee, string(b.NIP))
		if b.NIP != "" && b.Year != 0 {
			once(&rule, seen, b.BalanceKey, "year", strconv.Itoa(b.Year))
		}
		if b.Year > c.today().Year() {
			rule.breaks("year", InFuture, strconv.Itoa(b.Year), "")
		}
		if b.Postponed > b.Days {
			rule.breaks("postponed", PostponedTooMany, strconv.Itoa(b.Postponed), strconv.Itoa(b.Days))
		}
	}
	return rule.faults
}
