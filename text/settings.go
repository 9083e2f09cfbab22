package text

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

// SettingsCard shows what somebody chose about what Gelis sends.
type SettingsCard struct {
	Settings staff.Settings
	Today    calendar.Date
	News     bot.Phrase // what has just happened; may be nil
}

// Phrase names the template.
func (SettingsCard) Phrase() string { return "settings" }

// Digest is the minute at which the morning digest comes.
func (c SettingsCard) Digest() int {
	if c.Settings.DigestAt == 0 {
		return OfficeDigest
	}
	return c.Settings.DigestAt
}

// From and Until are the hours of announcements, in minutes.
func (c SettingsCard) From() int { return AnnounceHours(c.Settings).From }

// Until is when announcements end.
func (c SettingsCard) Until() int { return AnnounceHours(c.Settings).Until }

// OfficeDigest is the minute of the day at which the digest comes unless
// somebody chose another.
const OfficeDigest = 7*60 + 30

// HourRange are hours of a day, in minutes.
type HourRange struct{ From, Until int }

// Phrase names the template.
func (HourRange) Phrase() string { return "settings.hours" }

// AnnounceHours are the hours at which somebody is sent announcements.
func AnnounceHours(s staff.Settings) HourRange {
	if s.AnnounceFrom == 0 && s.AnnounceUntil == 0 {
		return HourRange{From: 6 * 60, Until: 20 * 60}
	}
	return HourRange{From: s.AnnounceFrom, Until: s.AnnounceUntil}
}

// AskDigest asks when the digest is to come.
type AskDigest struct{}

// Phrase names the template.
func (AskDigest) Phrase() string { return "settings.digest" }

// AskAnnounceHours asks for the hours of announcements.
type AskAnnounceHours struct{}

// Phrase names the template.
func (AskAnnounceHours) Phrase() string { return "settings.announce" }

// AskMuted asks what is not to be sent.
type AskMuted struct{}

// Phrase names the template.
func (AskMuted) Phrase() string { return "settings.mute" }

// OptionalLabel is the button of something that can be muted.
type OptionalLabel struct {
	What  staff.Optional
	Muted bool
}

// Phrase names the template.
func (OptionalLabel) Phrase() string { return "settings.optional" }

// AskDates asks for the style of dates, with an example of each.
type AskDates struct{ Today calendar.Date }

// Phrase names the template.
func (AskDates) Phrase() string { return "settings.dates" }

// Example is how a day reads in a style.
func (a AskDates) Example(style staff.DateStyle) string { return DateIn(a.Today, style) }

// Styles are those to choose from.
func (AskDates) Styles() []staff.DateStyle {
	return []staff.DateStyle{staff.IndonesianDates, staff.BalineseDates, staff.EnglishDates}
}

// DateIn writes a day in full in a style.
func DateIn(d calendar.Date, style staff.DateStyle) string {
	if names, ok := namesOf(style); ok {
		return names.date(d)
	}
	return date(d)
}

// StyleLabel is the button of a style of dates.
type StyleLabel struct{ Style staff.DateStyle }

// Phrase names the template.
func (StyleLabel) Phrase() string { return "settings.style" }

// Dated is how today reads in the style that was chosen.
func (c SettingsCard) Dated() string { return DateIn(c.Today, c.Settings.Dates) }
