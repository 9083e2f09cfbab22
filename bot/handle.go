package bot

import (
	"context"
	"fmt"
)

// decideFor finds the answer of a task.
func (k *Intake) decideFor(ctx context.Context, t task) (showing, error) {
	at := t.at
	reply, err := k.decide(ctx, t.in)
	if err != nil {
		return at, err
	}
	at.reply, at.ready = reply, true
	return at, nil
}

// showFor goes on showing the answer of a task.
func (k *Intake) showFor(ctx context.Context, t task) (showing, error) {
	return k.responder.show(ctx, t.in, t.at)
}

// decide finds the answer to an update. Its errors are those that are no
// answer.
func (k *Intake) decide(ctx context.Context, in incoming) (Reply, error) {
	switch {
	case in.kind == kindNothing || in.account == 0:
		return Reply{}, nil
	case in.kind == kindMember:
		return Reply{}, k.member(ctx, in)
	case in.crowded:
		return k.crowd(in), nil
	case !in.private && in.kind != kindTap: // a tap is refused on the way of all taps
		return k.group(in), nil
	case in.kind == kindEdited:
		return Reply{Text: SayEdited}, nil
	}
	return k.answer(ctx, in)
}

// answer lets the conversation answer, or say why it refuses.
func (k *Intake) answer(ctx context.Context, in incoming) (Reply, error) {
	r := in.request(k.now(), k.username())
	reply, err := k.handler(ctx, r)
	if err != nil {
		phrase, worded := k.worded(err)
		if !worded || k.transient(err) {
			return Reply{}, fmt.Errorf("handle update %d: %w", in.id, err)
		}
		reply = refusing(in, phrase, reply)
	}
	reply.style = r.Actor.Settings.Dates
	return reply, nil
}

// crowd refuses what comes in too fast: a person with one sentence and not
// with a flood in return, a tap always.
func (k *Intake) crowd(in incoming) Reply {
	phrase, worded := k.worded(ErrThrottled)
	if !worded || in.kind == kindMoved || (in.kind != kindTap && !k.crowds.first(int64(in.account))) {
		return Reply{}
	}
	return refusing(in, phrase, Reply{})
}

// refusing shows why something was not done: at the button that was tapped,
// or as a message. A location that moves by itself asked for nothing.
func refusing(in incoming, why Phrase, base Reply) Reply {
	switch in.kind {
	case kindTap:
		return Reply{Toast: why, Alert: true, Unbutton: base.Unbutton}
	case kindMoved:
		return Reply{}
	case kindMessage, kindEdited, kindMember, kindNothing:
	}
	return Reply{Text: why, Keyboard: base.Keyboard}
}

// member notes that a person has blocked the bot, or come back.
func (k *Intake) member(ctx context.Context, in incoming) error {
	if !in.private {
		return nil
	}
	return k.reach.SetReachable(ctx, in.account, in.status == "member")
}

// group gives nothing away: a command for us is sent to the private chat; all
// else is not for us.
func (k *Intake) group(in incoming) Reply {
	phrase, worded := k.worded(ErrPrivateOnly)
	if !worded || in.kind == kindEdited {
		return Reply{}
	}
	c, ok := parseCommand(CleanText(in.message.Text))
	if !ok || !c.meant(k.username()) || (c.to == "" && !k.known(c.name)) {
		return Reply{}
	}
	if !k.groups.first(in.chat) {
		return Reply{}
	}
	return Reply{Text: phrase}
}
