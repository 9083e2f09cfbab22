package store_test

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store"
	"github.com/gelis-bali/gelis/store/storetest"
)

// archive is a store with so many dispositions behind it.
func archive(b *testing.B, dispositions int) *store.Store {
	b.Helper()
	url := storetest.Database(b, migrate)
	office := &clock{now: today.At(9, 0, wita())}
	s, err := store.Open(b.Context(), store.Config{
		URL: url, Clock: calendar.Clock{Now: office.Now, Zone: wita()}, Enqueuer: &queue{}, MaxConns: 10,
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	script, err := os.ReadFile("testdata/archive.sql")
	if err != nil {
		b.Fatal(err)
	}
	conn, err := s.Pool().Acquire(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Release()
	if _, err := conn.Exec(b.Context(), "SET statement_timeout = 0"); err != nil {
		b.Fatal(err)
	}
	for statement := range strings.SplitSeq(string(script), "----\n") {
		args := []any{}
		if strings.Contains(statement, "$1") && !strings.HasPrefix(statement, "--") {
			args = append(args, dispositions)
		}
		if _, err := conn.Exec(b.Context(), statement, args...); err != nil {
			b.Fatalf("%s: %v", statement, err)
		}
	}
	return s
}

// sizes are those of the first target of docs/design.md: the large archive may cost half as much again as the small one.
func sizes() []int { return []int{10_000, 1_000_000} }

func BenchmarkWhatWaits(b *testing.B) {
	for _, size := range sizes() {
		s := archive(b, size)
		for _, filter := range []disposition.Filter{disposition.All, disposition.Finished} {
			b.Run(fmt.Sprintf("%s/%d", filter, size), func(b *testing.B) {
				position := 0
				for b.Loop() {
					position = position%1000 + 1
					mine := []staff.PositionID{staff.PositionID(position)}
					_, err := s.List(b.Context(), disposition.Query{Positions: mine, Filter: filter, Today: today, Limit: 8})
					if err == nil {
						_, err = s.Count(b.Context(), mine, today)
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		b.Run(fmt.Sprintf("identify/%d", size), func(b *testing.B) {
			account := staff.AccountID(0)
			for b.Loop() {
				account = account%1000 + 1
				if _, err := s.Identify(b.Context(), 1_000_000+account); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("due/%d", size), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.OpenBranchesDue(b.Context(), today.AddDays(-3640)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDecision starts and audits one branch after the other, from several places.
func BenchmarkDecision(b *testing.B) {
	s := archive(b, 10_000)
	var next atomic.Int64
	b.SetParallelism(4)
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			id := disposition.BranchID(next.Add(1)%8000 + 1)
			_, err := s.UpdateDossier(b.Context(), id, "", func(d *disposition.Dossier) (disposition.Decision, error) {
				branch, err := d.Branch(id)
				if err != nil {
					return disposition.Decision{}, err
				}
				now := today.At(9, 0, time.UTC)
				branch.Read, branch.Started = disposition.Act{At: now}, disposition.Act{At: now}
				branch.State = disposition.StateProgress
				branch.Version++
				line := audit.Entry{At: now, Action: audit.BranchStarted, Subject: disposition.SubjectOf(id)}
				return disposition.Decision{Audit: []audit.Entry{line}}, nil
			})
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
}
