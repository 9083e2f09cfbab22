package notify_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/notify"
)

func TestWhatGoesToManyGivesWayAndAnnouncementsAreNotRepeated(t *testing.T) {
	t.Parallel()
	type answer struct{ Repeatable, Bulk bool }
	for class, want := range map[notify.Class]answer{
		notify.Ask:          {Repeatable: true},
		notify.Reminder:     {Repeatable: true, Bulk: true},
		notify.Announcement: {Bulk: true},
	} {
		if diff := cmp.Diff(want, answer{class.Repeatable(), class.Bulk()}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", class, diff)
		}
	}
}

func TestAMessageIsForOne(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		got, want notify.Recipient
	}{
		{"an employee", notify.ToEmployee(11), notify.Recipient{Employee: 11}},
		{"the holders of a position", notify.ToHolders(4, 0), notify.Recipient{Position: 4}},
		{"the holders but for one", notify.ToHolders(4, 11), notify.Recipient{Position: 4, Except: 11}},
		{"the clerks of a unit but for one", notify.ToClerks(10, 11), notify.Recipient{Clerks: 10, Except: 11}},
		{"a bare account", notify.ToAccount(70001), notify.Recipient{Account: 70001}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestASubjectIsWrittenInKeysAndLogs(t *testing.T) {
	t.Parallel()
	for subject, want := range map[notify.Subject]string{
		{Kind: notify.SubjectBranch, ID: 3}:          "branch:3",
		{Kind: notify.SubjectLetter, ID: 9000000000}: "letter:9000000000",
		{Kind: notify.SubjectEmployee, ID: 11}:       "employee:11",
	} {
		if got := subject.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
