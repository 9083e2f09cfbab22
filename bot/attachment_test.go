package bot

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // as which Telegram gives photos back
	"image/png"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// lettering is a rig that sends a letter with a file, and has not sent it yet.
func lettering(t *testing.T) *rig {
	t.Helper()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "surat", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			file := document.File{ID: "abc", Name: "surat.pdf", MIME: "application/pdf", Size: 4}
			return Reply{Text: says("letter"), Attachments: []Attachment{{File: file, Open: func(context.Context) ([]byte, error) {
				return []byte("%PDF"), nil
			}}}}, nil
		}})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	return r
}

func TestFileWhoseFateIsUnknownIsSentOnceMore(t *testing.T) {
	t.Parallel()
	r := lettering(t)
	r.telegram.Fault(telegramtest.Fault{Method: "sendDocument", Drop: true, Times: 1})
	r.wayan.Send("/surat")
	hears(t, r.wayan, "letter")
	if m := heard(t, r.wayan); len(m.Attachments) != 1 {
		t.Errorf("the person hears %q without a file", m.Plain)
	}
	r.settled(t)
}

func TestFileThatTelegramRefusesIsApologizedFor(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]telegramtest.Fault{
		"of unknown fate":  {Method: "sendDocument", Drop: true, Times: 99},
		"too large":        {Method: "sendDocument", Code: 413, Times: 1},
		"never to be read": {Method: "sendDocument", Code: 404, Times: 99},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := lettering(t)
			r.telegram.Fault(fault)
			r.wayan.Send("/surat")
			hears(t, r.wayan, "letter")
			if m := heard(t, r.wayan); !strings.HasPrefix(m.Plain, "incident ") {
				t.Errorf("the person hears %q", m.Plain)
			}
			r.settled(t)
		})
	}
}

// making is a rig that makes a file anew whenever it is asked for one.
func making(t *testing.T, name, mime string) *rig {
	t.Helper()
	made := 0
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "buat", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Text: says("here"), Protect: true, Attachments: []Attachment{Made(name, mime, func(context.Context) ([]byte, error) {
				made++
				return picture(made), nil
			})}}, nil
		}})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	return r
}

// picture is a PNG of the width.
func picture(width int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, 2))); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestWhatIsMadeForAReplyIsSentAnewEachTime(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ mime, method, kind string }{
		"a picture is shown":  {"image/png", "sendPhoto", "photo"},
		"a PDF is a file":     {"application/pdf", "sendDocument", "document"},
		"a sheet is a file":   {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "sendDocument", "document"},
		"a picture, no photo": {"image/webp", "sendDocument", "document"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := making(t, "jadwal", c.mime)
			for i := range 2 {
				getsMade(t, r, c.kind, i+1)
			}
			r.settled(t)
			if kept := locked(r.office, func(o *office) int { return len(o.uploads) }); kept != 0 {
				t.Errorf("%d files are remembered", kept)
			}
			if n := len(r.telegram.Calls(telegramtest.CallFilter{Method: c.method})); n != 2 {
				t.Errorf("%s was called %d times, want 2", c.method, n)
			}
		})
	}
}

// getsMade asks for the file that is made, which is a picture of the width.
func getsMade(t *testing.T, r *rig, kind string, width int) {
	t.Helper()
	r.wayan.Send("/buat")
	hears(t, r.wayan, "here")
	m := heard(t, r.wayan)
	if len(m.Attachments) != 1 || m.Attachments[0].Kind != kind || !m.Protected {
		t.Fatalf("the person gets %+v", m)
	}
	// Telegram writes a photo anew.
	if got, _, err := image.DecodeConfig(bytes.NewReader(m.Attachments[0].Content)); err != nil || got.Width != width {
		t.Errorf("the file is %+v (%v), want the one of width %d", got, err, width)
	}
}

func TestPictureThatIsNoPhotoIsSentAsAFile(t *testing.T) {
	t.Parallel()
	r := making(t, "jadwal.png", "image/png")
	r.telegram.Fault(telegramtest.Fault{Method: "sendPhoto", Code: 400, Times: 1, Body: `{"ok":false,"error_code":400,"description":"Bad Request: PHOTO_INVALID_DIMENSIONS"}`})
	r.wayan.Send("/buat")
	hears(t, r.wayan, "here")
	if m := heard(t, r.wayan); len(m.Attachments) != 1 || m.Attachments[0].Kind != "document" {
		t.Errorf("the person gets %+v", m)
	}
	r.settled(t)
}

func TestStoredFileIsSentByTheIDThatTelegramGaveIt(t *testing.T) {
	t.Parallel()
	r := lettering(t)
	for range 2 {
		r.wayan.Send("/surat")
		hears(t, r.wayan, "letter")
		heard(t, r.wayan)
	}
	r.settled(t)
	if kept := locked(r.office, func(o *office) string { return o.uploads["abc"] }); kept == "" {
		t.Error("the file is not remembered")
	}
}
