package text

import (
	"html/template"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
)

// Announced is an announcement as its recipients read it: who writes, and what.
type Announced struct {
	Title, UnitName string // of the author's position; a role in the unit has no title
	Body            Written
	Urgent          bool
	Edited          bool // it says something else than at first
	Reminder        bool // to those who have not read it
}

// Written is Telegram's HTML as the edge made it from a message that somebody
// sent: it is shown as it is.
type Written template.HTML

// HTML is what was written.
func (w Written) HTML() template.HTML { return template.HTML(w) } //nolint:gosec // package bot escaped it

// AnnouncedOf is how an announcement reads.
func AnnouncedOf(a announce.Announcement, reminder bool) Announced {
	return Announced{
		Title: a.Title, UnitName: a.UnitName, Body: Written(a.Content.HTML), Urgent: a.Urgent, Edited: a.Version > 1, Reminder: reminder,
	}
}

// Phrase names the template.
func (Announced) Phrase() string { return "announce.copy" }

// Taken is what stands in place of an announcement that was withdrawn.
type Taken struct{ Title, UnitName string }

// Phrase names the template.
func (Taken) Phrase() string { return "announce.taken" }

// Gist is the beginning of what an announcement says, without formatting.
func Gist(c announce.Content) string {
	var b strings.Builder
	depth := 0
	for _, r := range c.HTML {
		switch {
		case r == '<':
			depth++
		case r == '>' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	said := strings.Join(strings.Fields(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&amp;", "&").Replace(b.String())), " ")
	if said == "" && len(c.Files) > 0 {
		return c.Files[0].Name
	}
	return said
}

// AskContent asks for the message itself, and shows what there is of it.
type AskContent struct {
	Gist  string
	Files []document.File
	Edit  bool // of an announcement that was sent
}

// Phrase names the template.
func (AskContent) Phrase() string { return "announce.content" }

// AskOffice asks in which capacity somebody writes.
type AskOffice struct{}

// Phrase names the template.
func (AskOffice) Phrase() string { return "announce.office" }

// OfficeLabel is the button of a capacity.
type OfficeLabel struct{ Office announce.Office }

// Phrase names the template.
func (OfficeLabel) Phrase() string { return "announce.office_label" }

// AnnounceWhen says when an announcement goes out.
type AnnounceWhen struct {
	Timing announce.Timing
	Next   time.Time // of a repeating one; zero: never again
}

// Phrase names the template.
func (AnnounceWhen) Phrase() string { return "announce.when" }

// ConfirmAnnounce shows what is going to be sent, under the message itself.
type ConfirmAnnounce struct {
	Audience Audience
	When     AnnounceWhen
	Urgent   bool
	Held     time.Time // quiet hours: not before; zero: at once
	Problem  error     // why it cannot be sent as it is; with wording
}

// Phrase names the template.
func (ConfirmAnnounce) Phrase() string { return "announce.confirm" }

// SendToLabel is the button that sends to so many people.
type SendToLabel struct{ Count int }

// Phrase names the template.
func (SendToLabel) Phrase() string { return "announce.send_to" }

// AnnounceCard is what the author of an announcement sees of one of its issues.
type AnnounceCard struct {
	announce.Progress
	Audience Audience
	Next     time.Time // of a repeating one
	News     bot.Phrase
}

// Phrase names the template.
func (AnnounceCard) Phrase() string { return "announce.card" }

// Gist is the beginning of what it says.
func (c AnnounceCard) Gist() string { return Gist(c.Announcement.Content) }

// When says when it goes out.
func (c AnnounceCard) When() AnnounceWhen {
	return AnnounceWhen{Timing: c.Announcement.Timing, Next: c.Next}
}

// Has reports whether there is an issue at all.
func (c AnnounceCard) Has() bool { return c.Issue.ID != 0 }

// Settled is how many copies are not to be sent any more.
func (c AnnounceCard) Settled() int { return c.Issue.Count.People - c.Issue.Count.Waiting }

const barWidth = 12

// Bar draws how far it is.
func (c AnnounceCard) Bar() string {
	if c.Issue.Count.People <= 0 {
		return strings.Repeat("░", barWidth)
	}
	full := max(0, min(barWidth, c.Settled()*barWidth/c.Issue.Count.People))
	return strings.Repeat("█", full) + strings.Repeat("░", barWidth-full)
}

// Percent is how far it is.
func (c AnnounceCard) Percent() int {
	if c.Issue.Count.People <= 0 {
		return 0
	}
	return c.Settled() * 100 / c.Issue.Count.People
}

// Rate is how many go out in a second.
func (c AnnounceCard) Rate() int { return int(c.PerSecond + 0.5) }

// Remaining is how long it still takes: 2 menit, 40 detik.
func (c AnnounceCard) Remaining() string {
	switch left := c.Left; {
	case left <= 0:
		return ""
	case left < time.Minute:
		return number(int((left+time.Second-1)/time.Second)) + " detik"
	case left < time.Hour:
		return number(int((left+time.Minute-1)/time.Minute)) + " menit"
	default:
		return minutes(int(left / time.Minute))
	}
}

// AnnounceList is a page of the announcements that somebody looks after.
type AnnounceList struct {
	Items         []announce.Progress
	Offset, Total int
}

// Phrase names the template.
func (AnnounceList) Phrase() string { return "announce.list" }

// ReceivedList is a page of the announcements that somebody got.
type ReceivedList struct {
	Items         []announce.Received
	Offset, Total int
	MayWrite      bool
}

// Phrase names the template.
func (ReceivedList) Phrase() string { return "announce.received" }

// ReaderList is a page of those who got an issue.
type ReaderList struct {
	Items         []announce.Reader
	Offset, Total int
	Unread        bool // only those who have not read it
}

// Phrase names the template.
func (ReaderList) Phrase() string { return "announce.readers" }

// AskAnnounce asks again before something is done to an announcement.
type AskAnnounce struct {
	What  Label // the question
	Gist  string
	Count int // people whom it reaches
}

// Phrase names the template.
func (AskAnnounce) Phrase() string { return "announce.ask" }

// AnnounceNotice tells the author of an issue that it is out, or was missed.
type AnnounceNotice struct {
	announce.Progress
	Missed bool
}

// Phrase names the template.
func (AnnounceNotice) Phrase() string { return "notice.announce" }

// Gist is the beginning of what it says.
func (n AnnounceNotice) Gist() string { return Gist(n.Announcement.Content) }

// AnnounceSheet says what a table of recipients is about.
type AnnounceSheet struct{ Count int }

// Phrase names the template.
func (AnnounceSheet) Phrase() string { return "announce.sheet" }

// announceFunctions are what the templates of announcements may call beside
// the others.
func announceFunctions() template.FuncMap {
	return template.FuncMap{
		"gist":        func(c announce.Content) string { return Gist(c) },
		"recurrence":  func(r *calendar.Rule) string { return RuleName(*r) },
		"weekdayName": weekday,
		"issueState":  issueState,
		"copyState":   CopyState,
	}
}

// issueState names the state of an issue.
func issueState(s announce.IssueState) string {
	switch s {
	case announce.Scheduled:
		return "Terjadwal"
	case announce.Sending:
		return "Sedang dikirim"
	case announce.Stopped:
		return "Dihentikan"
	case announce.Done:
		return "Selesai dikirim"
	case announce.Missed:
		return "Terlewat"
	case announce.Dropped:
		return "Dibatalkan"
	}
	return string(s)
}

// CopyState names what became of a copy.
func CopyState(s announce.CopyState) string {
	switch s {
	case announce.CopyWaiting, announce.CopySending:
		return "menunggu"
	case announce.CopySent:
		return "terkirim"
	case announce.CopyUnreachable:
		return "tidak terjangkau"
	case announce.CopyFailed:
		return "gagal"
	case announce.CopyUnknown:
		return "tidak pasti"
	case announce.CopyMuted:
		return "dibisukan"
	case announce.CopyWithdrawn:
		return "ditarik"
	}
	return string(s)
}
