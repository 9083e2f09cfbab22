package telegramtest

import (
	"net/http"
	"time"
)

type faultJSON struct {
	Method      string `json:"method"`
	Person      int64  `json:"person"`
	Code        int    `json:"code"`
	RetryAfter  int    `json:"retry_after"`
	Times       int    `json:"times"`
	Body        string `json:"body"`
	Drop        bool   `json:"drop"`
	DelayMillis int    `json:"delay_ms"`
	AfterEffect bool   `json:"after_effect"`
	CutBody     bool   `json:"cut_body"`
}

func (a *API) addFault(r *http.Request) (any, error) {
	var in faultJSON
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Code != 0 && (in.Code < 200 || in.Code > 599):
		return nil, refuse(http.StatusBadRequest, "%d is no status of HTTP", in.Code)
	case in.RetryAfter < 0 || in.Times < 0 || in.DelayMillis < 0:
		return nil, refuse(http.StatusBadRequest, "retry_after, times and delay_ms cannot be negative")
	case in.Code == 0 && in.Body == "" && in.DelayMillis == 0 && !in.Drop && !in.CutBody:
		return nil, refuse(http.StatusBadRequest, "nothing would go wrong: say one of code, body, drop, cut_body and delay_ms")
	}
	a.s.Fault(Fault{
		Method: in.Method, Person: in.Person, Code: in.Code, RetryAfter: in.RetryAfter, Times: in.Times, Body: in.Body,
		Drop: in.Drop, AfterEffect: in.AfterEffect, CutBody: in.CutBody, Delay: time.Duration(in.DelayMillis) * time.Millisecond,
	})
	a.note(logEntry{At: a.s.cfg.Now(), Kind: logFault, Method: in.Method, Person: in.Person, Body: plainJSON(in)})
	return empty{}, nil
}

func showFault(f Fault) faultJSON {
	return faultJSON{
		Method: f.Method, Person: f.Person, Code: f.Code, RetryAfter: f.RetryAfter, Times: f.Times, Body: f.Body,
		Drop: f.Drop, AfterEffect: f.AfterEffect, CutBody: f.CutBody, DelayMillis: int(f.Delay.Milliseconds()),
	}
}

// listFaults answers with what goes wrong now.
func (a *API) listFaults(*http.Request) (any, error) {
	all := []faultJSON{}
	for _, f := range a.s.Faults() {
		all = append(all, showFault(f))
	}
	return all, nil
}

func (a *API) clearFaults(*http.Request) (any, error) {
	if len(a.s.Faults()) > 0 {
		a.note(logEntry{At: a.s.cfg.Now(), Kind: logFault, Body: plainJSON(map[string]bool{"cleared": true})})
	}
	a.s.ClearFaults()
	return empty{}, nil
}
