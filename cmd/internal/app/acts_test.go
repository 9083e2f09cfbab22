package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"regexp"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/telegramtest"
)

var errNotOnPhone = errors.New("is not on the phone")

// act lets somebody do something.
func (s *story) act(st step) error {
	if who, inGroup := strings.CutSuffix(st.who, " in the group"); inGroup {
		s.group.Send(s.person(who).Person, st.what)
		return nil
	}
	p := s.person(st.who)
	switch st.verb {
	case taps, tapsAgain, tapsGone, tapsOther, tapsGroup, forges:
		return s.actTap(p, st)
	case newPhone:
		return s.replacePhone(st.who, st.what)
	case opens:
		p.forget()
		return s.open(p, st.what)
	default:
	}
	p.forget()
	switch st.verb {
	case says:
		p.Send(st.what)
	case shares:
		of := p
		if name, other := strings.CutSuffix(st.what, "'s"); other {
			of = s.person(name)
		}
		p.ShareContact(of.Person)
	case sends:
		sendFiles(p, names(st.what))
	case blocks:
		p.Block()
	case unblocks:
		p.Unblock()
	case edits:
		return p.editLast(st.what)
	case forwards:
		return s.forward(p)
	default:
		return fmt.Errorf("nobody can do %q", st.verb)
	}
	return nil
}

// actTap is every way to tap.
func (s *story) actTap(p *persona, st step) error {
	var button pressed
	found := true
	switch st.verb {
	case taps:
		return p.tap(st.what)
	case tapsGroup:
		return s.tapInGroup(p, st.what)
	case tapsAgain:
		button = p.tapped
	case tapsGone:
		s.quiet() // until the cards have been redrawn
		button, found = p.gone(st.what)
	case tapsOther:
		name, label, _ := strings.Cut(strings.TrimSuffix(st.what, "]"), "'s [")
		button, found = s.person(name).button(label)
	default:
		chat := p.Chat()
		button = pressed{data: st.what, message: chat[len(chat)-1].ID}
	}
	if !found {
		return fmt.Errorf("[%s] %w\nthe chat:\n%s", st.what, errNotOnPhone, p.lately())
	}
	p.forget()
	return p.press(button)
}

// replacePhone gives somebody another account with the same number, under
// another name in the story.
func (s *story) replacePhone(name, of string) error {
	e, known := s.staff[of]
	if !known {
		return fmt.Errorf("nobody is called %s", of)
	}
	s.newPhone(name, e)
	return nil
}

var deepLink = regexp.MustCompile(`https://t\.me/\w+\?start=[\w-]+`)

// open opens the newest link that anybody was sent, or the one before.
func (s *story) open(p *persona, which string) error {
	for _, reader := range s.people {
		for _, m := range reader.Chat() {
			if link := deepLink.FindString(m.Plain); link != "" && !slices.Contains(s.links, link) {
				s.links = append(s.links, link)
			}
		}
	}
	back := 1
	if which == "earlier link" {
		back = 2
	}
	if len(s.links) < back {
		return errors.New("nobody was sent a link")
	}
	return p.Open(s.links[len(s.links)-back])
}

func (p *persona) editLast(text string) error {
	for _, m := range slices.Backward(p.Chat()) {
		if m.From == telegramtest.FromPerson {
			return p.Edit(m.ID, text)
		}
	}
	return errNotOnPhone
}

// sendFiles sends one file, or several as an album.
func sendFiles(p *persona, files []string) {
	if len(files) == 1 {
		p.Upload(files[0], content(files[0]), "")
		return
	}
	var album []telegramtest.File
	for _, name := range files {
		album = append(album, telegramtest.File{Name: name, Content: content(name)})
	}
	p.UploadAlbum(album, "")
}

// content makes up what a file holds, by its name.
func content(name string) []byte {
	const pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% "
	switch {
	case strings.HasPrefix(name, "kosong"):
		return nil
	case strings.HasPrefix(name, "palsu"):
		return []byte("MZ\x90\x00 a program that calls itself something else")
	case strings.HasPrefix(name, "besar"):
		return append([]byte(pdf), make([]byte, document.MaxBytes)...)
	case strings.HasPrefix(name, "terpotong"):
		return []byte(pdf)
	case strings.HasSuffix(name, ".jpg"):
		var picture bytes.Buffer
		shade := image.NewGray(image.Rect(0, 0, 8, 8+len(name)))
		if err := jpeg.Encode(&picture, shade, nil); err != nil {
			panic(err) // a grey square can be encoded
		}
		return picture.Bytes()
	}
	return []byte(pdf + name + "\n%%EOF\n")
}

func (s *story) gather(members []string) error {
	var people []*telegramtest.Person
	for _, name := range members {
		people = append(people, s.person(name).Person)
	}
	s.group = s.telegram.Group("Obrolan kantor", people...)
	return nil
}

// forward brings the newest message with buttons into the group.
func (s *story) forward(p *persona) error {
	for _, m := range slices.Backward(p.Chat()) {
		if len(m.Buttons) > 0 {
			_, err := s.group.Forward(p.Person, m.ID)
			return err
		}
	}
	return errNotOnPhone
}

func (s *story) expectInGroup(st step) error {
	ctx, cancel := s.patiently()
	defer cancel()
	m, err := s.group.Next(ctx)
	if err != nil {
		return err
	}
	if why := mismatch(m, st); why != "" {
		return fmt.Errorf("%s, but the group heard:\n%s", why, describe(m))
	}
	return nil
}

func (s *story) tapInGroup(p *persona, label string) (err error) {
	ctx, cancel := s.patiently()
	defer cancel()
	p.answer, err = s.group.Tap(ctx, p.Person, label)
	return err
}

func (s *story) heardInGroup() (telegramtest.Message, bool) {
	ctx, cancel := context.WithCancel(s.tb.Context())
	cancel()
	m, err := s.group.Next(ctx)
	return m, err == nil
}
