package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// site is the address on which everything is served.
type site struct {
	listener net.Listener
	server   *http.Server
}

// listen takes the address. What is served is set before anybody asks.
func listen(ctx context.Context, addr string) (*site, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("%w; is another demo running? Choose another address with -addr 127.0.0.1:8090", err)
	}
	return &site{listener: listener, server: &http.Server{ReadHeaderTimeout: 10 * time.Second}}, nil
}

// url is the address for people. A server on all addresses is shown as the
// machine itself.
func (s *site) url() string {
	host, port, err := net.SplitHostPort(s.listener.Addr().String())
	if err != nil {
		return "http://" + s.listener.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// serve answers until close.
func (s *site) serve(h http.Handler) error {
	s.server.Handler = h
	if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve the page: %w", err)
	}
	return nil
}

// close ends every connection: pages reconnect by themselves.
func (s *site) close() error { return s.server.Close() }

// serveTelegram serves the Telegram alone; people are added over the API.
func serveTelegram(ctx context.Context, o options, out io.Writer) error {
	site, err := listen(ctx, o.addr)
	if err != nil {
		return err
	}
	telegram := telegramtest.New(telegramtest.Config{Now: time.Now})
	telegram.SetURL(site.url())
	_, _ = fmt.Fprintf(out, `A Telegram without an office: %[1]s

  TELEGRAM_API_URL=%[1]s TELEGRAM_BOT_TOKEN=%[2]s gelis run

Add people with: curl -H 'Content-Type: application/json' -d '{"name":"Made","phone":"081100001001"}' %[1]s/api/people
`, site.url(), telegram.Token())
	go func() {
		<-ctx.Done()
		telegram.Close()
		_ = site.close() // it is over either way
	}()
	return site.serve(telegramtest.NewAPI(telegram, telegramtest.APIConfig{})) //nolint:contextcheck // it lives as long as its server does
}
