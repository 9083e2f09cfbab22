package telegramtest

import (
	"encoding/json"
	"strconv"
	"strings"
)

const maxAlbum = 10

// media is the file of a message.
type media struct {
	photo bool
	file  *file   // the document, or the largest size of the photo
	sizes []*file // of a photo, smallest first
}

func (m *media) attachment() Attachment {
	kind := "document"
	if m.photo {
		kind = "photo"
	}
	return Attachment{Kind: kind, Name: m.file.name, MIME: m.file.mime, Size: m.file.size, FileID: m.file.id, Content: m.file.content}
}

func (m *media) wire() ([]wirePhotoSize, *wireDocument) {
	if !m.photo {
		f := m.file
		return nil, &wireDocument{FileID: f.id, FileUniqueID: f.unique, FileName: f.name, MimeType: f.mime, FileSize: f.size}
	}
	sizes := make([]wirePhotoSize, 0, len(m.sizes))
	for _, f := range m.sizes {
		sizes = append(sizes, wirePhotoSize{
			FileID: f.id, FileUniqueID: f.unique, Width: f.width, Height: f.height, FileSize: f.size,
		})
	}
	return sizes, nil
}

// inputMedia is an InputMediaPhoto or InputMediaDocument, or what sendPhoto and sendDocument say in their own words.
type inputMedia struct {
	kind  string // "photo" or "document"
	media string // attach://name or a file_id
	formatted
	html string
}

func (i inputMedia) photo() bool { return i.kind == "photo" }

type rawInputMedia struct {
	Type      string `json:"type"`
	Media     string `json:"media"`
	Caption   string `json:"caption"`
	ParseMode string `json:"parse_mode"`
}

func readInputMedia(r *request, raw string) (inputMedia, error) {
	var m rawInputMedia
	if raw == "" {
		return inputMedia{}, badRequest("input media is not specified")
	}
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		return inputMedia{}, badRequest("can't parse input media JSON object")
	}
	return m.read(r)
}

func (m rawInputMedia) read(r *request) (inputMedia, error) {
	item := inputMedia{kind: m.Type, media: m.Media}
	if m.Type != "photo" && m.Type != "document" {
		return item, badRequest("type of file is unknown: telegramtest knows photo and document")
	}
	if m.Media == "" {
		return item, badRequest("media not found")
	}
	own := &request{params: params{values: map[string]string{"caption": m.Caption, "parse_mode": m.ParseMode}}, ctx: r.ctx}
	d, err := readWording(own, "caption")
	if err == nil {
		err = d.checkCaption()
	}
	item.formatted, item.html = d.formatted, d.html
	return item, err
}

func (d draft) checkCaption() error {
	if utf16Len(d.plain) > maxCaption {
		return badRequest("message caption is too long")
	}
	return nil
}

// loadMedia stores an upload, or finds what a file_id means.
func (s *Server) loadMedia(r *request, item inputMedia) (*media, error) {
	name, attached := strings.CutPrefix(item.media, "attach://")
	if !attached {
		return s.sendAgain(item)
	}
	up, ok := r.files[name]
	switch {
	case !ok:
		return nil, badRequest("there is no %s in the request", item.kind)
	case len(up.content) == 0:
		return nil, badRequest("file must be non-empty")
	}
	st := readDocument(up.name, up.mime, up.content)
	if item.photo() {
		var err error
		if st, err = readPhoto(up.content); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files.keep(st), nil
}

// sendAgain is the file that has the id; a photo cannot be sent as a document, nor the other way round.
func (s *Server) sendAgain(item inputMedia) (*media, error) {
	if strings.Contains(item.media, "://") {
		return nil, badRequest("wrong type of the web page content") // the server fetches nothing from elsewhere
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.files.media[item.media]
	switch {
	case !ok:
		return nil, errWrongFile()
	case m.photo && !item.photo():
		return nil, badRequest("can't use file of type Photo as Document")
	case !m.photo && item.photo():
		return nil, badRequest("can't use file of type Document as Photo")
	}
	return m, nil
}

func (s *Server) sendDocument(r *request) (any, error) { return s.sendFile(r, "document") }

func (s *Server) sendPhoto(r *request) (any, error) { return s.sendFile(r, "photo") }

// sendFile sends one file, which came with the request under the name of its kind, or is named there by its id.
func (s *Server) sendFile(r *request, kind string) (any, error) {
	d, err := readDraft(r, "caption")
	if err == nil {
		err = d.checkCaption()
	}
	if err != nil {
		return nil, err
	}
	item := inputMedia{kind: kind, media: r.text(kind)}
	if _, uploaded := r.files[kind]; uploaded {
		item.media = "attach://" + kind
	}
	if item.media == "" {
		return nil, badRequest("there is no %s in the request", kind)
	}
	m, err := s.loadMedia(r, item)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	body := d.content()
	body.media = m
	p, err := s.send(r, d, body)
	if err != nil {
		return nil, err
	}
	return s.wirePost(p), nil
}

func (s *Server) sendMediaGroup(r *request) (any, error) {
	items, err := readAlbum(r)
	if err != nil {
		return nil, err
	}
	d := draft{protected: r.truth("protect_content")}
	if err := d.readReply(r.text("reply_parameters")); err != nil {
		return nil, err
	}
	loaded := make([]*media, len(items))
	for i, item := range items {
		if loaded[i], err = s.loadMedia(r, item); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sendAlbum(r, d, items, loaded)
}

func (s *Server) sendAlbum(r *request, d draft, items []inputMedia, loaded []*media) (any, error) {
	c, err := s.target(r)
	if err == nil {
		err = d.resolveReply(c)
	}
	if err != nil {
		return nil, err
	}
	if err := s.paced(c, len(items)); err != nil {
		return nil, err
	}
	album := s.nextAlbum()
	sent := make([]*wireMessage, 0, len(items))
	for i, item := range items {
		d.formatted, d.html = item.formatted, item.html
		body := d.content()
		body.media, body.album = loaded[i], album
		sent = append(sent, s.wirePost(s.add(c, nil, body)))
	}
	return sent, nil
}

func (s *Server) nextAlbum() string {
	s.lastAlbum++
	return strconv.FormatInt(13_000_000_000_000_000+s.lastAlbum, 10)
}

func readAlbum(r *request) ([]inputMedia, error) {
	var raw []rawInputMedia
	if err := json.Unmarshal([]byte(r.text("media")), &raw); err != nil {
		return nil, badRequest("can't parse media JSON object")
	}
	switch {
	case len(raw) < 2:
		return nil, badRequest("too few messages to send as an album")
	case len(raw) > maxAlbum:
		return nil, badRequest("too many messages to send as an album")
	}
	items := make([]inputMedia, 0, len(raw))
	for _, one := range raw {
		item, err := one.read(r)
		if err != nil {
			return nil, err
		}
		if one.Type != raw[0].Type {
			return nil, badRequest("document can't be mixed with other media types")
		}
		items = append(items, item)
	}
	return items, nil
}
