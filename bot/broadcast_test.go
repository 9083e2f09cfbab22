package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

func plain(text string) Broadcast {
	return Broadcast{HTML: text, Buttons: [][]Button{{{Label: says("Read"), Action: "read", Args: []string{"1"}}}}}
}

// stored is a file of a broadcast; opened counts how often it was read.
func stored(name, mime string, content []byte, opened *int) Attachment {
	return Attachment{
		File: document.File{ID: document.ID(name), Name: name, MIME: mime, Size: len(content)},
		Open: func(context.Context) ([]byte, error) { *opened++; return content, nil },
	}
}

// received is what a person has in the chat, in short.
func received(p *telegramtest.Person) []string {
	var list []string
	for _, m := range p.Chat() {
		if m.From != telegramtest.FromBot {
			continue
		}
		one := m.Text
		if len(one) > 40 {
			one = fmt.Sprintf("%d characters", len(one))
		}
		for _, a := range m.Attachments {
			one = a.Kind + " " + one
		}
		if m.Album != "" {
			one = "album " + one
		}
		if m.ReplyTo != 0 {
			one = "reply " + one
		}
		if len(m.Buttons) > 0 {
			one += " [" + m.Buttons[0][0].Text + "]"
		}
		list = append(list, one)
	}
	return list
}

func TestEverybodyGetsTheirCopyOnce(t *testing.T) {
	t.Parallel()
	b := newBroadcasting(t, 300, plain("<b>Rapat</b> &amp; makan"))
	stop := b.run(t)
	b.do(t, SendCopy)
	stop()
	for _, p := range b.people {
		if diff := cmp.Diff([]string{"<b>Rapat</b> &amp; makan [Read]"}, received(p)); diff != "" {
			t.Fatal(diff)
		}
		if got := b.room.of(p.ID()); len(got) != 1 || got[0].Outcome != notify.Sent || len(got[0].Messages) != 1 {
			t.Fatalf("copy %d came to %+v", p.ID(), got)
		}
	}
}

func TestNothingGoesOutFasterThanTelegramAllows(t *testing.T) {
	t.Parallel()
	b := newBroadcastingOn(t, telegramtest.Config{Limits: true}, 40, plain("x"))
	tick := time.NewTicker(time.Second / 28)
	t.Cleanup(tick.Stop)
	b.room.place = func(ctx context.Context) error {
		select {
		case <-tick.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	b.run(t)
	b.do(t, SendCopy)
	for _, call := range b.telegram.Calls(telegramtest.CallFilter{Method: "sendMessage"}) {
		if call.Code != 200 {
			t.Errorf("a call is answered with %d", call.Code)
		}
	}
}

func TestCopyWaitsForAChatThatIsBusyWithAnotherMessage(t *testing.T) {
	t.Parallel()
	b := newBroadcasting(t, 1, plain("x"))
	waited := make(chan struct{}, 1)
	b.room.busy = true
	b.caster.bulk = waitingPace{b.room, waited}
	b.run(t)
	b.do(t, SendCopy)
	b.outcome(t, notify.Sent)
	if len(waited) != 1 {
		t.Error("the copy did not wait")
	}
}

// waitingPace tells of waiting.
type waitingPace struct {
	*mailroom
	waited chan struct{}
}

func (p waitingPace) Wait(ctx context.Context, chat staff.AccountID, bulk bool) error {
	p.waited <- struct{}{}
	return p.mailroom.Wait(ctx, chat, bulk)
}

func TestWhatBecomesOfACopyThatTelegramDoesNotTake(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault telegramtest.Fault
		first notify.Outcome
		last  notify.Outcome
		said  int
	}{
		"429 pauses everybody and comes again": {telegramtest.Fault{Code: 429, RetryAfter: 3}, notify.Later, notify.Sent, 1},
		"500 comes again":                      {telegramtest.Fault{Code: 500}, notify.Later, notify.Sent, 1},
		"blocked is over":                      {telegramtest.Fault{Code: 403}, notify.Gone, notify.Gone, 0},
		"chat not found is over":               {telegramtest.Fault{Code: 400}, notify.Gone, notify.Gone, 0},
		"lost is never sent again":             {telegramtest.Fault{Drop: true, AfterEffect: true}, notify.Unknown, notify.Unknown, 1},
		"lost before it arrived neither":       {telegramtest.Fault{Drop: true}, notify.Unknown, notify.Unknown, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBroadcasting(t, 1, plain("x"))
			c.fault.Method, c.fault.Times = "sendMessage", 1
			b.telegram.Fault(c.fault)
			b.run(t)
			b.do(t, SendCopy)
			b.outcome(t, c.last)
			if first := b.room.of(b.people[0].ID())[0]; first.Outcome != c.first {
				t.Errorf("the first attempt came to %+v, want %s", first, c.first)
			}
			if said := received(b.people[0]); len(said) != c.said {
				t.Errorf("the person has %q", said)
			}
			paused := locked(b.office, func(o *office) int { return len(o.paused) })
			if (c.fault.Code == 429) != (paused == 1) {
				t.Errorf("sending paused %d times", paused)
			}
		})
	}
}

