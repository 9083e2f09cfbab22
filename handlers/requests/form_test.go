package requests

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func (o *office) Form(ctx context.Context, by staff.Actor, id request.ID) (request.Form, error) {
	view, err := o.Look(ctx, by, id)
	if err == nil && view.State.Open() {
		err = request.ErrNotDecided
	}
	return request.Form{View: view, Now: balance(), Since: calendar.NewDate(2015, time.April, 1)}, err
}

func TestTheFormOfALeaveThatWasDecidedIsSentAsAPDF(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	f := &forms{desk: o, clock: calendar.Clock{Now: func() time.Time { return now }, Zone: now.Location()}, place: "Denpasar"}
	if _, err := f.print(t.Context(), by(wayan(), "77")); !errors.Is(err, request.ErrNotDecided) {
		t.Errorf("before anybody has decided: %v", err)
	}
	o.view = viewOf(request.IsApplicant, request.ActionPrint)
	o.view.State, o.view.EndedAt = request.Approved, now
	form, err := o.Form(t.Context(), wayan(), 77)
	if filled := f.fill(form); err != nil || filled.Service != "11 tahun 7 bulan" || filled.Place != "Denpasar" || filled.Balance.Total() != 18 {
		t.Errorf("service %q, place %q, balance %d, %v", filled.Service, filled.Place, filled.Balance.Total(), err)
	}
	reply, err := f.print(t.Context(), by(wayan(), "77"))
	if err != nil || len(reply.Attachments) != 1 {
		t.Fatalf("%d files, %v", len(reply.Attachments), err)
	}
	file := reply.Attachments[0]
	content, err := file.Open(t.Context())
	if err != nil || !bytes.HasPrefix(content, []byte("%PDF")) || file.Name != "cuti-77.pdf" || file.ID != "" {
		t.Errorf("%s begins with %.8q, %v", file.Name, content, err)
	}
	if reply.Protect {
		t.Error("the form cannot be saved")
	}
	if _, err := f.print(t.Context(), by(wayan(), "x")); !errors.Is(err, bot.ErrStaleButton) {
		t.Errorf("a forged button: %v", err)
	}
}

func TestOnlyLeaveHasAForm(t *testing.T) {
	t.Parallel()
	for _, kind := range request.Kinds() {
		view := viewOf(request.IsApplicant, request.ActionPrint)
		view.State, view.Kind = request.Approved, kind
		offered := false
		for _, b := range readButtons(view) {
			offered = offered || b.Action == actionPrint
		}
		if offered != (kind == request.Leave) {
			t.Errorf("%s: offered is %t", kind, offered)
		}
	}
}
