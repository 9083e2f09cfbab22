package text

import (
	"fmt"
	"html/template"
	"strconv"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
)

// AskReport asks for the follow-up report of a disposition.
type AskReport struct{ AgendaNumber, Limit int }

// Phrase names the template.
func (AskReport) Phrase() string { return "finish.report" }

// AskFiles asks for photos or PDF that belong to a report.
type AskFiles struct {
	Files []document.File // kept already
	Limit int
}

// Phrase names the template.
func (AskFiles) Phrase() string { return "finish.files" }

// Left is how many more files are taken.
func (a AskFiles) Left() int { return max(0, a.Limit-len(a.Files)) }

// ConfirmFinish shows a report before it is sent.
type ConfirmFinish struct {
	AgendaNumber int
	Report       string
	Files        []document.File
}

// Phrase names the template.
func (ConfirmFinish) Phrase() string { return "finish.confirm" }

// ConfirmFinishSecret asks whether a disposition of a secret letter is done.
type ConfirmFinishSecret struct{ AgendaNumber int }

// Phrase names the template.
func (ConfirmFinishSecret) Phrase() string { return "finish.secret" }

// AskReason asks why a disposition is returned.
type AskReason struct{ AgendaNumber, Limit int }

// Phrase names the template.
func (AskReason) Phrase() string { return "return.reason" }

// ConfirmReturn shows a return before it is sent.
type ConfirmReturn struct {
	AgendaNumber int
	Reason       string
}

// Phrase names the template.
func (ConfirmReturn) Phrase() string { return "return.confirm" }

// Finished says that a disposition is done and who has been told.
type Finished struct{ Sender string }

// Phrase names the template.
func (Finished) Phrase() string { return "finish.done" }

// SentBack says that a disposition went back and to whom.
type SentBack struct{ Sender string }

// Phrase names the template.
func (SentBack) Phrase() string { return "return.done" }

// Sending says how many files follow.
type Sending struct{ Count int }

// Phrase names the template.
func (Sending) Phrase() string { return "disposition.sending" }

// formFunctions are what the templates of forms may call beside the others.
func formFunctions() template.FuncMap {
	return template.FuncMap{
		"monthYear": func(d calendar.Date) string { return month(d.Month()) + " " + strconv.Itoa(d.Year()) },
		"monthAbbr": func(d calendar.Date) string { return month(d.Month())[:3] },
		"dayAbbr":   func(d time.Weekday) string { return weekday(d)[:3] },
		"hourOf":    func(minute int) string { return fmt.Sprintf("%02d.%02d", minute/60, minute%60) },
		"daySign":   daySign,
		"dayMeans":  dayMeaning,
		"kindSign":  func(k calendar.Kind) string { return daySign(bot.SignOf(k)) },
	}
}

// daySign is the sign of a day on a calendar; a row has seven days on a small phone.
func daySign(s bot.DaySign) string {
	switch s {
	case bot.DayChosen:
		return "✓"
	case bot.DayNational:
		return "🔴"
	case bot.DayJoint:
		return "🟠"
	case bot.DayOffice:
		return "🟤"
	case bot.DayBali:
		return "🟣"
	case bot.DayRite:
		return "🌺"
	case bot.DayOwn:
		return "🔵"
	case bot.DayOthers:
		return "👥"
	case bot.DayClosed:
		return "×"
	case bot.DayWeekend:
		return "◦"
	case bot.DayToday:
		return "›"
	case bot.DayOutside:
		return "–"
	case bot.DayPlain:
	}
	return ""
}

// dayMeaning says what a sign means; nothing of a day without one.
func dayMeaning(s bot.DaySign) string {
	switch s {
	case bot.DayChosen:
		return "dipilih"
	case bot.DayNational:
		return "libur nasional"
	case bot.DayJoint:
		return "cuti bersama"
	case bot.DayOffice:
		return "libur kantor"
	case bot.DayBali:
		return "dispensasi Bali"
	case bot.DayRite:
		return "hari suci Bali"
	case bot.DayOwn:
		return "Anda sudah ada permohonan"
	case bot.DayOthers:
		return "ada rekan yang tidak masuk"
	case bot.DayClosed:
		return "tidak dapat dipilih"
	case bot.DayWeekend:
		return "Sabtu dan Minggu"
	case bot.DayToday:
		return "hari ini"
	case bot.DayOutside:
		return "di luar pilihan"
	case bot.DayPlain:
	}
	return ""
}
