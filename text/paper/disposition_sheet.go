package paper

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/text"
)

// DispositionSheet is the lembar disposisi of a letter, as the paper form has
// it: what came, what was ordered, and what became of it, as far as its reader
// may see.
type DispositionSheet struct {
	Trail        disposition.Trail
	Instructions []string // that the office offers: the boxes
	Link         string   // opens the letter in the bot
	Zone         *time.Location
	At           time.Time // of printing
}

// Widths of the sheet's columns.
const (
	factName  = 30.0
	codeWide  = 30.0
	boxWide   = 6.0
	boxColumn = (width - 3*boxWide) / 3
	numberCol = 9.0
	whoCol    = 66.0
	dueCol    = 28.0
	stateCol  = width - numberCol - whoCol - dueCol
)

// Print draws the sheet: one page for the ordinary case. A letter that stays
// in the office is refused.
func (d DispositionSheet) Print() (document.Content, error) {
	letter := d.Trail.Letter
	if letter.Secrecy.StaysInOffice() {
		return document.Content{}, disposition.ErrSecretInOffice
	}
	s := newSheet("Lembar disposisi", d.At)
	if err := d.head(s); err != nil {
		return document.Content{}, fmt.Errorf("print the sheet of letter %d: %w", letter.ID, err)
	}
	d.facts(s)
	d.boxes(s)
	d.chain(s)
	d.foot(s)
	content, err := s.bytes()
	if err != nil {
		return document.Content{}, fmt.Errorf("print the sheet of letter %d: %w", letter.ID, err)
	}
	return printed(fmt.Sprintf("lembar-disposisi-%d-%d.pdf", letter.AgendaYear, letter.AgendaNumber), typePDF, content), nil
}

// head has the office's name, and the code that opens the letter in the bot.
func (d DispositionSheet) head(s *sheet) error {
	code, err := QR("kode", d.Link)
	if err != nil {
		return err
	}
	const name = "kode"
	s.pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(code.Bytes))
	s.pdf.ImageOptions(name, margin+width-codeWide, margin, codeWide, codeWide, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	wide := width - codeWide - 4
	s.row(cell{text: "PEMERINTAH PROVINSI BALI", width: wide, style: bold, align: "C", open: true})
	s.row(cell{text: strings.ToUpper(d.Trail.Letter.UnitName), width: wide, style: bold, align: "C", open: true})
	s.space(4)
	s.row(cell{text: "LEMBAR DISPOSISI", width: wide, style: bold, align: "C", open: true})
	s.row(cell{text: "Pindai kode di kanan untuk membuka surat ini di Gelis (hanya bagi yang berhak).", width: wide, align: "C", style: italic, open: true})
	s.y = max(s.y, margin+codeWide) + 2
	return nil
}

func (d DispositionSheet) facts(s *sheet) {
	l := d.Trail.Letter
	pair := func(name, value, other, second string) {
		s.row(
			cell{text: name, width: factName, style: bold}, cell{text: value, width: half - factName},
			cell{text: other, width: factName, style: bold}, cell{text: second, width: half - factName},
		)
	}
	wide := func(name, value string) {
		s.row(cell{text: name, width: factName, style: bold}, cell{text: value, width: width - factName})
	}
	pair("Nomor agenda", fmt.Sprintf("%d/%d", l.AgendaNumber, l.AgendaYear), "Diterima", text.PlainDate(l.Received))
	pair("Nomor surat", l.Number, "Tanggal surat", text.PlainDate(l.Date))
	pair("Sifat", text.SpeedName(l.Speed), "Keamanan", text.SecrecyName(l.Secrecy))
	pair("Klasifikasi", l.Classification, "Lampiran", fmt.Sprintf("%d berkas", len(l.Files)))
	wide("Dari", l.Sender)
	wide("Perihal", l.Subject)
	if l.Summary != "" {
		wide("Ringkasan", l.Summary)
	}
}

