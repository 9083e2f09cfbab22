package importer

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/gelis-bali/gelis/domain/document"
)

// maxScanBytes is the most that the scans of one import may hold together:
// they are in memory until they are saved.
const maxScanBytes = 512 << 20

// scans are the files of letters, each read once.
type scans struct {
	fsys  fs.FS
	names []string        // what is in the folder
	named map[string]bool // by letters
	taken map[string]document.Content
	bytes int
}

func newScans(fsys fs.FS) *scans {
	s := &scans{fsys: fsys, named: map[string]bool{}, taken: map[string]document.Content{}}
	entries, err := fs.ReadDir(fsys, scanFolder)
	if err != nil {
		return s // no folder: every scan that is named will be missed
	}
	for _, entry := range entries {
		if !entry.IsDir() && !strings.HasPrefix(entry.Name(), ".") {
			s.names = append(s.names, entry.Name())
		}
	}
	return s
}

// read reads and checks a scan, or notes why it cannot be taken.
func (s *scans) read(l line, name string) (document.Content, bool) {
	s.named[name] = true
	if known, ok := s.taken[name]; ok {
		return known, true
	}
	if !slices.Contains(s.names, name) {
		l.wrong("files", name, "is not in the folder "+scanFolder, s.mend(name))
		return document.Content{}, false
	}
	content, err := readFile(s.fsys, path.Join(scanFolder, name), document.MaxBytes)
	if err == nil && s.bytes+len(content) > maxScanBytes {
		err = errTooMuch
	}
	if err != nil {
		problem, mend := scanWords(err)
		l.wrong("files", name, problem, mend)
		return document.Content{}, false
	}
	s.bytes += len(content)
	return s.check(l, name, content)
}

func (s *scans) check(l line, name string, content []byte) (document.Content, bool) {
	scan, err := document.Check(name, content)
	if err != nil {
		problem, mend := scanWords(err)
		l.wrong("files", name, problem, mend)
		return document.Content{}, false
	}
	s.taken[name] = scan
	return scan, true
}

var errTooMuch = errors.New("scans are too large together")

func scanWords(err error) (problem, mend string) {
	switch {
	case errors.Is(err, errTooMuch):
		return "is one too many: the scans of one import may hold 512 MB together", "import the letters in parts"
	case errors.Is(err, errTooLarge), errors.Is(err, document.ErrTooLarge):
		return "is larger than 20 MB", "scan it with fewer dots per inch, or split it"
	case errors.Is(err, document.ErrEmpty):
		return "is an empty file", "copy the scan again"
	case errors.Is(err, document.ErrKind):
		return "is neither PDF nor picture, or is cut off", "scan it as PDF, JPEG, PNG or WebP"
	}
	return "cannot be read: " + err.Error(), "look at the file and its permissions"
}

func (s *scans) mend(name string) string {
	if near := nearest(name, s.names); near != "" {
		return "did you mean " + near + "?"
	}
	return "put the scan there, or take its name away"
}

// unused tells which scans no letter names.
func (s *scans) unused() []Mistake {
	var all []Mistake
	for _, name := range s.names {
		if !s.named[name] {
			all = append(all, Mistake{File: scanFolder + "/" + name, Problem: "is not imported", Mend: "name it in the column files of letters"})
		}
	}
	return all
}
