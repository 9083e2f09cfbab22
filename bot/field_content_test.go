package bot

import (
	"context"
	"fmt"
	"testing"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// announcing is a rig with a form that asks for a message, and is in it.
func announcing(t *testing.T) *rig {
	t.Helper()
	r := start(t, func(rt *Router) {
		rt.Command(Command{Name: "umum", For: staff.Everyone, Handler: func(context.Context, *Request) (Reply, error) {
			return Reply{Begin: &Begin{Form: "announce"}}, nil
		}})
		rt.Form(Form{Name: "announce", For: staff.Everyone, Fields: []Field{ContentField{
			Key: "content",
			Ask: func(_ context.Context, _ *Request, _ Answers, kept Kept) (Phrase, error) {
				return says(fmt.Sprintf("message? %s %d", kept.HTML, len(kept.Files))), nil
			},
			Keep: func(_ context.Context, r *Request, f File) (document.File, error) {
				if f.Name == "virus.exe" {
					return document.File{}, &document.KindError{MIME: "application/x-dosexec"}
				}
				return document.File{ID: document.ID(fmt.Sprint(r.Message)), Name: f.Name}, nil
			},
		}.Field()}, Submit: func(_ context.Context, _ *Request, a Answers) (Reply, error) {
			kept, err := ContentOf(a["content"])
			return Reply{Text: says(fmt.Sprintf("taken %s %d album=%v", kept.HTML, len(kept.Files), kept.Album)), Edit: true}, err
		}})
	})
	r.wayan.Start()
	hears(t, r.wayan, "what?")
	r.wayan.Send("/umum")
	hears(t, r.wayan, "message?  0")
	return r
}

func TestMessageIsTakenWithItsFormatting(t *testing.T) {
	t.Parallel()
	r := announcing(t)
	if _, err := r.wayan.SendHTML(`😀 <b>Rapat <i>besok</i></b> & <a href="https://baliprov.go.id/?a=1&amp;b">di sini</a>`); err != nil {
		t.Fatal(err)
	}
	hears(t, r.wayan, `message? 😀 <b>Rapat <i>besok</i></b> &amp; <a href="https://baliprov.go.id/?a=1&amp;b">di sini</a> 0`)
	r.wayan.Send("another one")
	hears(t, r.wayan, "message? another one 0")
	taps(t, r.wayan, string(SayAgain), "")
	hears(t, r.wayan, "message?  0")
	r.wayan.Send("the last one")
	hears(t, r.wayan, "message? the last one 0")
	taps(t, r.wayan, string(SayNext), "")
	hears(t, r.wayan, "taken the last one 0 album=false")
}

func TestPartsOfAnAlbumAreCollected(t *testing.T) {
	t.Parallel()
	r := announcing(t)
	photo := func(width int) telegramtest.File {
		return telegramtest.File{Name: "foto.png", Content: picture(width)}
	}
	r.wayan.UploadAlbum([]telegramtest.File{photo(1), photo(2), photo(3)}, "the caption")
	hears(t, r.wayan, "message? the caption 1")
	hears(t, r.wayan, "message? the caption 2")
	hears(t, r.wayan, "message? the caption 3")
	r.wayan.Send("other words")
	hears(t, r.wayan, "message? other words 3")
	taps(t, r.wayan, string(SayNext), "")
	hears(t, r.wayan, "taken other words 3 album=true")
}

func TestNoMoreFilesAreTakenThanGoTogether(t *testing.T) {
	t.Parallel()
	r := announcing(t)
	for i := range MaxAlbum {
		r.wayan.UploadDocument("a.pdf", []byte("%PDF"), "")
		hears(t, r.wayan, fmt.Sprintf("message?  %d", i+1))
	}
	r.wayan.UploadDocument("a.pdf", []byte("%PDF"), "")
	hears(t, r.wayan, "!more than 10 files\n\nmessage?  10")
}

func TestWhatCannotBeSentOnIsRefused(t *testing.T) {
	t.Parallel()
	r := announcing(t)
	refusal := "!" + ErrContentKind.Error() + "\n\nmessage?  0"
	for i, thing := range []string{
		`"sticker":{}`, `"voice":{}`, `"video":{},"caption":"look"`, `"video_note":{}`, `"audio":{}`, `"poll":{}`, `"dice":{}`,
		`"contact":{"phone_number":"1"}`, `"location":{"latitude":1,"longitude":2}`, `"text":"\u200b"`,
	} {
		raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":9,"from":{"id":%d},"chat":{"id":%[2]d,"type":"private"},%s}}`, 900_000_000+i, r.wayan.ID(), thing)
		if err := r.Intake().Handle(t.Context(), []byte(raw)); err != nil {
			t.Fatal(err)
		}
		hears(t, r.wayan, refusal)
	}
	r.wayan.UploadDocument("virus.exe", []byte("MZ"), "")
	hears(t, r.wayan, "!"+document.ErrKind.Error()+"\n\nmessage?  0")
	r.wayan.Upload("a.pdf", []byte("%PDF"), "words")
	hears(t, r.wayan, "message? words 1")
}
