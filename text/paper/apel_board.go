package paper

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"time"

	"git.sr.ht/~sbinet/gg"
	"golang.org/x/image/font/gofont/gobold"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/text"
)

// CodeBoard is the code of an attendance as an officer holds it up: the QR
// code, the digits as large as the picture is wide, and how many are there.
// Without digits it says that the attendance is closed.
type CodeBoard struct {
	Board apel.BoardView
	Link  string
	Zone  *time.Location
}

// Measures of the board in pixels.
const (
	boardWide   = 720
	boardHigh   = 1080
	boardDigits = 150.0
	boardTitle  = 30.0
	boardCount  = 56.0
)

// Print draws the board.
func (b CodeBoard) Print() (document.Content, error) {
	content, err := b.draw()
	if err != nil {
		return document.Content{}, fmt.Errorf("draw the board of event %d: %w", b.Board.Event.ID, err)
	}
	return printed("presensi.png", typePNG, content), nil
}

func (b CodeBoard) draw() ([]byte, error) {
	c := gg.NewContext(boardWide, boardHigh)
	c.SetColor(color.White)
	c.Clear()
	if b.Board.Digits != "" {
		code, err := QR("presensi", b.Link)
		if err != nil {
			return nil, err
		}
		picture, _, err := image.Decode(bytes.NewReader(code.Bytes))
		if err != nil {
			return nil, err
		}
		c.DrawImageAnchored(picture, boardWide/2, 110, 0.5, 0)
	}
	c.SetColor(color.Black)
	for _, line := range b.lines() {
		letters, err := face(gobold.TTF, line.size)
		if err != nil {
			return nil, err
		}
		c.SetFontFace(letters)
		c.DrawStringAnchored(fitting(c, line.text, boardWide-2*edge), boardWide/2, line.y, 0.5, 0)
	}
	var out bytes.Buffer
	err := c.EncodePNG(&out)
	return out.Bytes(), err
}

// boardLine is a line of a board, written in its middle.
type boardLine struct {
	text    string
	size, y float64
}

func (b CodeBoard) lines() []boardLine {
	e, of := b.Board.Event, b.Board.Counts
	head := []boardLine{
		{e.Name, boardTitle + 6, 52},
		{text.Moment(e.Begins(b.Zone), b.Zone), boardTitle - 4, 94},
		{fmt.Sprintf("Hadir %d dari %d", of[apel.Present]+of[apel.Late], b.Board.Expected), boardCount, 1000},
	}
	digits := b.Board.Digits
	if digits == "" {
		return append(head, boardLine{"Presensi ditutup", boardCount, boardHigh / 2})
	}
	if len(digits) == 6 { // in two groups, as people say them
		digits = digits[:3] + " " + digits[3:]
	}
	return append(head, boardLine{digits, boardDigits, 900}, boardLine{"Pindai, atau tulis angkanya kepada Gelis", boardTitle - 4, 1050})
}
