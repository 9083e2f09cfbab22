package announce

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/text"
)

// copies words the copies of announcements.
type copies struct{ Parts }

// Broadcast is what a copy says to its recipient: the announcement with the
// button that it was read, or that it was withdrawn.
func (h *Announce) Broadcast(c announce.Copy) bot.Broadcast {
	a := c.Announcement
	if c.Task == announce.Retract {
		return bot.Broadcast{Text: text.Taken{Title: a.Title, UnitName: a.UnitName}}
	}
	return bot.Broadcast{
		Text:        text.AnnouncedOf(a, c.Repeats != 0),
		Attachments: h.copies.attached(a),
		Buttons:     [][]bot.Button{{readButton(c.Issue)}},
	}
}
