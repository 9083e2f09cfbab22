package embedded

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	roleName     = "gelis" // the one role of the cluster; it may do everything
	databaseName = "gelis"

	socketPort = 5432 // only names the socket's file

	// longestSocket leaves room below what the systems take: 103 bytes on macOS, 107 on Linux.
	longestSocket = 100
)

// address is where the server listens: on a Unix socket in a closed folder, or, where the folder's path cannot name a
// socket, on a loopback port with a password.
type address struct {
	socketDir string
	port      int
	password  string
}

// chooseAddress prefers the socket.
func chooseAddress(ctx context.Context, home string) (address, error) {
	if len(socketPath(home)) <= longestSocket && !strings.ContainsAny(home, `",`) {
		return address{socketDir: home, port: socketPort}, nil
	}
	port, err := freePort(ctx)
	if err != nil {
		return address{}, err
	}
	return address{port: port, password: rand.Text()}, nil
}

func socketPath(home string) string {
	return filepath.Join(home, ".s.PGSQL."+strconv.Itoa(socketPort))
}

func (a address) overTCP() bool { return a.socketDir == "" }

func (a address) settings() map[string]string {
	settings := map[string]string{"port": strconv.Itoa(a.port)}
	if a.overTCP() {
		settings["listen_addresses"] = "127.0.0.1"
		settings["unix_socket_directories"] = ""
		return settings
	}
	settings["listen_addresses"] = ""
	settings["unix_socket_directories"] = `"` + a.socketDir + `"`
	settings["unix_socket_permissions"] = "0700"
	return settings
}

// url says everything that environment variables such as PGPORT would else fill in.
func (a address) url(database string) string {
	query := url.Values{"sslmode": {"disable"}}
	u := url.URL{Scheme: "postgres", User: url.User(roleName), Path: "/" + database}
	if a.overTCP() {
		u.User = url.UserPassword(roleName, a.password)
		u.Host = net.JoinHostPort("127.0.0.1", strconv.Itoa(a.port))
	} else {
		query.Set("host", a.socketDir)
		query.Set("port", strconv.Itoa(a.port))
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// passwordStatement makes the role's password the one of the address.
func (a address) passwordStatement() string {
	return fmt.Sprintf("ALTER ROLE %s PASSWORD '%s'\n", roleName, a.password) // rand.Text has letters and digits only
}
