package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/gelis-bali/gelis/telegramtest"
)

// yard is where the people of these tests gather.
var yard = telegramtest.Fence{Name: "Halaman Kantor", Latitude: -8.67185, Longitude: 115.23362, Radius: 120}

// visitYard serves a Telegram with two people and a place, until the test is over.
func visitYard(t *testing.T) (b bot, sari, budi string) {
	t.Helper()
	telegram := telegramtest.New(telegramtest.Config{})
	web := httptest.NewServer(telegramtest.NewAPI(telegram, telegramtest.APIConfig{
		Places: func(context.Context) ([]telegramtest.Fence, error) { return []telegramtest.Fence{yard}, nil },
	}))
	telegram.SetURL(web.URL)
	t.Cleanup(func() {
		telegram.Close()
		web.Close()
	})
	b = bot{visitor{t, web.URL}}
	return b, fmt.Sprint(b.addPerson("Ni Made Sari")), fmt.Sprint(b.addPerson("I Wayan Budi"))
}

// codePicture is a QR code of a text.
func codePicture(t *testing.T, text string) []byte {
	t.Helper()
	const side = 300
	bits, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, side, side, nil)
	if err != nil {
		t.Fatal(err)
	}
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if !bits.Get(x, y) {
				picture.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// flickers counts, frame by frame, how often a picture cannot be seen while it is changed.
const flickers = `{
	const phone = document.querySelector('section[data-person="%s"]');
	window.dark = 0;
	window.seenFrames = 0;
	const look = () => {
		const shown = phone.querySelector("[data-view] img");
		window.seenFrames++;
		if (!shown || !shown.complete || shown.naturalWidth === 0) window.dark++;
		requestAnimationFrame(look);
	};
	requestAnimationFrame(look);
}`

// testCodes scans a code that stands in another phone's chat, and changes its picture in place.
func testCodes(o stage) {
	b, sari, budi := visitYard(o.t)
	photo := b.file("sendPhoto", "photo", "kode.png", codePicture(o.t, "https://t.me/GelisBaliBot?start=h7_pertama"), map[string]string{"chat_id": sari, "caption": "Kode presensi"})
	var m struct {
		ID int `json:"message_id"`
	}
	if err := json.Unmarshal(photo, &m); err != nil {
		o.t.Fatal(err)
	}
	w := o.browser.open(o.t, fmt.Sprintf("%s/?lang=id&people=%s,%s", b.url, sari, budi), wide)
	from, to := phone{w, sari}, phone{w, budi}
	from.tap(`[data-action="scan-picture"]`)
	w.click(fmt.Sprintf(`[data-forward-to=%q]`, budi))
	to.awaits("/start h7_pertama")
	w.until("the picture is there", fmt.Sprintf(`document.querySelector(%s)?.naturalWidth > 0`, quote(from.find("[data-view] img"))))
	w.run("look at every frame", fmt.Sprintf(flickers, sari))
	before := look[string](w, fmt.Sprintf(`document.querySelector(%s).src`, quote(from.find("[data-view] img"))))
	b.file("editMessageMedia", "next", "kode.png", codePicture(o.t, "https://t.me/GelisBaliBot?start=h7_kedua"), map[string]string{
		"chat_id": sari, "message_id": fmt.Sprint(m.ID), "media": `{"type":"photo","media":"attach://next","caption":"Kode presensi"}`,
	})
	w.until("the picture is another one", fmt.Sprintf(`document.querySelector(%s).src !== %s && window.seenFrames > 5`, quote(from.find("[data-view] img")), quote(before)))
	if dark := look[int](w, `window.dark`); dark > 0 {
		o.t.Errorf("the picture is away in %d of %d frames", dark, look[int](w, `window.seenFrames`))
	}
	from.tap(`[data-action="scan-picture"]`)
	w.click(fmt.Sprintf(`[data-forward-to=%q]`, budi))
	to.awaits("/start h7_kedua")
}

// testLiveLocation shares a live location by hand, moves it out of the area and in again, and ends it.
func testLiveLocation(o stage) {
	b, _, budi := visitYard(o.t)
	w := o.browser.open(o.t, fmt.Sprintf("%s/?lang=id&people=%s", b.url, budi), narrow)
	p := phone{w, budi}
	p.tap(`[data-panel="phone"] > summary`)
	p.tap(`[data-action="location"]`)
	p.awaits("Di dalam area. 0 m dari Halaman Kantor")
	w.keys(kb.ArrowRight, kb.ArrowRight, kb.ArrowUp)
	w.says(p.find(`[data-dialog="location"] .near[data-inside="true"]`), "Di dalam area.")
	p.tap(`[data-action="share-live"]`)
	w.says(p.find(`.location[data-live="true"] .near[data-inside="true"]`), "Di dalam area.")
	p.tap(`[data-action="move-live"]`)
	w.until("the map takes the keys", fmt.Sprintf(`document.activeElement === document.querySelector(%s)`, quote(p.find(`[data-dialog="location"] [data-map]`))))
	for range 40 {
		w.keys(kb.ArrowRight)
	}
	w.says(p.find(`[data-dialog="location"] .near[data-inside="false"]`), "Di luar area.")
	w.says(p.find(`.location .near[data-inside="false"]`), "Di luar area.")
	for range 40 {
		w.keys(kb.ArrowLeft)
	}
	w.says(p.find(`.location .near[data-inside="true"]`), "Di dalam area.")
	w.picture("../../bin/screenshots/page-live-location.png")
	p.tap(`[data-dialog="location"] [data-action="close"]`)
	p.tap(`[data-action="end-live"]`)
	w.until("it is live no more", fmt.Sprintf(`document.querySelector(%s) !== null`, quote(p.find(`.location[data-live="false"]`))))
}
