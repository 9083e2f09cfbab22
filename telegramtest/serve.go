package telegramtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var tokenForm = regexp.MustCompile(`^[0-9]{3,20}:[A-Za-z0-9_-]{20,80}$`)

// request is one call of a method of the Bot API.
type request struct {
	params
	ctx    context.Context //nolint:containedctx // a request lives as long as its context
	method string
	chatID int64
	about  subject
}

// answer is what a call is answered with before it becomes bytes.
type answer struct {
	result any
	note   string // a sentence that comes with the result
	err    *apiError
}

// ServeHTTP answers the Bot API and the download of files.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	if rest, ok := strings.CutPrefix(path, "/file/bot"); ok {
		token, name, _ := strings.Cut(rest, "/")
		s.serveFile(w, r, token, name)
		return
	}
	rest, ok := strings.CutPrefix(path, "/bot")
	token, method, found := strings.Cut(rest, "/")
	switch {
	case !ok, !found, !tokenForm.MatchString(token):
		write(w, answer{err: errNotFound})
	case token != s.cfg.Token:
		write(w, answer{err: errUnauthorized})
	default:
		s.serveMethod(w, r, method)
	}
}

func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, name string) {
	watch := startWatch()
	at := s.cfg.Now()
	p, err := readParams(w, r)
	req := &request{params: p, ctx: r.Context(), method: name, chatID: p.number("chat_id")}
	out := s.answer(req, err)
	s.record(req, at, out.answer, out.drop, watch.millis())
	out.send(w)
}

// answer runs the method, unless a fault stands in its way.
func (s *Server) answer(r *request, readErr error) outgoing {
	if readErr != nil {
		return outgoing{answer: answer{err: asAPIError(readErr)}}
	}
	m, known := methods[strings.ToLower(r.method)]
	if !known {
		return outgoing{answer: answer{err: errUnknownMethod}}
	}
	r.method = m.name
	s.warnIgnored(m, r)
	f, faulty := s.faults.take(r)
	if !faulty {
		return outgoing{answer: s.run(m, r)}
	}
	return s.runFaulty(m, r, f)
}

func (s *Server) run(m method, r *request) answer {
	result, err := m.run(s, r)
	if err != nil {
		return answer{err: asAPIError(err)}
	}
	if d, ok := result.(described); ok {
		return answer{result: d.result, note: d.description}
	}
	return answer{result: result}
}

func asAPIError(err error) *apiError {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e
	}
	return badRequest("%s", err)
}

// outgoing is an answer, or what a fault makes of it.
type outgoing struct {
	answer
	drop bool
	cut  bool
	raw  *rawBody
}

type rawBody struct {
	code int
	body string
}

func (o outgoing) send(w http.ResponseWriter) {
	switch {
	case o.drop:
		panic(http.ErrAbortHandler)
	case o.raw != nil:
		writeRaw(w, *o.raw)
	case o.cut:
		writeCut(w, o.answer)
	default:
		write(w, o.answer)
	}
}

type envelope struct {
	OK          bool        `json:"ok"`
	Result      any         `json:"result,omitempty"`
	ErrorCode   int         `json:"error_code,omitempty"`
	Description string      `json:"description,omitempty"`
	Parameters  *parameters `json:"parameters,omitempty"`
}

type parameters struct {
	MigrateToChatID int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter      int   `json:"retry_after,omitempty"`
}

func (a answer) code() int {
	if a.err != nil {
		return a.err.code
	}
	return http.StatusOK
}

func (a answer) encode() []byte {
	e := envelope{OK: a.err == nil, Result: a.result, Description: a.note}
	if a.err != nil {
		e.ErrorCode, e.Description = a.err.code, a.err.description
		if a.err.retryAfter != 0 || a.err.migrateTo != 0 {
			e.Parameters = &parameters{MigrateToChatID: a.err.migrateTo, RetryAfter: a.err.retryAfter}
		}
	}
	body, err := json.Marshal(e)
	if err != nil {
		panic("telegramtest: an answer of our own does not become JSON: " + err.Error())
	}
	return body
}

func write(w http.ResponseWriter, a answer) { writeBytes(w, a, a.encode()) }

// writeCut sends a body that ends in the middle, in a response that is whole.
func writeCut(w http.ResponseWriter, a answer) {
	body := a.encode()
	writeBytes(w, a, body[:len(body)/2])
}

func writeBytes(w http.ResponseWriter, a answer, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if a.err != nil && a.err.retryAfter != 0 {
		h.Set("Retry-After", strconv.Itoa(a.err.retryAfter))
	}
	w.WriteHeader(a.code())
	_, _ = w.Write(body) // a reader that has gone away is no concern of ours
}

func writeRaw(w http.ResponseWriter, raw rawBody) {
	kind := "text/html; charset=utf-8"
	if strings.HasPrefix(raw.body, "{") {
		kind = "application/json"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(raw.code)
	_, _ = w.Write([]byte(raw.body)) // a reader that has gone away is no concern of ours
}

// watch measures real time, whatever the server's clock says.
type watch time.Time

func startWatch() watch { return watch(time.Now()) } //nolint:forbidigo // how long a call took is real time

func (w watch) millis() float64 {
	return float64(time.Since(time.Time(w)).Microseconds()) / 1000 //nolint:forbidigo // see startWatch
}
