package telegramtest_test

import (
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestThePageIsServedUnderAPolicyWithoutInlineScript(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	for path, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/main.js": "text/javascript; charset=utf-8", "/style.css": "text/css; charset=utf-8",
		"/icon.svg": "image/svg+xml",
	} {
		code, _, h := w.do(w.request(http.MethodGet, path, ""))
		policy := h.Get("Content-Security-Policy")
		if code != 200 || h.Get("Content-Type") != kind || !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self';") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %d %v", path, code, h)
		}
	}
	if code, _ := w.ask("GET", "/nothing.js", ""); code != 404 {
		t.Errorf("a file that is not there: %d", code)
	}
}

// unsafe is what would let text become markup, or what the policy forbids and a browser would refuse silently.
var unsafe = regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|setAttribute\("on| style="|<style| on[a-z]+="|<script>|https?://[a-z]`)

// harmless are names that look like addresses, and links to the bot, which open inside of the page.
var harmless = regexp.MustCompile(`http://www\.w3\.org/2000/svg|https://t\.me/`)

func TestThePageHasNoWayFromTextToMarkup(t *testing.T) {
	t.Parallel()
	total := 0
	page := os.DirFS("page")
	err := fs.WalkDir(page, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := fs.ReadFile(page, path)
		if err != nil {
			return err
		}
		total += len(content)
		for i, line := range strings.Split(string(content), "\n") {
			if found := unsafe.FindString(line); found != "" && !harmless.MatchString(line) {
				t.Errorf("page/%s:%d: %s", path, i+1, found)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the page's files are %d bytes unpacked", total)
}

func TestThePageIsPackedAndNotSentTwice(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	total := 0
	entries, err := os.ReadDir("page")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		r := w.request(http.MethodGet, "/"+e.Name(), "")
		r.Header.Set("Accept-Encoding", "gzip")
		code, content, h := w.do(r)
		total += len(content)
		if code != 200 || h.Get("Content-Encoding") != "gzip" || h.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %d %v", e.Name(), code, h)
		}
		r.Header.Set("If-None-Match", h.Get("ETag"))
		if code, content, _ := w.do(r); code != 304 || content != "" {
			t.Errorf("%s again: %d, %d bytes", e.Name(), code, len(content))
		}
		plain := w.request(http.MethodGet, "/"+e.Name(), "")
		plain.Header.Set("Accept-Encoding", "identity")
		plain.Header.Set("If-None-Match", h.Get("ETag"))
		want, err := os.ReadFile("page/" + e.Name())
		if code, content, _ := w.do(plain); code != 200 || err != nil || content != strings.TrimSpace(string(want)) {
			t.Errorf("%s for whoever cannot unpack: %d, %d bytes, want %d", e.Name(), code, len(content), len(want))
		}
	}
	t.Logf("%d files are %d bytes on their way", len(entries), total)
	if total > 150_000 {
		t.Errorf("the page is %d bytes on its way: it should load at once, under 150 kB", total)
	}
	if code, answer := w.ask("POST", "/", "{}"); code != 405 {
		t.Errorf("writing to the page: %d %s", code, answer)
	}
}
