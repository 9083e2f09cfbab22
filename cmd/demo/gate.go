package main

import (
	"context"
	"net/http"
	"strings"
	"sync"
)

// gate stands before the office on the demo's address, so that the office can
// be set up anew while the address stays. The people's API waits while there
// is no office to visit; the Bot API, the page's files and the health are
// answered at once by what is there.
type gate struct {
	mu     sync.Mutex
	office *visited
	open   chan struct{} // closed while the office can be visited
}

// visited is one office, and who is in it.
type visited struct {
	handler http.Handler
	ctx     context.Context //nolint:containedctx // ends every visit at once
	close   context.CancelFunc
	visits  sync.WaitGroup
}

// resetPath is what asks for another office. It cannot wait for itself.
const resetPath = "/api/reset"

// newGate is a gate with nothing behind it yet.
func newGate() *gate { return &gate{open: make(chan struct{})} }

// build puts another office behind the gate, which stays shut.
func (g *gate) build(handler http.Handler) {
	ctx, cancel := context.WithCancel(context.Background())
	g.mu.Lock()
	defer g.mu.Unlock()
	g.office = &visited{handler: handler, ctx: ctx, close: cancel}
}

// let opens the gate.
func (g *gate) let() {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.open)
}

// shut lets nobody in any more, and waits until everybody has left. Who waits
// already before a gate that was never opened goes on waiting for the next office.
func (g *gate) shut() {
	g.mu.Lock()
	select {
	case <-g.open:
		g.open = make(chan struct{})
	default:
	}
	office := g.office
	g.mu.Unlock()
	office.close()
	office.visits.Wait()
}

// ServeHTTP answers with the office that is there.
func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		g.pass(w, r)
		return
	}
	office, waited, err := g.enter(r.Context(), r.URL.Path)
	switch {
	case err != nil: // whoever waited has gone
	case r.URL.Path != resetPath:
		visit(office, w, r)
	case waited && r.Method == http.MethodPost: // this is the office that was asked for
		w.WriteHeader(http.StatusNoContent)
	default:
		office.handler.ServeHTTP(w, r)
	}
}

// pass hands a request to what is there, whether the gate is open or not.
func (g *gate) pass(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	office := g.office
	g.mu.Unlock()
	if office == nil {
		http.Error(w, "the office is being set up", http.StatusServiceUnavailable)
		return
	}
	office.handler.ServeHTTP(w, r)
}

// enter waits for the gate to be open, and counts the visit.
func (g *gate) enter(ctx context.Context, path string) (office *visited, waited bool, err error) {
	for {
		g.mu.Lock()
		open := g.open
		select {
		case <-open:
			defer g.mu.Unlock()
			if path != resetPath {
				g.office.visits.Add(1)
			}
			return g.office, waited, nil
		default:
		}
		g.mu.Unlock()
		waited = true
		select {
		case <-open:
		case <-ctx.Done():
			return nil, true, context.Cause(ctx)
		}
	}
}

// visit is a request that ends with the office.
func visit(office *visited, w http.ResponseWriter, r *http.Request) {
	defer office.visits.Done()
	ctx, leave := context.WithCancel(r.Context())
	defer leave()
	defer context.AfterFunc(office.ctx, leave)() //nolint:contextcheck // the office ends by itself, not with the request
	office.handler.ServeHTTP(w, r.WithContext(ctx))
}
