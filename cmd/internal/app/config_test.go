package app_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/cmd/internal/app"
)

const goodToken = "1000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"

// goodConfig is a configuration in which nothing is wrong.
func goodConfig() app.Config {
	return app.Config{
		TelegramBotToken: goodToken, TelegramAPIURL: "https://api.telegram.org", TelegramRate: 30,
		DatabaseURL: "postgres://gelis:sandi@db/gelis", RedisURL: "redis://cache:6379/0",
		OfficeTimezone: "Asia/Makassar", AdminAddr: "127.0.0.1:8081", LogLevel: "info", LogFormat: "text",
	}
}

func TestAWrongValueIsToldWithItsVariableAndWithoutTheSecret(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, variable string
		spoil          func(c *app.Config)
	}{
		{"no token", "TELEGRAM_BOT_TOKEN", func(c *app.Config) { c.TelegramBotToken = "" }},
		{"half a token", "TELEGRAM_BOT_TOKEN", func(c *app.Config) { c.TelegramBotToken = "1000000001:rahasia" }},
		{"an address without a scheme", "TELEGRAM_API_URL", func(c *app.Config) { c.TelegramAPIURL = "api.telegram.org" }},
		{"a negative rate", "TELEGRAM_RATE", func(c *app.Config) { c.TelegramRate = -1 }},
		{"another database", "DATABASE_URL", func(c *app.Config) { c.DatabaseURL = "mysql://gelis:rahasia@db/gelis" }},
		{"another cache", "REDIS_URL", func(c *app.Config) { c.RedisURL = "http://rahasia@cache" }},
		{"a zone that is none", "OFFICE_TIMEZONE", func(c *app.Config) { c.OfficeTimezone = "Asia/Denpasar" }},
		{"no zone", "OFFICE_TIMEZONE", func(c *app.Config) { c.OfficeTimezone = "" }},
		{"a port alone", "ADMIN_ADDR", func(c *app.Config) { c.AdminAddr = "8081" }},
		{"a webhook without a secret", "WEBHOOK_SECRET", func(c *app.Config) { c.WebhookURL = "https://gelis.example/hook" }},
		{"a secret that Telegram refuses", "WEBHOOK_SECRET", func(c *app.Config) {
			c.WebhookURL, c.WebhookSecret = "https://gelis.example/hook", "rahasia besar"
		}},
		{"a level that is none", "LOG_LEVEL", func(c *app.Config) { c.LogLevel = "loud" }},
		{"a format that is none", "LOG_FORMAT", func(c *app.Config) { c.LogFormat = "xml" }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := goodConfig()
			test.spoil(&c)
			err := c.Check()
			var wrong *app.ConfigError
			if !errors.As(err, &wrong) || wrong.Variable != test.variable || wrong.Mend == "" {
				t.Fatalf("Check says %v, want something about %s", err, test.variable)
			}
			if strings.Contains(err.Error(), "rahasia") {
				t.Errorf("the secret stands in %q", err)
			}
		})
	}
}

func TestAGoodConfigurationPasses(t *testing.T) {
	t.Parallel()
	if err := goodConfig().Check(); err != nil {
		t.Error(err)
	}
	var empty app.Config
	empty.TelegramBotToken, empty.OfficeTimezone = goodToken, "Asia/Makassar"
	empty.LogLevel, empty.LogFormat = "info", "json"
	if err := empty.Check(); err != nil {
		t.Errorf("private database, Redis in the process, no admin address: %v", err)
	}
}

func TestSecretsOfTheConfigurationNeverPrint(t *testing.T) {
	t.Parallel()
	c := goodConfig()
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", slog.Any("config", c), slog.Any("token", c.TelegramBotToken)) //nolint:sloglint // the forbidden key is the point
	printed, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{
		"%v": fmt.Sprintf("%v", c), "%+v": fmt.Sprintf("%+v", c), "%#v": fmt.Sprintf("%#v", c),
		"%q": fmt.Sprintf("%q", c.TelegramBotToken), "%x": fmt.Sprintf("%x", c.TelegramBotToken), "%d": fmt.Sprintf("%d", c.TelegramBotToken),
		"json": string(printed), "slog": log.String(),
	} {
		for _, secret := range []string{"AAHdqTcv", "sandi", fmt.Sprintf("%x", "AAHdqTcv")} {
			if strings.Contains(text, secret) {
				t.Errorf("%s shows a secret: %s", form, text)
			}
		}
	}
}
