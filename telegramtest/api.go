package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Office is what the people's API asks the office that the bot belongs to.
type Office interface {
	// Ready says whether the bot is running.
	Ready() bool
	// People says who is who in the office. Somebody it does not know is simply a person with a phone.
	People(ctx context.Context) ([]PersonInfo, error)
	// Idle waits until no outgoing message is due and nothing is in flight. When ctx ends first, its error says
	// what is still open.
	Idle(ctx context.Context) error
}

// TimeMachine moves the office's clock.
type TimeMachine interface {
	Now() time.Time
	// To moves the clock forward to t, lets every duty in between happen when it is due, and says which did. A t
	// that has passed while it was asked for is now.
	To(ctx context.Context, t time.Time) ([]Occurrence, error)
	// Next is the duty that comes next, the zero time if there is none.
	Next() (duty string, due time.Time)
}

// PersonInfo is what the office knows of somebody who is on Telegram too.
type PersonInfo struct {
	ID       int64 // on Telegram
	NIP      string
	Position string
	Unit     string
	Roles    []string
	Linked   bool
	Link     string // a deep link that links the account, if there is one
}

// Occurrence is one duty at the time it was due.
type Occurrence struct {
	Duty string
	Due  time.Time
}

// APIConfig says what the API knows beside Telegram. The zero value is Telegram alone.
type APIConfig struct {
	Office  Office      // nil: people are added by POST /api/people
	Time    TimeMachine // nil: the clock is the server's and cannot be moved
	Hosts   []string    // names it may be reached by, beside localhost and every IP address
	Samples fs.FS       // files that the page offers for upload; nil is none

	Name string // of the office
	Demo bool   // the office is a fictional one, to be looked at
	// Days says what is special about the day of an instant; nil: nothing is known.
	Days func(now time.Time) []Day
	// Places are where the office's people gather; nil: there are none.
	Places func(ctx context.Context) ([]Fence, error)
	// DutyName is a duty's name for people; nil: it is called as the program calls it.
	DutyName func(duty string) string
	// Reset sets up the whole office anew, with another API. nil: the chats are forgotten, and nothing else.
	Reset func(ctx context.Context) error
}

// API is an http.Handler that drives the people of a Server: a page with their phones at /, JSON and server-sent
// events below /api/, and the Bot API on the same address. It stops with the server's Close.
type API struct {
	s       *Server
	c       APIConfig
	http    http.Handler
	journal *journal
	log     *apiLog
	roster  roster
	codes   *codeReader
	moving  sync.Mutex // one moves the clock at a time
}

// NewAPI makes the API of a server and begins to remember its events.
func NewAPI(s *Server, c APIConfig) *API {
	a := &API{s: s, c: c, journal: newJournal(), codes: newCodeReader(s)}
	a.log = &apiLog{journal: a.journal}
	a.http = guard(c.Hosts, a.routes())
	a.listen()
	return a
}

// ServeHTTP answers the page, the people's API and the Bot API.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.http.ServeHTTP(w, r) }

// routes is the whole surface.
func (a *API) routes() http.Handler {
	mux := http.NewServeMux()
	answers := map[string]endpoint{
		"GET /healthz":                   a.health,
		"GET /api/people":                a.listPeople,
		"POST /api/people":               a.addPerson,
		"GET /api/people/{id}/chat":      a.of(a.chat),
		"GET /api/people/{id}/commands":  a.of(a.commands),
		"POST /api/people/{id}/send":     a.of(a.send),
		"POST /api/people/{id}/upload":   a.of(a.upload),
		"POST /api/people/{id}/contact":  a.of(a.contact),
		"POST /api/people/{id}/location": a.of(a.location),
		"POST /api/people/{id}/forward":  a.of(a.forward),
		"POST /api/people/{id}/block":    a.of(a.block),
		"POST /api/people/{id}/open":     a.of(a.open),
		"POST /api/people/{id}/read":     a.of(a.read),
		"POST /api/people/{id}/tap":      a.of(a.tap),
		"POST /api/idle":                 a.idle,
		"GET /api/clock":                 a.clock,
		"POST /api/clock":                a.moveClock,
		"POST /api/faults":               a.addFault,
		"GET /api/faults":                a.listFaults,
		"DELETE /api/faults":             a.clearFaults,
		"POST /api/reset":                a.reset,
		"GET /api/office":                a.office,
		"GET /api/log":                   a.readLog,
		"GET /api/calls":                 a.listCalls,
		"GET /api/samples":               a.listSamples,
		"/api/":                          a.nothing(mux),
	}
	for pattern, answer := range answers {
		mux.Handle(pattern, answer)
	}
	mux.HandleFunc("GET /api/events", a.stream)
	mux.HandleFunc("GET /api/files/{file}", a.serveAttachment)
	mux.HandleFunc("GET /api/samples/{name}", a.serveSample)
	mux.Handle("/", servePage())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/bot") || strings.HasPrefix(r.URL.Path, "/file/bot") {
			a.s.ServeHTTP(w, r)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// of hands the person that the path names to the endpoint.
func (a *API) of(do func(p *Person, r *http.Request) (any, error)) endpoint {
	return func(r *http.Request) (any, error) {
		id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
		p := a.s.Find(id)
		if err != nil || p == nil {
			return nil, refuse(http.StatusNotFound, "nobody here has the id %q; GET /api/people lists everybody", r.PathValue("id"))
		}
		return do(p, r)
	}
}

// nothing says that a path does not exist, or with which methods it does.
func (a *API) nothing(mux *http.ServeMux) endpoint {
	return func(r *http.Request) (any, error) {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := mux.Handler(other); pattern != "/api/" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) == 0 {
			return nil, refuse(http.StatusNotFound, "there is no %s", r.URL.Path)
		}
		return nil, refuse(http.StatusMethodNotAllowed, "%s takes %s only", r.URL.Path, strings.Join(allowed, " and "))
	}
}

// healthJSON says also what is there beside Telegram.
type healthJSON struct {
	Ready       bool `json:"ready"`
	Office      bool `json:"office"`
	TimeMachine bool `json:"time_machine"`
}

func (a *API) health(*http.Request) (any, error) {
	if a.c.Office != nil && !a.c.Office.Ready() {
		return nil, refuse(http.StatusServiceUnavailable, "the office is not ready yet")
	}
	return healthJSON{Ready: true, Office: a.c.Office != nil, TimeMachine: a.c.Time != nil}, nil
}

// refusalOf turns what went wrong into the answer: one table for the whole API.
func refusalOf(err error) *refusal {
	if r, ok := errors.AsType[*refusal](err); ok {
		return r
	}
	for _, known := range []struct {
		err  error
		code int
	}{
		{ErrNoButton, http.StatusNotFound},
		{ErrNoMessage, http.StatusNotFound},
		{ErrDeactivated, http.StatusConflict},
		{ErrNotLive, http.StatusConflict},
		{ErrProtected, http.StatusBadRequest},
		{ErrLink, http.StatusBadRequest},
		{ErrClosed, http.StatusServiceUnavailable},
		{context.Canceled, http.StatusServiceUnavailable},
		{context.DeadlineExceeded, http.StatusGatewayTimeout},
	} {
		if errors.Is(err, known.err) {
			return refuse(known.code, "%s", err)
		}
	}
	return refuse(http.StatusInternalServerError, "%s", err)
}

// refuse is an answer that is not what was asked for, as a sentence.
func refuse(code int, format string, args ...any) *refusal {
	return &refusal{code: code, Sentence: fmt.Sprintf(format, args...)}
}
