package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/store"
)

// ErrIll is returned by Doctor when something has to be mended.
var ErrIll = errors.New("something has to be mended, see above")

// doctorPatience bounds each thing that the doctor looks at.
const doctorPatience = 10 * time.Second

// finding is what the doctor saw: nothing to do, or what to do.
type finding struct {
	part string
	seen string
	mend string // empty: all is well
	hint bool   // worth knowing, nothing is broken
}

// doctor looks at everything the bot needs.
type doctor struct {
	config Config
	now    func() time.Time
	log    *slog.Logger
	out    io.Writer
	ill    bool
}

// Doctor looks at everything the bot needs, prints one line for each part and
// what to do where something is wrong. It changes nothing.
func Doctor(ctx context.Context, c Config, now func() time.Time, log *slog.Logger, out io.Writer) error {
	d := &doctor{config: c, now: now, log: log, out: out}
	d.say(d.configuration())
	d.say(d.telegram(ctx)...)
	d.say(d.redis(ctx))
	d.say(d.database(ctx)...)
	if d.ill {
		return ErrIll
	}
	return nil
}

func (d *doctor) say(findings ...finding) {
	for _, f := range findings {
		sign := "ok  "
		switch {
		case f.hint:
			sign = "note"
		case f.mend != "":
			sign, d.ill = "BAD ", true
		}
		_, _ = fmt.Fprintf(d.out, "%s  %-14s %s\n", sign, f.part, f.seen)
		if f.mend != "" {
			_, _ = fmt.Fprintf(d.out, "      %-14s -> %s\n", "", f.mend)
		}
	}
}

func (d *doctor) configuration() finding {
	if err := d.config.Check(); err != nil {
		return finding{part: "configuration", seen: strings.ReplaceAll(err.Error(), "\n", "; "), mend: "set the variables named; docs/configuration.md lists them"}
	}
	return finding{part: "configuration", seen: "every value can be used"}
}

func (d *doctor) telegram(ctx context.Context) []finding {
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	client, err := bot.NewClient(d.config.TelegramBotToken.Reveal(), d.config.TelegramAPIURL, nil)
	if err != nil {
		return []finding{{part: "token", seen: "cannot be used", mend: "copy the token from @BotFather into TELEGRAM_BOT_TOKEN"}}
	}
	_, name, err := client.Me(ctx)
	if errors.Is(err, bot.ErrUnauthorized) {
		return []finding{{part: "token", seen: "Telegram refuses it", mend: "ask @BotFather for the current token (/token) and set TELEGRAM_BOT_TOKEN"}}
	}
	if err != nil {
		return []finding{{part: "telegram", seen: "does not answer: " + err.Error(), mend: "check the network, a proxy or firewall, and TELEGRAM_API_URL"}}
	}
	return append([]finding{{part: "token", seen: "belongs to @" + name}, d.clock(ctx)}, d.webhook(ctx, client))
}

func (d *doctor) webhook(ctx context.Context, client *bot.Client) finding {
	info, err := client.Webhook(ctx)
	switch {
	case err != nil:
		return finding{part: "webhook", seen: "cannot be asked for: " + err.Error(), mend: "run the doctor again in a minute"}
	case d.config.WebhookURL == "" && info.URL != "":
		return finding{part: "webhook", seen: "Telegram delivers to a webhook, but WEBHOOK_URL is empty", mend: "set WEBHOOK_URL to go on with it; a gelis run without WEBHOOK_URL takes the webhook away when it starts to poll"}
	case d.config.WebhookURL != "" && info.URL != d.config.WebhookURL:
		return finding{part: "webhook", seen: "Telegram does not deliver to WEBHOOK_URL", mend: "start gelis run: it sets the webhook"}
	case info.LastError != "":
		return finding{part: "webhook", seen: "Telegram's last delivery failed: " + info.LastError, mend: "check the TLS proxy in front of WEBHOOK_ADDR and its certificate"}
	case info.URL != "":
		return finding{part: "webhook", seen: fmt.Sprintf("is set, %d updates wait", info.Pending)}
	}
	return finding{part: "polling", seen: fmt.Sprintf("no webhook is set, %d updates wait", info.Pending)}
}

