package telegramtest_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestAGroupHasItsOwnChat(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	g := s.Group("Bagian Umum", p)
	g.Send(p, "/disposisi@GelisBaliBot")
	got := wireUpdates(t, s)
	if len(got) != 3 || at(got[0], "my_chat_member.new_chat_member.status") != "member" ||
		at(got[2], "message.text") != "/disposisi@GelisBaliBot" || at(got[2], "message.chat.type") != "group" ||
		at(got[2], "message.chat.title") != "Bagian Umum" || at(got[2], "message.from.id") != float64(p.ID()) {
		t.Errorf("the bot gets %v", got)
	}
	must[sent](t, s, "sendMessage", args{"chat_id": g.ID(), "text": "Silakan tulis kepada saya secara pribadi."})
	if m, err := g.Next(t.Context()); err != nil || m.From != telegramtest.FromBot {
		t.Errorf("Next = %+v, %v", m, err)
	}
	if len(p.Chat()) != 1 || len(g.Chat()) != 3 {
		t.Errorf("%d private messages and %d in the group", len(p.Chat()), len(g.Chat()))
	}
}

func TestAForwardedKeyboardStillWorks(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	other := s.Person(telegramtest.Profile{Name: "Ketut Lain"})
	card := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "kartu", "reply_markup": inline([]args{button("Setuju", "s")})})
	secret := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "terbatas", "protect_content": true})
	g := s.Group("Grup", p, other)
	if _, err := g.Forward(p, secret.ID); !errors.Is(err, telegramtest.ErrProtected) {
		t.Errorf("a protected message is forwarded: %v", err)
	}
	m, err := g.Forward(p, card.ID)
	if err != nil || !m.Forwarded {
		t.Fatalf("Forward = %+v, %v", m, err)
	}
	answerTaps(t, s)
	if a, err := g.Tap(t.Context(), other, "Setuju"); err != nil || a.Toast != "s" {
		t.Errorf("Tap = %+v, %v", a, err)
	}
	wantError(t, call(t, s, "editMessageText", args{"chat_id": g.ID(), "message_id": m.ID, "text": "x"}), 400, "Bad Request: message can't be edited")
}

func TestABotThatWasKickedOrMovedIsTold(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	g := s.Group("Grup", p)
	old := g.ID()
	moved := g.Migrate(p)
	r := send(t, s, old)
	wantError(t, r, 400, "Bad Request: group chat was upgraded to a supergroup chat")
	if r.Parameters.MigrateTo != moved || g.ID() != moved {
		t.Errorf("migrate_to_chat_id = %d, the group is %d", r.Parameters.MigrateTo, moved)
	}
	must[sent](t, s, "sendMessage", args{"chat_id": moved, "text": "halo"})
	g.Kick(p)
	wantError(t, send(t, s, moved), 403, "Forbidden: bot was kicked from the supergroup chat")
}
