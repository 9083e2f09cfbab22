package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience bounds a test that waits for something that never comes.
const patience = 90 * time.Second

// startDemo runs the demo until the test is over, and returns its address
// once the office is ready.
func startDemo(t *testing.T, args ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	heard, said := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := realMain(ctx, append([]string{"-addr", "127.0.0.1:0", "-no-open"}, args...), said, said)
		_ = said.Close() // never fails
		ended <- err
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
	})
	return awaitAddress(t, heard)
}

// awaitAddress reads what the demo says until it tells that it is ready, and
// goes on listening, so that the demo can go on speaking.
func awaitAddress(t *testing.T, heard io.Reader) string {
	t.Helper()
	ready := regexp.MustCompile(`ready after .*: (http://\S+)`)
	lines := bufio.NewScanner(heard)
	var all []string
	for lines.Scan() {
		all = append(all, lines.Text())
		if m := ready.FindStringSubmatch(lines.Text()); m != nil {
			go func() { _, _ = io.Copy(io.Discard, heard) }()
			return m[1]
		}
	}
	t.Fatalf("the demo did not become ready:\n%s", strings.Join(all, "\n"))
	return ""
}

// browse opens a window of a size on the page and returns what to act in.
func browse(t *testing.T, url string, width, height int) window {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is needed to look at the page: install the package chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(width, height), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	timed, stop := context.WithTimeout(t.Context(), patience)
	t.Cleanup(stop)
	allocated, release := chromedp.NewExecAllocator(timed, options...)
	t.Cleanup(release)
	tab, closeTab := chromedp.NewContext(allocated)
	t.Cleanup(closeTab)
	w := window{t, tab}
	w.act("open the page", chromedp.Navigate(url), chromedp.WaitVisible(chromedp.CSS(`body[data-ready="true"]`)))
	return w
}

// window is a window of the browser with the page in it.
type window struct {
	t   *testing.T
	tab context.Context //nolint:containedctx // chromedp keeps its tab in a context
}

// act does something in the window.
func (w window) act(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.tab, actions...); err != nil {
		w.picture("failed")
		w.t.Fatalf("%s: %v", what, err)
	}
}

// picture keeps what the window shows in bin/screenshots.
func (w window) picture(name string) {
	w.t.Helper()
	png, err := chromedp.Run(w.tab, chromedp.CaptureScreenshot())
	if err != nil {
		w.t.Logf("no picture of %s: %v", name, err)
		return
	}
	dir := filepath.Join("..", "..", "bin", "screenshots")
	if err := os.MkdirAll(dir, 0o750); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// phone is one phone on the page.
type phone struct {
	window
	person string
}

func (p phone) find(selector string) string {
	return fmt.Sprintf(`section[data-person=%q] %s`, p.person, selector)
}

// click presses the newest of what the selector finds.
func (p phone) click(selector string) {
	p.t.Helper()
	script := fmt.Sprintf(`(() => { const all = document.querySelectorAll(%q); all[all.length - 1].click(); })()`, p.find(selector))
	p.act("press "+selector, chromedp.WaitVisible(chromedp.CSS(p.find(selector))), chromedp.Evaluate[chromedp.Void](script))
}

// write types a line and sends it with Enter.
func (p phone) write(text string) {
	p.t.Helper()
	p.act("write "+text, chromedp.SendKeys(chromedp.CSS(p.find(`[data-field="text"]`)), text+"\r"))
}

// awaits waits until the phone shows a text.
func (p phone) awaits(text string) {
	p.t.Helper()
	script := fmt.Sprintf(`document.querySelector(%q).innerText.includes(%q)`, fmt.Sprintf(`section[data-person=%q]`, p.person), text)
	p.act("wait for "+text, chromedp.Poll[chromedp.Void](script, chromedp.WithPollingTimeout(20*time.Second)))
}

// The people of the demo: the first one links the account before our eyes,
// the second one is the superior.
const (
	budi = "700000001"
	sri  = "700000002"
)

func TestPageLinksAnAccountAndFinishesADisposition(t *testing.T) {
	page := browse(t, startDemo(t), 1680, 980)
	staff := phone{page, budi}
	superior := phone{page, sri}

	staff.click(`[data-action="start"]`)
	staff.click(`[data-request="contact"]`)
	staff.awaits("empat angka terakhir NIP")
	staff.write("1002")
	staff.awaits("sudah terhubung")
	staff.write("/disposisi")
	staff.awaits("Disposisi yang menunggu Anda")
	staff.click(`[data-button="2"]`)
	staff.awaits("Nomor surat: B.21.700/1312/INSP")
	staff.click(`[data-button="Selesai"]`)
	staff.awaits("Tulis apa yang sudah dikerjakan")
	staff.write("Data <b>sudah</b> dikirim & lengkap.")
	staff.awaits("Bila ada, kirim foto atau PDF")
	staff.click(`[data-button="Lewati"]`)
	staff.click(`[data-button="Kirim"]`)
	staff.awaits("Disposisi selesai")
	superior.awaits("Disposisi Anda sudah selesai")
	superior.awaits("Data <b>sudah</b> dikirim & lengkap.")
	page.picture("demo")
}

func TestPageFitsANarrowPhone(t *testing.T) {
	page := browse(t, startDemo(t), 360, 740)
	wider, err := chromedp.Run(page.tab, chromedp.Evaluate[bool](`document.documentElement.scrollWidth > window.innerWidth`))
	if err != nil {
		t.Fatal(err)
	}
	if wider {
		t.Error("the page is wider than its window and has to be pushed sideways")
	}
	page.picture("narrow")
}

func TestTheTelegramAloneTakesPeopleAndAnswersTheBotAPI(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	heard, said := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- realMain(ctx, []string{"-telegram-only", "-addr", "127.0.0.1:0"}, said, said) }()
	lines := bufio.NewScanner(heard)
	lines.Scan()
	url := regexp.MustCompile(`http://\S+`).FindString(lines.Text())
	go func() { _, _ = io.Copy(io.Discard, heard) }()

	body := strings.NewReader(`{"name":"I Made Contoh","phone":"6281100009999"}`)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/api/people", body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusMultipleChoices {
		t.Errorf("adding somebody was answered with %s", answer.Status)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("ended with: %v", err)
	}
}
