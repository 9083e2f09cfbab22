package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/notify"
)

func TestThreeWhoClaimAtOnceNeverHaveTheSameCopy(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	const people = 600
	o.crowd(people - 6)
	issue := o.announced(o.announcement())
	var mu sync.Mutex
	seen := map[announce.CopyID]int{}
	errs := atOnce(3, func(int) error {
		for {
			copies, err := o.ClaimCopies(t.Context(), 16, lease)
			if err != nil || len(copies) == 0 {
				return err
			}
			mu.Lock()
			for _, c := range copies {
				seen[c.ID]++
			}
			mu.Unlock()
			if err := o.FinishCopies(t.Context(), done(copies, notify.Sent)); err != nil {
				return err
			}
		}
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	expectSame(t, "copies", people, len(seen))
	for id, times := range seen {
		if times != 1 {
			t.Errorf("copy %d was claimed %d times", id, times)
		}
	}
	expectSame(t, "claimed when all is out", 0, len(o.claimCopies(9)))
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: people, Sent: people})
	expectSame(t, "told", 1, o.toldOf(issue.ID))
	if n := o.issue(issue.ID).Version; n > 8 {
		t.Errorf("the author's card had %d versions within seconds", n)
	}
}

func TestWhatAKilledProcessHadIsUnknownAfterItsLease(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.crowd(94)
	issue := o.announced(o.announcement())
	killed, err := o.ClaimCopies(t.Context(), 30, time.Microsecond) // over by the next claim
	if err != nil || len(killed) != 30 {
		t.Fatalf("claimed %d, %v", len(killed), err)
	}
	expectSame(t, "sent by the others", 70, o.sendAll())
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 100, Sent: 70, Unknown: 30})
	o.finishCopies(done(killed[:10], notify.Sent)) // it was not killed but slow
	o.wantCount("what was known later", issue.ID, announce.Done, announce.Count{People: 100, Sent: 80, Unknown: 20})
	expectSame(t, "told", 1, o.toldOf(issue.ID))
}

func TestToStopAndToChangeWhileItIsSentBlocksNobody(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.crowd(294)
	issue := o.announced(o.announcement())
	state := func(to announce.IssueState) error {
		_, err := o.UpdateIssue(t.Context(), issue.ID, func(i *announce.Issue, _ announce.Announcement) (announce.Decision, error) {
			if i.State == announce.Sending || i.State == announce.Stopped {
				i.State = to
			}
			return announce.Decision{}, nil
		})
		return err
	}
	errs := atOnce(5, func(i int) error {
		for round := range 20 {
			var err error
			switch i {
			case 0:
				err = errors.Join(state(announce.Stopped), state(announce.Sending))
			case 1:
				_, err = o.UpdateAnnouncement(t.Context(), issue.Announcement, func(a *announce.Announcement, _ []announce.Issue) (announce.Decision, error) {
					a.Content.HTML += "."
					a.Withdrawn = round == 19
					return announce.Decision{}, nil
				})
			default:
				var copies []announce.Copy
				if copies, err = o.ClaimCopies(t.Context(), 8, lease); err == nil {
					outcome := []notify.Outcome{notify.Sent, notify.Sent, notify.Gone, notify.Later}[(round+i)%4]
					err = o.FinishCopies(t.Context(), done(copies, outcome))
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if err := state(announce.Sending); err != nil {
		t.Fatal(err)
	}
	o.sendAll()
	got := o.issue(issue.ID)
	if got.State != announce.Done || got.Count.Waiting != 0 || got.Count.Editing != 0 || got.Count.People != 300 {
		t.Errorf("at the end %s, %+v", got.State, got.Count)
	}
}
