package dispositions

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// toSecretary is the branch that the secretary sends on.
const toSecretary disposition.BranchID = 11

// newSecretariat is the office while the letter waits for the secretary.
func newSecretariat(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.unsent()
	return o
}

func (c *cabinet) unsent() {
	c.dossier.Dispositions, c.dossier.Branches = c.dossier.Dispositions[:1], c.dossier.Branches[:1]
	c.dossier.Branches[0].State = disposition.StateSent
	umum, keuangan := c.line[secretary][0], c.line[secretary][1]
	c.usual = []disposition.Seat{umum, c.line[section][0]}
	c.quick = []disposition.Quick{
		{ID: 7, To: []disposition.Seat{umum, keuangan}, Instructions: []string{"Tindak lanjuti", "Hadiri"}},
		{ID: 6, To: []disposition.Seat{umum}, Copies: []disposition.Seat{keuangan}, Instructions: []string{"Untuk diketahui"}},
	}
}

// leading is somebody whose positions others report to.
func leading(a staff.Actor) staff.Actor {
	for i := range a.Holdings {
		a.Holdings[i].Leads = true
	}
	return a
}

// form is a form being filled in without a Telegram.
type filling struct {
	*office
	form    bot.Form
	request *bot.Request
	answers bot.Answers
	key     string
}

