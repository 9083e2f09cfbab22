package apel

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/apel"
)

func TestAButtonIsForTheExcuseThatItWasShownWith(t *testing.T) {
	t.Parallel()
	o := newOffice()
	shown, _ := o.apel.pleas.open(t.Context(), by(wayan(), "41", "7"))
	grant, refuse := shown.Buttons[0][0].Args, shown.Buttons[0][1].Args
	if _, err := o.apel.pleas.grant(t.Context(), by(wayan(), grant...)); err != nil {
		t.Errorf("the one that is shown: %v", err)
	}
	reply, err := o.apel.pleas.begin(t.Context(), by(wayan(), refuse...))
	if err != nil || reply.Begin == nil {
		t.Fatalf("refuse the one that is shown: %v", err)
	}
	reply.Begin.Answers[fieldReason] = "tidak"
	if _, err := o.apel.pleas.submit(t.Context(), by(wayan()), reply.Begin.Answers); err != nil {
		t.Errorf("refuse the one that is shown: %v", err)
	}
	want := []string{`consent true to 1796540400 of 7 of 41 because ""`, `consent false to 1796540400 of 7 of 41 because "tidak"`}
	if diff := cmp.Diff(want, o.did); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	o.plea.Presence.Excuse.At, o.fails = now().AddDate(0, 0, 1), nil
	if _, err := o.apel.pleas.begin(t.Context(), by(wayan(), refuse...)); !errors.Is(err, bot.ErrStaleButton) {
		t.Errorf("refuse another one: %v, want ErrStaleButton", err)
	}
	o.fails = apel.ErrOtherExcuse
	for _, args := range [][]string{grant, grant[:2]} {
		if _, err := o.apel.pleas.grant(t.Context(), by(wayan(), args...)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("grant another one, %v: %v, want ErrStaleButton", args, err)
		}
	}
}
