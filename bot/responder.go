package bot

import (
	"context"
	"log/slog"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// responder shows replies. It is told how far an answer has been shown
// already, so that going on after a failure shows nothing twice.
type responder struct {
	client   *Client
	composer *composer
	cards    Cards
	uploads  Uploads
	reach    Reachability
	pace     Pace
	redraw   func(ctx context.Context, s notify.Subject) error
	meter    Meter
	log      *slog.Logger
}

// showing is how far an answer has been shown.
type showing struct {
	reply    Reply // what is still to be shown, the first of a chain
	ready    bool  // the handler has answered
	answered bool  // the tap has been answered, with or without a toast
	shown    bool  // the text of reply is on the phone
	message  int   // the message that shows it; 0 when Telegram did not say
	attached int   // attachments of reply that are on the phone
	repeated bool  // something was sent again because its fate was unknown
	doubtful bool  // it is to be sent again, once Telegram answers
}

// lacksFile reports whether everything is on the phone but a file.
func (at showing) lacksFile() bool {
	return (at.shown || !at.reply.speaks()) && at.attached < len(at.reply.Attachments)
}

// show goes on showing an answer. The error is what stands in the way at the
// moment; the showing says how far it got.
func (s *responder) show(ctx context.Context, in incoming, at showing) (showing, error) {
	for {
		if err := s.step(ctx, in, &at); err != nil {
			return at, err
		}
		if at.reply.Then == nil {
			return at, nil
		}
		next := *at.reply.Then
		next.style = at.reply.style
		at = showing{
			reply: next, ready: true, answered: at.answered, repeated: at.repeated,
		}
	}
}

// step shows one reply of the chain.
func (s *responder) step(ctx context.Context, in incoming, at *showing) error {
	if err := s.toast(ctx, in, at); err != nil {
		return err
	}
	if at.reply.Unbutton && in.tapped != 0 {
		if err := s.unbutton(ctx, in.to(), in.tapped); err != nil {
			return err
		}
		at.reply.Unbutton = false
	}
	if at.reply.speaks() && !at.shown {
		if err := s.text(ctx, in, at); err != nil {
			return err
		}
		at.shown = true
	}
	if err := s.remember(ctx, in, at); err != nil {
		return err
	}
	if err := at.placed(ctx); err != nil {
		return err
	}
	for at.attached < len(at.reply.Attachments) {
		if err := s.file(ctx, in, at); err != nil {
			return err
		}
		at.attached++
	}
	return nil
}

// placed tells whom it concerns which message shows the reply.
func (at *showing) placed(ctx context.Context) error {
	if at.reply.Placed == nil || at.message == 0 {
		return nil
	}
	if err := at.reply.Placed(ctx, at.message); err != nil {
		return err
	}
	at.reply.Placed = nil
	return nil
}

// toast answers the tap before anything else. A toast that is too long for
// one, or whose tap was answered before, becomes a message.
func (s *responder) toast(ctx context.Context, in incoming, at *showing) error {
	if in.query == "" {
		return nil
	}
	text := ""
	if at.reply.Toast != nil {
		label, err := s.composer.styled(at.reply.style).label(at.reply.Toast)
		if err != nil {
			return err
		}
		if at.answered || units(label) > maxToast {
			at.reply.Then = after(Reply{Text: at.reply.Toast}, at.reply.Then)
		} else {
			text = label
		}
		at.reply.Toast = nil
	}
	if at.answered {
		return nil
	}
	at.answered = true // also when it fails: nobody waits for it any more
	err := s.client.answerTap(ctx, in.query, text, at.reply.Alert)
	switch v := judged(err); v.outcome {
	case notify.Sent:
		return nil
	case notify.Later:
		at.answered = false
		if text != "" {
			at.reply.Toast = toasted(text)
		}
		return s.held(ctx, v, err)
	case notify.Unknown, notify.Defect, notify.Gone, notify.Moved, notify.Obsolete:
		s.failed(ctx, in, err)
	}
	return nil
}

// toasted is a toast that has been worded already, to be shown later.
type toasted string

// Phrase names no template.
func (toasted) Phrase() string { return "" }

func after(r Reply, then *Reply) *Reply {
	r.Then = then
	return &r
}

// text puts the text on the phone: in place of the tapped message where it
// can be, otherwise as a new one.
func (s *responder) text(ctx context.Context, in incoming, at *showing) error {
	m, err := s.compose(ctx, at.reply)
	if err != nil {
		return err
	}
	otherwise := in.picture != (m.picture != nil) // a text cannot take the place of a picture, nor the other way round
	// An edit cannot protect a message that was sent without protection.
	if at.reply.Edit && in.tapped != 0 && (in.guarded || !at.reply.Protect) && !otherwise {
		if gone, err := s.inPlace(ctx, in, at, m); !gone {
			return err
		}
	}
	if err := s.anew(ctx, in, at, m); err != nil {
		return err
	}
	if at.reply.Edit && in.tapped != 0 && otherwise && at.message != 0 {
		s.discard(ctx, in.to(), in.tapped)
	}
	return nil
}

// inPlace changes the tapped message, unless it is gone.
func (s *responder) inPlace(ctx context.Context, in incoming, at *showing, m message) (gone bool, err error) {
	v, err := s.deliver(ctx, in.to(), func() error { return s.client.edit(ctx, in.to(), in.tapped, m) })
	switch {
	case v.outcome == notify.Unknown && (!v.arrived || !at.repeated):
		at.repeated = true
		return false, err // to change it twice is to change it once
	case v.outcome == notify.Sent || v.outcome == notify.Unknown:
		at.message = in.tapped
		return false, nil
	case v.cardGone:
		return true, nil
	}
	return false, s.unshown(ctx, in, v, err)
}

// anew sends a message.
func (s *responder) anew(ctx context.Context, in incoming, at *showing, m message) error {
	if err := s.answers(ctx, at); err != nil {
		return err
	}
	v, err := s.deliver(ctx, in.to(), func() error {
		id, err := s.client.send(ctx, in.to(), m)
		at.message = id
		return err
	})
	if v.outcome == notify.Unknown && !v.arrived && !at.repeated {
		at.repeated, at.doubtful = true, true
		return err // once more: silence is worse than saying it twice
	}
	return s.unshown(ctx, in, v, err)
}

// answers returns when Telegram is there to hear again what it perhaps has
// heard. It may be said twice and not more often, so the second time must not
// be wasted on a line that is down.
func (s *responder) answers(ctx context.Context, at *showing) error {
	if !at.doubtful {
		return nil
	}
	if _, _, err := s.client.Me(ctx); err != nil {
		return err
	}
	at.doubtful = false
	return nil
}

// unshown deals with what a text came to: nil when the answer is finished
// with it, for good or ill.
func (s *responder) unshown(ctx context.Context, in incoming, v verdict, err error) error {
	switch v.outcome {
	case notify.Sent:
		return nil
	case notify.Later:
		return err
	case notify.Defect:
		return &DefectError{Reason: err.Error()}
	case notify.Gone:
		if int64(in.account) != in.chat { // a group says nothing of the person's own chat
			break
		}
		if reachErr := s.reach.SetReachable(ctx, in.account, false); reachErr != nil {
			return reachErr
		}
	case notify.Unknown, notify.Moved, notify.Obsolete:
	}
	s.failed(ctx, in, err)
	return nil
}

func (s *responder) failed(ctx context.Context, in incoming, err error) {
	s.meter.ReplyFailed(judged(err).outcome)
	s.log.WarnContext(ctx, "answer was not shown", slog.Int64("update", in.id), slog.Int64("account", int64(in.account)), slog.Any("error", err))
}

// deliver makes a call at the pace of Telegram. When Telegram says 429 after
// all, everybody pauses, and the call is made once more.
func (s *responder) deliver(ctx context.Context, chat staff.AccountID, call func() error) (verdict, error) {
	for again := false; ; again = true {
		if err := s.pace.Wait(ctx, chat, false); err != nil {
			return verdict{outcome: notify.Later}, err
		}
		err := call()
		v := judged(err)
		if v.outcome == notify.Later {
			err = s.held(ctx, v, err)
		}
		if v.retry == 0 || again {
			return v, err
		}
	}
}

// held passes an error on; a pause that Telegram asked for holds everybody.
func (s *responder) held(ctx context.Context, v verdict, err error) error {
	if v.retry == 0 {
		return err
	}
	if pauseErr := s.pace.Pause(ctx, v.retry); pauseErr != nil {
		s.log.WarnContext(ctx, "pause is known to this process alone", slog.Any("error", pauseErr))
	}
	return err
}

func (s *responder) unbutton(ctx context.Context, chat staff.AccountID, id int) error {
	v, err := s.deliver(ctx, chat, func() error { return s.client.unbutton(ctx, chat, id) })
	if v.outcome == notify.Later {
		return err
	}
	return nil // whatever else: the buttons are a hint, and harmless
}

// remember keeps in mind which message shows what.
func (s *responder) remember(ctx context.Context, in incoming, at *showing) error {
	if at.reply.Forget && in.tapped != 0 {
		if err := s.cards.ForgetCard(ctx, in.account, in.tapped); err != nil {
			return err
		}
		at.reply.Forget = false
	}
	if at.reply.Card == nil || at.message == 0 {
		return nil
	}
	stale, err := s.cards.RememberCard(ctx, notify.Card{
		Subject: at.reply.Card.Subject, Version: at.reply.Card.Version, Account: in.account, MessageID: at.message,
	})
	if err != nil {
		return err
	}
	subject := at.reply.Card.Subject
	at.reply.Card = nil
	if stale {
		return s.redraw(ctx, subject)
	}
	return nil
}

// file sends the next file. What is not known to have arrived is sent once
// more, like a text; then the person is told that something went wrong.
func (s *responder) file(ctx context.Context, in incoming, at *showing) error {
	if err := s.answers(ctx, at); err != nil {
		return err
	}
	v, err := s.attach(ctx, in.to(), at.reply.Attachments[at.attached], at.reply.Protect)
	switch v.outcome {
	case notify.Sent:
		return nil
	case notify.Unknown:
		if v.arrived {
			return nil
		}
		if !at.repeated {
			at.repeated, at.doubtful = true, true
			return err
		}
	case notify.Later:
		return err
	case notify.Gone, notify.Moved, notify.Obsolete: // there is nobody to tell
		s.failed(ctx, in, err)
		return nil
	case notify.Defect:
	}
	return &DefectError{Reason: "attachment was not sent: " + err.Error()}
}

// attach sends a file: by the id that Telegram gave it once, where there is
// one and it is still good, otherwise its content.
func (s *responder) attach(ctx context.Context, chat staff.AccountID, a Attachment, protect bool) (verdict, error) {
	if a.ID != "" {
		if v, err := s.again(ctx, chat, a, protect); !v.fileGone {
			return v, err
		}
	}
	content, err := a.Open(ctx)
	if err != nil {
		return verdict{outcome: notify.Later}, err
	}
	if a.shows(content) {
		v, err := s.deliver(ctx, chat, func() error { return s.client.sendPhoto(ctx, chat, a.Name, content, protect) })
		if v.outcome != notify.Defect { // such as a picture that is too long: a file it can be
			return v, err
		}
	}
	var id string
	v, err := s.deliver(ctx, chat, func() error {
		id, err = s.client.sendFile(ctx, chat, a.Name, "", content, protect)
		return err
	})
	if v.outcome == notify.Sent && id != "" && a.ID != "" {
		if err := s.uploads.RememberTelegramFile(ctx, a.ID, id); err != nil {
			s.log.WarnContext(ctx, "file will be sent whole again", slog.Any("error", err))
		}
	}
	return v, err
}

// again sends a file by the id that Telegram gave it; without one it is as
// good as gone there.
func (s *responder) again(ctx context.Context, chat staff.AccountID, a Attachment, protect bool) (verdict, error) {
	known, err := s.uploads.TelegramFile(ctx, a.ID)
	if err != nil {
		return verdict{outcome: notify.Later}, err
	}
	if known == "" {
		return verdict{fileGone: true}, nil
	}
	return s.deliver(ctx, chat, func() error {
		_, err := s.client.sendFile(ctx, chat, a.Name, known, nil, protect)
		return err
	})
}
