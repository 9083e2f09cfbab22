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
	verb verb
	what string // text, label, file, name or instant
	want expectation
}

// expectation is what a line about the bot asks for.
type expectation struct {
	words   []string // in this order
	buttons []string
	without []string // labels that may not be there
	flags   []string // in braces: file NAME, key LABEL, protected, open, no buttons
}

type verb string

const (
	begins    verb = "begins on the day"
	linked    verb = "are linked"
	newPhone  verb = "has a new phone"
	imported  verb = "the office imports"
	says      verb = "says"
	edits     verb = "edits"
	taps      verb = "taps"
	tapsAgain verb = "taps again"
	tapsGone  verb = "taps a button that is gone"
	tapsOther verb = "taps somebody else's button"
	tapsGroup verb = "taps in the group"
	forges    verb = "forges"
	shares    verb = "shares"
	sends     verb = "sends"
	opens     verb = "opens"
	blocks    verb = "blocks"
	unblocks  verb = "unblocks"
	gathers   verb = "is a group"
	forwards  verb = "forwards"
	hears     verb = "hears"
	sent      verb = "is sent something new"
	redrawn   verb = "sees a message change"
	quiet     verb = "hears nothing more"
	never     verb = "has never been told"
	toasted   verb = "toast"
	menu      verb = "menu"
	recorded  verb = "recorded"
	clock     verb = "clock"
)

// pattern is a form of line and the verb that it says. The first that fits wins.
type pattern struct {
	form *regexp.Regexp
	verb verb
}

func patterns() []pattern {
	p := func(form string, v verb) pattern { return pattern{regexp.MustCompile(`^(?s)` + form + `$`), v} }
	return []pattern{
		p(`()day: (.+)`, begins),
		p(`()linked: (.+)`, linked),
		p(`()clock: (.+)`, clock),
		p(`()group: (.+)`, gathers),
		p(`()the office imports (\S+)`, imported),
		p(`bot -> (\w+): (nothing)`, quiet),
		p(`bot -> (\w+): (.+)`, hears),
		p(`bot sends -> (\w+): (.+)`, sent),
		p(`bot edits -> (\w+): (.+)`, redrawn),
		p(`never -> (\w+): (.+)`, never),
		p(`toast -> (\w+): (.+)`, toasted),
		p(`menu -> (\w+): (.+)`, menu),
		p(`recorded -> (\w+): (.+)`, recorded),
		p(`(\w+) has a new phone with (\w+)'s number`, newPhone),
		p(`(\w+) taps \[(.+)\] again`, tapsAgain),
		p(`(\w+) taps the old \[(.+)\]`, tapsGone),
		p(`(\w+) taps (\w+'s \[.+\])`, tapsOther),
		p(`(\w+) taps \[(.+)\] in the group`, tapsGroup),
		p(`(\w+) taps \[(.+)\]`, taps),
		p(`(\w+) forges (.+)`, forges),
		p(`(\w+) shares (.+) contact`, shares),
		p(`(\w+) forwards the (card)`, forwards),
		p(`(\w+) sends (.+)`, sends),
		p(`(\w+) opens the (link|earlier link)`, opens),
		p(`(\w+) (blocks) the bot`, blocks),
		p(`(\w+) (unblocks) the bot`, unblocks),
		p(`(\w+) edits to: (.+)`, edits),
		p(`(\w+(?: in the group)?): (.+)`, says),
	}
}

// parseStory reads a story, or says which line cannot be read.
func parseStory(r io.Reader) ([]step, error) {
	var steps []step
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(line, "#"):
		case strings.TrimLeft(line, " \t") != line && len(steps) > 0:
			steps[len(steps)-1].what += "\n" + trimmed
		default:
			s, err := parseLine(number, trimmed)
			if err != nil {
				return nil, err
			}
			steps = append(steps, s)
		}
	}
	for i := range steps {
		steps[i].what = spelledOut(steps[i].what)
		switch steps[i].verb {
		case hears, sent, redrawn, toasted, never:
			steps[i].want = expected(steps[i].what)
		default:
		}
	}
	return steps, lines.Err()
}

func parseLine(number int, line string) (step, error) {
	for _, p := range patterns() {
		if m := p.form.FindStringSubmatch(line); m != nil {
			return step{line: number, who: m[1], verb: p.verb, what: m[2]}, nil
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
