package telegramtest_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestATapWaitsForTheAnswer(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.sari()
	w.echoBot()
	w.want("POST", sariAt+"send", `{"text":"satu"}`, 200, `{"message_id":1}`)
	w.want("POST", "/api/idle", "", 200, `{}`)
	w.want("POST", sariAt+"tap", `{"button":"Catat"}`, 200, `{"toast":"\"note\"","alert":false}`)
	w.want("POST", sariAt+"tap", `{"button":"alert"}`, 200, `{"toast":"\"alert\"","alert":true}`)
	w.want("POST", sariAt+"tap", `{"button":"note","message_id":2}`, 200, `{"toast":"\"note\"","alert":false}`)
}

func TestATapOnNothing(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Send("halo")
	w.want("POST", sariAt+"tap", `{"button":"Setuju"}`, 404, `{"error":"Sari Dewi taps \"Setuju\": no such button"}`)
	w.want("POST", sariAt+"tap", `{"button":"Setuju","message_id":1}`, 404, `{"error":"Sari Dewi taps \"Setuju\" on message 1: no such button"}`)
	w.want("POST", sariAt+"tap", `{"button":"Setuju","message_id":9}`, 404, `{"error":"Sari Dewi taps on message 9: no such message"}`)
	w.want("POST", sariAt+"tap", `{"data":"x"}`, 400, `{"error":"say which button, by its label or its data"}`)
	sari.Deactivate()
	w.want("POST", sariAt+"tap", `{"force":true,"data":"x"}`, 409, `{"error":"Sari Dewi taps: account is deactivated"}`)
}

func TestAForgedTapBringsAnyDataOnAnyMessage(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.sari()
	w.echoBot()
	for _, data := range []string{"setuju:1", "x' OR 1=1 --", "\x00\x7f \u202e😀", strings.Repeat("y", 190)} {
		body := jsonOf(t, map[string]any{"force": true, "data": data, "message_id": 4711})
		w.want("POST", sariAt+"tap", body, 200, `{"toast":`+jsonOf(t, strconv.QuoteToASCII(data))+`,"alert":false}`)
	}
}

func TestButtonsThatOpenAndCopyAnswerByThemselves(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "a", "reply_markup": inline([]args{
		{"text": "Situs", "url": "https://baliprov.go.id/?a=1&b=2"}, {"text": "Salin", "copy_text": args{"text": "123"}},
	})})
	w.want("POST", sariAt+"tap", `{"button":"Situs"}`, 200, `{"toast":"","alert":false,"url":"https://baliprov.go.id/?a=1&b=2"}`)
	w.want("POST", sariAt+"tap", `{"button":"Salin"}`, 200, `{"toast":"","alert":false,"copy":"123"}`)
}

func TestAKeyOfTheKeyboardIsTappedByItsLabel(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "a", "reply_markup": args{"keyboard": [][]string{{"Lewati"}}}})
	w.want("POST", sariAt+"tap", `{"button":"Lewati"}`, 200, `{"toast":"","alert":false}`)
	if last := sari.Chat()[2]; last.Plain != "Lewati" {
		t.Errorf("the chat ends with %+v", last)
	}
}

// alone is an API without a network, for tests in which time is not real.
func alone(t *testing.T, c telegramtest.APIConfig) (*telegramtest.Server, func(method, path, body string) (int, string)) {
	t.Helper()
	s := telegramtest.New(telegramtest.Config{})
	t.Cleanup(s.Close)
	api := telegramtest.NewAPI(s, c)
	return s, func(method, path, body string) (int, string) {
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
		r.Host = "localhost"
		r.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		api.ServeHTTP(answer, r)
		return answer.Code, strings.TrimSpace(answer.Body.String())
	}
}

func TestATapIsGivenUpAfterTenSeconds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, ask := alone(t, telegramtest.APIConfig{})
		s.Person(telegramtest.Profile{Name: "Sari"})
		began := time.Now()
		code, answer := ask(http.MethodPost, sariAt+"tap", `{"force":true,"data":"x"}`)
		if time.Since(began) != 10*time.Second || code != 504 || answer != `{"error":"the bot has not answered the tap within 10s"}` {
			t.Errorf("tap: %d %s", code, answer)
		}
	})
}
