package text_test

import (
	"time"

	"github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func appointment(change ...func(*acting.Appointment)) acting.Appointment {
	a := acting.Appointment{
		ID: 5, Position: staff.Position{ID: 4, Title: "Kepala Subbagian <Umum>", UnitID: 2, UnitName: "Sekretariat"},
		Deputy: staff.Employee{ID: 7, Name: "Ni Wayan Suartini, S.Sos."}, As: staff.Plh, From: today(), Until: today().AddDays(4), By: 9, At: at(8, 5),
	}
	for _, c := range change {
		c(&a)
	}
	return a
}

func tomorrow(a *acting.Appointment)  { a.From = today().AddDays(1) }
func yesterday(a *acting.Appointment) { a.From = today().AddDays(-1) }
func revoked(a *acting.Appointment)   { a.Revoked, a.EndedAt = true, at(9, 30) }
func vacant(a *acting.Appointment)    { a.As = staff.Plt }

func early(a *acting.Appointment) {
	a.From, a.Until, a.EndedAt = today().AddDays(-3), today().AddDays(-1), at(9, 30)
}

func actingSamples() []sample {
	plan := acting.Plan{
		Order:    acting.Order{As: staff.Plh, From: today(), Until: today().AddDays(4)},
		Position: appointment().Position, Deputy: appointment().Deputy, Workload: acting.Workload{Dispositions: 3, Requests: 2},
		Holders: []acting.Term{{Name: "I Ketut Rai", As: staff.Definitive}},
		Others:  []acting.Term{{Name: "I Made Oka", As: staff.Plh, From: today(), Until: today().AddDays(1)}},
	}
	empty := plan
	empty.As, empty.Holders, empty.Others = staff.Plt, nil, nil
	posts := []acting.Post{
		{Position: appointment().Position, Holder: "I Ketut Rai"},
		{Position: staff.Position{ID: 6, Title: "Kepala Seksi Arsip"}},
	}
	card := func(mine bool, change ...func(*acting.Appointment)) text.ActingCard {
		return text.ActingCard{Appointment: appointment(change...), Today: today(), Mine: mine}
	}
	made := card(false)
	made.News = text.Label("acting.appointed")
	samples := []sample{
		{"acting officials", text.ActingList{Items: []acting.Appointment{appointment(), appointment(tomorrow, vacant)}, Offset: 5, Total: 7, Today: today(), MayAppoint: true}},
		{"no acting officials", text.ActingList{Today: today()}},
		{"appointment just made", made},
		{"appointment, to the deputy", card(true)},
		{"appointment to come, to the deputy", card(true, tomorrow)},
		{"appointment that was revoked", card(false, revoked)},
		{"appointment that was ended early", card(true, early)},
		{"question whether to end what has begun", text.AskEndActing{Appointment: appointment(yesterday), Today: today()}},
		{"question whether to end what has not begun", text.AskEndActing{Appointment: appointment(tomorrow), Today: today()}},
		{"question for the position", text.AskPost{Posts: posts, More: true}},
		{"question for the position after a search", text.AskPost{Search: "kepala <b>"}},
		{"button of a position", text.PostLabel{Number: 1, Post: posts[0]}},
		{"button of a vacant position", text.PostLabel{Number: 2, Post: posts[1]}},
		{"what days of an appointment mean", text.ActingLine{Plan: plan}},
		{"days of an appointment that will not do", text.ActingLine{Problem: &acting.TooLongError{Until: today().AddDays(90)}}},
		{"preview of a Plh", text.AskAppoint{Plan: plan}},
		{"preview of a Plt", text.AskAppoint{Plan: empty}},
		{"preview that cannot be made", text.AskAppoint{Problem: acting.ErrDeputyLeft}},
	}
	for _, k := range []notify.Kind{notify.ActingAppointed, notify.ActingBegins, notify.ActingEnded} {
		samples = append(samples,
			sample{string(k) + " to the deputy", text.ActingNotice{Appointment: appointment(), Kind: k, Mine: true}},
			sample{string(k) + " to the holder", text.ActingNotice{Appointment: appointment(vacant), Kind: k}},
		)
	}
	return append(samples,
		sample{"acting.ended early", text.ActingNotice{Appointment: appointment(early), Kind: notify.ActingEnded}},
		sample{"acting.ended before it began", text.ActingNotice{Appointment: appointment(revoked), Kind: notify.ActingEnded, Mine: true}},
	)
}