// fills begins sending a branch on, or elsewhere.
func (o *office) fills(t *testing.T, a staff.Actor, act disposition.Action, id disposition.BranchID) *filling {
	t.Helper()
	r := by(a, strconv.FormatInt(int64(id), 10))
	reply, err := o.desk.dispose.begin(act)(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	f := &filling{
		office: o, request: by(a), answers: reply.Begin.Answers,
		form: bot.Form{Fields: o.desk.dispose.fields(), Submit: o.desk.dispose.submit},
	}
	f.next()
	return f
}

// next goes to the first field that is neither answered nor skipped.
func (f *filling) next() {
	f.key, f.request.Shown, f.request.Was = "", "", ""
	for _, field := range f.form.Fields {
		if _, answered := f.answers[field.Key]; !answered && (field.Skip == nil || !field.Skip(f.answers)) {
			f.key = field.Key
			return
		}
	}
}

func (f *filling) field() bot.Field {
	for _, field := range f.form.Fields {
		if field.Key == f.key {
			return field
		}
	}
	return bot.Field{}
}

func (f *filling) asks(t *testing.T, name string) bot.Reply {
	t.Helper()
	reply, err := f.field().Ask(t.Context(), f.request, f.answers)
	f.shows(t, name, reply, err)
	return reply
}

// taps answers with a button's value, types otherwise.
func (f *filling) taps(t *testing.T, values ...string) {
	t.Helper()
	for _, value := range values {
		if err := f.tries(t, value); err != nil {
			t.Fatalf("%s of %s: %v", value, f.key, err)
		}
	}
}

func (f *filling) tries(t *testing.T, value string) error {
	t.Helper()
	answer, err := f.field().Parse(t.Context(), f.request, f.answers, value)
	if err != nil {
		return err
	}
	if answer.Show != "" {
		f.request.Shown = answer.Show
		return nil
	}
	f.answers[f.key] = answer.Value
	if !answer.Stay {
		f.next()
	}
	return nil
}

func (f *filling) types(t *testing.T, text string) {
	t.Helper()
	f.request.Text = text
	f.taps(t, "")
	f.request.Text = ""
}

// changes taps on a part of the preview.
func (f *filling) changes(key string) {
	was := f.answers[key]
	delete(f.answers, key)
	f.next()
	f.request.Was = was
}

func (f *filling) submits(t *testing.T) (bot.Reply, error) {
	t.Helper()
	if f.key != "" {
		t.Fatalf("the form still asks for %s", f.key)
	}
	return f.form.Submit(t.Context(), f.request, f.answers)
}

// kinds are what was told, of what.
func (c *cabinet) kinds() []string {
	var kinds []string
	for _, m := range c.told {
		kinds = append(kinds, string(m.Kind)+" "+m.Subject.String())
	}
	return kinds
}

func TestADispositionIsSentToSeveralBelow(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	f.asks(t, "dispose_to")
	f.taps(t, "+3", "+3", "o3")
	f.asks(t, "dispose_to_below")
	f.taps(t, "+7", "u", "+5", "-5")
	f.asks(t, "dispose_to_chosen")
	f.taps(t, "ok")
	f.asks(t, "dispose_instructions")
	f.taps(t, "+2", "+3", "ok")
	f.asks(t, "dispose_preview")
	f.changes(fieldDeadline)
	f.asks(t, "dispose_deadline")
	f.taps(t, "2026-11-26")
	f.changes(fieldNote)
	f.asks(t, "dispose_note")
	f.types(t, "Bawa <data> & laporkan.")
	f.changes(fieldNote)
	f.asks(t, "dispose_note_again")
	f.taps(t, noteKept)
	f.changes(fieldCopies)
	f.asks(t, "dispose_copies")
	f.taps(t, "+4", "ok")
	f.changes(fieldTo)
	f.taps(t, "ok")
	f.asks(t, "dispose_preview_changed")
	f.taps(t, "ok")
	reply, err := f.submits(t)
	o.shows(t, "dispose_sent", reply, err)
	again, err := f.submits(t)
	o.shows(t, "dispose_sent", again, err)
	if len(o.dossier.Dispositions) != 2 || len(o.dossier.Branches) != 4 {
		t.Fatalf("%d dispositions, %d branches", len(o.dossier.Dispositions), len(o.dossier.Branches))
	}
	if diff := cmp.Diff([]string{"disposition.new branch:101", "disposition.new branch:102", "disposition.new branch:103"}, o.kinds()); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
	note, err := o.desk.notices.whileOpen(t.Context(), wayan(), notify.Notice{Kind: notify.DispositionNew, Subject: disposition.SubjectOf(101)})
	o.shows(t, "dispose_received", note, err)
}

func TestACombinationThatWasUsedBeforeIsSentWithOneTap(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	f.taps(t, "q7")
	reply, err := f.submits(t)
	o.shows(t, "dispose_quick", reply, err)
	if last := o.dossier.Dispositions[1]; len(last.Instructions) != 2 || len(o.dossier.Branches) != 3 {
		t.Errorf("sent %+v in %d branches", last, len(o.dossier.Branches))
	}
}

func TestWhatWasJustSentIsTakenBackWhileUnread(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	f.taps(t, "q7")
	if _, err := f.submits(t); err != nil {
		t.Fatal(err)
	}
	reply, err := o.desk.follow.cancel(t.Context(), by(leading(luh()), "101", onSent))
	o.shows(t, "cancel_one", reply, err)
	reply, err = o.desk.follow.cancel(t.Context(), by(leading(luh()), "102", onSent))
	o.shows(t, "cancel_all", reply, err)
	if o.dossier.Branches[0].State != disposition.StateProgress {
		t.Errorf("the own branch is %s", o.dossier.Branches[0].State)
	}
	if _, err := o.desk.cards.open(t.Context(), by(wayan(), "101")); err != nil {
		t.Errorf("the card of what was taken back: %v", err)
	}
}

func TestWhatWasReadIsNotTakenBack(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.branch().State, o.branch().Read = disposition.StateRead, disposition.Act{ByName: "Ni Wayan Suartini", At: time.Date(2026, time.November, 23, 1, 0, 0, 0, time.UTC)}
	if _, err := o.desk.follow.cancel(t.Context(), by(leading(luh()), "12")); !errors.Is(err, disposition.ErrRead) {
		t.Errorf("cancel what was read: %v", err)
	}
}

func TestPositionsAreFoundByTyping(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	f.taps(t, "o3")
	f.types(t, "keuangan")
	f.asks(t, "dispose_search")
	f.types(t, "zzz")
	f.asks(t, "dispose_search_none")
	f.taps(t, "t", "o3")
	f.asks(t, "dispose_to_below_first")
	f.request.Text = strings.Repeat("x", 61)
	if err := f.tries(t, ""); !isTooLong(err) {
		t.Errorf("a long search: %v", err)
	}
	f.request.Text = ""
	if err := f.tries(t, ""); !errors.Is(err, bot.ErrTextExpected) {
		t.Errorf("no search: %v", err)
	}
}

func isTooLong(err error) bool {
	var long *bot.TextTooLongError
	return errors.As(err, &long)
}

func TestASecretLetterIsSentOnWithoutAWord(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	o.secret()
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	f.asks(t, "dispose_secret_to")
	f.taps(t, "+3", "ok")
	f.asks(t, "dispose_secret_preview")
	f.taps(t, "ok")
	reply, err := f.submits(t)
	o.shows(t, "dispose_secret_sent", reply, err)
	for key, answer := range f.answers {
		if strings.Contains(answer, "Undangan") {
			t.Errorf("the form keeps %s: %q", key, answer)
		}
	}
}

func TestWithoutAWordNothingIsSent(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	f.taps(t, "+3", "ok", "ok")
	f.asks(t, "dispose_wordless")
	f.taps(t, "ok")
	if _, err := f.submits(t); !errors.Is(err, disposition.ErrNoInstruction) {
		t.Errorf("without instructions: %v", err)
	}
}

func TestOnlyWhoStandsBelowIsChosen(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	for value, want := range map[string]error{
		"+1": disposition.ErrNotBelow, "ok": disposition.ErrNoRecipient, "+x": bot.ErrUseButtons, "+": bot.ErrUseButtons,
		"g-1": bot.ErrUseButtons, "u": nil, "x": bot.ErrUseButtons, "q0": bot.ErrUseButtons, "+99999999999999999999": bot.ErrUseButtons,
	} {
		if err := f.tries(t, value); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", value, err, want)
		}
	}
	f.taps(t, "+3", "+4")
	o.line[secretary] = o.line[secretary][:1] // the office has changed
	f.asks(t, "dispose_changed_office")
	f.taps(t, "ok")
	if f.answers[fieldTo] != "3" {
		t.Errorf("sent to %s", f.answers[fieldTo])
	}
}

