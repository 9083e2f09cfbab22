package paper_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text/paper"
)

var wita = time.FixedZone("WITA", 8*60*60)

func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, wita)
}

// form is a request for eight working days over two weeks, considered by an
// acting official and decided by the head of the office.
func form() paper.LeaveForm {
	return paper.LeaveForm{
		Request: &request.Request{
			ID: 214, Version: 5, State: request.Approved, Days: 8, SentAt: at(23, 8, 4), EndedAt: at(24, 9, 31),
			Ask: request.Ask{
				Kind: request.Leave, Leave: leave.Annual, Reason: "Upacara pawiwahan adik kandung di Kabupaten Buleleng.",
				Period:  request.Period{From: calendar.NewDate(2026, time.December, 14), To: calendar.NewDate(2026, time.December, 23)},
				Address: "Jalan Pulau Timor Nomor 17, Banjar Paketan, Singaraja", Phone: "0811-0000-2296",
			},
			Applicant: request.Applicant{
				Employee: staff.Employee{ID: 3, NIP: "199511032020122009", Name: "Ni Luh Gede Puspita Sari Wulandari, S.Kom.", Kind: staff.PNS},
				Title:    "Analis Akuntabilitas Kinerja Aparatur", UnitName: "Biro Organisasi Sekretariat Daerah Provinsi Bali", Echelon: staff.Staf,
			},
			Charges: []leave.Charge{{Year: 2026, Source: 2025, Days: 6}, {Year: 2026, Source: 2026, Days: 2}},
			Steps: []request.Step{
				{Ordinal: 1, Stage: request.Consider, Title: "Kepala Subbagian Akuntabilitas Kinerja", Verdict: &request.Verdict{
					Choice: request.Approve, Settled: true, Act: request.Act{
						At: at(23, 10, 15), ByName: "I Wayan Sudarma Putra, S.E.", ByNIP: "198702142010011004",
						Title: "Kepala Subbagian Akuntabilitas Kinerja", As: staff.Plh,
					},
				}},
				{Ordinal: 2, Stage: request.Decide, Title: "Kepala Biro Organisasi", Verdict: &request.Verdict{
					Choice: request.Approve, Settled: true, Act: request.Act{
						At: at(24, 9, 30), ByName: "Dr. I Gusti Ngurah Agung Wirawan, M.Si.", ByNIP: "197107071997031010",
						Title: "Kepala Biro Organisasi", As: staff.Definitive,
					},
				}},
			},
		},
		Balance: leave.Balance{Year: 2026, Sources: []leave.Source{{Year: 2024, Days: 0}, {Year: 2025, Days: 6}, {Year: 2026, Days: 12}}},
		Service: "5 tahun 11 bulan", Place: "Denpasar", Office: "Denpasar", Zone: wita, At: at(24, 10, 0),
	}
}

// example is the form as docs show it; GELIS_WRITE_EXAMPLES=1 writes it anew.
const example = "../../docs/examples/formulir-cuti.pdf"

func TestTheFormInTheDocsIsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	got, err := form().Print()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("GELIS_WRITE_EXAMPLES") != "" {
		if err := os.WriteFile(example, got.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(example)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes, want) {
		t.Errorf("%s is not what is printed now: look at it and run this test with GELIS_WRITE_EXAMPLES=1", example)
	}
}

func TestTheFormTellsWhoDecidedAndThatNothingIsSigned(t *testing.T) {
	t.Parallel()
	read := textOf(t, form())
	for _, want := range []string{
		"PERATURAN BADAN KEPEGAWAIAN NEGARA", "FORMULIR PERMINTAAN DAN PEMBERIAN CUTI",
		"I. DATA PEGAWAI", "II. JENIS CUTI YANG DIAMBIL", "III. ALASAN CUTI", "IV. LAMANYA CUTI", "V. CATATAN CUTI",
		"VI. ALAMAT SELAMA MENJALANKAN CUTI", "VII. PERTIMBANGAN ATASAN LANGSUNG", "VIII. KEPUTUSAN PEJABAT YANG BERWENANG MEMBERIKAN CUTI",
		"19951103 202012 2 009", "8 hari kerja", "14 Desember 2026", "23 Desember 2026", "N-1 (2025)", "diambil 6 hari kerja",
		"Plh. Kepala Subbagian Akuntabilitas Kinerja", "Selasa, 24 November 2026 pukul 09.30 WITA", "bukan tanda tangan elektronik (TTE)",
	} {
		if !strings.Contains(read, want) {
			t.Errorf("the form does not say %q:\n%s", want, read)
		}
	}
}

func TestAVerdictIsNotTornApart(t *testing.T) {
	t.Parallel()
	f := form()
	f.Request.Steps = append(f.Request.Steps[:1:1], f.Request.Steps...) // two considerations
	pages := strings.Split(textOf(t, f), "\f")
	if !strings.HasPrefix(strings.TrimSpace(pages[1]), "VIII. KEPUTUSAN") || !strings.Contains(pages[1], "Kepala Biro Organisasi") {
		t.Errorf("the second page begins with\n%.200s", pages[1])
	}
}

func TestALongReasonAndChainGoOnAnotherPage(t *testing.T) {
	t.Parallel()
	f := form()
	f.Request.Reason = strings.Repeat("Mengantar orang tua berobat dan menyelesaikan urusan keluarga. ", 40)
	refusal := *f.Request.Steps[1].Verdict
	refusal.Choice, refusal.Reason = request.Refuse, strings.Repeat("Beban kerja akhir tahun. ", 60)
	f.Request.Steps[1].Verdict = &refusal
	read := textOf(t, f)
	if pages := strings.Count(read, "\f"); pages != 2 {
		t.Errorf("the form has %d pages, want 2", pages)
	}
	if !strings.Contains(read, "Dicetak dari Gelis") {
		t.Error("the end of the form is cut off")
	}
}

// textOf reads a print as a person's program would: with poppler's pdftotext.
func textOf(t *testing.T, f interface {
	Print() (document.Content, error)
},
) string {
	t.Helper()
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("pdftotext is missing: tools/need pdftotext")
		}
		t.Skip("pdftotext is not installed: tools/need pdftotext") //nolint:forbidigo // a program that is not installed, and CI is not set
	}
	form, err := f.Print()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), form.Name)
	if err := os.WriteFile(file, form.Bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), reader, "-layout", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.FieldsFunc(string(out), func(r rune) bool { return r == ' ' }), " ")
}
