package dispositions

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
)

func TestOpeningShowsTheCardWithItsScanAndLeavesAReceipt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.cards.open(t.Context(), by(wayan(), "12", "overdue", "5"))
	o.shows(t, "card", reply, err)
	if o.branch().State != disposition.StateRead {
		t.Errorf("after opening the branch is %s, want READ", o.branch().State)
	}
}

func TestTheScansFollowTheFirstOpeningOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i, want := range []int{1, 0, 0} {
		reply, err := o.desk.cards.open(t.Context(), by(wayan(), "12"))
		if err != nil || len(reply.Attachments) != want {
			t.Errorf("opening %d: %d files, %v, want %d", i+1, len(reply.Attachments), err, want)
		}
	}
}

func TestTheSenderReadsTheReportWithoutAReceipt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.cards.open(t.Context(), by(luh(), "12"))
	o.shows(t, "card_for_sender", reply, err)
	if o.branch().State != disposition.StateSent {
		t.Errorf("the sender looked and the branch is %s", o.branch().State)
	}
}

func TestStartingRedrawsTheCardInPlace(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.cards.start(t.Context(), by(wayan(), "12"))
	o.shows(t, "card_started", reply, err)
}

func TestAStrangerToTheBranchIsRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, handler := range map[string]bot.Handler{
		"open": o.desk.cards.open, "start": o.desk.cards.start, "finish": o.desk.finish.begin, "return": o.desk.back.begin,
		"files": o.desk.cards.files, "full": func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
			r.Args = append(r.Args, "1")
			return o.desk.cards.full(ctx, r)
		},
	} {
		if _, err := handler(t.Context(), by(rai(), "12")); !errors.Is(err, disposition.ErrNotYours) {
			t.Errorf("%s by somebody else: %v, want ErrNotYours", name, err)
		}
	}
	if len(o.lines) != 6 {
		t.Errorf("%d refusals in the audit log, want 6", len(o.lines))
	}
}

func TestTheFilesComeAgainWhenAskedFor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.branch().ReportFiles = []document.File{{ID: "photo", Name: "foto.jpg"}}
	o.kept["photo"] = []byte("JPEG")
	reply, err := o.desk.cards.files(t.Context(), by(wayan(), "12"))
	o.shows(t, "files", reply, err)
}

func TestALongReportCanBeReadInFull(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.branch().State, o.branch().Report = disposition.StateDone, strings.Repeat("Sudah dikerjakan. ", 160)+"Tamat."
	reply, err := o.desk.cards.open(t.Context(), by(luh(), "12"))
	o.shows(t, "card_shortened", reply, err)
	reply, err = o.desk.cards.full(t.Context(), by(luh(), "12", "1"))
	o.shows(t, "full_text", reply, err)
	reply, err = o.desk.cards.full(t.Context(), by(luh(), "12", "2", "turn"))
	o.shows(t, "full_text_second", reply, err)
}

func TestOfASecretLetterOnlyTheAgendaNumberIsShown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.secret()
	reply, err := o.desk.cards.open(t.Context(), by(wayan(), "12"))
	o.shows(t, "card_secret", reply, err)
	if _, err := o.desk.cards.full(t.Context(), by(wayan(), "12", "1")); !errors.Is(err, disposition.ErrSecretInOffice) {
		t.Errorf("full text of a secret letter: %v, want ErrSecretInOffice", err)
	}
	if reply, err := o.desk.cards.files(t.Context(), by(wayan(), "12")); err == nil {
		t.Errorf("files of a secret letter: %v", reply.Attachments)
	}
}

func TestARestrictedLetterMayNotBeForwarded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.dossier.Letter.Secrecy = disposition.Restricted
	for name, handler := range map[string]bot.Handler{
		"open": o.desk.cards.open, "files": o.desk.cards.files, "start": o.desk.cards.start,
	} {
		reply, err := handler(t.Context(), by(wayan(), "12"))
		if err != nil || !reply.Protect {
			t.Errorf("%s of a restricted letter: protected %v, %v", name, reply.Protect, err)
		}
	}
}

func TestARedrawnCardLeavesNoReceipt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.cards.redraw(t.Context(), wayan(), disposition.SubjectOf(toSection))
	o.shows(t, "card_redrawn", reply, err)
	if o.branch().State != disposition.StateSent {
		t.Errorf("a redraw made the branch %s", o.branch().State)
	}
}

func TestACardThatIsNoLongerOnesOwnLosesItsContent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.cards.redraw(t.Context(), rai(), disposition.SubjectOf(toSection))
	o.shows(t, "card_gone", reply, err)
}
