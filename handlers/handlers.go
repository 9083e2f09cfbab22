// Package handlers holds the conversations of the bot, one file each: a
// handler parses its arguments, calls one service, and answers with a Reply.
// It knows no SQL, no Telegram and no wording; who may do what is decided by
// the services at the moment of the tap, never by a button.
package handlers

import (
	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/handlers/nav"
)

// The names of the actions that buttons carry.
const (
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
	id, err := nav.ID(r, 0)
	return disposition.BranchID(id), err
}
