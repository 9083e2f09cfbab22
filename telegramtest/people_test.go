package telegramtest_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// wireUpdates fetches what waits, as it stands on the wire.
func wireUpdates(t *testing.T, s *telegramtest.Server) []map[string]any {
	t.Helper()
	return must[[]map[string]any](t, s, "getUpdates", nil)
}

// at follows keys into a decoded JSON object.
func at(v any, path string) any {
	for key := range strings.SplitSeq(path, ".") {
		object, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = object[key]
	}
	return v
}

func TestWhatPeopleDoComesToTheBotAsTelegramTellsIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		does func(p *telegramtest.Person)
		want map[string]any
	}{
		"writes": {func(p *telegramtest.Person) { p.Send("  halo  ") }, map[string]any{
			"message.text": "halo", "message.from.first_name": "Budi", "message.from.last_name": "Wirawan",
			"message.from.username": "budi_w", "message.from.language_code": "id", "message.from.is_bot": false,
			"message.chat.type": "private", "message.chat.id": 700000001.0,
		}},
		"answers a message": {func(p *telegramtest.Person) { p.Reply(1, "ini") }, map[string]any{
			"message.reply_to_message.message_id": 1.0, "message.reply_to_message.text": "/start",
		}},
		"changes a message": {func(p *telegramtest.Person) { _ = p.Edit(1, "diubah") }, map[string]any{
			"edited_message.text": "diubah", "edited_message.message_id": 1.0, "message": nil,
		}},
		"shares the own card": {func(p *telegramtest.Person) { p.ShareContact(p) }, map[string]any{
			"message.contact.phone_number": "6281234567890", "message.contact.user_id": 700000001.0, "message.contact.first_name": "Budi",
		}},
		"shares a typed card": {func(p *telegramtest.Person) { p.ShareCard("Ibu", "0812", 0) }, map[string]any{
			"message.contact.phone_number": "0812", "message.contact.user_id": nil,
		}},
		"shares a place":      {func(p *telegramtest.Person) { p.ShareLocation(-8.67, 115.2, false) }, map[string]any{"message.location.latitude": -8.67, "message.location.live_period": nil}},
		"shares a live place": {func(p *telegramtest.Person) { p.ShareLocation(-8.67, 115.2, true) }, map[string]any{"message.location.live_period": 3600.0}},
		"taps":                {func(p *telegramtest.Person) { p.TapAsync(1, "data") }, map[string]any{"callback_query.data": "data", "callback_query.from.id": 700000001.0, "callback_query.message.text": "/start"}},
		"taps what is gone":   {func(p *telegramtest.Person) { p.TapAsync(99, "data") }, map[string]any{"callback_query.message.date": 0.0, "callback_query.message.message_id": 99.0}},
		"blocks":              {func(p *telegramtest.Person) { p.Block() }, map[string]any{"my_chat_member.new_chat_member.status": "kicked", "my_chat_member.old_chat_member.status": "member"}},
		"opens a link":        {func(p *telegramtest.Person) { _ = p.Open("https://t.me/GelisBaliBot?start=abc_123") }, map[string]any{"message.text": "/start abc_123"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := telegramtest.Start(t, telegramtest.Config{})
			c.does(budi(t, s))
			got := wireUpdates(t, s)
			if len(got) != 1 {
				t.Fatalf("the bot gets %d updates: %v", len(got), got)
			}
			for path, want := range c.want {
				if d := cmp.Diff(want, at(got[0], path)); d != "" {
					t.Errorf("%s (-want +got):\n%s", path, d)
				}
			}
		})
	}
}

func TestTelegramFindsEntitiesInWhatIsTyped(t *testing.T) {
	t.Parallel()
	type entity = struct {
		Type           string
		Offset, Length int
	}
	for text, want := range map[string][]entity{
		"/cuti":                       {{"bot_command", 0, 5}},
		"/cuti@GelisBaliBot besok":    {{"bot_command", 0, 18}},
		"😀 /cuti":                     {{"bot_command", 3, 5}},
		"dan/atau":                    nil,
		"/home/budi":                  nil,
		"10/08/2026":                  nil,
		"tanya @ketut_adi ya":         {{"mention", 6, 10}},
		"#apel pagi":                  {{"hashtag", 0, 5}},
		"lihat https://bali.go.id/a.": {{"url", 6, 20}},
		"surat@baliprov.go.id":        {{"email", 0, 20}},
		"lihat t.me/GelisBaliBot":     {{"url", 6, 17}},
		"biasa saja":                  nil,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			s := telegramtest.Start(t, telegramtest.Config{})
			budi(t, s).Send(text)
			got := must[[]struct{ Message struct{ Entities []entity } }](t, s, "getUpdates", nil)
			if d := cmp.Diff(want, got[0].Message.Entities); d != "" {
				t.Errorf("entities (-want +got):\n%s", d)
			}
		})
	}
}

