// Package telegramtest is a Telegram of our own with people in it, used like net/http/httptest: it answers the
// Bot API over HTTP as strictly as the real one, with its error texts, and lets tests and the demo act as the
// people on the other side of the chat.
package telegramtest

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// DefaultToken is the bot token that is accepted unless Config names another one.
const DefaultToken = "1000000001:TEST-token-for-telegramtest-only00"

// DefaultUsername is the bot's user name unless Config names another one.
const DefaultUsername = "GelisBaliBot"

const (
	firstPersonID  = 700000001
	firstUpdateID  = 100000001
	defaultCallLog = 200_000
)

// Config says which bot the server is for and how strict it is; the zero value is a good default.
type Config struct {
	Token    string           // must look like a bot token: digits, a colon, a secret
	Username string           // the bot's user name, without @
	Now      func() time.Time // the server's clock: message dates, life of callbacks and updates, rate limits
	Limits   bool             // enforce 30/s overall, 1/s per chat, 20/min per group with 429
	Logger   *slog.Logger     // what the server has to say; nil is silent

	// After is what long polls and webhook retries wait with; nil is time.After.
	After func(time.Duration) <-chan time.Time
	// History is how many messages each chat keeps at least; 0 is all. Benchmarks that run long need it.
	History int
	// CallLog is how many Bot API calls are remembered; 0 is 200,000.
	CallLog int
	// Client delivers webhooks; nil is a client with a time-out of 60 s.
	Client *http.Client
}

// Server is one Telegram with one bot. It is an http.Handler for /bot<token>/<method> and /file/bot<token>/<path>.
type Server struct {
	cfg    Config
	bot    wireUser
	log    *slog.Logger
	closed chan struct{}
	// settled is closed a little later, when no webhook delivers any more.
	settled chan struct{}
	close   sync.Once
	url     atomic.Pointer[string]

	deliveries sync.WaitGroup // goroutines of webhooks
	keepers    sync.WaitGroup // goroutines of KeepIn

	mu             sync.Mutex // guards everything below, and every chat and person
	people         map[int64]*Person
	order          []*Person
	nextID         int64 // the next free person
	chats          map[int64]*chat
	nextGroup      int64 // ids of groups go down
	nextSupergroup int64
	lastPost       int64
	lastAlbum      int64
	queue          *updateQueue
	queries        *queryBook
	files          *fileStore
	menu           menu
	hook           *webhook
	limits         *limiter

	ignored sync.Map // "method parameter" that was warned of

	faults faultList
	calls  *callLog
	events *eventHub
}

// New makes a server that waits to be served.
func New(c Config) *Server {
	c = withDefaults(c)
	id, _, _ := strings.Cut(c.Token, ":")
	botID, err := strconv.ParseInt(id, 10, 64)
	if err != nil || !tokenForm.MatchString(c.Token) {
		panic("telegramtest: Config.Token does not look like a bot token")
	}
	s := &Server{
		cfg:            c,
		bot:            wireUser{ID: botID, IsBot: true, FirstName: "Gelis", Username: c.Username},
		log:            c.Logger,
		closed:         make(chan struct{}),
		settled:        make(chan struct{}),
		people:         map[int64]*Person{},
		nextID:         firstPersonID,
		chats:          map[int64]*chat{},
		nextGroup:      firstGroupID,
		nextSupergroup: firstSupergroupID,
		queue:          newUpdateQueue(firstUpdateID),
		queries:        newQueryBook(),
		files:          newFileStore(),
		menu:           newMenu(),
		limits:         newLimiter(c.Limits),
		calls:          newCallLog(c.CallLog),
		events:         newEventHub(),
	}
	return s
}

func withDefaults(c Config) Config {
	if c.Token == "" {
		c.Token = DefaultToken
	}
	if c.Username == "" {
		c.Username = DefaultUsername
	}
	if c.Now == nil {
		c.Now = time.Now //nolint:forbidigo // the default clock of a server that is started without one
	}
	if c.After == nil {
		c.After = time.After
	}
	if c.CallLog == 0 {
		c.CallLog = defaultCallLog
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Client == nil {
		c.Client = &http.Client{Timeout: webhookTimeout}
	}
	return c
}

// Start serves a new server on loopback until the test is over.
func Start(tb testing.TB, c Config) *Server {
	tb.Helper()
	s := New(c)
	web := httptest.NewServer(s)
	s.SetURL(web.URL)
	tb.Cleanup(func() {
		s.Close()
		web.Close()
	})
	return s
}

// Close ends long polls, webhook deliveries and KeepIn, and waits for the latter two.
func (s *Server) Close() {
	s.close.Do(s.settle)
	s.keepers.Wait()
}

func (s *Server) settle() {
	close(s.closed)
	s.mu.Lock()
	if s.hook != nil {
		s.hook.cancel() // it stays set: a snapshot remembers it
	}
	s.mu.Unlock()
	s.deliveries.Wait()
	close(s.settled)
}

// URL is the base address of the server, for TELEGRAM_API_URL.
func (s *Server) URL() string {
	if u := s.url.Load(); u != nil {
		return *u
	}
	return ""
}

// SetURL tells the server the address it is served at.
func (s *Server) SetURL(url string) { s.url.Store(&url) }

// Token is the token of the bot.
func (s *Server) Token() string { return s.cfg.Token }

// Username is the bot's user name, without @.
func (s *Server) Username() string { return s.cfg.Username }
