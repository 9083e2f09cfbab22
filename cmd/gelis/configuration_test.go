package main_test

import (
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// complete are settings without a mistake, which nobody listens to.
func complete() settings {
	return settings{
		"TELEGRAM_BOT_TOKEN": telegramtest.DefaultToken, "TELEGRAM_API_URL": "http://127.0.0.1:1", "ADMIN_ADDR": "127.0.0.1:0",
		"DATABASE_URL": "postgres://gelis:sandi-basis@127.0.0.1:1/gelis", "REDIS_URL": "redis://:sandi-redis@127.0.0.1:1/0",
	}
}

func TestAWrongSettingStopsTheStartWithOneSentenceThatNamesItAndTheMend(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  settings
		want string
	}{
		"no token":          {settings{"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN: is missing; ask @BotFather for a token with /newbot"},
		"half a token":      {settings{"TELEGRAM_BOT_TOKEN": "1234567:setengah"}, "TELEGRAM_BOT_TOKEN: does not look like a token; it has digits, a colon and about 35 characters, copy it whole from @BotFather"},
		"no web address":    {settings{"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL: is no address that begins with https://"},
		"a rate of one":     {settings{"TELEGRAM_RATE": "1"}, "TELEGRAM_RATE: must be 0 or a number from 2 to 10000; leave it out for Telegram's usual 30"},
		"another database":  {settings{"DATABASE_URL": "mysql://gelis:sandi-basis@db/gelis"}, "DATABASE_URL: is no address that begins with postgres://"},
		"a raw password":    {settings{"DATABASE_URL": "postgres://gelis:sandi basis@db/gelis"}, "DATABASE_URL: cannot be read as an address; write special characters of its password as % and two digits, such as %40 for @"},
		"another memory":    {settings{"REDIS_URL": "http://:sandi-redis@redis"}, "REDIS_URL: is no address that begins with redis://"},
		"no zone":           {settings{"OFFICE_TIMEZONE": "Bali"}, `OFFICE_TIMEZONE: "Bali" is no time zone; write it as Asia/Makassar`},
		"half an address":   {settings{"ADMIN_ADDR": "8081"}, `ADMIN_ADDR: "8081" is no address; write it as 127.0.0.1:8081`},
		"a loud log":        {settings{"LOG_LEVEL": "loud"}, `LOG_LEVEL: "loud" is no level; use debug, info, warn or error`},
		"a log in XML":      {settings{"LOG_FORMAT": "xml"}, `LOG_FORMAT: "xml" is no format; use text or json`},
		"an open webhook":   {settings{"WEBHOOK_URL": "https://gelis.example"}, "WEBHOOK_SECRET: is needed with WEBHOOK_URL: 1 to 256 of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)"},
		"a webhook of FTP":  {settings{"WEBHOOK_URL": "ftp://gelis.example", "WEBHOOK_SECRET": "sandi-webhook"}, "WEBHOOK_URL: is no address that begins with https://"},
		"a deaf webhook":    {settings{"WEBHOOK_URL": "https://gelis.example", "WEBHOOK_SECRET": "sandi-webhook", "WEBHOOK_ADDR": "8443"}, `WEBHOOK_ADDR: "8443" is no address; write it as 127.0.0.1:8081`},
		"a secret too many": {settings{"WEBHOOK_URL": "https://gelis.example", "WEBHOOK_SECRET": "sandi webhook!"}, "WEBHOOK_SECRET: is needed with WEBHOOK_URL: 1 to 256 of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := gelis(t, complete().with(c.set), "run")
			if got.code != 1 || got.out != "" || got.complaint != "gelis: "+c.want+"\n" {
				t.Errorf("it ended with %d and said\n%s%swant\n%s", got.code, got.out, got.complaint, c.want)
			}
		})
	}
}

func TestEveryWrongSettingIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	got := gelis(t, complete().with(settings{"OFFICE_TIMEZONE": "Bali", "LOG_LEVEL": "loud", "TELEGRAM_RATE": "many"}), "run")
	if !strings.Contains(got.complaint, "TELEGRAM_RATE") || got.code != 1 {
		t.Errorf("a number that is none: %+v", got)
	}
	got = gelis(t, complete().with(settings{"OFFICE_TIMEZONE": "Bali", "LOG_LEVEL": "loud", "REDIS_URL": "x"}), "run")
	for _, variable := range []string{"OFFICE_TIMEZONE", "LOG_LEVEL", "REDIS_URL"} {
		if !strings.Contains(got.complaint, "gelis: "+variable+": ") {
			t.Errorf("%s is not named:\n%s", variable, got.complaint)
		}
	}
}

func TestATokenThatTelegramRefusesEndsTheBotWithASentence(t *testing.T) {
	t.Parallel()
	tg := startTelegram(t, telegramtest.Config{})
	env := tg.settings().with(settings{
		"DATABASE_URL": storetest.Database(t, migrated), "TELEGRAM_BOT_TOKEN": "1000000002:TEST-token-that-was-revoked-yesterday", "LOG_LEVEL": "error",
	})
	got := gelis(t, env, "run")
	want := "gelis: TELEGRAM_BOT_TOKEN: is refused by Telegram; ask @BotFather for the current one (/token)\n"
	if got.code != 1 || got.complaint != want {
		t.Errorf("it ended with %d and said\n%swant\n%s", got.code, got.complaint, want)
	}
}

func TestNoCommandTellsTheSecretsOfItsSettings(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	newOffice(1).write(t, dir, 1)
	env := complete().with(settings{"WEBHOOK_URL": "https://gelis.example", "WEBHOOK_SECRET": "sandi-webhook", "LOG_LEVEL": "debug"})
	if n := len(env.secrets()); n != 4 {
		t.Fatalf("%d secrets to look for", n)
	}
	for _, args := range [][]string{
		{"--help"},
		{"run", "--help"},
		{"version"},
		{"fly"},
		{"doctor"},
		{"migrate"},
		{"import", dir},
		{"import", "--dry-run", dir},
		{"import", "/nowhere"},
		{"audit", "verify"},
		{"run", "--telegram-rate=x"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			got := gelis(t, env, args...) // which looks for the secrets
			if got.out+got.complaint == "" {
				t.Error("it says nothing")
			}
		})
	}
}
