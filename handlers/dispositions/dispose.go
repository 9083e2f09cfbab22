package dispositions

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// SendDesk sends a branch on, or elsewhere.
type SendDesk interface {
	May(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID) (disposition.View, error)
	Dispose(ctx context.Context, by staff.Actor, id disposition.BranchID, o disposition.Order, once string) (disposition.Sent, error)
	Quickly(ctx context.Context, by staff.Actor, id disposition.BranchID, quick disposition.DispositionID, once string) (disposition.Sent, error)
	Redirect(ctx context.Context, by staff.Actor, id disposition.BranchID, o disposition.Order, once string) (disposition.Sent, error)
}

// LineDesk knows to whom a branch may be sent, and how.
type LineDesk interface {
	Line(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID, q disposition.LineQuery) (disposition.LinePage, error)
	Seats(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID, ids []staff.PositionID) ([]disposition.Seat, error)
	Usual(ctx context.Context, by staff.Actor, act disposition.Action, id disposition.BranchID) ([]disposition.Seat, []disposition.Quick, error)
	Instructions(ctx context.Context) ([]disposition.Instruction, error)
	DefaultDeadline(s disposition.Speed) calendar.Date
}

// DisposeDesk is behind the form that sends a branch on.
type DisposeDesk interface {
	SendDesk
	LineDesk
	Today() calendar.Date
}

// What the form knows from the start, beside what every form about a branch
// knows. The act is disposition.ActionDispose or ActionRedirect.
const (
	answerAct     = "act"
	answerSubject = "subject" // of a letter that stays in the office there is none
	answerRouting = "routing" // "1": the registry sends it, to one position, without words
)

// The keys of the fields of formDispose. Those that the preview shows as they
// are from the start are answered from the start.
const (
	formDispose       = "disposition.dispose"
	fieldTo           = "to"
	fieldInstructions = "instructions"
	fieldDeadline     = "deadline"
	fieldNote         = "note"
	fieldCopies       = "copies"
)

// dispose is the form that sends a branch on: recipients, instructions, and a
// preview from which the rest can be changed. Who taps a combination that was
// used before sends at once.
type dispose struct {
	desk     DisposeDesk
	calendar *calendar.Calendar
}

func (d *dispose) register(rt *bot.Router) {
	rt.Action(actionDispose, staff.Everyone, d.begin(disposition.ActionDispose))
	rt.Action(nav.Redirect, staff.Everyone, d.begin(disposition.ActionRedirect))
	rt.Form(bot.Form{Name: formDispose, For: staff.Everyone, Fields: d.fields(), Submit: d.submit})
}

func (d *dispose) begin(act disposition.Action) bot.Handler {
	return func(ctx context.Context, r *bot.Request) (bot.Reply, error) {
		id, err := branchArg(r)
		if err != nil {
			return bot.Reply{}, err
		}
		view, err := d.desk.May(ctx, r.Actor, act, id)
		if err != nil {
			return bot.Reply{}, err
		}
		known := about(view)
		known[answerAct] = string(act)
		known[fieldDeadline] = d.desk.DefaultDeadline(view.Letter.Speed).String()
		known[fieldNote], known[fieldCopies] = "", ""
		if !view.Letter.Secrecy.StaysInOffice() {
			known[answerSubject] = view.Letter.Subject
		}
		if act == disposition.ActionRedirect && view.Disposition(view.Branch).Routing {
			known[answerRouting] = yes
		}
		return bot.Reply{Begin: &bot.Begin{Form: formDispose, Answers: known}}, nil
	}
}

func (d *dispose) fields() []bot.Field {
	fields := []bot.Field{
		seatField{key: fieldTo, label: text.Label("label.to"), desk: d.desk}.field(),
		bot.MultiField{
			Key: fieldInstructions, Label: text.Label("label.instructions"), Ask: d.askInstructions, Options: d.instructions,
			PerRow: 2, Skip: wordless,
		}.Field(),
		d.deadline(),
		noteField(),
		seatField{key: fieldCopies, label: text.Label("label.copies"), desk: d.desk, copies: true}.field(),
		{Key: fieldSend, Ask: d.preview, Parse: parseSend, Skip: isQuick},
	}
	for i := range fields {
		fields[i] = protected(fields[i])
	}
	return fields
}

// submit sends, once for each draft.
func (d *dispose) submit(ctx context.Context, r *bot.Request, a bot.Answers) (bot.Reply, error) {
	sent, err := d.send(ctx, r, a)
	if err != nil {
		return bot.Reply{}, endIfRefused(err)
	}
	reply := sentReply(sent.View, sent.Disposition, d.desk.Today())
	reply.Edit = true
	return reply, nil
}

func (d *dispose) send(ctx context.Context, r *bot.Request, a bot.Answers) (disposition.Sent, error) {
	id := branchAnswer(a)
	if quick, ok := quickOf(a); ok {
		return d.desk.Quickly(ctx, r.Actor, id, quick, r.Draft)
	}
	order, err := d.order(ctx, a)
	if err != nil {
		return disposition.Sent{}, err
	}
	if actOf(a) == disposition.ActionRedirect {
		return d.desk.Redirect(ctx, r.Actor, id, order, r.Draft)
	}
	return d.desk.Dispose(ctx, r.Actor, id, order, r.Draft)
}

// order reads what was answered. What nothing could have written is left out.
func (d *dispose) order(ctx context.Context, a bot.Answers) (disposition.Order, error) {
	o := disposition.Order{To: seatsOf(a[fieldTo]), Note: a[fieldNote]}
	o.Copies = slices.DeleteFunc(seatsOf(a[fieldCopies]), func(id staff.PositionID) bool { return slices.Contains(o.To, id) })
	var err error
	if o.Deadline, err = calendar.ParseDate(a[fieldDeadline]); err != nil {
		return o, bot.EndForm(bot.ErrStaleDraft)
	}
	o.Instructions, err = d.wordings(ctx, a)
	return o, err
}

// wordings are the chosen instructions, as the office words them.
func (d *dispose) wordings(ctx context.Context, a bot.Answers) ([]string, error) {
	chosen := bot.ChosenOf(a[fieldInstructions])
	if len(chosen) == 0 {
		return nil, nil
	}
	all, err := d.desk.Instructions(ctx)
	if err != nil {
		return nil, err
	}
	var wordings []string
	for _, i := range all {
		if slices.Contains(chosen, strconv.FormatInt(i.ID, 10)) {
			wordings = append(wordings, i.Wording)
		}
	}
	return wordings, nil
}

// quickPrefix marks the answer that sends like an earlier disposition.
const quickPrefix = "q"

func quickOf(a bot.Answers) (disposition.DispositionID, bool) {
	number, ok := strings.CutPrefix(a[fieldTo], quickPrefix)
	id, err := strconv.ParseInt(number, 10, 64)
	return disposition.DispositionID(id), ok && err == nil && id > 0
}

func isQuick(a bot.Answers) bool {
	_, ok := quickOf(a)
	return ok
}

// wordless: nothing is written to the order, here.
func wordless(a bot.Answers) bool { return isQuick(a) || isSecret(a) || isRouting(a) }

func isRouting(a bot.Answers) bool { return a[answerRouting] == yes }

func actOf(a bot.Answers) disposition.Action {
	if disposition.Action(a[answerAct]) == disposition.ActionRedirect {
		return disposition.ActionRedirect
	}
	return disposition.ActionDispose
}
