package bot

import (
	"bytes"
	"context"
	"image"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// shown is a made picture of a width.
func shown(width int) *Attachment {
	a := Made("papan.png", "image/png", func(context.Context) ([]byte, error) { return picture(width), nil })
	return &a
}

// board is a picture message; its buttons lead to another picture, and to a text.
func board(width int, caption says) Reply {
	return Reply{Text: caption, Picture: shown(width), Edit: true, Buttons: [][]Button{{
		{Label: says("Wider"), Action: "wider"}, {Label: says("Words"), Action: "words"}, {Label: says("Same"), Action: "same"},
	}}}
}

// boarding is a rig with a board.
func boarding(t *testing.T) *rig {
	t.Helper()
	answer := func(reply Reply) Handler {
		return func(context.Context, *Request) (Reply, error) { return reply, nil }
	}
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "papan", For: staff.Everyone, Handler: answer(board(3, "three"))})
		rt.Command(Command{Name: "panjang", For: staff.Everyone, Handler: answer(board(3, says(strings.Repeat("x", 1025))))})
		rt.Action("same", staff.Everyone, answer(board(3, "three")))
		rt.Action("wider", staff.Everyone, answer(board(9, "nine")))
		rt.Action("words", staff.Everyone, answer(Reply{Text: says("only words"), Edit: true, Buttons: [][]Button{{{Label: says("Picture"), Action: "wider"}}}}))
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	return r
}

// sees expects a picture of a width with a caption.
func sees(t *testing.T, p *telegramtest.Person, width int, caption string) telegramtest.Message {
	t.Helper()
	m := hears(t, p, caption)
	if len(m.Attachments) != 1 || m.Attachments[0].Kind != "photo" {
		t.Fatalf("%s sees %+v, want a photo", p.Name(), m)
	}
	if got, _, err := image.DecodeConfig(bytes.NewReader(m.Attachments[0].Content)); err != nil || got.Width != width {
		t.Fatalf("%s sees a picture of width %d (%v), want %d", p.Name(), got.Width, err, width)
	}
	return m
}

// chat is what the bot has left in a person's chat.
func chat(p *telegramtest.Person) []string {
	var said []string
	for _, m := range p.Chat() {
		if m.From == telegramtest.FromBot {
			said = append(said, m.Plain)
		}
	}
	return said
}

func TestMessageCanBeAPictureThatIsChangedInPlace(t *testing.T) {
	t.Parallel()
	r := boarding(t)
	r.wayan.Send("/papan")
	first := sees(t, r.wayan, 3, "three")
	if len(first.Buttons) != 1 || len(first.Buttons[0]) != 3 {
		t.Errorf("buttons %+v", first.Buttons)
	}
	taps(t, r.wayan, "Wider", "")
	if second := sees(t, r.wayan, 9, "nine"); second.ID != first.ID {
		t.Errorf("message %d comes in place of %d", second.ID, first.ID)
	}
}

func TestPictureAndTextStandInForEachOther(t *testing.T) {
	t.Parallel()
	r := boarding(t)
	r.wayan.Send("/papan")
	sees(t, r.wayan, 3, "three")
	taps(t, r.wayan, "Words", "")
	hears(t, r.wayan, "only words")
	taps(t, r.wayan, "Picture", "")
	sees(t, r.wayan, 9, "nine")
	r.settled(t)
	if said := strings.Join(chat(r.wayan), "|"); said != "what?|nine" {
		t.Errorf("what is left in the chat is %q", said)
	}
}

func TestPictureThatCannotBeDeletedLosesItsButtons(t *testing.T) {
	t.Parallel()
	r := boarding(t)
	r.telegram.Fault(telegramtest.Fault{Method: "deleteMessage", Code: 400, Times: 1, Body: `{"ok":false,"error_code":400,"description":"Bad Request: message can't be deleted for everyone"}`})
	r.wayan.Send("/papan")
	sees(t, r.wayan, 3, "three")
	taps(t, r.wayan, "Words", "")
	hears(t, r.wayan, "only words")
	if old := sees(t, r.wayan, 3, "three"); len(old.Buttons) != 0 {
		t.Errorf("the old picture has the buttons %+v", old.Buttons)
	}
}

