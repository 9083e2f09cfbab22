package store_test

import (
	"errors"
	"slices"
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
	batches := make([][]announce.CopyID, 3)
	errs := atOnce(3, func(i int) error {
		for {
			copies, err := o.ClaimCopies(t.Context(), 16, lease)
			if err != nil || len(copies) == 0 {
				return err
			}
			for _, c := range copies {
				batches[i] = append(batches[i], c.ID)
			}
			if err := o.FinishCopies(t.Context(), done(copies, notify.Sent)); err != nil {
				return err
			}
		}
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	claimed := slices.Sorted(slices.Values(slices.Concat(batches...)))
	expectSame(t, "claimed", people, len(claimed))
	expectSame(t, "different ones", people, len(slices.Compact(claimed)))
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

// turnOnAndOff stops an issue and lets it go on.
func (o *office) turnOnAndOff(id announce.IssueID) error {
	var errs []error
	for _, to := range []announce.IssueState{announce.Stopped, announce.Sending} {
		_, err := o.UpdateIssue(o.t.Context(), id, func(i *announce.Issue, _ announce.Announcement) (announce.Decision, error) {
			if i.State != announce.Done {
				i.State = to
			}
			return announce.Decision{}, nil
		})
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// editThenWithdraw changes an announcement, in the 20th round for good.
func (o *office) editThenWithdraw(id announce.ID, round int) error {
	_, err := o.UpdateAnnouncement(o.t.Context(), id, func(a *announce.Announcement, _ []announce.Issue) (announce.Decision, error) {
		a.Content.HTML += "."
		a.Withdrawn = round == 19
		return announce.Decision{}, nil
	})
	return err
}

// sendSome sends a batch, to all outcomes in turn.
func (o *office) sendSome(round int) error {
	copies, err := o.ClaimCopies(o.t.Context(), 8, lease)
	if err != nil {
		return err
	}
	outcomes := []notify.Outcome{notify.Sent, notify.Sent, notify.Gone, notify.Later}
	return o.FinishCopies(o.t.Context(), done(copies, outcomes[round%len(outcomes)]))
}

func TestToStopAndToChangeWhileItIsSentBlocksNobody(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.crowd(294)
	issue := o.announced(o.announcement())
	acts := []func(round int) error{
		func(int) error { return o.turnOnAndOff(issue.ID) },
		func(round int) error { return o.editThenWithdraw(issue.Announcement, round) },
		o.sendSome, o.sendSome, o.sendSome,
	}
	errs := atOnce(len(acts), func(i int) error {
		var err error
		for round := 0; round < 20 && err == nil; round++ {
			err = acts[i](round)
		}
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	o.sendAll()
	got := o.issue(issue.ID)
	if got.State != announce.Done || got.Count.Waiting != 0 || got.Count.Editing != 0 || got.Count.People != 300 {
		t.Errorf("at the end %s, %+v", got.State, got.Count)
	}
}