func TestALongTextGoesOutInPieces(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Send(strings.Repeat("😀", 4500))
	if m := p.Send(" \n "); m.ID != 0 {
		t.Errorf("white space is sent as %+v", m)
	}
	all := p.Chat()
	if len(all) != 4 || all[1].Plain != strings.Repeat("😀", 2048) || all[2].Plain != all[1].Plain || all[3].Plain != strings.Repeat("😀", 404) {
		t.Errorf("%d messages in the chat", len(all))
	}
}

func TestNextHandsOverEachThingAsItWas(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	m := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "1 &lt; <i>2</i>", "parse_mode": "HTML", "protect_content": true, "reply_markup": inline([]args{button("Ya", "y")})})
	must[sent](t, s, "editMessageReplyMarkup", args{"chat_id": p.ID(), "message_id": m.ID})
	must[sent](t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": "a < b"})
	type view struct {
		Text, Plain, Effect string
		Buttons             int
		Edits               int
	}
	var got []view
	for range 3 {
		n, err := p.Next(t.Context())
		if err != nil || n.ID != m.ID || n.From != telegramtest.FromBot || !n.Protected {
			t.Fatalf("Next = %+v, %v", n, err)
		}
		got = append(got, view{n.Text, n.Plain, n.Effect, len(n.Buttons), n.EditCount})
	}
	want := []view{
		{"1 &lt; <i>2</i>", "1 < 2", telegramtest.EffectSent, 1, 0},
		{"1 &lt; <i>2</i>", "1 < 2", telegramtest.EffectButtons, 0, 1},
		{"a &lt; b", "a < b", telegramtest.EffectEdited, 0, 2},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Next (-want +got):\n%s", d)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Next(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("there is nothing more, but Next = %v", err)
	}
}

func TestNextWaits(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	got := make(chan telegramtest.Message)
	go func() {
		m, err := p.Next(t.Context())
		if err != nil {
			t.Error(err)
		}
		got <- m
	}()
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "akhirnya"})
	if m := <-got; m.Plain != "akhirnya" {
		t.Errorf("Next = %+v", m)
	}
}

func TestUnreadCountsUntilItIsRead(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "satu"})
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "dua"})
	p.Send("saya")
	if p.Unread() != 2 {
		t.Errorf("%d unread, want 2", p.Unread())
	}
	p.MarkRead()
	if p.Unread() != 0 {
		t.Errorf("%d unread after reading", p.Unread())
	}
}

// answerTaps answers every tap with its data as a toast, until the test is over.
func answerTaps(t *testing.T, s *telegramtest.Server) {
	t.Helper()
	events, stop := s.Subscribe()
	var answering sync.WaitGroup
	answering.Go(func() {
		for e := range events {
			if e.Kind == telegramtest.EventUpdate && e.Update == "callback_query" {
				tap := must[[]update](t, s, "getUpdates", args{"offset": e.UpdateID, "limit": 1})[0].Tap
				must[bool](t, s, "answerCallbackQuery", args{"callback_query_id": tap.ID, "text": tap.Data})
			}
		}
	})
	t.Cleanup(func() {
		stop()
		answering.Wait()
	})
}

func TestTapFindsTheNewestButton(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	card := func(data string) int64 {
		return must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "kartu " + data, "reply_markup": inline([]args{
			button("Setuju", data), {"text": "Buka", "url": "https://bali.go.id"}, {"text": "Salin", "copy_text": args{"text": "42"}},
		})}).ID
	}
	old, _ := card("lama"), card("baru")
	answerTaps(t, s)
	for name, c := range map[string]struct {
		tap  func() (telegramtest.Answer, error)
		want telegramtest.Answer
		err  error
	}{
		"by label":           {func() (telegramtest.Answer, error) { return p.Tap(t.Context(), "Setuju") }, telegramtest.Answer{Toast: "baru"}, nil},
		"by data":            {func() (telegramtest.Answer, error) { return p.Tap(t.Context(), "lama") }, telegramtest.Answer{Toast: "lama"}, nil},
		"on a message":       {func() (telegramtest.Answer, error) { return p.TapOn(t.Context(), old, "Setuju") }, telegramtest.Answer{Toast: "lama"}, nil},
		"forged":             {func() (telegramtest.Answer, error) { return p.TapForced(t.Context(), 999, "palsu") }, telegramtest.Answer{Toast: "palsu"}, nil},
		"a link":             {func() (telegramtest.Answer, error) { return p.Tap(t.Context(), "Buka") }, telegramtest.Answer{URL: "https://bali.go.id"}, nil},
		"a text to copy":     {func() (telegramtest.Answer, error) { return p.Tap(t.Context(), "Salin") }, telegramtest.Answer{Copy: "42"}, nil},
		"no such button":     {func() (telegramtest.Answer, error) { return p.Tap(t.Context(), "Tolak") }, telegramtest.Answer{}, telegramtest.ErrNoButton},
		"no such message":    {func() (telegramtest.Answer, error) { return p.TapOn(t.Context(), 999, "Setuju") }, telegramtest.Answer{}, telegramtest.ErrNoMessage},
		"not on that one":    {func() (telegramtest.Answer, error) { return p.TapOn(t.Context(), old, "baru") }, telegramtest.Answer{}, telegramtest.ErrNoButton},
		"a forgotten answer": {func() (telegramtest.Answer, error) { return p.TapAnswer(t.Context(), "0") }, telegramtest.Answer{}, telegramtest.ErrNoButton},
	} {
		got, err := c.tap()
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v, %v; want %+v, %v", name, got, err, c.want, c.err)
		}
	}
}

