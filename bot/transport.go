package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"path"
	"strings"
	"sync/atomic"
	"time"
)

const (
	pollTimeout   = 50 * time.Second // the longest that Telegram lets a poll wait
	callTimeout   = 12 * time.Second // of a call that carries text
	uploadTimeout = 60 * time.Second // of one that carries a file
	maxAnswer     = 8 << 20          // bytes of an answer
)

// transport carries calls to Telegram and judges how each came back: only
// here can be seen whether a request was written, and whether an answer is
// Telegram's own.
type transport struct {
	http  *http.Client
	token string
}

// newHTTPClient makes a client for many calls to one host. It follows no
// redirect: an answer of somebody else is no answer.
func newHTTPClient() *http.Client {
	const perHost = 128
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConns, t.MaxIdleConnsPerHost = perHost, perHost
	t.IdleConnTimeout = 90 * time.Second
	t.ResponseHeaderTimeout = 70 * time.Second // longer than any long poll
	return &http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// envelope is what Telegram wraps every answer in.
type envelope struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Description string          `json:"description"`
	ErrorCode   int             `json:"error_code"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// Do implements the client library's HTTP client. A response comes back only
// when Telegram has done the call; everything else is a *CallError.
func (t *transport) Do(req *http.Request) (*http.Response, error) {
	body, _, err := t.done(req)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(bytes.NewReader(body)), Request: req}, nil
}

// done sends a request, and returns what Telegram answered when it has done
// the call: the answer whole, and the result in it.
func (t *transport) done(req *http.Request) (body []byte, result json.RawMessage, err error) {
	method := path.Base(req.URL.Path)
	ctx, cancel := context.WithTimeout(req.Context(), timeoutOf(method))
	defer cancel()
	body, status, err := t.exchange(req.WithContext(ctx), method)
	if err != nil {
		return nil, nil, err
	}
	result, err = judge(method, status, body)
	return body, result, err
}

func timeoutOf(method string) time.Duration {
	switch method {
	case "sendDocument", "sendPhoto", "sendMediaGroup", "editMessageMedia":
		return uploadTimeout
	case "getUpdates":
		return pollTimeout + callTimeout
	}
	return callTimeout
}

// exchange sends the request and reads the whole answer.
func (t *transport) exchange(req *http.Request, method string) (body []byte, status int, err error) {
	var written atomic.Bool
	trace := &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }}
	resp, err := t.http.Do(req.WithContext(httptrace.WithClientTrace(req.Context(), trace))) //nolint:gosec // where it goes to is the operator's; people only fill the body
	if err != nil {
		how := missed
		if written.Load() {
			how = lost
		}
		return nil, 0, &CallError{Method: method, fate: how, Cause: t.redact(err)}
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		how := lost
		if resp.StatusCode == http.StatusOK {
			how = done
		}
		return nil, resp.StatusCode, &CallError{Method: method, Code: resp.StatusCode, fate: how, Cause: t.redact(err)}
	}
	return body, resp.StatusCode, nil
}

// judge reads the answer and returns the result in it. What is not in Telegram's own form comes from
// something in between; with status 200 the call was done all the same.
func judge(method string, status int, body []byte) (json.RawMessage, error) {
	var e envelope
	if err := json.Unmarshal(body, &e); err != nil {
		how := refused
		switch status {
		case http.StatusOK:
			how = done
		case http.StatusGatewayTimeout: // somebody in between gave up waiting
			how = lost
		}
		return nil, &CallError{
			Method: method, Code: status, fate: how, Description: http.StatusText(status),
			Cause: fmt.Errorf("answer with status %d is not Telegram's: %w", status, err),
		}
	}
	if e.OK {
		return e.Result, nil
	}
	if e.ErrorCode == 0 {
		e.ErrorCode = status
	}
	return nil, &CallError{
		Method: method, Code: e.ErrorCode, Description: e.Description, fate: refused,
		RetryAfter: time.Duration(e.Parameters.RetryAfter) * time.Second, MigrateTo: e.Parameters.MigrateTo,
	}
}

// redact takes the address out of an error: it carries the token.
func (t *transport) redact(err error) error {
	if at, ok := errors.AsType[*url.Error](err); ok {
		err = at.Err
	}
	if strings.Contains(err.Error(), t.token) {
		return errors.New(strings.ReplaceAll(err.Error(), t.token, "***"))
	}
	return err
}

// call sends a call of our own as JSON and reads the result: for the methods
// that the client library keeps to itself.
func (t *transport) call(ctx context.Context, address, method string, params, result any) error {
	payload, err := json.Marshal(params)
	if err != nil {
		return fmt.Errorf("write the parameters of %s: %w", method, err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+method, bytes.NewReader(payload))
	if err != nil {
		return &CallError{Method: method, fate: missed, Cause: t.redact(err)}
	}
	req.Header.Set("Content-Type", "application/json")
	_, answer, err := t.done(req)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(answer, result); err != nil {
		return &CallError{Method: method, Code: http.StatusOK, fate: done, Cause: err}
	}
	return nil
}
