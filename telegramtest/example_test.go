package telegramtest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/gelis-bali/gelis/telegramtest"
)

// A bot sends a card, and a person reads it. Tests use Start, which needs no more than a testing.TB.
func Example() {
	s := telegramtest.New(telegramtest.Config{})
	defer s.Close()
	web := httptest.NewServer(s)
	defer web.Close()

	budi := s.Person(telegramtest.Profile{Name: "Budi Wirawan"})
	budi.Start()

	// What the bot under test does:
	resp, err := http.PostForm(web.URL+"/bot"+s.Token()+"/sendMessage", url.Values{ //nolint:noctx // an example
		"chat_id": {fmt.Sprint(budi.ID())}, "text": {"<b>2</b> disposisi menunggu"}, "parse_mode": {"HTML"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = resp.Body.Close() }()

	m, err := budi.Next(context.Background())
	fmt.Println(m.Plain, err)
	// Output: 2 disposisi menunggu <nil>
}
