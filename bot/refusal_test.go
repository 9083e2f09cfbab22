package bot

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

// reasons are why taps were refused, as written down.
func (r *rig) reasons() []string {
	return locked(r.office, func(o *office) []string {
		reasons := []string{}
		for _, line := range o.audits {
			if line.Action == audit.ActionRefused {
				reasons = append(reasons, line.Facts["reason"])
			}
		}
		return reasons
	})
}

func TestForgedArgumentsAndAnswersAreWrittenDown(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(rt *Router) {
		reportForm(&desk{})(rt)
		rt.Action("open", staff.Everyone, func(context.Context, *Request) (Reply, error) { return Reply{}, ErrStaleButton })
	})
	r.receive(t)
	begun(t, r)
	question := heardLast(r.wayan)
	draft, err := DecodeCallback(question.Buttons[0][0].Data)
	if err != nil {
		t.Fatal(err)
	}
	forged, err := Callback{Action: actionAnswer, Args: []string{"huge"}, Draft: draft.Draft}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for data, toast := range map[string]string{"open|999": "!" + ErrStaleButton.Error(), forged: "!" + ErrUseButtons.Error()} {
		answer, err := r.wayan.TapForced(t.Context(), question.ID, data)
		if err != nil || answer.Toast != toast {
			t.Errorf("%s is answered with %q (%v), want %q", data, answer.Toast, err, toast)
		}
	}
	r.wayan.Send("huge") // typed: nobody forged anything
	hears(t, r.wayan, "!"+ErrUseButtons.Error()+"\n\nwhich kind?")
	got := r.reasons()
	slices.Sort(got)
	if diff := cmp.Diff([]string{"bad arguments", "bad arguments"}, got); diff != "" {
		t.Errorf("written down: %s", diff)
	}
}

func TestTapInAGroupIsWrittenDown(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) { rt.Action("open", staff.Everyone, say("opened")) })
	group := r.telegram.Group("Kantor", r.wayan)
	group.Send(r.wayan, "/start@"+r.telegram.Username())
	m, err := group.Next(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answer, err := group.TapForced(t.Context(), r.wayan, m.ID, "open")
	if err != nil || answer.Toast != "!"+ErrPrivateOnly.Error() {
		t.Errorf("answered with %q (%v)", answer.Toast, err)
	}
	r.office.set(func(o *office) { o.refused = 1 }) // too fast: not written down
	if _, err := group.TapForced(t.Context(), r.wayan, m.ID, "open"); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"group"}, r.reasons()); diff != "" {
		t.Errorf("written down: %s", diff)
	}
}

func TestWhoHasLeftCannotWriteDownRefusalsWithoutEnd(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	r.office.set(func(o *office) { o.inactive[staff.AccountID(r.wayan.ID())], o.refused = true, 3 })
	for range 4 {
		if _, err := r.wayan.TapForced(t.Context(), m.ID, "open"); err != nil {
			t.Error(err)
		}
	}
	if diff := cmp.Diff([]string{"inactive"}, r.reasons()); diff != "" {
		t.Errorf("written down: %s", diff)
	}
}
