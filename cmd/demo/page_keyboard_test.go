package main

import (
	"fmt"

	"github.com/chromedp/chromedp/kb"
)

// tabTo presses Tab until the focus is on what the selector finds.
func (w window) tabTo(selector string) {
	w.t.Helper()
	is := fmt.Sprintf(`document.activeElement.matches(%s)`, quote(selector))
	for range 300 {
		if look[bool](w, is) {
			return
		}
		w.keys(kb.Tab)
	}
	w.t.Fatalf("Tab does not come to %s", selector)
}

// press waits for something to be there, goes to it with Tab and presses Enter.
func (p phone) press(selector string) {
	p.t.Helper()
	p.until("there is "+selector, fmt.Sprintf(`document.querySelector(%s)?.getClientRects().length > 0`, quote(p.find(selector))))
	p.tabTo(p.find(selector))
	p.keys(kb.Enter)
}

// testTheKeyboardAlone links an account and opens a letter without a mouse.
func testTheKeyboardAlone(o stage) {
	o.anew()
	w := o.open("/?lang=id", wide)
	p := phone{w, budi}
	p.press(`[data-action="start"]`)
	p.press(`[data-request="contact"]`)
	p.awaits("empat angka terakhir NIP")
	w.tabTo(p.find(`[data-field="text"]`))
	w.keys("1", "0", "0", "2", kb.Enter)
	p.awaits("sudah terhubung")
	w.tabTo(p.find(`[data-field="text"]`))
	w.keys("/", "d", "i", "s", "p", "o", "s", "i", "s", "i", kb.Enter)
	p.awaits("Disposisi yang menunggu Anda")
	p.press(`[data-button="2"]`)
	p.awaits("Nomor surat: B.21.700/1312/INSP")
}
