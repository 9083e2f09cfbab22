package telegramtest

import (
	"net/http"
	"time"
)

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
