package telegramtest

import (
	"errors"
	"fmt"
	"time"
)

// liveFor is how long a live location is shared: the middle one of what phones offer.
const liveFor = time.Hour

// ErrNotLive says that a message is no live location of the person, or no longer.
var ErrNotLive = errors.New("location is not live")

// Place is where a phone believes to be.
type Place struct {
	Latitude, Longitude float64
	Accuracy            float64 // radius in metres, at most 1,500; 0 does not say
	Live                bool    // goes on telling for an hour
}

// ShareLocation sends a place, once or live for an hour.
func (p *Person) ShareLocation(lat, lon float64, live bool) Message {
	return p.SharePlace(Place{Latitude: lat, Longitude: lon, Live: live})
}

// SharePlace sends a place.
func (p *Person) SharePlace(at Place) Message {
	w := at.wire()
	if at.Live {
		w.LivePeriod = int(liveFor.Seconds())
	}
	return p.tellBot(&content{location: w})
}

func (at Place) wire() *wireLocation {
	return &wireLocation{Latitude: at.Latitude, Longitude: at.Longitude, Accuracy: at.Accuracy}
}

// MoveLocation tells where a live location has gone. The bot is told of an edited message.
func (p *Person) MoveLocation(messageID int64, to Place) (Message, error) {
	return p.editPlace(messageID, func(now wireLocation) *wireLocation {
		next := to.wire()
		next.LivePeriod = now.LivePeriod
		return next
	})
}

// StopLocation ends a live location where it is: the bot is told of an edited message that is live no more.
func (p *Person) StopLocation(messageID int64) (Message, error) {
	return p.editPlace(messageID, func(now wireLocation) *wireLocation {
		now.LivePeriod = 0
		return &now
	})
}

func (p *Person) editPlace(messageID int64, change func(now wireLocation) *wireLocation) (Message, error) {
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	one := p.chat.find(messageID)
	switch {
	case one == nil || one.from != p:
		return Message{}, fmt.Errorf("change location %d: %w", messageID, ErrNoMessage)
	case p.deactivated:
		return Message{}, fmt.Errorf("change location %d: %w", messageID, ErrDeactivated)
	case !one.live(s.cfg.Now()):
		return Message{}, fmt.Errorf("change location %d: %w", messageID, ErrNotLive)
	}
	next := *one.content
	next.location = change(*one.content.location)
	s.editByPerson(one, next)
	return one.snapshot(one.content), nil
}

// live says whether the message is a live location that still goes on.
func (p *post) live(now time.Time) bool {
	at := p.content.location
	return at != nil && at.LivePeriod > 0 && p.content.forwarded == nil &&
		now.Before(p.date.Add(time.Duration(at.LivePeriod)*time.Second))
}

// editByPerson changes a message of a person and tells the bot, unless it was blocked. The caller holds Server.mu.
func (s *Server) editByPerson(one *post, next content) {
	next.edits, next.edited, next.effect = next.edits+1, s.cfg.Now(), EffectEdited
	one.content = &next
	s.tell(EventEdit, one)
	if !one.from.blocked {
		s.enqueue(wireUpdate{EditedMessage: s.wirePost(one)}, "edited_message", lane{id: one.chat.id})
	}
}
