package apel

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The codes of the attendance change with every step of so many seconds; the
// one before is accepted, too, so that nobody fails by typing slowly.
const (
	StepSeconds = 30
	digitCount  = 6
	tokenBytes  = 10 // 80 bit, 16 letters
	tokenLength = tokenBytes * 8 / 5
	secretBytes = 32
)

// StepAt is the step of an instant.
func StepAt(t time.Time) int64 { return t.Unix() / StepSeconds }

// StepEnds is when a step is over and another code is shown.
func StepEnds(step int64) time.Time { return time.Unix((step+1)*StepSeconds, 0).UTC() }

// Digits are the code of a step for typing.
func (e Event) Digits(step int64) string {
	return fmt.Sprintf("%0*d", digitCount, binary.BigEndian.Uint64(e.seal("digits", step))%1_000_000)
}

// Token is the code of a step for scanning: it cannot be guessed.
func (e Event) Token(step int64) string {
	return encoding().EncodeToString(e.seal("token", step)[:tokenBytes])
}

// seal makes what the codes of a step are cut from. Each use has its own label,
// so that the digits say nothing of the token.
func (e Event) seal(label string, step int64) []byte {
	mac := hmac.New(sha256.New, e.Secret)
	mac.Write(fmt.Appendf(nil, "%s %d %d", label, e.ID, step))
	return mac.Sum(nil)
}

func encoding() *base32.Encoding { return base32.StdEncoding.WithPadding(base32.NoPadding) }

// acceptsDigits reports whether the digits are shown now or were a step ago.
func (e Event) acceptsDigits(digits string, now time.Time) bool {
	return e.accepts(digits, now, e.Digits)
}

// acceptsToken does so for a scanned code.
func (e Event) acceptsToken(token string, now time.Time) bool {
	return e.accepts(strings.ToUpper(token), now, e.Token)
}

// accepts takes the same time whichever of the two fits. An event without a
// secret accepts nothing.
func (e Event) accepts(given string, now time.Time, code func(int64) string) bool {
	step := StepAt(now)
	fits := subtle.ConstantTimeCompare([]byte(given), []byte(code(step))) |
		subtle.ConstantTimeCompare([]byte(given), []byte(code(step-1)))
	return fits == 1 && len(e.Secret) > 0
}

// newSecret is what the codes of an event are made from.
func newSecret() []byte {
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // never fails: see crypto/rand
	return secret
}

// Link is the payload of the deep link in the QR: "h<event>_<token>".
func Link(id EventID, token string) string {
	return "h" + strconv.FormatInt(int64(id), 10) + "_" + token
}

// ParseLink reads what Link wrote; Telegram gives it to the bot as it was in
// the link.
func ParseLink(payload string) (id EventID, token string, ok bool) {
	rest, ok := strings.CutPrefix(payload, "h")
	number, token, cut := strings.Cut(rest, "_")
	n, err := strconv.ParseInt(number, 10, 64)
	if !ok || !cut || err != nil || n <= 0 || number != strconv.FormatInt(n, 10) || !isToken(token) {
		return 0, "", false
	}
	return EventID(n), token, true
}

func isToken(s string) bool {
	return len(s) == tokenLength && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// ParseDigits reads a typed code: six digits, with what people put between
// them.
func ParseDigits(text string) (digits string, ok bool) {
	if len(text) > 64 {
		return "", false
	}
	digits = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\r\u00a0.-", r) {
			return -1
		}
		return r
	}, text)
	if len(digits) != digitCount || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	return digits, true
}
