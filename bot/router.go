package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// Command is something that people can type, and find in the menu.
type Command struct {
	Name    string // without slash, lower case
	Help    Phrase // what it is for, in a few words
	For     staff.Audience
	Handler Handler
	Hidden  bool // works, but stands in no menu
}

// Router is the table of everything that people can say, tap, fill in and be
// told. It is filled at start and never changes afterwards. A name that is
// registered twice, or cannot be a name, panics: the program is wrong.
type Router struct {
	commands map[string]Command
	order    []string // of commands, as registered
	actions  map[string]action
	forms    map[string]Form
	notices  map[notify.Kind]NoticeHandler
	cards    map[notify.SubjectKind]CardHandler
	fallback Handler
	stranger Handler
	place    Handler // nil: nobody deals with places
	digits   Handler // nil: nobody deals with bare codes
	cancel   string  // the command that gives a form up
}

// action is what a button does.
type action struct {
	who     staff.Audience
	handler Handler
}

// NewRouter makes an empty table.
func NewRouter() *Router {
	return &Router{
		commands: map[string]Command{},
		actions:  map[string]action{},
		forms:    map[string]Form{},
		notices:  map[notify.Kind]NoticeHandler{},
		cards:    map[notify.SubjectKind]CardHandler{},
	}
}

var (
	commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	actionName  = regexp.MustCompile(`^[a-z][a-z0-9_.]{0,31}$`)
)

// Command registers a command. A form that the person is in ends by it.
func (rt *Router) Command(c Command) {
	must(commandName.MatchString(c.Name), "command %q is no name", c.Name)
	must(c.Handler != nil && c.For != "", "command %q has no handler or no audience", c.Name)
	_, known := rt.commands[c.Name]
	must(!known, "command %q is registered twice", c.Name)
	rt.commands[c.Name] = c
	rt.order = append(rt.order, c.Name)
}

// Cancel registers the command that gives a form up.
func (rt *Router) Cancel(name string, help Phrase) {
	must(rt.cancel == "", "commands %q and %q both cancel", rt.cancel, name)
	rt.Command(Command{Name: name, Help: help, For: staff.Anyone, Handler: nothingToCancel})
	rt.cancel = name
}

// Action registers what a button does, and for whom.
func (rt *Router) Action(name string, who staff.Audience, h Handler) {
	must(actionName.MatchString(name), "action %q is no name", name)
	must(h != nil && who != "", "action %q has no handler or no audience", name)
	_, known := rt.actions[name]
	must(!known, "action %q is registered twice", name)
	rt.actions[name] = action{who: who, handler: h}
}

// Form registers a form, which a Reply begins by its name.
func (rt *Router) Form(f Form) {
	must(f.Name != "", "a form has no name")
	_, known := rt.forms[f.Name]
	must(!known, "form %q is registered twice", f.Name)
	rt.forms[f.Name] = f
}

// Notice registers who renders a kind of notice.
func (rt *Router) Notice(kind notify.Kind, h NoticeHandler) {
	_, known := rt.notices[kind]
	must(!known && h != nil, "notice %q is registered twice or has no handler", kind)
	rt.notices[kind] = h
}

// Card registers who draws the cards of a kind of subject.
func (rt *Router) Card(kind notify.SubjectKind, h CardHandler) {
	_, known := rt.cards[kind]
	must(!known && h != nil, "card %q is registered twice or has no handler", kind)
	rt.cards[kind] = h
}

// Fallback registers who answers what nobody understood.
func (rt *Router) Fallback(h Handler) {
	must(rt.fallback == nil, "fallback is registered twice")
	rt.fallback = h
}

// Stranger registers who answers accounts that belong to nobody.
func (rt *Router) Stranger(h Handler) {
	must(rt.stranger == nil, "stranger is registered twice")
	rt.stranger = h
}

// Place registers who deals with the places that employees share outside of
// forms, also with those of a live location that moves ([Place.Moved]), in a
// form too unless its question takes places. ErrNotMine passes it on.
func (rt *Router) Place(h Handler) {
	must(rt.place == nil && h != nil, "places are registered twice or have no handler")
	rt.place = h
}

// Digits registers who deals with messages of employees that are six digits
// and nothing else, outside of forms. ErrNotMine passes them on.
func (rt *Router) Digits(h Handler) {
	must(rt.digits == nil && h != nil, "digits are registered twice or have no handler")
	rt.digits = h
}

// Commands lists what the actor can type, in the order of registration,
// without what is hidden.
func (rt *Router) Commands(a staff.Actor) []Command {
	var list []Command
	for _, name := range rt.order {
		if c := rt.commands[name]; !c.Hidden && c.For.Includes(a) {
			list = append(list, c)
		}
	}
	return list
}

// Check walks the table and names everything that is missing in it.
func (rt *Router) Check() error {
	var faults []error
	complain := func(bad bool, format string, args ...any) {
		if bad {
			faults = append(faults, fmt.Errorf(format, args...))
		}
	}
	complain(rt.fallback == nil, "nobody answers what is not understood")
	complain(rt.stranger == nil, "nobody answers strangers")
	complain(rt.cancel == "", "no command gives a form up")
	for _, c := range rt.commands {
		complain(c.Help == nil, "command %q has no help", c.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(rt.forms)) {
		faults = append(faults, rt.forms[name].check()...)
	}
	return errors.Join(faults...)
}

// CheckReply says whether a reply can be shown: its buttons have actions that
// exist and fit into what Telegram takes, its form is known.
func (rt *Router) CheckReply(r Reply) error {
	if r.Begin != nil {
		if _, known := rt.forms[r.Begin.Form]; !known {
			return &DefectError{Reason: "form " + r.Begin.Form + " is unknown"}
		}
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			if err := rt.checkButton(b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (rt *Router) checkButton(b Button) error {
	switch {
	case b.Label == nil:
		return &DefectError{Reason: "button without a label, action " + b.Action}
	case b.URL != "":
		return nil
	case !engineAction(b.Action):
		if _, known := rt.actions[b.Action]; !known {
			return &DefectError{Reason: "action " + b.Action + " is unknown"}
		}
	}
	_, err := Callback{Action: b.Action, Args: b.Args, Draft: longestDraft(b.Action)}.Encode()
	return err
}

func must(ok bool, format string, args ...any) {
	if !ok {
		panic("bot: " + fmt.Sprintf(format, args...))
	}
}

func nothingToCancel(context.Context, *Request) (Reply, error) { return Reply{Text: SayNoForm}, nil }
