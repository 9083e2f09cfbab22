package telegramtest_test

import (
	"fmt"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestAMessageIsForwardedToSomebodyElse(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	budi := w.s.Person(telegramtest.Profile{Name: "I Made Budi", Phone: "+6281200000002"})
	sari.Start()
	card := must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "Kartu", "reply_markup": inline([]args{button("Setuju", "ya")})})
	secret := must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "Rahasia", "protect_content": true})
	must[[]update](t, w.s, "getUpdates", args{"offset": -1})
	must[[]update](t, w.s, "getUpdates", args{"offset": 100000002})

	w.want("POST", sariAt+"forward", fmt.Sprintf(`{"message_id":%d,"to":%d}`, card.ID, budi.ID()), 200, `{"message_id":4}`)
	m := w.last(budi.ID())
	if m.From != "person" || m.Plain != "Kartu" || m.Forward == nil || m.Forward.Name != "Gelis" {
		t.Errorf("Budi's chat shows %+v", m)
	}
	type forwarded struct {
		Message struct {
			From   struct{ ID int64 } `json:"from"`
			Chat   struct{ ID int64 } `json:"chat"`
			Origin struct {
				Type string
				From struct {
					Username string
				} `json:"sender_user"`
			} `json:"forward_origin"`
		} `json:"message"`
	}
	told := must[[]forwarded](t, w.s, "getUpdates", nil)
	if len(told) != 1 || told[0].Message.From.ID != budi.ID() || told[0].Message.Chat.ID != budi.ID() || told[0].Message.Origin.From.Username != "GelisBaliBot" {
		t.Errorf("the bot is told %+v", told)
	}
	if got := budi.TapAsync(4, "ya"); got == "" {
		t.Error("the button of a forwarded card is dead")
	}

	// Whoever wrote it first is named, however often it is sent on.
	w.want("POST", fmt.Sprintf("/api/people/%d/forward", budi.ID()), fmt.Sprintf(`{"message_id":4,"to":%d}`, sari.ID()), 200, `{"message_id":5}`)
	if m := w.last(sari.ID()); m.Forward == nil || m.Forward.Name != "Gelis" {
		t.Errorf("sent on twice: %+v", m.Forward)
	}
	own := sari.Send("Dari saya")
	w.want("POST", sariAt+"forward", fmt.Sprintf(`{"message_id":%d,"to":%d}`, own.ID, budi.ID()), 200, `{"message_id":7}`)
	if m := w.last(budi.ID()); m.Forward == nil || m.Forward.Name != "Sari Dewi" {
		t.Errorf("a message of a person: %+v", m.Forward)
	}
	w.want("POST", sariAt+"forward", fmt.Sprintf(`{"message_id":%d,"to":%d}`, secret.ID, budi.ID()), 400, `{"error":"message 3 may not be forwarded: its content is protected"}`)
	w.want("POST", sariAt+"forward", `{"message_id":99,"to":700000002}`, 404, `{"error":"forward message 99: no such message"}`)
	w.want("POST", sariAt+"forward", `{"message_id":1,"to":5}`, 404, `{"error":"nobody here has the id 5"}`)
}
