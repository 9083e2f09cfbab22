package document_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/gelis-bali/gelis/domain/document"
)

func TestNamesAreMadeHarmless(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", 200)
	tests := []struct {
		name, from, want string
	}{
		{"an ordinary name", "Undangan rapat.pdf", "Undangan rapat.pdf"},
		{"capitals in the extension", "SCAN001.PDF", "SCAN001.pdf"},
		{"letters of many peoples", "Surat ᬩᬮᬶ 巴厘.pdf", "Surat ᬩᬮᬶ 巴厘.pdf"},
		{"a false extension", "undangan.exe", "undangan.pdf"},
		{"two extensions", "undangan.pdf.exe", "undangan.pdf.pdf"},
		{"no extension", "undangan", "undangan.pdf"},
		{"a date is no extension", "Undangan 12.08.2026", "Undangan 12.08.2026.pdf"},
		{"nor is a number", "Nota Dinas No. 5", "Nota Dinas No. 5.pdf"},
		{"nor is a name behind a title", "Surat dr. Ayu", "Surat dr. Ayu.pdf"},
		{"nor is a long word", "laporan.terakhir", "laporan.terakhir.pdf"},
		{"a path", "/etc/passwd", "passwd.pdf"},
		{"a path upwards", "../../etc/passwd.pdf", "passwd.pdf"},
		{"a path of Windows", `C:\Users\made\Surat.pdf`, "Surat.pdf"},
		{"a folder alone", "surat/", "surat.pdf"},
		{"nothing but a path", "../..", "berkas.pdf"},
		{"a slash", "/", "berkas.pdf"},
		{"nothing", "", "berkas.pdf"},
		{"an extension alone", ".pdf", "berkas.pdf"},
		{"a hidden file", ".bashrc", "bashrc.pdf"},
		{"points and spaces around it", " ..surat.. .pdf", "surat.pdf"},
		{"control characters", "su\x00r\x1ba\x7ft\u0085.pdf", "surat.pdf"},
		{"lines and tabs", "surat\tdinas\nbaru.pdf", "surat dinas baru.pdf"},
		{"other spaces", "surat\u00a0dinas\u2028baru\u3000ini.pdf", "surat dinas baru ini.pdf"},
		{"a turn of the reading direction", "surat\u202efdp.exe", "suratfdp.pdf"},
		{"every mark of direction", "s\u061cu\u200er\u200fa\u202at\u2066\u2069.pdf", "surat.pdf"},
		{"marks that nobody sees", "su\u200brat\ufeff\u00ad\u2060.pdf", "surat.pdf"},
		{"what Windows does not allow", `a<b>c:d"e|f?g*h.pdf`, "abcdefgh.pdf"},
		{"broken text", "su\xffrat\xc3.pdf", "surat.pdf"},
		{"a long name", long, strings.Repeat("é", 76) + ".pdf"},
		{"a name that is too long with its extension alone", strings.Repeat("é", 78), strings.Repeat("é", 76) + ".pdf"},
		{"a long name whose cut ends in spaces", strings.Repeat("a", 74) + " . " + long, strings.Repeat("a", 74) + ".pdf"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := document.CleanName(tt.from, ".pdf"); got != tt.want {
				t.Errorf("%q: got %q, want %q", tt.from, got, tt.want)
			}
		})
	}
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"", ".", "..", "/", `\`, "a/b", "../a.pdf", "surat\u202efdp.exe", "a.b.c", "\xff", "a\u061c", ". . .", strings.Repeat("ॐ ", 99)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, ext := range []string{".pdf", ".jpg", ".webp"} {
			got := document.CleanName(name, ext)
			stem, ok := strings.CutSuffix(got, ext)
			switch {
			case !ok || stem == "":
				t.Errorf("%q: %q has no name with %s behind it", name, got, ext)
			case !utf8.ValidString(got):
				t.Errorf("%q: %q is broken text", name, got)
			case utf8.RuneCountInString(got) > 80:
				t.Errorf("%q: %q has %d characters", name, got, utf8.RuneCountInString(got))
			case strings.ContainsAny(got, `/\<>:"|?*`), strings.Trim(stem, ". ") != stem:
				t.Errorf("%q: %q may lead elsewhere", name, got)
			case strings.ContainsFunc(got, unseen):
				t.Errorf("%q: %q has something that nobody sees", name, got)
			}
			if again := document.CleanName(got, ext); again != got {
				t.Errorf("%q: %q, cleaned again, is %q", name, got, again)
			}
		}
	})
}

// unseen are control characters, invisible marks and whatever turns the
// direction of reading.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
