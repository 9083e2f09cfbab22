package staff_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/staff"
)

func TestParsePhoneTakesWhatPeopleWrite(t *testing.T) {
	t.Parallel()
	tests := map[string]staff.Phone{
		"+62 812-3456-7890":                 "6281234567890",
		"0812 3456 7890":                    "6281234567890",
		"6281234567890":                     "6281234567890",
		"81234567890":                       "6281234567890",
		"0062 812 3456 7890":                "6281234567890",
		"+62 (0)812-3456-7890":              "6281234567890",
		"(+62) 812.3456.7890":               "6281234567890",
		"62 0812 3456 7890":                 "6281234567890",
		"+62\u00a0812\u20113456\u20137890":  "6281234567890",
		"\u202a+62 812-3456-7890\u202c\r\n": "6281234567890",
		"0811 234 567":                      "62811234567",    // ten digits, as old numbers are
		"0812 3456 78901":                   "62812345678901", // thirteen digits, the longest
		"(0361) 224671":                     "62361224671",
		"0365 41234":                        "6236541234",
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got, err := staff.ParsePhone(text); err != nil || got != want {
				t.Errorf("got %q, %v, want %q", string(got), err, string(want))
			}
		})
	}
}

func TestParsePhoneSaysWhyNot(t *testing.T) {
	t.Parallel()
	tests := map[string]staff.PhoneReason{
		"":                            staff.PhoneTooShort,
		"+":                           staff.PhoneTooShort,
		"-":                           staff.PhoneTooShort,
		"62":                          staff.PhoneTooShort,
		"110":                         staff.PhoneTooShort,
		"0812 345":                    staff.PhoneTooShort,
		"62 812 3456":                 staff.PhoneTooShort,
		"0812 3456 789012":            staff.PhoneTooLong,
		"081234567890081234567890":    staff.PhoneTooLong,
		"0812 3456 7890 / 0361 22467": staff.PhoneNotDigits,
		"0812 3456 789O":              staff.PhoneNotDigits,
		"tel:081234567890":            staff.PhoneNotDigits,
		"8,12346E+11":                 staff.PhoneNotDigits,
		"0812+34567890":               staff.PhoneNotDigits,
		"++6281234567890":             staff.PhoneNotDigits,
		"٠٨١٢٣٤٥٦٧٨٩٠":                staff.PhoneNotDigits,
		"081234567890\x00":            staff.PhoneNotDigits,
		"+1 415 555 0100":             staff.PhoneForeign,
		"+81 90 1234 5678":            staff.PhoneForeign,
		"0081 90 1234 5678":           staff.PhoneForeign,
		"361 224 671":                 staff.PhoneForeign,
		"+62 00 812 3456 7890":        staff.PhoneForeign,
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := staff.ParsePhone(text)
			wantPhoneError(t, got, err, want, text)
		})
	}
}

func TestAContactsNumberBeginsWithItsCountry(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text   string
		want   staff.Phone
		reason staff.PhoneReason
	}{
		{text: "6281234567890", want: "6281234567890"},
		{text: "+6281234567890", want: "6281234567890"},
		{text: "+62 812-3456-7890", want: "6281234567890"},
		{text: "819012345678", reason: staff.PhoneForeign}, // Japan, not the Indonesian 0819 0123 45678
		{text: "14155550100", reason: staff.PhoneForeign},
		{text: "081234567890", reason: staff.PhoneForeign},
		{text: "", reason: staff.PhoneTooShort},
		{text: "62812x4567890", reason: staff.PhoneNotDigits},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got, err := staff.ParseContactPhone(tt.text)
			if tt.reason != "" {
				wantPhoneError(t, got, err, tt.reason, tt.text)
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", string(got), err, string(tt.want))
			}
		})
	}
}

func wantPhoneError(t *testing.T, got staff.Phone, err error, reason staff.PhoneReason, text string) {
	t.Helper()
	var refused *staff.PhoneError
	if !errors.As(err, &refused) {
		t.Fatalf("got %q and error %v, want a PhoneError", string(got), err)
	}
	if refused.Reason != reason || refused.Value != text || got != "" {
		t.Errorf("got %q, %q of %q, want %q", string(got), refused.Reason, refused.Value, reason)
	}
}

func TestSameAsComparesDigitByDigit(t *testing.T) {
	t.Parallel()
	const p = staff.Phone("6281234567890")
	tests := []struct {
		name string
		a, b staff.Phone
		want bool
	}{
		{"the same number", p, "6281234567890", true},
		{"one digit differs", p, "6281234567891", false},
		{"the beginning of it", p, "628123456789", false},
		{"no number", p, "", false},
		{"no number twice", "", "", false},
	}
	for _, tt := range tests {
		if got := tt.a.SameAs(tt.b); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func FuzzParsePhone(f *testing.F) {
	for _, seed := range []string{"+62 812-3456-7890", "0812 3456 7890", "81234567890", "0062812345678", "+1 415 555 0100", "", "+", "62 0 0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		phone, err := staff.ParsePhone(text)
		if err != nil {
			refused, ok := errors.AsType[*staff.PhoneError](err)
			if !ok || refused.Reason == "" || phone != "" {
				t.Fatalf("%q: got %q with error %v", text, string(phone), err)
			}
			return
		}
		wantSoundPhone(t, phone)
	})
}

// wantSoundPhone checks what holds of every number that was read: its shape, and
// that its other forms are read as the same number.
func wantSoundPhone(t *testing.T, phone staff.Phone) {
	t.Helper()
	number := string(phone)
	if !strings.HasPrefix(number, "62") || len(number) < 10 || len(number) > 14 || strings.Trim(number, "0123456789") != "" {
		t.Fatalf("read as %q", number)
	}
	for _, form := range []string{number, "+" + number, "0" + number[2:]} {
		if again, err := staff.ParsePhone(form); err != nil || !again.SameAs(phone) {
			t.Errorf("%q read again: %q, %v", form, string(again), err)
		}
	}
	if again, err := staff.ParseContactPhone(number); err != nil || again != phone {
		t.Errorf("%q as a contact: %q, %v", number, string(again), err)
	}
}
