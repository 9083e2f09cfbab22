package telegramtest

import (
	"path"
	"slices"
	"strings"
)

// File is something on a person's phone.
type File struct {
	Name    string
	Content []byte
}

// Upload sends a file: a picture goes as a photo in several sizes, anything else as a document. What a document
// claims to be (its MIME type) comes from its name, as on a phone.
func (p *Person) Upload(name string, content []byte, caption string) Message {
	if !looksLikePicture(name) {
		return p.UploadDocument(name, content, caption)
	}
	st, err := readPhoto(content)
	if err != nil { // a phone that cannot show it sends it as a file
		return p.UploadDocument(name, content, caption)
	}
	return p.uploadStored(st, caption)
}

// UploadDocument sends a file as it is, a picture too.
func (p *Person) UploadDocument(name string, content []byte, caption string) Message {
	return p.uploadStored(readDocument(name, "", content), caption)
}

func looksLikePicture(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png"}, strings.ToLower(path.Ext(name)))
}

func (p *Person) uploadStored(st stored, caption string) Message {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.post(p.chat, p, fileContent(p.s.files.keep(st), caption))
}

func fileContent(m *media, caption string) *content {
	caption = strings.TrimSpace(caption)
	if cut := splitText(caption, maxCaption); len(cut) > 1 {
		caption = cut[0]
	}
	return &content{media: m, text: escape(caption), plain: caption, entities: typedEntities(caption)}
}

// UploadAlbum sends several files at once. They come to the bot as one message each, with the same media_group_id;
// the caption is with the first.
func (p *Person) UploadAlbum(files []File, caption string) []Message {
	prepared := make([]stored, 0, len(files))
	for _, f := range files {
		st, err := readPhoto(f.Content)
		if err != nil || !looksLikePicture(f.Name) {
			st = readDocument(f.Name, "", f.Content)
		}
		prepared = append(prepared, st)
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	album := p.s.nextAlbum()
	sent := make([]Message, 0, len(prepared))
	for i, st := range prepared {
		body := fileContent(p.s.files.keep(st), caption)
		if i > 0 {
			body.text, body.plain, body.entities = "", "", nil
		}
		body.album = album
		sent = append(sent, p.s.post(p.chat, p, body))
	}
	return sent
}
