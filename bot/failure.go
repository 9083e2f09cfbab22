package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/domain/notify"
)

// Patience with what goes wrong.
const (
	maxTries     = 4                // for an error that nobody foresaw
	tellAfter    = 2                // tries after which a person hears of an outage
	tellTimeout  = 5 * time.Second  // for telling so
	showPatience = 2 * time.Minute  // with a Telegram that takes no answer
	formPatience = 25 * time.Second // with a memory for drafts that is away
)

// next is what follows a failure.
type next int

const (
	tryAgain next = iota
	giveUp        // handled, its answer cannot be shown
	hopeless      // a dead letter
)

// consider decides what a failure means. A part that is away comes back: the
// update waits for it as long as it takes. A defect stays one. Anything else
// gets some tries.
func (k *Intake) consider(ctx context.Context, t *task, err error) next {
	if t.troubled.IsZero() {
		t.troubled = k.now()
	}
	if t.at.ready {
		return k.considerShowing(ctx, t, err)
	}
	var defect *DefectError
	var forms *formsAwayError
	switch {
	case errors.As(err, &forms): // also when it is there and takes nothing
		return k.considerForms(ctx, t, err)
	case k.transient(err):
		return k.considerOutage(ctx, t, err)
	case errors.As(err, &defect):
		return hopeless
	case isLater(err) && k.now().Sub(t.troubled) < showPatience: // a file that Telegram does not hand out at the moment
		return tryAgain
	}
	return k.considerOdd(ctx, t, err)
}

// isLater reports whether Telegram is to be asked again later.
func isLater(err error) bool {
	var call *CallError
	return errors.As(err, &call) && judged(err).outcome == notify.Later
}

func (k *Intake) considerOdd(ctx context.Context, t *task, err error) next {
	t.odd++
	k.log.WarnContext(ctx, "update failed", slog.Int64("update", t.in.id), slog.Int("tries", t.odd), slog.Any("error", err))
	if t.odd >= maxTries {
		return hopeless
	}
	return tryAgain
}

// considerForms: the memory for drafts is not waited for without end, because
// everything else goes on without it. So nobody is promised that the answer
// will come.
func (k *Intake) considerForms(ctx context.Context, t *task, err error) next {
	k.log.WarnContext(ctx, "update waits for the memory for drafts",
		slog.Int64("update", t.in.id), slog.Int("tries", t.tries), slog.Any("error", err))
	if k.now().Sub(t.troubled) <= formPatience {
		return tryAgain
	}
	phrase, worded := k.worded(ErrFormsAway)
	if !worded {
		return hopeless
	}
	t.at.reply, t.at.ready = refusing(t.in, phrase, Reply{}), true
	return tryAgain
}

// considerOutage: a part that everything needs is waited for without end, and
// takes nothing from the patience with others.
func (k *Intake) considerOutage(ctx context.Context, t *task, err error) next {
	k.log.WarnContext(ctx, "update waits for a part that is away",
		slog.Int64("update", t.in.id), slog.Int("tries", t.tries), slog.Any("error", err))
	t.troubled = time.Time{}
	if t.tries >= tellAfter {
		k.tellOutage(ctx, t)
	}
	return tryAgain
}

// tellOutage tells the person that it takes longer: a tap each time, a
// message once in an outage. Whether they hear it changes nothing.
func (k *Intake) tellOutage(ctx context.Context, t *task) {
	phrase, worded := k.worded(ErrUnavailable)
	if !worded || !t.in.private {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, tellTimeout)
	defer cancel()
	switch {
	case t.in.kind == kindTap && !t.at.answered:
		at, err := k.responder.show(ctx, t.in, showing{reply: refusing(t.in, phrase, Reply{})})
		t.at.answered = at.answered && err == nil
	case t.in.kind == kindMessage && k.outages.first(int64(t.in.account)):
		if _, err := k.responder.show(ctx, t.in, showing{reply: Reply{Text: phrase}}); err != nil {
			k.responder.failed(ctx, t.in, err)
		}
	}
}

// considerShowing: what was decided stands, only its answer is not on the
// phone. What Telegram would never take is replaced by an apology; a Telegram
// that is away gets its time.
func (k *Intake) considerShowing(ctx context.Context, t *task, err error) next {
	k.log.WarnContext(ctx, "answer was not shown",
		slog.Int64("update", t.in.id), slog.Int("tries", t.tries), slog.Any("error", err))
	var defect *DefectError
	switch {
	case errors.As(err, &defect) && !t.apologized:
		k.apologize(ctx, t, err)
		return tryAgain
	case errors.As(err, &defect):
		k.responder.failed(ctx, t.in, err)
		return giveUp
	case k.transient(err), judged(err).outcome != notify.Defect:
		if k.now().Sub(t.troubled) < showPatience {
			return tryAgain
		}
		k.responder.failed(ctx, t.in, err)
		if t.at.lacksFile() && !t.apologized { // a file was announced
			k.apologize(ctx, t, err)
			return tryAgain
		}
		return giveUp
	}
	return k.considerOdd(ctx, t, err)
}

// apologize puts an apology in place of the answer, with a code that stands
// in the log, too. It returns the code.
func (k *Intake) apologize(ctx context.Context, t *task, cause error) string {
	var raw [3]byte
	_, _ = rand.Read(raw[:]) // never fails, as crypto/rand promises
	code := fmt.Sprintf("%X", raw)
	attrs := []slog.Attr{
		slog.String("code", code), slog.Int64("update", t.in.id), slog.Int64("account", int64(t.in.account)), slog.Any("error", cause),
	}
	if p, ok := errors.AsType[*PanicError](cause); ok {
		attrs = append(attrs, slog.String("stack", string(p.Stack)))
	}
	k.log.LogAttrs(ctx, slog.LevelError, "incident", attrs...)
	t.at = showing{ready: true, answered: t.at.answered, repeated: t.at.repeated}
	t.apologized = true
	if t.in.private && (t.in.kind == kindMessage || t.in.kind == kindTap) {
		t.at.reply = refusing(t.in, Incident{Code: code}, Reply{})
	}
	return code
}

// bury keeps an update that cannot be handled as a dead letter, for as long
// as it takes to write it, and apologizes to the person.
func (k *Intake) bury(ctx context.Context, t task, cause error) error {
	apologized := t.apologized
	code := k.apologize(ctx, &t, cause)
	for tries := 1; ; tries++ {
		err := k.letters.AddDeadLetter(ctx, t.in.id, t.in.account, t.raw, code+": "+cause.Error())
		if err == nil {
			break
		}
		k.log.ErrorContext(ctx, "dead letter was not written", slog.Int64("update", t.in.id), slog.Any("error", err))
		if err := t.pause(ctx, k.pause, tries); err != nil {
			return fmt.Errorf("%w: dead letter %d: %w", errStopped, t.in.id, err)
		}
	}
	if !apologized {
		if _, err := k.attempt(ctx, t); err != nil {
			k.responder.failed(ctx, t.in, err)
		}
	}
	k.meter.UpdateFinished("dead_letter", k.now().Sub(t.began))
	return nil
}
