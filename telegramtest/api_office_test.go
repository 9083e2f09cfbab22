package telegramtest_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestTheOfficeSaysWhatTheBotOffersToWhom(t *testing.T) {
	t.Parallel()
	newWeb(t, telegramtest.APIConfig{}).want("GET", "/api/office", "", 200, `{"name":"","demo":false,"commands":{},"places":[]}`)
	w := newWeb(t, telegramtest.APIConfig{Name: "Biro Organisasi", Demo: true, Places: func(context.Context) ([]telegramtest.Fence, error) {
		return []telegramtest.Fence{{Name: "Halaman", Latitude: -8.6718, Longitude: 115.2336, Radius: 120}}, nil
	}})
	w.sari()
	w.s.Person(telegramtest.Profile{Name: "Budi"})
	must[bool](t, w.s, "setMyCommands", args{"commands": []args{{"command": "mulai", "description": "Mulai"}}})
	must[bool](t, w.s, "setMyCommands", args{"commands": []args{
		{"command": "disposisi", "description": "Disposisi"}, {"command": "bantuan", "description": "Bantuan"},
	}, "scope": args{"type": "chat", "chat_id": 700000001}})
	w.want("GET", "/api/office", "", 200, `{"name":"Biro Organisasi","demo":true,"commands":{"700000001":["/disposisi","/bantuan"],"700000002":["/mulai"]},"places":[{"name":"Halaman","latitude":-8.6718,"longitude":115.2336,"radius":120}]}`)
}

func TestAResetForgetsTheChatsAndGreetsAnew(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	s := w.follow("")
	first, _ := s.block()
	old := s.id
	sari.Start()
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "siapa?", "reply_markup": args{"keyboard": [][]any{{"Nanti"}}}})
	w.want("POST", "/api/reset", "", 204, "")
	w.want("GET", chatOfSari, "", 200, `{"messages":[],"keyboard":[],"total":0}`)
	w.want("GET", "/api/log", "", 200, `[]`)
	second := s.next("hello")
	if second.Data == first.Data {
		t.Errorf("the epoch after a reset is the one before it: %s", second.Data)
	}
	m := must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "lagi"})
	if m.ID != 3 {
		t.Errorf("the next message is %d: an id was given out twice", m.ID)
	}
	if e := s.next("message", "resync"); !strings.Contains(e.Data, `"plain":"lagi"`) {
		t.Errorf("after the greeting comes %+v", e)
	}
	late := w.follow(old)
	if e, _ := late.block(); e != second {
		t.Errorf("who comes back is greeted with %+v, want %+v", e, second)
	}
	late.next("resync")
}

func TestAnOfficeIsResetByWhoeverRunsIt(t *testing.T) {
	t.Parallel()
	asked, fails := 0, error(nil)
	w := newWeb(t, telegramtest.APIConfig{Reset: func(context.Context) error {
		asked++
		return fails
	}})
	w.sari().Send("halo")
	w.want("POST", "/api/reset", "{}", 204, "")
	if asked != 1 || len(w.chat(700000001, "").Messages) != 1 {
		t.Errorf("asked %d times; the chat has %d messages", asked, len(w.chat(700000001, "").Messages))
	}
	fails = errors.New("no database")
	w.want("POST", "/api/reset", "", 500, `{"error":"no database"}`)
	w.want("GET", "/api/reset", "", 405, `{"error":"/api/reset takes POST only"}`)
}
