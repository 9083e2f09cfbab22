package dispositions

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/handlerstest"
	"github.com/gelis-bali/gelis/handlers/nav"
)

func artha() staff.Actor { return leading(holder(1, "I Made Artha", head)) }

func TestTheWayOfALetterIsATree(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	at := time.Date(2026, time.November, 22, 1, 0, 0, 0, time.UTC)
	o.dossier.Branches[0].Read = disposition.Act{At: at, ByName: "Ni Luh Sariani", As: staff.Plt}
	o.dossier.Branches = append(
		o.dossier.Branches,
		&disposition.Branch{ID: 13, Disposition: 2, To: finance, ToTitle: "Kepala Subbagian <Keuangan>", State: disposition.StateReturned, Ended: disposition.Act{At: at, ByName: "I Ketut Rai", As: staff.Plh}},
		&disposition.Branch{ID: 14, Disposition: 2, To: planning, ToTitle: "Kepala Subbagian Perencanaan", State: disposition.StateProgress, Deadline: calendar.NewDate(2026, time.November, 20), Started: disposition.Act{At: at, ByName: "I Ketut Rai"}},
		&disposition.Branch{ID: 15, Disposition: 2, To: archives, ToTitle: "Arsiparis Ahli Muda", Copy: true, State: disposition.StateSent},
	)
	reply, err := o.desk.trail.turn(t.Context(), by(artha(), "5"))
	o.shows(t, "trail", reply, err)
	reply, err = o.desk.trail.turn(t.Context(), by(wayan(), "5"))
	o.shows(t, "trail_of_one", reply, err)
	reply, err = o.desk.trail.turn(t.Context(), by(clerk(), "5"))
	o.shows(t, "trail_of_the_registry", reply, err)
	reply, err = o.desk.trail.redraw(t.Context(), wayan(), disposition.SubjectOfLetter(5))
	o.shows(t, "trail_redrawn", reply, err)
	reply, err = o.desk.trail.redraw(t.Context(), rai(), disposition.SubjectOfLetter(5))
	o.shows(t, "trail_gone", reply, err)
	if _, err := o.desk.trail.turn(t.Context(), by(rai(), "5")); !errors.Is(err, disposition.ErrNotYours) {
		t.Errorf("the way of somebody else's letter: %v", err)
	}
	for _, args := range [][]string{{}, {"x"}, {"5", "-1"}, {"5", "x"}} {
		if _, err := o.desk.trail.turn(t.Context(), by(artha(), args...)); !errors.Is(err, bot.ErrStaleButton) {
			t.Errorf("way %v: %v, want ErrStaleButton", args, err)
		}
	}
}

func TestTheWayOfASecretLetterNamesNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.secret()
	reply, err := o.desk.trail.turn(t.Context(), by(artha(), "5"))
	o.shows(t, "trail_secret", reply, err)
	said := handlerstest.Plain(t, reply.Text)
	for _, word := range []string{"Undangan", "BKPSDM", "Sekretaris", "Subbagian", "Sariani", "Hadiri", "arsip"} {
		if strings.Contains(said, word) {
			t.Errorf("the way of a secret letter says %s: %s", word, said)
		}
	}
}

// wide is a letter that went from the head to many, ten deep.
func (c *cabinet) wide(n int) {
	long := strings.Repeat("Kepala Subbagian Perencanaan, Evaluasi dan Pelaporan ", 5)
	for i := range n {
		id := disposition.BranchID(1000 + i)
		parent := disposition.BranchID(11)
		if i%50 != 0 && i%50 < 10 {
			parent = id - 1
		}
		order := disposition.DispositionID(1000 + i)
		c.dossier.Dispositions = append(c.dossier.Dispositions, disposition.Disposition{
			ID: order, Parent: parent, From: secretary, FromTitle: long, ByName: long, As: staff.Plh,
			Instructions: []string{long, long}, Note: long, SentAt: c.dossier.Dispositions[0].SentAt,
		})
		c.dossier.Branches = append(c.dossier.Branches, &disposition.Branch{
			ID: id, Disposition: order, To: section, ToTitle: long, State: disposition.StateProgress, Deadline: calendar.NewDate(2026, time.November, 2),
			Started: disposition.Act{At: time.Date(2026, time.November, 20, 1, 0, 0, 0, time.UTC), ByName: long, As: staff.Plt},
			Nudged:  disposition.Act{At: time.Date(2026, time.November, 20, 1, 0, 0, 0, time.UTC), ByName: long},
		})
	}
}

func TestTheWayOfALetterWithFiveHundredBranchesFitsItsMessages(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.wide(500)
	var seen []string
	for page, more := 0, true; more; page++ {
		reply, err := o.desk.trail.turn(t.Context(), by(artha(), "5", strconv.Itoa(page)))
		if err != nil {
			t.Fatal(err)
		}
		o.fits(t, reply)
		seen = append(seen, opened(reply)...)
		more = leadsTo(reply, page+1)
	}
	slices.Sort(seen)
	if all := len(slices.Compact(seen)); all != 502 {
		t.Errorf("%d branches are shown, want 502", all)
	}
}

