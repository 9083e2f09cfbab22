// Package handlers holds the conversations of the bot, one file each: a
// handler parses its arguments, calls one service, and answers with a Reply.
// It knows no SQL, no Telegram and no wording; who may do what is decided by
// the services at the moment of the tap, never by a button.
package handlers

import (
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/text"
)

// The names of the actions that buttons carry.
const (
	actionHome   = "home"
	actionHelp   = "help"
	actionList   = "list"          // filter, offset, "new" for a message of its own
	actionOpen   = "branch.open"   // branch, place
	actionStart  = "branch.start"  // branch, place
	actionFinish = "branch.finish" // branch
	actionReturn = "branch.return" // branch
	actionFiles  = "branch.files"  // branch
	actionFull   = "branch.full"   // branch, piece
	actionUnlink = "account.unlink"
	actionKeep   = "account.keep"
)

// branchArg reads the id of a branch from a button. What does not parse is
// stale or forged.
func branchArg(r *bot.Request) (disposition.BranchID, error) {
	id, err := strconv.ParseInt(arg(r, 0), 10, 64)
	if err != nil || id <= 0 {
		return 0, bot.ErrStaleButton
	}
	return disposition.BranchID(id), nil
}

// arg is a button's argument, empty where there is none.
func arg(r *bot.Request, i int) string {
	if i >= len(r.Args) {
		return ""
	}
	return r.Args[i]
}

func idArg(id disposition.BranchID) string { return strconv.FormatInt(int64(id), 10) }

func homeButton() bot.Button {
	return bot.Button{Label: text.Label("label.home"), Action: actionHome}
}
