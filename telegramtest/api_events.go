package telegramtest

import (
	"context"
	"maps"
	"reflect"
	"sync"
	"time"
)

type messageEvent struct {
	Person   int64       `json:"person"`
	At       time.Time   `json:"at"`
	Message  messageJSON `json:"message"`
	Keyboard [][]keyJSON `json:"keyboard"`
	Unread   int         `json:"unread"`
}

type deleteEvent struct {
	Person    int64     `json:"person"`
	At        time.Time `json:"at"`
	MessageID int64     `json:"message_id"`
}

type toastEvent struct {
	Person     int64     `json:"person"`
	At         time.Time `json:"at"`
	CallbackID string    `json:"callback_id"`
	tapJSON
}

type updateEvent struct {
	Person      int64     `json:"person"`
	At          time.Time `json:"at"`
	UpdateID    int64     `json:"update_id"`
	Update      string    `json:"update"` // its kind
	Unconfirmed int       `json:"unconfirmed"`
}

type confirmedEvent struct {
	At          time.Time `json:"at"`
	Unconfirmed int       `json:"unconfirmed"`
}

type actionEvent struct {
	Person int64     `json:"person"`
	At     time.Time `json:"at"`
	Action string    `json:"action"`
}

type peopleEvent struct {
	Person  int64     `json:"person"`
	At      time.Time `json:"at"`
	Unread  int       `json:"unread"`
	Blocked bool      `json:"blocked"`
}

// listen writes what happens on the server into the journal until the server is closed.
func (a *API) listen() {
	events, stop := a.s.Subscribe()
	changed := make(chan struct{}, 1)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		defer cancel()
		defer stop()
		for {
			select {
			case e := <-events:
				a.remember(e)
				if e.Kind == EventConfirmed && a.journal.hasReaders() {
					poke(changed)
				}
			case <-a.s.closed:
				return
			}
		}
	}()
	if a.c.Office != nil {
		go a.watchRoster(ctx, changed)
	}
}

// poke leaves a note for somebody who may be busy.
func poke(note chan<- struct{}) {
	select {
	case note <- struct{}{}:
	default:
	}
}

func (a *API) remember(e Event) {
	at := e.At.UTC()
	switch e.Kind {
	case EventMessage, EventEdit:
		out := messageEvent{Person: e.PersonID, At: at, Message: a.show(*e.Message), Keyboard: [][]keyJSON{}}
		if p := a.s.Find(e.PersonID); p != nil {
			out.Keyboard, out.Unread = showKeys(p.Keyboard()), p.Unread()
		}
		a.journal.add(e.Kind, out)
	case EventDelete:
		a.journal.add("delete", deleteEvent{e.PersonID, at, e.MessageID})
	case EventToast:
		a.journal.add("toast", toastEvent{e.PersonID, at, e.CallbackID, tapJSON(*e.Answer)})
	case EventUpdate:
		a.journal.add("update", updateEvent{e.PersonID, at, e.UpdateID, e.Update, e.Unconfirmed})
		a.logUpdate(e)
	case EventConfirmed:
		a.journal.add("confirmed", confirmedEvent{at, e.Unconfirmed})
	case EventAction:
		a.journal.add("action", actionEvent{e.PersonID, at, e.Action})
	case EventCall:
		a.journal.add("call", showCall(*e.Call))
		a.logCall(*e.Call)
	case EventPerson:
		a.tellPeople(e.PersonID, at)
	case EventLost:
		a.journal.add("resync", empty{})
	case EventNote:
		a.log.add(*e.note)
	case EventForgotten:
		a.log.clear()
		a.journal.renew()
	}
}

func (a *API) tellPeople(id int64, at time.Time) {
	if p := a.s.Find(id); p != nil {
		a.journal.add("people", peopleEvent{id, at, p.Unread(), p.Blocked()})
	}
}

// roster is what the office last said of its people.
type roster struct {
	mu    sync.Mutex
	known map[int64]PersonInfo
}

// watchRoster tells who was linked or moved, by asking the office again when the bot has done something.
func (a *API) watchRoster(ctx context.Context, changed <-chan struct{}) {
	for {
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
		if _, err := a.known(ctx); err != nil {
			a.s.log.WarnContext(ctx, "the page may not show who is linked", "error", err)
		}
	}
}

// replace remembers what is known now and says of whom something else was known before.
func (r *roster) replace(known map[int64]PersonInfo) []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.known
	r.known = known
	if before == nil {
		return nil
	}
	var changed []int64
	for id := range maps.Keys(known) {
		if !reflect.DeepEqual(before[id], known[id]) {
			changed = append(changed, id)
		}
	}
	return changed
}
