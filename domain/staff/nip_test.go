package staff_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/staff"
)

const (
	civilServant = true
	contract     = false // PPPK
)

func TestParseNIPTakesWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		text         string
		civilServant bool
		want         staff.NIP
	}{
		{"digits alone", "196303121991021005", civilServant, "196303121991021005"},
		{"as documents print it", "19630312 199102 1 005", civilServant, "196303121991021005"},
		{"with dots", "19630312.199102.1.005", civilServant, "196303121991021005"},
		{"with no-break and narrow spaces", "19630312\u00a0199102\u202f1\u2007005", civilServant, "196303121991021005"},
		{"with a tab, a newline and space around", " \t19630312 199102 1 005\r\n", civilServant, "196303121991021005"},
		{"with invisible marks from copying", "\u200e\ufeff19630312\u200b199102 1 005\u202c", civilServant, "196303121991021005"},
		{"born on a leap day", "200002292024011001", civilServant, "200002292024011001"},
		{"a woman, the last of the sequence", "198807242015122999", civilServant, "198807242015122999"},
		{"appointed this month", "200001012026081001", civilServant, "200001012026081001"},
		{"a contract number that is no month", "199005172023242003", contract, "199005172023242003"},
		{"a contract number that could be a month to come", "199005172026121003", contract, "199005172026121003"},
		{"contract number 00", "199005172023001003", contract, "199005172023001003"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := staff.ParseNIP(tt.text, tt.civilServant, today())
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got.String(), err, tt.want.String())
			}
		})
	}
}

func TestParseNIPSaysWhyNot(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		text         string
		civilServant bool
		want         staff.NIPReason
	}{
		{"nothing", "", civilServant, staff.NIPTooShort},
		{"only separators", " . ", civilServant, staff.NIPTooShort},
		{"17 digits", "19630312199102100", civilServant, staff.NIPTooShort},
		{"19 digits", "1963031219910210055", civilServant, staff.NIPTooLong},
		{"a letter", "19630312199102100O", civilServant, staff.NIPNotDigits},
		{"a letter in the middle", "19630312x99102 1 005", civilServant, staff.NIPNotDigits},
		{"a hyphen", "19630312-199102-1-005", civilServant, staff.NIPNotDigits},
		{"as a spreadsheet rounds it", "1,96303E+17", civilServant, staff.NIPNotDigits},
		{"Arabic digits", "١٩٦٣٠٣١٢١٩٩١٠٢١٠٠٥", civilServant, staff.NIPNotDigits},
		{"a NUL", "196303121991021005\x00", civilServant, staff.NIPNotDigits},
		{"broken UTF-8", "19630312199102100\xff", civilServant, staff.NIPNotDigits},
		{"born on 30 February", "196302301991021005", civilServant, staff.NIPBirthDate},
		{"born on 29 February of an ordinary year", "196302291991021005", civilServant, staff.NIPBirthDate},
		{"born in month 13", "196313121991021005", civilServant, staff.NIPBirthDate},
		{"born in the year 0", "000003121991021005", civilServant, staff.NIPBirthDate},
		{"born tomorrow", "202608191991021005", civilServant, staff.NIPBirthDate},
		{"appointed in month 00", "196303121991001005", civilServant, staff.NIPAppointment},
		{"appointed in month 13", "196303121991131005", civilServant, staff.NIPAppointment},
		{"a contract number, but a civil servant", "199005172023242003", civilServant, staff.NIPAppointment},
		{"appointed in the year 0", "196303120000011005", civilServant, staff.NIPAppointment},
		{"a contract of the year 0", "196303120000241005", contract, staff.NIPAppointment},
		{"appointed next month", "196303122026091005", civilServant, staff.NIPAppointmentFuture},
		{"appointed next year", "196303122027011005", civilServant, staff.NIPAppointmentFuture},
		{"a contract of next year", "196303122027241005", contract, staff.NIPAppointmentFuture},
		{"sex 0", "196303121991020005", civilServant, staff.NIPSex},
		{"sex 3", "196303121991023005", civilServant, staff.NIPSex},
		{"sex 9 of a contract", "199005172023249003", contract, staff.NIPSex},
		{"sequence 000", "196303121991021000", civilServant, staff.NIPSequence},
		{"sequence 000 of a contract", "199005172023242000", contract, staff.NIPSequence},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := staff.ParseNIP(tt.text, tt.civilServant, today())
			var refused *staff.NIPError
			if !errors.As(err, &refused) {
				t.Fatalf("got %q and error %v, want a NIPError", got.String(), err)
			}
			if refused.Reason != tt.want || refused.Value != tt.text {
				t.Errorf("got %q of %q, want %q", refused.Reason, refused.Value, tt.want)
			}
		})
	}
}

func TestNIPForms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		nip                  staff.NIP
		plain, spaced, last4 string
	}{
		{"196303121991021005", "196303121991021005", "19630312 199102 1 005", "1005"},
		{"", "", "", ""},
		{"1005", "1005", "1005", ""},
	}
	for _, tt := range tests {
		if tt.nip.String() != tt.plain || tt.nip.Spaced() != tt.spaced || tt.nip.Last4() != tt.last4 {
			t.Errorf("got %q, %q, %q, want %+v", tt.nip.String(), tt.nip.Spaced(), tt.nip.Last4(), tt)
		}
	}
}

func TestLogsCarryNeitherNIPNorPhone(t *testing.T) {
	t.Parallel()
	_, nipErr := staff.ParseNIP("196303121991023005", civilServant, today())
	_, phoneErr := staff.ParsePhone("0812345678901234")
	var out bytes.Buffer
	for _, log := range []*slog.Logger{slog.New(slog.NewTextHandler(&out, nil)), slog.New(slog.NewJSONHandler(&out, nil))} {
		log.Info("linked", "number", staff.NIP("196303121991021005"), "other", staff.Phone("6281234567890"))
		log.Info("refused", "number", nipErr, "other", phoneErr)
	}
	for _, secret := range []string{"19910", "812345"} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("the log carries %s:\n%s", secret, out.String())
		}
	}
	if !strings.Contains(out.String(), "number=*** other=***") {
		t.Errorf("the log does not say what it leaves out:\n%s", out.String())
	}
}

func FuzzParseNIP(f *testing.F) {
	for _, seed := range []string{
		"19630312 199102 1 005", "199005172023242003", "196302301991021005", "", "1,96303E+17", "\u200e19630312\u00a0199102.1.005",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, civilServant bool) {
		nip, err := staff.ParseNIP(text, civilServant, today())
		if err != nil {
			refused, ok := errors.AsType[*staff.NIPError](err)
			if !ok || refused.Reason == "" || nip != "" {
				t.Fatalf("%q: got %q with error %v", text, nip.String(), err)
			}
			return
		}
		wantSoundNIP(t, nip, civilServant)
	})
}

// wantSoundNIP checks what holds of every NIP that was read: it is 18 digits,
// each of its forms is read again, and a civil servant's has the form of a PPPK's.
func wantSoundNIP(t *testing.T, nip staff.NIP, civilServant bool) {
	t.Helper()
	if len(nip) != 18 || strings.Trim(nip.String(), "0123456789") != "" {
		t.Fatalf("read as %q", nip.String())
	}
	for _, form := range []string{nip.String(), nip.Spaced()} {
		for _, kind := range []bool{civilServant, contract} {
			if again, err := staff.ParseNIP(form, kind, today()); err != nil || again != nip {
				t.Errorf("%q read again: %q, %v", form, again.String(), err)
			}
		}
	}
}

func today() calendar.Date { return calendar.NewDate(2026, time.August, 18) }
