package store_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAnAnnouncementIsKeptAsItWasWritten(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	file := document.Content{File: document.File{ID: document.ID(strings.Repeat("a", 64)), Name: "x.pdf", MIME: "application/pdf", Size: 3}, Bytes: []byte("pdf")}
	if err := o.KeepFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	rule, err := calendar.ParseRule("MINGGUAN SENIN; LEWATI")
	if err != nil {
		t.Fatal(err)
	}
	named := file.File
	named.Name = "Jadwal.pdf"
	a := o.announcement()
	a.Version, a.Urgent, a.Timing = 1, true, announce.Timing{Rule: &rule, Minute: 450}
	a.Content.Files, a.Content.Album = []document.File{named}, true
	a.Scope = staff.Scope{
		Units: []staff.UnitID{o.unit("ORG")}, Echelons: []staff.Echelon{staff.EchelonII}, Kinds: []staff.Kind{staff.PNS},
		People: []staff.EmployeeID{o.employee(nyoman)},
	}
	line := audit.Entry{At: o.clock.Now(), Action: audit.LinkMade, Subject: notify.Subject{Kind: notify.SubjectIssue}}
	saved, first, err := o.AddAnnouncement(t.Context(), a, nil, "draft", []audit.Entry{line})
	if err != nil {
		t.Fatal(err)
	}
	a.ID = saved.ID
	same(t, "the announcement", a, saved)
	same(t, "no issue", announce.Issue{}, first)
	loaded, err := o.Announcement(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "loaded", a, loaded)
	again, _, err := o.AddAnnouncement(t.Context(), a, nil, "draft", []audit.Entry{line})
	if err != nil || again.ID != a.ID || o.number("SELECT count(*) FROM announcement") != 1 {
		t.Errorf("the same draft again: announcement %d, %v", again.ID, err)
	}
	repeating, err := o.Repeating(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "repeating", []announce.Announcement{a}, repeating)
	if _, err := o.Announcement(t.Context(), 99); !errors.Is(err, announce.ErrNoSuchAnnouncement) {
		t.Errorf("none: %v, want ErrNoSuchAnnouncement", err)
	}
	if _, err := o.Issue(t.Context(), 99); !errors.Is(err, announce.ErrNoSuchIssue) {
		t.Errorf("no issue: %v, want ErrNoSuchIssue", err)
	}
	if lines := o.wholeAuditLog(); lines[len(lines)-1].Entry.Subject.ID != int64(a.ID) {
		t.Errorf("the audit line is about %d", lines[len(lines)-1].Entry.Subject.ID)
	}
}

func TestEverybodyInTheScopeGetsOneCopyAndTheAuthorIsToldOnce(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	o.exec("DELETE FROM link WHERE employee_id = $1", int64(o.employee(made)))
	mute := staff.Settings{Muted: []staff.Optional{staff.Announcements}}
	if err := o.SaveSettings(t.Context(), o.employee(kadek), mute); err != nil {
		t.Fatal(err)
	}
	issue := o.announced(o.announcement())
	same(t, "begun", announce.Count{People: 6, Waiting: 4, Unreachable: 1, Muted: 1}, issue.Count)
	copies := o.claimCopies(3)
	if len(copies) != 3 || len(o.claimCopies(1)) != 1 || len(o.claimCopies(9)) != 0 {
		t.Fatalf("claimed %d, want three, one, and none", len(copies))
	}
	c := copies[0]
	if c.Task != announce.Deliver || c.Announcement.Content.HTML == "" || c.Account != staff.AccountID(c.Employee)+1000 || c.Attempt != 1 {
		t.Errorf("the copy is %+v", c)
	}
	o.finishCopies(done(copies, notify.Sent))
	o.wantCount("on the way", issue.ID, announce.Sending, announce.Count{People: 6, Waiting: 1, Sent: 3, Unreachable: 1, Muted: 1})
	expectSame(t, "told before the end", 0, o.toldOf(issue.ID))
	o.exec("UPDATE announcement_copy SET lease_until = now() - interval '1 second' WHERE state = 'SEDANG'") // its process was killed
	expectSame(t, "claimed of what was lost", 0, len(o.claimCopies(9)))
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Sent: 3, Unknown: 1, Unreachable: 1, Muted: 1})
	expectSame(t, "told at the end", 1, o.toldOf(issue.ID))
	expectSame(t, "claimed after the end", 0, len(o.claimCopies(9)))
	if err := o.BeginIssue(t.Context(), issue.ID, announce.OfficeHours(wita())); err != nil {
		t.Fatal(err)
	}
	o.wantCount("begun again", issue.ID, announce.Done, announce.Count{People: 6, Sent: 3, Unknown: 1, Unreachable: 1, Muted: 1})
}

