package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gelis-bali/gelis/cmd/demo/office"
	"github.com/gelis-bali/gelis/cmd/internal/app"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

// fictional is the office of the demo, as the people's API asks it.
type fictional struct {
	gelis    *app.App
	telegram *telegramtest.Server
	clock    *officeClock
	ready    atomic.Bool

	mu    sync.Mutex
	links map[staff.NIP]link // for those who are to link their account themselves
}

// link is a one-time link and when it was made.
type link struct {
	url  string
	made time.Time
}

// linkLife is how long a link is shown before a new one is made: a bit less
// than a code lives.
const linkLife = 23 * time.Hour

// Ready implements telegramtest.Office.
func (f *fictional) Ready() bool { return f.ready.Load() && f.gelis.Receiving() }

// Idle implements telegramtest.Office.
func (f *fictional) Idle(ctx context.Context) error { return f.gelis.Idle(ctx) }

// People implements telegramtest.Office.
func (f *fictional) People(ctx context.Context) ([]telegramtest.PersonInfo, error) {
	var nips []staff.NIP
	for _, p := range office.Phones() {
		nips = append(nips, p.NIP)
	}
	profiles, err := f.gelis.Profiles(ctx, nips)
	if err != nil {
		return nil, err
	}
	var people []telegramtest.PersonInfo
	for _, p := range profiles {
		person := f.person(p.Phone)
		if person == nil {
			continue
		}
		info := telegramtest.PersonInfo{
			ID: person.ID(), NIP: p.NIP.Spaced(), Position: p.Titles, Unit: p.Unit, Roles: p.Roles,
			Linked: int64(p.Account) == person.ID(),
		}
		if !info.Linked && f.ready.Load() {
			if info.Link, err = f.link(ctx, p.NIP); err != nil {
				return nil, err
			}
		}
		people = append(people, info)
	}
	return people, nil
}

// person finds who has a telephone number.
func (f *fictional) person(phone staff.Phone) *telegramtest.Person {
	for _, p := range f.telegram.People() {
		if strings.TrimPrefix(p.Phone(), "+") == string(phone) {
			return p
		}
	}
	return nil
}

// link is the one-time link of somebody, made anew when it has lapsed.
func (f *fictional) link(ctx context.Context, nip staff.NIP) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock.Now()
	if l, ok := f.links[nip]; ok && now.Sub(l.made) < linkLife {
		return l.url, nil
	}
	url, err := f.gelis.LinkFor(ctx, nip)
	if err != nil {
		return "", err
	}
	f.links[nip] = link{url: url, made: now}
	return url, nil
}

// furnish imports the office and lets its people link their accounts, unless
// that has been done in an earlier run on the same folder.
func (f *fictional) furnish(ctx context.Context) error {
	empty, err := f.gelis.Empty(ctx)
	if err != nil {
		return err
	}
	if empty {
		folder, err := office.Files(calendar.DateOf(f.clock.Now(), f.gelis.Zone()))
		if err != nil {
			return err
		}
		if err := f.gelis.Import(ctx, folder, io.Discard); err != nil {
			return fmt.Errorf("import the demo's office: %w", err)
		}
	}
	for _, phone := range office.Phones() {
		if err := f.equip(ctx, phone, empty); err != nil {
			return fmt.Errorf("give somebody a phone: %w", err)
		}
	}
	f.ready.Store(true)
	return nil
}

// equip gives an employee a phone. In a new office those who are to be linked
// open the link that the personnel office has handed them.
func (f *fictional) equip(ctx context.Context, phone office.Phone, fresh bool) error {
	profiles, err := f.gelis.Profiles(ctx, []staff.NIP{phone.NIP})
	if err != nil {
		return err
	}
	if len(profiles) == 0 {
		return fmt.Errorf("nobody in the office has the NIP of a phone")
	}
	profile := profiles[0]
	person := f.person(profile.Phone)
	if person == nil {
		person = f.telegram.Person(telegramtest.Profile{Name: profile.Name, Phone: "+" + string(profile.Phone)})
	}
	if !fresh || !phone.Linked {
		return nil
	}
	url, err := f.gelis.LinkFor(ctx, phone.NIP)
	if err != nil {
		return err
	}
	if err := person.Open(url); err != nil {
		return err
	}
	if err := f.telegram.WaitConfirmed(ctx); err != nil {
		return err
	}
	person.MarkRead()
	return f.Idle(ctx)
}
