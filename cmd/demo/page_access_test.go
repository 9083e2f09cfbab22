package main

import (
	_ "embed"

	"github.com/chromedp/chromedp/kb"
)

//go:embed testdata/rules.js
var rules string

//go:embed testdata/stop.js
var stopRules string

// manners remember what was told already: a defect that is there in every state is told once.
type manners map[string]bool

// obeys holds what the window shows to the rules.
func (m manners) obeys(w window, where string) {
	w.t.Helper()
	for _, broken := range look[[]string](w, rules) {
		if !m[broken] {
			w.t.Errorf("%s: %s", where, broken)
		}
		m[broken] = true
	}
}

// states are what the page can be brought into, each with what is pressed on the way.
var states = []struct {
	name  string
	press []string
}{
	{"who is shown", []string{`details[data-panel=people] > summary`}},
	{"the time machine", []string{`details[data-panel=clock] > summary`}},
	{"how the page looks", []string{`details[data-panel=display] > summary`}},
	{"the log", []string{`details[data-panel=log] > summary`}},
	{"a line of the log", []string{`[data-log] summary, [data-log] button`}},
	{"before a reset", []string{`[data-action="reset"]`}},
	{"a phone's menu", []string{second + `[data-panel="phone"] > summary`}},
	{"scanning", []string{second + `[data-action="open"]`}},
	{"the commands", []string{second + `[data-action="menu"]`}},
	{"what can be sent", []string{second + `[data-action="attach"]`}},
	{"a place", []string{second + `[data-panel="phone"] > summary`, second + `[data-action="location"]`}},
	{"a message's menu", []string{second + `[data-from="bot"] [data-action="message-menu"]`}},
	{"forwarding", []string{second + `[data-from="bot"] [data-action="message-menu"]`, `[data-action="forward"]`}},
	{"a picture", []string{second + `[data-view]`}},
}

// second is the phone of the second person.
const second = `section[data-person="` + sri + `"] `

// testGoodManners holds the page to the rules in its states, light and dark.
func testGoodManners(o stage) {
	m := manners{}
	for _, c := range []struct{ scheme, language string }{{"light", "id"}, {"dark", "en"}} {
		w := o.open("/?lang="+c.language, wide)
		w.prefers(c.scheme)
		m.obeys(w, c.scheme+", at first")
		for _, s := range states {
			for _, press := range s.press {
				w.click(press)
			}
			w.until("nothing moves any more", `document.getAnimations().every((a) => a.playState !== "running" || a.effect.getTiming().iterations === Infinity)`)
			m.obeys(w, c.scheme+", "+s.name)
			w.keys(kb.Escape)
			w.run("close "+s.name, closeAll)
		}
	}
	w := o.open("/?lang=id", narrow)
	m.obeys(w, "narrow")
	w.run("show the stories", `if (document.querySelector("#stories").hidden) document.querySelector("[data-action=tour]").click()`)
	w.click(`[data-tour] button`)
	w.until("the tour runs", `document.body.dataset.tourState === "running"`)
	m.obeys(w, "narrow, on tour")
}

// closeAll closes what may be open still; the log stays, which the next states look at.
const closeAll = `(() => {
	document.querySelectorAll("dialog[open]").forEach((d) => d.close());
	document.querySelectorAll("details[open]:not(.curtain)").forEach((d) => { d.open = false; });
})()`

// testTheWayOfTheKeyboard goes through the whole page with Tab.
func testTheWayOfTheKeyboard(o stage) {
	w := o.open("/?lang=id", wide)
	w.prefers("light")
	w.run("forget where the focus was", `window.stops = undefined; window.stopped = undefined; document.activeElement.blur()`)
	stops := 0
	const most = 1500 // every button of the chats that are in the page
	for range most {
		w.keys(kb.Tab)
		at := look[struct {
			End   bool
			At    string
			Wrong []string
		}](w, stopRules)
		for _, wrong := range at.Wrong {
			o.t.Error(wrong)
		}
		if at.End {
			break
		}
		stops++
	}
	if stops < 20 || stops >= most {
		o.t.Errorf("the keyboard has %d stops", stops)
	}
	o.t.Logf("%d stops with Tab", stops)
}