func TestNoMoreThanFiftyReceiveADisposition(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	for i := range 60 {
		o.line[secretary] = append(o.line[secretary], seat(staff.PositionID(100+i), "Penyuluh "+strconv.Itoa(i), 0))
	}
	f := o.fills(t, leading(luh()), disposition.ActionDispose, toSecretary)
	for i := range 50 {
		f.taps(t, "+"+strconv.Itoa(100+i))
	}
	if err := f.tries(t, "+150"); !errors.Is(err, disposition.ErrTooManyRecipients) {
		t.Errorf("the fifty-first: %v", err)
	}
	f.taps(t, "g6")
	f.asks(t, "dispose_page")
	f.taps(t, "ok", "+1", "ok")
	f.asks(t, "dispose_fifty")
	f.taps(t, "ok")
	reply, err := f.submits(t)
	o.shows(t, "dispose_fifty_sent", reply, err)
}

func TestWhatWasReturnedIsSentElsewhere(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.branch().State, o.branch().Reason = disposition.StateReturned, "Bukan tugas kami."
	f := o.fills(t, leading(luh()), disposition.ActionRedirect, toSection)
	f.asks(t, "redirect_to")
	f.taps(t, "+5", "ok", "+2", "ok")
	f.asks(t, "redirect_preview")
	f.taps(t, "ok")
	reply, err := f.submits(t)
	o.shows(t, "redirect_sent", reply, err)
	if o.branch().Settled.At.IsZero() {
		t.Error("the old branch is not settled")
	}
	card, err := o.desk.cards.open(t.Context(), by(leading(luh()), "12"))
	o.shows(t, "card_settled", card, err)
}

// clerk keeps the registry.
func clerk() staff.Actor {
	a := holder(8, "Ni Ketut Astiti")
	a.Grants = []staff.Grant{{Role: staff.Clerk, UnitID: 1, Covers: []staff.UnitID{1}}}
	return a
}

