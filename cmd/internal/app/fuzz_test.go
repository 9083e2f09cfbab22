package app_test

import (
	"encoding/json"
	"testing"
	"time"
)

// FuzzConversation lets a linked employee send any text and any button's data
// to the whole office: real handlers, services and database. Every update
// comes to its end, none becomes a dead letter.
func FuzzConversation(f *testing.F) {
	for _, seed := range []string{
		"/start", "/disposisi", "/DISPOSISI@GelisBaliBot 2", "/tautkan 1", "/batal", "/putuskan", "halo", "\x00", "\u202e<b>&",
		"home", "help", "list", "list|all|0", "list|overdue|-5", "list|x|99999999999999999999|new", "branch.open|1|all|0",
		"branch.open|9223372036854775807", "branch.start|-1", "branch.finish|1", "branch.return|2", "branch.files|1",
		"branch.full|1|-7", "account.unlink", "account.keep", "=#abcdefghijkl.1|x", "|", "||||", "branch.open",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	h := opened(f, furnishing{})
	h.link("Budi")
	budi := h.person("Budi")
	f.Fuzz(func(t *testing.T, text string, tapped bool) {
		raw, err := json.Marshal(anyUpdate(budi.ID(), text, tapped))
		if err != nil {
			t.Fatal(err)
		}
		h.memory.Advance(time.Minute) // so that nobody sends too fast
		if err := h.gelis.Handle(t.Context(), raw); err != nil {
			t.Errorf("the update does not come to its end: %v", err)
		}
		dead, err := h.gelis.Store().DeadLetters(t.Context(), 1)
		if err != nil || len(dead) > 0 {
			t.Errorf("dead letters: %v %v", dead, err)
		}
	})
}

// anyUpdate is an update of a private chat as Telegram sends it.
func anyUpdate(person int64, text string, tapped bool) map[string]any {
	from := map[string]any{"id": person, "is_bot": false, "first_name": "Budi"}
	message := map[string]any{
		"message_id": 1, "date": 1, "from": from, "chat": map[string]any{"id": person, "type": "private"}, "text": text,
	}
	if !tapped {
		return map[string]any{"update_id": 1, "message": message}
	}
	return map[string]any{"update_id": 1, "callback_query": map[string]any{
		"id": "1", "from": from, "message": message, "chat_instance": "1", "data": text,
	}}
}
