package telegramtest

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

// answerWithin is how long a tap waits for the bot's answer.
const answerWithin = 10 * time.Second

// sentJSON answers with the message that somebody has just sent.
type sentJSON struct {
	ID int64 `json:"message_id"`
}

// sentBy answers with the message, unless the person's account sends nothing any more.
func sentBy(p *Person, m Message) (any, error) {
	if m.ID == 0 {
		return nil, refuse(http.StatusConflict, "the account of %s is deactivated", p.Name())
	}
	p.MarkRead() // who writes has the chat open
	return sentJSON{m.ID}, nil
}

func (a *API) send(p *Person, r *http.Request) (any, error) {
	var in struct {
		Text    string `json:"text"`
		ReplyTo int64  `json:"reply_to"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if strings.TrimSpace(in.Text) == "" {
		return nil, refuse(http.StatusBadRequest, "a phone does not send an empty text")
	}
	return sentBy(p, p.Reply(in.ReplyTo, in.Text))
}

func (a *API) contact(p *Person, r *http.Request) (any, error) {
	var in struct {
		Of int64 `json:"of"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	of := p
	if in.Of != 0 {
		if of = a.s.Find(in.Of); of == nil {
			return nil, refuse(http.StatusNotFound, "nobody here has the id %d", in.Of)
		}
	}
	return sentBy(p, p.ShareContact(of))
}

func (a *API) forward(p *Person, r *http.Request) (any, error) {
	var in struct {
		MessageID int64 `json:"message_id"`
		To        int64 `json:"to"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	to := a.s.Find(in.To)
	if to == nil {
		return nil, refuse(http.StatusNotFound, "nobody here has the id %d", in.To)
	}
	m, err := p.Forward(in.MessageID, to)
	if errors.Is(err, ErrProtected) {
		return nil, refuse(http.StatusBadRequest, "message %d may not be forwarded: its content is protected", in.MessageID)
	}
	if err != nil {
		return nil, err
	}
	return sentJSON{m.ID}, nil
}

func (a *API) block(p *Person, r *http.Request) (any, error) {
	var in struct {
		Blocked *bool `json:"blocked"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	switch {
	case in.Blocked == nil:
		return nil, refuse(http.StatusBadRequest, `say {"blocked": true} or {"blocked": false}`)
	case *in.Blocked:
		p.Block()
	default:
		p.Unblock()
	}
	return map[string]bool{"blocked": p.Blocked()}, nil
}

func (a *API) open(p *Person, r *http.Request) (any, error) {
	var in struct {
		Link string `json:"link"`
	}
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	return empty{}, p.Open(in.Link)
}

func (a *API) read(p *Person, r *http.Request) (any, error) {
	var in empty
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	p.MarkRead()
	return empty{}, nil
}

type tapJSON struct {
	Toast string `json:"toast"`
	Alert bool   `json:"alert"`
	URL   string `json:"url,omitempty"`  // what the button opens
	Copy  string `json:"copy,omitempty"` // what the button copies
}

type tapRequest struct {
	Button    string `json:"button"`
	MessageID int64  `json:"message_id"`
	Force     bool   `json:"force"`
	Data      string `json:"data"`
}

func (a *API) tap(p *Person, r *http.Request) (any, error) {
	var in tapRequest
	if err := readJSON(r, &in); err != nil {
		return nil, err
	}
	if in.Button == "" && !in.Force {
		return nil, refuse(http.StatusBadRequest, "say which button, by its label or its data")
	}
	p.MarkRead() // who taps has the chat open
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin)
	defer cancel()
	answer, err := in.by(ctx, p)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, refuse(http.StatusGatewayTimeout, "the bot has not answered the tap within %s", answerWithin)
	}
	return tapJSON(answer), err
}

func (t tapRequest) by(ctx context.Context, p *Person) (Answer, error) {
	switch {
	case t.Force:
		return p.TapForced(ctx, t.MessageID, t.Data)
	case t.MessageID != 0:
		return p.TapOn(ctx, t.MessageID, t.Button)
	default:
		return p.Tap(ctx, t.Button)
	}
}
