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

// act lets somebody do something, after all that was done before has been
// handled. What the bot had said until then has been read.
func act(do func(p *persona, what string) error) deed {
	return func(s *story, st step) error {
		s.settle()
		p := s.person(st.who)
		p.forget()
		return do(p, st.what)
	}
}

func (p *persona) say(text string) error {
	p.Send(text)
	return nil
}

// sayFormatted sends a text as Telegram's HTML has it.
func (p *persona) sayFormatted(html string) error {
	_, err := p.SendHTML(html)
	return err
}

// share shares "the own" contact, or "Sri's".
func (p *persona) share(whose string) error {
	of := p
	if name, other := strings.CutSuffix(whose, "'s"); other {
		of = p.h.person(name)
	}
	p.ShareContact(of.Person)
	return nil
}

func (p *persona) block(string) error {
	p.Block()
	return nil
}

func (p *persona) unblock(string) error {
	p.Unblock()
	return nil
}

// tapAgain sends the last tap once more.
func (p *persona) tapAgain(string) error { return p.press(p.tapped) }

// tapGone taps a button that is no more, once all cards are redrawn.
func (p *persona) tapGone(label string) error {
	p.h.quiet()
	b, found := p.gone(label)
	p.forget()
	return p.pressFound(b, found, label)
}

// tapOther taps what is "Sri's [Selesai]".
func (p *persona) tapOther(what string) error {
	name, label, _ := strings.Cut(strings.TrimSuffix(what, "]"), "'s [")
	b, found := p.h.person(name).button(label)
	return p.pressFound(b, found, what)
}

// forge taps with any data, below the newest message.
func (p *persona) forge(data string) error {
	chat := p.Chat()
	return p.press(pressed{data: data, message: chat[len(chat)-1].ID})
}

func (p *persona) pressFound(b pressed, found bool, label string) error {
	if !found {
		return fmt.Errorf("[%s] %w\nthe chat:\n%s", label, errNotOnPhone, p.lately())
	}
	return p.press(b)
}

// replacePhone gives somebody another account with the same number, under
// another name in the story.
func (s *story) replacePhone(st step) error {
	e, known := s.staff[st.what]
	if !known {
		return fmt.Errorf("nobody is called %s", st.what)
	}
	s.newPhone(st.who, e)
	return nil
}

var deepLink = regexp.MustCompile(`https://t\.me/\w+\?start=[\w-]+`)

// open opens the newest link that anybody was sent, or the one before.
func (s *story) open(st step) error {
	s.settle()
	p := s.person(st.who)
	p.forget()
	for _, reader := range s.people {
		for _, m := range reader.Chat() {
			if link := deepLink.FindString(m.Plain); link != "" && !slices.Contains(s.links, link) {
				s.links = append(s.links, link)
			}
		}
	}
	back := 1
	if st.what == "earlier link" {
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
func (p *persona) sendFiles(list string) error {
	files := names(list)
	if len(files) == 1 {
		p.Upload(files[0], content(files[0]), "")
		return nil
	}
	var album []telegramtest.File
	for _, name := range files {
		album = append(album, telegramtest.File{Name: name, Content: content(name)})
	}
	p.UploadAlbum(album, "")
	return nil
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

func (s *story) gather(st step) error {
	var people []*telegramtest.Person
	for _, name := range names(st.what) {
		people = append(people, s.person(name).Person)
	}
	s.group = s.telegram.Group("Obrolan kantor", people...)
	return nil
}

// forward brings the newest message with buttons into the group.
func (s *story) forward(st step) error {
	s.settle()
	p := s.person(st.who)
	p.forget()
	for _, m := range slices.Backward(p.Chat()) {
		if len(m.Buttons) > 0 {
			_, err := s.group.Forward(p.Person, m.ID)
			return err
		}
	}
	return errNotOnPhone
}

func (s *story) expectInGroup(want expectation) error {
	ctx, cancel := s.patiently()
	defer cancel()
	m, err := s.group.Next(ctx)
	if err != nil {
		return err
	}
	if why := want.mismatch(m); why != "" {
		return fmt.Errorf("%s, but the group heard:\n%s", why, describe(m))
	}
	return nil
}

func (s *story) sayInGroup(st step) error {
	s.settle()
	s.group.Send(s.person(st.who).Person, st.what)
	return nil
}

func (s *story) tapInGroup(st step) (err error) {
	s.settle()
	ctx, cancel := s.patiently()
	defer cancel()
	p := s.person(st.who)
	p.answer, err = s.group.Tap(ctx, p.Person, st.what)
	return err
}

func (s *story) heardInGroup() (telegramtest.Message, bool) {
	ctx, cancel := context.WithCancel(s.tb.Context())
	cancel()
	m, err := s.group.Next(ctx)
	return m, err == nil
}
