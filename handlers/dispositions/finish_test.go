package dispositions

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
)

// field finds a field of a form by its key.
func field(t *testing.T, fields []bot.Field, key string) bot.Field {
	t.Helper()
	for _, f := range fields {
		if f.Key == key {
			return f
		}
	}
	t.Fatalf("no field %s", key)
	return bot.Field{}
}

func (o *office) asks(t *testing.T, name string, f bot.Field, a bot.Answers) {
	t.Helper()
	reply, err := f.Ask(t.Context(), by(wayan()), a)
	if err != nil {
		t.Fatal(err)
	}
	o.shows(t, name, reply, err)
}

func TestFinishingBeginsAFormAboutTheBranch(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	reply, err := o.desk.finish.begin(t.Context(), by(wayan(), "12"))
	o.shows(t, "finish_begins", reply, err)
}

func TestTheFormAsksForReportFilesAndConfirmation(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	fields := o.desk.finish.fields()
	known := bot.Answers{answerBranch: "12", answerAgenda: "412", answerProtect: yes}
	o.asks(t, "finish_report", field(t, fields, fieldReport), known)
	o.asks(t, "finish_files", field(t, fields, fieldFiles), known)
	known[fieldReport] = "Rapat dihadiri."
	known[fieldFiles] = `[{"id":"x","name":"foto.jpg","mime":"image/jpeg","size":2000}]`
	o.asks(t, "finish_more_files", field(t, fields, fieldFiles), known)
	o.asks(t, "finish_confirm", field(t, fields, fieldSend), known)
}

func TestForASecretLetterOnlyTheConfirmationIsAsked(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.secret()
	begun, err := o.desk.finish.begin(t.Context(), by(wayan(), "12"))
	o.shows(t, "finish_secret_begins", begun, err)
	var asked []string
	for _, f := range o.desk.finish.fields() {
		if f.Skip == nil || !f.Skip(begun.Begin.Answers) {
			asked = append(asked, f.Key)
		}
	}
	if diff := cmp.Diff([]string{fieldDone}, asked); diff != "" {
		t.Errorf("asked about a secret letter (-want +got):\n%s", diff)
	}
	o.asks(t, "finish_secret", field(t, o.desk.finish.fields(), fieldDone), begun.Begin.Answers)
	reply, err := o.desk.finish.submit(t.Context(), by(wayan()), begun.Begin.Answers)
	o.shows(t, "finish_secret_done", reply, err)
}

func TestSubmittingEndsTheBranchOnceAndShowsTheCard(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	answers := bot.Answers{answerBranch: "12", fieldReport: "Rapat <dihadiri>.", fieldFiles: `[{"id":"scan","name":"foto.jpg"}]`}
	reply, err := o.desk.finish.submit(t.Context(), by(wayan()), answers)
	o.shows(t, "finish_done", reply, err)
	again, err := o.desk.finish.submit(t.Context(), by(wayan()), answers)
	o.shows(t, "finish_done", again, err)
	if o.branch().State != disposition.StateDone || o.branch().Report != "Rapat <dihadiri>." {
		t.Errorf("the branch is %s with the report %q", o.branch().State, o.branch().Report)
	}
}

func TestARefusedSubmissionEndsTheFormAndAFailureDoesNot(t *testing.T) {
	t.Parallel()
	away := errors.New("database is away")
	for _, c := range []struct {
		name  string
		err   error
		final bool
	}{
		{"refused", disposition.ErrNotYours, true},
		{"closed meanwhile", &disposition.ClosedError{State: disposition.StateDone}, true},
		{"database away", away, false},
		{"report missing", disposition.ErrReportMissing, false},
	} {
		got := endIfRefused(c.err)
		if ended := !errors.Is(c.err, got) && errors.Is(got, c.err); ended != c.final {
			t.Errorf("%s: the form ends: %v, want %v", c.name, ended, c.final)
		}
	}
}

func TestReturningAsksForTheReason(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	begun, err := o.desk.back.begin(t.Context(), by(wayan(), "12"))
	o.shows(t, "return_begins", begun, err)
	answers := begun.Begin.Answers
	answers[fieldReason] = "Bukan tugas kami."
	question, err := o.desk.back.askReason(t.Context(), by(wayan()), answers)
	o.shows(t, "return_reason", bot.Reply{Text: question}, err)
	question, err = o.desk.back.askSend(t.Context(), by(wayan()), answers)
	o.shows(t, "return_confirm", bot.Reply{Text: question}, err)
	reply, err := o.desk.back.submit(t.Context(), by(wayan()), answers)
	o.shows(t, "return_done", reply, err)
	if o.branch().State != disposition.StateReturned || o.branch().Reason != "Bukan tugas kami." {
		t.Errorf("the branch is %s with the reason %q", o.branch().State, o.branch().Reason)
	}
}

func TestASecretLetterIsNotReturnedHere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.secret()
	if _, err := o.desk.back.begin(t.Context(), by(wayan(), "12")); !errors.Is(err, disposition.ErrSecretInOffice) {
		t.Errorf("return of a secret letter: %v, want ErrSecretInOffice", err)
	}
}
