package roster

import (
	"time"

	"github.com/gelis-bali/gelis/domain/disposition"
)

func (c checking) checkProgress(progress []Progress) []Fault {
	rule := ruling{sheet: Branches}
	own, children, sent := c.branches(), c.children(), c.sent()
	seen := map[BranchKey]int{}
	for i, p := range progress {
		rule.index = i
		if p.Disposition == "" || p.Position == "" || !once(&rule, seen, p.BranchKey, "recipient", p.Position) {
			continue
		}
		refers(&rule, c.staff, p.By, "by", UnknownEmployee, string(p.By))
		sentAt, here := sent[p.Disposition]
		switch branch := own[p.BranchKey]; {
		case !here:
			rule.breaks("disposition", NotInRoster, p.Disposition, "")
		case branch == nil:
			rule.breaks("recipient", NotRecipient, p.Position, p.Disposition)
		default:
			c.checkState(&rule, p, branch.Copy, children[p.BranchKey])
			c.checkMoments(&rule, p, sentAt)
			c.checkWords(&rule, p)
		}
	}
	return rule.faults
}

// sent tells when each disposition was sent.
func (c checking) sent() map[string]time.Time {
	sent := map[string]time.Time{}
	for _, d := range c.Dispositions {
		sent[d.Code] = d.SentAt
	}
	return sent
}

func (c checking) checkState(rule *ruling, p Progress, isCopy bool, children []Disposition) {
	forwarded := p.State == disposition.StateForwarded
	switch {
	case isCopy && p.State != "" && p.State != disposition.StateSent && p.State != disposition.StateRead:
		rule.breaks("state", CopyHasNoProgress, string(p.State), "")
	case len(children) > 0 && p.State != "" && !forwarded:
		rule.breaks("state", WasForwarded, string(p.State), children[0].Code)
	case len(children) == 0 && forwarded:
		rule.breaks("state", NotForwarded, string(p.State), p.Disposition)
	case p.By == "" && p.State != "" && p.State != disposition.StateSent && !forwarded:
		rule.breaks("by", ActorMissing, "", string(p.State))
	case p.State == disposition.StateReturned && c.reportStays(p.BranchKey):
		rule.breaks("state", ReturnStays, string(p.State), "")
	}
}

// checkMoments looks at the order of what happened.
func (c checking) checkMoments(rule *ruling, p Progress, sent time.Time) {
	if p.State == "" {
		return
	}
	before, what := sent, "sent_at"
	for _, m := range p.moments() {
		switch {
		case m.at.IsZero() && m.need:
			rule.breaks(m.field, MomentMissing, "", string(p.State))
		case m.at.IsZero():
			continue
		case !m.may:
			rule.breaks(m.field, MomentSuperfluous, c.instant(m.at), string(p.State))
		case m.at.Before(before):
			rule.breaks(m.field, OutOfOrder, c.instant(m.at), what)
		case m.at.After(c.at.Now):
			rule.breaks(m.field, InFuture, c.instant(m.at), "")
		}
		if m.at.After(before) {
			before, what = m.at, m.field
		}
	}
}

// checkWords looks at what was written: a report with what is done, a reason
// with what was returned, neither about a letter that stays in the office.
func (c checking) checkWords(rule *ruling, p Progress) {
	done, returned := p.State == disposition.StateDone, p.State == disposition.StateReturned
	stays := c.reportStays(p.BranchKey)
	switch {
	case stays && p.Report != "":
		rule.breaks("report", ReportStays, p.Report, "")
	case done && !stays && p.Report == "":
		rule.breaks("report", ReportMissing, "", "")
	case !done && p.Report != "" && p.State != "":
		rule.breaks("report", ReportTooEarly, p.Report, string(p.State))
	}
	switch {
	case returned && p.Reason == "":
		rule.breaks("reason", ReasonMissing, "", "")
	case !returned && p.Reason != "" && p.State != "":
		rule.breaks("reason", ReasonTooEarly, p.Reason, string(p.State))
	}
}

func (c checking) instant(t time.Time) string {
	return t.In(c.at.Zone).Format("2006-01-02 15:04")
}
