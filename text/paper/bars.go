package paper

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"

	"git.sr.ht/~sbinet/gg"

	"github.com/gelis-bali/gelis/domain/document"
)

// bars is a picture of units: a bar for each, cut into parts.
type bars struct {
	title  string
	under  string // the line below the title
	legend []barPart
	note   string
	units  []barUnit
	name   string // of the file, without its ending
}

// barPart is what a part of a bar stands for.
type barPart struct {
	name   string
	colour color.RGBA
}

// barUnit is a bar: its parts, in the order of the legend, and what stands at
// its right end.
type barUnit struct {
	name  string
	right string
	parts []int
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

// print draws the pictures, each with at most 18 units; one without bars where
// there are no figures.
func (b bars) print() ([]document.Content, error) {
	f, err := newFaces()
	if err != nil {
		return nil, err
	}
	pages := max(1, (len(b.units)+barsPerPage-1)/barsPerPage)
	pictures := make([]document.Content, 0, pages)
	for page := range pages {
		units := b.units[page*barsPerPage : min(len(b.units), (page+1)*barsPerPage)]
		content, err := b.draw(units, page+1, pages, f)
		if err != nil {
			return nil, fmt.Errorf("draw the bars %s: %w", b.name, err)
		}
		name := b.name + ".png"
		if pages > 1 {
			name = fmt.Sprintf("%s-%d.png", b.name, page+1)
		}
		pictures = append(pictures, printed(name, typePNG, content))
	}
	return pictures, nil
}

func (b bars) draw(units []barUnit, page, pages int, f faces) ([]byte, error) {
	c := gg.NewContext(int(barsWide), int(2*edge+barsHead+float64(max(1, len(units)))*barRow+barsLegend))
	c.SetColor(color.White)
	c.Clear()
	c.SetColor(color.Black)
	c.SetFontFace(f.title)
	c.DrawString(fitting(c, b.title, barsWide-2*edge), edge, edge+titleSize)
	c.SetFontFace(f.name)
	line := b.under
	if pages > 1 {
		line += fmt.Sprintf(" (gambar %d dari %d)", page, pages)
	}
	c.DrawString(line, edge, edge+titleSize+26)
	for i, unit := range units {
		b.bar(c, unit, edge+barsHead+float64(i)*barRow, f)
	}
	b.drawLegend(c, edge+barsHead+float64(len(units))*barRow+20, f)
	var out bytes.Buffer
	err := c.EncodePNG(&out)
	return out.Bytes(), err
}

// bar draws a unit: its name above, each part as wide as its share and its
// number within, where it fits.
func (b bars) bar(c *gg.Context, unit barUnit, y float64, f faces) {
	all := 0
	for _, n := range unit.parts {
		all += n
	}
	c.SetColor(color.Black)
	c.SetFontFace(f.name)
	taken, _ := c.MeasureString(unit.right)
	c.DrawString(fitting(c, unit.name, barsWide-2*edge-taken-20), edge, y+18)
	c.DrawStringAnchored(unit.right, barsWide-edge, y+18, 1, 0)
	x, wide := edge, barsWide-2*edge
	for i, n := range unit.parts {
		if n == 0 {
			continue
		}
		share := wide * float64(n) / float64(all)
		c.SetColor(b.legend[i].colour)
		c.DrawRectangle(x, y+26, share, barHigh)
		c.Fill()
		c.SetFontFace(f.small)
		number := strconv.Itoa(n)
		if w, _ := c.MeasureString(number); w+6 < share {
			c.SetColor(onColour(b.legend[i].colour))
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

func (b bars) drawLegend(c *gg.Context, y float64, f faces) {
	x := edge
	c.SetFontFace(f.name)
	for _, part := range b.legend {
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
	c.DrawString(b.note, edge, y+48)
}
