package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

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

// errNobody: the demo's data name a phone of somebody who is not in the office.
var errNobody = errors.New("nobody in the office has the NIP of a phone")

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
// that has been done in an earlier run on the same folder: then its mark is
// there.
func (f *fictional) furnish(ctx context.Context, mark string) error {
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
	_, err = os.Stat(mark)
	fresh := errors.Is(err, fs.ErrNotExist)
	phones, equipping := errgroup.WithContext(ctx)
	for _, phone := range office.Phones() {
		person, err := f.handOver(ctx, phone)
		if err != nil {
			return fmt.Errorf("give somebody a phone: %w", err)
		}
		if fresh && phone.Linked {
			phones.Go(func() error { return f.openLink(equipping, person, phone.NIP) })
		}
	}
	if err := phones.Wait(); err != nil {
		return fmt.Errorf("link the accounts: %w", err)
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil {
		return fmt.Errorf("mark the office as furnished: %w", err)
	}
	f.ready.Store(true)
	return nil
}

// handOver gives an employee a phone, or finds the one they have.
func (f *fictional) handOver(ctx context.Context, phone office.Phone) (*telegramtest.Person, error) {
	profiles, err := f.gelis.Profiles(ctx, []staff.NIP{phone.NIP})
	if err != nil {
		return nil, err
	}
	if len(profiles) == 0 {
		return nil, errNobody
	}
	if person := f.person(profiles[0].Phone); person != nil {
		return person, nil
	}
	return f.telegram.Person(telegramtest.Profile{Name: profiles[0].Name, Phone: "+" + string(profiles[0].Phone)}), nil
}

// openLink lets somebody open the link that the personnel office has handed
// them, and read what the bot says to it.
func (f *fictional) openLink(ctx context.Context, person *telegramtest.Person, nip staff.NIP) error {
	url, err := f.gelis.LinkFor(ctx, nip)
	if err != nil {
		return err
	}
	if err := person.Open(url); err != nil {
		return err
	}
	if err := f.telegram.WaitConfirmed(ctx); err != nil {
		return err
	}
	if err := f.Idle(ctx); err != nil {
		return err
	}
	person.MarkRead()
	return nil
}
