package main

import (
	"strings"
	"testing"
)

// TestPageComesBackWhenTheServerRestarts ends the server under an open page and starts it again on the same folder.
func TestPageComesBackWhenTheServerRestarts(t *testing.T) {
	data := t.TempDir()
	heard, stop := run(t, "-addr", "127.0.0.1:0", "-data", data)
	url := awaitAddress(t, heard)
	w := startBrowser(t).open(t, url+"/?lang=en", wide)
	p := phone{w, sri}
	p.write("/bantuan")
	p.awaits("/disposisi")
	w.until("the page is connected", `document.querySelector('[data-connection="live"]') !== null`)
	w.run("remember that this is the same page", `window.same = true`)
	w.run("write something that is not sent", `{
		const line = document.querySelector('section[data-person="`+sri+`"] [data-field=text]');
		line.value = "Belum dikirim"; line.dispatchEvent(new Event("input", { bubbles: true })); }`)
	stop()
	w.until("the page says that nobody answers", `document.querySelector('[data-connection="live"]') === null`)

	heard, _ = run(t, "-addr", strings.TrimPrefix(url, "http://"), "-data", data)
	if again := awaitAddress(t, heard); again != url {
		t.Fatalf("the server is at %s now, and was at %s", again, url)
	}
	w.until("the page is connected again", `document.querySelector('[data-connection="live"]') !== null`)
	if got := look[string](w, `document.querySelector('section[data-person="`+sri+`"] [data-field=text]').value`); got != "Belum dikirim" {
		t.Errorf("what was being written is %q", got)
	}
	visitor{t, url}.does("POST", "/api/people/"+sri+"/send", `{"text":"/beranda"}`)
	p.awaits("/beranda")
	p.awaits("/disposisi")
	if !look[bool](w, `window.same === true`) {
		t.Error("the page was loaded anew by itself")
	}
}
