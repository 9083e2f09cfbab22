package app

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/scheduler"
)

// metrics are what /metrics shows. Labels are names from the code, never
// anything that a person sent.
type metrics struct {
	registry *prometheus.Registry
	updates  *prometheus.CounterVec
	handling prometheus.Histogram
	notices  *prometheus.CounterVec
	repeats  *prometheus.CounterVec
	duties   *prometheus.CounterVec
	polled   prometheus.Gauge
	replies  *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		updates: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gelis_updates_total", Help: "Updates that were finished, by how (handled, retried, dead_letter).",
		}, []string{"result"}),
		handling: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "gelis_update_seconds", Help: "Time from receiving an update to having handled it.",
			Buckets: []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}),
		notices: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gelis_notices_total", Help: "Attempts to deliver a notice, by outcome.",
		}, []string{"outcome"}),
		repeats: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gelis_notices_uncertain_total", Help: "Notices whose earlier attempt ended nobody knows how, by class.",
		}, []string{"class"}),
		duties: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gelis_duties_total", Help: "Occurrences of duties, by result (ran, missed, elsewhere, failed).",
		}, []string{"duty", "result"}),
		polled: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "gelis_last_poll_timestamp_seconds", Help: "When Telegram last answered a poll, Unix time.",
		}),
	}
	m.replies = prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "gelis_replies_failed_total", Help: "Answers that were not shown to the person, by outcome.",
	}, []string{"outcome"})
	m.registry.MustRegister(m.updates, m.handling, m.notices, m.repeats, m.duties, m.polled, m.replies,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// DutyDone implements scheduler.Observer.
func (m *metrics) DutyDone(duty string, r scheduler.Result) {
	m.duties.WithLabelValues(duty, string(r)).Inc()
}

// DutyFailed implements scheduler.Observer.
func (m *metrics) DutyFailed(duty string) { m.duties.WithLabelValues(duty, "failed").Inc() }

// UpdateFinished counts an update and how long it took.
func (m *metrics) UpdateFinished(result string, took time.Duration) {
	m.updates.WithLabelValues(result).Inc()
	m.handling.Observe(took.Seconds())
}

// NoticeAttempted counts an attempt to deliver.
func (m *metrics) NoticeAttempted(o notify.Outcome) { m.notices.WithLabelValues(string(o)).Inc() }

// NoticeUncertain counts a notice whose fate was unknown.
func (m *metrics) NoticeUncertain(c notify.Class) { m.repeats.WithLabelValues(string(c)).Inc() }

// Polled notes that Telegram answered a poll.
func (m *metrics) Polled(at time.Time) { m.polled.Set(float64(at.Unix())) }

// ReplyFailed counts an answer that was not shown.
func (m *metrics) ReplyFailed(o notify.Outcome) { m.replies.WithLabelValues(string(o)).Inc() }
