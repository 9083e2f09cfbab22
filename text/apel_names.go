package text

import (
	"fmt"
	"html/template"

	"github.com/gelis-bali/gelis/domain/apel"
)

// apelFunctions are what the templates about apel call.
func apelFunctions() template.FuncMap {
	return template.FuncMap{
		"apelKind":   ApelKind,
		"apelStatus": ApelStatus,
		"apelMark":   apelMark,
		"dress":      dressName,
		"dressWhy":   dressWhy,
		"way":        ApelWay,
		"hour":       hourName,
		"apelField":  apelField,
		"apelReason": apelReason,
	}
}

// apelReason says why an event was changed or called off: in somebody's words,
// or that its rule did it.
func apelReason(written string) string {
	switch written {
	case apel.ReasonRule:
		return "jadwal mengikuti kalender kantor dan aturan apel"
	case apel.ReasonRuleEnded:
		return "aturan apel ini sudah berakhir"
	}
	return written
}

// hourName writes a minute of the day: 07.30.
func hourName(minute int) string { return fmt.Sprintf("%02d.%02d", minute/60, minute%60) }

// ApelKind names a kind of gathering.
func ApelKind(k apel.Kind) string {
	switch k {
	case apel.Assembly:
		return "Apel"
	case apel.Ceremony:
		return "Upacara"
	}
	return string(k)
}

// ApelStatus names what is known of somebody.
func ApelStatus(s apel.Status) string {
	switch s {
	case apel.Open:
		return "Belum ada kabar"
	case apel.Present:
		return "Hadir"
	case apel.Late:
		return "Terlambat"
	case apel.Permitted:
		return "Izin"
	case apel.Sick:
		return "Sakit"
	case apel.Travelling:
		return "Dinas luar"
	case apel.OnLeave:
		return "Cuti"
	case apel.Training:
		return "Diklat"
	case apel.Studying:
		return "Tugas belajar"
	case apel.OnGuard:
		return "Piket"
	case apel.Unexplained:
		return "Tanpa keterangan"
	}
	return string(s)
}

// apelMark stands before a status, so that a list is read at a glance.
func apelMark(s apel.Status) string {
	switch s {
	case apel.Present:
		return "✅"
	case apel.Late:
		return "🕗"
	case apel.Unexplained:
		return "❌"
	case apel.Open, apel.Permitted, apel.Sick, apel.Travelling, apel.OnLeave, apel.Training, apel.Studying, apel.OnGuard:
	}
	return "▫️"
}

// ApelWay says how a status is known.
func ApelWay(w apel.Way) string {
	switch w {
	case apel.ByCode:
		return "kode"
	case apel.ByQR:
		return "kode QR"
	case apel.ByLocation:
		return "lokasi terkini"
	case apel.ByOfficer:
		return "dicatat petugas"
	case apel.ByRequest:
		return "permohonan yang disetujui"
	case apel.ByConsent:
		return "persetujuan atasan"
	case apel.ByClose:
		return "tidak ada kabar sampai akhir hari"
	}
	return string(w)
}

// dressName names what is worn.
func dressName(d apel.Dress) string {
	switch d {
	case apel.Adat:
		return "Busana adat Bali"
	case apel.Korpri:
		return "Seragam Korpri"
	case apel.Endek:
		return "Kain endek"
	case apel.Khaki:
		return "Pakaian dinas khaki"
	case apel.White:
		return "Kemeja putih"
	case apel.Batik:
		return "Endek atau batik"
	case apel.Sport:
		return "Pakaian olahraga"
	}
	return string(d)
}

// dressWhy says by which rule it is worn; nothing where that is no news.
func dressWhy(w apel.Why) string {
	switch w {
	case apel.DressPurnama:
		return "karena Purnama"
	case apel.DressTilem:
		return "karena Tilem"
	case apel.DressProvince:
		return "karena Hari Jadi Provinsi Bali"
	case apel.DressAwareness:
		return "Hari Kesadaran Nasional"
	case apel.DressThursday:
		return "karena hari Kamis"
	case apel.DressTuesday:
		return "karena hari Selasa"
	case apel.DressFixed, apel.DressWeekday:
	}
	return ""
}

// apelField names a part of a rule, an event, a place or a reminder.
func apelField(f apel.Field) string {
	switch f {
	case apel.FieldKind:
		return "Jenis"
	case apel.FieldName:
		return "Nama"
	case apel.FieldDate:
		return "Tanggal"
	case apel.FieldMinute, apel.FieldReminder:
		return "Jam"
	case apel.FieldPlace:
		return "Tempat"
	case apel.FieldDress:
		return "Pakaian"
	case apel.FieldScope:
		return "Peserta"
	case apel.FieldWindow:
		return "Waktu presensi"
	case apel.FieldRecurrence:
		return "Jadwal"
	case apel.FieldCentre:
		return "Titik pusat"
	case apel.FieldRadius:
		return "Jarak"
	case apel.FieldText:
		return "Tulisan"
	}
	return string(f)
}
