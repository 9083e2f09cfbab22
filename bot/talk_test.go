package bot

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestCommandsAreUnderstoodAsPeopleTypeThem(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "halo", For: staff.Everyone, Handler: func(_ context.Context, r *Request) (Reply, error) {
			return Reply{Text: says("hello " + r.Argument)}, nil
		}})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	for sent, want := range map[string]string{
		"/halo":                          "hello",
		"/HaLo Bali":                     "hello Bali",
		"/halo@" + r.telegram.Username(): "hello",
		"/halo@gelisbalibot  dua  kata ": "hello dua  kata",
		"\u200b/halo":                    "hello",
		"/halo@OtherBot":                 "what?",
		"/unknown":                       "what?",
		"halo":                           "what?",
		"/":                              "what?",
	} {
		r.wayan.Send(sent)
		if m := heard(t, r.wayan); strings.TrimSpace(m.Plain) != want {
			t.Errorf("%q is answered with %q, want %q", sent, m.Plain, want)
		}
	}
}

func TestStrangersAndFormerStaffGetOneSentenceAndNothingElse(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "rahasia", For: staff.Everyone, Handler: say("secret")})
		rt.Command(Command{Name: "start", For: staff.Anyone, Handler: say("welcome")})
		rt.Action("open", staff.Everyone, say("opened"))
	})
	r.asing.Start()
	hears(t, r.asing, "welcome")
	r.asing.Send("/rahasia")
	hears(t, r.asing, "who are you?")
	m := r.asing.Send("hello?")
	hears(t, r.asing, "who are you?")
	answer, err := r.asing.TapForced(t.Context(), m.ID, "open")
	if err != nil || answer.Toast != "!"+staff.ErrUnknownAccount.Error() {
		t.Errorf("a stranger's tap is answered with %q (%v)", answer.Toast, err)
	}
	r.office.set(func(o *office) { o.inactive[staff.AccountID(r.wayan.ID())] = true })
	r.wayan.Start()
	hears(t, r.wayan, "!"+staff.ErrInactive.Error())
	answer, err = r.wayan.TapForced(t.Context(), m.ID, "open")
	if err != nil || answer.Toast != "!"+staff.ErrInactive.Error() {
		t.Errorf("a tap of somebody who has left is answered with %q (%v)", answer.Toast, err)
	}
	r.settled(t)
	if lines := locked(r.office, func(o *office) []audit.Entry { return o.audits }); len(lines) != 2 {
		t.Errorf("audited %+v, want both taps", lines)
	}
}

func TestCommandOfAnotherAudienceIsRefused(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "agenda", For: staff.Clerks, Handler: say("agenda")})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.wayan.Send("/agenda")
	hears(t, r.wayan, "!"+staff.ErrNotAllowed.Error())
}

func TestTapEditsTheMessageInPlaceAfterAnsweringTheTap(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("list"), Buttons: [][]Button{{{Label: says("Open <1>"), Action: "open", Args: []string{"1", "x"}, Style: Primary}}}}, nil
		}})
		rt.Action("open", staff.Everyone, func(_ context.Context, r *Request) (Reply, error) {
			return Reply{Text: says("card " + strings.Join(r.Args, "+")), Edit: true, Toast: says("here & now")}, nil
		})
	})
	r.wayan.Start()
	list := hears(t, r.wayan, "list")
	if b := list.Buttons[0][0]; b.Text != "Open <1>" || b.Data != "open|1|x" || b.Style != "primary" {
		t.Errorf("button is %+v", b)
	}
	taps(t, r.wayan, "Open <1>", "here & now")
	if card := hears(t, r.wayan, "card 1+x"); card.ID != list.ID || len(card.Buttons) != 0 {
		t.Errorf("card is message %d with %d buttons, want %d with none", card.ID, len(card.Buttons), list.ID)
	}
	methods := []string{}
	for _, c := range r.telegram.Calls(telegramCalls(r.wayan.ID())) {
		methods = append(methods, c.Method)
	}
	if want := []string{"sendMessage", "editMessageText"}; !cmp.Equal(methods, want) {
		t.Errorf("calls %v, want %v", methods, want)
	}
}