// clock compares the machine's clock with Telegram's, by the Date of its answer.
func (d *doctor) clock(ctx context.Context) finding {
	const tolerance = 30 * time.Second
	address := d.config.TelegramAPIURL
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, address, nil)
	if err != nil {
		return finding{part: "clock", seen: "cannot be compared", mend: "check TELEGRAM_API_URL"}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return finding{part: "clock", seen: "cannot be compared: Telegram does not answer", mend: "check the network"}
	}
	defer answer.Body.Close()
	theirs, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return finding{part: "clock", seen: "cannot be compared, the answer has no date", hint: true}
	}
	if off := d.now().Sub(theirs).Abs(); off > tolerance {
		return finding{part: "clock", seen: fmt.Sprintf("is off by %s", off.Round(time.Second)), mend: "let the machine set its clock (timedatectl set-ntp true)"}
	}
	return finding{part: "clock", seen: "agrees with Telegram's"}
}

func (d *doctor) redis(ctx context.Context) finding {
	if d.config.RedisURL == "" {
		return finding{part: "redis", seen: "REDIS_URL is empty: drafts of forms live in the process and are lost at a restart", mend: "for an office, run Redis 7 and set REDIS_URL", hint: true}
	}
	redis, err := store.OpenRedis(store.RedisConfig{URL: d.config.RedisURL.Reveal()})
	if err != nil {
		return finding{part: "redis", seen: "REDIS_URL cannot be read", mend: "write it as redis://host:6379/0"}
	}
	defer redis.Close()
	ctx, cancel := context.WithTimeout(ctx, doctorPatience)
	defer cancel()
	if err := redis.Ping(ctx); err != nil {
		return finding{part: "redis", seen: "does not answer: " + err.Error(), mend: "start it, or check REDIS_URL; meanwhile forms do not work, all else does"}
	}
	return finding{part: "redis", seen: "answers"}
}

func (d *doctor) database(ctx context.Context) []finding {
	ctx, cancel := context.WithTimeout(ctx, 3*doctorPatience)
	defer cancel()
	zone, err := d.config.Zone()
	if err != nil {
		return []finding{{part: "database", seen: "is not looked at without a time zone", mend: "set OFFICE_TIMEZONE"}}
	}
	db, err := OpenDatabase(ctx, d.config, calendar.Clock{Now: d.now, Zone: zone}, d.log)
	if err != nil {
		return []finding{{part: "database", seen: "cannot be opened: " + err.Error(), mend: "start PostgreSQL, or check DATABASE_URL; a private one may be in use by a running gelis: ask that machine's /readyz"}}
	}
	findings := d.office(ctx, db)
	if d.config.DatabaseURL == "" {
		findings = append(findings, finding{part: "database", seen: "DATABASE_URL is empty: the office lives in a private PostgreSQL", mend: "for an office, use a server that is backed up", hint: true})
	}
	if err := db.Close(); err != nil {
		findings = append(findings, finding{part: "database", seen: "did not close: " + err.Error(), mend: "see its log in DATA_DIR"})
	}
	return findings
}

func (d *doctor) office(ctx context.Context, db *Database) []finding {
	have, want, err := db.MigrationStatus(ctx)
	switch {
	case err != nil:
		return []finding{{part: "database", seen: "cannot be read: " + err.Error(), mend: "check the rights of its user"}}
	case have < want:
		return []finding{{part: "database", seen: fmt.Sprintf("has migration %d of %d", have, want), mend: "run gelis migrate"}}
	case have > want:
		return []finding{{part: "database", seen: fmt.Sprintf("has migration %d, this program knows %d", have, want), mend: "run the newer gelis"}}
	}
	figures, err := db.Figures(ctx)
	if err != nil {
		return []finding{{part: "database", seen: "cannot be counted: " + err.Error(), mend: "see the log of PostgreSQL"}}
	}
	return []finding{
		{part: "database", seen: fmt.Sprintf("answers, migration %d", have)},
		d.letters(ctx, db, figures), stuck(figures), defects(figures), d.duties(ctx, db), d.decrees(ctx, db),
	}
}

