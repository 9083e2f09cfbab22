// Package nav knows how people get from one conversation to another: the
// actions of the buttons that several conversations show, what such buttons
// carry, and the pages of lists.
package nav

import (
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/text"
)

// The actions that lead from one conversation into another.
const (
	Home      = "home"
	Help      = "help"
	Approvals = "approvals" // offset, New for a message of its own
	Requests  = "requests"  // offset, New for a message of its own
	Ask       = "ask"       // kind of request; none: asks which

	Dispositions = "list"            // filter, offset, New for a message of its own
	Branch       = "branch.open"     // branch, place: its card
	Redirect     = "branch.redirect" // branch: send elsewhere what was returned or taken back
	Cancel       = "branch.cancel"   // branch: take it back unread
	Trail        = "trail"           // letter, page from 0, New for a message of its own
	Sheet        = "sheet"           // letter: its sheet as a PDF
	Letter       = "letter"          // letter, as its registry sees it
	Search       = "search"          // nothing: asks what to look for
	RekapApel    = "rekap"           // month; none: this one

	Announcements = "announcements" // nothing: those that are for the actor
	Settings      = "settings"      // nothing

	Apel       = "apel"        // nothing
	ApelRules  = "apel.rules"  // nothing
	ApelChange = "apel.change" // event
	ApelCancel = "apel.cancel" // event
)

// New is the argument that asks for a message of its own, where files hang
// below the one that was tapped: there nobody would see it change.
const New = "new"

// InPlace shows a reply in place of the message that was tapped, which shows
// its subject no more.
func InPlace(r bot.Reply) bot.Reply {
	r.Edit, r.Forget = true, true
	return r
}

// HomeButton leads to the home card.
func HomeButton() bot.Button {
	return bot.Button{Label: text.Label("label.home"), Action: Home}
}

// Arg is a button's argument, empty where there is none.
func Arg(r *bot.Request, i int) string {
	if i >= len(r.Args) {
		return ""
	}
	return r.Args[i]
}

// ID reads the id of a record from a button. What does not parse is stale or
// forged.
func ID(r *bot.Request, i int) (int64, error) {
	id, err := strconv.ParseInt(Arg(r, i), 10, 64)
	if err != nil || id <= 0 {
		return 0, bot.ErrStaleButton
	}
	return id, nil
}

// IDArg is the id of a record as a button carries it.
func IDArg[T ~int64](id T) string { return strconv.FormatInt(int64(id), 10) }
