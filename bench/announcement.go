package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/telegramtest"
)

const (
	// telegramAllows is what Telegram allows a bot in a second, and bulkAllowed what of it goes to many at most.
	telegramAllows, bulkAllowed = 30, 25
	leastShare                  = 0.99 // of bulkAllowed
	leastMessages               = 1000 // a second without a limit
	mostSlower                  = 2.0  // an interactive answer meanwhile
	mostMemory                  = 150  // MB
	// longBench asks for everybody at Telegram's limit, which takes a quarter of an hour.
	longBench = "BENCH_LONG"
)

// measureAnnouncement measures an announcement: to some at Telegram's limit, while others use the bot, and to everybody
// without a limit.
func measureAnnouncement(ctx context.Context, s *site) ([]line, error) {
	lines, err := s.limited(ctx)
	if err != nil {
		return nil, err
	}
	free, err := s.unlimited(ctx)
	return append(lines, free...), err
}

// newsroom is gelis at work on an office of its own, and a Telegram in which everybody has begun to talk with the bot.
type newsroom struct {
	*site
	t      *telegram
	g      *gelis
	url    string
	phones []*phone // by position
}

// inNewsroom measures in a newsroom. Telegram keeps its limits where the program does.
func (s *site) inNewsroom(ctx context.Context, limits bool, measure func(*newsroom) error) error {
	url, err := s.office(ctx, "news", s.size.news)
	if err != nil {
		return err
	}
	t, err := openTelegram(ctx)
	if err != nil {
		return err
	}
	defer t.close()
	n := &newsroom{site: s, t: t, url: url, phones: t.people(everybody(s.size.news.People()))}
	for _, p := range n.phones {
		p.Start()
	}
	if err := t.dropUpdates(ctx); err != nil {
		return err
	}
	rate := "0"
	if limits {
		rate = fmt.Sprint(telegramAllows)
		t.SetLimits(true)
	}
	if n.g, err = s.runGelis(ctx, url, t.URL(), "TELEGRAM_RATE="+rate); err != nil {
		return err
	}
	if err = n.g.until(ctx, t.WaitPolling); err == nil {
		err = measure(n)
	}
	complaints, ended := n.g.stop()
	if complaints != "" {
		s.say("gelis complained:\n%s", beginning(complaints))
	}
	return errors.Join(err, ended)
}

func everybody(people int) []staff.PositionID {
	all := make([]staff.PositionID, people)
	for i := range all {
		all[i] = staff.PositionID(i + 1)
	}
	return all
}

