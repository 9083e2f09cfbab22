package main

import (
	"fmt"
	"strings"
	"testing"
)

// stage is an office and a browser in which several tests look at it, one after the other.
type stage struct {
	browser
	visitor
}

func newStage(t *testing.T) stage {
	t.Helper()
	return stage{startBrowser(t), visitor{t, startDemo(t)}}
}

// in is the same stage for another test.
func (o stage) in(t *testing.T) stage {
	t.Helper()
	o.t = t
	return o
}

// open shows the page at a path in a new window.
func (o stage) open(path string, s size) window {
	o.t.Helper()
	return o.browser.open(o.t, o.url+path, s)
}

// anew brings the office back to the beginning.
func (o stage) anew() {
	o.t.Helper()
	o.does("POST", "/api/reset", "")
}

// TestPageOfAnOffice acts on the page as visitors do. The tests share an office, in this order.
func TestPageOfAnOffice(t *testing.T) {
	o := newStage(t)
	for _, c := range []struct {
		says string
		does func(stage)
	}{
		{"every story of the tour comes to its end", testTheTour},
		{"the pictures", testPictures},
		{"a message is forwarded", testForwarding},
		{"pictures are sent as an album", testAlbum},
		{"the time machine lets a duty happen", testTimeMachine},
		{"the address keeps who is shown", testAddress},
		{"nothing is lost when Telegram fails", testFaults},
		{"good manners", testGoodManners},
		{"the way of the keyboard", testTheWayOfTheKeyboard},
		{"a reset by a click", testReset},
		{"the keyboard alone", testTheKeyboardAlone},
	} {
		t.Run(c.says, func(t *testing.T) { c.does(o.in(t)) })
	}
}

// testTheTour clicks each story through to its end, as the page points at it.
func testTheTour(o stage) {
	w := o.open("/?lang=en", wide)
	stories := look[[]string](w, `[...document.querySelectorAll("[data-tour]")].map((n) => n.dataset.tour)`)
	if len(stories) < 2 {
		o.t.Fatalf("the tour has only %v", stories)
	}
	for _, story := range stories {
		w.run("show the stories", `if (document.querySelector("#stories").hidden) document.querySelector("[data-action=tour]").click()`)
		w.click(fmt.Sprintf(`[data-tour=%q] button`, story))
		clicks := w.follow()
		if clicks < 3 || clicks > 6 {
			o.t.Errorf("the story %s takes %d clicks, want three to six", story, clicks)
		}
		w.click(`[data-tour-callout] [data-action=tour-skip]`)
		w.until("the tour has closed", `document.body.dataset.tourState === "idle"`)
	}
}

// follow presses what the tour points at until the story has ended, and counts.
func (w window) follow() int {
	w.t.Helper()
	for clicks := range 30 {
		w.within(month, "the tour goes on", `(() => {
			if (document.body.dataset.tourState === "done") return true;
			const target = document.querySelector("[data-tour-target]");
			const step = document.querySelector("[data-tour-step]")?.dataset.tourStep;
			return Boolean(target) && target.getClientRects().length > 0 && (target !== window.pressed || step !== window.step);
		})()`)
		if look[bool](w, `document.body.dataset.tourState === "done"`) {
			return clicks
		}
		w.run("press what the tour points at", `window.pressed = document.querySelector("[data-tour-target]");
			window.step = document.querySelector("[data-tour-step]").dataset.tourStep; window.pressed.click()`)
	}
	w.t.Fatal("the story does not end")
	return 0
}

// testForwarding sends a message of the bot on to somebody else.
func testForwarding(o stage) {
	w := o.open("/?lang=id", wide)
	from, to := phone{w, sri}, phone{w, budi}
	from.write("/bantuan")
	from.awaits("/disposisi")
	from.tap(`[data-message][data-from="bot"] [data-action="message-menu"]`)
	w.click(`[data-action="forward"]`)
	w.click(fmt.Sprintf(`[data-forward-to=%q]`, budi))
	to.awaits("Diteruskan dari")
}

// testAlbum sends two samples together.
func testAlbum(o stage) {
	w := o.open("/?lang=id", wide)
	p := phone{w, sri}
	for _, sample := range []string{"daftar-data-reviu.png", "permintaan-data-pegawai.png"} {
		p.tap(`[data-action="attach"]`)
		w.click(p.find(fmt.Sprintf(`li:has([data-sample=%q]) [data-action="add-sample"]`, sample)))
		w.until("the sample waits to be sent", fmt.Sprintf(`document.querySelector(%s) !== null`, quote(p.find(fmt.Sprintf(`[data-waits=%q]`, sample)))))
	}
	p.tap(`[data-action="send"]`)
	w.until("the album is there", fmt.Sprintf(`document.querySelectorAll(%s).length >= 2`, quote(p.find(`[data-album] [data-attachment]`))))
}

