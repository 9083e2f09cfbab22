package telegramtest

import (
	"errors"
	"fmt"
)

// ErrNoCode says that a picture shows no QR code that a camera can read.
var ErrNoCode = errors.New("picture shows no QR code")

// Scan holds the person's camera before a picture and opens the link that its QR code shows, as a link that was sent.
func (p *Person) Scan(picture Attachment) error {
	link := readCode(picture.Content)
	if link == "" {
		return fmt.Errorf("%s scans %s: %w", p.name, picture.Name, ErrNoCode)
	}
	return p.Open(link)
}
