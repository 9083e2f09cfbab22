package dispositions

import (
	"bytes"
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
)

func TestTheSheetGoesOutAsAFileToWhoMaySeeTheLetter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.sheets.hand(t.Context(), by(wayan(), "5"))
	if err != nil || len(reply.Attachments) != 1 || reply.Attachments[0].MIME != "application/pdf" {
		t.Fatalf("got %+v, %v", reply, err)
	}
	content, err := reply.Attachments[0].Open(t.Context())
	if err != nil || !bytes.HasPrefix(content, []byte("%PDF")) {
		t.Errorf("%.20q, %v", content, err)
	}
	if reply.Protect != o.dossier.Letter.Secrecy.Protected() {
		t.Errorf("protected: %t", reply.Protect)
	}
}

func TestNoSheetOfWhatStaysInTheOfficeAndForNobodyElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.dossier.Letter.Secrecy = disposition.Secret
	if _, err := o.desk.sheets.hand(t.Context(), by(wayan(), "5")); !errors.Is(err, disposition.ErrSecretInOffice) {
		t.Errorf("a secret letter: %v", err)
	}
	for _, id := range []string{"", "x", "-1"} {
		if _, err := o.desk.sheets.hand(t.Context(), by(wayan(), id)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("letter %q: %v", id, err)
		}
	}
}
