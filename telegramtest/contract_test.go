package telegramtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"
)

// published is what Telegram publishes of its Bot API, as far as the server knows it.
type published struct {
	Version string
	Methods map[string]object
	Types   map[string]object
}

type object struct {
	Fields  []field
	Returns []string
}

type field struct {
	Name     string
	Types    []string
	Required bool
}

func (o object) field(name string) (field, bool) {
	i := slices.IndexFunc(o.Fields, func(f field) bool { return f.Name == name })
	if i < 0 {
		return field{}, false
	}
	return o.Fields[i], true
}

func readPublished(t *testing.T) published {
	t.Helper()
	raw, err := os.ReadFile("testdata/bot-api.json")
	if err != nil {
		t.Fatal(err)
	}
	var p published
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryMethodAndParameterIsPublished(t *testing.T) {
	t.Parallel()
	api := readPublished(t)
	for _, m := range methods {
		known, ok := api.Methods[m.name]
		if !ok {
			t.Errorf("%s is no method of Bot API %s", m.name, api.Version)
		}
		for name := range strings.FieldsSeq(m.params) {
			if _, ok := known.field(name); !ok {
				t.Errorf("%s has no parameter %s in Bot API %s", m.name, name, api.Version)
			}
		}
	}
	for name := range api.Methods {
		if _, ok := methods[strings.ToLower(name)]; !ok {
			t.Errorf("testdata has %s, which the server does not know", name)
		}
	}
}

// step is one call of the walk through all methods.
type step struct {
	method string
	values map[string]string
	files  map[string]upload
}

func TestEveryMethodReadsAndAnswersWhatIsPublished(t *testing.T) {
	t.Parallel()
	api := readPublished(t)
	s := New(Config{})
	t.Cleanup(s.Close)
	p := s.Person(Profile{Name: "Budi Wirawan", Username: "budi"})
	called := map[string]bool{}
	for _, st := range walk(t, s, p) {
		m := methods[strings.ToLower(st.method)]
		called[m.name] = true
		reads := map[string]bool{}
		r := &request{params: params{values: st.values, files: st.files, reads: reads}, ctx: t.Context(), method: m.name}
		a := s.run(m, r)
		if a.err != nil {
			t.Errorf("%s: %v", m.name, a.err)
			continue
		}
		for name := range reads {
			if !slices.Contains(strings.Fields(m.params), name) {
				t.Errorf("%s reads %s, which its line in the table does not name", m.name, name)
			}
		}
		var e struct{ Result any }
		if err := json.Unmarshal(a.encode(), &e); err != nil {
			t.Fatal(err)
		}
		api.check(t, m.name, api.Methods[m.name].Returns, e.Result)
	}
	for _, m := range methods {
		if !called[m.name] {
			t.Errorf("the walk does not call %s", m.name)
		}
	}
}

// walk makes something happen in every way there is, and then calls every method.
func walk(t *testing.T, s *Server, p *Person) []step {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	p.Start()
	doc := p.UploadDocument("surat.pdf", []byte("%PDF"), "lihat /bantuan")
	p.Upload("foto.png", picture.Bytes(), "")
	p.ShareContact(p)
	live := p.SharePlace(Place{Latitude: 1, Longitude: 2, Accuracy: 15, Live: true})
	for _, to := range []float64{1.1, 1.2} {
		if _, err := p.MoveLocation(live.ID, Place{Latitude: to, Longitude: 2}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.StopLocation(live.ID); err != nil {
		t.Fatal(err)
	}
	p.Reply(doc.ID, "ini")
	if err := p.Edit(1, "diubah"); err != nil {
		t.Fatal(err)
	}
	p.TapAsync(999, "hilang")
	tap := p.TapAsync(doc.ID, "ada")
	p.Block()
	p.Unblock()
	if _, err := p.Forward(doc.ID, p); err != nil {
		t.Fatal(err)
	}
	p.UploadFiles([]File{{"a.png", picture.Bytes()}, {"b.png", picture.Bytes()}}, "album")
	g := s.Group("Grup", p)
	if _, err := g.Forward(p, doc.ID); err != nil {
		t.Fatal(err)
	}
	g.Migrate(p)

	chat := fmt.Sprint(p.ID())
	next := s.lastPost + 1 // the first message of the walk
	msg := func(n int64) string { return fmt.Sprint(next + n) }
	const markup = `{"inline_keyboard":[[{"text":"Ya","callback_data":"y","style":"success"},{"text":"Salin","copy_text":{"text":"1"}},{"text":"Buka","url":"https://bali.go.id"}]]}`
	up := map[string]upload{
		"photo": {name: "a.png", content: picture.Bytes()}, "document": {name: "a.pdf", content: []byte("%PDF")},
	}
	return []step{
		{"getMe", nil, nil},
		{"getUpdates", map[string]string{"allowed_updates": "[]"}, nil},
		{"sendMessage", map[string]string{"chat_id": chat, "text": `<b>a</b> <a href="https://x.id">b</a><pre><code class="language-go">c</code></pre>`, "parse_mode": "HTML", "reply_markup": markup, "protect_content": "true", "reply_parameters": `{"message_id":1}`}, nil},
		{"sendPhoto", map[string]string{"chat_id": chat, "caption": "foto"}, up},
		{"sendDocument", map[string]string{"chat_id": chat}, up},
		{"sendMediaGroup", map[string]string{"chat_id": chat, "media": `[{"type":"photo","media":"attach://photo"},{"type":"photo","media":"attach://photo"}]`}, up},
		{"copyMessage", map[string]string{"chat_id": chat, "from_chat_id": chat, "message_id": msg(1)}, nil},
		{"sendChatAction", map[string]string{"chat_id": chat, "action": "typing"}, nil},
		{"editMessageText", map[string]string{"chat_id": chat, "message_id": msg(0), "text": "baru"}, nil},
		{"editMessageReplyMarkup", map[string]string{"chat_id": chat, "message_id": msg(0), "reply_markup": markup}, nil},
		{"editMessageCaption", map[string]string{"chat_id": chat, "message_id": msg(1), "caption": "baru"}, nil},
		{"editMessageMedia", map[string]string{"chat_id": chat, "message_id": msg(1), "media": `{"type":"document","media":"attach://document"}`}, up},
		{"pinChatMessage", map[string]string{"chat_id": chat, "message_id": msg(0)}, nil},
		{"getChat", map[string]string{"chat_id": chat}, nil},
		{"unpinChatMessage", map[string]string{"chat_id": chat, "message_id": msg(0)}, nil},
		{"deleteMessage", map[string]string{"chat_id": chat, "message_id": msg(0)}, nil},
		{"deleteMessages", map[string]string{"chat_id": chat, "message_ids": "[1]"}, nil},
		{"answerCallbackQuery", map[string]string{"callback_query_id": tap, "text": "baik", "url": "https://t.me/GelisBaliBot?start=x"}, nil},
		{"getFile", map[string]string{"file_id": doc.Attachments[0].FileID}, nil},
		{"setMyCommands", map[string]string{"commands": `[{"command":"cuti","description":"Ajukan cuti"}]`, "scope": `{"type":"chat","chat_id":` + chat + `}`}, nil},
		{"getMyCommands", map[string]string{"scope": `{"type":"chat","chat_id":` + chat + `}`}, nil},
		{"deleteMyCommands", nil, nil},
		{"setMyDescription", map[string]string{"description": "Bot"}, nil},
		{"getMyDescription", nil, nil},
		{"setMyShortDescription", map[string]string{"short_description": "Bot"}, nil},
		{"getMyShortDescription", nil, nil},
		{"setChatMenuButton", map[string]string{"chat_id": chat, "menu_button": `{"type":"commands"}`}, nil},
		{"getChatMenuButton", map[string]string{"chat_id": chat}, nil},
		{"setWebhook", map[string]string{"url": "https://127.0.0.1:1/", "secret_token": "x", "allowed_updates": `["message"]`}, nil},
		{"getWebhookInfo", nil, nil},
		{"deleteWebhook", map[string]string{"drop_pending_updates": "true"}, nil},
		{"getUpdates", nil, nil},
	}
}

// concrete says which of several types an object is.
func concrete(name string, v map[string]any) string {
	switch name {
	case "MaybeInaccessibleMessage":
		if v["date"] == 0.0 {
			return "InaccessibleMessage"
		}
		return "Message"
	case "ChatMember":
		return map[any]string{"member": "ChatMemberMember", "kicked": "ChatMemberBanned", "left": "ChatMemberLeft"}[v["status"]]
	case "MessageOrigin":
		return "MessageOriginUser"
	case "MenuButton":
		return "MenuButtonCommands"
	}
	return name
}

// check holds a value against the types it may have.
func (p published) check(t *testing.T, where string, types []string, v any) {
	t.Helper()
	for _, name := range types {
		if p.fits(t, where, name, v) {
			return
		}
	}
	t.Errorf("%s: %v is no %s", where, v, strings.Join(types, " or "))
}

func (p published) fits(t *testing.T, where, name string, v any) bool {
	t.Helper()
	switch value := v.(type) {
	case string:
		return name == "String"
	case bool:
		return name == "Boolean" || name == "True" && value
	case float64:
		return name == "Float" || name == "Integer" && value == float64(int64(value))
	case []any:
		of, ok := strings.CutPrefix(name, "Array of ")
		for i, one := range value {
			p.check(t, fmt.Sprintf("%s[%d]", where, i), []string{of}, one)
		}
		return ok
	case map[string]any:
		return p.fitsObject(t, where, concrete(name, value), value)
	}
	return false
}

func (p published) fitsObject(t *testing.T, where, name string, v map[string]any) bool {
	t.Helper()
	known, ok := p.Types[name]
	if !ok {
		return false
	}
	for _, f := range known.Fields {
		if _, ok := v[f.Name]; f.Required && !ok {
			t.Errorf("%s: %s has no %s", where, name, f.Name)
		}
	}
	for key, value := range v {
		f, ok := known.field(key)
		if !ok {
			t.Errorf("%s: %s has no field %s in the published API", where, name, key)
			continue
		}
		p.check(t, where+"."+key, f.Types, value)
	}
	return true
}
