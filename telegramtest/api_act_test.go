package telegramtest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

const sariAt = "/api/people/700000001/"

// plains is everything in a chat as it is read.
func plains(p *telegramtest.Person) []string {
	var all []string
	for _, m := range p.Chat() {
		all = append(all, m.From+": "+m.Plain)
	}
	return all
}

func TestAPersonSends(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.want("POST", sariAt+"send", `{"text":" halo <b>\u0000😀 "}`, 200, `{"message_id":1}`)
	if d := cmp.Diff([]string{"person: halo <b>\x00😀"}, plains(sari)); d != "" {
		t.Errorf("chat (-want +got):\n%s", d)
	}
	w.want("POST", sariAt+"send", `{"text":" \n"}`, 400, `{"error":"a phone does not send an empty text"}`)
	w.want("POST", sariAt+"send", "", 400, `{"error":"a phone does not send an empty text"}`)
	sari.Deactivate()
	w.want("POST", sariAt+"send", `{"text":"halo"}`, 409, `{"error":"the account of Sari Dewi is deactivated"}`)
}

func TestAPersonSharesContacts(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.s.Person(telegramtest.Profile{Name: "Budi Wirawan", Phone: "+62813"})
	w.want("POST", sariAt+"contact", `{}`, 200, `{"message_id":1}`)
	w.want("POST", sariAt+"contact", `{"of":700000002}`, 200, `{"message_id":2}`)
	w.want("POST", sariAt+"contact", `{"of":3}`, 404, `{"error":"nobody here has the id 3"}`)
	var shared []telegramtest.Contact
	for _, m := range sari.Chat() {
		shared = append(shared, *m.Contact)
	}
	want := []telegramtest.Contact{{Phone: "6281200000001", Name: "Sari Dewi", UserID: 700000001}, {Phone: "62813", Name: "Budi Wirawan", UserID: 700000002}}
	if d := cmp.Diff(want, shared); d != "" {
		t.Errorf("contacts (-want +got):\n%s", d)
	}
}

func TestAPersonSharesAPlace(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.want("POST", sariAt+"location", `{"latitude":0,"longitude":115.2,"live":true}`, 200, `{"message_id":1}`)
	if got := *sari.Chat()[0].Location; got != (telegramtest.Location{Latitude: 0, Longitude: 115.2, Live: true}) {
		t.Errorf("location: %+v", got)
	}
	w.want("POST", sariAt+"location", `{"latitude":0}`, 400, `{"error":"a location needs latitude and longitude"}`)
	w.want("POST", sariAt+"location", `{"latitude":91,"longitude":0}`, 400, `{"error":"91, 0 is not on the earth"}`)
}

func TestAPersonBlocksAndUnblocks(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	w.want("POST", sariAt+"block", `{"blocked":true}`, 200, `{"blocked":true}`)
	wantError(t, call(t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "a"}), 403, "Forbidden: bot was blocked by the user")
	w.want("POST", sariAt+"block", `{"blocked":false}`, 200, `{"blocked":false}`)
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "a"})
	w.want("POST", sariAt+"block", `{}`, 400, `{"error":"say {\"blocked\": true} or {\"blocked\": false}"}`)
}

func TestAPersonOpensALink(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.want("POST", sariAt+"open", `{"link":"https://t.me/`+telegramtest.DefaultUsername+`?start=abc-1"}`, 200, `{}`)
	if d := cmp.Diff([]string{"person: /start abc-1"}, plains(sari)); d != "" {
		t.Errorf("chat (-want +got):\n%s", d)
	}
	w.want("POST", sariAt+"open", `{"link":"https://example.com/x"}`, 400,
		`{"error":"open \"https://example.com/x\": link does not lead to the bot: host \"example.com\""}`)
}

func TestAPersonUploads(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	file := func(name, content string) [3]string { return [3]string{"file", name, content} }
	for _, c := range []struct {
		says   string
		parts  [][3]string
		code   int
		answer string
	}{
		{"a document with a caption", [][3]string{{"caption", "", "Surat"}, file("surat.pdf", "%PDF")}, 200, `{"message_id":1,"message_ids":[1]}`},
		{"the caption may come last", [][3]string{file("foto.png", string(picture(t, 5, 5))), {"caption", "", "Foto"}}, 200, `{"message_id":2,"message_ids":[2]}`},
		{"an empty file goes out", [][3]string{file("kosong.pdf", "")}, 200, `{"message_id":3,"message_ids":[3]}`},
		{"no file", [][3]string{{"caption", "", "Surat"}}, 400, `{"error":"there is no file in the field file"}`},
		{"an unknown field", [][3]string{{"name", "", "x"}, file("a", "b")}, 400, `{"error":"an upload takes file and caption, and not \"name\""}`},
		{"too large", [][3]string{file("besar.pdf", strings.Repeat("a", 64<<20))}, 413, `{"error":"the body is larger than 67108864 bytes"}`},
	} {
		if code, answer := w.upload(c.parts...); code != c.code || answer != c.answer {
			t.Errorf("%s: %d %s", c.says, code, answer)
		}
	}
	w.want("POST", sariAt+"upload", "{}", 415, `{"error":"an upload must be multipart/form-data with the field file"}`)
	var got []string
	for _, m := range sari.Chat() {
		a := m.Attachments[0]
		got = append(got, fmt.Sprint(a.Kind, " ", a.Name, " ", m.Plain))
	}
	if d := cmp.Diff([]string{"document surat.pdf Surat", "photo photo.jpg Foto", "document kosong.pdf "}, got); d != "" {
		t.Errorf("uploads (-want +got):\n%s", d)
	}
}

func TestABodyMustBeTheJSONThatIsMeant(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	w.sari()
	for _, c := range []struct {
		body   string
		code   int
		answer string
	}{
		{`{"text":`, 400, `{"error":"the body is not the JSON that /api/people/700000001/send takes: unexpected EOF"}`},
		{`{"text":"a","to":1}`, 400, `{"error":"the body is not the JSON that /api/people/700000001/send takes: json: unknown field \"to\""}`},
		{`{"text":"a"} {}`, 400, `{"error":"the body must be one JSON value and nothing after it"}`},
		{`{"text":"` + long(1<<20) + `"}`, 413, `{"error":"the body is larger than 1048576 bytes"}`},
	} {
		w.want("POST", sariAt+"send", c.body, c.code, c.answer)
	}
	r := w.request(http.MethodPost, sariAt+"send", `{"text":"a"}`)
	r.Header.Set("Content-Type", "text/plain")
	if code, answer, _ := w.do(r); code != 415 || answer != `{"error":"the body must be JSON with the header Content-Type: application/json"}` {
		t.Errorf("plain text: %d %s", code, answer)
	}
}
