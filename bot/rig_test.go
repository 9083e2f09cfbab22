package bot

import (
	"context"
	"errors"
	"html"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// errAway is what the office answers while one of its parts is away.
var errAway = errors.New("connection refused")

// says is a phrase that stands for itself.
type says string

func (s says) Phrase() string { return string(s) }

// office is everything behind the edge, kept in memory.
type office struct {
	inbox map[int64][]byte // updates that were set aside
	now   func() time.Time

	mu        sync.Mutex
	actors    map[staff.AccountID]staff.Actor
	inactive  map[staff.AccountID]bool
	reachable map[staff.AccountID]bool
	sessions  map[staff.AccountID]record
	cards     map[notify.Card]bool // stale or not
	letters   []string             // causes of dead letters
	audits    []audit.Entry
	uploads   map[document.ID]string
	notices   map[notify.NoticeID]notify.Notice
	delivered []notify.Delivery
	paused    []time.Duration
	finished  map[string]int
	failed    []notify.Outcome
	refused   int // how many more requests are held up

	databaseAway, memoryAway, lettersAway bool
}

type record struct {
	body    []byte
	version int64
}

func newOffice(now func() time.Time) *office {
	return &office{
		now: now, actors: map[staff.AccountID]staff.Actor{}, inactive: map[staff.AccountID]bool{},
		reachable: map[staff.AccountID]bool{}, sessions: map[staff.AccountID]record{}, cards: map[notify.Card]bool{},
		uploads: map[document.ID]string{}, notices: map[notify.NoticeID]notify.Notice{}, finished: map[string]int{},
	}
}

// set changes the office under its lock.
func (o *office) set(change func(*office)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change(o)
}

func locked[T any](o *office, look func(*office) T) T {
	o.mu.Lock()
	defer o.mu.Unlock()
	return look(o)
}

func (o *office) Identify(_ context.Context, account staff.AccountID) (staff.Actor, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	actor, linked := o.actors[account]
	switch {
	case o.databaseAway:
		return staff.Actor{}, errAway
	case o.inactive[account]:
		return actor, staff.ErrInactive
	case !linked:
		return staff.Actor{}, staff.ErrUnknownAccount
	}
	return actor, nil
}

func (o *office) SetReachable(_ context.Context, account staff.AccountID, reachable bool) error {
	o.set(func(o *office) { o.reachable[account] = reachable })
	return nil
}

func (o *office) LoadSession(_ context.Context, person staff.AccountID) ([]byte, int64, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.memoryAway {
		return nil, 0, errAway
	}
	return o.sessions[person].body, o.sessions[person].version, nil
}

func (o *office) SwapSession(_ context.Context, person staff.AccountID, version int64, body []byte, _ time.Duration) (bool, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.memoryAway {
		return false, errAway
	}
	if o.sessions[person].version != version {
		return false, nil
	}
	o.sessions[person] = record{body, version + 1}
	return true, nil
}

func (o *office) Allow(context.Context, staff.AccountID, int64) (ok, first bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.memoryAway {
		return false, false, errAway
	}
	if o.refused == 0 {
		return true, false, nil
	}
	o.refused--
	return false, o.refused%10 == 9, nil
}

func (o *office) RememberCard(_ context.Context, c notify.Card) (bool, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.databaseAway {
		return false, errAway
	}
	for old := range o.cards {
		if old.Account == c.Account && old.MessageID == c.MessageID {
			delete(o.cards, old)
		}
	}
	o.cards[c] = false
	return false, nil
}

func (o *office) ForgetCard(_ context.Context, account staff.AccountID, message int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for c := range o.cards {
		if c.Account == account && c.MessageID == message {
			delete(o.cards, c)
		}
	}
	return nil
}

func (o *office) StaleCards(_ context.Context, s notify.Subject) ([]notify.Card, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var list []notify.Card
	for c := range o.cards {
		if c.Subject == s {
			list = append(list, c)
		}
	}
	return list, nil
}

func (o *office) AddDeadLetter(_ context.Context, _ int64, _ staff.AccountID, _ []byte, cause string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.lettersAway {
		return errAway
	}
	o.letters = append(o.letters, cause)
	return nil
}

func (o *office) RecordAudit(_ context.Context, e audit.Entry) error {
	o.set(func(o *office) { o.audits = append(o.audits, e) })
	return nil
}

func (o *office) TelegramFile(_ context.Context, id document.ID) (string, error) {
	return locked(o, func(o *office) string { return o.uploads[id] }), nil
}

func (o *office) RememberTelegramFile(_ context.Context, id document.ID, file string) error {
	o.set(func(o *office) { o.uploads[id] = file })
	return nil
}

func (o *office) NoticeChat(_ context.Context, id notify.NoticeID) (staff.AccountID, notify.Class, error) {
	n := locked(o, func(o *office) notify.Notice { return o.notices[id] })
	return n.Account, n.Class, nil
}

func (o *office) ClaimNotice(_ context.Context, id notify.NoticeID, _ time.Duration) (notify.Notice, bool, time.Duration, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n, ok := o.notices[id]
	if ok {
		n.Attempt++
		o.notices[id] = n
	}
	return n, ok, 0, nil
}

func (o *office) FinishNotice(_ context.Context, id notify.NoticeID, d notify.Delivery) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.delivered = append(o.delivered, d)
	if d.Retry == 0 {
		delete(o.notices, id)
		return nil
	}
	n := o.notices[id]
	n.Uncertain = d.Outcome == notify.Unknown
	o.notices[id] = n
	return nil
}

