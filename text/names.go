package text

import (
	"strings"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/staff"
)

// StateName names the state of a branch.
func StateName(s disposition.State) string {
	switch s {
	case disposition.StateSent:
		return "Belum dibaca"
	case disposition.StateRead:
		return "Sudah dibaca"
	case disposition.StateProgress:
		return "Sedang dikerjakan"
	case disposition.StateDone:
		return "Selesai"
	case disposition.StateForwarded:
		return "Diteruskan"
	case disposition.StateReturned:
		return "Dikembalikan"
	case disposition.StateCancelled:
		return "Dibatalkan pengirim"
	}
	return string(s)
}

// SpeedName names how urgent a letter is (sifat penyelesaian).
func SpeedName(s disposition.Speed) string {
	switch s {
	case disposition.Ordinary:
		return "Biasa"
	case disposition.Urgent:
		return "Segera"
	case disposition.VeryUrgent:
		return "Sangat Segera"
	}
	return string(s)
}

// SecrecyName names how secret a letter is (sifat keamanan).
func SecrecyName(s disposition.Secrecy) string {
	switch s {
	case disposition.Open:
		return "Biasa"
	case disposition.Restricted:
		return "Terbatas"
	case disposition.Secret:
		return "Rahasia"
	case disposition.TopSecret:
		return "Sangat Rahasia"
	}
	return string(s)
}

// filterName names a filter of the list of dispositions.
func filterName(f disposition.Filter) string {
	switch f {
	case disposition.All:
		return "Semua"
	case disposition.Unread:
		return "Belum dibaca"
	case disposition.InProgress:
		return "Dikerjakan"
	case disposition.DueSoon:
		return "Mendekati batas"
	case disposition.Late:
		return "Lewat batas"
	case disposition.Finished:
		return "Selesai atau dikembalikan"
	case disposition.ForKnowledge:
		return "Tembusan"
	case disposition.WithOthers:
		return "Diteruskan"
	case disposition.SentByMe:
		return "Saya kirim"
	case disposition.SentLate:
		return "Saya kirim, terlambat"
	}
	return string(f)
}

// Registry is who has passed on a letter that no position has sent.
const Registry = "Agendaris"

// shortFilterName names a filter on a button that shares its row: with a count
// it may have no more than 18 characters on a small phone.
func shortFilterName(f disposition.Filter) string {
	if f == disposition.DueSoon {
		return "Dekat batas"
	}
	if f == disposition.SentLate {
		return "Kirim telat"
	}
	if f == disposition.Finished {
		return "Selesai/kembali"
	}
	return filterName(f)
}

// PositionTitle is a position with the capacity in which it is held: Plh.
// Kepala Bidang Pajak.
func PositionTitle(c staff.Capacity, title string) string {
	return strings.TrimSpace(CapacityName(c) + " " + line(longestTitle, title))
}

// longestTitle is how much of a position's title is shown.
const longestTitle = 100

// CapacityName stands before the title of a position whose holder is acting
// (SE BKN 1/SE/I/2021); nothing stands before a definitive holder's.
func CapacityName(c staff.Capacity) string {
	switch c {
	case staff.Plt:
		return "Plt."
	case staff.Plh:
		return "Plh."
	case staff.Definitive:
	}
	return ""
}

// roleName names a role.
func roleName(r staff.Role) string {
	switch r {
	case staff.Clerk:
		return "Agendaris (TU)"
	case staff.Personnel:
		return "Kepegawaian"
	case staff.Admin:
		return "Admin Gelis"
	}
	return string(r)
}

// dayName is what people call a special day. Computed Balinese days come in
// capitals, as lists of them are published.
func dayName(d calendar.Day) string {
	switch d.Kind {
	case calendar.PawukonDay, calendar.Purnama, calendar.Tilem:
		words := strings.Fields(strings.ToLower(d.Name))
		for i, w := range words {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		return strings.Join(words, " ")
	case calendar.National, calendar.JointLeave, calendar.OfficeOwn, calendar.BaliDispensation:
	}
	return d.Name
}
