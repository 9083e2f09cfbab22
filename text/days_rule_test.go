package text_test

import (
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/text"
)

func TestARuleIsSaidAsPeopleSayIt(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"HARI_KE 1 SENIN; MINGGU_BERIKUT":                 "Senin pertama tiap bulan, digeser ke Senin berikutnya bila libur",
		"HARI_KE -1 JUMAT; HARI_KERJA_BERIKUT":            "Jumat terakhir tiap bulan, digeser ke hari kerja berikutnya bila libur",
		"HARI_KE 4 MINGGU; TETAP":                         "Minggu keempat tiap bulan, juga bila libur",
		"TANGGAL 17; LEWATI":                              "tiap tanggal 17, ditiadakan bila libur",
		"TANGGAL 1; MINGGU_BERIKUT":                       "tiap tanggal 1, digeser satu minggu bila libur",
		"TANGGAL 31; TETAP":                               "tiap tanggal 31 (atau hari terakhir bulan yang lebih pendek), juga bila libur",
		"MINGGUAN SENIN; MINGGU_BERIKUT; 2026-01-01..":    "tiap Senin, ditiadakan bila libur, mulai 1 Januari 2026",
		"MINGGUAN SENIN; TETAP; ..2026-12-31":             "tiap Senin, juga bila libur, sampai 31 Desember 2026",
		"TAHUNAN 08-14; TETAP; 2026-01-01..2028-12-31":    "tiap tanggal 14 Agustus, juga bila libur, dari 1 Januari 2026 sampai 31 Desember 2028",
		"SEKALI 2026-12-07; TETAP":                        "Senin 7 Desember 2026",
		"SEKALI 2026-12-07; MINGGU_BERIKUT; 2026-01-01..": "Senin 7 Desember 2026, digeser ke Senin berikutnya bila libur",
	}
	for rule, want := range tests {
		parsed, err := calendar.ParseRule(rule)
		if err != nil {
			t.Fatal(err)
		}
		if got := text.RuleName(parsed); got != want {
			t.Errorf("%s: got %q, want %q", rule, got, want)
		}
	}
}