// testTimeMachine moves the clock to the next duty and sees what it brought.
func testTimeMachine(o stage) {
	w := o.open("/?lang=en", wide)
	w.click(`details[data-panel=log] > summary`)
	const digest = `document.querySelector('[data-log="digest"][data-kind="duty"]') !== null`
	for range 12 { // other duties may come before the digest
		w.until("the next duty is named", `document.querySelector("[data-action=next-duty]").innerText.trim().length > 5`)
		before := look[string](w, `document.querySelector("[data-clock]").dateTime`)
		w.click(`[data-action="next-duty"]`)
		w.until("the clock has moved and come to rest", fmt.Sprintf(`document.querySelector("[data-clock]").dateTime.slice(0, 16) > %q && %s`, before[:16], atRest))
		if look[bool](w, digest) {
			break
		}
	}
	w.until("the log has the duty", digest)
	phone{w, sri}.awaits("Disposisi")
	date := look[string](w, `document.querySelector("[data-clock]").dateTime.slice(0, 10)`)
	w.click(`[data-action="day"]`)
	w.until("a day has passed", fmt.Sprintf(`document.querySelector("[data-clock]").dateTime.slice(0, 10) > %q`, date))
}

// testAddress chooses who is shown, and finds the same people after loading the page again and going back.
func testAddress(o stage) {
	w := o.open("/?lang=en&people=700000002,700000004", wide)
	shown := `[...document.querySelectorAll("section[data-person]")].map((n) => n.dataset.person).join()`
	w.until("the two are shown", shown+` === "700000002,700000004"`)
	w.click(`details[data-panel=people] > summary`)
	w.click(`[data-choose="700000005"]`)
	w.until("three are shown", shown+`.includes("700000005")`)
	w.until("the address says so", `location.search.includes("700000005") && location.search.includes("700000002")`)
	three := look[string](w, shown)
	w.goTo(look[string](w, `location.href`))
	if got := look[string](w, shown); got != three {
		o.t.Errorf("loaded again the page shows %s, want %s", got, three)
	}
	w.run("go back", `history.back()`)
	w.until("the two are shown again", shown+` === "700000002,700000004"`)
}

// testFaults lets everything go wrong that the page can let go wrong, and loses nothing.
func testFaults(o stage) {
	w := o.open("/?lang=en", wide)
	p := phone{w, sri}
	w.click(`details[data-panel=log] > summary`)
	answers := fmt.Sprintf(`document.querySelectorAll(%s).length`, quote(p.find(`[data-message][data-from="bot"]`)))
	for _, fault := range []string{"429", "502", "cut", "slow", "down"} {
		before := look[int](w, answers)
		w.click(fmt.Sprintf(`[data-fault=%q]`, fault))
		w.until("the page says what is on", `!document.querySelector("[data-faults-on]").hidden`)
		p.write("/bantuan")
		w.until("the log shows what goes wrong", fmt.Sprintf(`document.querySelector('[data-log][data-kind="failed"], [data-log][data-kind="fault"]') !== null || %s > %d`, answers, before))
		w.click(`[data-action="clear-faults"]`)
		w.until("the answer to "+fault+" has come", fmt.Sprintf(`%s > %d`, answers, before))
		w.until("all is well again", `document.querySelector("[data-faults-on]").hidden`)
	}
	testOutage(o, w)
}

// testOutage lets the office's morning come while nobody can be reached: everybody is told afterwards.
func testOutage(o stage, w window) {
	v := o.visitor
	for !strings.Contains(v.does("GET", "/api/clock", ""), `"next":{"duty":"digest"`) {
		v.does("POST", "/api/clock", `{"next":"duty"}`)
	}
	const told = `document.querySelectorAll('[data-message][data-from="bot"]').length`
	w.click(`[data-fault="down"]`)
	w.until("Telegram is down", `document.querySelector('[data-fault="down"]').checked && !document.querySelector("[data-faults-on]").hidden`)
	before := look[int](w, told)
	v.does("POST", "/api/clock", `{"next":"duty"}`)
	if now := look[int](w, told); now != before {
		o.t.Errorf("%d messages came through while Telegram was down", now-before)
	}
	w.click(`[data-action="clear-faults"]`)
	w.until("the morning's summary has come", fmt.Sprintf(`%s > %d`, told, before))
}

// testReset brings back the beginning by the button of the page.
func testReset(o stage) {
	w := o.open("/?lang=en", wide)
	w.until("the first person is linked", fmt.Sprintf(`document.querySelector('section[data-person=%q]').dataset.linked === "true"`, budi))
	w.click(`details[data-panel=log] > summary`)
	w.click(`[data-action="reset"]`)
	w.click(`[data-dialog="reset"] [data-action="ok"]`)
	w.until("the first person is a stranger again", fmt.Sprintf(`(() => {
		const phone = document.querySelector('section[data-person=%q]');
		return phone.dataset.linked === "false" && phone.querySelectorAll("[data-message]").length === 0;
	})()`, budi))
	w.until("the page follows the new office", `document.querySelector('[data-connection="live"]') !== null`)
	phone{w, budi}.tap(`[data-action="start"]`)
	phone{w, budi}.awaits("belum terhubung")
}
