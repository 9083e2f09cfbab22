package telegramtest

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
)

// pageFiles is the page with the phones: HTML, CSS and JavaScript modules as the browser reads them.
//
//go:embed page
var pageFiles embed.FS

// pageTypes are what the files of the page are, whatever the machine believes of their names.
var pageTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".json": "application/json", ".svg": "image/svg+xml", ".webp": "image/webp", ".png": "image/png",
}

func servePage() http.Handler {
	page, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("telegramtest: the page is not in the program: " + err.Error())
	}
	files := http.FileServerFS(page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		if kind, known := pageTypes[path.Ext(r.URL.Path)]; known {
			w.Header().Set("Content-Type", kind)
		}
		files.ServeHTTP(w, r)
	})
}
