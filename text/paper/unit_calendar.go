package paper

import (
	"bytes"
	"fmt"
	"image/color"
	"strconv"

	"git.sr.ht/~sbinet/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// UnitCalendar is who of a unit is away in a month, as a picture: a row for
// each employee, a column for each day.
type UnitCalendar struct {
	Unit     string
	Month    calendar.Date // its first day
	Staff    []staff.Employee
	Absences []request.Absence
	Calendar *calendar.Calendar
}

// perPicture is how many employees one picture shows legibly on a phone.
const perPicture = 24

// Measures in pixels.
const (
	dayWide   = 30.0
	rowHigh   = 30.0
	nameWide  = 300.0
	headHigh  = 108.0
	legend    = 64.0
	edge      = 24.0
	smallSize = 14.0
	titleSize = 22.0
)

// colours are chosen so that they differ in lightness, too; each cell has a letter beside.
var colours = map[request.Kind]color.RGBA{
	request.Leave:    {R: 0x1b, G: 0x6e, B: 0x53, A: 0xff},
	request.Travel:   {R: 0x1f, G: 0x4e, B: 0x9e, A: 0xff},
	request.Permit:   {R: 0xb3, G: 0x5c, B: 0x00, A: 0xff},
	request.Overtime: {R: 0x6a, G: 0x1b, B: 0x9a, A: 0xff},
}

// Print draws the pictures, each with at most 24 employees; none for a unit without staff.
func (u UnitCalendar) Print() ([]document.Content, error) {
	faces, err := newFaces()
	if err != nil {
		return nil, err
	}
	pages := (len(u.Staff) + perPicture - 1) / perPicture
	pictures := make([]document.Content, 0, pages)
	for page := range pages {
		people := u.Staff[page*perPicture : min(len(u.Staff), (page+1)*perPicture)]
		content, err := u.draw(people, page+1, pages, faces)
		if err != nil {
			return nil, fmt.Errorf("draw the calendar of %s: %w", u.Month, err)
		}
		name := fmt.Sprintf("kalender-%d-%02d-%d.png", u.Month.Year(), u.Month.Month(), page+1)
		pictures = append(pictures, printed(name, typePNG, content))
	}
	return pictures, nil
}

// faces are the letters of a picture.
type faces struct{ title, name, small font.Face }

func newFaces() (faces, error) {
	regular, err := face(goregular.TTF, smallSize)
	if err != nil {
		return faces{}, err
	}
	bold, err := face(gobold.TTF, smallSize)
	if err != nil {
		return faces{}, err
	}
	title, err := face(gobold.TTF, titleSize)
	return faces{title: title, name: regular, small: bold}, err
}

func face(ttf []byte, size float64) (font.Face, error) {
	parsed, err := opentype.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("read letters: %w", err)
	}
	made, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("make letters: %w", err)
	}
	return made, nil
}

func (u UnitCalendar) draw(people []staff.Employee, page, pages int, f faces) ([]byte, error) {
	days := daysOf(u.Month)
	wide := int(2*edge + nameWide + float64(len(days))*dayWide)
	high := int(2*edge + headHigh + float64(len(people))*rowHigh + legend)
	c := gg.NewContext(wide, high)
	c.SetColor(color.White)
	c.Clear()
	u.title(c, page, pages, f)
	for i, day := range days {
		u.day(c, day, i, len(people), f)
	}
	for i, person := range people {
		u.person(c, person, i, days, f)
	}
	u.legend(c, edge+headHigh+float64(len(people))*rowHigh, f)
	var out bytes.Buffer
	err := c.EncodePNG(&out)
	return out.Bytes(), err
}

// daysOf lists the days of a month.
func daysOf(month calendar.Date) []calendar.Date {
	var days []calendar.Date
	for d := month; d.Month() == month.Month(); d = d.AddDays(1) {
		days = append(days, d)
	}
	return days
}

func (u UnitCalendar) title(c *gg.Context, page, pages int, f faces) {
	c.SetColor(color.Black)
	c.SetFontFace(f.title)
	c.DrawString(u.Unit, edge, edge+titleSize)
	c.SetFontFace(f.name)
	line := "Ketidakhadiran " + text.Month(u.Month)
	if pages > 1 {
		line += fmt.Sprintf(" (%d dari %d)", page, pages)
	}
	c.DrawString(line, edge, edge+titleSize+24)
}

