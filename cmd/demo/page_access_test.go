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

// panels are what opens on the page, each with how it is opened.
var panels = []struct{ name, open string }{
	{"who is shown", `details[data-panel=people] > summary`},
	{"the time machine", `details[data-panel=clock] > summary`},
	{"how the page looks", `details[data-panel=display] > summary`},
	{"the log", `details[data-panel=log] > summary`},
}

// testGoodManners holds the page to the rules in its states, light and dark.
func testGoodManners(o stage) {
	m := manners{}
	for _, scheme := range []string{"light", "dark"} {
		for _, language := range []string{"id", "en"} {
			w := o.open("/?lang="+language, wide)
			w.prefers(scheme)
			where := scheme + ", " + language + ": "
			m.obeys(w, where+"at first")
			for _, p := range panels {
				w.click(p.open)
				m.obeys(w, where+p.name)
				w.keys(kb.Escape)
				w.run("close "+p.name, `document.querySelectorAll("details[open]").forEach((d) => { d.open = false; })`)
			}
			w.run("close the window", `window.stop()`)
		}
	}
	w := o.open("/?lang=id", narrow)
	m.obeys(w, "narrow")
}

// testTheWayOfTheKeyboard goes through the whole page with Tab.
func testTheWayOfTheKeyboard(o stage) {
	w := o.open("/?lang=id", wide)
	w.prefers("light")
	w.run("forget where the focus was", `window.stops = undefined; window.stopped = undefined; document.activeElement.blur()`)
	stops := 0
	for range 500 {
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
	if stops < 20 || stops >= 500 {
		o.t.Errorf("the keyboard has %d stops", stops)
	}
	o.t.Logf("%d stops with Tab", stops)
}