// routed is the letter as its registry has passed it on to the secretary.
func (c *cabinet) routed() {
	c.unsent()
	c.dossier.Dispositions[0] = disposition.Disposition{ID: 1, By: 8, ByName: "Ni Ketut Astiti", Routing: true, SentAt: c.dossier.Dispositions[0].SentAt}
}

func TestTheRegistrySendsAReturnedLetterToOneOtherPosition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.routed()
	first := o.dossier.Branches[0]
	card, err := o.desk.cards.open(t.Context(), by(leading(luh()), "11"))
	o.shows(t, "card_routed", card, err)
	first.State, first.Reason, first.Ended = disposition.StateReturned, "Bukan tugas kami.", disposition.Act{ByName: "Ni Luh Sariani", At: time.Date(2026, time.November, 23, 1, 0, 0, 0, time.UTC)}
	told, err := o.desk.notices.returned(t.Context(), clerk(), notify.Notice{Kind: notify.DispositionReturned, Subject: disposition.SubjectOf(11)})
	o.shows(t, "notice_returned_registry", told, err)
	f := o.fills(t, clerk(), disposition.ActionRedirect, toSecretary)
	f.asks(t, "routing_to")
	f.taps(t, "+5")
	f.asks(t, "routing_preview")
	f.taps(t, "ok")
	reply, err := f.submits(t)
	o.shows(t, "routing_sent", reply, err)
	fresh, err := o.desk.notices.whileOpen(t.Context(), leading(holder(9, "I Ketut Rai", planning)), notify.Notice{
		Kind: notify.DispositionNew, Subject: disposition.SubjectOf(o.dossier.Branches[1].ID),
	})
	o.shows(t, "notice_routed", fresh, err)
}

func TestWhoActsForTheHeadIsNamedAsThat(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	plh := leading(luh())
	plh.Holdings[0].Capacity = staff.Plh
	f := o.fills(t, plh, disposition.ActionDispose, toSecretary)
	f.taps(t, "+3", "ok", "+2", "ok")
	f.asks(t, "dispose_plh_preview")
	f.taps(t, "ok")
	reply, err := f.submits(t)
	o.shows(t, "dispose_plh_sent", reply, err)
}

func TestTheSenderTakesOver(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.branch().State, o.branch().Reason = disposition.StateReturned, "Bukan tugas kami."
	reply, err := o.desk.follow.takeOver(t.Context(), by(leading(luh()), "12"))
	o.shows(t, "taken_over", reply, err)
	if o.dossier.Branches[0].State != disposition.StateProgress {
		t.Errorf("the own branch is %s", o.dossier.Branches[0].State)
	}
}

func TestArchivingIsConfirmed(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	begun, err := o.desk.archive.begin(t.Context(), by(leading(luh()), "11"))
	o.shows(t, "archive_begins", begun, err)
	a := begun.Begin.Answers
	question, err := o.desk.archive.askNote(t.Context(), by(luh()), a)
	o.shows(t, "archive_note", bot.Reply{Text: question}, err)
	a[fieldNote] = "Sudah <disampaikan> dalam rapat."
	question, err = o.desk.archive.askSure(t.Context(), by(luh()), a)
	o.shows(t, "archive_confirm", bot.Reply{Text: question}, err)
	reply, err := o.desk.archive.submit(t.Context(), by(leading(luh())), a)
	o.shows(t, "archive_done", reply, err)
}

func TestAHeadHasTheButtonsOfAHead(t *testing.T) {
	t.Parallel()
	o := newSecretariat(t)
	reply, err := o.desk.cards.open(t.Context(), by(leading(luh()), "11"))
	o.shows(t, "card_of_a_head", reply, err)
	if _, err := o.desk.dispose.begin(disposition.ActionDispose)(t.Context(), by(luh(), "11")); !errors.Is(err, disposition.ErrOnlyHead) {
		t.Errorf("somebody without subordinates disposes: %v", err)
	}
}