func TestAKeyOfTheChatsKeyboardIsTyped(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "kontak?", "reply_markup": args{"keyboard": []any{
		[]any{args{"text": "Kirim kontak", "request_contact": true}, "Batal"},
	}}})
	want := [][]telegramtest.Key{{{Text: "Kirim kontak", Request: "contact"}, {Text: "Batal"}}}
	if d := cmp.Diff(want, p.Keyboard()); d != "" {
		t.Errorf("keyboard (-want +got):\n%s", d)
	}
	for _, key := range []string{"Kirim kontak", "Batal"} {
		if _, err := p.Tap(t.Context(), key); err != nil {
			t.Error(err)
		}
	}
	all := p.Chat()
	if n := len(all); all[n-2].Contact == nil || all[n-2].Contact.UserID != p.ID() || all[n-1].Plain != "Batal" {
		t.Errorf("the chat ends with %+v", all[n-2:])
	}
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "terima kasih", "reply_markup": args{"remove_keyboard": true}})
	if p.Keyboard() != nil {
		t.Errorf("the keyboard is still there: %v", p.Keyboard())
	}
}

func TestWhoComesBackCanBeWrittenToAgain(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	p.Block()
	p.Block()
	wantError(t, send(t, s, p.ID()), 403, "Forbidden: bot was blocked by the user")
	p.Start()
	must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "selamat datang kembali"})
	got := wireUpdates(t, s)
	if len(got) != 3 || at(got[1], "my_chat_member.new_chat_member.status") != "member" || at(got[2], "message.text") != "/start" {
		t.Errorf("the bot gets %v", got)
	}
	p.Deactivate()
	if m := p.Send("halo"); m.ID != 0 || p.TapAsync(1, "x") != "" {
		t.Errorf("an account that is gone writes %+v", m)
	}
}

func TestOpenRefusesLinksThatLeadElsewhere(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	for link, ok := range map[string]bool{
		"https://t.me/GelisBaliBot?start=x":                 true,
		"https://t.me/gelisbalibot":                         true,
		"tg://resolve?domain=GelisBaliBot&start=x":          true,
		"https://t.me/BotLain?start=x":                      false,
		"https://contoh.id/GelisBaliBot?start=x":            false,
		"https://t.me/GelisBaliBot?start=a.b":               false,
		"https://t.me/GelisBaliBot?start=" + long(65):       false,
		"https://t.me/GelisBaliBot?start=" + long(64):       true,
		"https://t.me/GelisBaliBot?start=%20":               false,
		"https://t.me/GelisBaliBot/aplikasi?startapp=belum": false,
		"::": false,
	} {
		if err := p.Open(link); (err == nil) != ok || err != nil && !errors.Is(err, telegramtest.ErrLink) {
			t.Errorf("Open(%s) = %v, want it to work: %t", link, err, ok)
		}
	}
}

func TestAChatKeepsItsNewestMessages(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{History: 3})
	p := budi(t, s)
	for word := range strings.FieldsSeq("a b c d e f") {
		p.Send(word)
	}
	all := p.Chat()
	if n := len(all); n < 3 || n > 6 || all[n-1].Plain != "f" {
		t.Errorf("the chat keeps %+v", all)
	}
	if after := p.ChatAfter(all[len(all)-2].ID); len(after) != 1 || after[0].Plain != "f" {
		t.Errorf("after the last but one: %+v", after)
	}
}

func TestPersonAddsEverybodyOnce(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	a := s.Person(telegramtest.Profile{Name: "Ani Lestari", Phone: "+62811"})
	b := s.Person(telegramtest.Profile{ID: 42, Name: "Made"})
	if s.Person(telegramtest.Profile{ID: 42}) != b || s.Find(a.ID()) != a || s.Find(1) != nil {
		t.Error("a person is added once and found by the id")
	}
	if d := cmp.Diff([]int64{700000001, 42}, []int64{a.ID(), b.ID()}); d != "" || len(s.People()) != 2 {
		t.Errorf("ids (-want +got):\n%s", d)
	}
}

func TestSendHTMLIsWrittenWithFormatting(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	m, err := p.SendHTML(" <b>Rapat</b> &amp; makan ")
	if err != nil || m.Plain != "Rapat & makan" || m.Text != "<b>Rapat</b> &amp; makan" {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := p.SendHTML("<b>open"); err == nil {
		t.Error("a tag that is not closed is written")
	}
}
