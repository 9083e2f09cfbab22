package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"time"
)

const (
	mostStart = 2  // seconds
	mostDemo  = 15 // seconds
)

// measureStart measures from the start of the program to its first question for updates: on the large office's server,
// and with a private server that has to be started, too.
func measureStart(ctx context.Context, s *site) ([]line, error) {
	url, err := s.largeOffice(ctx)
	if err != nil {
		return nil, err
	}
	server, err := s.starts(ctx, "gelis run on an existing database asks for updates", url)
	if err != nil {
		return nil, err
	}
	private, err := s.starts(ctx, "gelis run on its existing private database asks for updates", "")
	return []line{server, private}, err
}

// starts measures several starts and takes the median. The first makes what the others find.
func (s *site) starts(ctx context.Context, name, database string) (line, error) {
	var took samples
	for i := range s.size.starts + 1 {
		one, err := s.startOnce(ctx, database)
		if err != nil {
			return line{}, err
		}
		if i > 0 {
			took = append(took, one)
		}
	}
	return startLine(name, took, mostStart), nil
}

func startLine(name string, took samples, most float64) line {
	return line{
		name: name, measured: took.at(0.5).Seconds(), target: most, unit: " s",
		notes: []string{fmt.Sprintf("median of %d starts, the slowest took %s", len(took), took.at(1).Round(time.Millisecond))},
	}
}

func (s *site) startOnce(ctx context.Context, database string) (took time.Duration, err error) {
	t, err := openTelegram(ctx)
	if err != nil {
		return 0, err
	}
	defer t.close()
	begun := time.Now()
	g, err := s.runGelis(ctx, database, t.URL())
	if err != nil {
		return 0, err
	}
	err = g.until(ctx, t.WaitPolling)
	took = time.Since(begun)
	_, ended := g.stop()
	return took, errors.Join(err, ended)
}

// measureDemo measures from the start of the compiled demo to the moment its office is ready.
func measureDemo(ctx context.Context, s *site) ([]line, error) {
	var took samples
	for range max(1, s.size.starts/2) {
		one, err := s.demoOnce(ctx)
		if err != nil {
			return nil, err
		}
		took = append(took, one)
	}
	return []line{startLine("make demo shows the page", took, mostDemo)}, nil
}

func (s *site) demoOnce(ctx context.Context) (took time.Duration, err error) {
	addr, err := freeAddress(ctx)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	cmd := s.command(ctx, nil, "demo", "-no-open", "-addr", addr)
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("start the demo: %w", err)
	}
	err = ready(ctx, "http://"+addr+"/healthz")
	took = time.Since(begun)
	cancel() // interrupts it
	if ended := cmd.Wait(); ended != nil && !errors.Is(ended, context.Canceled) {
		if exit := (*exec.ExitError)(nil); !errors.As(ended, &exit) {
			err = errors.Join(err, fmt.Errorf("end the demo: %w", ended))
		}
	}
	return took, err
}

// freeAddress is an address on which nobody listens.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free address: %w", err)
	}
	return l.Addr().String(), l.Close()
}

// ready asks until the answer is 200.
func ready(ctx context.Context, url string) error {
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
		if err != nil {
			return err
		}
		if resp, err := http.DefaultClient.Do(req); err == nil {
			_, _ = io.Copy(io.Discard, resp.Body) // so that the connection is used again
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", filepath.Base(url), ctx.Err())
		}
	}
}
