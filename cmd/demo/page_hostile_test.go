package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// hostile are texts that want to be more than text, or to break out of where they stand.
var hostile = []string{
	`<img src=x onerror="window.hacked='img'">`,
	`"><script>window.hacked='script'</script>`,
	`</textarea></title><svg onload="window.hacked='svg'">`,
	`' onmouseover='window.hacked=1' x='`,
	`javascript:window.hacked='link'`,
	`{{constructor.constructor("window.hacked=1")()}} ${window.hacked=1}`,
	"\u202egnp.exe\u2066 \u200b\u200d\ufeff",
	strings.Repeat("W", 300),
	strings.Repeat("🧑🏽‍🤝‍🧑🏻", 60),
	"a\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a",
}

// bot calls the Bot API of a demo as the bot does.
type bot struct {
	visitor
}

func (b bot) call(method string, values map[string]any) json.RawMessage {
	b.t.Helper()
	body, err := json.Marshal(values)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.answer(b.does("POST", b.path(method), string(body)))
}

func (b bot) path(method string) string { return "/bot" + telegramtest.DefaultToken + "/" + method }

func (b bot) answer(text string) json.RawMessage {
	b.t.Helper()
	var a struct{ Result json.RawMessage }
	if err := json.Unmarshal([]byte(text), &a); err != nil {
		b.t.Fatal(err)
	}
	return a.Result
}

// document sends a file.
func (b bot) document(person int64, name, caption string, content []byte) {
	b.t.Helper()
	b.file("sendDocument", "document", name, content, map[string]string{"chat_id": fmt.Sprint(person), "caption": caption})
}

// file calls a method with a file in a field.
func (b bot) file(method, field, name string, content []byte, values map[string]string) json.RawMessage {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	file, err := form.CreateFormFile(field, name)
	if err == nil {
		_, err = file.Write(content)
	}
	for key, value := range values {
		if err == nil {
			err = form.WriteField(key, value)
		}
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		b.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+b.path(method), &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", form.FormDataContentType())
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.t.Fatalf("%s %q: %s %v", method, name, text, err)
	}
	return b.answer(string(text))
}

// addPerson gives somebody a phone.
func (b bot) addPerson(name string) int64 {
	b.t.Helper()
	body, err := json.Marshal(map[string]string{"name": name})
	if err != nil {
		b.t.Fatal(err)
	}
	var p struct {
		ID int64 `json:"id"`
	}
	if err := json.Unmarshal([]byte(b.does("POST", "/api/people", string(body))), &p); err != nil {
		b.t.Fatal(err)
	}
	b.does("POST", fmt.Sprintf("/api/people/%d/send", p.ID), `{"text":"/start"}`)
	return p.ID
}

// strangers is an office in which everybody's position, unit and roles are called as they are.
type strangers struct{ telegram *telegramtest.Server }

func (strangers) Ready() bool { return true }

func (strangers) Idle(context.Context) error { return nil }

func (s strangers) People(context.Context) ([]telegramtest.PersonInfo, error) {
	var all []telegramtest.PersonInfo
	for _, p := range s.telegram.People() {
		all = append(all, telegramtest.PersonInfo{
			ID: p.ID(), NIP: p.Name(), Position: p.Name(), Unit: p.Name(), Roles: []string{p.Name()}, Link: p.Name(),
		})
	}
	return all, nil
}

// visitStrangers serves the office of strangers, with everybody in it, until the test is over.
func visitStrangers(t *testing.T) bot {
	t.Helper()
	telegram := telegramtest.New(telegramtest.Config{})
	samples := fstest.MapFS{}
	for _, text := range hostile {
		telegram.Person(telegramtest.Profile{Name: text}).Start()
		if name := text[:min(100, len(text))] + ".png"; fs.ValidPath(name) && !strings.Contains(name, "/") {
			samples[name] = &fstest.MapFile{Data: []byte("no picture")}
		}
	}
	web := httptest.NewServer(telegramtest.NewAPI(telegram, telegramtest.APIConfig{
		Office: strangers{telegram}, Name: hostile[0], Samples: samples,
		Days: func(time.Time) []telegramtest.Day { return []telegramtest.Day{{Kind: hostile[1], Name: hostile[0]}} },
	}))
	telegram.SetURL(web.URL)
	t.Cleanup(func() {
		telegram.Close()
		web.Close()
	})
	return bot{visitor{t, web.URL}}
}

