package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	mostMillis   = 25
	leastUpdates = 1500
)

// measureReply measures how long people wait for an answer at a rate that leaves the program room.
func measureReply(ctx context.Context, s *site) ([]line, error) {
	l := line{name: fmt.Sprintf("update -> reply, p99 at %d updates/s", s.size.rate), target: mostMillis, unit: " ms"}
	desks := s.size.large.Desks()
	desks = desks[:min(len(desks), s.size.crowd)]
	err := s.under(ctx, desks, func(c *crowd, g *gelis) error {
		c.spread(len(desks))
		if err := c.pace(ctx, s.size.rate, s.size.warm); err != nil {
			return err
		}
		c.forget()
		begun, used := time.Now(), s.processorTime(g)
		if err := c.pace(ctx, s.size.rate, s.size.paced); err != nil {
			return err
		}
		late, share := c.late, s.processorTime(g).since(used, time.Since(begun))
		lost, err := c.settle(ctx)
		l.measured, l.failed = millis(c.all().at(0.99)), lost+c.odd+late > 0
		l.notes = append(c.notes(lost), fmt.Sprintf("all: %d answered, median %.1f ms", len(c.all()), millis(c.all().at(0.5))), share)
		return err
	})
	return []line{l}, err
}

// measureSustained measures how many updates are answered when there is always a next one.
func measureSustained(ctx context.Context, s *site) ([]line, error) {
	l := line{name: "updates/s sustained", target: leastUpdates, unit: "/s", atLeast: true}
	everybody := make([]staff.PositionID, s.size.large.People()-1)
	for i := range everybody {
		everybody[i] = staff.PositionID(i + 1)
	}
	err := s.under(ctx, everybody, func(c *crowd, g *gelis) error {
		c.spread(s.size.hands)
		if err := c.flood(ctx, s.size.hands, s.size.warm); err != nil {
			return err
		}
		c.forget()
		begun, used := time.Now(), s.processorTime(g)
		if err := c.flood(ctx, s.size.hands, s.size.flat); err != nil {
			return err
		}
		took, answered := time.Since(begun), len(c.all())
		share := s.processorTime(g).since(used, took)
		lost, err := c.settle(ctx)
		l.measured, l.failed = float64(answered)/took.Seconds(), lost+c.odd > 0
		l.notes = append(c.notes(lost), share)
		return err
	})
	return []line{l}, err
}

// under runs the program on the large office with a crowd of the holders of positions.
func (s *site) under(ctx context.Context, positions []staff.PositionID, measure func(*crowd, *gelis) error) error {
	url, err := s.largeOffice(ctx)
	if err != nil {
		return err
	}
	t, err := openTelegram(ctx)
	if err != nil {
		return err
	}
	defer t.close()
	phones := t.people(positions)
	g, err := s.runGelis(ctx, url, t.URL())
	if err != nil {
		return err
	}
	err = g.until(ctx, t.WaitPolling)
	if err == nil {
		c := newCrowd(t, phones)
		err = measure(c, g)
		c.leave()
	}
	complaints, ended := g.stop()
	if complaints != "" {
		s.say("gelis complained:\n%s", beginning(complaints))
	}
	return errors.Join(err, ended)
}

// beginning is the first lines of a text: where one thing goes wrong, a thousand follow.
func beginning(text string) string {
	const most = 10
	lines := strings.SplitAfter(text, "\n")
	if len(lines) <= most {
		return text
	}
	return fmt.Sprintf("%s.. and %d more lines", strings.Join(lines[:most], ""), len(lines)-most)
}
