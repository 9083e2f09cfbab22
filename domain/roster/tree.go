package roster

import (
	"slices"
	"strings"
)

// above maps a code to the code above it, empty at the top.
type above map[string]string

// path leads from a code upwards, the code itself first. In a cycle it ends
// where it would begin again.
func (a above) path(code string) []string {
	var path []string
	seen := map[string]bool{}
	for code != "" && !seen[code] {
		seen[code] = true
		path = append(path, code)
		code = a[code]
	}
	return path
}

// cycle returns the way from a code back to itself, or nothing.
func (a above) cycle(code string) string {
	path := a.path(code)
	if len(path) == 0 || a[path[len(path)-1]] != code {
		return ""
	}
	return strings.Join(append(path, code), " → ")
}

// isBelow reports whether the code stands below the other at any depth.
func (a above) isBelow(code, other string) bool {
	return slices.Contains(a.path(a[code]), other)
}

// depth is how many codes stand above the code.
func (a above) depth(code string) int { return len(a.path(code)) }
