package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// changeAnnouncement changes one as its author would.
func (o *office) changeAnnouncement(id announce.ID, change func(*announce.Announcement)) {
	o.t.Helper()
	line := audit.Entry{At: o.clock.Now(), Action: audit.LinkMade}
	_, err := o.UpdateAnnouncement(o.t.Context(), id, func(a *announce.Announcement, _ []announce.Issue) (announce.Decision, error) {
		change(a)
		return announce.Decision{Audit: []audit.Entry{line}}, nil
	})
	if err != nil {
		o.t.Fatalf("change announcement %d: %v", id, err)
	}
}

func reword(a *announce.Announcement) { a.Content.HTML = "Rapat pukul 10" }

func withdraw(a *announce.Announcement) { a.Withdrawn = true }

func TestANewWordingReachesEveryCopy(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	o.finishCopies(done(o.claimCopies(2), notify.Sent))
	underWay := o.claimCopies(1)
	o.changeAnnouncement(issue.Announcement, reword)
	o.finishCopies(done(underWay, notify.Sent)) // with the old wording
	tasks := map[announce.Task]int{}
	for {
		copies := o.claimCopies(2)
		if len(copies) == 0 {
			break
		}
		for _, c := range copies {
			tasks[c.Task]++
			if c.Announcement.Content.HTML != "Rapat pukul 10" || c.Task == announce.Amend && (len(c.Messages) != 1 || c.SentAt.IsZero()) {
				t.Errorf("%s: %+v", c.Task, c)
			}
		}
		o.finishCopies(done(copies, notify.Sent))
	}
	same(t, "tasks", map[announce.Task]int{announce.Deliver: 3, announce.Amend: 3}, tasks)
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Sent: 6})
	expectSame(t, "told", 1, o.toldOf(issue.ID))
	o.changeAnnouncement(issue.Announcement, func(a *announce.Announcement) { a.Content.HTML = "Rapat pukul 11" })
	expectSame(t, "still to be amended", 6, o.issue(issue.ID).Count.Editing)
	lost := o.claimCopies(2)
	o.exec("UPDATE announcement_copy SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL")
	expectSame(t, "amended, also what a process that was killed had", 6, o.sendAll())
	o.finishCopies(done(lost, notify.Defect)) // it was only slow
	o.wantCount("amended after the end", issue.ID, announce.Done, announce.Count{People: 6, Sent: 6})
	expectSame(t, "open issues", 0, o.number("SELECT count(*) FROM announcement_issue WHERE state = 'DIKIRIM' OR amending"))
}

func TestWhatIsWithdrawnIsRetractedAndGoesOutNoMore(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	o.finishCopies(done(o.claimCopies(2), notify.Sent))
	underWay := o.claimCopies(2)
	later, _, err := o.AddIssue(t.Context(), announce.Issue{Announcement: issue.Announcement, Due: o.clock.Now().Add(time.Hour), State: announce.Scheduled})
	if err != nil {
		t.Fatal(err)
	}
	o.changeAnnouncement(issue.Announcement, withdraw)
	finished := done(underWay, notify.Sent)
	finished[1].Outcome, finished[1].Retry = notify.Later, time.Nanosecond
	o.finishCopies(finished)
	copies := o.claimCopies(9)
	if len(copies) != 3 || copies[0].Task != announce.Retract {
		t.Fatalf("claimed %+v, want to retract three", copies)
	}
	o.finishCopies(done(copies, notify.Sent))
	expectSame(t, "claimed afterwards", 0, len(o.claimCopies(9)))
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Withdrawn: 6})
	expectSame(t, "what was to come", announce.Dropped, o.issue(later.ID).State)
	expectSame(t, "told of the end of what was withdrawn", 0, o.toldOf(issue.ID))
}

func TestWhoComesBackWithinADayGetsItAndNothingOlder(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	blocked := staff.AccountID(o.employee(nyoman)) + 1000
	if err := o.SetReachable(t.Context(), blocked, false); err != nil {
		t.Fatal(err)
	}
	old := o.announced(o.announcement())
	o.sendAll()
	o.clock.advance(24 * time.Hour)
	fresh := o.announced(o.announcement())
	o.sendAll()
	expectSame(t, "out of reach", 1, o.issue(fresh.ID).Count.Unreachable)
	o.changeAnnouncement(fresh.Announcement, reword)
	o.sendAll()
	o.clock.advance(time.Hour)
	for range 2 {
		if err := o.SetReachable(t.Context(), blocked, true); err != nil {
			t.Fatal(err)
		}
		o.sendAll()
		if err := o.SetReachable(t.Context(), blocked, false); err != nil {
			t.Fatal(err)
		}
	}
	o.wantCount("yesterday's", old.ID, announce.Done, announce.Count{People: 6, Sent: 5, Unreachable: 1})
	o.wantCount("today's", fresh.ID, announce.Done, announce.Count{People: 6, Sent: 6})
	expectSame(t, "told of today's", 1, o.toldOf(fresh.ID))
	expectSame(t, "attempts at who came back", 1, o.number(`SELECT attempt FROM announcement_copy WHERE issue_id = $1 AND employee_id = $2`,
		int64(fresh.ID), int64(o.employee(nyoman))))
}

