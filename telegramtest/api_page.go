package telegramtest

import (
	"embed"
	"io/fs"
	"net/http"
)

// pageFiles is the page with the phones: HTML, CSS and JavaScript modules as the browser reads them.
//
//go:embed page
var pageFiles embed.FS

func servePage() http.Handler {
	page, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic("telegramtest: the page is not in the program: " + err.Error())
	}
	files := http.FileServerFS(page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}
