package telegramtest

import "testing"

func TestASubscriberThatSleepsIsToldOfItsLoss(t *testing.T) {
	t.Parallel()
	hub := newEventHub()
	events, stop := hub.subscribe()
	defer stop()
	for range 3 * maxBacklog { // more than the backlog, whenever the subscriber last looked
		hub.publish(Event{Kind: EventUpdate})
	}
	last := int64(0)
	for e := range events {
		if e.Kind == EventLost {
			last = -1
			continue
		}
		if last == -1 {
			if e.Seq < maxBacklog {
				t.Errorf("after the loss comes event %d, which is not among the newest", e.Seq)
			}
			return
		}
		last = e.Seq
	}
	t.Error("nothing was lost")
}
