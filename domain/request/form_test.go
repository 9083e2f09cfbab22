package request_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/request"
)

func TestALeaveIsPrintedOnceItWasDecided(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	by := actor(o.line, wayan)
	_, err := o.Form(t.Context(), by, id)
	sameError(t, err, request.ErrNotDecided)
	o.must(t, rai, id, request.Approve)
	o.must(t, sukarmi, id, request.Approve)
	form, err := o.Form(t.Context(), by, id)
	if err != nil {
		t.Fatal(err)
	}
	books := o.books(wayan, 0)
	same(t, "request", form.ID, id)
	same(t, "balance after it", form.Now, books.Record().Balance(2026))
	same(t, "service", form.Since, day(2010, time.January, 1))
}

func TestTheFormIsForThoseWhoSeeTheRequest(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, annual()).ID
	o.must(t, rai, id, request.Approve)
	o.must(t, sukarmi, id, request.Approve)
	_, err := o.Form(t.Context(), actor(o.line, putu), id)
	sameError(t, err, request.ErrNotYours)
	_, err = o.Form(t.Context(), actor(o.line, gunung), id)
	sameError(t, err, nil)
}

func TestOtherRequestsThanLeaveHaveNoForm(t *testing.T) {
	t.Parallel()
	o := open()
	id := o.sent(t, wayan, late()).ID
	o.must(t, rai, id, request.Approve)
	_, err := o.Form(t.Context(), actor(o.line, wayan), id)
	sameError(t, err, request.ErrNotYours)
}