func (o *office) UpdateFinished(result string, _ time.Duration) {
	o.set(func(o *office) { o.finished[result]++ })
}

func (o *office) NoticeAttempted(notify.Outcome) {}

func (o *office) NoticeUncertain(notify.Class) {}

func (o *office) Polled(time.Time) {}

func (o *office) ReplyFailed(outcome notify.Outcome) {
	o.set(func(o *office) { o.failed = append(o.failed, outcome) })
}

func (o *office) Wait(ctx context.Context, _ staff.AccountID, _ bool) error { return ctx.Err() }

func (o *office) Pause(_ context.Context, d time.Duration) error {
	o.set(func(o *office) { o.paused = append(o.paused, d) })
	return nil
}

// dictionary words phrases as themselves, and the errors that have a wording
// as their own text behind a "!".
type dictionary struct{}

func (dictionary) Render(p Phrase) (string, error) {
	switch p := p.(type) {
	case Incident:
		return "incident " + p.Code, nil
	case says:
		if p == "unwordable" {
			return "", errors.New("no such template")
		}
	}
	return html.EscapeString(p.Phrase()), nil
}

// ReadDays reads days as they stand in answers: 2026-12-15, 2026-12-15/2026-12-17.
func (dictionary) ReadDays(text string, _ calendar.Date) (first, last calendar.Date, ok bool) {
	if !strings.Contains(text, "/") {
		text += "/" + text
	}
	first, last, err := PeriodOf(text)
	return first, last, err == nil
}

// ReadHours reads minutes: 540, 540-600.
func (dictionary) ReadHours(text string) (from, to int, ok bool) {
	if end, err := strconv.Atoi(text); err == nil {
		return -1, end, true
	}
	from, to, err := HoursOf(text)
	return from, to, err == nil
}

func (dictionary) Wording(err error) (Phrase, bool) {
	for _, known := range []error{
		ErrUnavailable, ErrFormsAway, ErrThrottled, ErrStaleButton, ErrStaleDraft, ErrPrivateOnly, ErrUseButtons, ErrTextExpected,
		ErrFileExpected, ErrContactExpected, ErrDayExpected, ErrHoursExpected, ErrNumberExpected, ErrPlaceExpected, ErrPlaceForwarded, ErrContentKind, ErrFileGone, staff.ErrInactive, staff.ErrNotAllowed, staff.ErrUnknownAccount,
		document.ErrTooLarge, document.ErrKind, account.ErrNotOwnContact, errDecided, errTooMany,
	} {
		if errors.Is(err, known) {
			return says("!" + known.Error()), true
		}
	}
	for _, as := range []func(error) (Phrase, bool){
		itself[*TextTooLongError], itself[*DayError], itself[*HoursError], itself[*NumberRangeError], itself[*ChosenError],
		itself[*TooManyPartsError],
	} {
		if p, ok := as(err); ok {
			return p, true
		}
	}
	return nil, false
}

// itself words an error type as its own text.
func itself[E error](err error) (Phrase, bool) {
	found, ok := errors.AsType[E](err)
	if !ok {
		return nil, false
	}
	return says("!" + found.Error()), true
}

// Errors of the made-up conversations.
var (
	errDecided = errors.New("decided already")
	errTooMany = errors.New("too many files")
	errOdd     = errors.New("nobody foresaw this")
)

// rig is a bot with a Telegram before it and an office behind it.
type rig struct {
	*Bot
	telegram *telegramtest.Server
	office   *office
	router   *Router
	client   *Client
	logs     *logs
	wayan    *telegramtest.Person // an employee
	asing    *telegramtest.Person // a stranger
}

// logs keeps what was logged, for reading.
type logs struct {
	mu   sync.Mutex
	text []byte
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, p...)
	return len(p), nil
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}

// newRig makes a bot of the conversations that register adds; it does not
// receive yet.
func newRig(t *testing.T, register func(*Router)) *rig {
	t.Helper()
	return newRigOn(t, telegramtest.Config{}, register)
}

