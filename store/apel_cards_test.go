package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// stale are the messages of the cards of a subject that are behind.
func (o *office) stale(s notify.Subject) []int {
	o.t.Helper()
	cards, err := o.StaleCards(o.t.Context(), s)
	if err != nil {
		o.t.Fatal(err)
	}
	var messages []int
	for _, c := range cards {
		messages = append(messages, c.MessageID)
	}
	slices.Sort(messages)
	return messages
}

// redrawn are the subjects whose cards are to be drawn anew since the last time that this was asked.
func (o *office) redrawn() []string {
	o.t.Helper()
	defer o.exec("DELETE FROM job")
	return o.texts("SELECT DISTINCT subject FROM job WHERE subject IS NOT NULL ORDER BY subject")
}

// openCards is an event with the cards of two who are expected, of somebody who is not, and of a superior: messages 1 to 4.
func openCards(t *testing.T) (o *office, id apel.EventID, mine staff.AccountID) {
	t.Helper()
	o, id = openAll(t)
	mine = o.actor(nyoman).Account
	theirs := o.actor(putu).Account
	version := apel.CardVersion(o.loadEvent(id), new(o.presence(id)))
	for _, c := range []notify.Card{
		{Subject: apel.SubjectOf(id), Account: mine, MessageID: 1, Version: version},
		{Subject: apel.SubjectOf(id), Account: theirs, MessageID: 2, Version: version},
		{Subject: apel.SubjectOf(id), Account: 5, MessageID: 3, Version: 1},
		{Subject: apel.SubjectOfPlea(id, o.employee(nyoman)), Account: theirs, MessageID: 4, Version: 1},
	} {
		if stale, err := o.RememberCard(t.Context(), c); stale || err != nil {
			t.Fatalf("card %d: stale %t, %v", c.MessageID, stale, err)
		}
	}
	o.redrawn()
	return o, id, mine
}

func TestACardOfAnEventFollowsItsReader(t *testing.T) {
	t.Parallel()
	o, id, mine := openCards(t)
	event, plea := apel.SubjectOf(id), apel.SubjectOfPlea(id, o.employee(nyoman))
	both := []string{event.String(), plea.String()}
	if err := o.come(id, nyoman, mine); err != nil {
		t.Fatal(err)
	}
	same(t, "behind", [][]int{{1}, {4}}, [][]int{o.stale(event), o.stale(plea)})
	same(t, "redraws", both, o.redrawn())
	late, err := o.RememberCard(t.Context(), notify.Card{Subject: event, Account: mine, MessageID: 1, Version: 2})
	if !late || err != nil {
		t.Errorf("a card that was drawn before: stale %t, %v", late, err)
	}
	o.exec("UPDATE apel_presence SET changed_at = changed_at - interval '1 hour'")
	if _, err := o.RequeueStuck(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	same(t, "redraws that were lost", both, o.redrawn())
	of, who := apel.OfPlea(plea)
	same(t, "what the plea is of", []int64{int64(id), int64(o.employee(nyoman))}, []int64{int64(of), int64(who)})
}

func TestCardsOfAnEventFollowIt(t *testing.T) {
	t.Parallel()
	o, id, _ := openCards(t)
	event := apel.SubjectOf(id)
	if err := o.settle(id); err != nil {
		t.Fatal(err)
	}
	same(t, "behind", []int{1, 2, 3}, o.stale(event))
	same(t, "redraws", []string{event.String()}, o.redrawn())
	o.exec("UPDATE apel_event SET changed_at = changed_at - interval '1 hour'")
	if _, err := o.RequeueStuck(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	same(t, "redraws that were lost", []string{event.String()}, o.redrawn())
}

func TestACardOfSomebodyWhoLeftTheAudienceIsBehind(t *testing.T) {
	t.Parallel()
	o, id, _ := openCards(t)
	o.exec("UPDATE apel_event SET everyone = false, people = ARRAY[$1::bigint]", int64(o.employee(putu)))
	o.expect(id)
	same(t, "behind", []int{1}, o.stale(apel.SubjectOf(id)))
}
