package bot

import "testing"

func TestAnUpdateThatIsFinishedWhileAPollIsUnderWayIsNotTakenInAgain(t *testing.T) {
	t.Parallel()
	w := newWindow()
	offset := w.offset(true) // a poll begins while update 7 is unfinished
	e := w.admit(7)
	w.confirmed(offset)
	offset = w.offset(true)
	w.finish(e) // it is finished while the next poll is under way
	w.confirmed(offset)
	if w.admit(7) != nil {
		t.Fatal("the poll that was under way brought the update again, and it was taken in")
	}
	offset = w.offset(true) // this poll confirms it
	if offset != 8 {
		t.Fatalf("the next poll begins at %d, want 8", offset)
	}
	w.confirmed(offset)
	if w.admit(7) == nil {
		t.Fatal("after it was confirmed the name is free again, but it was not taken in")
	}
}
