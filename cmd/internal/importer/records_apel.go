package importer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The most that a cell about an apel may say, and what one says that is empty.
const (
	maxWindow     = 240 // minutes around the hour
	maxRadius     = 5000
	defaultRadius = 100
	minutesOfDay  = 24 * 60
)

func (l line) apelPlace() roster.ApelPlace {
	return roster.ApelPlace{
		Name:      l.text("name", maxName),
		Latitude:  l.degrees("latitude", 90),
		Longitude: l.degrees("longitude", 180),
		Radius:    l.radius("radius"),
		Active:    l.active(),
	}
}

func (l line) radius(column string) int {
	if l.cell(column) == "" {
		return defaultRadius
	}
	return l.number(column, maxRadius)
}

func (r *reader) apelRule(l line) roster.ApelRule {
	usual := apel.DefaultWindow()
	return roster.ApelRule{
		Name:       l.text("name", maxName),
		Kind:       choice(l, "kind", apel.Assembly, apel.Assembly, apel.Ceremony),
		Recurrence: l.recurrence("recurrence"),
		Minute:     l.minute("hour"),
		Place:      l.text("place", maxName),
		Dress:      choice(l, "dress", "", apel.Adat, apel.Korpri, apel.Endek, apel.Khaki, apel.White, apel.Batik, apel.Sport),
		Inspector:  l.text("inspector", maxTitle),
		Bring:      l.text("bring", maxHeader),
		Units:      l.list("for_units"),
		Echelons:   l.echelons("for_echelons"),
		Window: apel.Window{
			OpensBefore: l.amount("opens_before", usual.OpensBefore, maxWindow),
			LateAfter:   l.amount("late_after", usual.LateAfter, maxWindow),
			ClosesAfter: l.amount("closes_after", usual.ClosesAfter, maxWindow),
		},
		Officers: l.nips("officers", r.today()),
		Unit:     l.code("unit"),
		Active:   l.active(),
	}
}

// degrees reads a latitude or longitude in degrees with a point or a comma.
func (l line) degrees(column string, most float64) float64 {
	value := l.value(column)
	if value == "" {
		return 0
	}
	degrees, err := strconv.ParseFloat(strings.Replace(value, ",", ".", 1), 64)
	if err != nil || !(degrees >= -most && degrees <= most) {
		l.wrong(column, value, "is no place on the earth", "write degrees, as -8.671853 and 115.233622")
		return 0
	}
	return degrees
}

// recurrence reads a rule as calendar.Rule writes itself.
func (l line) recurrence(column string) calendar.Rule {
	value := l.text(column, maxName)
	if value == "" {
		return calendar.Rule{}
	}
	rule, err := calendar.ParseRule(strings.ToUpper(value))
	if err != nil {
		l.wrong(column, value, "is not a recurrence", `write it as "HARI_KE 1 SENIN; MINGGU_BERIKUT" or "TANGGAL 17; TETAP"; docs/import.md has all of them`)
	}
	return rule
}

// minute reads an hour of the day, 07.30 or 07:30, as Excel keeps it too.
func (l line) minute(column string) int {
	value := l.value(column)
	if value == "" {
		return 0
	}
	if part, err := strconv.ParseFloat(value, 64); l.excel && err == nil && part < 1 && part >= 0 && strings.HasPrefix(value, "0.") && len(value) > len("0.00") {
		return int(part*minutesOfDay + 0.5)
	}
	parts := regexp.MustCompile(`^([01]?\d|2[0-3])[.:]([0-5]\d)(:00)?$`).FindStringSubmatch(value)
	if parts == nil {
		l.wrong(column, value, "is not an hour", "write it as 07.30")
		return 0
	}
	hour, _ := strconv.Atoi(parts[1])   // two digits
	minute, _ := strconv.Atoi(parts[2]) // two digits
	return hour*60 + minute
}

// echelons reads a list of echelons.
func (l line) echelons(column string) []staff.Echelon {
	var all []staff.Echelon
	known := []staff.Echelon{staff.EchelonI, staff.EchelonII, staff.EchelonIII, staff.EchelonIV, staff.Staf}
	for _, word := range l.list(column) {
		e := staff.Echelon(strings.ToUpper(word))
		if !slices.Contains(known, e) {
			l.wrong(column, word, "is not one of the words for it", "write one of I, II, III, IV, STAF, divided by semicolons")
			continue
		}
		all = append(all, e)
	}
	return all
}

// nips reads a list of NIPs.
func (l line) nips(column string, today calendar.Date) []staff.NIP {
	var all []staff.NIP
	for _, value := range l.list(column) {
		nip, err := staff.ParseNIP(strings.TrimLeft(value, "'‘’"), false, today)
		l.nipMistake(column, value, err)
		if err == nil {
			all = append(all, nip)
		}
	}
	return all
}
