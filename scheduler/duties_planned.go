package scheduler

import (
	"context"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
)

// Names of the duties that look after what is planned.
const (
	ReconcileName = "apel.reconcile"
	AnnounceName  = "announce"
	DecreeName    = "calendar.decree"
)

// Gatherings is what is done about apel at set times.
type Gatherings interface {
	// Instants lists what is due after from, up to and including to.
	Instants(ctx context.Context, from, to time.Time) ([]apel.Instant, error)
	// RunTask does what is due at an instant, for all events. What has been done
	// already is not done again.
	RunTask(ctx context.Context, t apel.Task, due time.Time) error
	// Reconcile makes the events of the coming weeks from the rules.
	Reconcile(ctx context.Context) error
}

// Apel is one duty for each thing that is due around an apel: to remind, to tell
// that the attendance can be opened, to tell who was there, to settle the day. A
// reminder makes sense until the apel begins, see [apel.Instant].
func Apel(g Gatherings) []Duty {
	duties := make([]Duty, 0, len(apel.Tasks()))
	for _, task := range apel.Tasks() {
		duties = append(duties, Duty{
			Name: string(task),
			Occasions: NewOccasions(func(ctx context.Context, from, to time.Time) ([]Occasion, error) {
				instants, err := g.Instants(ctx, from, to)
				if err != nil {
					return nil, err
				}
				var found []Occasion
				for _, i := range instants {
					if i.Task == task {
						found = append(found, Occasion{At: i.At, Until: i.Until})
					}
				}
				return found, nil
			}),
			Run: func(ctx context.Context, due time.Time) ([]notify.Message, error) {
				return nil, g.RunTask(ctx, task, due) // it stores what is told, with who is expected
			},
		})
	}
	return duties
}

// daily is due at an hour of every day of the office's clock.
func daily(hour, minute int, zone *time.Location) cron.Schedule {
	return everyDay{hour: hour, minute: minute, zone: zone}
}

type everyDay struct {
	hour, minute int
	zone         *time.Location
}

// Next implements cron.Schedule.
func (e everyDay) Next(t time.Time) time.Time {
	day := calendar.DateOf(t, e.zone)
	if due := day.At(e.hour, e.minute, e.zone); due.After(t) {
		return due
	}
	return day.AddDays(1).At(e.hour, e.minute, e.zone)
}

// Reconcile makes, shortly after midnight, the events that come into sight. It
// is done once for all the nights that were missed.
func Reconcile(zone *time.Location, g Gatherings) Duty {
	return Duty{
		Name:  ReconcileName,
		When:  daily(0, 5, zone),
		Grace: Always,
		Run: func(ctx context.Context, _ time.Time) ([]notify.Message, error) {
			if err := g.Reconcile(ctx); err != nil {
				return nil, fmt.Errorf("make the events of the coming weeks: %w", err)
			}
			return nil, nil
		},
	}
}

// Bulletins is what is done about announcements at set times.
type Bulletins interface {
	// Instants lists what is due after from, up to and including to.
	Instants(ctx context.Context, from, to time.Time) ([]announce.Instant, error)
	// RunDue lets those be sent that are due at an instant, once.
	RunDue(ctx context.Context, due time.Time) error
	// Missed gives up those that came too late, and tells their authors.
	Missed(ctx context.Context, due time.Time) error
}

// Announce lets announcements go out that were to be sent later, or come back.
func Announce(b Bulletins) Duty {
	return Duty{
		Name: AnnounceName,
		Occasions: NewOccasions(func(ctx context.Context, from, to time.Time) ([]Occasion, error) {
			instants, err := b.Instants(ctx, from, to)
			if err != nil {
				return nil, err
			}
			found := make([]Occasion, 0, len(instants))
			for _, i := range instants {
				found = append(found, Occasion{At: i.At, Until: i.Until})
			}
			return found, nil
		}),
		Run:    func(ctx context.Context, due time.Time) ([]notify.Message, error) { return nil, b.RunDue(ctx, due) },
		Missed: func(ctx context.Context, due time.Time) ([]notify.Message, error) { return nil, b.Missed(ctx, due) },
	}
}

// Decrees warns, at 08.00 on the first working day from 1 November on and then
// on the first of each week, when a year has no decree of holidays yet.
func Decrees(zone *time.Location, cal *calendar.Calendar, who func(ctx context.Context) ([]notify.Recipient, error)) Duty {
	return Duty{
		Name:  DecreeName,
		When:  decreeDays{workingDays{hour: 8, zone: zone, calendar: cal}},
		Grace: 9 * time.Hour,
		Run: func(ctx context.Context, due time.Time) ([]notify.Message, error) {
			today := calendar.DateOf(due, zone)
			year, recalled := cal.RecallsDecree(today)
			if !recalled { // it has come meanwhile
				return nil, nil
			}
			recipients, err := who(ctx)
			if err != nil {
				return nil, fmt.Errorf("find who keeps the calendar: %w", err)
			}
			messages := make([]notify.Message, 0, len(recipients))
			for _, to := range recipients {
				messages = append(messages, notify.Message{
					Key:   fmt.Sprintf("%s:%s", notify.DecreeMissing, today),
					To:    to,
					Kind:  notify.DecreeMissing,
					Class: notify.Reminder,
					Facts: map[string]string{"year": fmt.Sprint(year)},
				})
			}
			return messages, nil
		},
	}
}

// decreeDays is due on the days on which a missing decree is recalled.
type decreeDays struct{ workingDays }

// Next implements cron.Schedule.
func (s decreeDays) Next(t time.Time) time.Time {
	for range longestRest {
		if t = s.workingDays.Next(t); t.IsZero() {
			break
		}
		if _, recalled := s.calendar.RecallsDecree(calendar.DateOf(t, s.zone)); recalled {
			return t
		}
	}
	return time.Time{}
}
