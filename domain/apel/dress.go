package apel

import (
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
)

// Dress is what is worn.
type Dress string

// What the rules of dress know (Pergub Bali 79/2018 for busana adat on
// Thursdays, Purnama, Tilem and Hari Jadi Provinsi; SE Gubernur 4/2021 for
// endek on Tuesdays; the rest [A]).
const (
	Adat   Dress = "ADAT"
	Korpri Dress = "KORPRI"
	Endek  Dress = "ENDEK"
	Khaki  Dress = "KHAKI"
	White  Dress = "PUTIH"
	Batik  Dress = "BATIK"
	Sport  Dress = "OLAHRAGA"
)

// Dresses lists all of them.
func Dresses() []Dress { return []Dress{Adat, Korpri, Endek, Khaki, White, Batik, Sport} }

// Why says which rule of dress holds on a day.
type Why string

// The rules of dress, the weightiest first.
const (
	DressFixed     Why = "DITETAPKAN" // by the rule or the event itself
	DressPurnama   Why = "PURNAMA"
	DressTilem     Why = "TILEM"
	DressProvince  Why = "HARI_JADI_PROVINSI" // 14 August
	DressAwareness Why = "HARI_KESADARAN"     // ceremony of the 17th
	DressThursday  Why = "KAMIS"
	DressTuesday   Why = "SELASA"
	DressWeekday   Why = "HARI" // what is worn on that day of the week
)

// DressOn says what is worn on a day, and by which rule: the event's own
// choice, or the first rule that fits. Busana adat on Purnama, Tilem and Hari
// Jadi Provinsi (Pergub Bali 79/2018) before Korpri at the ceremony of the
// 17th [A], before adat on Thursdays (Pergub Bali 79/2018), before endek on
// Tuesdays (SE Gubernur 4/2021), before what the weekday has [A].
func (d Details) DressOn(day calendar.Date, cal *calendar.Calendar) (Dress, Why) {
	if d.Dress != "" {
		return d.Dress, DressFixed
	}
	if why := observed(day, cal); why != "" {
		return Adat, why
	}
	if d.Kind == Ceremony && day.Day() == 17 {
		return Korpri, DressAwareness
	}
	return ofWeekday(day.Weekday())
}

// observed says which day of the calendar asks for busana adat.
func observed(day calendar.Date, cal *calendar.Calendar) Why {
	for _, d := range cal.Observed(day) {
		for _, moon := range []struct {
			kind calendar.Kind
			why  Why
		}{{calendar.Purnama, DressPurnama}, {calendar.Tilem, DressTilem}} {
			if d.Kind == moon.kind || strings.Contains(strings.ToUpper(d.Name), string(moon.kind)) {
				return moon.why
			}
		}
	}
	if day.Month() == time.August && day.Day() == 14 {
		return DressProvince
	}
	return ""
}

func ofWeekday(w time.Weekday) (Dress, Why) {
	switch w {
	case time.Thursday:
		return Adat, DressThursday
	case time.Tuesday:
		return Endek, DressTuesday
	case time.Wednesday:
		return White, DressWeekday
	case time.Friday:
		return Batik, DressWeekday
	case time.Monday, time.Saturday, time.Sunday:
	}
	return Khaki, DressWeekday
}