// got expects what somebody has in the chat, and that it was recorded so.
func (b *broadcasting) got(t *testing.T, p *telegramtest.Person, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, received(p)); diff != "" {
		t.Error(diff)
	}
	if got := b.room.of(p.ID()); len(got) != 1 || got[0].Outcome != notify.Sent || len(got[0].Messages) != len(want) {
		t.Errorf("copy came to %+v", got)
	}
}

func TestBroadcastTakesTheShapeOfWhatItSays(t *testing.T) {
	t.Parallel()
	long, opened := strings.Repeat("panjang ", 150), 0
	photo := func(n int) Attachment {
		return stored(fmt.Sprintf("foto%d.png", n), "image/png", picture(n), &opened)
	}
	pdf := stored("surat.pdf", "application/pdf", []byte("%PDF"), &opened)
	for name, c := range map[string]struct {
		text  string
		files []Attachment
		want  []string
	}{
		"a photo with its caption":  {"words", []Attachment{photo(1)}, []string{"photo words [Read]"}},
		"a photo without words":     {"", []Attachment{photo(1)}, []string{"photo  [Read]"}},
		"a file with its caption":   {"words", []Attachment{pdf}, []string{"document words [Read]"}},
		"a file with a long text":   {long, []Attachment{pdf}, []string{"document ", "reply 1199 characters [Read]"}},
		"an album":                  {"words", []Attachment{photo(1), photo(2), photo(3)}, []string{"album photo ", "album photo ", "album photo ", "reply words [Read]"}},
		"photos and a file":         {"words", []Attachment{photo(1), pdf, photo(2)}, []string{"album photo ", "album photo ", "document ", "reply words [Read]"}},
		"the same twice is no harm": {"words", []Attachment{photo(1), photo(1)}, []string{"album photo ", "album photo ", "reply words [Read]"}},
	} {
		t.Run(name, func(t *testing.T) { // one after the other: they count together
			opened = 0
			said := plain(c.text)
			said.Attachments = c.files
			b := newBroadcasting(t, 5, said)
			stop := b.run(t)
			b.do(t, SendCopy)
			stop()
			for _, p := range b.people {
				b.got(t, p, c.want)
			}
			if opened != len(c.files) {
				t.Errorf("%d files were read %d times for five people", len(c.files), opened)
			}
		})
	}
}

func TestFileThatTelegramForgotIsSentWholeAgain(t *testing.T) {
	t.Parallel()
	opened := 0
	said := plain("words")
	said.Attachments = []Attachment{stored("surat.pdf", "application/pdf", []byte("%PDF"), &opened)}
	b := newBroadcasting(t, 2, said)
	b.office.set(func(o *office) { o.uploads["surat.pdf"] = "unknown-to-telegram" })
	b.run(t)
	b.do(t, SendCopy)
	for _, p := range b.people {
		if diff := cmp.Diff([]string{"document words [Read]"}, received(p)); diff != "" {
			t.Error(diff)
		}
	}
	if opened != 1 {
		t.Errorf("the file was read %d times", opened)
	}
}

