package text

import (
	"fmt"
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
)

// permitName names a kind of permission.
func permitName(p request.PermitType) string {
	switch p {
	case request.Late:
		return "Izin datang terlambat"
	case request.Early:
		return "Izin pulang cepat"
	case request.Absent:
		return "Izin tidak masuk"
	}
	return string(p)
}

// RequestTitle is what a request is called: Cuti tahunan, Izin pulang cepat,
// Dinas luar, Lembur; Pembatalan dinas luar.
func RequestTitle(k request.Kind, l leave.Type, p request.PermitType, cancels request.ID) string {
	title := KindName(k)
	switch {
	case k == request.Leave && l != "":
		title = leaveName(l)
	case k == request.Permit && p != "":
		title = permitName(p)
	}
	if cancels != 0 {
		return "Pembatalan " + strings.ToLower(title[:1]) + title[1:]
	}
	return title
}

// requestState names the state of a request.
func requestState(s request.State) string {
	switch s {
	case request.Waiting:
		return "Menunggu keputusan"
	case request.Proposed:
		return "Ada usulan perubahan"
	case request.Approved:
		return "Disetujui"
	case request.Refused:
		return "Tidak disetujui"
	case request.Postponed:
		return "Ditangguhkan"
	case request.Withdrawn:
		return "Ditarik pemohon"
	case request.Lapsed:
		return "Kedaluwarsa"
	case request.Cancelled:
		return "Dibatalkan"
	}
	return string(s)
}

// stateMark stands before the name of a state.
func stateMark(s request.State) string {
	switch s {
	case request.Waiting:
		return "⏳"
	case request.Proposed:
		return "✏️"
	case request.Approved:
		return "✅"
	case request.Refused:
		return "❌"
	case request.Postponed:
		return "⏸"
	case request.Withdrawn, request.Lapsed, request.Cancelled:
		return "▫️"
	}
	return ""
}

// choiceName names what a decider chose, in the words of the official form.
func choiceName(c request.Choice) string {
	switch c {
	case request.Approve:
		return "Disetujui"
	case request.Change:
		return "Perubahan"
	case request.Postpone:
		return "Ditangguhkan"
	case request.Refuse:
		return "Tidak disetujui"
	}
	return string(c)
}

func choiceMark(c request.Choice) string {
	switch c {
	case request.Approve:
		return "✅"
	case request.Change:
		return "✏️"
	case request.Postpone:
		return "⏸"
	case request.Refuse:
		return "❌"
	}
	return ""
}

// stageName names what a step is for.
func stageName(s request.Stage) string {
	switch s {
	case request.Consider:
		return "Pertimbangan"
	case request.Decide:
		return "Keputusan"
	}
	return string(s)
}

// periodName writes a time from day to day: Senin, 23 – Jumat, 27 November 2026.
func periodName(p request.Period) string {
	from, to := p.From, p.To
	switch {
	case from.IsZero() || to.IsZero() || from == to:
		return date(from)
	case from.Year() == to.Year() && from.Month() == to.Month():
		return fmt.Sprintf("%s, %d – %s", weekday(from.Weekday()), from.Day(), date(to))
	case from.Year() == to.Year():
		return fmt.Sprintf("%s, %d %s – %s", weekday(from.Weekday()), from.Day(), month(from.Month()), date(to))
	}
	return date(from) + " – " + date(to)
}

// shortPeriod writes a time for a list: 23–27 Nov 2026, 30 Nov–4 Des 2026.
func shortPeriod(p request.Period) string {
	from, to := p.From, p.To
	end := dayOf(to) + fmt.Sprintf(" %d", to.Year())
	switch {
	case from == to:
		return end
	case from.Year() == to.Year() && from.Month() == to.Month():
		return fmt.Sprintf("%d–%s", from.Day(), end)
	case from.Year() == to.Year():
		return dayOf(from) + "–" + end
	}
	return fmt.Sprintf("%s %d–%s", dayOf(from), from.Year(), end)
}

func dayOf(d calendar.Date) string {
	if d.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%d %s", d.Day(), shortMonth(d.Month()))
}

// hoursName writes hours of a day: 07.30–10.00; nothing of a whole day.
func hoursName(h request.Hours) string {
	if h == (request.Hours{}) {
		return ""
	}
	return minuteName(h.From) + "–" + minuteName(h.To)
}

func minuteName(minute int) string { return fmt.Sprintf("%02d.%02d", minute/60, minute%60) }

// length writes how long a request is: 8 hari kerja, 3 hari; 2 jam 30 menit
// of one with hours.
func length(k request.Kind, days int, h request.Hours) string {
	switch {
	case h != (request.Hours{}):
		return minutes(h.To - h.From)
	}
	return daysOf(k, days)
}

func daysOf(k request.Kind, days int) string {
	if k == request.Leave {
		return number(days) + " hari kerja"
	}
	return number(days) + " hari"
}

func minutes(n int) string {
	var parts []string
	if n >= 60 {
		parts = append(parts, number(n/60)+" jam")
	}
	if n%60 > 0 || n < 60 {
		parts = append(parts, number(n%60)+" menit")
	}
	return strings.Join(parts, " ")
}

// askField names a part of an ask.
func askField(f request.Field) string {
	switch f {
	case request.FieldReason:
		return "alasan"
	case request.FieldAddress:
		return "alamat selama cuti"
	case request.FieldPhone:
		return "nomor telepon"
	case request.FieldFrom:
		return "tempat berangkat"
	case request.FieldTo:
		return "tempat tujuan"
	case request.FieldVehicle:
		return "kendaraan"
	case request.FieldBudget:
		return "mata anggaran"
	}
	return string(f)
}
