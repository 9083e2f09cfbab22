package text

import "time"

// MissedDuty is an occurrence of a duty that came too late to make sense.
type MissedDuty struct {
	Duty string
	Due  time.Time
}

// DutiesMissed tells an administrator what did not happen while Gelis was away.
type DutiesMissed struct {
	List []MissedDuty
	More bool // there are others, gelis doctor has them all
}

// Phrase names the template.
func (DutiesMissed) Phrase() string { return "notice.duty.missed" }

// DutyName is what people call a duty of the program.
func DutyName(duty string) string {
	names := map[string]string{
		"digest": "ringkasan pagi", "deadlines": "pengingat batas waktu",
		"escalations": "laporan keterlambatan kepada atasan", "apel.remind": "pengingat apel",
		"apel.open": "pembukaan presensi apel", "apel.close": "penutupan presensi apel", "apel.day_end": "rekap akhir hari apel",
		"apel.reconcile": "penyusunan jadwal apel", "announce": "pengumuman terjadwal", "calendar.decree": "pengingat hari libur tahun depan",
	}
	if name, known := names[duty]; known {
		return name
	}
	return duty
}
