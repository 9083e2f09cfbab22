package telegramtest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/gelis-bali/gelis/telegramtest"
)

// seen is everything that a server shows.
type seen struct {
	People      map[int64]seenPerson
	Order       []int64
	Groups      map[int64][]telegramtest.Message
	Unconfirmed int
	Updates     string
	Description string
}

type seenPerson struct {
	Name, Username, Phone string
	Started, Blocked      bool
	Unread                int
	Chat                  []telegramtest.Message
	Keyboard              [][]telegramtest.Key
	Commands              []telegramtest.Command
	Reachable             string
}

func look(tb testing.TB, s *telegramtest.Server, groups []int64) seen {
	tb.Helper()
	all := seen{
		People: map[int64]seenPerson{}, Groups: map[int64][]telegramtest.Message{}, Unconfirmed: s.Unconfirmed(),
		Updates: string(must[json.RawMessage](tb, s, "getUpdates", args{"offset": 1})), // confirms nothing
		Description: string(must[json.RawMessage](tb, s, "getMyDescription", nil)) +
			string(must[json.RawMessage](tb, s, "getChatMenuButton", nil)),
	}
	for _, p := range s.People() {
		all.Order = append(all.Order, p.ID())
		all.People[p.ID()] = seenPerson{
			Name: p.Name(), Username: p.Username(), Phone: p.Phone(), Started: p.Started(), Blocked: p.Blocked(),
			Unread: p.Unread(), Chat: p.Chat(), Keyboard: p.Keyboard(), Commands: s.Commands(p.ID()),
			Reachable: call(tb, s, "sendChatAction", args{"chat_id": p.ID(), "action": "typing"}).Description,
		}
	}
	for _, id := range groups {
		g := s.FindGroup(id)
		all.Groups[g.ID()] = g.Chat()
	}
	return all
}

func TestARestartedServerShowsWhatItShowedBefore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		clock := newClock()
		w := &world{r: r, tb: t, s: telegramtest.Start(t, telegramtest.Config{Now: clock.Now})}
		defer w.s.Close()
		w.add()
		deeds := w.deeds()
		names := slices.Sorted(maps.Keys(deeds))
		for range rapid.IntRange(0, 40).Draw(r, "deeds") {
			deeds[rapid.SampledFrom(names).Draw(r, "deed")]()
		}
		before := look(t, w.s, w.groups)
		next := restarted(t, w.s, telegramtest.Config{Now: clock.Now})
		defer next.Close()
		if d := cmp.Diff(before, look(t, next, w.groups)); d != "" {
			r.Fatalf("a restart changed (-before +after):\n%s", d)
		}
	})
}

// world is a server in which anything may happen.
type world struct {
	r      *rapid.T
	tb     testing.TB
	s      *telegramtest.Server
	groups []int64
	files  []string
}

func (w *world) deeds() map[string]func() {
	return map[string]func(){
		"add": w.add, "start": func() { w.person().Start() }, "say": w.say, "upload": w.upload, "tap": w.tap,
		"read": func() { w.person().MarkRead() }, "block": func() { w.person().Block() }, "leave": func() { w.person().Deactivate() },
		"contact": func() { w.person().ShareContact(w.person()) }, "place": func() { w.person().ShareLocation(-8.67, 115.21, true) },
		"change": func() { _ = w.person().Edit(w.message(), "lain") }, // it may be the bot's
		"group":  w.group, "move": w.move, "forward": w.forward,
		"bot sends": w.botSends, "bot edits": w.botEdits, "bot sends a file": w.botSendsFile, "bot speaks of itself": w.botDescribes,
		"bot deletes": func() { w.bot("deleteMessage", args{"message_id": w.message()}) },
		"bot pins":    func() { w.bot("pinChatMessage", args{"message_id": w.message()}) },
		"bot fetches": w.botFetches,
	}
}

func (w *world) text() string {
	return rapid.SampledFrom([]string{"halo", "<b>tebal</b> & \"kutip\"", "/cuti besok", "Om Swastiastu 🙏\nbaris", "\u202eterbalik"}).Draw(w.r, "text")
}

