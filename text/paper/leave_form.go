package paper

import (
	"fmt"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/text"
)

// LeaveForm is what the official form tells: Anak Lampiran 1.b of Peraturan
// BKN 24/2017, sections I to VIII.
type LeaveForm struct {
	Request *request.Request
	// Balance is what the applicant had when the form is printed.
	Balance leave.Balance
	Service string // masa kerja in words
	Place   string // where the office is
	Office  string // addressee's office
	Zone    *time.Location
	At      time.Time // of printing
}

// Widths of the boxes that several sections share.
const (
	half    = width / 2
	quarter = width / 4
	tick    = 10.0
	label   = 28.0
)

// A section's heading with its first verdict stands on one page.
const (
	headingHigh = lineSize + 2*padding
	verdictHigh = 3*headingHigh + 5*lineSize + 2*padding
)

// Print draws the form: one page for the ordinary case.
func (f LeaveForm) Print() (document.Content, error) {
	s := newSheet("Formulir permintaan dan pemberian cuti", f.At)
	f.head(s)
	f.applicant(s)
	f.kinds(s)
	s.row(heading("III. ALASAN CUTI"))
	s.row(cell{text: f.Request.Reason, width: width, height: 9})
	f.period(s)
	f.books(s)
	f.address(s)
	f.verdicts(s)
	f.foot(s)
	content, err := s.bytes()
	if err != nil {
		return document.Content{}, fmt.Errorf("print the form of request %d: %w", f.Request.ID, err)
	}
	return printed(fmt.Sprintf("cuti-%d.pdf", f.Request.ID), typePDF, content), nil
}

func heading(title string) cell { return cell{text: title, width: width, style: bold} }

func (f LeaveForm) head(s *sheet) {
	for _, line := range []string{
		"ANAK LAMPIRAN 1.b", "PERATURAN BADAN KEPEGAWAIAN NEGARA", "REPUBLIK INDONESIA NOMOR 24 TAHUN 2017",
		"TENTANG TATA CARA PEMBERIAN CUTI PEGAWAI NEGERI SIPIL",
	} {
		f.right(s, line)
	}
	s.space(2)
	f.right(s, f.Place+", "+text.PlainDate(calendar.DateOf(f.Request.SentAt, f.Zone)))
	f.right(s, "Kepada Yth. "+f.decider().Title)
	f.right(s, "di "+f.Office)
	s.space(2)
	s.write("FORMULIR PERMINTAAN DAN PEMBERIAN CUTI", bold, "C")
}

// right puts a line of the head into the right half.
func (f LeaveForm) right(s *sheet, line string) {
	s.y -= padding // lines of the head stand close
	s.row(cell{width: half, open: true}, cell{text: line, width: half, open: true})
	s.y -= padding
}

// decider is the last step of the chain: the official who decides.
func (f LeaveForm) decider() request.Step {
	if len(f.Request.Steps) == 0 {
		return request.Step{}
	}
	return f.Request.Steps[len(f.Request.Steps)-1]
}

func (f LeaveForm) applicant(s *sheet) {
	a := f.Request.Applicant
	s.row(heading("I. DATA PEGAWAI"))
	s.row(fact("Nama", a.Name, "NIP", a.NIP.Spaced())...)
	s.row(fact("Jabatan", a.Title, "Masa Kerja", f.Service)...)
	s.row(cell{text: "Unit Kerja", width: label}, cell{text: a.UnitName, width: width - label})
}

func fact(first, value, second, other string) []cell {
	return []cell{
		{text: first, width: label},
		{text: value, width: half - label + 16},
		{text: second, width: label - 8},
		{text: other, width: half - label - 8},
	}
}

func (f LeaveForm) kinds(s *sheet) {
	s.row(heading("II. JENIS CUTI YANG DIAMBIL **"))
	all := append(leave.Types(), leave.Unpaid)
	names := map[leave.Type]string{
		leave.Annual: "1. Cuti Tahunan", leave.Long: "2. Cuti Besar", leave.Sick: "3. Cuti Sakit", leave.Maternity: "4. Cuti Melahirkan",
		leave.Important: "5. Cuti Karena Alasan Penting", leave.Unpaid: "6. Cuti di Luar Tanggungan Negara",
	}
	for i := 0; i < len(all); i += 2 {
		s.row(
			cell{text: names[all[i]], width: half - tick}, f.mark(all[i] == f.Request.Leave),
			cell{text: names[all[i+1]], width: half - tick}, f.mark(all[i+1] == f.Request.Leave),
		)
	}
}

// mark is a box that is ticked or not.
func (f LeaveForm) mark(ticked bool) cell {
	c := cell{width: tick, align: "C", style: bold}
	if ticked {
		c.text = "√"
	}
	return c
}

func (f LeaveForm) period(s *sheet) {
	s.row(heading("IV. LAMANYA CUTI"))
	p := f.Request.Period
	s.row(
		cell{text: "Selama", width: 16},
		cell{text: f.length(), width: 34},
		cell{text: "mulai tanggal", width: 24},
		cell{text: text.PlainDate(p.From), width: (width - 84) / 2},
		cell{text: "s/d", width: 10, align: "C"},
		cell{text: text.PlainDate(p.To), width: (width - 84) / 2},
	)
}

// length counts annual leave in working days (Peraturan BKN 24/2017, III.A)
// and the other kinds in days of the calendar.
func (f LeaveForm) length() string {
	if f.Request.Leave == leave.Annual {
		return fmt.Sprintf("%d hari kerja", f.Request.Days)
	}
	return fmt.Sprintf("%d hari kalender", f.Request.Period.To.Sub(f.Request.Period.From)+1)
}

