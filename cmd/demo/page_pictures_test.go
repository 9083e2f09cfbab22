package main

import (
	"os"
	"path/filepath"
)

// picturesTo is where the pictures of the page go. Without it they are kept with those of failed tests, in
// bin/screenshots, and the tree stays clean. To renew those of the documentation:
//
//	GELIS_PICTURES=../../docs/images go test -count=1 -run=^TestPageOfAnOffice$ ./cmd/demo
const picturesTo = "GELIS_PICTURES"

// testPictures takes pictures of the page as visitors see it.
func testPictures(o stage) {
	dir := os.Getenv(picturesTo)
	if dir == "" {
		dir = filepath.Join("..", "..", "bin", "screenshots")
	}
	o.does("POST", "/api/idle", "") // nothing is on its way
	for _, c := range []struct {
		name, path, scheme string
		size               size
		log                bool
	}{
		{"demo-wide", "/?lang=en&people=700000001,700000002,700000003,700000005", "light", wide, false},
		{"demo-narrow", "/?lang=id&people=700000001,700000002", "light", narrow, false},
		{"demo-dark", "/?lang=id&people=700000001,700000002,700000003,700000005", "dark", wide, true},
	} {
		w := o.open(c.path, c.size)
		w.prefers(c.scheme)
		w.run("hide the stories", `{ const close = document.querySelector("#stories:not([hidden]) .close"); close?.click(); document.activeElement.blur(); }`)
		if c.log {
			w.click(`details[data-panel=log] > summary`)
			w.says(`[data-log]`, "sendMessage")
		}
		w.run("wait for the pictures", `Promise.all([...document.images].filter((i) => i.checkVisibility() && i.getBoundingClientRect().top < innerHeight && i.getBoundingClientRect().bottom > 0).map((i) => i.decode().catch(() => {})))`)
		w.picture(filepath.Join(dir, c.name+".png"))
	}
}