func TestCopyWhoseBeginningArrivedIsNotBegunAnew(t *testing.T) {
	t.Parallel()
	opened := 0
	said := plain("words")
	said.Attachments = []Attachment{stored("a.png", "image/png", picture(1), &opened), stored("b.png", "image/png", picture(2), &opened)}
	b := newBroadcasting(t, 1, said)
	b.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Code: 500, Times: 1})
	b.run(t)
	b.do(t, SendCopy)
	if got := b.outcome(t, notify.Sent); len(got.Messages) != 3 {
		t.Errorf("copy came to %+v", got)
	}
	b.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Code: 400, Times: 1, Body: `{"ok":false,"error_code":400,"description":"Bad Request: message is too long"}`})
	b.do(t, SendCopy)
	if got := b.outcome(t, notify.Unknown); len(got.Messages) != 2 {
		t.Errorf("copy came to %+v", got)
	}
}

func TestCopiesAreEdited(t *testing.T) {
	t.Parallel()
	opened := 0
	photo := stored("a.png", "image/png", picture(1), &opened)
	for name, c := range map[string]struct {
		files []Attachment
		want  []string
	}{
		"a text":      {nil, []string{"after [Read]"}},
		"a caption":   {[]Attachment{photo}, []string{"photo after [Read]"}},
		"of an album": {[]Attachment{photo, photo}, []string{"album photo ", "album photo ", "reply after [Read]"}},
	} {
		t.Run(name, func(t *testing.T) {
			said := plain("before")
			said.Attachments = c.files
			b := newBroadcasting(t, 1, said)
			b.run(t)
			b.do(t, SendCopy)
			sent := b.outcome(t, notify.Sent)
			b.said.HTML = "after"
			for range 2 { // the second time it is so already
				b.do(t, EditCopy)
				if diff := cmp.Diff(sent, b.outcome(t, notify.Sent)); diff != "" {
					t.Error(diff)
				}
			}
			if diff := cmp.Diff(c.want, received(b.people[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCopiesAreWithdrawn(t *testing.T) {
	t.Parallel()
	opened := 0
	photo := stored("a.png", "image/png", picture(1), &opened)
	old := telegramtest.Fault{Method: "deleteMessage", Code: 400, Times: 1, Body: `{"ok":false,"error_code":400,"description":"Bad Request: message can't be deleted for everyone"}`}
	for name, c := range map[string]struct {
		files []Attachment
		fault *telegramtest.Fault
		want  []string
	}{
		"a text":              {nil, nil, nil},
		"an album":            {[]Attachment{photo, photo}, nil, nil},
		"a text that is old":  {nil, &old, []string{"withdrawn"}},
		"a photo that is old": {[]Attachment{photo}, &old, []string{"photo withdrawn"}},
	} {
		t.Run(name, func(t *testing.T) {
			said := plain("before")
			said.Attachments = c.files
			b := newBroadcasting(t, 1, said)
			b.run(t)
			b.do(t, SendCopy)
			b.outcome(t, notify.Sent)
			if c.fault != nil {
				b.telegram.Fault(*c.fault)
			}
			b.said = Broadcast{Text: says("withdrawn")}
			b.do(t, WithdrawCopy)
			b.outcome(t, notify.Sent)
			if diff := cmp.Diff(c.want, received(b.people[0])); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCopyThatSaysNothingIsADefect(t *testing.T) {
	t.Parallel()
	b := newBroadcasting(t, 1, Broadcast{})
	b.run(t)
	b.do(t, SendCopy)
	b.outcome(t, notify.Defect)
}

func TestOutcomesAreRecordedWhileTheDatabaseIsAwayAndAfterTheEnd(t *testing.T) {
	t.Parallel()
	b := newBroadcasting(t, 1, plain("x"))
	b.room.away = 2
	stop := b.run(t)
	b.copies(SendCopy)
	hears(t, b.people[0], "x")
	stop()
	b.outcome(t, notify.Sent)
}

func TestWhatIsInHandIsFinishedWhenTheProgramEnds(t *testing.T) {
	t.Parallel()
	b := newBroadcasting(t, 30, plain("x"))
	b.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Delay: 300 * time.Millisecond, AfterEffect: true})
	stop := b.run(t)
	b.copies(SendCopy)
	hears(t, b.people[0], "x")
	stop()
	sent := 0
	for _, p := range b.people {
		got := b.room.of(p.ID())
		if len(received(p)) != len(got) || (len(got) == 1 && got[0].Outcome != notify.Sent) {
			t.Errorf("the person has %q, and the copy came to %+v", received(p), got)
		}
		sent += len(got)
	}
	if sent == 0 {
		t.Error("nothing is recorded")
	}
}
