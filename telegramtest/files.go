package telegramtest

import "net/http"

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

type fileStore struct {
	byID   map[string]*file
	byPath map[string]*file
}

func newFileStore() *fileStore {
	return &fileStore{byID: map[string]*file{}, byPath: map[string]*file{}}
}

func (s *Server) serveFile(w http.ResponseWriter, _ string) { write(w, answer{err: errNotFound}) }
