package telegramtest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"
)

// pageFiles is the page with the phones: HTML, CSS and JavaScript modules as the browser reads them.
//
//go:embed page
var pageFiles embed.FS

// pageTypes are what the files of the page are, whatever the machine believes of their names.
var pageTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml",
}

// pageFile is one file of the page, ready to be sent.
type pageFile struct {
	kind   string
	tag    string // changes with the content
	plain  []byte
	packed []byte // gzip
}

// page is all of its files by their paths.
type page map[string]pageFile

func servePage() http.Handler {
	all := page{}
	err := fs.WalkDir(pageFiles, "page", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := pageFiles.ReadFile(name)
		all["/"+strings.TrimPrefix(name, "page/")] = newPageFile(name, content)
		return err //nolint:wrapcheck // it names the file
	})
	if err != nil {
		panic("telegramtest: the page is not in the program: " + err.Error())
	}
	all["/"] = all["/index.html"]
	return all
}

func newPageFile(name string, content []byte) pageFile {
	sum := sha256.Sum256(content)
	var packed bytes.Buffer
	out := gzip.NewWriter(&packed)
	_, _ = out.Write(content) // a buffer takes everything
	_ = out.Close()
	return pageFile{
		kind: pageTypes[path.Ext(name)], tag: base64.RawURLEncoding.EncodeToString(sum[:9]), plain: content, packed: packed.Bytes(),
	}
}

// ServeHTTP answers with a file, smaller for whoever can unpack it, and only if it is not the one they have.
func (p page) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := p[r.URL.Path]
	switch {
	case !ok:
		http.NotFound(w, r)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the page is only read", http.StatusMethodNotAllowed)
		return
	}
	h, content, tag := w.Header(), f.plain, f.tag
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		content, tag = f.packed, tag+"-gzip"
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
}