func TestForgedAndStaleTapsAreRefusedWithAToastAndAudited(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Action("clerk.only", staff.Clerks, say("never"))
	})
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	cases := map[string]string{
		"gone.since.deploy|3":                    "!" + ErrStaleButton.Error(),
		"\x00\xff":                               "!" + ErrStaleButton.Error(),
		"=#aaaaaaaaaaaa.1|yes":                   "!" + ErrStaleDraft.Error(),
		"clerk.only":                             "!" + staff.ErrNotAllowed.Error(),
		"' or 1=1 --":                            "!" + ErrStaleButton.Error(),
		"~#aaaaaaaaaaaa.1|x|y|z":                 "!" + ErrStaleDraft.Error(),
		strings.Repeat("a", 60) + "\u202e" + "b": "!" + ErrStaleButton.Error(),
	}
	for data, want := range cases {
		answer, err := r.wayan.TapForced(t.Context(), m.ID, data)
		if err != nil || answer.Toast != want {
			t.Errorf("%q is answered with %q (%v), want %q", data, answer.Toast, err, want)
		}
	}
	r.settled(t)
	lines := locked(r.office, func(o *office) []audit.Entry { return o.audits })
	if len(lines) != len(cases) {
		t.Fatalf("%d lines in the audit log, want %d", len(lines), len(cases))
	}
	for _, line := range lines {
		if line.Action != audit.ActionRefused || line.Actor != 7 || line.Facts["reason"] == "" {
			t.Errorf("line %+v", line)
		}
	}
}

func TestGroupsLearnNothing(t *testing.T) {
	t.Parallel()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "start", For: staff.Everyone, Handler: say("private matters")})
		rt.Action("open", staff.Everyone, say("opened"))
	})
	group := r.telegram.Group("Kantor", r.wayan, r.asing)
	group.Send(r.wayan, "good morning")
	group.Send(r.wayan, "/start@OtherBot")
	group.Send(r.wayan, "/start@"+r.telegram.Username())
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	m, err := group.Next(ctx)
	if err != nil || m.Plain != "!"+ErrPrivateOnly.Error() {
		t.Fatalf("the group hears %q (%v)", m.Plain, err)
	}
	answer, err := group.TapForced(ctx, r.asing, m.ID, "open")
	if err != nil || answer.Toast != "!"+ErrPrivateOnly.Error() {
		t.Errorf("a tap in the group is answered with %q (%v)", answer.Toast, err)
	}
	r.settled(t)
	said := 0
	for _, m := range group.Chat() {
		if m.From == "bot" {
			said++
		}
	}
	if said != 1 {
		t.Errorf("the group hears %d sentences, want 1", said)
	}
}

func TestBlockingAndComingBackIsNoted(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	account := staff.AccountID(r.wayan.ID())
	for _, blocked := range []bool{true, false} {
		if blocked {
			r.wayan.Block()
		} else {
			r.wayan.Unblock()
		}
		r.settled(t)
		if reachable := locked(r.office, func(o *office) bool { return o.reachable[account] }); reachable == blocked {
			t.Errorf("reachable is %v, blocked %v", reachable, blocked)
		}
	}
}

func TestEditedMessageIsAnsweredGently(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	m := r.wayan.Send("helo")
	hears(t, r.wayan, "what?")
	if err := r.wayan.Edit(m.ID, "hello"); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, string(SayEdited))
}

func TestWhoFloodsGetsOneSentenceAndToasts(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.wayan.Start()
	m := hears(t, r.wayan, "what?")
	r.office.set(func(o *office) { o.refused = 10 })
	r.wayan.Send("one")
	hears(t, r.wayan, "!"+ErrThrottled.Error())
	r.wayan.Send("two")
	r.wayan.Send("three")
	answer, err := r.wayan.TapForced(t.Context(), m.ID, "open")
	if err != nil || answer.Toast != "!"+ErrThrottled.Error() {
		t.Errorf("tap is answered with %q (%v)", answer.Toast, err)
	}
	r.office.set(func(o *office) { o.refused = 0 })
	r.wayan.Send("four")
	hears(t, r.wayan, "what?")
}
