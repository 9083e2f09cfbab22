package store_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/staff"
)

// repeated reminds whoever has not read an issue.
func (o *office) repeated(issue announce.Issue) announce.Issue {
	o.t.Helper()
	repeat, added, err := o.AddIssue(o.t.Context(), announce.Issue{
		Announcement: issue.Announcement, Due: o.clock.Now(), Repeats: issue.ID, State: announce.Scheduled,
	})
	if err == nil && added {
		err = o.BeginIssue(o.t.Context(), repeat.ID, announce.OfficeHours(wita()))
	}
	if err != nil {
		o.t.Fatal(err)
	}
	return repeat
}

func (o *office) reads(nip staff.NIP, id announce.IssueID) (bool, error) {
	return o.MarkRead(o.t.Context(), id, o.employee(nip), o.clock.Now())
}

func TestReadingIsNotedOnceAndRemindsOnlyTheOthers(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	a := o.announcement()
	a.Scope = staff.Scope{Units: []staff.UnitID{o.unit("ORG")}}
	issue := o.announced(a)
	o.sendAll()
	first, err := o.reads(nyoman, issue.ID)
	second, again := o.reads(nyoman, issue.ID)
	_, stranger := o.reads(putu, issue.ID)
	if !first || err != nil || second || again != nil || !errors.Is(stranger, announce.ErrNotYours) {
		t.Errorf("first %t, %v; again %t, %v; by somebody else %v", first, err, second, again, stranger)
	}
	repeat := o.repeated(issue)
	expectSame(t, "reminded", 2, o.sendAll())
	if first, err := o.reads(wayan, repeat.ID); !first || err != nil {
		t.Errorf("the reminder: %t, %v", first, err)
	}
	o.wantCount("the issue", issue.ID, announce.Done, announce.Count{People: 3, Sent: 3, Read: 2})
	o.wantCount("the reminder", repeat.ID, announce.Done, announce.Count{People: 2, Sent: 2, Read: 1})
	for _, tt := range []struct {
		name   string
		unread bool
		want   []string
	}{
		{"all", false, []string{"I Wayan Sudira TERKIRIM true", "Ni Nyoman Suastini TERKIRIM true", "I Ketut Ardana TERKIRIM false"}},
		{"who has not read", true, []string{"I Ketut Ardana TERKIRIM false"}},
	} {
		readers, total, err := o.Readers(t.Context(), issue.ID, tt.unread, 0, 9)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range readers {
			read := " false"
			if !r.ReadAt.IsZero() {
				read = " true"
			}
			got = append(got, r.Who.Name+" "+string(r.State)+read)
		}
		same(t, tt.name, tt.want, got)
		expectSame(t, tt.name, len(tt.want), total)
	}
}

func TestHistoriesShowTheNewestFirst(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	o.linkAll()
	one := o.announced(o.announcement())
	two := o.announced(o.announcement())
	o.sendAll()
	o.repeated(one)
	withdrawn := o.announced(o.announcement())
	o.changeAnnouncement(withdrawn.Announcement, withdraw)
	o.sendAll()
	for _, tt := range []struct {
		name   string
		author staff.EmployeeID
		units  []staff.UnitID
		want   []announce.IssueID
	}{
		{"the author", o.employee(putu), nil, []announce.IssueID{withdrawn.ID, two.ID, one.ID}},
		{"who may write for the unit", o.employee(made), []staff.UnitID{o.unit("SETDA")}, []announce.IssueID{withdrawn.ID, two.ID, one.ID}},
		{"somebody else", o.employee(made), []staff.UnitID{o.unit("ORG")}, nil},
	} {
		page, total, err := o.Written(t.Context(), tt.author, tt.units, 0, 9)
		if err != nil {
			t.Fatal(err)
		}
		var got []announce.IssueID
		for _, p := range page {
			got = append(got, p.Issue.ID)
			if p.Announcement.ID != p.Issue.Announcement || p.Issue.Count.People != 6 {
				t.Errorf("%s: %+v", tt.name, p)
			}
		}
		same(t, tt.name, tt.want, got)
		expectSame(t, tt.name, len(tt.want), total)
	}
	received, total, err := o.Received(t.Context(), o.employee(nyoman), 1, 9)
	if err != nil || len(received) != 1 || received[0].Issue != one.ID || received[0].Announcement.Content.HTML == "" || received[0].SentAt.IsZero() {
		t.Errorf("the second page: %+v, %v", received, err)
	}
	expectSame(t, "received", 2, total)
}