// fits holds a reply against what Telegram takes and a small phone shows.
func (o *office) fits(t *testing.T, reply bot.Reply) {
	t.Helper()
	if err := o.router.CheckReply(reply); err != nil {
		t.Error(err)
	}
	if n := len([]rune(handlerstest.Plain(t, reply.Text))); n > 3900 {
		t.Errorf("a page has %d characters", n)
	}
	if n := len(slices.Concat(reply.Buttons...)); n > 20 {
		t.Errorf("a page has %d buttons", n)
	}
}

// opened are the branches that the buttons open.
func opened(reply bot.Reply) []string {
	var ids []string
	for _, b := range slices.Concat(reply.Buttons...) {
		if b.Action == nav.Branch {
			ids = append(ids, b.Args[0])
		}
	}
	return ids
}

func leadsTo(reply bot.Reply, page int) bool {
	return slices.ContainsFunc(slices.Concat(reply.Buttons...), func(b bot.Button) bool {
		return b.Action == nav.Trail && b.Args[1] == strconv.Itoa(page)
	})
}

func TestAPageOfTheWayThatIsGoneShowsTheLastOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.trail.turn(t.Context(), by(wayan(), "5", "7"))
	if err != nil || reply.Card == nil {
		t.Errorf("a page past the end: %+v, %v", reply.Card, err)
	}
}

func TestWhoHasNotDoneItIsRecalledOnceADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.trail.nudgeAll(t.Context(), by(artha(), "5", "0"))
	o.shows(t, "trail_nudged", reply, err)
	reply, err = o.desk.trail.nudgeAll(t.Context(), by(artha(), "5", "0"))
	o.shows(t, "trail_nudged_again", reply, err)
	if len(o.told) != 1 {
		t.Errorf("told %v", o.told)
	}
	if _, err := o.desk.follow.nudge(t.Context(), by(leading(luh()), "12")); !errors.Is(err, disposition.ErrNudged) {
		t.Errorf("a second reminder on the same day: %v", err)
	}
}

func TestTheRecipientIsToldWhoRecalls(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.follow.nudge(t.Context(), by(leading(luh()), "12", "sent", "5"))
	o.shows(t, "card_nudged", reply, err)
	told, err := o.desk.notices.whileOpen(t.Context(), wayan(), noticeOf("disposition.nudged"))
	o.shows(t, "notice_nudged", told, err)
	o.secret()
	told, err = o.desk.notices.whileOpen(t.Context(), wayan(), noticeOf("disposition.nudged"))
	o.shows(t, "notice_nudged_secret", told, err)
}

func TestWhatIsLateForDaysIsToldToTheSuperior(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.branch().Deadline = calendar.NewDate(2026, time.November, 13)
	reply, err := o.desk.notices.escalated(t.Context(), artha(), noticeOf("disposition.escalated"))
	o.shows(t, "notice_escalated", reply, err)
	o.secret()
	reply, err = o.desk.notices.escalated(t.Context(), artha(), noticeOf("disposition.escalated"))
	o.shows(t, "notice_escalated_secret", reply, err)
	o.branch().State = disposition.StateDone
	if _, err := o.desk.notices.escalated(t.Context(), artha(), noticeOf("disposition.escalated")); err == nil {
		t.Error("what is done is escalated")
	}
}

func TestTheCodeOnASheetOpensTheCard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	scan := o.desk.Scanner()
	r := by(wayan())
	r.Argument = "s5"
	reply, ok, err := scan(t.Context(), r)
	if !ok {
		t.Fatal("the code of a sheet is not taken")
	}
	o.shows(t, "scanned", reply, err)
	r = by(clerk())
	r.Argument = "s5"
	reply, _, err = scan(t.Context(), r)
	o.shows(t, "scanned_by_the_registry", reply, err)
	for argument, want := range map[string]error{"s6": disposition.ErrNoSuchLetter, "s5": disposition.ErrNotYours} {
		r := by(rai())
		r.Argument = argument
		if _, ok, err := scan(t.Context(), r); !ok || !errors.Is(err, want) {
			t.Errorf("%s: %v, %v, want %v", argument, ok, err, want)
		}
	}
	for _, argument := range []string{"", "s", "s0", "s05", "q5", "s5x", "S5", "s99999999999999999999", "kQ3x8mVtT0b1XyA9hZ2cLw"} {
		r.Argument = argument
		if _, ok, _ := scan(t.Context(), r); ok {
			t.Errorf("%q is taken for the code of a sheet", argument)
		}
	}
	stranger := by(staff.Actor{})
	stranger.Argument = "s5"
	if _, ok, err := scan(t.Context(), stranger); !ok || !errors.Is(err, staff.ErrUnknownAccount) {
		t.Errorf("a stranger scans: %v, %v", ok, err)
	}
}
