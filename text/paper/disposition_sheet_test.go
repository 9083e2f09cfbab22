package paper_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text/paper"
)

func offered() []string {
	return []string{
		"Untuk diketahui", "Tindak lanjuti", "Pelajari dan telaah", "Tanggapan dan saran", "Proses lebih lanjut", "Koordinasikan/konfirmasikan",
		"Hadiri", "Wakili", "Siapkan jawaban", "Siapkan bahan", "Jadwalkan", "Laporkan hasilnya", "Bicarakan dengan saya", "Selesaikan segera", "Arsipkan",
	}
}

// lembar is the sheet of a letter that a Plh sent on to two, one of whom is done.
func lembar(change ...func(*disposition.Trail)) paper.DispositionSheet {
	act := func(day, hour int, name string, as staff.Capacity) disposition.Act {
		return disposition.Act{At: at(day, hour, 5), ByName: name, As: as}
	}
	d := &disposition.Dossier{
		Letter: disposition.Letter{
			ID: 51, UnitName: "Biro Organisasi Sekretariat Daerah", AgendaYear: 2026, AgendaNumber: 43, Number: "B.17.045/221/BKPSDM/2026",
			Date: calendar.NewDate(2026, 11, 19), Received: calendar.NewDate(2026, 11, 23), Sender: "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
			Subject: "Permintaan data jabatan dan beban kerja perangkat daerah tahun 2026", Summary: "Data per jabatan dikirim paling lambat 30 November 2026.",
			Classification: "000.8", Speed: disposition.Urgent, Secrecy: disposition.Open, Files: []document.File{{ID: "a"}},
		},
		Dispositions: []disposition.Disposition{
			{ID: 1, Routing: true, ByName: "Ni Kadek Ayu Purnamasari, A.Md.", SentAt: at(23, 8, 2)},
			{
				ID: 2, Parent: 1, From: 1, FromTitle: "Kepala Biro Organisasi", ByName: "I Wayan Sudarma Putra, S.E.", As: staff.Plh, SentAt: at(23, 8, 40),
				Instructions: []string{"Tindak lanjuti", "Siapkan bahan", "Laporkan hasilnya"}, Note: "Koordinasikan dengan kabupaten/kota, ya.",
			},
		},
		Branches: []*disposition.Branch{
			{ID: 1, Disposition: 1, ToTitle: "Kepala Biro Organisasi", State: disposition.StateForwarded, Deadline: calendar.NewDate(2026, 11, 24), Read: act(23, 8, "I Wayan Sudarma Putra, S.E.", staff.Plh)},
			{
				ID: 2, Disposition: 2, ToTitle: "Kepala Bagian Kelembagaan dan Analisis Jabatan", State: disposition.StateDone, Deadline: calendar.NewDate(2026, 11, 24),
				Read: act(23, 9, "Ni Luh Made Suryaningsih, S.E.", staff.Definitive), Started: act(23, 9, "Ni Luh Made Suryaningsih, S.E.", staff.Definitive),
				Ended: act(24, 10, "Ni Luh Made Suryaningsih, S.E.", staff.Definitive), Report: "Data 38 perangkat daerah telah dikirim kepada pengirim surat.",
			},
			{ID: 3, Disposition: 2, ToTitle: "Kepala Subbagian Tata Usaha", Copy: true, State: disposition.StateSent},
		},
	}
	way := disposition.Trail{Dossier: d, Today: calendar.NewDate(2026, 11, 24)}
	for _, b := range d.Branches {
		way.Steps = append(way.Steps, disposition.Step{Disposition: d.Disposition(b), Branch: b})
	}
	for _, c := range change {
		c(&way)
	}
	return paper.DispositionSheet{Trail: way, Instructions: offered(), Link: "https://t.me/GelisBaliBot?start=s51", Zone: wita, At: at(24, 11, 0)}
}

// lembarExample is the sheet as docs show it; GELIS_WRITE_EXAMPLES=1 writes it anew.
const lembarExample = "../../docs/examples/lembar-disposisi.pdf"

func TestTheSheetInTheDocsIsWhatIsPrinted(t *testing.T) {
	t.Parallel()
	got, err := lembar().Print()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("GELIS_WRITE_EXAMPLES") != "" {
		if err := os.WriteFile(lembarExample, got.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(lembarExample)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes, want) {
		t.Errorf("%s is not what is printed now: look at it and run this test with GELIS_WRITE_EXAMPLES=1", lembarExample)
	}
}

func TestTheSheetTellsWhatWasOrderedAndWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	read := strings.Join(strings.Fields(textOf(t, lembar())), " ")
	for _, want := range []string{
		"PEMERINTAH PROVINSI BALI", "BIRO ORGANISASI SEKRETARIAT DAERAH", "LEMBAR DISPOSISI", "43/2026", "B.17.045/221/BKPSDM/2026", "19 November 2026",
		"Permintaan data jabatan", "Segera", "√ Tindak lanjuti", "√ Siapkan bahan", "Diteruskan oleh tata usaha (Ni Kadek Ayu Purnamasari",
		"Dari Plh. Kepala Biro Organisasi (I Wayan Sudarma Putra, S.E.)", "Tindak lanjuti; Siapkan bahan; Laporkan hasilnya", "Koordinasikan dengan kabupaten/kota",
		"Kepala Bagian Kelembagaan", "24 November 2026", "Laporan: Data 38 perangkat daerah", "Tembusan: Kepala Subbagian Tata Usaha", "Belum dibaca",
		"bukan tanda tangan elektronik (TTE)",
	} {
		if !strings.Contains(read, want) {
			t.Errorf("the sheet does not say %q:\n%s", want, read)
		}
	}
	if strings.Contains(read, "√ Hadiri") {
		t.Error("what was not ordered is ticked")
	}
	if pages := strings.Count(textOf(t, lembar()), "\f"); pages != 1 {
		t.Errorf("the ordinary sheet has %d pages", pages)
	}
}

func TestALongChainGoesOnOverSeveralPages(t *testing.T) {
	t.Parallel()
	read := textOf(t, lembar(func(way *disposition.Trail) {
		for i := range 500 {
			b := *way.Branches[1]
			b.ID, b.ToTitle = disposition.BranchID(100+i), fmt.Sprintf("Kepala Seksi %d", i)
			way.Steps = append(way.Steps, disposition.Step{Depth: 1, Disposition: way.Steps[1].Disposition, Branch: &b})
		}
	}))
	if pages := strings.Count(read, "\f"); pages < 10 || !strings.Contains(read, "Kepala Seksi 499") || !strings.Contains(read, "Dicetak dari Gelis") {
		t.Errorf("the sheet has %d pages", pages)
	}
}

func TestNoSheetOfALetterThatStaysInTheOffice(t *testing.T) {
	t.Parallel()
	for _, secrecy := range []disposition.Secrecy{disposition.Secret, disposition.TopSecret} {
		_, err := lembar(func(way *disposition.Trail) { way.Letter.Secrecy = secrecy }).Print()
		if !errors.Is(err, disposition.ErrSecretInOffice) {
			t.Errorf("%s: %v", secrecy, err)
		}
	}
}