func bookings(n int) []request.Booking {
	list := []request.Booking{{Entry: leave.Entry{Year: 2025, Kind: leave.Opening, Days: 6}}}
	for range n {
		list = append(list, request.Booking{
			Entry: leave.Entry{Year: 2026, Kind: leave.Correction, Days: -2}, Reason: "Cuti <lama> belum tercatat.", By: "I Nyoman Suardika", At: at(8, 5),
		})
	}
	return list
}

func statement(bookings []request.Booking, taken ...request.Taken) request.Statement {
	a := asked().Applicant
	a.NIP = "199004042015042004"
	return request.Statement{Employee: a, Year: 2026, Entries: bookings, Requests: taken, Taken: 8, Balance: balance()}
}

func taken(n int) []request.Taken {
	var list []request.Taken
	for range n {
		list = append(list, request.Taken{Item: requestPage().Items[0], Charges: asked().Charges})
	}
	return list
}

func bookSamples() []sample {
	b := balance()
	corrected := text.LeaveStatement{Statement: statement(bookings(1)), Today: today(), News: text.Label("books.corrected")}
	return []sample{
		{"own statement", text.LeaveStatement{Statement: statement(bookings(1), taken(1)...), Own: true, Today: today()}},
		{"statement after a correction", corrected},
		{"long statement", text.LeaveStatement{Statement: statement(bookings(9), taken(12)...), Own: true, Today: today()}},
		{"empty statement", text.LeaveStatement{Statement: request.Statement{Year: 2027}, Own: true, Today: today()}},
		{"button of the year before", text.YearLabel{Year: 2025, Before: true}},
		{"button of the year after", text.YearLabel{Year: 2027, After: true}},
		{"button of a unit", text.UnitLabel{Name: "Sekretariat"}},
		{"question for the year of a correction", text.AskCorrection{Name: "Ni Wayan Suartini"}},
		{"question for the days of a correction", text.AskCorrection{Name: "Ni Wayan Suartini", Year: 2026, Balance: &b}},
		{"question for the reason of a correction", text.AskCorrectionReason{Limit: 500}},
		{"confirmation of a correction", text.ConfirmCorrection{Name: "Ni Wayan Suartini", Year: 2026, Days: -2, Reason: "Cuti <lama>.", Balance: b}},
		{"confirmation of a correction that gives", text.ConfirmCorrection{Name: "Ni Wayan Suartini", Year: 2025, Days: 3, Reason: "Salah catat.", Balance: b}},
		{"table of leave", text.LeaveSheet{Unit: "Sekretariat", Year: 2026, People: 12}},
		{"leave.corrected", text.CorrectedNotice{Year: 2026, Days: -2}},
	}
}

func calendarSamples() []sample {
	holiday := []calendar.Day{{Kind: calendar.National, Name: "Hari Raya <Galungan>"}}
	late := request.Absence{Name: "I Ketut Rai", Kind: request.Permit, Permit: request.Late, Period: days(1, 1), Hours: request.Hours{From: 450, To: 600}, Approved: true}
	var weeks []text.AwayDay
	for i := range 14 {
		weeks = append(weeks, text.AwayDay{Date: today().AddDays(i), Absences: absences(7), Special: holiday})
	}
	month := calendar.NewDate(2026, time.November, 1)
	return []sample{
		{"two weeks of a unit", text.AwayWeeks{Unit: "Sekretariat <1>", Today: today(), Days: []text.AwayDay{
			{Date: today(), Absences: append(absences(2), late)}, {Date: today().AddDays(1), Special: holiday}, {Date: today().AddDays(5), Absences: absences(3)},
		}}},
		{"two full weeks", text.AwayWeeks{Unit: "Sekretariat", Today: today(), Days: weeks}},
		{"month of a unit", text.AwayMonth{Unit: "Sekretariat", Month: month, Absences: append(absences(2), late)}},
		{"full month", text.AwayMonth{Unit: "Sekretariat", Month: month, Absences: absences(28)}},
		{"empty month", text.AwayMonth{Unit: "Sekretariat", Month: month}},
		{"button of the month before", text.MonthLabel{Month: month}},
		{"button of the month after", text.MonthLabel{Month: month, After: true}},
		{"units to choose from", text.UnitList{Units: []staff.Unit{{ID: 2, Name: "Sekretariat"}, {ID: 3, Name: "Bidang <Arsip>"}}, Offset: 5, Total: 7}},
		{"one picture", text.PictureSent{Count: 1}},
		{"several pictures", text.PictureSent{Count: 2}},
		{"no picture", text.PictureSent{}},
	}
}
