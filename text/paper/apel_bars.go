package paper

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"

	"git.sr.ht/~sbinet/gg"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/text"
)

// ApelBars are the figures of attendance by unit, as a picture: a bar for each
// unit, cut by status.
type ApelBars struct {
	Title string
	Tally []apel.Count
	Name  string // of the file, without its ending
}

// Measures in pixels.
const (
	barsWide    = 900.0
	barRow      = 64.0
	barHigh     = 24.0
	barsHead    = 76.0
	barsLegend  = 110.0
	barsPerPage = 18
)

// The statuses of a bar from left to right; the excused ones are one part.
func barParts() []barPart {
	return []barPart{
		{"Hadir", color.RGBA{R: 0x1b, G: 0x6e, B: 0x53, A: 0xff}, []apel.Status{apel.Present}},
		{"Terlambat", color.RGBA{R: 0xe0, G: 0xa1, B: 0x00, A: 0xff}, []apel.Status{apel.Late}},
		{"Berketerangan", color.RGBA{R: 0x6f, G: 0xa8, B: 0xdc, A: 0xff}, []apel.Status{
			apel.Permitted, apel.Sick, apel.Travelling, apel.OnLeave, apel.Training, apel.Studying, apel.OnGuard,
		}},
		{"Tanpa keterangan", color.RGBA{R: 0xb0, G: 0x1e, B: 0x1e, A: 0xff}, []apel.Status{apel.Unexplained}},
		{"Belum ada kabar", color.RGBA{R: 0xc4, G: 0xc7, B: 0xcc, A: 0xff}, []apel.Status{apel.Open}},
	}
}

type barPart struct {
	name   string
	colour color.RGBA
	of     []apel.Status
}

func (p barPart) count(of map[apel.Status]int) int {
	n := 0
	for _, s := range p.of {
		n += of[s]
	}
	return n
}

// Print draws the pictures, each with at most 18 units; one without bars where
// there are no figures.
func (b ApelBars) Print() ([]document.Content, error) {
	f, err := newFaces()
	if err != nil {
		return nil, err
	}
	pages := max(1, (len(b.Tally)+barsPerPage-1)/barsPerPage)
	pictures := make([]document.Content, 0, pages)
	for page := range pages {
		units := b.Tally[page*barsPerPage : min(len(b.Tally), (page+1)*barsPerPage)]
		content, err := b.draw(units, page+1, pages, f)
		if err != nil {
			return nil, fmt.Errorf("draw the bars %s: %w", b.Name, err)
		}
		name := b.Name + ".png"
		if pages > 1 {
			name = fmt.Sprintf("%s-%d.png", b.Name, page+1)
		}
		pictures = append(pictures, printed(name, typePNG, content))
	}
	return pictures, nil
}

func (b ApelBars) draw(units []apel.Count, page, pages int, f faces) ([]byte, error) {
	c := gg.NewContext(int(barsWide), int(2*edge+barsHead+float64(max(1, len(units)))*barRow+barsLegend))
	c.SetColor(color.White)
	c.Clear()
	c.SetColor(color.Black)
	c.SetFontFace(f.title)
	c.DrawString(fitting(c, b.Title, barsWide-2*edge), edge, edge+titleSize)
	c.SetFontFace(f.name)
	if of, people := apel.Sum(b.Tally); people > 0 {
		line := fmt.Sprintf("Hadir %d dari %d orang", of[apel.Present]+of[apel.Late], people)
		if pages > 1 {
			line += fmt.Sprintf(" (gambar %d dari %d)", page, pages)
		}
		c.DrawString(line, edge, edge+titleSize+26)
	} else {
		c.DrawString("Belum ada catatan", edge, edge+titleSize+26)
	}
	for i, unit := range units {
		bar(c, unit, edge+barsHead+float64(i)*barRow, f)
	}
	barLegend(c, edge+barsHead+float64(len(units))*barRow+20, f)
	var out bytes.Buffer
	err := c.EncodePNG(&out)
	return out.Bytes(), err
}

// bar draws a unit: its name above, the share of each status as wide as it is
// and its number within, where it fits.
func bar(c *gg.Context, unit apel.Count, y float64, f faces) {
	_, people := apel.Sum([]apel.Count{unit})
	c.SetColor(color.Black)
	c.SetFontFace(f.name)
	there := fmt.Sprintf("%d/%d", unit.Of[apel.Present]+unit.Of[apel.Late], people)
	c.DrawString(fitting(c, unit.UnitName, barsWide-2*edge-90), edge, y+18)
	c.DrawStringAnchored(there, barsWide-edge, y+18, 1, 0)
	x, wide := edge, barsWide-2*edge
	for _, part := range barParts() {
		n := part.count(unit.Of)
		if n == 0 {
			continue
		}
		share := wide * float64(n) / float64(people)
		c.SetColor(part.colour)
		c.DrawRectangle(x, y+26, share, barHigh)
		c.Fill()
		c.SetFontFace(f.small)
		number := strconv.Itoa(n)
		if w, _ := c.MeasureString(number); w+6 < share {
			c.SetColor(onColour(part.colour))
			c.DrawStringAnchored(number, x+share/2, y+26+barHigh-7, 0.5, 0)
		}
		x += share
	}
}

// onColour are letters that can be read on a colour.
func onColour(c color.RGBA) color.Color {
	const dark = 140
	if (int(c.R)*299+int(c.G)*587+int(c.B)*114)/1000 < dark {
		return color.White
	}
	return color.Black
}

func barLegend(c *gg.Context, y float64, f faces) {
	x := edge
	c.SetFontFace(f.name)
	for _, part := range barParts() {
		wide, _ := c.MeasureString(part.name)
		if x+wide+30 > barsWide-edge {
			x, y = edge, y+28
		}
		c.SetColor(part.colour)
		c.DrawRectangle(x, y, 18, 18)
		c.Fill()
		c.SetColor(color.Black)
		c.DrawString(part.name, x+26, y+15)
		x += wide + 52
	}
	c.DrawString(text.BarsNote(), edge, y+48)
}
