package announce

import (
	"context"
	"errors"
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Rights are what somebody who may look at an announcement may do about it today.
type Rights struct {
	// Speak: change it, remind of it, let it go on, send it late. Only its
	// author, who speaks in an office, and only while holding it.
	Speak bool
	// Stop: stop, withdraw and end it. Its author, and who answers for the unit.
	Stop bool
	// Readers: see who got it and who read it.
	Readers bool
}

// right picks one of the rights, or says why somebody does not have it.
type right func(Rights) error

func toLook(Rights) error { return nil }

func toSpeak(r Rights) error {
	if !r.Speak {
		return ErrOnlyAuthor
	}
	return nil
}

func toStop(r Rights) error {
	if !r.Stop {
		return staff.ErrNotAllowed
	}
	return nil
}

func toReaders(r Rights) error {
	if !r.Readers {
		return staff.ErrNotAllowed
	}
	return nil
}

// may says why the actor may not do something about an announcement.
func (d *Desk) may(ctx context.Context, by staff.Actor, a Announcement, wanted right) error {
	r, err := d.rights(ctx, by, a)
	if err != nil {
		return err
	}
	return wanted(r)
}

// rights are those of the actor as of today. Its author and who may write for
// its unit may look at it; everybody else is refused with ErrNotYours.
func (d *Desk) rights(ctx context.Context, by staff.Actor, a Announcement) (Rights, error) {
	offices, err := d.Offices(ctx, by)
	if err != nil {
		return Rights{}, err
	}
	var r Rights
	look := by.ID == a.Author
	for _, o := range offices {
		if !slices.Contains(o.Covers, a.Unit) {
			continue
		}
		look = true
		// A clerk writes for the unit, but does not answer for what others wrote.
		r.Stop = r.Stop || o.Role != staff.Clerk
		r.Readers = r.Readers || o.Role == staff.Personnel
	}
	switch {
	case !look:
		return Rights{}, ErrNotYours
	case by.ID != a.Author:
		return r, nil
	}
	err = d.stillCovers(ctx, offices, a)
	if err != nil && !errors.Is(err, ErrBeyond) {
		return Rights{}, err
	}
	r.Stop, r.Speak = true, err == nil
	r.Readers = r.Readers || r.Speak
	return r, nil
}

// stillCovers says whether one of the author's offices of today is the one in
// which an announcement was written, and covers everybody whom it is for.
func (d *Desk) stillCovers(ctx context.Context, offices []Office, a Announcement) error {
	for _, o := range offices {
		if o.Unit != a.Unit || o.Position != a.Position {
			continue
		}
		if err := d.covers(ctx, o, a.Scope); !errors.Is(err, ErrBeyond) {
			return err
		}
	}
	return ErrBeyond
}
