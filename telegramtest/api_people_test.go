package telegramtest_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestPeopleAreThoseOfTelegramAsTheOfficeKnowsThem(t *testing.T) {
	t.Parallel()
	o := &office{}
	w := newWeb(t, telegramtest.APIConfig{Office: o})
	sari := w.sari()
	w.s.Person(telegramtest.Profile{Name: "Orang Luar"}).Block()
	o.set(telegramtest.PersonInfo{
		ID: sari.ID(), NIP: "198001012005012001", Position: "Analis", Unit: "Biro Organisasi", Roles: []string{"staff", "clerk"},
		Linked: true,
	})
	w.want("GET", "/api/people", "", 200, `[`+
		`{"id":700000001,"name":"Sari Dewi","nip":"198001012005012001","position":"Analis","unit":"Biro Organisasi","roles":["staff","clerk"],"linked":true,"unread":0,"blocked":false},`+
		`{"id":700000002,"name":"Orang Luar","nip":"","position":"","unit":"","roles":[],"linked":false,"unread":0,"blocked":true}]`)

	o.set(telegramtest.PersonInfo{ID: sari.ID(), Link: "https://t.me/GelisBaliBot?start=abc"})
	if _, got := w.ask("GET", "/api/people", ""); !strings.Contains(got, `"linked":false,"unread":0,"blocked":false,"link":"https://t.me/GelisBaliBot?start=abc"}`) {
		t.Errorf("the link is not there: %s", got)
	}
	o.err = errors.New("no database")
	w.want("GET", "/api/people", "", 500, `{"error":"ask the office who its people are: no database"}`)
}

func TestPeopleAreAddedWhereThereIsNoOffice(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.want("GET", "/api/people", "", 200, `[]`)
	w.want("POST", "/api/people", `{"name":" Sari Dewi ","phone":"+62 812-0000-0001"}`, 200,
		`{"id":700000001,"name":"Sari Dewi","nip":"","position":"","unit":"","roles":[],"linked":false,"unread":0,"blocked":false}`)
	if p := w.s.Find(700000001); p == nil || p.Phone() != "+62 812-0000-0001" {
		t.Errorf("the server knows %v", p)
	}
	w.want("POST", "/api/people", `{"name":" "}`, 400, `{"error":"a person needs a name"}`)
	w.want("POST", "/api/people", `{"name":"A","phone":"x"}`, 400, `{"error":"\"x\" is no phone number"}`)
	closed := newWeb(t, telegramtest.APIConfig{Office: &office{}})
	closed.want("POST", "/api/people", `{"name":"A"}`, 405, `{"error":"the people here are those of the office: nobody can be added"}`)
}

func TestUnreadEndsWhenThePersonReadsOrActs(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	for _, act := range []struct{ verb, body string }{
		{"read", ""}, {"send", `{"text":"halo"}`}, {"contact", "{}"}, {"tap", `{"button":"tidak ada"}`},
	} {
		must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "halo"})
		if n := sari.Unread(); n != 1 {
			t.Fatalf("%d unread before %s", n, act.verb)
		}
		w.ask("GET", "/api/people/700000001/chat", "")
		if n := sari.Unread(); n != 1 {
			t.Errorf("who looks from outside does not read, but %d are unread", n)
		}
		w.ask("POST", "/api/people/700000001/"+act.verb, act.body)
		if n := sari.Unread(); n != 0 {
			t.Errorf("%d unread after %s", n, act.verb)
		}
	}
}

func TestTheCommandMenuIsThatOfThePerson(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.sari()
	w.want("GET", "/api/people/700000001/commands", "", 200, `[]`)
	must[bool](t, w.s, "setMyCommands", args{"commands": []args{{"command": "cuti", "description": "Ajukan cuti"}}})
	w.want("GET", "/api/people/700000001/commands", "", 200, `[{"command":"cuti","description":"Ajukan cuti"}]`)
}
