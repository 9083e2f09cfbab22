package telegramtest

import (
	"bytes"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

const (
	filesAt   = "/api/files/"
	samplesAt = "/api/samples/"
)

// shown are the kinds of files that a browser may show; all others are downloaded.
var shown = []string{"image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf"}

// serveAttachment answers with a file that is in a chat.
func (a *API) serveAttachment(w http.ResponseWriter, r *http.Request) {
	f, ok := a.s.File(r.PathValue("file"))
	if !ok {
		endpoint(noFile).ServeHTTP(w, r)
		return
	}
	serveContent(w, r, f.Name, f.MIME, f.Content)
}

func noFile(r *http.Request) (any, error) {
	return nil, refuse(http.StatusNotFound, "there is no file %s", r.URL.Path)
}

// serveContent sends a file that nobody has reason to trust: it is shown only if it can do no harm, and never runs as
// a page of ours. ?download=1 asks to keep it in any case.
func serveContent(w http.ResponseWriter, r *http.Request, name, kind string, content []byte) {
	disposition := "inline"
	if !slices.Contains(shown, kind) {
		disposition, kind = "attachment", "application/octet-stream"
	}
	if r.URL.Query().Get("download") == "1" {
		disposition = "attachment"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", policyFor(kind))
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": fileName(name)}))
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}

// policyFor keeps a file from doing anything. A browser's viewer of PDFs does not open in a sandbox, and runs what is in
// them outside of our origin anyway.
func policyFor(kind string) string {
	if kind == "application/pdf" {
		return "base-uri 'none'; frame-ancestors 'none'"
	}
	return "sandbox; default-src 'none'"
}

// fileName is the name without what could break a header.
func fileName(name string) string {
	clean := strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c == '/' || c == '\\' {
			return '_'
		}
		return c
	}, strings.ToValidUTF8(name, "_"))
	if clean == "" {
		return "file"
	}
	return clean
}

type sampleJSON struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// listSamples names the files that the page offers for upload.
func (a *API) listSamples(*http.Request) (any, error) {
	all := []sampleJSON{}
	if a.c.Samples == nil {
		return all, nil
	}
	entries, err := fs.ReadDir(a.c.Samples, ".")
	if err != nil {
		return nil, err //nolint:wrapcheck // it names the folder
	}
	for _, e := range entries {
		if !e.IsDir() {
			all = append(all, sampleJSON{e.Name(), samplesAt + url.PathEscape(e.Name())})
		}
	}
	return all, nil
}

func (a *API) serveSample(w http.ResponseWriter, r *http.Request) {
	content, err := a.readSample(r.PathValue("name"))
	if err != nil {
		endpoint(noFile).ServeHTTP(w, r)
		return
	}
	name := r.PathValue("name")
	serveContent(w, r, name, mimeTypes[strings.ToLower(path.Ext(name))], content)
}

func (a *API) readSample(name string) ([]byte, error) {
	if a.c.Samples == nil {
		return nil, errors.New("no samples")
	}
	return fs.ReadFile(a.c.Samples, name) //nolint:wrapcheck // any error is a 404
}
