package telegramtest

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"path"
	"strings"
)

// maxDownload is how large a file may be that a bot downloads.
const maxDownload = 20 << 20

// file is something that Telegram stores.
type file struct {
	id      string
	unique  string
	path    string
	name    string
	mime    string
	size    int
	content []byte
	width   int
	height  int
}

// fileStore keeps files for ever, equal contents once. It is guarded by Server.mu.
type fileStore struct {
	last     int
	byID     map[string]*file
	byPath   map[string]*file
	contents map[string][]byte
	media    map[string]*media // what a file_id sends again
	order    []*media          // as they came
}

func newFileStore() *fileStore {
	return &fileStore{
		byID: map[string]*file{}, byPath: map[string]*file{}, contents: map[string][]byte{}, media: map[string]*media{},
	}
}

// uniqueOf is what Telegram calls file_unique_id: the same for equal contents.
func uniqueOf(content []byte) string {
	sum := sha256.Sum256(content)
	return "AgAD" + base64.RawURLEncoding.EncodeToString(sum[:9])
}

func (f *fileStore) add(folder, prefix string, one file, unique string) *file {
	if same, ok := f.contents[unique]; ok {
		one.content = same
	}
	f.contents[unique] = one.content
	f.last++
	one.unique, one.size = unique, len(one.content)
	one.id = fmt.Sprintf("%s%s-%06d", prefix, unique, f.last)
	one.path = fmt.Sprintf("%s/file_%d%s", folder, f.last, path.Ext(one.name))
	f.byID[one.id] = &one
	return &one
}

// stored is a file that was read and hashed, ready to be kept.
type stored struct {
	photo   bool
	name    string
	mime    string
	sizes   []picture // of a photo; a document is the only one
	uniques []string
}

// mimeTypes are what phones say of files by their names.
var mimeTypes = map[string]string{
	".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif",
	".webp": "image/webp", ".txt": "text/plain", ".csv": "text/csv", ".zip": "application/zip", ".mp4": "video/mp4",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".exe":  "application/x-msdownload", ".html": "text/html", ".svg": "image/svg+xml",
}

// readDocument takes a file as it is. The MIME type is what the sender says, or what the name says.
func readDocument(name, kind string, content []byte) stored {
	if byName, ok := mimeTypes[strings.ToLower(path.Ext(name))]; ok {
		kind = byName
	}
	if kind == "" {
		kind = "application/octet-stream"
	}
	return stored{name: name, mime: kind, sizes: []picture{{content: content}}, uniques: []string{uniqueOf(content)}}
}

// readPhoto takes a picture in its sizes.
func readPhoto(content []byte) (stored, error) {
	sizes, err := photoSizes(content)
	if err != nil {
		return stored{}, err
	}
	st := stored{photo: true, name: "photo.jpg", mime: "image/jpeg", sizes: sizes}
	for _, size := range sizes {
		st.uniques = append(st.uniques, uniqueOf(size.content))
	}
	return st, nil
}

// keep puts a file into the store and gives it its ids.
func (f *fileStore) keep(st stored) *media {
	m := &media{photo: st.photo}
	folder, prefix := "documents", "BQACAgUA"
	if st.photo {
		folder, prefix = "photos", "AgACAgUA"
	}
	for i, size := range st.sizes {
		m.file = f.add(folder, prefix, file{
			name: st.name, mime: st.mime, content: size.content, width: size.width, height: size.height,
		}, st.uniques[i])
		m.sizes = append(m.sizes, m.file)
		f.media[m.file.id] = m
	}
	f.order = append(f.order, m)
	return m
}

func errWrongFile() *apiError {
	return badRequest("wrong file_id or the file is temporarily unavailable")
}

// File finds a file by its file_id, as somebody who taps on it in the chat.
func (s *Server) File(fileID string) (Attachment, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files.byID[fileID]
	if !ok {
		return Attachment{}, false
	}
	m := media{photo: s.files.media[fileID].photo, file: f}
	return m.attachment(), true
}

func (s *Server) getFile(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.files.byID[r.text("file_id")]
	switch {
	case !ok:
		return nil, errWrongFile()
	case f.size > maxDownload:
		return nil, badRequest("file is too big")
	}
	s.files.byPath[f.path] = f
	return wireFile{FileID: f.id, FileUniqueID: f.unique, FileSize: f.size, FilePath: f.path}, nil
}

// serveFile answers the download of a file that getFile named. Faults know it as the method "download".
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request, token, name string) {
	if token != s.cfg.Token {
		write(w, answer{err: errNotFound})
		return
	}
	at, clock := s.cfg.Now(), startWatch()
	req := &request{params: params{values: map[string]string{"file_path": name}}, ctx: r.Context(), method: "download"}
	s.mu.Lock()
	f, ok := s.files.byPath[name]
	s.mu.Unlock()
	out := outgoing{}
	if !ok {
		out.err = errNotFound
	}
	if fault, faulty := s.faults.take(req); faulty {
		out = s.runFaulty(method{run: func(*Server, *request) (any, error) { return true, out.failure() }}, req, fault)
	}
	s.record(req, at, out.answer, out.drop, clock.millis())
	if out.spoiled() {
		out.send(w)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Length", fmt.Sprint(len(f.content)))
	_, _ = w.Write(f.content) //nolint:gosec // bytes of a file, declared as such; a reader that has gone away is no concern of ours
}

// failure is the answer's error as an error, nil if there is none.
func (a answer) failure() error {
	if a.err == nil {
		return nil
	}
	return a.err
}

// spoiled says whether something else than the plain result goes out.
func (o outgoing) spoiled() bool { return o.err != nil || o.drop || o.cut || o.raw != nil }
