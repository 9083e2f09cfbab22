package app_test

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// A story is a conversation written as it is spoken; testdata/story/README.md
// says how. What somebody does waits until everything before it is handled.
// What the bot says may come at any time after that: what was not expected
// waits, until the person does something else.
type step struct {
	line int
	who  string
	what string // text, label, file, name or instant
	do   deed
}

// deed plays a step, or checks it.
type deed func(*story, step) error

// pattern is a form of line and what is done when it stands in a story. The
// first that fits wins.
type pattern struct {
	form *regexp.Regexp
	do   deed
}

// expectation is what a line about the bot asks for.
type expectation struct {
	how     effect   // empty: any
	words   []string // in this order
	buttons []string
	without []string // labels that may not be there
	flags   []string // in braces: file NAME, key LABEL, protected, open, no buttons
}

// parseStory reads a story, or says which line cannot be read.
func parseStory(r io.Reader) ([]step, error) {
	var steps []step
	known := patterns()
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(line, "#"):
		case strings.TrimLeft(line, " \t") != line && len(steps) > 0:
			steps[len(steps)-1].what += "\n" + trimmed
		default:
			s, err := parseLine(known, number, trimmed)
			if err != nil {
				return nil, err
			}
			steps = append(steps, s)
		}
	}
	for i := range steps {
		steps[i].what = spelledOut(steps[i].what)
	}
	return steps, lines.Err()
}

func parseLine(known []pattern, number int, line string) (step, error) {
	for _, p := range known {
		if m := p.form.FindStringSubmatch(line); m != nil {
			return step{line: number, who: m[1], what: m[2], do: p.do}, nil
		}
	}
	return step{}, fmt.Errorf("line %d says nothing that a story can say: %q", number, line)
}

var (
	codePoint  = regexp.MustCompile(`\\u([0-9a-fA-F]{4})`)
	repetition = regexp.MustCompile(`\{(\d+) x ([^}]+)\}`)
)

// spelledOut writes out what cannot be typed: \u202e, and {5000 x a}.
func spelledOut(s string) string {
	s = codePoint.ReplaceAllStringFunc(s, func(found string) string {
		n, _ := strconv.ParseUint(found[2:], 16, 32) // four hex digits, as matched
		return string(rune(n))
	})
	return repetition.ReplaceAllStringFunc(s, func(found string) string {
		parts := repetition.FindStringSubmatch(found)
		n, _ := strconv.Atoi(parts[1]) // digits, as matched
		return strings.Repeat(parts[2], n)
	})
}

var (
	label = regexp.MustCompile(`(no )?\[([^\]]+)\]`)
	flag  = regexp.MustCompile(`\{([^}]+)\}`)
)

// expected takes apart what an answer has to hold.
func expected(what string) expectation {
	var e expectation
	for _, m := range label.FindAllStringSubmatch(what, -1) {
		if m[1] == "" {
			e.buttons = append(e.buttons, m[2])
		} else {
			e.without = append(e.without, m[2])
		}
	}
	for _, m := range flag.FindAllStringSubmatch(what, -1) {
		e.flags = append(e.flags, m[1])
	}
	plain := flag.ReplaceAllString(label.ReplaceAllString(what, "..."), "...")
	for part := range strings.SplitSeq(plain, "...") {
		for words := range strings.Lines(part) {
			if words = strings.TrimSpace(words); words != "" {
				e.words = append(e.words, words)
			}
		}
	}
	return e
}

// missing says which of the words do not stand in a text, in their order.
func missing(text string, words []string) string {
	rest := text
	for _, w := range words {
		_, after, found := strings.Cut(rest, w)
		if !found {
			return w
		}
		rest = after
	}
	return ""
}
