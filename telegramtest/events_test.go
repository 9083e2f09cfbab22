package telegramtest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestSubscribeTellsEverythingInOrder(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	events, stop := s.Subscribe()
	p.Send("halo")
	m := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "satu"})
	must[sent](t, s, "editMessageText", args{"chat_id": p.ID(), "message_id": m.ID, "text": "dua"})
	must[bool](t, s, "sendChatAction", args{"chat_id": p.ID(), "action": "typing"})
	must[bool](t, s, "deleteMessage", args{"chat_id": p.ID(), "message_id": m.ID})
	id := p.TapAsync(1, "x")
	must[bool](t, s, "answerCallbackQuery", args{"callback_query_id": id, "text": "baik"})
	must[[]update](t, s, "getUpdates", args{"offset": -1})
	p.Block()
	var kinds []string
	var seq int64
	for e := range events {
		kinds = append(kinds, e.Kind)
		if e.Seq != seq+1 && seq != 0 {
			t.Errorf("event %d comes after %d", e.Seq, seq)
		}
		seq = e.Seq
		if e.Kind == telegramtest.EventToast && (e.Answer.Toast != "baik" || e.CallbackID != id) {
			t.Errorf("toast: %+v", e)
		}
		if e.Kind == telegramtest.EventPerson {
			break
		}
	}
	stop()
	want := []string{
		"message", "update", "message", "call", "edit", "call", "action", "call", "delete", "call", "update", "toast",
		"call", "confirmed", "call", "update", "person",
	}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Errorf("events (-want +got):\n%s", d)
	}
	if _, open := <-events; open {
		t.Error("events come after the subscription has ended")
	}
}
