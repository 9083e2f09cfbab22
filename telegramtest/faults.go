package telegramtest

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Fault is something that goes wrong between the bot and Telegram.
type Fault struct {
	Method      string        // the method that suffers; "" or "*" is any
	Person      int64         // only calls with this chat_id; 0 is any
	Code        int           // the status to answer with; 0 leaves the answer alone
	RetryAfter  int           // parameters.retry_after, in seconds
	Times       int           // how many calls suffer; 0 is all until ClearFaults
	Body        string        // answer with this body, as a proxy would, instead of Telegram's own form
	Drop        bool          // close the connection without an answer
	AfterEffect bool          // do the work first and then fail: the message was sent
	CutBody     bool          // do the work and answer with half of the body
	Delay       time.Duration // wait before answering; with AfterEffect the work is done before
}

// Fault lets something go wrong from now on. The oldest fault that fits a call is the one it meets.
func (s *Server) Fault(f Fault) { s.faults.add(f) }

// Faults lists what goes wrong now, oldest first, with how many calls are still to suffer.
func (s *Server) Faults() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return slices.Clone(s.faults.list)
}

// ClearFaults lets everything go well again.
func (s *Server) ClearFaults() { s.faults.clear() }

type faultList struct {
	any  atomic.Bool
	mu   sync.Mutex
	list []Fault
}

func (l *faultList) add(f Fault) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, f)
	l.any.Store(true)
}

func (l *faultList) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = nil
	l.any.Store(false)
}

// take finds the fault that the call meets, and counts it.
func (l *faultList) take(r *request) (Fault, bool) {
	if !l.any.Load() {
		return Fault{}, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.list, func(f Fault) bool { return f.meets(r) })
	if i < 0 {
		return Fault{}, false
	}
	f := l.list[i]
	switch f.Times {
	case 0:
	case 1:
		l.list = slices.Delete(l.list, i, i+1)
		l.any.Store(len(l.list) > 0)
	default:
		l.list[i].Times--
	}
	return f, true
}

func (f Fault) meets(r *request) bool {
	return (f.Method == "" || f.Method == "*" || f.Method == r.method) && (f.Person == 0 || f.Person == r.chatID)
}

// runFaulty runs a method that meets a fault.
func (s *Server) runFaulty(m method, r *request, f Fault) outgoing {
	var out outgoing
	works := f.AfterEffect || f.CutBody
	if works {
		out.answer = s.run(m, r)
	}
	if f.Delay > 0 {
		select {
		case <-s.cfg.After(f.Delay):
		case <-r.ctx.Done():
			return outgoing{drop: true, answer: out.answer}
		case <-s.closed:
			return outgoing{drop: true, answer: out.answer}
		}
	}
	if !works && f.Code == 0 && !f.Drop && f.Body == "" {
		out.answer = s.run(m, r) // the fault was the delay alone
	}
	return f.spoil(out)
}

func (f Fault) spoil(out outgoing) outgoing {
	out.drop, out.cut = f.Drop, f.CutBody
	code := f.Code
	if code == 0 {
		code = out.code()
	}
	if f.Body != "" {
		out.raw = &rawBody{code: code, body: f.Body}
	}
	if f.Code != 0 {
		out.answer = answer{err: f.error()}
	}
	return out
}

func (f Fault) error() *apiError {
	e := &apiError{code: f.Code, retryAfter: f.RetryAfter}
	switch f.Code {
	case http.StatusBadRequest:
		e.description = "Bad Request: chat not found"
	case http.StatusForbidden:
		e.description = "Forbidden: bot was blocked by the user"
	case http.StatusConflict:
		e.description = conflictOtherPoller
	case http.StatusTooManyRequests:
		e.description = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
	case http.StatusInternalServerError:
		e.description = errInternal.description
	default:
		e.description = http.StatusText(f.Code)
	}
	return e
}