// books is section V: what is left of three years, and what this request takes from each.
func (f LeaveForm) books(s *sheet) {
	s.row(heading("V. CATATAN CUTI ***"))
	const year, left, other = 20.0, 16.0, 12.0
	note := half - year - left
	rest := width - half - other
	s.row(cell{text: "1. CUTI TAHUNAN", width: half}, cell{text: "2. CUTI BESAR", width: rest}, cell{width: other})
	s.row(
		cell{text: "Tahun", width: year}, cell{text: "Sisa", width: left}, cell{text: "Keterangan", width: note},
		cell{text: "3. CUTI SAKIT", width: rest}, cell{width: other},
	)
	others := []string{"4. CUTI MELAHIRKAN", "5. CUTI KARENA ALASAN PENTING", "6. CUTI DI LUAR TANGGUNGAN NEGARA"}
	for i, name := range []string{"N-2", "N-1", "N"} {
		source := leave.Source{}
		if i < len(f.Balance.Sources) {
			source = f.Balance.Sources[i]
		}
		s.row(
			cell{text: fmt.Sprintf("%s (%d)", name, source.Year), width: year},
			cell{text: fmt.Sprint(source.Days), width: left, align: "C"},
			cell{text: f.taken(source.Year), width: note},
			cell{text: others[i], width: rest}, cell{width: other},
		)
	}
}

// taken says how many days of a year's entitlement this request takes.
func (f LeaveForm) taken(source int) string {
	days := 0
	for _, c := range f.Request.Charges {
		if c.Source == source {
			days += c.Days
		}
	}
	if days == 0 {
		return ""
	}
	return fmt.Sprintf("diambil %d hari kerja", days)
}

func (f LeaveForm) address(s *sheet) {
	s.row(heading("VI. ALAMAT SELAMA MENJALANKAN CUTI"))
	a := f.Request.Applicant
	s.row(
		cell{text: f.Request.Address + "\nTelp. " + f.Request.Phone, width: half},
		cell{
			text:  "Diajukan melalui Gelis " + text.Moment(f.Request.SentAt, f.Zone) + "\n" + a.Name + "\nNIP " + a.NIP.Spaced(),
			width: half, align: "C", height: 14,
		},
	)
}

// verdicts are the sections VII and VIII. Where the chain has more than one
// consideration, each stands there.
func (f LeaveForm) verdicts(s *sheet) {
	s.room(verdictHigh)
	s.row(heading("VII. PERTIMBANGAN ATASAN LANGSUNG **"))
	f.stage(s, request.Consider)
	s.room(verdictHigh)
	s.row(heading("VIII. KEPUTUSAN PEJABAT YANG BERWENANG MEMBERIKAN CUTI **"))
	f.stage(s, request.Decide)
}

func (f LeaveForm) stage(s *sheet, stage request.Stage) {
	drawn := false
	for _, step := range f.Request.Steps {
		if step.Stage == stage && !step.Skipped {
			f.verdict(s, step)
			drawn = true
		}
	}
	if !drawn {
		s.row(cell{text: "Tidak diperlukan: atasan langsung adalah pejabat yang memutuskan.", width: width, style: italic})
	}
}

func (f LeaveForm) verdict(s *sheet, step request.Step) {
	s.room(verdictHigh - headingHigh)
	v := step.Verdict
	titles, marks := make([]cell, 0, 4), make([]cell, 0, 4)
	for _, c := range request.Leave.Choices() {
		titles = append(titles, cell{text: choiceTitle(c), width: quarter, align: "C"})
		mark := f.mark(v != nil && v.Choice == c)
		mark.width = quarter
		marks = append(marks, mark)
	}
	s.row(titles...)
	s.row(marks...)
	s.row(cell{text: reasonOf(v), width: half, height: 15}, cell{text: f.signed(step), width: half, align: "C"})
}

// choiceTitle is how the form calls a choice.
func choiceTitle(c request.Choice) string {
	switch c {
	case request.Approve:
		return "DISETUJUI"
	case request.Change:
		return "PERUBAHAN ****"
	case request.Postpone:
		return "DITANGGUHKAN ****"
	case request.Refuse:
		return "TIDAK DISETUJUI ****"
	}
	return string(c)
}

func reasonOf(v *request.Verdict) string {
	if v == nil || v.Reason == "" {
		return ""
	}
	reason := "Alasan: " + v.Reason
	if v.Choice == request.Change {
		reason = fmt.Sprintf("Usul: %s s/d %s. %s", text.PlainDate(v.Proposal.From), text.PlainDate(v.Proposal.To), reason)
	}
	return reason
}

// signed names who decided, in which position and as what (SE BKN 1/SE/I/2021), and that this is no signature.
func (f LeaveForm) signed(step request.Step) string {
	v := step.Verdict
	if v == nil {
		return step.Title + "\nbelum ada keputusan"
	}
	title := v.Act.Title
	if title == "" {
		title = step.Title
	}
	return strings.Join([]string{
		text.PositionTitle(v.Act.As, title), v.Act.ByName, "NIP " + v.Act.ByNIP.Spaced(),
		"melalui Gelis, " + text.Moment(v.Act.At, f.Zone), "bukan tanda tangan elektronik (TTE)",
	}, "\n")
}

func (f LeaveForm) foot(s *sheet) {
	s.space(1.5)
	for _, line := range []string{
		"Catatan:  ** Pilihan ditandai √.   *** Diisi menurut catatan kepegawaian; N = tahun berjalan, N-1 dan N-2 = sisa tahun-tahun sebelumnya.   **** Disertai alasan.",
		fmt.Sprintf("Dicetak dari Gelis pada %s, permohonan nomor %d. Cetakan ini bukan tanda tangan elektronik (TTE).",
			text.Moment(f.At, f.Zone), f.Request.ID),
	} {
		s.y -= padding
		s.write(line, italic, "L")
	}
}
