package telegramtest

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

// Upload sends a file: a picture goes as a photo in several sizes, anything else as a document.
func (p *Person) Upload(name string, data []byte, caption string) Message {
	f := &file{id: name, unique: name, name: name, size: len(data), content: data}
	return p.tellBot(&content{media: &media{file: f}, plain: caption, text: escape(caption)})
}
