package app_test

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A story is a conversation written as it is spoken:
//
//	# a comment, or the name of what follows
//	Wayan: /disposisi                         somebody writes
//	Wayan taps [Selesai]                      the newest button with that label
//	Wayan shares the own contact              or: shares Ketut's contact
//	Wayan sends nota.pdf                      a file of the story's folder, or made up
//	Wayan opens the link                      the newest link that somebody was sent
//	bot -> Wayan: Laporan ... [Kirim] [Batal] what comes next holds these words in this order, and these buttons
//	bot -> Wayan: nothing                     nothing more has come when all is quiet
//	toast -> Wayan: Dicatat ...               the answer to the last tap
//	clock: 2026-11-24 07.30                   the office's clock moves, and duties run
//
// A line that is indented goes on with the line before it.
type step struct {
	line    int
	who     string
	verb    verb
	what    string   // text, label, file, name or instant
	words   []string // what an answer holds, in this order
	buttons []string // labels that an answer has
}

type verb string

const (
	says     verb = "says"
	taps     verb = "taps"
	shares   verb = "shares"
	sends    verb = "sends"
	opens    verb = "opens"
	blocks   verb = "blocks"
	unblocks verb = "unblocks"
	hears    verb = "hears"
	toasted  verb = "toasted"
	quiet    verb = "quiet"
	clock    verb = "clock"
)

// pattern is a form of line and the verb that it says.
type pattern struct {
	form *regexp.Regexp
	verb verb
}

func patterns() []pattern {
	p := func(form string, v verb) pattern { return pattern{regexp.MustCompile(`^(?s)` + form + `$`), v} }
	return []pattern{
		p(`()clock: (.+)`, clock),
		p(`bot -> (\w+): (nothing)`, quiet),
		p(`bot -> (\w+): (.+)`, hears),
		p(`toast -> (\w+): (.+)`, toasted),
		p(`(\w+) taps \[(.+)\]`, taps),
		p(`(\w+) shares (.+) contact`, shares),
		p(`(\w+) sends (.+)`, sends),
		p(`(\w+) opens (the link)`, opens),
		p(`(\w+) (blocks) the bot`, blocks),
		p(`(\w+) (unblocks) the bot`, unblocks),
		p(`(\w+): (.+)`, says),
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
			last := &steps[len(steps)-1]
			last.what += "\n" + trimmed
		default:
			s, err := parseLine(number, trimmed)
			if err != nil {
				return nil, err
			}
			steps = append(steps, s)
		}
	}
	for i := range steps {
		steps[i].expect()
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

var label = regexp.MustCompile(`\[([^\]]+)\]`)

// expect takes apart what an answer has to hold.
func (s *step) expect() {
	if s.verb != hears && s.verb != toasted {
		return
	}
	for _, m := range label.FindAllStringSubmatch(s.what, -1) {
		s.buttons = append(s.buttons, m[1])
	}
	for part := range strings.SplitSeq(label.ReplaceAllString(s.what, "..."), "...") {
		for words := range strings.Lines(part) {
			if words = strings.TrimSpace(words); words != "" {
				s.words = append(s.words, words)
			}
		}
	}
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