func (w *world) person() *telegramtest.Person {
	all := w.s.People()
	return all[rapid.IntRange(0, len(all)-1).Draw(w.r, "person")]
}

func (w *world) message() int64 { return rapid.Int64Range(1, 30).Draw(w.r, "message") }

func (w *world) add() {
	n := len(w.s.People())
	p := telegramtest.Profile{Name: fmt.Sprintf("Made %d Sudarma", n), Username: fmt.Sprintf("made%d", n), Phone: "+62812"}
	w.s.Person(p)
}

func (w *world) say() { w.person().Reply(w.message(), w.text()) }

func (w *world) tap() { w.person().TapAsync(w.message(), "data") }

func (w *world) upload() {
	files := []telegramtest.File{{Name: "surat.pdf", Content: []byte(w.text())}, {Name: "foto.png", Content: picture(w.tb, 400, 10)}}
	for _, m := range w.person().UploadAlbum(files, w.text()) {
		if len(m.Attachments) > 0 { // not by somebody who is gone
			w.files = append(w.files, m.Attachments[0].FileID)
		}
	}
}

func (w *world) group() {
	w.groups = append(w.groups, w.s.Group("Rapat <1>", w.person(), w.person()).ID())
}

func (w *world) move() {
	if len(w.groups) > 0 {
		w.s.FindGroup(w.groups[0]).Migrate(w.person())
	}
}

func (w *world) forward() {
	if len(w.groups) > 0 {
		_, _ = w.s.FindGroup(w.groups[0]).Forward(w.person(), w.message()) // there may be no such message
	}
}

// bot calls a method for somebody's chat; it may be refused.
func (w *world) bot(method string, a args) {
	a["chat_id"] = w.person().ID()
	call(w.tb, w.s, method, a)
}

func (w *world) markup() args {
	return rapid.SampledFrom([]args{
		nil,
		inline([]args{button("Setujui", "a:1"), {"text": "Buka", "url": "https://baliprov.go.id"}}, []args{{"text": "Salin", "copy_text": args{"text": "42"}}}),
		inline(),
		{"keyboard": [][]args{{{"text": "Kirim nomor", "request_contact": true}, {"text": "Batal"}}}},
		{"remove_keyboard": true},
		{"force_reply": true},
	}).Draw(w.r, "markup")
}

func (w *world) botSends() {
	w.bot("sendMessage", args{
		"text": "<b>Surat</b> <a href=\"https://baliprov.go.id\">42</a>", "parse_mode": "HTML", "reply_markup": w.markup(),
		"protect_content": rapid.Bool().Draw(w.r, "protected"),
	})
}

func (w *world) botEdits() {
	w.bot("editMessageText", args{"message_id": w.message(), "text": w.text(), "reply_markup": w.markup()})
}

func (w *world) botSendsFile() {
	if len(w.files) > 0 {
		w.bot("sendPhoto", args{"photo": rapid.SampledFrom(w.files).Draw(w.r, "file"), "caption": w.text()})
		w.bot("sendDocument", args{"document": w.files[0], "reply_parameters": args{"message_id": w.message()}})
	}
}

func (w *world) botDescribes() {
	language := rapid.SampledFrom([]string{"", "id"}).Draw(w.r, "language")
	scope := rapid.SampledFrom([]args{nil, {"type": "all_private_chats"}, {"type": "chat", "chat_id": w.person().ID()}}).Draw(w.r, "scope")
	w.bot("setMyCommands", args{"commands": []args{{"command": "cuti", "description": w.text()}}, "scope": scope, "language_code": language})
	w.bot("setMyDescription", args{"description": w.text(), "language_code": language})
	w.bot("setChatMenuButton", args{"menu_button": args{"type": "commands"}})
}

func (w *world) botFetches() {
	if got := must[[]update](w.tb, w.s, "getUpdates", nil); len(got) > 0 {
		must[[]update](w.tb, w.s, "getUpdates", args{"offset": got[len(got)/2].ID})
	}
}
