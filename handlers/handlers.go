// Package handlers holds the conversations of the bot, one file each: a
// handler parses its arguments, calls one service, and answers with a Reply.
// It knows no SQL, no Telegram and no wording; who may do what is decided by
// the services at the moment of the tap, never by a button.
package handlers

// The names of the actions that buttons carry.
const (
	actionUnlink = "account.unlink"
	actionKeep   = "account.keep"
)
