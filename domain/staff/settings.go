package staff

import "slices"

// DateStyle is how somebody wants dates to be written.
type DateStyle string

// The styles: formal Indonesian, Indonesian with the Balinese names of the
// weekdays, English.
const (
	IndonesianDates DateStyle = ""
	BalineseDates   DateStyle = "BALI"
	EnglishDates    DateStyle = "ENGLISH"
)

// Optional names what somebody may mute. Approvals, apel and what is urgent
// are not among it.
type Optional string

// What can be muted.
const (
	MorningDigest     Optional = "RINGKASAN"
	DeadlineReminders Optional = "TENGGAT"
	Announcements     Optional = "PENGUMUMAN" // those that are not urgent
)

// Settings are what an employee chose about what Gelis sends. The zero value
// is what holds for somebody who never chose.
type Settings struct {
	DigestAt int // minute of the day; 0: the office's own hour (07.30)
	// AnnounceFrom and AnnounceUntil are the hours of the day, in minutes,
	// within which announcements that are not urgent come; both 0: all of the
	// office's hours for them (06.00 to 20.00).
	AnnounceFrom, AnnounceUntil int
	Muted                       []Optional
	Dates                       DateStyle
}

// Mutes reports whether somebody does not want to be sent something.
func (s Settings) Mutes(o Optional) bool { return slices.Contains(s.Muted, o) }
