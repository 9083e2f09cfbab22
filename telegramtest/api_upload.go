package telegramtest

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"path"
)

const (
	// maxPersonUpload is more than a bot may download, so that people can send what is too large.
	maxPersonUpload = 64 << 20
	// maxFiles is how many files are sent at once.
	maxFiles = 50
)

// uploadedJSON answers with what somebody has just sent; the first one is also there by itself.
type uploadedJSON struct {
	sentJSON
	IDs []int64 `json:"message_ids"`
}

// outbox is what an upload holds, in the order in which it came. Of several captions the last counts.
type outbox struct {
	files   []File
	caption string
}

// upload sends files: one by itself, several as albums.
func (a *API) upload(p *Person, r *http.Request) (any, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxPersonUpload)
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, refuse(http.StatusUnsupportedMediaType, "an upload must be multipart/form-data with the field file")
	}
	var out outbox
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, badBody(err)
		}
		if err := out.read(part); err != nil {
			return nil, err
		}
	}
	if len(out.files) == 0 {
		return nil, refuse(http.StatusBadRequest, "there is no file in the field file")
	}
	return out.sentBy(p)
}

func (o *outbox) sentBy(p *Person) (any, error) {
	sent := p.UploadFiles(o.files, o.caption)
	if _, err := sentBy(p, sent[0]); err != nil {
		return nil, err
	}
	answer := uploadedJSON{sentJSON: sentJSON{sent[0].ID}}
	for _, m := range sent {
		answer.IDs = append(answer.IDs, m.ID)
	}
	return answer, nil
}

func (o *outbox) read(part *multipart.Part) error {
	content, err := io.ReadAll(part)
	if err != nil {
		return badBody(err)
	}
	switch part.FormName() {
	case "file":
		if len(o.files) == maxFiles {
			return refuse(http.StatusBadRequest, "at most %d files are sent at once", maxFiles)
		}
		name := path.Base(part.FileName())
		if part.FileName() == "" {
			name = "file"
		}
		o.files = append(o.files, File{Name: name, Content: content})
		return nil
	case "caption":
		o.caption = string(content)
		return nil
	}
	return refuse(http.StatusBadRequest, "an upload takes file and caption, and not %q", part.FormName())
}
