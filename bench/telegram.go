package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/storetest"
	"github.com/gelis-bali/gelis/telegramtest"
)

// telegram is a Telegram in this process that the program talks to over HTTP.
type telegram struct {
	*telegramtest.Server
	http *http.Server
}

// openTelegram serves a Telegram in which nobody is yet. It keeps no more than a benchmark needs.
func openTelegram(ctx context.Context) (*telegram, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for calls of the Bot API: %w", err)
	}
	server := telegramtest.New(telegramtest.Config{Now: time.Now, History: 20, CallLog: 100})
	server.SetURL("http://" + listener.Addr().String())
	t := &telegram{Server: server, http: &http.Server{Handler: server, ReadHeaderTimeout: 10 * time.Second}}
	go func() { _ = t.http.Serve(listener) }() // it ends with close
	return t, nil
}

func (t *telegram) close() {
	t.Close()
	_ = t.http.Close() // whoever still calls is about to end
}

// people gives phones to the holders of positions.
func (t *telegram) people(positions []staff.PositionID) []*phone {
	phones := make([]*phone, len(positions))
	for i, p := range positions {
		account := int64(storetest.Account(p))
		phones[i] = &phone{Person: t.Person(telegramtest.Profile{ID: account, Name: fmt.Sprintf("Pegawai %d", p)})}
	}
	return phones
}
