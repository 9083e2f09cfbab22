package telegramtest_test

import (
	"net/http"
	"testing"
	"testing/fstest"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestAttachmentsAreServedSoThatNoScriptRuns(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	for _, c := range []struct{ name, content, kind, disposition string }{
		{"surat.pdf", "%PDF", "application/pdf", `inline; filename=surat.pdf`},
		{"foto.png", "no picture", "image/png", `inline; filename=foto.png`},
		{"jahat.html", "<script>alert(1)</script>", "application/octet-stream", `attachment; filename=jahat.html`},
		{"jahat.svg", "<svg onload=alert(1)>", "application/octet-stream", `attachment; filename=jahat.svg`},
		{"tanpa nama", "x", "application/octet-stream", `attachment; filename="tanpa nama"`},
		{"a\r\nSet-Cookie: x=\"1\"/..\\;é.pdf", "%PDF", "application/pdf", `inline; filename*=utf-8''a__Set-Cookie%3A%20x%3D%221%22_.._%3B%C3%A9.pdf`},
		{"\xff\xfe", "x", "application/octet-stream", `attachment; filename=_`},
		{"", "x", "application/octet-stream", `attachment; filename=file`},
	} {
		sari.UploadDocument(c.name, []byte(c.content), "")
		f := sari.Chat()[len(sari.Chat())-1].Attachments[0]
		code, content, h := w.do(w.request(http.MethodGet, "/api/files/"+f.FileID, ""))
		policy := "sandbox; default-src 'none'"
		if c.kind == "application/pdf" {
			policy = "base-uri 'none'; frame-ancestors 'none'" // a viewer of PDFs does not open in a sandbox
		}
		for name, want := range map[string]string{
			"Content-Type": c.kind, "Content-Disposition": c.disposition, "X-Content-Type-Options": "nosniff",
			"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "same-origin", "Set-Cookie": "",
		} {
			if got := h.Get(name); got != want {
				t.Errorf("%q: %s is %q, want %q", c.name, name, got, want)
			}
		}
		if code != 200 || content != c.content {
			t.Errorf("%q: %d %q", c.name, code, content)
		}
	}
	_, _, h := w.do(w.request(http.MethodGet, "/api/files/"+sari.Chat()[0].Attachments[0].FileID+"?download=1", ""))
	if got := h.Get("Content-Disposition"); got != "attachment; filename=surat.pdf" {
		t.Errorf("to keep: %q", got)
	}
	w.want("GET", "/api/files/nothing", "", 404, `{"error":"there is no file /api/files/nothing"}`)
}

func TestSamplesAreOffered(t *testing.T) {
	t.Parallel()
	newWeb(t, telegramtest.APIConfig{}).want("GET", "/api/samples", "", 200, `[]`)
	newWeb(t, telegramtest.APIConfig{}).want("GET", "/api/samples/a.pdf", "", 404, `{"error":"there is no file /api/samples/a.pdf"}`)
	w := newWeb(t, telegramtest.APIConfig{Samples: fstest.MapFS{
		"surat tugas.pdf": {Data: []byte("%PDF")}, "inner/other.pdf": {Data: []byte("x")},
	}})
	w.want("GET", "/api/samples", "", 200, `[{"name":"surat tugas.pdf","url":"/api/samples/surat%20tugas.pdf"}]`)
	w.want("GET", "/api/samples/surat%20tugas.pdf", "", 200, `%PDF`)
	for _, path := range []string{"nothing.pdf", "inner", "inner%2Fother.pdf/", "..%2Fapi.go"} {
		if code, answer := w.ask("GET", "/api/samples/"+path, ""); code != 404 {
			t.Errorf("%s: %d %s", path, code, answer)
		}
	}
}
