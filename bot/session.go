package bot

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	// Lapse is how long a draft may be left alone.
	Lapse = 30 * time.Minute
	// keepSession is how long the record is kept after that, so that a person
	// who comes back later is told and not met with silence.
	keepSession = 24 * time.Hour
	// ringSize is how many updates a session remembers.
	ringSize = 32
	// maxRaces is how often a change is tried again when another replica was faster.
	maxRaces = 5
)

// session is the one record of a person's conversation. It outlives the form:
// the ring of updates must.
type session struct {
	Form    string    `json:"form,omitempty"`
	Draft   string    `json:"draft,omitempty"`
	Step    int       `json:"step,omitempty"`  // counts the questions, so that an older one's buttons are told from the present one's
	Field   string    `json:"field,omitempty"` // key of the question that is open
	Shown   string    `json:"shown,omitempty"` // what the open question shows: a month, a page, a search
	Was     string    `json:"was,omitempty"`   // what the open question was answered with before it was asked anew
	At      int       `json:"at,omitempty"`    // the message that was changed into the open question, or into the end; 0: none was
	Given   Answers   `json:"given,omitempty"` // answers that the form began with
	Answers Answers   `json:"answers,omitempty"`
	Ring    []int64   `json:"ring,omitempty"` // the last updates that were applied
	Begun   time.Time `json:"begun"`
	Touched time.Time `json:"touched"`
	By      int64     `json:"by,omitempty"` // the update that began the form

	Over   bool  `json:"over,omitempty"`
	Sent   bool  `json:"sent,omitempty"`    // over by Submit
	EndBy  int64 `json:"end_by,omitempty"`  // the update that ended it
	EndSay Say   `json:"end_say,omitempty"` // what was said then, unless Sent

	version int64 // of the record, for the compare-and-set
}

func (s *session) open() bool { return s.Form != "" && !s.Over }

func (s *session) lapsed(now time.Time) bool { return now.Sub(s.Touched) > Lapse }

func (s *session) applied(update int64) bool { return slices.Contains(s.Ring, update) }

// before reports whether an update came before the form that is open: it is
// handled again after a crash, and means what it meant then. Ids of updates
// grow, but after a quiet week they may jump anywhere: nothing is old then.
func (s *session) before(r *Request) bool {
	return s.open() && r.Update < s.By && r.At.Sub(s.Begun) < keepSession
}

// answered reports whether the person has answered anything, beside what was given.
func (s *session) answered() bool { return len(s.Answers) > len(s.Given) }

// touch notes that the update has been applied.
func (s *session) touch(r *Request) {
	s.Touched = r.At
	s.Ring = append(s.Ring, r.Update)
	s.Ring = s.Ring[max(0, len(s.Ring)-ringSize):]
}

// end ends the form; the answers stay, so that a submission which comes again
// can be repeated.
func (s *session) end(r *Request, say Say) {
	s.Over, s.EndBy, s.EndSay, s.At = true, r.Update, say, 0
	s.touch(r)
}

// next puts another question.
func (s *session) next(key string) {
	s.Field, s.Shown, s.Was = key, "", ""
	s.Step = min(s.Step+1, maxStep)
}

// shows notes that a reply takes the place of the message that was tapped.
func (s *session) shows(r *Request, reply Reply) {
	s.At = 0
	if r.Tap() && reply.Edit {
		s.At = r.Message
	}
}

// stamp is what the buttons of the present question carry.
func (s *session) stamp() string { return s.Draft + "." + strconv.Itoa(s.Step) }

// owns reports whether a button's stamp is of this draft, and of its present question.
func (s *session) owns(stamp string) (draft, question bool) {
	id, _, _ := strings.Cut(stamp, ".")
	return s.Draft != "" && id == s.Draft, stamp == s.stamp()
}

// formsAwayError is an error of the memory for drafts. Commands, lists and
// buttons outside of forms work without it.
type formsAwayError struct{ err error }

func (e *formsAwayError) Error() string { return e.err.Error() }

func (e *formsAwayError) Unwrap() error { return e.err }

// errRaced: somebody else has changed the record meanwhile.
var errRaced = errors.New("session was changed by somebody else")

func (f *forms) load(ctx context.Context, person staff.AccountID) (*session, error) {
	record, version, err := f.sessions.LoadSession(ctx, person)
	if err != nil {
		return nil, &formsAwayError{fmt.Errorf("load session of account %d: %w", person, err)}
	}
	s := &session{version: version}
	if len(record) == 0 {
		return s, nil
	}
	if err := json.Unmarshal(record, s); err != nil {
		return &session{version: version}, nil //nolint:nilerr // a record of another time: the form starts over, which is said
	}
	return s, nil
}

func (f *forms) save(ctx context.Context, person staff.AccountID, s *session) error {
	record, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("write session of account %d: %w", person, err)
	}
	ok, err := f.sessions.SwapSession(ctx, person, s.version, record, keepSession)
	if err != nil {
		return &formsAwayError{fmt.Errorf("save session of account %d: %w", person, err)}
	}
	if !ok {
		return errRaced
	}
	return nil
}

func newDraft() (string, error) {
	var raw [draftBytes]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", fmt.Errorf("make draft id: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw[:]), nil
}
