package app_test

import (
	"testing"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/telegramtest"
)

func TestAWebhookInTheWayIsTakenAwayAlsoWhenTelegramDidNotTellOfItAtFirst(t *testing.T) {
	t.Parallel()
	h := newHouse(t, furnishing{})
	client, err := bot.NewClient(h.telegram.Token(), h.telegram.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.SetWebhook(t.Context(), "https://gelis.invalid/hook", "rahasia"); err != nil {
		t.Fatal(err)
	}
	h.telegram.Fault(telegramtest.Fault{Method: "getWebhookInfo", Code: 502, Times: 1})
	h.start()
	if info, err := client.Webhook(t.Context()); err != nil || info.URL != "" {
		t.Errorf("the webhook is still %q (%v)", info.URL, err)
	}
}
