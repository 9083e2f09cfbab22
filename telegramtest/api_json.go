package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"
)

// maxJSON is how long a JSON body may be.
const maxJSON = 1 << 20

// endpoint answers one request of the people's API with something that becomes JSON.
type endpoint func(r *http.Request) (any, error)

// empty is the answer of an endpoint that has nothing to say.
type empty struct{}

// nothing is the answer of an endpoint that has done what it was asked for: 204.
type nothing struct{}

// refusal is an answer with a code that is not 200.
type refusal struct {
	code        int
	Sentence    string `json:"error"`
	Unconfirmed int    `json:"unconfirmed,omitempty"` // of a time-out: updates that the bot has not confirmed
}

func (r *refusal) Error() string { return r.Sentence }

// ServeHTTP is the one place where the people's API writes JSON.
func (do endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	code := http.StatusOK
	result, err := do(r)
	if err != nil {
		refused := refusalOf(err)
		code, result = refused.code, refused
	}
	w.Header().Set("Cache-Control", "no-store")
	if _, done := result.(nothing); done && err == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	body := plainJSON(result)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(body) // a reader that has gone away is no concern of ours
}

// plainJSON is one line of JSON in which HTML stays readable: nobody is told to take it for a page.
func plainJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("telegramtest: an answer of our own does not become JSON: " + err.Error())
	}
	return b.Bytes()
}

// readJSON reads the body into the struct: JSON that says so, one value, with no field that nobody knows. A body
// that is empty leaves everything as it is.
func readJSON(r *http.Request, into any) error {
	raw, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxJSON))
	switch {
	case err != nil:
		return badBody(err)
	case len(raw) == 0:
		return nil
	case mediaType(r) != "application/json":
		return refuse(http.StatusUnsupportedMediaType, "the body must be JSON with the header Content-Type: application/json")
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return refuse(http.StatusBadRequest, "the body is not the JSON that %s takes: %s", r.URL.Path, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return refuse(http.StatusBadRequest, "the body must be one JSON value and nothing after it")
	}
	return nil
}

func badBody(err error) error {
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return refuse(http.StatusRequestEntityTooLarge, "the body is larger than %d bytes", tooLarge.Limit)
	}
	return refuse(http.StatusBadRequest, "the body cannot be read: %s", err)
}

func mediaType(r *http.Request) string {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// queryNumber is a number in the address, 0 if it is not there.
func queryNumber(r *http.Request, name string) (int64, error) {
	raw := r.URL.Query().Get(name)
	if raw == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(raw, 10, 64)
	if err != nil || n < 0 {
		return 0, refuse(http.StatusBadRequest, "%s must be a whole number that is not negative, and is %q", name, raw)
	}
	return n, nil
}

// readDuration reads "16h" and the like.
func readDuration(name, raw string) (time.Duration, error) {
	d, err := time.ParseDuration(raw)
	if err != nil {
		return 0, refuse(http.StatusBadRequest, "%s must be a duration like 90s, 30m or 16h, and is %q", name, raw)
	}
	return d, nil
}
