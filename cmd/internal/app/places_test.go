package app_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/telegramtest"
)

// placed reads "-8.67, 115.23".
func placed(text string) (at telegramtest.Place, err error) {
	latitude, longitude, _ := strings.Cut(text, ",")
	at.Latitude, err = strconv.ParseFloat(strings.TrimSpace(latitude), 64)
	if err != nil {
		return at, err
	}
	at.Longitude, err = strconv.ParseFloat(strings.TrimSpace(longitude), 64)
	return at, err
}

// shareLive shares a location that goes on being told.
func (p *persona) shareLive(where string) error {
	at, err := placed(where)
	at.Live = true
	p.SharePlace(at)
	return err
}

// sharePlain shares one that was picked on the map.
func (p *persona) sharePlain(where string) error {
	at, err := placed(where)
	p.SharePlace(at)
	return err
}

// movesTo tells where the newest live location has gone.
func (p *persona) movesTo(where string) error {
	at, err := placed(where)
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(p.Chat()) {
		if m.From != telegramtest.FromPerson {
			continue
		}
		if _, err = p.MoveLocation(m.ID, at); err == nil {
			return nil
		}
	}
	return errors.Join(errNotOnPhone, err)
}

// forwardPlace sends on the newest message of somebody else.
func (p *persona) forwardPlace(name string) error {
	from := p.h.person(name)
	for _, m := range slices.Backward(from.Chat()) {
		if m.From == telegramtest.FromPerson {
			_, err := from.Forward(m.ID, p.Person)
			return err
		}
	}
	return errNotOnPhone
}

// boardCode are the six digits below the picture of a board.
var boardCode = regexp.MustCompile(`atau tulis (\d{6})`)

// board is the newest board on somebody's phone, with its code. It is redrawn first where its code has changed.
func (p *persona) board() (m telegramtest.Message, digits string, err error) {
	p.h.quiet()
	for _, m := range slices.Backward(p.Chat()) {
		if found := boardCode.FindStringSubmatch(m.Plain); found != nil && len(m.Attachments) == 1 {
			return m, found[1], nil
		}
	}
	return m, "", fmt.Errorf("a board with a code %w\nthe chat:\n%s", errNotOnPhone, p.lately())
}

// typesCode types what somebody's board shows.
func (p *persona) typesCode(name string) error {
	_, digits, err := p.h.person(name).board()
	if err == nil {
		p.Send(digits)
	}
	return err
}

// typesCodeBehind types it behind a command.
func (p *persona) typesCodeBehind(name string) error {
	_, digits, err := p.h.person(name).board()
	if err == nil {
		p.Send("/hadir " + digits[:3] + " " + digits[3:])
	}
	return err
}

// typesWrongCode types six digits that no board has shown lately.
func (p *persona) typesWrongCode(name string) error {
	_, digits, err := p.h.person(name).board()
	if err != nil {
		return err
	}
	wrong := []byte(digits) // each digit another one
	for i, d := range wrong {
		wrong[i] = '0' + (d-'0'+5)%10
	}
	p.Send(string(wrong))
	return nil
}

// scansCode holds the camera before somebody's board.
func (p *persona) scansCode(name string) error {
	m, _, err := p.h.person(name).board()
	if err != nil {
		return err
	}
	return p.Scan(m.Attachments[0])
}
