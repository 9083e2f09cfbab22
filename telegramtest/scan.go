package telegramtest

import (
	"errors"
	"fmt"
)

// ErrNoCode says that a picture shows no QR code that a camera can read.
var ErrNoCode = errors.New("picture shows no QR code")

// Scan holds the person's camera before a picture and opens the link that its QR code shows, as a link that was sent.
func (p *Person) Scan(picture Attachment) error {
	link, err := ReadLink(picture)
	if err != nil {
		return fmt.Errorf("%s scans: %w", p.name, err)
	}
	return p.Open(link)
}

// ReadLink is what a camera reads in a picture.
func ReadLink(picture Attachment) (link string, err error) {
	if link = readCode(picture.Content); link == "" {
		return "", fmt.Errorf("%s: %w", picture.Name, ErrNoCode)
	}
	return link, nil
}