func TestWhatIsUrgentGoesToWhoMuted(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	if err := o.SaveSettings(t.Context(), o.employee(kadek), staff.Settings{Muted: []staff.Optional{staff.Announcements}}); err != nil {
		t.Fatal(err)
	}
	a := o.announcement()
	a.Urgent = true
	o.clock.advance(14 * time.Hour) // 23.00
	issue := o.announced(a)
	expectSame(t, "sent", 6, o.sendAll())
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Sent: 6})
}

func TestQuietHoursAreKeptAlsoWhileItIsBeingSent(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	chosen := staff.Settings{AnnounceFrom: 8 * 60, AnnounceUntil: 17 * 60}
	never := staff.Settings{AnnounceFrom: 21 * 60, AnnounceUntil: 22 * 60} // no such hour: the office's hold
	if err := errors.Join(o.SaveSettings(t.Context(), o.employee(nyoman), chosen), o.SaveSettings(t.Context(), o.employee(wayan), never)); err != nil {
		t.Fatal(err)
	}
	o.clock.advance(10*time.Hour + 59*time.Minute) // 19.59
	issue := o.announced(o.announcement())
	expectSame(t, "before 20.00", 2, len(o.claimCopies(2)))
	o.clock.advance(time.Minute)
	expectSame(t, "at 20.00", 0, len(o.claimCopies(9)))
	o.clock.advance(10*time.Hour - time.Second)
	expectSame(t, "before 06.00", 0, len(o.claimCopies(9)))
	o.clock.advance(time.Second)
	expectSame(t, "at 06.00, without who wants none before 08.00", 3, len(o.claimCopies(9)))
	o.clock.advance(2*time.Hour - time.Second)
	expectSame(t, "before 08.00", 0, len(o.claimCopies(9)))
	o.clock.advance(time.Second)
	last := o.claimCopies(9)
	if len(last) != 1 || last[0].Employee != o.employee(nyoman) {
		t.Errorf("at 08.00: %+v", last)
	}
	expectSame(t, "under way", 6, o.issue(issue.ID).Count.Waiting)
}

func TestStoppedIsStoppedAtTheNextClaimAndGoesOn(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	if _, err := o.RememberCard(t.Context(), notify.Card{Subject: announce.SubjectOf(issue.ID), Account: 9, MessageID: 9, Version: issue.Version}); err != nil {
		t.Fatal(err)
	}
	copies := o.claimCopies(2)
	to := func(s announce.IssueState) {
		t.Helper()
		_, err := o.UpdateIssue(t.Context(), issue.ID, func(i *announce.Issue, _ announce.Announcement) (announce.Decision, error) {
			i.State = s
			return announce.Decision{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	to(announce.Stopped)
	expectSame(t, "redraws of the card", 1, o.number("SELECT count(*) FROM job WHERE subject = $1", announce.SubjectOf(issue.ID).String()))
	expectSame(t, "claimed", 0, len(o.claimCopies(9)))
	o.finishCopies(done(copies, notify.Sent))
	o.wantCount("stopped", issue.ID, announce.Stopped, announce.Count{People: 6, Waiting: 4, Sent: 2})
	to(announce.Sending)
	expectSame(t, "sent", 4, o.sendAll())
	o.wantCount("gone on", issue.ID, announce.Done, announce.Count{People: 6, Sent: 6})
}

func TestEveryOutcomeIsCountedAsWhatItIs(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	issue := o.announced(o.announcement())
	outcomes := []notify.Outcome{notify.Sent, notify.Later, notify.Gone, notify.Unknown, notify.Defect, notify.Later}
	var all []announce.CopyDone
	for i, c := range o.claimCopies(9) {
		all = append(all, announce.CopyDone{Copy: c, Outcome: outcomes[i], Messages: []int{1, 2}})
	}
	all[1].Retry = time.Minute
	o.finishCopies(all)
	o.wantCount("after the first", issue.ID, announce.Sending, announce.Count{People: 6, Waiting: 1, Sent: 1, Unreachable: 1, Unknown: 1, Failed: 2})
	expectSame(t, "blocked", 1, o.number("SELECT count(*) FROM link WHERE unreachable_since IS NOT NULL"))
	expectSame(t, "messages", "{1,2}", o.texts("SELECT message_ids::text FROM announcement_copy WHERE state = 'TERKIRIM'")[0])
	expectSame(t, "before the pause is over", 0, len(o.claimCopies(9)))
	o.clock.advance(time.Minute)
	again := o.claimCopies(9)
	if len(again) != 1 || again[0].Attempt != 2 {
		t.Fatalf("after the pause: %+v", again)
	}
	o.finishCopies(all[1:2]) // the first attempt says something again
	expectSame(t, "still under way", 1, o.number("SELECT count(*) FROM announcement_copy WHERE state = 'SEDANG'"))
	o.finishCopies(done(again, notify.Sent))
	o.wantCount("over", issue.ID, announce.Done, announce.Count{People: 6, Sent: 2, Unreachable: 1, Unknown: 1, Failed: 2})
}
