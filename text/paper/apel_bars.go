package paper

import (
	"fmt"
	"image/color"

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

// The colours of bars.
func green() color.RGBA  { return color.RGBA{R: 0x1b, G: 0x6e, B: 0x53, A: 0xff} }
func yellow() color.RGBA { return color.RGBA{R: 0xe0, G: 0xa1, B: 0x00, A: 0xff} }
func blue() color.RGBA   { return color.RGBA{R: 0x6f, G: 0xa8, B: 0xdc, A: 0xff} }
func red() color.RGBA    { return color.RGBA{R: 0xb0, G: 0x1e, B: 0x1e, A: 0xff} }
func grey() color.RGBA   { return color.RGBA{R: 0xc4, G: 0xc7, B: 0xcc, A: 0xff} }

// apelParts are the parts of a bar from left to right; the excused statuses are
// one.
func apelParts() ([]barPart, [][]apel.Status) {
	legend := []barPart{
		{"Hadir", green()}, {"Terlambat", yellow()}, {"Berketerangan", blue()}, {"Tanpa keterangan", red()}, {"Belum ada kabar", grey()},
	}
	return legend, [][]apel.Status{
		{apel.Present},
		{apel.Late},
		{apel.Permitted, apel.Sick, apel.Travelling, apel.OnLeave, apel.Training, apel.Studying, apel.OnGuard},
		{apel.Unexplained},
		{apel.Open},
	}
}

// Print draws the pictures, each with at most 18 units; one without bars where
// there are no figures.
func (b ApelBars) Print() ([]document.Content, error) {
	legend, statuses := apelParts()
	drawn := bars{title: b.Title, under: "Belum ada catatan", legend: legend, note: text.BarsNote(), name: b.Name}
	if of, people := apel.Sum(b.Tally); people > 0 {
		drawn.under = fmt.Sprintf("Hadir %d dari %d orang", of[apel.Present]+of[apel.Late], people)
	}
	for _, unit := range b.Tally {
		_, people := apel.Sum([]apel.Count{unit})
		one := barUnit{name: unit.UnitName, right: fmt.Sprintf("%d/%d", unit.Of[apel.Present]+unit.Of[apel.Late], people)}
		for _, of := range statuses {
			n := 0
			for _, s := range of {
				n += unit.Of[s]
			}
			one.parts = append(one.parts, n)
		}
		drawn.units = append(drawn.units, one)
	}
	return drawn.print()
}
