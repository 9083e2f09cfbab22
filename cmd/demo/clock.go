package main

import (
	"sync/atomic"
	"time"
)

// officeClock is the machine's clock, moved: the time machine sets it
// forward, and it goes on from there.
type officeClock struct{ ahead atomic.Int64 }

// Now is the office's instant.
func (c *officeClock) Now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// set moves the clock to an instant.
func (c *officeClock) set(t time.Time) { c.ahead.Store(int64(time.Until(t))) }

// Ahead is how far the office's clock is ahead of the machine's.
func (c *officeClock) Ahead() time.Duration { return time.Duration(c.ahead.Load()) }
