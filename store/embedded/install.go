package embedded

import (
	"bufio"
	"os"
	"runtime"
	"slices"
	"strings"
)

// InstallCommand is what installs PostgreSQL with the extensions that the migrations need on this machine: a package manager
// and its arguments. It is not ok where we do not know the package manager.
func InstallCommand() (command []string, ok bool) { return installCommand("/etc/os-release") }

func installCommand(osRelease string) ([]string, bool) {
	for _, id := range distribution(osRelease) {
		switch id {
		case "debian", "ubuntu":
			return []string{"apt-get", "install", "-y", "postgresql"}, true
		case "fedora", "rhel", "centos":
			return []string{"dnf", "install", "-y", "postgresql-server", "postgresql-contrib"}, true
		case "alpine":
			return []string{"apk", "add", "postgresql", "postgresql-contrib"}, true
		case "arch":
			return []string{"pacman", "-S", "--noconfirm", "postgresql"}, true
		case "suse", "opensuse":
			return []string{"zypper", "--non-interactive", "install", "postgresql-server", "postgresql-contrib"}, true
		case "darwin":
			return []string{"brew", "install", "postgresql@17"}, true
		}
	}
	return nil, false
}

// distribution lists the names that a distribution goes by, its own first, then those that it is like.
func distribution(osRelease string) []string {
	file, err := os.Open(osRelease)
	if err != nil {
		return []string{runtime.GOOS}
	}
	defer file.Close()
	var id, like []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		key, value, _ := strings.Cut(lines.Text(), "=")
		names := strings.Fields(strings.Trim(value, `"'`))
		switch key {
		case "ID":
			id = names
		case "ID_LIKE":
			like = names
		}
	}
	return slices.Concat(id, like)
}
