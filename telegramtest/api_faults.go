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
	return empty{}, nil
}

func (a *API) clearFaults(*http.Request) (any, error) {
	a.s.ClearFaults()
	return empty{}, nil
}

type callJSON struct {
	Seq         int64             `json:"seq"`
	At          time.Time         `json:"at"`
	Method      string            `json:"method"`
	Person      int64             `json:"person"` // the call's chat_id, 0 if it has none
	Params      map[string]string `json:"params"`
	Code        int               `json:"code"`
	Description string            `json:"description"`
	Bytes       int64             `json:"bytes"`
	Millis      float64           `json:"ms"`
	Dropped     bool              `json:"dropped"`
}

func showCall(c Call) callJSON {
	return callJSON{
		Seq: c.Seq, At: c.At.UTC(), Method: c.Method, Person: c.ChatID, Params: c.Params, Code: c.Code,
		Description: c.Description, Bytes: c.Bytes, Millis: c.Millis, Dropped: c.Dropped,
	}
}

// listCalls answers with the calls of the bot, oldest first; limit is how many of the newest.
func (a *API) listCalls(r *http.Request) (any, error) {
	var numbers [3]int64
	for i, name := range []string{"person", "after", "limit"} {
		n, err := queryNumber(r, name)
		if err != nil {
			return nil, err
		}
		numbers[i] = n
	}
	calls := a.s.Calls(CallFilter{Method: r.URL.Query().Get("method"), Person: numbers[0], After: numbers[1]})
	if limit := int(numbers[2]); limit > 0 && limit < len(calls) {
		calls = calls[len(calls)-limit:]
	}
	all := make([]callJSON, 0, len(calls))
	for _, c := range calls {
		all = append(all, showCall(c))
	}
	return all, nil
}
