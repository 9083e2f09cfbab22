package importer

import (
	"strings"

	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/roster"
	"github.com/gelis-bali/gelis/domain/staff"
)

// The most characters of the texts.
const (
	maxName   = 200 // of units and people
	maxTitle  = 300
	maxHeader = 500 // number and sender of a letter
	maxProse  = 4000
)

func (l line) unit() roster.Unit {
	return roster.Unit{Code: l.code("code"), Name: l.text("name", maxName), Parent: l.code("parent")}
}

func (l line) position() roster.Position {
	return roster.Position{
		Code:     l.code("code"),
		Title:    l.text("title", maxTitle),
		Unit:     l.code("unit"),
		Superior: l.code("superior"),
		Echelon: choice(l, "echelon", staff.Staf,
			staff.EchelonI, staff.EchelonII, staff.EchelonIII, staff.EchelonIV, staff.Staf),
	}
}

func (r *reader) employee(l line) roster.Employee {
	e := roster.Employee{
		NIP:    l.nip("nip", r.today()),
		Name:   l.text("name", maxName),
		Kind:   choice(l, "kind", "", staff.PNS, staff.PPPK),
		Phone:  l.phone("phone"),
		Active: l.active(),
	}
	if e.NIP != "" && e.Kind == staff.PNS {
		_, err := staff.ParseNIP(string(e.NIP), true, r.today())
		l.nipMistake("nip", l.cell("nip"), err)
	}
	return e
}

func (r *reader) assignment(l line) roster.Assignment {
	return roster.Assignment{
		NIP:      l.nip("nip", r.today()),
		Position: l.code("position"),
		Capacity: l.capacity(),
		From:     l.date("from"),
		Until:    l.date("until"),
	}
}

func (l line) capacity() staff.Capacity {
	return choice(l, "capacity", staff.Definitive, staff.Definitive, staff.Plt, staff.Plh)
}

func (r *reader) grant(l line) roster.Grant {
	return roster.Grant{
		NIP:    l.nip("nip", r.today()),
		Role:   choice(l, "role", "", staff.Clerk, staff.Personnel, staff.Admin),
		Unit:   l.code("unit"),
		Active: l.active(),
	}
}

func (r *reader) letter(l line) roster.Letter {
	letter := roster.Letter{
		LetterKey: roster.LetterKey{
			Unit: l.code("unit"), Year: l.number("agenda_year", maxYear), Number: l.number("agenda_number", maxAgenda),
		},
		LetterNumber:   l.text("number", maxHeader),
		Date:           l.date("date"),
		Received:       l.date("received"),
		Sender:         l.text("sender", maxHeader),
		Subject:        l.prose("subject", maxProse),
		Summary:        l.prose("summary", maxProse),
		Classification: l.text("classification", maxCode),
		Speed:          choice(l, "speed", disposition.Ordinary, disposition.Ordinary, disposition.Urgent, disposition.VeryUrgent),
		Secrecy: choice(l, "secrecy", disposition.Open,
			disposition.Open, disposition.Restricted, disposition.Secret, disposition.TopSecret),
	}
	if !letter.Secrecy.StaysInOffice() {
		l.mustSay("number", "sender", "subject")
	}
	for _, name := range l.list("files") {
		if scan, ok := r.scans.read(l, name); ok {
			letter.Files = append(letter.Files, scan)
		}
	}
	return letter
}

const (
	maxYear   = 2200
	maxAgenda = 10_000_000
)

// mustSay notes cells that only a secret letter may leave empty.
func (l line) mustSay(columns ...string) {
	for _, column := range columns {
		if l.cell(column) == "" {
			l.wrong(column, "", "is empty", "fill it in; only letters of RAHASIA and above may leave it empty")
		}
	}
}

func (r *reader) disposition(l line) roster.Disposition {
	d := roster.Disposition{
		Code:         l.code("code"),
		Letter:       l.letterKey(),
		From:         l.code("from"),
		By:           l.nip("by", r.today()),
		As:           l.capacity(),
		SentAt:       l.instant("sent_at", r.options.Zone),
		Instructions: r.labels(l.list("instructions")),
		Note:         l.prose("note", maxProse),
	}
	if parent := l.code("parent"); parent != "" {
		d.Parent = roster.BranchKey{Disposition: parent, Position: d.From}
	}
	deadline := l.date("deadline")
	for _, to := range l.list("recipients") {
		d.Branches = append(d.Branches, roster.Branch{To: to, Deadline: deadline, State: disposition.StateSent})
	}
	for _, to := range l.list("cc") {
		d.Branches = append(d.Branches, roster.Branch{To: to, Copy: true, State: disposition.StateSent})
	}
	return d
}

// labels writes instructions as the office's table has them, whatever their case.
func (r *reader) labels(written []string) []string {
	for i, label := range written {
		for _, known := range r.known.Instructions {
			if strings.EqualFold(label, known) {
				written[i] = known
			}
		}
	}
	return written
}

// letterKey reads a letter's name, unit/year/number; the unit's code may have
// a slash itself.
func (l line) letterKey() roster.LetterKey {
	value := l.text("letter", maxCode+20)
	if value == "" {
		return roster.LetterKey{}
	}
	var key roster.LetterKey
	parts := strings.Split(value, "/")
	if n := len(parts); n >= 3 {
		key = roster.LetterKey{Unit: strings.Join(parts[:n-2], "/"), Year: counting(parts[n-2], maxYear), Number: counting(parts[n-1], maxAgenda)}
	}
	if key.Unit == "" || key.Year == 0 || key.Number == 0 {
		l.wrong("letter", value, "does not name a letter", "write unit, agenda year and agenda number, as UMUM/2026/17")
		return roster.LetterKey{}
	}
	return key
}

func (r *reader) progress(l line) roster.Progress {
	zone := r.options.Zone
	return roster.Progress{
		BranchKey: roster.BranchKey{Disposition: l.code("disposition"), Position: l.code("recipient")},
		State: choice(l, "state", "", disposition.StateSent, disposition.StateRead, disposition.StateProgress,
			disposition.StateDone, disposition.StateForwarded, disposition.StateReturned),
		Read:    l.instant("read_at", zone),
		Started: l.instant("started_at", zone),
		Ended:   l.instant("ended_at", zone),
		By:      l.nip("by", r.today()),
		As:      l.capacity(),
		Report:  l.prose("report", disposition.MaxReport),
		Reason:  l.prose("reason", disposition.MaxReason),
	}
}