// TestPageOfATelegramAlone looks at chats that a test fills: the page is the same.
func TestPageOfATelegramAlone(t *testing.T) {
	o := stage{startBrowser(t), visitor{t, startTelegram(t)}}
	for _, c := range []struct {
		says string
		does func(stage)
	}{
		{"hostile texts and names stay what they are", testHostile},
		{"hostile toasts stay what they are", testToasts},
		{"a code is held out to another phone, and a picture changes without flicker", testCodes},
		{"a live location goes into the area and out of it", testLiveLocation},
		{"five thousand messages in a chat", testManyMessages},
	} {
		t.Run(c.says, func(t *testing.T) { c.does(o.in(t)) })
	}
}

// testHostile puts hostile texts into every place where the page shows a text.
func testHostile(o stage) {
	b := visitStrangers(o.t)
	commands := []map[string]any{}
	for i, text := range hostile {
		if cut := []rune(text); len(cut) > 200 {
			text = string(cut[:200])
		}
		commands = append(commands, map[string]any{"command": fmt.Sprint("jahat", i), "description": text})
	}
	b.call("setMyCommands", map[string]any{"commands": commands})
	var people []string
	for i, text := range hostile {
		id := int64(700000001 + i)
		sayEverywhere(b, id, text)
		people = append(people, fmt.Sprint(id))
	}
	for _, s := range []size{wide, narrow} {
		for shown := range slicesOf(people, 4) {
			w := o.browser.open(o.t, b.url+"/?lang=id&people="+strings.Join(shown, ","), s)
			w.until("the chats are there", fmt.Sprintf(`document.querySelectorAll("[data-attachment]").length >= %d`, len(shown)))
			w.click(`section[data-person] [data-action="attach"]`)
			w.says(`[data-sample]`, "png")
			testNothingRuns(w)
		}
	}
}

// slicesOf cuts a list into pieces.
func slicesOf(list []string, n int) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		for len(list) > 0 {
			cut := min(n, len(list))
			if !yield(list[:cut]) {
				return
			}
			list = list[cut:]
		}
	}
}

