package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// TelegramURL is where the real Telegram answers.
const TelegramURL = "https://api.telegram.org"

// Client calls the Bot API. Its errors are *CallError and never contain the
// token.
type Client struct {
	api       *telegram.Bot
	transport *transport
	base      string // with the token, ends with a slash
	files     string // with the token, ends with a slash
}

// NewClient makes a client; it calls nobody yet. An empty address is
// Telegram's own; a nil HTTP client is one made for the purpose.
func NewClient(token, address string, client *http.Client) (*Client, error) {
	if client == nil {
		client = newHTTPClient()
	}
	if address == "" {
		address = TelegramURL
	}
	address = strings.TrimRight(address, "/")
	if at, err := url.Parse(address); err != nil || at.Host == "" || (at.Scheme != "https" && at.Scheme != "http") {
		return nil, fmt.Errorf("make the Telegram client: %q is no address of a web server", address)
	}
	t := &transport{http: client, token: token}
	api, err := telegram.New(token, telegram.WithServerURL(address), telegram.WithSkipGetMe(),
		telegram.WithHTTPClient(pollTimeout, t), telegram.WithErrorsHandler(func(error) {})) // what goes wrong comes back as an error, too
	if err != nil {
		return nil, fmt.Errorf("make the Telegram client: %w", t.redact(err))
	}
	return &Client{
		api: api, transport: t,
		base:  address + "/bot" + token + "/",
		files: address + "/file/bot" + token + "/",
	}, nil
}

// callError brings what the library made of an error back to what it was.
func callError(err error) error {
	if e, ok := errors.AsType[*CallError](err); ok {
		return e
	}
	return err
}

// Me tells the bot's own id and name; ErrUnauthorized when the token is not good.
func (c *Client) Me(ctx context.Context) (id int64, username string, err error) {
	me, err := c.api.GetMe(ctx)
	if err != nil {
		return 0, "", authorized(callError(err))
	}
	return me.ID, me.Username, nil
}

// authorized makes ErrUnauthorized of the answers that say that the token is
// not good: 401, and 404 for what does not even look like a token.
func authorized(err error) error {
	var e *CallError
	if errors.As(err, &e) && e.fate == refused && e.Cause == nil && (e.Code == http.StatusUnauthorized || e.Code == http.StatusNotFound) {
		return fmt.Errorf("%w: %w", ErrUnauthorized, err)
	}
	return err
}

// WebhookInfo is what Telegram knows of a webhook.
type WebhookInfo struct {
	URL       string
	Pending   int
	LastError string
}

// Webhook tells whether Telegram delivers to a webhook.
func (c *Client) Webhook(ctx context.Context) (WebhookInfo, error) {
	info, err := c.api.GetWebhookInfo(ctx)
	if err != nil {
		return WebhookInfo{}, authorized(callError(err))
	}
	return WebhookInfo{URL: info.URL, Pending: info.PendingUpdateCount, LastError: info.LastErrorMessage}, nil
}

// SetWebhook lets Telegram deliver updates to an address.
func (c *Client) SetWebhook(ctx context.Context, address, secret string) error {
	_, err := c.api.SetWebhook(ctx, &telegram.SetWebhookParams{
		URL: address, SecretToken: secret, AllowedUpdates: allowedUpdates(), MaxConnections: 40,
	})
	return authorized(callError(err))
}

// DeleteWebhook lets Telegram keep updates for polling; none is dropped.
func (c *Client) DeleteWebhook(ctx context.Context) error {
	_, err := c.api.DeleteWebhook(ctx, &telegram.DeleteWebhookParams{})
	return authorized(callError(err))
}

// sent is the id of the message that a call made.
func sent(m *models.Message, err error) (int, error) {
	if err != nil {
		return 0, callError(err)
	}
	return m.ID, nil
}
