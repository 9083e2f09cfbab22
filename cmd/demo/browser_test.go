package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

const (
	// patience bounds a window in which something never comes.
	patience = 4 * time.Minute
	// soon bounds one wait.
	soon = 20 * time.Second
	// month bounds a wait in which the office's clock may go on by a month.
	month = 90 * time.Second
)

// browser is a Chromium in which several tests have their windows.
type browser struct {
	ctx context.Context //nolint:containedctx // chromedp keeps its browser in a context
}

func startBrowser(t *testing.T) browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal("chromium is needed to look at the page: install the package chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true),
	)
	allocated, release := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...) // pictures of what failed are taken at the end
	t.Cleanup(release)
	first, end := chromedp.NewContext(allocated)
	t.Cleanup(end)
	if err := chromedp.Do(first); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return browser{first}
}

// window is a window of the browser with the page in it. It shares nothing with the other windows.
type window struct {
	t          *testing.T
	tab        context.Context //nolint:containedctx // chromedp keeps its tab in a context
	complaints *complaints
}

// complaints are what the browser says of the page: errors of its scripts, and what its policy forbids.
type complaints struct {
	mu  sync.Mutex
	all []string
}

// hear takes what a developer would see in the console. That a request was answered with an error is no complaint.
func (c *complaints) hear(event any) {
	var text string
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text = fmt.Sprint("exception: ", e.ExceptionDetails.Text)
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Source == log.EntrySourceNetwork || e.Entry.Level != log.EntryLevelError {
			return
		}
		text = fmt.Sprint(e.Entry.Source, ": ", e.Entry.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.ConsoleAPICalledTypeError {
			return
		}
		text = "console.error"
	default:
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, text)
}

func (c *complaints) list() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}

// size is how large a window is.
type size struct{ width, height int64 }

// The windows that people have.
var (
	wide   = size{1440, 900}
	narrow = size{390, 844}
)

// open shows an address in a new window and waits until the page is ready.
func (b browser) open(t *testing.T, url string, s size) window {
	t.Helper()
	w := window{t: t, complaints: &complaints{}}
	timed, stop := context.WithTimeout(b.ctx, patience)
	t.Cleanup(stop)
	tab, closeTab := chromedp.NewContext(timed, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.complaints.hear))
	t.Cleanup(closeTab)
	w.tab = tab
	w.act("set the window's size", chromedp.EmulateViewport(s.width, s.height))
	w.goTo(url)
	t.Cleanup(func() {
		if t.Failed() {
			w.picture(filepath.Join("..", "..", "bin", "screenshots", strings.ReplaceAll(t.Name(), "/", "-")+".png"))
		}
		for _, c := range w.complaints.list() {
			t.Errorf("the browser complains: %s", c)
		}
	})
	return w
}

// goTo loads an address and waits until the page is ready.
func (w window) goTo(url string) {
	w.t.Helper()
	w.act("open "+url, chromedp.Navigate(url))
	w.until("the page is ready", `document.body.dataset.ready === "true"`)
}

// act does something in the window.
func (w window) act(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.tab, actions...); err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

// until waits until an expression is true in the page.
func (w window) until(what, expression string) {
	w.t.Helper()
	w.within(soon, what, expression)
}

// within waits no longer than that until an expression is true in the page.
func (w window) within(d time.Duration, what, expression string) {
	w.t.Helper()
	if _, err := chromedp.Run(w.tab, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(d))); err != nil {
		w.t.Fatalf("wait until %s: %v", what, err)
	}
}

// run runs a script in the page.
func (w window) run(what, script string) {
	w.t.Helper()
	w.act(what, chromedp.Evaluate[chromedp.Void](script, chromedp.EvalAwaitPromise))
}

// look asks the page for something.
func look[T any](w window, expression string) T {
	w.t.Helper()
	v, err := chromedp.Run(w.tab, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatalf("ask for %s: %v", expression, err)
	}
	return v
}

// quote is a text as JavaScript reads it.
func quote(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// click presses the newest of what the selector finds and can be seen, in one go: the page may be drawn anew meanwhile.
func (w window) click(selector string) {
	w.t.Helper()
	w.until("there is "+selector, fmt.Sprintf(
		`(() => { const all = [...document.querySelectorAll(%s)].filter((n) => n.getClientRects().length > 0 && n.checkVisibility({ visibilityProperty: true }) && !n.disabled); all.at(-1)?.click(); return all.length > 0; })()`, quote(selector)))
}

// keys presses keys, one after the other.
func (w window) keys(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		w.act("press a key", chromedp.KeyEvent(k))
	}
}

// says waits until a part of the page shows a text.
func (w window) says(selector, text string) {
	w.t.Helper()
	w.until(selector+" shows "+text, fmt.Sprintf(
		`[...document.querySelectorAll(%s)].some((n) => n.innerText.includes(%s))`, quote(selector), quote(text)))
}

// picture writes what the window shows.
func (w window) picture(path string) {
	w.t.Helper()
	png, err := chromedp.Run(w.tab, chromedp.CaptureScreenshot())
	if err != nil {
		w.t.Logf("no picture: %v", err)
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, png, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// prefers lets the window prefer light or dark, and no motion.
func (w window) prefers(scheme string) {
	w.t.Helper()
	w.act("prefer "+scheme, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	}))
}

// phone is one phone on the page.
type phone struct {
	window

	person string
}

// The people of the demo: the first one links the account before our eyes, the second one is the superior.
const (
	budi = "700000001"
	sri  = "700000002"
)

func (p phone) find(selector string) string {
	return fmt.Sprintf(`section[data-person="%s"] %s`, p.person, selector)
}

// tap presses the newest of what the selector finds in the phone.
func (p phone) tap(selector string) {
	p.t.Helper()
	p.click(p.find(selector))
}

// write types a line and sends it with Enter.
func (p phone) write(text string) {
	p.t.Helper()
	p.act("write "+text, chromedp.SendKeys(chromedp.CSS(p.find(`[data-field="text"]`)), text+"\r"))
}

// awaits waits until the phone shows a text.
func (p phone) awaits(text string) {
	p.t.Helper()
	p.says(fmt.Sprintf(`section[data-person="%s"]`, p.person), text)
}