func newRigOn(t *testing.T, c telegramtest.Config, register func(*Router)) *rig {
	t.Helper()
	r := &rig{telegram: telegramtest.Start(t, c), office: newOffice(time.Now), router: NewRouter(), logs: &logs{}}
	if register != nil {
		register(r.router)
	}
	if r.router.fallback == nil {
		r.router.Fallback(say("what?"))
	}
	if r.router.stranger == nil {
		r.router.Stranger(say("who are you?"))
	}
	client, err := NewClient(r.telegram.Token(), r.telegram.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	r.client = client
	r.wayan = r.telegram.Person(telegramtest.Profile{Name: "I Wayan Sudarma", Phone: "+6281234567890"})
	r.asing = r.telegram.Person(telegramtest.Profile{Name: "Orang Asing"})
	r.link(r.wayan, 7)
	r.assemble()
	return r
}

// assemble puts the bot together from what the rig has.
func (r *rig) assemble() {
	r.Bot = New(Parts{
		Client: r.client, Router: r.router, Words: dictionary{}, Identities: r.office, Reach: r.office, Sessions: r.office,
		Cards: r.office, DeadLetters: r.office, Notices: r.office, Audit: r.office, Pace: r.office, Throttle: r.office,
		Uploads: r.office, Meter: r.office, Inbox: r.office, Transient: func(err error) bool { return errors.Is(err, errAway) },
		Username: func() string { return telegramtest.DefaultUsername }, Now: func() time.Time { return r.office.now() },
		Logger: slog.New(slog.NewTextHandler(r.logs, nil)),
	})
	r.intake.pause, r.intake.grace = 20*time.Millisecond, 100*time.Millisecond
}

func (r *rig) link(p *telegramtest.Person, id staff.EmployeeID) {
	account := staff.AccountID(p.ID())
	r.office.set(func(o *office) {
		o.actors[account] = staff.Actor{Employee: staff.Employee{ID: id, Active: true}, Account: account}
	})
}

// start makes a rig that receives until the test ends.
func start(t *testing.T, register func(*Router)) *rig {
	t.Helper()
	r := newRig(t, register)
	r.receive(t)
	return r
}

// receive receives until the test ends, or stop is called.
func (r *rig) receive(t *testing.T) (receiver *Receiver, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	receiver = r.Receiver()
	receiver.finish = 200 * time.Millisecond
	ended := make(chan error, 1)
	go func() { ended <- receiver.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("receiver ended with %v", err)
		}
	})
	t.Cleanup(stop)
	return receiver, stop
}

// patience is how long a test waits for what has to happen: it only matters
// where that never happens.
const patience = 2 * time.Minute

// heard is what the bot says next to a person.
func heard(t *testing.T, p *telegramtest.Person) telegramtest.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	m, err := p.Next(ctx)
	if err != nil {
		t.Fatalf("%s hears nothing more: %v", p.Name(), err)
	}
	return m
}

// hears expects a text.
func hears(t *testing.T, p *telegramtest.Person, want string) telegramtest.Message {
	t.Helper()
	m := heard(t, p)
	if m.Plain != want {
		t.Fatalf("%s hears %q, want %q", p.Name(), m.Plain, want)
	}
	return m
}

// taps expects a toast.
func taps(t *testing.T, p *telegramtest.Person, button, wantToast string) {
	t.Helper()
	answer, err := p.Tap(t.Context(), button)
	if err != nil {
		t.Fatalf("tap %s: %v", button, err)
	}
	if answer.Toast != wantToast {
		t.Fatalf("tap %s: toast %q, want %q", button, answer.Toast, wantToast)
	}
}

// settled waits until everything that was sent to the bot is confirmed.
func (r *rig) settled(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := r.telegram.WaitConfirmed(ctx); err != nil {
		t.Fatalf("%d updates are never confirmed: %v\n%s", r.telegram.Unconfirmed(), err, r.logs)
	}
}

func say(s says) Handler {
	return func(context.Context, *Request) (Reply, error) { return Reply{Text: s}, nil }
}

func telegramCalls(person int64) telegramtest.CallFilter {
	return telegramtest.CallFilter{Person: person}
}

// yes is a Telegram that takes everything.
type yes struct{}

func (yes) RoundTrip(r *http.Request) (*http.Response, error) {
	result := "true"
	if strings.Contains(r.URL.Path, "Message") || strings.Contains(r.URL.Path, "send") {
		result = `{"message_id":7,"date":1,"chat":{"id":5,"type":"private"}}`
	}
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(`{"ok":true,"result":` + result + `}`)),
	}, nil
}

// newQuietRig is a bot with the report form and a Telegram that takes everything.
func newQuietRig(tb testing.TB) *rig {
	tb.Helper()
	client, err := NewClient("1:TOKEN", "http://telegram.invalid", &http.Client{Transport: yes{}})
	if err != nil {
		tb.Fatal(err)
	}
	r := &rig{office: newOffice(time.Now), router: NewRouter(), client: client, logs: &logs{}}
	reportForm(&desk{})(r.router)
	r.router.Fallback(say("what?"))
	r.router.Stranger(say("who are you?"))
	r.office.actors[5] = staff.Actor{Employee: staff.Employee{ID: 7, Active: true}, Account: 5}
	r.assemble()
	return r
}
