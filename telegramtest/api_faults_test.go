package telegramtest_test

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestFaultsAreSetAndCleared(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	send := func() reply { return call(t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "a"}) }
	w.want("POST", "/api/faults", `{"method":"sendMessage","code":429,"retry_after":7,"times":1}`, 200, `{}`)
	if r := send(); r.Code != 429 || r.Parameters.RetryAfter != 7 {
		t.Errorf("with a fault: %s", r.say())
	}
	if r := send(); !r.OK {
		t.Errorf("after the fault: %s", r.say())
	}
	w.want("POST", "/api/faults", `{"code":502,"person":700000001,"after_effect":true,"delay_ms":1}`, 200, `{}`)
	must[bool](t, w.s, "setMyCommands", args{"commands": []args{}}) // concerns nobody
	if r := send(); r.Code != 502 {
		t.Errorf("with a fault: %s", r.say())
	}
	if n := len(sari.Chat()); n != 3 {
		t.Errorf("%d messages in the chat: the fault came after the effect", n)
	}
	w.want("POST", "/api/faults", `{"method":"*","drop":true,"times":3}`, 200, `{}`)
	w.want("GET", "/api/faults", "", 200, `[{"method":"","person":700000001,"code":502,"retry_after":0,"times":0,"body":"","drop":false,"delay_ms":1,"after_effect":true,"cut_body":false},`+
		`{"method":"*","person":0,"code":0,"retry_after":0,"times":3,"body":"","drop":true,"delay_ms":0,"after_effect":false,"cut_body":false}]`)
	w.want("DELETE", "/api/faults", "", 200, `{}`)
	w.want("GET", "/api/faults", "", 200, `[]`)
	if r := send(); !r.OK {
		t.Errorf("without faults: %s", r.say())
	}
}

func TestFaultsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	const nothing = `{"error":"nothing would go wrong: say one of code, body, drop, cut_body and delay_ms"}`
	w.want("POST", "/api/faults", `{}`, 400, nothing)
	w.want("POST", "/api/faults", `{"method":"sendMessage","times":3}`, 400, nothing)
	w.want("POST", "/api/faults", `{"code":99}`, 400, `{"error":"99 is no status of HTTP"}`)
	w.want("POST", "/api/faults", `{"code":500,"times":-1}`, 400, `{"error":"retry_after, times and delay_ms cannot be negative"}`)
}

func TestCallsAreListed(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	w.want("GET", "/api/calls", "", 200, `[]`)
	call(t, w.s, "getMe", nil)
	call(t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "a"})
	call(t, w.s, "sendMessage", args{"chat_id": 5, "text": "a"})
	const (
		me     = `{"seq":1,"at":"2026-08-03T08:00:00Z","method":"getMe","person":0,"params":{},"code":200,"description":"","bytes":4,"ms":0,"dropped":false}`
		sari1  = `{"seq":2,"at":"2026-08-03T08:00:00Z","method":"sendMessage","person":700000001,"params":{"chat_id":"700000001","text":"a"},"code":200,"description":"","bytes":32,"ms":0,"dropped":false}`
		nobody = `{"seq":3,"at":"2026-08-03T08:00:00Z","method":"sendMessage","person":5,"params":{"chat_id":"5","text":"a"},"code":400,"description":"Bad Request: chat not found","bytes":24,"ms":0,"dropped":false}`
	)
	for query, want := range map[string]string{
		"":                                   me + "," + sari1 + "," + nobody,
		"?method=sendMessage":                sari1 + "," + nobody,
		"?person=700000001":                  sari1,
		"?after=2":                           nobody,
		"?limit=2":                           sari1 + "," + nobody,
		"?method=sendMessage&person=5&after": nobody,
		"?method=getUpdates":                 "",
	} {
		_, got := w.ask("GET", "/api/calls"+query, "")
		got = regexp.MustCompile(`"ms":[0-9.]+`).ReplaceAllString(got, `"ms":0`)
		if d := cmp.Diff("["+want+"]", got); d != "" {
			t.Errorf("calls%s (-want +got):\n%s", query, d)
		}
	}
	w.want("GET", "/api/calls?after=x", "", 400, `{"error":"after must be a whole number that is not negative, and is \"x\""}`)
}
