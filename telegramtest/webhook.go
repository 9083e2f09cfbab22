package telegramtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"
)

const (
	webhookTimeout   = 60 * time.Second
	maxRetryPause    = 120 * time.Second
	firstRetryPause  = 2 * time.Second
	defaultHookConns = 40
	maxHookConns     = 100
	secretHeader     = "X-Telegram-Bot-Api-Secret-Token"
)

// webhook delivers updates to the bot's own server: one after the other within a lane, lanes side by side.
type webhook struct {
	s      *Server
	url    string
	secret string
	slots  chan struct{}   // as many as deliveries may run at once
	ctx    context.Context //nolint:containedctx // it ends when the webhook is taken away
	cancel context.CancelFunc

	// guarded by Server.mu
	lanes     map[lane][]*queued // a lane that is here has a goroutine
	lastError string
	failedAt  time.Time
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// described is a result that comes with a sentence.
type described struct {
	result      any
	description string
}

func (s *Server) setWebhook(r *request) (any, error) {
	address := r.text("url")
	if address == "" {
		return s.deleteWebhook(r)
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "":
		return nil, badRequest("bad webhook: invalid webhook URL specified")
	case u.Scheme != "https" && u.Scheme != "http": // http as with a Bot API server of one's own
		return nil, badRequest("bad webhook: An HTTPS URL must be provided for webhook")
	case r.text("secret_token") != "" && !secretForm.MatchString(r.text("secret_token")):
		return nil, badRequest("secret token contains unallowed characters")
	}
	conns := int(r.number("max_connections"))
	if conns < 1 || conns > maxHookConns {
		conns = defaultHookConns
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.allow(r)
	s.dropPending(r)
	s.endPoll("terminated by setWebhook request")
	s.stopWebhook()
	s.deliverTo(address, r.text("secret_token"), conns)
	return described{true, "Webhook was set"}, nil
}

// deliverTo begins to deliver, with what waits already. The caller holds Server.mu.
func (s *Server) deliverTo(address, secret string, conns int) {
	h := &webhook{s: s, url: address, secret: secret, slots: make(chan struct{}, conns), lanes: map[lane][]*queued{}}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	s.hook = h
	for _, item := range s.queue.items[s.queue.head:] {
		if !item.gone {
			h.offer(item)
		}
	}
}

func (s *Server) deleteWebhook(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropPending(r)
	if s.hook == nil {
		return described{true, "Webhook is already deleted"}, nil
	}
	s.stopWebhook()
	return described{true, "Webhook was deleted"}, nil
}

func (s *Server) dropPending(r *request) {
	if r.truth("drop_pending_updates") {
		s.queue.confirmBefore(s.queue.next)
	}
}

func (s *Server) stopWebhook() {
	if s.hook != nil {
		s.hook.cancel()
		s.hook = nil
	}
}

func (s *Server) getWebhookInfo(*request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.expire(s.cfg.Now())
	info := wireWebhookInfo{PendingUpdateCount: s.queue.pending, AllowedUpdates: s.queue.allowed}
	if h := s.hook; h != nil {
		info.URL, info.MaxConnections, info.LastErrorMessage = h.url, cap(h.slots), h.lastError
		if h.lastError != "" {
			info.LastErrorDate = h.failedAt.Unix()
		}
	}
	return info, nil
}

// offer puts an update into its lane. The caller holds Server.mu.
func (h *webhook) offer(item *queued) {
	if h.ctx.Err() != nil {
		return // the server is closed
	}
	waiting, running := h.lanes[item.lane]
	h.lanes[item.lane] = append(waiting, item)
	if !running {
		h.s.deliveries.Go(func() { h.run(item.lane) })
	}
}

// run delivers what waits in a lane and ends when nothing does.
func (h *webhook) run(l lane) {
	for {
		item := h.take(l)
		if item == nil || !h.deliver(item) {
			return
		}
	}
}

// take is the next update of the lane that has not expired, nil at the end.
func (h *webhook) take(l lane) *queued {
	h.s.mu.Lock()
	defer h.s.mu.Unlock()
	h.s.queue.expire(h.s.cfg.Now())
	for len(h.lanes[l]) > 0 {
		item := h.lanes[l][0]
		h.lanes[l] = h.lanes[l][1:]
		if !item.gone {
			return item
		}
	}
	delete(h.lanes, l)
	return nil
}

// deliver tries until the bot's server says 2xx or the update expires: again at once, then after 2, 4, 8 .. 120 s.
// It says no when the webhook was taken away meanwhile.
func (h *webhook) deliver(item *queued) bool {
	pause := time.Duration(0)
	for {
		err := h.try(item)
		if h.ctx.Err() != nil {
			return false
		}
		if h.settle(item, err) {
			return true
		}
		select {
		case <-h.s.cfg.After(pause):
		case <-h.ctx.Done():
			return false
		case <-h.s.closed:
			return false
		}
		pause = min(max(2*pause, firstRetryPause), maxRetryPause)
	}
}

// settle takes a delivered or expired update out of the queue, and otherwise remembers the error.
func (h *webhook) settle(item *queued, err error) bool {
	s := h.s
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.cfg.Now()
	if err != nil {
		h.lastError, h.failedAt = err.Error(), now
		s.queue.expire(now)
		return item.gone
	}
	s.queue.drop(item)
	if s.events.listening() {
		s.events.publish(Event{Kind: EventConfirmed, At: now, Unconfirmed: s.queue.pending})
	}
	return true
}

// try delivers an update once.
func (h *webhook) try(item *queued) error {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-h.ctx.Done():
		return context.Cause(h.ctx)
	}
	body, err := json.Marshal(item.update)
	if err != nil {
		return fmt.Errorf("encode update %d: %w", item.update.UpdateID, err)
	}
	req, err := http.NewRequestWithContext(h.ctx, http.MethodPost, h.url, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("deliver update %d: %w", item.update.UpdateID, err)
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set(secretHeader, h.secret)
	}
	resp, err := h.s.cfg.Client.Do(req) //nolint:gosec // a webhook is an address that the bot chose
	if err != nil {
		return errors.New("Connection refused or failed") //nolint:staticcheck // Telegram's way of saying it
	}
	defer func() { _ = resp.Body.Close() }() // nothing was written
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxFormValue))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return fmt.Errorf("Wrong response from the webhook: %s", resp.Status) //nolint:staticcheck // Telegram's way of saying it
	}
	return nil
}