func TestCaptionThatIsTooLongIsADefect(t *testing.T) {
	t.Parallel()
	r := boarding(t)
	r.wayan.Send("/panjang")
	if m := heard(t, r.wayan); !strings.HasPrefix(m.Plain, "incident ") {
		t.Errorf("the person hears %q", m.Plain)
	}
}

func TestNoticeCanBeAPicture(t *testing.T) {
	t.Parallel()
	r := noticing(t, func(context.Context, staff.Actor, notify.Notice) (Reply, error) {
		return Reply{Text: says("figures"), Picture: shown(5), Card: &Card{Subject: branch(), Version: 4}}, nil
	})
	d, _ := r.deliver(t, r.notice(notify.Ask))
	if m := sees(t, r.wayan, 5, "figures"); d.Outcome != notify.Sent || d.Message != int(m.ID) || d.Card == nil {
		t.Errorf("delivery %+v of message %d", d, m.ID)
	}
}

func TestCardIsRedrawnFromPictureToPictureAndToText(t *testing.T) {
	t.Parallel()
	reply := Reply{Text: says("two"), Picture: shown(2), Card: &Card{Subject: branch(), Version: 5}}
	r := noticing(t, func(context.Context, staff.Actor, notify.Notice) (Reply, error) {
		return Reply{Text: says("one"), Picture: shown(1), Card: &Card{Subject: branch(), Version: 4}}, nil
	})
	r.router.Card(notify.SubjectBranch, func(context.Context, staff.Actor, notify.Subject) (Reply, error) { return reply, nil })
	d, _ := r.deliver(t, r.notice(notify.Ask))
	sees(t, r.wayan, 1, "one")
	r.office.set(func(o *office) {
		o.cards[notify.Card{Subject: branch(), Account: staff.AccountID(r.wayan.ID()), MessageID: d.Message}] = true
	})
	for _, c := range []struct {
		picture *Attachment
		caption says
	}{{shown(2), "two"}, {nil, "over"}} {
		reply.Picture, reply.Text = c.picture, c.caption
		if err := r.Sender().Redraw(t.Context(), branch()); err != nil {
			t.Fatal(err)
		}
		if m := sees(t, r.wayan, 2, string(c.caption)); int(m.ID) != d.Message {
			t.Errorf("message %d, want %d", m.ID, d.Message)
		}
	}
}

func TestMessageIsShownAnewAtOnce(t *testing.T) {
	t.Parallel()
	r := noticing(t, card)
	account := staff.AccountID(r.wayan.ID())
	d, _ := r.deliver(t, r.notice(notify.Ask))
	hears(t, r.wayan, "a disposition")
	for name, c := range map[string]struct {
		account staff.AccountID
		message int
		reply   Reply
		fault   *telegramtest.Fault
		want    notify.Outcome
		failed  bool
	}{
		"a picture":              {account, d.Message, board(4, "four"), nil, notify.Sent, false},
		"the message is gone":    {account, 99999, board(4, "four"), nil, notify.Obsolete, false},
		"nobody is there":        {5, 1, Reply{Text: says("x")}, nil, notify.Gone, false},
		"not to be worded":       {account, d.Message, Reply{Text: says("unwordable")}, nil, notify.Defect, true},
		"Telegram has no answer": {account, d.Message, Reply{Text: says("x")}, &telegramtest.Fault{Code: 500, Times: 1}, notify.Later, true},
	} {
		if c.fault != nil {
			r.telegram.Fault(*c.fault)
		}
		for i := range c.reply.Buttons {
			c.reply.Buttons[i] = nil // of another router
		}
		if got, err := r.Sender().Show(t.Context(), c.account, c.message, c.reply); got != c.want || (err != nil) != c.failed {
			t.Errorf("%s: %s, %v, want %s", name, got, err, c.want)
		}
	}
}

func TestWhoAsksIsToldWhichMessageShowsAReply(t *testing.T) {
	t.Parallel()
	placed, fails := make(chan int, 3), true
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "papan", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("board"), Placed: func(_ context.Context, message int) error {
				placed <- message
				if fails {
					fails = false
					return errAway
				}
				return nil
			}}, nil
		}})
	})
	r.wayan.Send("/papan")
	m := hears(t, r.wayan, "board")
	r.settled(t)
	if first, second := <-placed, <-placed; first != int(m.ID) || second != first || len(placed) != 0 || len(chat(r.wayan)) != 1 {
		t.Errorf("told of %d and %d, and %d times more; want %d", first, second, len(placed), m.ID)
	}
}
