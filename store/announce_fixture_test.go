package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// lease is how long claims of these tests last.
const lease = time.Minute

// announcement is what the general bureau writes to everyone, to be sent now.
func (o *office) announcement() announce.Announcement {
	o.t.Helper()
	return announce.Announcement{
		Author: o.employee(putu), AuthorName: "I Putu Mahendra", Position: o.position("KARO-UMUM"), Title: "Kepala Biro Umum",
		Unit: o.unit("SETDA"), UnitName: "Sekretariat Daerah", Content: announce.Content{HTML: "Rapat <b>pukul 9</b>"},
		Scope: staff.Scope{Everyone: true}, Written: o.clock.Now().UTC(),
	}
}

// announced adds an announcement whose first issue is due now.
func (o *office) announced(a announce.Announcement) announce.Issue {
	o.t.Helper()
	_, issue, err := o.AddAnnouncement(o.t.Context(), a, &announce.Issue{Due: o.clock.Now().UTC(), State: announce.Scheduled}, "", nil)
	if err != nil {
		o.t.Fatalf("add an announcement: %v", err)
	}
	return issue
}

// linkAll gives everybody an account.
func (o *office) linkAll() {
	o.t.Helper()
	o.exec("INSERT INTO link (employee_id, account, linked_at) SELECT id, id + 1000, now() FROM employee ON CONFLICT DO NOTHING")
}

// crowd adds people with accounts, who hold no position.
func (o *office) crowd(n int) {
	o.t.Helper()
	o.exec(`INSERT INTO employee (nip, name, kind) SELECT lpad(i::text, 18, '0'), 'Pegawai ' || i, 'PNS' FROM generate_series(1, $1::integer) AS i`, n)
	o.linkAll()
}

func (o *office) claimCopies(n int) []announce.Copy {
	o.t.Helper()
	copies, err := o.ClaimCopies(o.t.Context(), n, lease)
	if err != nil {
		o.t.Fatalf("claim copies: %v", err)
	}
	return copies
}

// done is an outcome for each copy; what is sent is message 10.
func done(copies []announce.Copy, outcome notify.Outcome) []announce.CopyDone {
	var all []announce.CopyDone
	for _, c := range copies {
		d := announce.CopyDone{Copy: c, Outcome: outcome}
		if outcome == notify.Sent && c.Task == announce.Deliver {
			d.Messages = []int{10}
		}
		all = append(all, d)
	}
	return all
}

func (o *office) finishCopies(all []announce.CopyDone) {
	o.t.Helper()
	if err := o.FinishCopies(o.t.Context(), all); err != nil {
		o.t.Fatalf("finish copies: %v", err)
	}
}

// sendAll sends whatever there is to send, in small batches.
func (o *office) sendAll() (sent int) {
	o.t.Helper()
	for {
		copies := o.claimCopies(4)
		if len(copies) == 0 {
			return sent
		}
		o.finishCopies(done(copies, notify.Sent))
		sent += len(copies)
	}
}

func (o *office) issue(id announce.IssueID) announce.Issue {
	o.t.Helper()
	issue, err := o.Issue(o.t.Context(), id)
	if err != nil {
		o.t.Fatal(err)
	}
	return issue
}

func (o *office) wantCount(what string, id announce.IssueID, state announce.IssueState, want announce.Count) {
	o.t.Helper()
	issue := o.issue(id)
	same(o.t, what, want, issue.Count)
	if issue.State != state {
		o.t.Errorf("%s: the issue is %s, want %s", what, issue.State, state)
	}
}

// toldOf counts the notices by which the author was told that an issue is out.
func (o *office) toldOf(id announce.IssueID) int {
	o.t.Helper()
	return o.number("SELECT count(*) FROM notice WHERE key = $1", fmt.Sprintf("announce.done:%d", id))
}

func expectSame[T comparable](t *testing.T, what string, want, got T) {
	t.Helper()
	if want != got {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
