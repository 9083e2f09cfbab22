package telegramtest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

const chatOfSari = "/api/people/700000001/chat"

func TestAChatIsShownAsThePersonSeesIt(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.want("GET", chatOfSari, "", 200, `{"messages":[],"keyboard":[],"total":0}`)
	sari.Send("a < b")
	m := must[sent](t, w.s, "sendMessage", args{
		"chat_id": sari.ID(), "text": "<b>Surat</b> &amp; lampiran", "parse_mode": "HTML", "protect_content": true,
		"reply_markup": inline(
			[]args{{"text": "Setuju", "callback_data": "s:1", "style": "success"}},
			[]args{{"text": "Situs", "url": "https://baliprov.go.id/"}, {"text": "Salin", "copy_text": args{"text": "123"}}}),
	})
	w.want("GET", chatOfSari, "", 200, `{"messages":[`+
		`{"message_id":1,"from":"person","date":"2026-08-03T08:00:00Z","text":"a &lt; b","plain":"a < b","buttons":[],"attachments":[],"edited":false,"protected":false},`+
		`{"message_id":2,"from":"bot","date":"2026-08-03T08:00:00Z","text":"<b>Surat</b> &amp; lampiran","plain":"Surat & lampiran",`+
		`"buttons":[[{"text":"Setuju","data":"s:1","url":"","style":"success"}],`+
		`[{"text":"Situs","data":"","url":"https://baliprov.go.id/","style":""},{"text":"Salin","data":"","url":"","style":"","copy_text":"123"}]],`+
		`"attachments":[],"edited":false,"protected":true}],"keyboard":[],"total":2}`)

	must[sent](t, w.s, "editMessageText", args{"chat_id": sari.ID(), "message_id": m.ID, "text": "sudah"})
	w.want("GET", chatOfSari+"?after=1", "", 200, `{"messages":[`+
		`{"message_id":2,"from":"bot","date":"2026-08-03T08:00:00Z","text":"sudah","plain":"sudah","buttons":[],"attachments":[],"edited":true,"protected":true,"edited_at":"2026-08-03T08:00:00Z"}],"keyboard":[],"total":2}`)
	w.want("GET", chatOfSari+"?after=-1", "", 400, `{"error":"after must be a whole number that is not negative, and is \"-1\""}`)
	w.want("GET", chatOfSari+"?after=x", "", 400, `{"error":"after must be a whole number that is not negative, and is \"x\""}`)
}

func TestAChatShowsTheKeyboardOfTheBot(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "siapa?", "reply_markup": args{"keyboard": [][]any{
		{args{"text": "Bagikan kontak", "request_contact": true}}, {args{"text": "Bagikan lokasi", "request_location": true}, "Nanti"},
	}}})
	if _, got := w.ask("GET", chatOfSari, ""); !strings.HasSuffix(got, `"keyboard":[[{"text":"Bagikan kontak","request":"contact"}],`+
		`[{"text":"Bagikan lokasi","request":"location"},{"text":"Nanti","request":""}]],"total":2}`) {
		t.Errorf("the chat is %s", got)
	}
}

func TestAChatShowsFilesCardsAndPlaces(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	document := sari.Upload("surat tugas.pdf", []byte("%PDF-1.7"), "Surat & lampiran").Attachments[0]
	photo := sari.Upload("foto.png", picture(t, 9, 9), "").Attachments[0]
	sari.ShareContact(nil)
	sari.ShareLocation(-8.67, 115.21, true)
	head := func(id int, text, plain string) string {
		return fmt.Sprintf(`{"message_id":%d,"from":"person","date":"2026-08-03T08:00:00Z","text":"%s","plain":"%s","buttons":[],`, id, text, plain)
	}
	file := func(f telegramtest.Attachment) string {
		return fmt.Sprintf(`"attachments":[{"kind":"%s","name":"%s","mime":"%s","size":%d,"url":"/api/files/%s"}],"edited":false,"protected":false}`,
			f.Kind, f.Name, f.MIME, f.Size, f.FileID)
	}
	const plain = `"attachments":[],"edited":false,"protected":false,`
	w.want("GET", chatOfSari, "", 200, `{"messages":[`+strings.Join([]string{
		head(1, "Surat &amp; lampiran", "Surat & lampiran") + file(document),
		head(2, "", "") + file(photo),
		head(3, "", "") + plain + `"contact":{"name":"Sari Dewi","phone":"6281200000001"}}`,
		head(4, "", "") + plain + `"location":{"latitude":-8.67,"longitude":115.21,"live":true}}`,
	}, ",")+`],"keyboard":[],"total":4}`)
}