// sayEverywhere lets somebody say a text, and the bot say it to them in all of its ways.
func sayEverywhere(b bot, id int64, text string) {
	b.t.Helper()
	chat := map[string]any{"chat_id": id}
	with := func(more map[string]any) map[string]any {
		all := map[string]any{"chat_id": id}
		maps.Copy(all, more)
		return all
	}
	line, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		b.t.Fatal(err)
	}
	b.does("POST", fmt.Sprintf("/api/people/%d/send", id), string(line))
	label := text
	if cut := []rune(text); len(cut) > 120 {
		label = string(cut[:120])
	}
	b.call("sendMessage", with(map[string]any{"text": text}))
	b.call("sendMessage", with(map[string]any{
		"text": "<b>" + escaper.Replace(text) + "</b> <code>" + escaper.Replace(text) + "</code><blockquote>" + escaper.Replace(text) + "</blockquote>", "parse_mode": "HTML",
		"reply_markup": map[string]any{"inline_keyboard": [][]map[string]string{{{"text": label, "callback_data": "x"}, {"text": label, "url": "https://example.org/"}}}},
	}))
	b.call("sendMessage", with(map[string]any{"text": "keyboard", "reply_markup": map[string]any{"keyboard": [][]string{{label}, {label, "b"}}, "input_field_placeholder": label[:min(20, len(label))]}}))
	name := strings.Map(func(r rune) rune {
		if r == '"' || r == '\\' {
			return '\''
		}
		return r
	}, text)
	b.document(id, name+".html", label, []byte("<script>window.hacked='file'</script>"))
	b.document(id, name+".svg", label, []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="window.hacked='svg'"/>`))
	b.call("sendChatAction", map[string]any{"chat_id": chat["chat_id"], "action": "typing"})
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// testNothingRuns opens what shows texts and sees that they are only texts.
func testNothingRuns(w window) {
	for _, open := range []string{`details[data-panel=people] > summary`, `details[data-panel=log] > summary`} {
		w.click(open)
	}
	w.run("open lines of the log", `document.querySelectorAll("[data-log] summary, [data-log] button").forEach((n) => n.click())`)
	if got := look[string](w, `String(window.hacked)`); got != "undefined" {
		w.t.Errorf("a script has run: %s", got)
	}
	if n := look[int](w, `document.querySelectorAll("body img[src=x], body script, body [onerror], body [onload], body [onmouseover]").length`); n > 0 {
		w.t.Errorf("%d texts have become markup", n)
	}
	if got := look[[]string](w, `[...document.querySelectorAll("a[href]")].map((a) => a.protocol).filter((p) => !["http:", "https:", "blob:"].includes(p))`); len(got) > 0 {
		w.t.Errorf("there are links to %v", got)
	}
	for _, wider := range look[[]string](w, tooWide) {
		w.t.Errorf("in a window of %s sticks out: %s", look[string](w, `innerWidth + " pixels"`), wider)
	}
}

// tooWide lists what is wider than the phone or the window that it stands in and cannot be scrolled.
const tooWide = `(() => {
	const out = [];
	if (document.documentElement.scrollWidth > innerWidth + 1) out.push("the page, " + document.documentElement.scrollWidth);
	const cut = (n, room) => {
		for (let at = n.parentElement; at && !at.matches("section"); at = at.parentElement) {
			if (["hidden", "clip"].includes(getComputedStyle(at).overflowX)) return at.getBoundingClientRect().right <= room.right + 1;
		}
		return false;
	};
	for (const phone of document.querySelectorAll("section[data-person]")) {
		if (!phone.checkVisibility()) continue;
		const room = phone.getBoundingClientRect();
		for (const n of phone.querySelectorAll("*")) {
			if (!n.checkVisibility() || n.closest("svg, pre")) continue;
			const r = n.getBoundingClientRect();
			const name = n.localName + "." + n.className + " " + n.textContent.slice(0, 30);
			if (r.width > 0 && n.matches(".bubble, [data-button], [data-key], [data-attachment], header *") && (r.right > room.right + 1 || r.left < room.left - 1) && !cut(n, room)) out.push(name);
			if (["auto", "scroll"].includes(getComputedStyle(n).overflowX) && n.scrollWidth > n.clientWidth + 1) out.push("the inside of " + name);
			if (n.matches(".bubble *") && n.scrollWidth > room.width && getComputedStyle(n).overflowX === "visible") out.push("the text in " + name);
		}
	}
	return out.slice(0, 5);
})()`

// testToasts answers taps with hostile toasts and alerts.
func testToasts(o stage) {
	b := bot{o.visitor}
	id := b.addPerson("Ni Luh Sabar")
	b.call("sendMessage", map[string]any{"chat_id": id, "text": "Ketuk", "reply_markup": map[string]any{
		"inline_keyboard": [][]map[string]string{{{"text": "Catat", "callback_data": "toast"}, {"text": "Awas", "callback_data": "alert"}}},
	}})
	w := o.open(fmt.Sprintf("/?lang=id&people=%d", id), narrow)
	p := phone{w, fmt.Sprint(id)}
	next := int64(0)
	for _, text := range hostile {
		if cut := []rune(text); len(cut) > 200 {
			text = string(cut[:200])
		}
		p.tap(`[data-button="Catat"]`)
		next = b.answerTap(next, text)
		w.until("the toast is there", `document.querySelector("[data-toast]") !== null`)
		p.tap(`[data-button="Awas"]`)
		next = b.answerTap(next, text)
		w.until("the alert is there", `document.querySelector("[data-alert]") !== null`)
		w.click(`[data-action="ok"]`)
	}
	testNothingRuns(w)
}

// answerTap waits for a tap from an update on, answers it with a text, in a box if its data say so, and returns the
// update that comes next.
func (b bot) answerTap(next int64, text string) int64 {
	b.t.Helper()
	for {
		var updates []struct {
			ID  int64 `json:"update_id"`
			Tap struct {
				ID   string `json:"id"`
				Data string `json:"data"`
			} `json:"callback_query"`
		}
		if err := json.Unmarshal(b.call("getUpdates", map[string]any{"offset": next, "timeout": 10}), &updates); err != nil {
			b.t.Fatal(err)
		}
		for _, u := range updates {
			next = u.ID + 1
			if u.Tap.ID != "" {
				b.call("answerCallbackQuery", map[string]any{"callback_query_id": u.Tap.ID, "text": text, "show_alert": u.Tap.Data == "alert"})
				return next
			}
		}
	}
}

// testManyMessages fills a chat and sees that the page shows only as much of it as is looked at.
func testManyMessages(o stage) {
	const many = 5000
	b := bot{o.visitor}
	id := b.addPerson("I Wayan Sibuk")
	var senders sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for n := range many / 4 {
				b.call("sendMessage", map[string]any{"chat_id": id, "text": fmt.Sprintf("Pesan %d\nbaris kedua", n)})
			}
		})
	}
	senders.Wait()
	w := o.open(fmt.Sprintf("/?lang=id&people=%d", id), narrow)
	p := phone{w, fmt.Sprint(id)}
	messages := fmt.Sprintf(`document.querySelectorAll(%s).length`, quote(p.find(`[data-message]`)))
	nodes := `document.querySelectorAll("*").length`
	o.t.Logf("opened: %d messages of %d in the page, %d nodes, ready after %d ms", look[int](w, messages), many, look[int](w, nodes), look[int](w, `Math.round(performance.now())`))
	b.call("sendMessage", map[string]any{"chat_id": id, "text": "Yang terbaru"})
	p.awaits("Yang terbaru")
	first := p.find(`[data-message="` + fmt.Sprint(look[int](w, firstMessage(id))) + `"]`)
	took := look[int](w, fmt.Sprintf(`(async () => {
		const begun = performance.now();
		while (!document.querySelector(%s) && performance.now() - begun < 60000) {
			let scroller = document.querySelector(%s);
			while (scroller.scrollHeight <= scroller.clientHeight + 1 || getComputedStyle(scroller).overflowY === "visible") scroller = scroller.parentElement;
			scroller.scrollTop = 0;
			await new Promise((done) => requestAnimationFrame(done));
		}
		return Math.round(performance.now() - begun);
	})()`, quote(first), quote(p.find(`[data-message]`))))
	if !look[bool](w, fmt.Sprintf(`document.querySelector(%s) !== null`, quote(first))) {
		o.t.Error("nobody gets to the first message by scrolling up")
	}
	shown, all := look[int](w, messages), look[int](w, nodes)
	o.t.Logf("scrolled up to the first message in %d ms: %d messages in the page, %d nodes", took, shown, all)
	if all > 12_000 || shown > 1000 {
		o.t.Errorf("the page holds %d messages and %d nodes: it grows with the chat", shown, all)
	}
	b.call("sendMessage", map[string]any{"chat_id": id, "text": "Setelah semuanya"})
	w.click(p.find(`[data-action="bottom"]`))
	p.awaits("Setelah semuanya")
	p.write("halo")
	p.awaits("halo")
}

// firstMessage asks for the id of the oldest message of a chat.
func firstMessage(id int64) string {
	return fmt.Sprintf(`fetch("/api/people/%d/chat?before=2000000000").then((r) => r.json()).then((c) => c.messages[0].message_id)`, id)
}
