package handlers

import (
	"bytes"
	"errors"
	"image/png"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func TestStartTellsWhoIAm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.counts = disposition.Counts{Waiting: 2, Unread: 2}
	actor := holder(3, "Ni Wayan Suartini", section, secretary)
	actor.Holdings[1].Capacity = staff.Plh
	actor.Grants = []staff.Grant{{Role: staff.Clerk, UnitName: "Sekretariat"}}
	reply, err := o.start.start(t.Context(), by(actor))
	o.shows(t, "start_known", reply, err)
}

func TestAStrangerIsAskedForTheOwnNumberAndNothingElse(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.start.start(t.Context(), by(staff.Actor{}))
	o.shows(t, "start_stranger", reply, err)
	question := bot.ContactField{Key: fieldContact, Ask: ask(text.Label("start.stranger"))}.Field()
	reply, err = question.Ask(t.Context(), by(staff.Actor{}), nil)
	o.shows(t, "start_contact", reply, err)
}

func TestACodeLinksTheAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.links.actor = wayan()
	r := by(staff.Actor{})
	r.Argument = "q1w2e3"
	reply, err := o.start.start(t.Context(), r)
	o.shows(t, "start_linked", reply, err)
	if diff := cmp.Diff([]string{"code q1w2e3"}, o.links.linked); diff != "" {
		t.Errorf("linked (-want +got):\n%s", diff)
	}
}

func TestTheOwnNumberWithTheEndOfTheNIPLinksTheAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.links.actor = wayan()
	reply, err := o.start.link(t.Context(), by(staff.Actor{}), bot.Answers{fieldContact: "6281234567890", fieldNIPEnd: "1005"})
	o.shows(t, "start_linked", reply, err)
	if diff := cmp.Diff([]string{"phone 6281234567890 NIP 1005"}, o.links.linked); diff != "" {
		t.Errorf("linked (-want +got):\n%s", diff)
	}
}

func TestAfterTooManyTriesTheFormEnds(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err   error
		final bool
	}{{account.ErrNoMatch, false}, {account.ErrTooManyTries, true}} {
		o := newOffice(t)
		o.links.fails = c.err
		_, err := o.start.link(t.Context(), by(staff.Actor{}), bot.Answers{})
		if !errors.Is(err, c.err) || (err != c.err) != c.final { //nolint:errorlint // whether it is wrapped is the question
			t.Errorf("link after %v: %v, want the form to end: %v", c.err, err, c.final)
		}
	}
}

func TestHelpComesFromTheTableOfTheRouter(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.help.show(t.Context(), by(wayan()))
	o.shows(t, "help", reply, err)
	personnel := wayan()
	personnel.Grants = []staff.Grant{{Role: staff.Personnel}}
	reply, err = o.help.tapped(t.Context(), by(personnel))
	o.shows(t, "help_personnel", reply, err)
}

func TestTheTableIsComplete(t *testing.T) {
	t.Parallel()
	if err := newOffice(t).router.Check(); err != nil {
		t.Error(err)
	}
}

func TestThePersonnelOfficeGetsAOneTimeLink(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := by(wayan())
	r.Argument = "19630312 199102 1 005"
	reply, err := o.accounts.code(t.Context(), r)
	if len(reply.Attachments) != 1 || scannedFrom(t, reply.Attachments[0]) != "https://t.me/GelisBaliBot?start=q1w2e3" {
		t.Errorf("beside the link stand %+v", reply.Attachments)
	}
	reply.Attachments = nil
	o.shows(t, "code", reply, err)
	r.Argument = ""
	reply, err = o.accounts.code(t.Context(), r)
	o.shows(t, "code_asks", reply, err)
	r.Argument = "12"
	if _, err := o.accounts.code(t.Context(), r); !isNIPError(err) {
		t.Errorf("/tautkan 12: %v, want a NIPError", err)
	}
}

// scannedFrom is what a phone reads in a picture.
func scannedFrom(t *testing.T, a bot.Attachment) string {
	t.Helper()
	content, err := a.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(picture)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}

func isNIPError(err error) bool {
	var refused *staff.NIPError
	return errors.As(err, &refused)
}

func TestUnlinkingIsConfirmed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.accounts.askUnlink(t.Context(), by(wayan()))
	o.shows(t, "unlink_asks", reply, err)
	reply, err = o.accounts.keep(t.Context(), by(wayan()))
	o.shows(t, "unlink_kept", reply, err)
	if len(o.links.unlinked) > 0 {
		t.Fatal("unlinked before it was confirmed")
	}
	reply, err = o.accounts.unlink(t.Context(), by(wayan()))
	o.shows(t, "unlinked", reply, err)
	if diff := cmp.Diff([]staff.EmployeeID{3}, o.links.unlinked); diff != "" {
		t.Errorf("unlinked (-want +got):\n%s", diff)
	}
}
