package bot

import (
	"context"
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
