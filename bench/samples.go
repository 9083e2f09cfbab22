package main

import (
	"slices"
	"time"
)

// samples are times that were measured.
type samples []time.Duration

// at is the time that a share of the samples stays below: 0.5 is the median, 0.99 leaves out the slowest hundredth.
func (s samples) at(share float64) time.Duration {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}
