package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// VersionError says that a cluster was made by a major version of PostgreSQL that is not on this machine. PostgreSQL
// reads only the files of its own major version.
type VersionError struct {
	Data  int   // the version that made the cluster
	Found []int // the versions that are installed
}

func (e *VersionError) Error() string {
	var found []string
	for _, major := range e.Found {
		found = append(found, strconv.Itoa(major))
	}
	return fmt.Sprintf("the database was made by PostgreSQL %d and only PostgreSQL %s is installed: "+
		"install %d again, or carry the data over with its pg_dump, or begin anew in another folder",
		e.Data, strings.Join(found, " and "), e.Data)
}

// clusterMajor is the major version that made the cluster in data, or 0 if there is none yet.
func clusterMajor(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read version of the database: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("read version of the database in %s: %w", data, err)
	}
	return major, nil
}