// letters names the newest updates that could not be handled.
func (d *doctor) letters(ctx context.Context, db *Database, f store.Figures) finding {
	if f.DeadLetters == 0 {
		return finding{part: "dead letters", seen: "none"}
	}
	const shown = 5
	newest, err := db.DeadLetters(ctx, shown)
	if err != nil {
		return finding{part: "dead letters", seen: "cannot be listed: " + err.Error(), mend: "see the log of PostgreSQL"}
	}
	var causes strings.Builder
	for _, letter := range newest {
		first, _, _ := strings.Cut(letter.Cause, "\n")
		fmt.Fprintf(&causes, "; update %d at %s: %s", letter.Update, letter.At.UTC().Format(time.RFC3339), first)
	}
	return finding{
		part: "dead letters", seen: fmt.Sprintf("%d updates could not be handled%s", f.DeadLetters, causes.String()),
		mend: "report the causes; the people concerned were told a code that stands in the log (docs/runbook.md)",
	}
}

func stuck(f store.Figures) finding {
	if f.Stuck == 0 {
		return finding{part: "messages", seen: fmt.Sprintf("none is stuck; %d sent, %d wait, %d unreachable, %d repeated", f.Notices["SENT"], f.Notices["PENDING"], f.Notices["UNREACHABLE"], f.Repeats)}
	}
	return finding{
		part: "messages", seen: fmt.Sprintf("%d are due since %s or later and not sent", f.Stuck, f.OldestDue.UTC().Format(time.RFC3339)),
		mend: "see that gelis run is running and that the jobs page has no failures",
	}
}

func defects(f store.Figures) finding {
	if n := f.Notices["DEFECT"]; n > 0 {
		return finding{part: "defects", seen: fmt.Sprintf("%d messages were refused by Telegram as malformed", n), mend: "report it with the log: it is a mistake in Gelis"}
	}
	return finding{part: "defects", seen: "none"}
}

// duties names what was due while nobody ran the program, and came too late.
func (d *doctor) duties(ctx context.Context, db *Database) finding {
	const (
		week  = 7 * 24 * time.Hour
		shown = 10
	)
	missed, err := db.MissedOccurrences(ctx, d.now().Add(-week), shown)
	if err != nil {
		return finding{part: "duties", seen: "cannot be listed: " + err.Error(), mend: "see the log of PostgreSQL"}
	}
	if len(missed) == 0 {
		return finding{part: "duties", seen: "none was missed in the last seven days"}
	}
	var list strings.Builder
	for _, o := range missed {
		fmt.Fprintf(&list, "; %s due %s", o.Duty, o.Due.UTC().Format(time.RFC3339))
	}
	return finding{
		part: "duties", seen: fmt.Sprintf("%d came too late in the last seven days%s", len(missed), list.String()), hint: true,
		mend: "find out why gelis run was not running then; administrators were told in the chat",
	}
}

// decrees warns when a year has no holidays by decree: deadlines, leave and
// apel would fall on them.
func (d *doctor) decrees(ctx context.Context, db *Database) finding {
	book, err := db.Book(ctx)
	if err != nil {
		return finding{part: "holidays", seen: "cannot be read: " + err.Error(), mend: "see the log of PostgreSQL"}
	}
	cal := calendar.New(calendar.Shipped()) // what the next start puts into an empty one
	if len(book.Days) > 0 {
		book.Fill(cal)
	}
	today := calendar.DateOf(d.now(), time.UTC)
	if year, missing := cal.MissingDecree(today); missing {
		return finding{
			part: "holidays", seen: fmt.Sprintf("%d has no decree yet", year), hint: year > today.Year(),
			mend: "enter them with /libur, or import holidays.csv or holidays.ics, when the joint decree is out",
		}
	}
	return finding{part: "holidays", seen: fmt.Sprintf("known for %d", today.Year())}
}
