package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/riverqueue/river"
	"riverqueue.com/riverui"
)

// check asks one part whether it is ready to work.
type check struct {
	name string
	ask  func(ctx context.Context) error
}

// checkTimeout bounds one readiness check.
const checkTimeout = 2 * time.Second

// adminHandler serves health, metrics and the job page. It shows the office's
// inner life and belongs on loopback or behind a guard.
func adminHandler(ctx context.Context, m *metrics, jobs *river.Client[pgx.Tx], checks []check, log *slog.Logger) (http.Handler, error) {
	ui, err := riverui.NewHandler(&riverui.HandlerOpts{
		Endpoints: riverui.NewEndpoints(jobs, nil), Logger: slog.New(slog.DiscardHandler), Prefix: "/jobs",
	})
	if err != nil {
		return nil, fmt.Errorf("make the job page: %w", err)
	}
	if err := ui.Start(ctx); err != nil {
		return nil, fmt.Errorf("start the job page: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok\n") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { ready(w, r, checks, log) })
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	mux.Handle("/jobs/", ui)
	return mux, nil
}

// ready answers 200 when every part is, or 503 with the names of those that
// are not; why stands in the log.
func ready(w http.ResponseWriter, r *http.Request, checks []check, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(r.Context(), checkTimeout)
	defer cancel()
	status, text := http.StatusOK, ""
	for _, c := range checks {
		state := "ok"
		if err := c.ask(ctx); err != nil {
			log.WarnContext(ctx, "not ready", slog.String("part", c.name), slog.Any("error", err))
			status, state = http.StatusServiceUnavailable, "not ready"
		}
		text += c.name + ": " + state + "\n"
	}
	answer(w, status, text)
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // whoever asked has gone: nobody is left to tell
}

// shutdownTime is how long open requests may take when the program ends.
const shutdownTime = 3 * time.Second

// serve answers HTTP on an address until the context ends.
func serve(ctx context.Context, addr string, h http.Handler) error {
	var listen net.ListenConfig
	socket, err := listen.Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(socket) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", addr, err)
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