// dropUpdates lets the bot not be bothered with what people said before it began to work.
func (t *telegram) dropUpdates(ctx context.Context) error {
	address := t.URL() + "/bot" + t.Token() + "/deleteWebhook?drop_pending_updates=true"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, http.NoBody)
	if err != nil {
		return fmt.Errorf("drop updates: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("drop updates: %w", err)
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return errors.Join(err, resp.Body.Close())
}

// limited measures at Telegram's limit.
func (s *site) limited(ctx context.Context) ([]line, error) {
	office, scope := s.size.news, staff.Scope{Units: s.size.newsFor}
	people := len(scope.Units)*(office.People()-1)/office.Units + 1 // the secretary sits in the first unit
	if os.Getenv(longBench) != "" {
		scope, people = staff.Scope{Everyone: true}, office.People()
	}
	var lines []line
	err := s.inNewsroom(ctx, true, func(n *newsroom) error {
		c := newCrowd(n.t, n.talkers())
		defer c.leave()
		if err := c.pace(ctx, s.size.talk, s.size.warm); err != nil {
			return err
		}
		idle, lostIdle, err := n.talk(ctx, c, s.size.idle)
		if err != nil {
			return err
		}
		copies, err := n.announce(ctx, scope, people)
		if err != nil {
			return err
		}
		defer copies.leave()
		meanwhile, lost, err := n.talk(ctx, c, time.Duration(people)*time.Second/bulkAllowed)
		if err != nil {
			return err
		}
		if err := copies.wait(ctx); err != nil {
			return err
		}
		lines = n.limitedLines(copies, idle, meanwhile)
		lines[2].failed = lost+lostIdle+c.odd > 0
		return nil
	})
	return lines, err
}

// talkers are those who use the bot meanwhile: who lead in the last units, to whom a share does not go.
func (n *newsroom) talkers() []*phone {
	desks := n.size.news.Desks()
	var talkers []*phone
	for _, desk := range desks[len(desks)-min(len(desks)/2, 60):] {
		talkers = append(talkers, n.phones[desk-1])
	}
	return talkers
}

// talk lets people use the bot, and returns how long its answers took.
func (n *newsroom) talk(ctx context.Context, c *crowd, how time.Duration) (samples, int, error) {
	c.forget()
	if err := c.pace(ctx, n.size.talk, how); err != nil {
		return nil, 0, err
	}
	lost, err := c.settle(ctx)
	return c.all(), lost, err
}

func (n *newsroom) limitedLines(d *delivery, idle, meanwhile samples) []line {
	name := fmt.Sprintf("announcement to %d at Telegram's limit", d.want)
	wrong := d.refused+d.twice > 0
	return []line{
		{
			name: name + ", share of the rate allowed", measured: d.rate() / bulkAllowed, target: leastShare, atLeast: true, failed: wrong,
			notes: []string{
				fmt.Sprintf("%.2f/s of the %d/s that are left to bulk, %d people in %s", d.rate(), bulkAllowed, d.count, d.took().Round(time.Millisecond)),
				fmt.Sprintf("%d got it twice; %d calls of the Bot API in all", d.twice, d.calls),
			},
		},
		{name: name + ", 429", measured: float64(d.refused), target: 0},
		{
			name: name + ", p99 of answers meanwhile / idle", measured: float64(meanwhile.at(0.99)) / float64(max(1, idle.at(0.99))), target: mostSlower, unit: " x",
			notes: []string{fmt.Sprintf("%d/s: idle %d answered, median %.1f ms, p99 %.1f ms; meanwhile %d answered, median %.1f ms, p99 %.1f ms",
				n.size.talk, len(idle), millis(idle.at(0.5)), millis(idle.at(0.99)), len(meanwhile), millis(meanwhile.at(0.5)), millis(meanwhile.at(0.99)))},
		},
	}
}

// unlimited measures how fast an announcement goes to everybody where nothing holds it up, and what it takes.
func (s *site) unlimited(ctx context.Context) ([]line, error) {
	people := s.size.news.People()
	var lines []line
	err := s.inNewsroom(ctx, false, func(n *newsroom) error {
		begun, used := time.Now(), s.processorTime(n.g)
		copies, err := n.announce(ctx, staff.Scope{Everyone: true}, people)
		if err != nil {
			return err
		}
		defer copies.leave()
		if err := copies.wait(ctx); err != nil {
			return err
		}
		share := s.processorTime(n.g).since(used, time.Since(begun))
		name := fmt.Sprintf("announcement to %d without a limit", people)
		lines = []line{
			{
				name: name, measured: copies.rate(), target: leastMessages, unit: "/s", atLeast: true, failed: copies.twice > 0,
				notes: []string{fmt.Sprintf("from the first to the last %s; %d got it twice", copies.took().Round(time.Millisecond), copies.twice), share},
			},
			{
				name: name + ", memory", measured: float64(n.g.mostMemory()) / (1 << 20), target: mostMemory, unit: " MB",
				failed: n.g.mostMemory() == 0,
			},
		}
		return nil
	})
	return lines, err
}

// announce writes an announcement as the personnel office does, and watches how it arrives.
func (n *newsroom) announce(ctx context.Context, scope staff.Scope, people int) (*delivery, error) {
	db, err := n.openOffice(ctx, func(context.Context) (string, error) { return n.url, nil })
	if err != nil {
		return nil, err
	}
	defer db.Close()
	d := watch(n.t, people)
	grant := staff.Grant{Role: staff.Personnel, UnitID: 1, UnitName: "Dinas Percontohan 1", Covers: []staff.UnitID{1}}
	author := staff.Actor{Employee: staff.Employee{ID: 1, Name: "Penulis", Active: true}, Grants: []staff.Grant{grant}}
	desk := announce.NewDesk(db, db, db, calendar.New(calendar.Shipped()), clock())
	_, err = desk.Send(ctx, author, announce.Draft{
		Office: announce.Office{Unit: grant.UnitID, Role: grant.Role}, Scope: scope, Urgent: true,
		Content: announce.Content{HTML: "Rapat koordinasi dimulai pukul <b>09.00</b> di Wiswa Sabha. Mohon hadir tepat waktu."},
	}, "")
	if err != nil {
		d.leave()
		return nil, err
	}
	return d, nil
}

// delivery watches how an announcement arrives.
type delivery struct {
	want    int
	got     map[int64]bool
	count   int
	twice   int
	refused int // calls that Telegram answered with 429
	calls   int
	first   time.Time
	last    time.Time
	events  <-chan telegramtest.Event
	leave   func()
	over    chan error
}

func watch(t *telegram, want int) *delivery {
	d := &delivery{want: want, got: map[int64]bool{}, over: make(chan error, 1)}
	d.events, d.leave = t.Subscribe()
	go d.run()
	return d
}

// run counts until everybody has it, and a moment longer: nobody may get it twice.
func (d *delivery) run() {
	const afterwards = 500 * time.Millisecond
	var end <-chan time.Time
	for {
		select {
		case e, open := <-d.events:
			if !open || e.Kind == telegramtest.EventLost {
				d.over <- errLost
				return
			}
			d.see(e)
			if end == nil && d.count == d.want {
				end = time.After(afterwards)
			}
		case <-end:
			d.over <- nil
			return
		}
	}
}

func (d *delivery) see(e telegramtest.Event) {
	switch {
	case e.Kind == telegramtest.EventCall:
		d.calls++
		if e.Call.Code == http.StatusTooManyRequests {
			d.refused++
		}
	case e.Kind != telegramtest.EventMessage || !isAnnouncement(*e.Message):
	case d.got[e.PersonID]:
		d.twice++
	default:
		if d.count == 0 {
			d.first = e.At
		}
		d.got[e.PersonID] = true
		d.count++
		d.last = e.At
	}
}

// isAnnouncement knows a copy, so that nobody takes it for an answer.
func isAnnouncement(m telegramtest.Message) bool {
	return m.From == telegramtest.FromBot && strings.Contains(m.Plain, "Pengumuman penting")
}

// wait waits until everybody has it.
func (d *delivery) wait(ctx context.Context) error {
	limit := time.Duration(d.want)*time.Second/bulkAllowed + time.Minute
	select {
	case err := <-d.over:
		return err
	case <-time.After(limit):
		return fmt.Errorf("an announcement to %d did not reach everybody within %s", d.want, limit)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *delivery) took() time.Duration { return d.last.Sub(d.first) }

// rate is how many a second arrived, from the first to the last.
func (d *delivery) rate() float64 {
	return float64(d.count-1) / max(d.took(), time.Microsecond).Seconds()
}
