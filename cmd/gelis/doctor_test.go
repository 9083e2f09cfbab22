package main_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// patient is a system that a doctor looks at.
type patient struct {
	tg    *telegram
	redis *storetest.RedisServer
	env   settings
}

func newPatient(t *testing.T) *patient {
	t.Helper()
	p := &patient{tg: startTelegram(t, telegramtest.Config{}), redis: storetest.RealRedis(t)}
	p.env = p.tg.settings().with(settings{"DATABASE_URL": storetest.Database(t, migrated), "REDIS_URL": p.redis.URL()})
	return p
}

// healthy is what the doctor says of a system without a fault. A line for each part; what changes from run to run is a dot.
const healthy = `ok    configuration  every value can be used
ok    token          belongs to @GelisBaliBot
ok    clock          agrees with Telegram's
ok    polling        no webhook is set, 0 updates wait
ok    redis          answers
ok    database       answers, migration .
ok    dead letters   none
ok    messages       none is stuck; 0 sent, 0 wait, 0 unreachable, 0 repeated
ok    defects        none
ok    duties         none was missed in the last seven days
ok    holidays       known for .
`

// complaints are what the doctor says beside what is well.
func complaints(out string) string {
	var bad strings.Builder
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, "ok ") {
			bad.WriteString(changing.ReplaceAllString(line, "$4."))
		}
	}
	return bad.String()
}

// changing is what is not the same in each run or version.
var changing = regexp.MustCompile(`()\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|()/tmp/\S+|()/var/\S+|(migration \d+ of )\d+`)

func TestTheDoctorSaysOfAHealthySystemThatAllIsWell(t *testing.T) {
	t.Parallel()
	got := gelis(t, newPatient(t).env, "doctor")
	said := regexp.MustCompile(`(?m)(migration|known for) \d+$`).ReplaceAllString(got.out, "$1 .")
	// From November on the doctor may ask for the holidays of the coming year.
	said = regexp.MustCompile(`(?s)note  holidays .*`).ReplaceAllString(said, "ok    holidays       known for .\n")
	if diff := cmp.Diff(healthy, said); diff != "" || got.code != 0 || got.complaint != "" {
		t.Errorf("it ended with %d and %q (-want +got):\n%s", got.code, got.complaint, diff)
	}
}

func TestTheDoctorNamesEachIllnessAndItsMend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		infect func(t *testing.T, p *patient)
		want   string
	}{
		"no token": {func(_ *testing.T, p *patient) { p.env["TELEGRAM_BOT_TOKEN"] = "" }, `
BAD   configuration  TELEGRAM_BOT_TOKEN: is missing; ask @BotFather for a token with /newbot
                     -> set the variables named; docs/configuration.md lists them
BAD   token          cannot be used
                     -> copy the token from @BotFather into TELEGRAM_BOT_TOKEN
`},
		"a token that Telegram refuses": {func(_ *testing.T, p *patient) {
			p.env["TELEGRAM_BOT_TOKEN"] = "1000000002:TEST-token-that-was-revoked-yesterday"
		}, `
BAD   token          Telegram refuses it
                     -> ask @BotFather for the current token (/token) and set TELEGRAM_BOT_TOKEN
`},
		"no Telegram": {func(_ *testing.T, p *patient) { p.env["TELEGRAM_API_URL"] = "http://127.0.0.1:1" }, `
BAD   telegram       does not answer: telegram getMe (missed): dial tcp 127.0.0.1:1: connect: connection refused
                     -> check the network, a proxy or firewall, and TELEGRAM_API_URL
`},
		"a webhook that nobody knows of": {func(t *testing.T, p *patient) {
			t.Helper()
			p.setWebhook(t, "https://gelis.example/hook")
		}, `
BAD   webhook        Telegram delivers to a webhook, but WEBHOOK_URL is empty
                     -> set WEBHOOK_URL to go on with it; a gelis run without WEBHOOK_URL takes the webhook away when it starts to poll
`},
		"a webhook that is not set": {func(_ *testing.T, p *patient) {
			p.env["WEBHOOK_URL"], p.env["WEBHOOK_SECRET"] = "https://gelis.example/hook", "sandi-webhook"
		}, `
BAD   webhook        Telegram does not deliver to WEBHOOK_URL
                     -> start gelis run: it sets the webhook
`},
		"Redis is away": {func(t *testing.T, p *patient) {
			t.Helper()
			if err := p.redis.Stop(); err != nil {
				t.Fatal(err)
			}
		}, `
BAD   redis          does not answer: ping Redis: dial unix . connect: no such file or directory
                     -> start it, or check REDIS_URL; meanwhile forms do not work, all else does
`},
		"no Redis": {func(_ *testing.T, p *patient) { p.env["REDIS_URL"] = "" }, `
note  redis          REDIS_URL is empty: drafts of forms live in the process and are lost at a restart
                     -> for an office, run Redis 7 and set REDIS_URL
`},
		"the database is away": {func(_ *testing.T, p *patient) {
			p.env["DATABASE_URL"] = "postgres://gelis:sandi-basis@127.0.0.1:1/gelis?connect_timeout=1"
		}, `
BAD   database       cannot be opened: connect to the database: failed to connect to ` + "`user=gelis database=gelis`" + `:
	127.0.0.1:1 (127.0.0.1): dial error: dial tcp 127.0.0.1:1: connect: connection refused
	127.0.0.1:1 (127.0.0.1): dial error: dial tcp 127.0.0.1:1: connect: connection refused
                     -> start PostgreSQL, or check DATABASE_URL; a private one may be in use by a running gelis: ask that machine's /readyz
`},
		"an old database": {func(t *testing.T, p *patient) {
			t.Helper()
			p.env["DATABASE_URL"] = storetest.Database(t, nil)
		}, `
BAD   database       has migration 0 of .
                     -> run gelis migrate
`},
		"an update that could not be handled": {func(t *testing.T, p *patient) {
			t.Helper()
			db := openStore(t, p.env["DATABASE_URL"])
			if err := db.AddDeadLetter(t.Context(), 4711, 7, []byte(`{"update_id":4711}`), "4AF2C1: panic: nil map\nsecond line"); err != nil {
				t.Fatal(err)
			}
		}, `
BAD   dead letters   1 updates could not be handled; update 4711 at .: 4AF2C1: panic: nil map
                     -> report the causes; the people concerned were told a code that stands in the log (docs/runbook.md)
`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPatient(t)
			c.infect(t, p)
			got := gelis(t, p.env, "doctor")
			said := regexp.MustCompile(`(?s)note  holidays .*`).ReplaceAllString(complaints(got.out), "")
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), said); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			code := 0
			if strings.Contains(c.want, "BAD") {
				code = 1
			}
			if got.code != code {
				t.Errorf("it ended with %d, want %d; it complained %q", got.code, code, got.complaint)
			}
		})
	}
}

func (p *patient) setWebhook(t *testing.T, address string) {
	t.Helper()
	form := url.Values{"url": {address}, "secret_token": {"sandi"}}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.tg.URL()+"/bot"+p.tg.Token()+"/setWebhook", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("setWebhook: %s", answer.Status)
	}
}