func TestAMessageThatIsBehindIsAmendedWhenItsReaderIsBack(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	a := o.announcement()
	a.Scope = staff.Scope{People: []staff.EmployeeID{o.employee(nyoman)}}
	issue := o.announced(a)
	o.sendAll()
	o.changeAnnouncement(issue.Announcement, withdraw)
	o.finishCopies(done(o.claimCopies(9), notify.Gone))
	expectSame(t, "claimed of who has blocked the bot", 0, len(o.claimCopies(9)))
	o.wantCount("not retracted", issue.ID, announce.Done, announce.Count{People: 1, Sent: 1})
	if err := o.SetReachable(t.Context(), staff.AccountID(o.employee(nyoman))+1000, true); err != nil {
		t.Fatal(err)
	}
	expectSame(t, "retracted", 1, o.sendAll())
	o.wantCount("retracted", issue.ID, announce.Done, announce.Count{People: 1, Withdrawn: 1})
}

func TestWhoBlockedTheBotBeforeItsTurnIsNotCalled(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	if err := o.SetReachable(t.Context(), staff.AccountID(o.employee(nyoman))+1000, false); err != nil {
		t.Fatal(err)
	}
	o.exec("UPDATE employee SET active = false WHERE nip = $1", putu)
	expectSame(t, "sent", 4, o.sendAll())
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Sent: 4, Unreachable: 2})
}

func TestSomebodyWhoCameBackMeanwhileIsTriedAgain(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	copies := o.claimCopies(6)
	if err := o.SetReachable(t.Context(), copies[0].Account, true); err != nil {
		t.Fatal(err)
	}
	o.finishCopies(done(copies[:1], notify.Gone))
	again := o.claimCopies(6)
	if len(again) != 1 || again[0].ID != copies[0].ID {
		t.Errorf("claimed %+v, want the copy of who is back", again)
	}
	o.finishCopies(done(append(again, copies[1:]...), notify.Sent))
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Sent: 6})
}

func TestAnIssueIsAddedOnceForItsInstant(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	a, _, err := o.AddAnnouncement(t.Context(), o.announcement(), nil, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	due := o.clock.Now().Add(time.Hour).UTC()
	errs := atOnce(8, func(int) error {
		_, added, err := o.AddIssue(t.Context(), announce.Issue{Announcement: a.ID, Due: due, State: announce.Scheduled})
		if err == nil && !added {
			return errors.New("there already")
		}
		return err
	})
	expectSame(t, "added", 1, succeeded(errs))
	missed, added, err := o.AddIssue(t.Context(), announce.Issue{Announcement: a.ID, Due: due.Add(time.Hour), State: announce.Missed})
	if err != nil || !added {
		t.Fatalf("one that was missed: %t, %v", added, err)
	}
	instants, err := o.ScheduledAfter(t.Context(), o.clock.Now(), 9)
	same(t, "instants", []time.Time{due}, instants)
	early, earlyErr := o.DueIssues(t.Context(), due.Add(-1))
	issues, err2 := o.DueIssues(t.Context(), due)
	if err := errors.Join(err, earlyErr, err2); err != nil || len(early) != 0 || len(issues) != 1 {
		t.Fatalf("due are %d and then %d, %v; want none, then one", len(early), len(issues), err)
	}
	begun := atOnce(4, func(int) error { return o.BeginIssue(t.Context(), issues[0].ID, announce.OfficeHours(wita())) })
	expectSame(t, "begun", 4, succeeded(begun))
	expectSame(t, "copies", 6, o.number("SELECT count(*) FROM announcement_copy"))
	// Its author sends what was missed all the same.
	sent, err := o.UpdateIssue(t.Context(), missed.ID, func(i *announce.Issue, _ announce.Announcement) (announce.Decision, error) {
		i.State = announce.Sending
		return announce.Decision{}, nil
	})
	if err != nil || sent.Count.Waiting != 6 {
		t.Errorf("what was missed has %+v, %v; want six that wait", sent.Count, err)
	}
	expectSame(t, "sent", 12, o.sendAll())
}
