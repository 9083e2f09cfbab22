package telegramtest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// shownChat is what tests need of a chat as the people's API shows it.
type shownChat struct {
	Messages []shownMessage `json:"messages"`
	Total    int            `json:"total"`
}

type shownMessage struct {
	ID          int64  `json:"message_id"`
	From        string `json:"from"`
	Plain       string `json:"plain"`
	Album       string `json:"album"`
	ReplyTo     int64  `json:"reply_to"`
	EditedAt    string `json:"edited_at"`
	Attachments []struct {
		Kind, Name, Link, URL string
	} `json:"attachments"`
	Forward *struct {
		Name string `json:"name"`
	} `json:"forward"`
	ForceReply *struct {
		Placeholder string `json:"placeholder"`
	} `json:"force_reply"`
	Location *struct {
		Latitude, Longitude, Accuracy float64
		Live                          bool
	} `json:"location"`
}

// chat reads the chat of the person with the id.
func (w web) chat(id int64, query string) shownChat {
	w.t.Helper()
	code, body := w.ask("GET", fmt.Sprintf("/api/people/%d/chat%s", id, query), "")
	var c shownChat
	if err := json.Unmarshal([]byte(body), &c); err != nil || code != 200 {
		w.t.Fatalf("chat %d%s: %d %s", id, query, code, body)
	}
	return c
}

// last is the newest message of a chat.
func (w web) last(id int64) shownMessage {
	w.t.Helper()
	all := w.chat(id, "").Messages
	if len(all) == 0 {
		w.t.Fatalf("the chat of %d is empty", id)
	}
	return all[len(all)-1]
}

func TestALongChatIsReadInPages(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.s.Person(telegramtest.Profile{Name: "Budi"}).Send("milik orang lain") // ids of messages are shared by all chats
	for n := range 9 {
		sari.Send(fmt.Sprint(n + 2))
	}
	must[bool](t, w.s, "deleteMessage", args{"chat_id": sari.ID(), "message_id": 6})
	for _, c := range []struct {
		query string
		want  []int64
	}{
		{"", []int64{2, 3, 4, 5, 7, 8, 9, 10}},
		{"?limit=3", []int64{8, 9, 10}},
		{"?before=8&limit=3", []int64{4, 5, 7}},
		{"?before=4&limit=3", []int64{2, 3}},
		{"?before=2&limit=3", nil},
		{"?before=1&limit=3", nil},
		{"?before=6", []int64{2, 3, 4, 5}},
		{"?after=7", []int64{8, 9, 10}},
		{"?after=2&before=9&limit=2", []int64{7, 8}},
		{"?after=9&before=3", nil},
		{"?after=99", nil},
	} {
		got := w.chat(sari.ID(), c.query)
		var ids []int64
		for _, m := range got.Messages {
			ids = append(ids, m.ID)
		}
		if d := cmp.Diff(c.want, ids); d != "" || got.Total != 8 {
			t.Errorf("%s of %d messages (-want +got):\n%s", c.query, got.Total, d)
		}
	}
	for _, query := range []string{"before=x", "limit=-1"} {
		if code, answer := w.ask("GET", chatOfSari+"?"+query, ""); code != 400 {
			t.Errorf("%s: %d %s", query, code, answer)
		}
	}
}

func TestFilesThatAreSentTogetherAreAlbums(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	photo := func(name string) [3]string { return [3]string{"file", name, string(picture(t, 5, 5))} }
	file := func(name string) [3]string { return [3]string{"file", name, "%PDF"} }
	code, answer := w.upload(file("1.pdf"), photo("a.png"), file("2.pdf"), photo("b.jpg"), [3]string{"caption", "", "Empat"})
	if code != 200 || answer != `{"message_id":1,"message_ids":[1,2,3,4]}` {
		t.Fatalf("upload: %d %s", code, answer)
	}
	if code, answer := w.upload(photo("c.png"), file("3.pdf")); code != 200 {
		t.Fatalf("upload: %d %s", code, answer)
	}
	albums := map[string]int{"": 0}
	var got []string
	for _, m := range w.chat(sari.ID(), "").Messages {
		if _, known := albums[m.Album]; !known {
			albums[m.Album] = len(albums)
		}
		got = append(got, fmt.Sprint(m.Attachments[0].Kind, " ", albums[m.Album], " ", m.Plain))
	}
	want := []string{"photo 1 Empat", "photo 1 ", "document 2 ", "document 2 ", "photo 0 ", "document 0 "}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("albums (-want +got):\n%s", d)
	}
	type grouped struct {
		Message struct {
			Group string `json:"media_group_id"`
		} `json:"message"`
	}
	var groups []int
	for _, u := range must[[]grouped](t, w.s, "getUpdates", nil) {
		groups = append(groups, albums[u.Message.Group])
	}
	if d := cmp.Diff([]int{1, 1, 2, 2, 0, 0}, groups); d != "" {
		t.Errorf("what the bot is told (-want +got):\n%s", d)
	}
}

func TestAnAlbumHasTenAtMostAndAnUploadFifty(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	var parts [][3]string
	for n := range 50 {
		parts = append(parts, [3]string{"file", fmt.Sprint(n, ".pdf"), "%PDF"})
	}
	if code, answer := w.upload(append(parts, parts[0])...); code != 400 || len(sari.Chat()) != 0 {
		t.Errorf("51 files: %d %s", code, answer)
	}
	w.upload(parts[:21]...)
	sizes := map[string]int{}
	for _, m := range w.chat(sari.ID(), "").Messages {
		sizes[m.Album]++
	}
	if len(sizes) != 3 || sizes[""] != 1 {
		t.Errorf("21 files are albums of %v", sizes)
	}
}

func TestTheBotsAlbumsRepliesAndQuestionsAreShown(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	image := string(picture(t, 5, 5))
	up := postForm(t, w.s, "sendMediaGroup", part{"chat_id", "", jsonOf(t, sari.ID())}, part{"media", "", jsonOf(t, []args{
		{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://b"},
	})}, part{"a", "a.png", image}, part{"b", "b.png", image})
	if !up.OK {
		t.Fatal(up.say())
	}
	all := w.chat(sari.ID(), "").Messages
	if all[1].Album == "" || all[1].Album != all[2].Album {
		t.Errorf("the album is %q and %q", all[1].Album, all[2].Album)
	}
	must[sent](t, w.s, "sendMessage", args{
		"chat_id": sari.ID(), "text": "Alasannya?", "reply_parameters": args{"message_id": 1},
		"reply_markup": args{"force_reply": true, "input_field_placeholder": "Tulis alasan"},
	})
	m := w.last(sari.ID())
	if m.ReplyTo != 1 || m.ForceReply == nil || m.ForceReply.Placeholder != "Tulis alasan" || m.EditedAt != "" {
		t.Errorf("the question is %+v", m)
	}
	wantError(t, call(t, w.s, "sendMessage", args{
		"chat_id": sari.ID(), "text": "?", "reply_markup": args{"force_reply": true, "input_field_placeholder": long(65)},
	}), 400, "Bad Request: input field placeholder is too long")
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "ya", "reply_markup": args{"force_reply": true}})
	if m := w.last(sari.ID()); m.ForceReply == nil || m.ForceReply.Placeholder != "" {
		t.Errorf("a question without a hint is %+v", m)
	}
	must[sent](t, w.s, "sendMessage", args{"chat_id": sari.ID(), "text": "biasa"})
	if m := w.last(sari.ID()); m.ForceReply != nil {
		t.Errorf("a plain message asks for an answer: %+v", m)
	}
}
