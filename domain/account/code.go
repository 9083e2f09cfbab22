package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Secret is a one-time code on its way to its owner; it never prints. A struct
// that holds one has it in an exported field: fmt asks the methods of no other.
type Secret string

// hidden is every printed form of a Secret.
const hidden = "***"

// String hides the code.
func (Secret) String() string { return hidden }

// GoString hides the code from %#v.
func (Secret) GoString() string { return hidden }

// Format hides the code from every verb of fmt, also from those that fit no
// text: %d would show what it cannot print.
func (Secret) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, hidden) }

// LogValue hides the code from logs.
func (Secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText hides the code from every encoder.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Reveal gives the code for the link that is handed over.
func (s Secret) Reveal() string { return string(s) }

// CodeHash is what the database keeps of a code: SHA-256 in hex.
type CodeHash string

// NewCode makes a random code of 128 bits that fits a deep link.
func NewCode() (Secret, error) {
	var raw [16]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return "", fmt.Errorf("make link code: %w", err)
	}
	return Secret(base64.RawURLEncoding.EncodeToString(raw[:])), nil
}

// Hash is the form in which a code is kept and looked up.
func (s Secret) Hash() CodeHash {
	sum := sha256.Sum256([]byte(s))
	return CodeHash(hex.EncodeToString(sum[:]))
}

// Code is an issued code as it is kept.
type Code struct {
	Employee staff.Employee
	Issued   time.Time
	Used     time.Time // zero while unused
}