// boxes are the instructions of the office, those of the first disposition ticked.
func (d DispositionSheet) boxes(s *sheet) {
	var chosen []string
	for _, p := range d.Trail.Dispositions {
		if !p.Routing {
			chosen = p.Instructions
			break
		}
	}
	all := slices.Clone(d.Instructions)
	for _, wording := range chosen {
		if !slices.Contains(all, wording) {
			all = append(all, wording)
		}
	}
	s.space(2)
	s.row(heading("ISI DISPOSISI"))
	for row := range slices.Chunk(all, 3) {
		var cells []cell
		for _, wording := range row {
			tick := cell{width: boxWide, align: "C", style: bold}
			if slices.Contains(chosen, wording) {
				tick.text = "√"
			}
			cells = append(cells, tick, cell{text: wording, width: boxColumn})
		}
		for len(cells) < 6 {
			cells = append(cells, cell{width: boxWide}, cell{width: boxColumn})
		}
		s.row(cells...)
	}
}

// chain has every disposition with its recipients, in the order of the trail.
func (d DispositionSheet) chain(s *sheet) {
	s.space(2)
	s.row(heading("PERJALANAN SURAT"))
	var last disposition.DispositionID
	number := 0
	for _, step := range d.Trail.Steps {
		if step.Disposition.ID != last {
			last = step.Disposition.ID
			number = 0
			d.order(s, step.Disposition)
		}
		number++
		d.recipient(s, number, step.Branch)
	}
}

func (d DispositionSheet) order(s *sheet, p disposition.Disposition) {
	const orderHigh = 22
	s.room(orderHigh)
	from := "Diteruskan oleh tata usaha"
	if !p.Routing {
		from = "Dari " + text.PositionTitle(p.As, p.FromTitle)
	}
	if p.ByName != "" {
		from += " (" + p.ByName + ")"
	}
	s.row(cell{text: from + ", " + text.Moment(p.SentAt, d.Zone), width: width, style: bold})
	if len(p.Instructions) > 0 {
		s.row(cell{text: "Instruksi", width: factName}, cell{text: strings.Join(p.Instructions, "; "), width: width - factName})
	}
	if p.Note != "" {
		s.row(cell{text: "Catatan", width: factName}, cell{text: p.Note, width: width - factName})
	}
	s.row(
		cell{text: "No.", width: numberCol, align: "C", style: italic}, cell{text: "Kepada", width: whoCol, style: italic},
		cell{text: "Batas", width: dueCol, style: italic}, cell{text: "Keadaan dan tindak lanjut", width: stateCol, style: italic},
	)
}

func (d DispositionSheet) recipient(s *sheet, number int, b *disposition.Branch) {
	to, due := b.ToTitle, ""
	if b.Copy {
		to = "Tembusan: " + to
	}
	if !b.Deadline.IsZero() {
		due = text.PlainDate(b.Deadline)
	}
	s.row(
		cell{text: fmt.Sprint(number), width: numberCol, align: "C"}, cell{text: to, width: whoCol},
		cell{text: due, width: dueCol}, cell{text: strings.Join(d.standing(b), "\n"), width: stateCol},
	)
}

// standing is what became of a branch, a line for each act.
func (d DispositionSheet) standing(b *disposition.Branch) []string {
	var lines []string
	act := func(what string, a disposition.Act) {
		if a.At.IsZero() {
			return
		}
		line := what + " " + text.Moment(a.At, d.Zone)
		if a.ByName != "" {
			line += " oleh " + strings.TrimSpace(text.CapacityName(a.As)+" "+a.ByName)
		}
		lines = append(lines, line)
	}
	act("Dibaca", b.Read)
	act("Dikerjakan", b.Started)
	if b.Archived {
		act("Diarsipkan", b.Ended)
	} else {
		act(text.StateName(b.State), b.Ended)
	}
	if len(lines) == 0 || b.Ended.At.IsZero() {
		lines = append(lines, text.StateName(b.State))
	}
	if b.Report != "" {
		lines = append(lines, "Laporan: "+b.Report)
	}
	if b.Reason != "" {
		lines = append(lines, "Alasan: "+b.Reason)
	}
	return lines
}

func (d DispositionSheet) foot(s *sheet) {
	s.space(3)
	s.room(3 * lineSize)
	s.write("Dicetak dari Gelis "+text.Moment(d.At, d.Zone)+". Lembar ini bukan tanda tangan elektronik (TTE).", italic, "L")
}
