package app

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"time"
	_ "time/tzdata" // the office's zone, also on a machine without zone files
)

// Secret is a value of the configuration that never prints.
type Secret string

// hidden is what a secret prints as, in every form.
const hidden = "***"

// String hides the secret.
func (Secret) String() string { return hidden }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return hidden }

// Format hides the secret from every verb of fmt, also from those that fit no
// text.
func (Secret) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, hidden) }

// LogValue hides the secret from logs.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText hides the secret from every encoder.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Reveal gives the secret to whoever has to present it.
func (s Secret) Reveal() string { return string(s) }

// Config is the configuration of Gelis. Its tags are read by kong: each field
// is a flag and an environment variable, and `--help` is the reference.
type Config struct {
	TelegramBotToken Secret `env:"TELEGRAM_BOT_TOKEN" help:"Token of the bot, from @BotFather."`
	TelegramAPIURL   string `env:"TELEGRAM_API_URL" default:"https://api.telegram.org" help:"Address of the Bot API."`
	TelegramRate     int    `env:"TELEGRAM_RATE" default:"30" help:"Messages per second that Telegram allows this bot overall; 0 sets no limit of our own (for a Bot API server that has none)."`
	DatabaseURL      Secret `env:"DATABASE_URL" help:"PostgreSQL 15 or newer, as postgres://user:password@host/database. Empty: a private one under DATA_DIR."`
	RedisURL         Secret `env:"REDIS_URL" help:"Redis 7 or newer, as redis://host:6379/0. Empty: one inside the process, which forgets drafts at a restart."`
	OfficeTimezone   string `env:"OFFICE_TIMEZONE" default:"Asia/Makassar" help:"Zone of the office's clock (WITA)."`
	OfficePlace      string `env:"OFFICE_PLACE" default:"Denpasar" help:"Where the office is, as it stands on printed forms."`
	AdminAddr        string `env:"ADMIN_ADDR" default:"127.0.0.1:8081" help:"Address of health, metrics and the job page; keep it on loopback. Empty: none."`
	WebhookURL       string `env:"WEBHOOK_URL" help:"Public https address that Telegram delivers updates to. Empty: poll."`
	WebhookAddr      string `env:"WEBHOOK_ADDR" default:"127.0.0.1:8443" help:"Address on which deliveries are taken, behind a TLS proxy."`
	WebhookSecret    Secret `env:"WEBHOOK_SECRET" help:"Secret that Telegram sends with each delivery: 1 to 256 of A-Z a-z 0-9 _ -."`
	DataDir          string `env:"DATA_DIR" help:"Folder of the private PostgreSQL (default: the user's data folder)."`
	LogLevel         string `env:"LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
	LogFormat        string `env:"LOG_FORMAT" default:"text" help:"text or json."`
}

// ConfigError says which variable is wrong and how to mend it. It never shows
// a secret's value.
type ConfigError struct{ Variable, Mend string }

func (e *ConfigError) Error() string { return e.Variable + ": " + e.Mend }

var (
	tokenShape  = regexp.MustCompile(`^[0-9]{5,20}:[A-Za-z0-9_-]{20,}$`)
	secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
)

// Check finds every wrong value; the start stops with one sentence for each.
func (c Config) Check() error {
	return errors.Join(
		c.checkTelegram(),
		c.CheckDatabase(),
		checkURL("REDIS_URL", c.RedisURL.Reveal(), "redis", "rediss", "unix"),
		checkAddr("ADMIN_ADDR", c.AdminAddr),
		c.checkWebhook(),
	)
}

// CheckDatabase checks what commands need that only touch the database.
func (c Config) CheckDatabase() error {
	return errors.Join(
		checkURL("DATABASE_URL", c.DatabaseURL.Reveal(), "postgres", "postgresql"),
		c.checkZone(),
		c.checkLog(),
	)
}

func (c Config) checkTelegram() error {
	switch {
	case c.TelegramBotToken == "":
		return &ConfigError{"TELEGRAM_BOT_TOKEN", "is missing; ask @BotFather for a token with /newbot"}
	case !tokenShape.MatchString(c.TelegramBotToken.Reveal()):
		return &ConfigError{"TELEGRAM_BOT_TOKEN", "does not look like a token; it has digits, a colon and about 35 characters, copy it whole from @BotFather"}
	case c.TelegramRate < 0 || c.TelegramRate == 1 || c.TelegramRate > 10_000:
		return &ConfigError{"TELEGRAM_RATE", "must be 0 or a number from 2 to 10000; leave it out for Telegram's usual 30"}
	}
	return checkURL("TELEGRAM_API_URL", c.TelegramAPIURL, "https", "http")
}

func (c Config) checkZone() error {
	if _, err := time.LoadLocation(c.OfficeTimezone); err != nil || c.OfficeTimezone == "" {
		return &ConfigError{"OFFICE_TIMEZONE", fmt.Sprintf("%q is no time zone; write it as Asia/Makassar", c.OfficeTimezone)}
	}
	return nil
}

func (c Config) checkWebhook() error {
	if c.WebhookURL == "" {
		return nil
	}
	if !secretShape.MatchString(c.WebhookSecret.Reveal()) {
		return &ConfigError{"WEBHOOK_SECRET", "is needed with WEBHOOK_URL: 1 to 256 of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)"}
	}
	return errors.Join(checkURL("WEBHOOK_URL", c.WebhookURL, "https", "http"), checkAddr("WEBHOOK_ADDR", c.WebhookAddr))
}

func (c Config) checkLog() error {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return &ConfigError{"LOG_LEVEL", fmt.Sprintf("%q is no level; use debug, info, warn or error", c.LogLevel)}
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		return &ConfigError{"LOG_FORMAT", fmt.Sprintf("%q is no format; use text or json", c.LogFormat)}
	}
	return nil
}

// checkURL accepts an empty address: that means the default.
func checkURL(variable, value string, schemes ...string) error {
	if value == "" {
		return nil
	}
	u, err := url.Parse(value)
	if err != nil { // which would show the address, and with it the password
		return &ConfigError{variable, "cannot be read as an address; write special characters of its password as % and two digits, such as %40 for @"}
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme && (u.Host != "" || u.Path != "") {
			return nil
		}
	}
	return &ConfigError{variable, fmt.Sprintf("is no address that begins with %s://", schemes[0])}
}

func checkAddr(variable, value string) error {
	if value == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(value); err != nil {
		return &ConfigError{variable, fmt.Sprintf("%q is no address; write it as 127.0.0.1:8081", value)}
	}
	return nil
}

// Zone is the office's zone.
func (c Config) Zone() (*time.Location, error) {
	zone, err := time.LoadLocation(c.OfficeTimezone)
	if err != nil {
		return nil, fmt.Errorf("load the office's zone: %w", err)
	}
	return zone, nil
}

// Folder is where the private PostgreSQL lives.
func (c Config) Folder() (string, error) {
	if c.DataDir != "" {
		return filepath.Abs(c.DataDir)
	}
	if xdg := os.Getenv("XDG_DATA_HOME"); xdg != "" {
		return filepath.Join(xdg, "gelis"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", &ConfigError{"DATA_DIR", "is needed where there is no home folder"}
	}
	return filepath.Join(home, ".local", "share", "gelis"), nil
}

// Logger makes the program's logger.
func (c Config) Logger(to *os.File) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.LogLevel)); err != nil {
		level = slog.LevelInfo // Check has said so already
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
