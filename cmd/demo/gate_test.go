package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
)

// named is an office that says its name, and in which a visitor may stay.
func named(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/stays" {
			<-r.Context().Done()
		}
		_, _ = io.WriteString(w, name)
	})
}

// answers is what the gate says to a request.
func (g *gate) answers(ctx context.Context, method, path string) string {
	w := httptest.NewRecorder()
	g.ServeHTTP(w, httptest.NewRequestWithContext(ctx, method, path, nil))
	return strings.TrimSpace(http.StatusText(w.Code) + " " + w.Body.String())
}

// asks makes a request that may have to wait.
func (g *gate) asks(ctx context.Context, method, path string) <-chan string {
	answer := make(chan string, 1)
	go func() { answer <- g.answers(ctx, method, path) }()
	synctest.Wait()
	return answer
}

func TestTheGateIsShutWhileTheOfficeIsSetUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		if got := g.answers(t.Context(), "GET", "/"); got != "Service Unavailable the office is being set up" {
			t.Errorf("before the first office: %s", got)
		}
		early := g.asks(t.Context(), "GET", "/api/people")
		g.build(named("first"))
		if got := g.answers(t.Context(), "GET", "/healthz"); got != "OK first" || len(early) > 0 {
			t.Errorf("while the gate is shut: the health is %s, %d visitors are in", got, len(early))
		}
		g.let()
		if got := <-early; got != "OK first" {
			t.Errorf("who came early: %s", got)
		}
		gone, leave := context.WithCancel(t.Context())
		inside := g.asks(t.Context(), "GET", "/api/stays")
		g.shut()
		if got := <-inside; got != "OK first" {
			t.Errorf("who was inside leaves with %s", got)
		}
		impatient := g.asks(gone, "GET", "/api/people")
		leave()
		if got := <-impatient; got != "OK" {
			t.Errorf("who does not wait is told %s", got)
		}
	})
}

func TestWhoAsksForAResetWhileThereIsOneGetsThatOne(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := newGate()
		g.build(named("first"))
		g.let()
		if got := g.answers(t.Context(), "POST", resetPath); got != "OK first" {
			t.Errorf("a reset: %s", got)
		}
		g.shut()
		second, visit := g.asks(t.Context(), "POST", resetPath), g.asks(t.Context(), "GET", "/api/people")
		g.build(named("second"))
		g.let()
		if reset, people := <-second, <-visit; reset != "No Content" || people != "OK second" {
			t.Errorf("meanwhile: a reset is answered with %s, a visit with %s", reset, people)
		}
	})
}
