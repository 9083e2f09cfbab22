package store_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/notify"
)

func (o *office) issueCard(issue announce.Issue) notify.Card {
	return notify.Card{Subject: announce.SubjectOf(issue.ID), Account: 9, MessageID: 9, Version: issue.Version}
}

// issueRedraws counts the jobs that draw the card of an issue anew.
func (o *office) issueRedraws(id announce.IssueID) int {
	o.t.Helper()
	return o.number("SELECT count(*) FROM job WHERE subject = $1", announce.SubjectOf(id).String())
}

func TestTheCardOfAnIssueIsDrawnAnewEveryThreeSecondsAtMost(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	if stale, err := o.RememberCard(t.Context(), o.issueCard(issue)); stale || err != nil {
		t.Fatalf("a card of the present version: stale %t, %v", stale, err)
	}
	sendOne := func() { o.finishCopies(done(o.claimCopies(1), notify.Sent)) }
	sendOne()
	sendOne()
	expectSame(t, "redraws at once", 0, o.issueRedraws(issue.ID))
	o.exec("UPDATE announcement_issue SET changed_at = changed_at - interval '3 seconds'")
	sendOne()
	sendOne()
	expectSame(t, "redraws after three seconds", 1, o.issueRedraws(issue.ID))
	cards, err := o.StaleCards(t.Context(), announce.SubjectOf(issue.ID))
	same(t, "stale cards", []notify.Card{o.issueCard(issue)}, cards)
	if stale, again := o.RememberCard(t.Context(), o.issueCard(issue)); !stale || err != nil || again != nil {
		t.Errorf("the old card again: stale %t, %v, %v", stale, err, again)
	}
	o.sendAll()
	expectSame(t, "redraws at the end", 2, o.issueRedraws(issue.ID))
	o.exec("UPDATE announcement_issue SET changed_at = changed_at - interval '1 hour'") // and the redraw was lost
	if n, err := o.RequeueStuck(t.Context(), time.Minute); n != 1 || err != nil {
		t.Errorf("%d are asked for again, %v, want the redraw", n, err)
	}
	if first, err := o.reads(nyoman, issue.ID); !first || err != nil {
		t.Errorf("reads: %t, %v", first, err)
	}
	if got := o.issue(issue.ID); got.Count.Read != 1 || o.issueRedraws(issue.ID) != 4 {
		t.Errorf("%d have read, %d redraws", got.Count.Read, o.issueRedraws(issue.ID))
	}
}

func TestCopiesThatAreDueAreOpenWork(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	want := func(what string, copies int) {
		t.Helper()
		open, _, err := o.OpenWork(t.Context())
		told := o.number("SELECT count(*) FROM notice WHERE state = 'PENDING' AND not_before <= $1", o.clock.Now())
		if open-told != copies || err != nil {
			t.Errorf("%s: %d copies are open work, %v; want %d", what, open-told, err, copies)
		}
	}
	issue := o.announced(o.announcement())
	want("waiting", 6)
	underWay := o.claimCopies(2)
	want("under way", 6)
	o.finishCopies(done(underWay, notify.Sent))
	want("partly sent", 4)
	o.sendAll()
	want("sent", 0)
	o.changeAnnouncement(issue.Announcement, reword)
	want("to be amended", 6)
	o.sendAll()
	want("amended", 0)
	o.clock.advance(12 * time.Hour) // 21.00
	o.announced(o.announcement())
	o.claimCopies(1) // it sees that they have to wait
	want("held", 0)
}
