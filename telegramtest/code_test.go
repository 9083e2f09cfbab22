package telegramtest_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/gelis-bali/gelis/telegramtest"
)

// code is a picture with a QR code of a text somewhere on it.
func code(tb testing.TB, text string, w, h, side int) image.Image {
	tb.Helper()
	bits, err := qrcode.NewQRCodeWriter().Encode(text, gozxing.BarcodeFormat_QR_CODE, side, side, nil)
	if err != nil {
		tb.Fatal(err)
	}
	whole := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(whole, whole.Rect, image.White, image.Point{}, draw.Src)
	for y := range side {
		for x := range side {
			if bits.Get(x, y) {
				whole.Set(x+(w-side)/2, y+(h-side)/2, color.Black)
			}
		}
	}
	return whole
}

func asPNG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func TestALinkInAPictureIsFound(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	const link = "https://t.me/GelisBaliBot?start=H7xQ2mVb9Lr4"
	for _, c := range []struct {
		says, name, link string
		content          []byte
	}{
		{"a code alone", "kode.png", link, asPNG(t, code(t, link, 240, 240, 240))},
		{"a code on a wall", "foto.jpg", link, asJPEG(t, code(t, link, 1200, 900, 400))},
		{"a photo that Telegram makes smaller", "besar.jpg", link, asJPEG(t, code(t, link, 3000, 2000, 900))},
		{"a link to another bot", "lain.png", "", asPNG(t, code(t, "https://t.me/OtherBot?start=x", 240, 240, 240))},
		{"a page somewhere", "situs.png", "", asPNG(t, code(t, "https://example.org/", 240, 240, 240))},
		{"a script", "jahat.png", "", asPNG(t, code(t, "javascript:alert(1)", 240, 240, 240))},
		{"no code", "polos.png", "", picture(t, 50, 50)},
		{"a tiny picture", "titik.png", "", picture(t, 1, 1)},
		{"no picture at all", "bohong.png", "", []byte("%PDF")},
		{"a document", "surat.pdf", "", []byte("%PDF")},
	} {
		if code, answer := w.upload([3]string{"file", c.name, string(c.content)}); code != 200 {
			t.Fatalf("%s: %d %s", c.says, code, answer)
		}
		if got := w.last(sari.ID()).Attachments[0].Link; got != c.link {
			t.Errorf("%s: the link is %q, want %q", c.says, got, c.link)
		}
	}
}

func TestALinkInAPictureOfTheBotIsFoundAndOpensByScanning(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Start()
	stream := w.follow("")
	stream.block()
	const link = "https://t.me/GelisBaliBot?start=rapat-7"
	r := postForm(t, w.s, "sendPhoto", part{"chat_id", "", jsonOf(t, sari.ID())},
		part{"photo", "kode.png", string(asPNG(t, code(t, link, 300, 300, 300)))})
	if !r.OK {
		t.Fatal(r.say())
	}
	if got := w.last(sari.ID()).Attachments[0].Link; got != link {
		t.Errorf("the link is %q", got)
	}
	if got := stream.next("message").Data; !bytes.Contains([]byte(got), []byte(`"link":"`+link+`"`)) {
		t.Errorf("the event is %s", got)
	}
	w.want("POST", sariAt+"open", `{"link":"`+link+`"}`, 200, `{}`)
	if m := w.last(sari.ID()); m.Plain != "/start rapat-7" {
		t.Errorf("opened: %q", m.Plain)
	}
}

// bomb is a picture that says it is huge, in a few bytes.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

func TestAPictureThatSaysItIsHugeIsNotLookedAt(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	for _, size := range []uint32{100_000, 1 << 30, 1<<31 - 1} {
		sari.UploadDocument("bom.png", bomb(size, size), "")
	}
	for _, m := range w.chat(sari.ID(), "").Messages {
		if m.Attachments[0].Link != "" {
			t.Errorf("message %d shows a link", m.ID)
		}
	}
}

func TestAPictureThatIsTooLargeIsNotLookedAt(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	const link = "https://t.me/GelisBaliBot?start=x"
	for size, want := range map[int]string{3900: link, 4100: ""} {
		sari.UploadDocument("kode.png", asPNG(t, grey(code(t, link, 2000, 2000, 2000), size)), "")
		if got := w.last(sari.ID()).Attachments[0].Link; got != want {
			t.Errorf("%d by %d: the link is %q, want %q", size, size, got, want)
		}
	}
}

// grey is a picture in the middle of a larger one, in one byte a pixel.
func grey(small image.Image, size int) image.Image {
	whole := image.NewGray(image.Rect(0, 0, size, size))
	draw.Draw(whole, whole.Rect, image.White, image.Point{}, draw.Src)
	off := (size - small.Bounds().Dx()) / 2
	draw.Draw(whole, small.Bounds().Add(image.Pt(off, off)), small, image.Point{}, draw.Src)
	return whole
}
