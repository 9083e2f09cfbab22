// Command bench measures the targets of docs/design.md on the built program, from outside, and prints one line for each.
// docs/benchmarks.md says what the lines mean. It measures and does not judge: a target that is missed is shown as short
// and is no failure.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/store/storetest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := realMain(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		os.Exit(1)
	}
}

// sizes are how much is measured.
type sizes struct {
	small, large storetest.Office
	archive      storetest.Office // in which letters are looked for
	rounds       int              // over all desks, of each query
	rate         int              // updates a second, coming whether or not answers do
	paced        time.Duration    // how long at that rate
	crowd        int              // people who write at that rate
	hands        int              // people who write as soon as they are answered
	warm, flat   time.Duration    // before counting, and how long counted
	starts       int
	news         storetest.Office // in which announcements are sent
	newsFor      []staff.UnitID   // at Telegram's limit
	talk         int              // updates a second meanwhile
	idle         time.Duration    // how long at that rate before
}

func fullSizes(today func() storetest.Office) sizes {
	small, large := today(), today()
	small.Units, small.Staff, small.Dispositions, small.Requests, small.Years = 30, 650, 10_000, 10_000, 1
	large.Units, large.Staff, large.Dispositions, large.Requests, large.Years = 30, 650, 1_000_000, 1_000_000, 5
	large.StaffWait = true
	archive := today()
	archive.Units, archive.Staff, archive.Dispositions, archive.Years, archive.Shallow = 30, 650, 2_010_000, 5, true
	news := today()
	news.Units, news.Staff, news.Dispositions, news.Announcements, news.Years = 30, 650, 10_000, 50, 1
	return sizes{
		archive: archive,
		news:    news, newsFor: []staff.UnitID{1, 2}, talk: 2, idle: 50 * time.Second,
		small: small, large: large, rounds: 20, rate: 200, paced: 30 * time.Second, crowd: 500, hands: 90,
		warm: 5 * time.Second, flat: 20 * time.Second, starts: 5,
	}
}

func quickSizes(today func() storetest.Office) sizes {
	small, large := today(), today()
	small.Units, small.Staff, small.Dispositions, small.Requests, small.Years = 2, 12, 600, 200, 1
	large.Units, large.Staff, large.Dispositions, large.Requests, large.Years = 2, 12, 3_000, 2_000, 2
	large.StaffWait = true
	archive := today()
	archive.Units, archive.Staff, archive.Dispositions, archive.Years, archive.Shallow = 2, 12, 12_000, 2, true
	news := today()
	news.Units, news.Staff, news.Dispositions, news.Announcements, news.Years = 2, 12, 600, 2, 1
	return sizes{
		archive: archive,
		news:    news, newsFor: []staff.UnitID{1}, talk: 2, idle: time.Second,
		small: small, large: large, rounds: 3, rate: 50, paced: time.Second, crowd: 40, hands: 10,
		warm: 200 * time.Millisecond, flat: 500 * time.Millisecond, starts: 1,
	}
}

// options are the flags of bench.
type options struct {
	quick bool
	only  string
}

// part is one thing that is measured; it makes one or more lines.
type part struct {
	name    string
	measure func(context.Context, *site) ([]line, error)
}

func parts() []part {
	return []part{
		{"list", measureList},
		{"count", measureCount},
		{"approvals", measureApprovals},
		{"search", measureSearch},
		{"start", measureStart},
		{"reply", measureReply},
		{"sustained", measureSustained},
		{"announcement", measureAnnouncement},
		{"demo", measureDemo},
	}
}

func parse(args []string, complaints io.Writer) (options, error) {
	var o options
	names := make([]string, 0, len(parts()))
	for _, p := range parts() {
		names = append(names, p.name)
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(complaints)
	flags.BoolVar(&o.quick, "quick", false, "small sizes, to see that everything works; the numbers mean nothing")
	flags.StringVar(&o.only, "only", "", "measure one part alone: "+strings.Join(names, ", "))
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if o.only != "" && !slices.Contains(names, o.only) {
		err := fmt.Errorf("there is no part %q; there are %s", o.only, strings.Join(names, ", "))
		_, _ = fmt.Fprintln(complaints, "bench:", err)
		return o, err
	}
	return o, nil
}

// realMain measures and prints. What it returns has been told.
func realMain(ctx context.Context, args []string, out, complaints io.Writer) error {
	o, err := parse(args, complaints)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	size := fullSizes(newOffice)
	if o.quick {
		size = quickSizes(newOffice)
	}
	if err := run(ctx, size, o.only, out, complaints); err != nil {
		_, _ = fmt.Fprintln(complaints, "bench:", err)
		return err
	}
	return nil
}

// run measures the parts and prints the table; news of what is going on go to progress.
func run(ctx context.Context, size sizes, only string, out, progress io.Writer) (err error) {
	s, err := openSite(ctx, size, progress)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close(context.WithoutCancel(ctx))) }()
	var lines []line
	for _, p := range parts() {
		if only != "" && only != p.name {
			continue
		}
		s.say("measuring: %s (load %s)", p.name, load())
		made, err := p.measure(ctx, s)
		if err != nil {
			return fmt.Errorf("measure %s: %w", p.name, err)
		}
		lines = append(lines, made...)
	}
	return s.print(ctx, out, lines)
}
