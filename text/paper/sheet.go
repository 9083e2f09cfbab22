package paper

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"
)

// Measures of a sheet in millimetres, and of its letters in points.
const (
	margin    = 12.0
	width     = 210.0 - 2*margin // of A4, between the margins
	padding   = 1.2
	lineSize  = 3.7 // height of a line of ordinary letters
	letters   = 8.0
	fontName  = "go"
	bottomEnd = 297.0 - margin
)

// style is how a text is written.
type style string

const (
	regular style = ""
	bold    style = "B"
	italic  style = "I"
)

// sheet is a PDF of A4 pages on which boxes are drawn from the top down. The
// letters that are used are embedded, so it looks the same everywhere.
type sheet struct {
	pdf *fpdf.Fpdf
	y   float64
}

// newSheet begins a document. The same facts give the same bytes: its date is given.
func newSheet(title string, at time.Time) *sheet {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, margin)
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetTitle(title, true)
	pdf.SetCreator("Gelis", true)
	pdf.SetLang("id-ID")
	pdf.AddUTF8FontFromBytes(fontName, string(regular), goregular.TTF)
	pdf.AddUTF8FontFromBytes(fontName, string(bold), gobold.TTF)
	pdf.AddUTF8FontFromBytes(fontName, string(italic), goitalic.TTF)
	pdf.SetLineWidth(0.2)
	s := &sheet{pdf: pdf}
	s.page()
	return s
}

// page begins a new page.
func (s *sheet) page() {
	s.pdf.AddPage()
	s.y = margin
}

// room begins a new page if less than a height is left on this one.
func (s *sheet) room(height float64) {
	if s.y+height > bottomEnd {
		s.page()
	}
}

// cell is a box in a row.
type cell struct {
	text   string
	width  float64
	style  style
	align  string // L, C or R
	height float64
	open   bool // without a frame
}

// lines breaks a text as the cell shows it.
func (s *sheet) lines(c cell) []string {
	s.pdf.SetFont(fontName, string(c.style), letters)
	return s.pdf.SplitText(c.text, c.width-2*padding)
}

// row draws boxes beside each other, as high as the highest needs.
func (s *sheet) row(cells ...cell) {
	height := lineSize + 2*padding
	for _, c := range cells {
		height = max(height, c.height, float64(len(s.lines(c)))*lineSize+2*padding)
	}
	s.room(height)
	x := margin
	for _, c := range cells {
		s.box(c, x, height)
		x += c.width
	}
	s.y += height
}

func (s *sheet) box(c cell, x, height float64) {
	if !c.open {
		s.pdf.Rect(x, s.y, c.width, height, "D")
	}
	align := c.align
	if align == "" {
		align = "L"
	}
	for i, text := range s.lines(c) {
		s.pdf.SetXY(x+padding, s.y+padding+float64(i)*lineSize)
		s.pdf.CellFormat(c.width-2*padding, lineSize, text, "", 0, align, false, 0, "")
	}
}

// write puts lines without a frame over the whole width.
func (s *sheet) write(text string, st style, align string) {
	s.row(cell{text: text, width: width, style: st, align: align, open: true})
}

// space leaves some room.
func (s *sheet) space(height float64) { s.y += height }

// bytes ends the document.
func (s *sheet) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := s.pdf.Output(&out); err != nil {
		return nil, fmt.Errorf("write a PDF: %w", err)
	}
	return out.Bytes(), nil
}
