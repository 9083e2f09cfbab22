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
	return p.uploadStored(readFile(File{Name: name, Content: content}), caption)
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
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.postAlbum(p, readFiles(files), caption)
}

// UploadFiles sends what somebody has chosen together, as a phone does: pictures in one album and documents in
// another, at most ten in each, and what is alone of its kind by itself. The caption is with the first.
func (p *Person) UploadFiles(files []File, caption string) []Message {
	var pictures, documents []stored
	for _, st := range readFiles(files) {
		if st.photo {
			pictures = append(pictures, st)
		} else {
			documents = append(documents, st)
		}
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	var sent []Message
	for _, kind := range [][]stored{pictures, documents} {
		for album := range slices.Chunk(kind, maxAlbum) {
			sent = append(sent, p.s.postAlbum(p, album, caption)...)
			caption = ""
		}
	}
	return sent
}

func readFiles(files []File) []stored {
	all := make([]stored, 0, len(files))
	for _, f := range files {
		all = append(all, readFile(f))
	}
	return all
}

// readFile takes a picture as a photo. What a phone cannot show is sent as a file.
func readFile(f File) stored {
	if looksLikePicture(f.Name) {
		if st, err := readPhoto(f.Content); err == nil {
			return st
		}
	}
	return readDocument(f.Name, "", f.Content)
}

// postAlbum sends files that belong together; one alone is no album. The caller holds Server.mu.
func (s *Server) postAlbum(p *Person, files []stored, caption string) []Message {
	album := ""
	if len(files) > 1 {
		album = s.nextAlbum()
	}
	sent := make([]Message, 0, len(files))
	for i, st := range files {
		if i > 0 {
			caption = ""
		}
		body := fileContent(s.files.keep(st), caption)
		body.album = album
		sent = append(sent, s.post(p.chat, p, body))
	}
	return sent
}
