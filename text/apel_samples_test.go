package text_test

import (
	"time"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func gathering() apel.Event {
	return apel.Event{
		ID: 41, Version: 1, Rule: 3, Planned: calendar.NewDate(2026, time.December, 7), Date: calendar.NewDate(2026, time.December, 7), State: apel.Planned,
		Details: apel.Details{
			Kind: apel.Assembly, Name: "Apel <Disiplin>", Minute: 450, Inspector: "Sekretaris & Daerah", Bring: "Buku <catatan>.",
			Place: apel.Place{ID: 1, Name: "Halaman Kantor Gubernur", Latitude: -8.672, Longitude: 115.2389, Radius: 100, Active: true},
			Scope: staff.Scope{Everyone: true}, Window: apel.DefaultWindow(), Unit: 1,
		},
	}
}

func member(name string) staff.Member {
	return staff.Member{Employee: staff.Employee{ID: 7, NIP: "199004042015042004", Name: name, Kind: staff.PNS}, Title: "Analis Arsip", UnitName: "Sekretariat"}
}

func apelView(change ...func(*apel.View)) apel.View {
	e := gathering()
	v := apel.View{
		Event: e, Mine: &apel.Presence{Event: 41, Version: 2, Employee: member("Ni Wayan Suartini")}, Dress: apel.Adat, Why: apel.DressPurnama,
		Days: []calendar.Day{{Kind: calendar.Purnama, Name: "PURNAMA"}}, Opens: e.Opens(wita()), Begins: e.Begins(wita()), LateFrom: e.LateFrom(wita()),
		Closes: e.Closes(wita()), Stage: apel.Coming,
	}
	for _, c := range change {
		c(&v)
	}
	return v
}

func mine(p apel.Presence) func(*apel.View) {
	return func(v *apel.View) {
		p.Event, p.Version, p.Employee = v.Mine.Event, v.Mine.Version, v.Mine.Employee
		v.Mine = &p
	}
}

func stage(s apel.Stage) func(*apel.View) { return func(v *apel.View) { v.Stage = s } }

func officer(v *apel.View) {
	v.MayOfficer, v.MayManage, v.Expected = true, true, 1204
	v.Counts = map[apel.Status]int{apel.Present: 900, apel.Late: 12, apel.Sick: 4, apel.Open: 288}
}

func tally() []apel.Count {
	return []apel.Count{
		{Unit: 2, UnitName: "Sekretariat <1>", Of: map[apel.Status]int{apel.Present: 40, apel.Late: 2, apel.Permitted: 1, apel.Unexplained: 3}},
		{Unit: 3, UnitName: "Bidang Arsip", Of: map[apel.Status]int{apel.Present: 12, apel.OnLeave: 2, apel.Open: 1}},
	}
}

func excuse(c apel.Consent) apel.Excuse {
	return apel.Excuse{
		As: apel.Sick, Reason: "Demam <tinggi>.", At: at(14, 5), Consent: c, By: 2, ByName: "I Made Oka", Title: "Kepala Subbagian Umum", DecidedAt: at(15, 0),
	}
}

func plea(c apel.Consent, may bool) apel.Plea {
	return apel.Plea{
		Event: gathering(), Presence: apel.Presence{Event: 41, Version: 2, Employee: member("Ni Wayan Suartini"), Excuse: excuse(c), Note: "Wajib <hadir>."},
		MayDecide: may, Titles: []string{"Kepala Subbagian <Umum>"},
	}
}

// apelSamples are what people read of apel.
func apelSamples() []sample {
	past := apel.Past{Event: gathering(), Presence: apel.Presence{Status: apel.Late}}
	next := apelView()
	home := text.ApelHome{Home: apel.Home{
		Today: []apel.View{apelView(stage(apel.OpenNow))}, Next: &next, Year: map[apel.Status]int{apel.Present: 9, apel.Late: 1}, Last: []apel.Past{past, past},
	}, Year: 2026, Today: today(), News: text.Label("apel.coming")}
	card := func(change ...func(*apel.View)) text.ApelCard {
		return text.ApelCard{View: apelView(change...), Today: today()}
	}
	return append([]sample{
		{"apel home", home},
		{"apel home without anything", text.ApelHome{Year: 2026, Today: today()}},
		{"apel card", card()},
		{"apel card of somebody who comes", card(mine(apel.Presence{Coming: true}))},
		{"apel card of somebody who is there", card(stage(apel.OpenNow), mine(apel.Presence{Status: apel.Present, Way: apel.ByQR, At: at(7, 12)}))},
		{"apel card of somebody on leave", card(mine(apel.Presence{Status: apel.OnLeave, Way: apel.ByRequest}))},
		{"apel card with an excuse that waits", card(mine(apel.Presence{Excuse: excuse(apel.Asked)}))},
		{"apel card with an excuse that was refused", card(mine(apel.Presence{Excuse: excuse(apel.Refused)}))},
		{"apel card after the window", card(stage(apel.Ended))},
		{"apel card called off", card(stage(apel.CalledOff), func(v *apel.View) { v.Event.Reason = "Hujan <lebat>." })},
		{"apel card for an officer", card(stage(apel.OpenNow), officer, func(v *apel.View) { v.Mine, v.Event.Reason = nil, "Dipindah." })},
		{"question for an excuse", text.AskExcuse{As: apel.Sick, Event: gathering(), Limit: 500}},
		{"excuse for the superior", text.ApelPlea{Plea: plea(apel.Asked, true)}},
		{"excuse for others above", text.ApelPlea{Plea: plea(apel.Asked, false)}},
		{"excuse granted", text.ApelPlea{Plea: plea(apel.Granted, false), News: text.Label("apel.consented")}},
		{"excuse refused", text.ApelPlea{Plea: plea(apel.Refused, false), News: text.Label("apel.rejected")}},
		{"excuse withdrawn", text.ApelPlea{Plea: plea(apel.NotAsked, false)}},
		{"question why an excuse is refused", text.AskApelRefusal{Plea: plea(apel.Asked, true), Limit: 500}},
		{"question for a proof", text.AskProof{Event: gathering()}},
		{"plain location refused", text.PlaceRefused{Why: apel.ErrPlainLocation}},
		{"button of an excuse", text.ExcuseLabel{As: apel.Travelling}},
		{"button of an event", text.ApelLabel{Event: gathering(), Today: today()}},
	}, append(apelOfficerSamples(), apelNoticeSamples()...)...)
}

func apelNoticeSamples() []sample {
	var samples []sample
	for _, k := range []notify.Kind{notify.ApelReminder, notify.ApelChanged, notify.ApelCancelled, notify.ApelMayOpen, notify.ApelCorrected} {
		v := apelView(func(v *apel.View) { v.Event.Reason, v.Expected = "Hujan <lebat>.", 1204 })
		samples = append(samples, sample{string(k), text.ApelNotice{View: v, Kind: k, Today: today()}})
	}
	soon := apelView(mine(apel.Presence{Status: apel.Permitted, Way: apel.ByConsent, Note: "Salah <catat>."}))
	return append(samples,
		sample{"apel.reminder tomorrow", text.ApelNotice{View: soon, Kind: notify.ApelReminder, Today: soon.Event.Date.AddDays(-1)}},
		sample{"apel.reminder today", text.ApelNotice{View: soon, Kind: notify.ApelReminder, Today: soon.Event.Date}},
		sample{"apel.corrected with the reason", text.ApelNotice{View: soon, Kind: notify.ApelCorrected, Today: today()}},
		sample{"apel.consent granted", text.ConsentNotice{Plea: plea(apel.Granted, false)}},
		sample{"apel.consent refused", text.ConsentNotice{Plea: plea(apel.Refused, false)}},
	)
}

func apelOfficerSamples() []sample {
	board := func(s apel.Stage) text.ApelBoard {
		return text.ApelBoard{BoardView: apel.BoardView{
			Event: gathering(), Digits: "048213", Token: "T", Counts: map[apel.Status]int{apel.Present: 312, apel.Late: 2}, Expected: 1204, Stage: s,
		}}
	}
	somebody := apel.Presence{Employee: member("Ni Wayan <Suartini>"), Status: apel.Unexplained, Excuse: excuse(apel.Asked)}
	many := make([]apel.Presence, 40)
	for i := range many {
		many[i] = somebody
	}
	units := make([]apel.Count, 0, 20)
	for range 10 {
		units = append(units, tally()...)
	}
	month := calendar.NewDate(2026, time.November, 1)
	closed := apel.Month{Year: 2026, Month: time.November, ClosedAt: at(16, 0), ByName: "I Nyoman Suardika"}
	return []sample{
		{"board", board(apel.OpenNow)},
		{"board too early", board(apel.Coming)},
		{"board afterwards", board(apel.Ended)},
		{"board called off", board(apel.CalledOff)},
		{"list of a unit", text.ApelRoll{Roll: apel.Roll{Event: gathering(), Presences: []apel.Presence{somebody}, Tally: tally()[:1]}, Unit: "Sekretariat", Notice: true}},
		{"list of everybody", text.ApelRoll{Roll: apel.Roll{Event: gathering(), Presences: many, Tally: units, Whole: true}, News: text.Label("rekap.closed")}},
		{"figures", text.ApelFigures{Of: tally()[0].Of}},
		{"month", text.ApelRekap{Rekap: apel.Rekap{Year: 2026, Month: time.November, Events: []apel.Event{gathering()}, Tally: units, MayClose: true}}},
		{"month that is closed", text.ApelRekap{Rekap: apel.Rekap{Year: 2026, Month: time.November, Closed: closed}, News: text.Label("rekap.closed")}},
		{"month by person", text.ApelRecords{
			Year: 2026, Month: time.November, Words: "sua<r>", Offset: 5, Total: 7, Records: []apel.Record{{Who: member("Ni Wayan"), Of: tally()[0].Of}},
		}},
		{"month by person, nobody found", text.ApelRecords{Year: 2026, Month: time.November, Words: "zzz"}},
		{"question whether to close a month", text.ConfirmMonth{Year: month.Year(), Month: month.Month()}},
		{"question whom to mark", text.AskMark{Event: gathering(), Limit: 500}},
		{"question as what to mark", text.AskMark{Event: gathering(), Who: &somebody, Limit: 500}},
		{"question why somebody is marked", text.AskMark{Event: gathering(), Who: &somebody, As: apel.OnGuard, Why: true, Limit: 500}},
		{"marked", text.Marked{Presence: somebody}},
		{"table follows", text.ApelSheet{}},
		{"bars follow", text.ApelSheet{Picture: true}},
		{"button of a status", text.StatusLabel{Status: apel.Studying}},
	}
}

// apelRuleSamples are what the personnel office reads of the schedule.
func apelRuleSamples() []sample {
	e := gathering()
	first := calendar.Rule{Kind: calendar.MonthWeekday, Nth: 1, Weekday: time.Monday, Shift: calendar.NextWeek}
	rule := apel.Rule{ID: 3, Details: e.Details, Recurrence: first, Active: true}
	ended := rule
	ended.Active = false
	everyone := text.Audience{Scope: e.Scope, Count: 1204, Reachable: 1180}
	foreseen := make([]apel.Foreseen, 12)
	for i := range foreseen {
		day := e.Date.AddDays(28 * i)
		foreseen[i] = apel.Foreseen{
			Occurrence: calendar.Occurrence{Planned: day.AddDays(-7), Date: day}, Dress: apel.Adat, Why: apel.DressTilem,
			Days: []calendar.Day{{Kind: calendar.National, Name: "Hari Raya <Galungan>"}},
		}
	}
	plan := text.ApelPlan{Details: e.Details, Recurrence: first, Audience: everyone, Foreseen: foreseen, Today: today()}
	draft, wrong := plan, plan
	draft.Draft, draft.Reason, draft.Dress = true, "Dipindah <ke> dalam.", apel.Korpri
	draft.Officers, draft.News = []staff.EmployeeID{2}, text.Label("apelrule.saved")
	wrong.Foreseen, wrong.Problem, wrong.Draft = nil, apel.ErrPast, true
	samples := []sample{
		{"rules of apel", text.ApelRules{Rules: []apel.Rule{rule, ended}, Total: 7, Page: 5, News: text.Label("apelrule.saved")}},
		{"no rules of apel", text.ApelRules{}},
		{"rule", plan},
		{"rule before it is saved", draft},
		{"rule that cannot be saved", wrong},
		{"question whether a rule ends", text.ConfirmApelEnd{Rule: rule}},
		{"question why an event is called off", text.AskApelCancel{Event: e, Limit: 500}},
		{"events to come", text.ApelEvents{Events: []apel.Event{e, {State: apel.Cancelled, Details: e.Details}, {Own: true, Details: e.Details}}, Total: 8, Page: 5, Today: today()}},
		{"no events to come", text.ApelEvents{Today: today()}},
		{"places", text.ApelPlaces{Places: []apel.Place{e.Place, {Name: "Lapangan"}}, News: text.Label("apelrule.saved")}},
		{"no places", text.ApelPlaces{}},
		{"place before it is saved", text.ConfirmPlace{Place: e.Place}},
		{"reminders", text.ApelReminders{Reminders: apel.DefaultReminders(), News: text.Label("apelrule.saved")}},
		{"no reminders", text.ApelReminders{}},
		{"button of a reminder", text.ReminderLabel{Reminder: apel.DefaultReminders()[0]}},
		{"button of a place", text.PlaceLabel{Place: e.Place}},
		{"button of a dress by the rules", text.DressLabel{}},
		{"button of a kind of gathering", text.ApelKindLabel{Kind: apel.Ceremony}},
		{"button of a window", text.WindowLabel{Window: apel.DefaultWindow()}},
	}
	for _, d := range apel.Dresses() {
		samples = append(samples, sample{"button of the dress " + string(d), text.DressLabel{Dress: d}})
	}
	for _, f := range []apel.Field{
		"kind", "name", "date", "minute", "place", "dress", "inspector", "bring", "scope", "officers", "window", "place_name", "centre", "radius", "reminder", "reason",
	} {
		samples = append(samples, sample{"question of a rule: " + string(f), text.AskApelRule{Field: f, Limit: 60}})
	}
	return samples
}

// wordedApel are the errors of apel.
func wordedApel() map[string]error {
	return map[string]error{
		"apel.ErrNoSuchRule":    apel.ErrNoSuchRule,
		"apel.ErrNoSuchEvent":   apel.ErrNoSuchEvent,
		"apel.ErrNoSuchPlace":   apel.ErrNoSuchPlace,
		"apel.ErrNotExpected":   apel.ErrNotExpected,
		"apel.ErrNotOfficer":    apel.ErrNotOfficer,
		"apel.ErrCancelled":     apel.ErrCancelled,
		"apel.ErrOver":          apel.ErrOver,
		"apel.ErrNotOpen":       apel.ErrNotOpen,
		"apel.ErrPlainLocation": apel.ErrPlainLocation,
		"apel.ErrForwarded":     apel.ErrForwarded,
		"apel.ErrNewAccount":    apel.ErrNewAccount,
		"apel.ErrLocked":        apel.ErrLocked,
		"apel.ErrMonthClosed":   apel.ErrMonthClosed,
		"apel.ErrMonthNotOver":  apel.ErrMonthNotOver,
		"apel.ErrNotSuperior":   apel.ErrNotSuperior,
		"apel.ErrNoExcuse":      apel.ErrNoExcuse,
		"apel.ErrNoProof":       apel.ErrNoProof,
		"apel.ErrNoFence":       apel.ErrNoFence,
		"apel.ErrNotManager":    apel.ErrNotManager,
		"apel.ErrBeyond":        apel.ErrBeyond,
		"apel.ErrNotHead":       apel.ErrNotHead,
		"apel.ErrOwnMark":       apel.ErrOwnMark,
		"apel.ErrStatus":        apel.ErrStatus,
		"apel.ErrReasonMissing": apel.ErrReasonMissing,
		"apel.ErrPast":          apel.ErrPast,
		"apel.ErrConsented":     apel.ErrConsented,
		"apel.ErrExcuseWaits":   apel.ErrExcuseWaits,
		"apel.ErrOtherExcuse":   apel.ErrOtherExcuse,
		"apel.ConsentedError":   &apel.ConsentedError{Consent: apel.Granted, By: "I Made Oka", Title: "Kepala Subbagian Umum", At: at(15, 0)},
		"apel.FieldError":       &apel.FieldError{Field: apel.FieldWindow},
		"apel.EarlyError":       &apel.EarlyError{Opens: at(6, 45)},
		"apel.LateError":        &apel.LateError{Closed: at(8, 0)},
		"apel.CodeError":        &apel.CodeError{Left: 3},
		"apel.AwayError":        &apel.AwayError{Place: "Halaman Kantor Gubernur", Metres: 1240, Radius: 100},
		"apel.VagueError":       &apel.VagueError{Metres: 400},
		"apel.TakenError":       &apel.TakenError{},
		"apel.AlreadyError":     &apel.AlreadyError{Status: apel.Present, At: at(7, 12)},
	}
}
