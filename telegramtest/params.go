package telegramtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	maxUpload    = 50 << 20       // a bot may send files up to 50 MB
	maxBody      = maxUpload * 10 // an album of ten
	maxFormValue = 4 << 20        // one parameter that is not a file
)

// upload is a file that came with a request.
type upload struct {
	name    string
	mime    string
	content []byte
}

// params are the parameters of one call, whatever form they came in.
type params struct {
	values map[string]string
	files  map[string]upload
	bytes  int64
	reads  map[string]bool // if not nil, the names that were asked for; the contract test looks at them
}

// readParams understands query strings, urlencoded forms, JSON objects and multipart bodies of unknown length.
func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	p := params{values: map[string]string{}, files: map[string]upload{}}
	for name, vs := range r.URL.Query() {
		p.values[name] = vs[0]
	}
	body := &countingReader{r: http.MaxBytesReader(w, r.Body, maxBody)}
	err := p.readBody(r.Header.Get("Content-Type"), body)
	if err == nil {
		err = drain(body) // so that the end of the connection is noticed while a poll waits
	}
	p.bytes = body.n
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return p, errTooLarge
	}
	if err != nil {
		return p, err
	}
	for _, v := range p.values {
		if !utf8.ValidString(v) {
			return p, badRequest("strings must be encoded in UTF-8")
		}
	}
	return p, nil
}

func (p *params) readBody(contentType string, body io.Reader) error {
	kind, attrs, err := mime.ParseMediaType(contentType)
	if contentType == "" {
		return nil
	}
	if err != nil {
		return badRequest("can't parse Content-Type")
	}
	switch kind {
	case "application/json":
		return p.readJSON(body)
	case "application/x-www-form-urlencoded":
		return p.readForm(body)
	case "multipart/form-data":
		return p.readMultipart(multipart.NewReader(body, attrs["boundary"]))
	default:
		return nil
	}
}

func drain(body io.Reader) error {
	if _, err := io.Copy(io.Discard, body); err != nil {
		return fmt.Errorf("read the body: %w", err)
	}
	return nil
}

func (p *params) readJSON(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("read the body: %w", err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return badRequest("can't parse request: %s", "expected JSON object")
	}
	for name, value := range fields {
		var text string
		switch {
		case json.Unmarshal(value, &text) == nil && string(value) != "null":
			p.values[name] = text
		case string(value) != "null":
			p.values[name] = string(value)
		}
	}
	return nil
}

func (p *params) readForm(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return fmt.Errorf("read the body: %w", err)
	}
	form, err := url.ParseQuery(string(raw))
	if err != nil {
		return badRequest("can't parse request: wrong urlencoded body")
	}
	for name, vs := range form {
		p.values[name] = vs[0]
	}
	return nil
}

func (p *params) readMultipart(form *multipart.Reader) error {
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the multipart body: %w", err)
		}
		if err := p.readPart(part); err != nil {
			return err
		}
	}
}

func (p *params) readPart(part *multipart.Part) error {
	isFile := part.FileName() != ""
	limit := int64(maxFormValue)
	if isFile {
		limit = maxUpload
	}
	content, err := io.ReadAll(io.LimitReader(part, limit+1))
	if err != nil {
		return fmt.Errorf("read part %q: %w", part.FormName(), err)
	}
	if int64(len(content)) > limit {
		return errTooLarge
	}
	if !isFile {
		p.values[part.FormName()] = string(content)
		return nil
	}
	p.files[part.FormName()] = upload{name: part.FileName(), mime: part.Header.Get("Content-Type"), content: content}
	return nil
}

// loggable is what the log of calls keeps of the parameters: files by name and size only.
func (p *params) loggable() map[string]string {
	for name, f := range p.files {
		if p.values[name] == "" {
			p.values[name] = fmt.Sprintf("<%s, %d bytes>", f.name, len(f.content))
		}
	}
	return p.values
}

// has says whether the parameter was given at all.
func (p *params) has(name string) bool {
	p.text(name)
	_, ok := p.values[name]
	return ok
}

func (p *params) text(name string) string {
	if p.reads != nil {
		p.reads[name] = true
	}
	return p.values[name]
}

// truth reads a boolean as Telegram does: true, yes, 1, in any case.
func (p *params) truth(name string) bool {
	switch strings.ToLower(strings.TrimSpace(p.text(name))) {
	case "true", "yes", "1":
		return true
	default:
		return false
	}
}

// number reads an integer; what is no number counts as 0, as with Telegram.
func (p *params) number(name string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(p.text(name)), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err //nolint:wrapcheck // a reader hands on the error of the reader below
}