// day draws a column: its head, and grey from top to bottom when the office is closed.
func (u UnitCalendar) day(c *gg.Context, day calendar.Date, column, people int, f faces) {
	x := edge + nameWide + float64(column)*dayWide
	if !u.Calendar.IsWorking(day) {
		c.SetRGB255(0xe9, 0xea, 0xec)
		c.DrawRectangle(x, edge+headHigh-2*rowHigh+18, dayWide, float64(people)*rowHigh+2*rowHigh-18)
		c.Fill()
	}
	c.SetRGB255(0x33, 0x33, 0x33)
	if len(u.Calendar.On(day)) > 0 && !u.Calendar.IsWorking(day) {
		c.SetRGB255(0xb0, 0x1e, 0x1e)
	}
	c.SetFontFace(f.name)
	c.DrawStringAnchored(text.WeekdayLetters(day.Weekday()), x+dayWide/2, edge+headHigh-32, 0.5, 0)
	c.SetFontFace(f.small)
	c.DrawStringAnchored(strconv.Itoa(day.Day()), x+dayWide/2, edge+headHigh-12, 0.5, 0)
}

func (u UnitCalendar) person(c *gg.Context, p staff.Employee, row int, days []calendar.Date, f faces) {
	y := edge + headHigh + float64(row)*rowHigh
	c.SetRGB255(0xd5, 0xd7, 0xda)
	c.SetLineWidth(1)
	c.DrawLine(edge, y, edge+nameWide+float64(len(days))*dayWide, y)
	c.Stroke()
	c.SetRGB255(0x1d, 0x1d, 0x1f)
	c.SetFontFace(f.name)
	c.DrawString(fitting(c, p.Name, nameWide-12), edge, y+rowHigh-10)
	for i, day := range days {
		if a, away := u.away(p.ID, day); away {
			u.mark(c, a, edge+nameWide+float64(i)*dayWide, y, f)
		}
	}
}

// fitting shortens a text to a width.
func fitting(c *gg.Context, whole string, wide float64) string {
	if w, _ := c.MeasureString(whole); w <= wide {
		return whole
	}
	letters := []rune(whole)
	for len(letters) > 0 {
		letters = letters[:len(letters)-1]
		if w, _ := c.MeasureString(string(letters) + "…"); w <= wide {
			break
		}
	}
	return string(letters) + "…"
}

// away finds the absence of an employee on a day, an approved one first. On
// days when the office is closed only duty travel and overtime are shown.
func (u UnitCalendar) away(id staff.EmployeeID, day calendar.Date) (request.Absence, bool) {
	var found request.Absence
	for _, a := range u.Absences {
		if a.Employee != id || day.Before(a.Period.From) || a.Period.To.Before(day) {
			continue
		}
		if !u.Calendar.IsWorking(day) && (a.Kind == request.Leave || a.Kind == request.Permit) {
			continue
		}
		if found.Request == 0 || a.Approved {
			found = a
		}
	}
	return found, found.Request != 0
}

// mark fills a day when the absence is approved, and frames it while it waits.
func (u UnitCalendar) mark(c *gg.Context, a request.Absence, x, y float64, f faces) {
	c.SetColor(colours[a.Kind])
	c.DrawRoundedRectangle(x+2, y+3, dayWide-4, rowHigh-6, 4)
	if a.Approved {
		c.Fill()
		c.SetColor(color.White)
	} else {
		c.SetLineWidth(2)
		c.Stroke()
		c.SetColor(colours[a.Kind])
	}
	c.SetFontFace(f.small)
	c.DrawStringAnchored(text.KindLetter(a.Kind), x+dayWide/2, y+rowHigh/2+5, 0.5, 0)
}

func (u UnitCalendar) legend(c *gg.Context, y float64, f faces) {
	x := edge
	for _, kind := range request.Kinds() {
		u.mark(c, request.Absence{Kind: kind, Approved: true}, x, y+16, f)
		c.SetRGB255(0x33, 0x33, 0x33)
		c.SetFontFace(f.name)
		name := text.KindName(kind)
		c.DrawString(name, x+dayWide+6, y+36)
		w, _ := c.MeasureString(name)
		x += dayWide + w + 24
	}
	c.SetRGB255(0x33, 0x33, 0x33)
	c.DrawString("garis tepi: belum diputus · abu-abu: libur", x, y+36)
}
