package dispositions

import (
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// cardButtons are the acts that the viewer may do now, then what there is to
// read, then the way back.
func cardButtons(v disposition.View, at place) [][]bot.Button {
	rows := actButtons(v, at)
	var more []bot.Button
	if !v.Letter.Secrecy.StaysInOffice() {
		more = readButtons(v)
	}
	if more != nil {
		rows = append(rows, more)
	}
	return append(rows, []bot.Button{listButton(at, len(allFiles(v)) > 0), nav.HomeButton()})
}

func actButtons(v disposition.View, at place) [][]bot.Button {
	id := nav.IDArg(v.Branch.ID)
	act := func(a disposition.Action, label text.Label, action string, style bot.Style, args ...string) []bot.Button {
		if !slices.Contains(v.Allowed, a) {
			return nil
		}
		return []bot.Button{{Label: label, Action: action, Args: append([]string{id}, args...), Style: style}}
	}
	first := append(
		act(disposition.ActionStart, "label.start", actionStart, bot.Primary, at.args()...),
		act(disposition.ActionFinish, "label.finish", actionFinish, bot.Success)...,
	)
	second := act(disposition.ActionReturn, "label.return", actionReturn, bot.Danger)
	return slices.DeleteFunc([][]bot.Button{first, second}, func(row []bot.Button) bool { return len(row) == 0 })
}

func readButtons(v disposition.View) []bot.Button {
	var row []bot.Button
	if n := len(allFiles(v)); n > 0 {
		row = append(row, bot.Button{Label: text.FilesLabel{Count: n}, Action: actionFiles, Args: []string{nav.IDArg(v.Branch.ID)}})
	}
	if text.Shortened(v) {
		row = append(row, bot.Button{Label: text.Label("label.full"), Action: actionFull, Args: []string{nav.IDArg(v.Branch.ID), "1"}})
	}
	return row
}

// listButton leads back to the list, in a message of its own where files hang
// below the card: there nobody would see the card turn into the list.
func listButton(at place, below bool) bot.Button {
	args := at.args()
	if below {
		args = append(args, "new")
	}
	return bot.Button{Label: text.Label("label.list"), Action: nav.Dispositions, Args: args}
}

func openButton(id disposition.BranchID) bot.Button {
	return bot.Button{Label: text.Label("label.open"), Action: nav.Branch, Args: []string{nav.IDArg(id)}, Style: bot.Primary}
}

// pieceButtons turn the pages of a full text.
func pieceButtons(id disposition.BranchID, piece, pieces int) [][]bot.Button {
	return nav.PieceButtons(piece, pieces, func(label bot.Phrase, p int) bot.Button {
		return bot.Button{Label: label, Action: actionFull, Args: []string{nav.IDArg(id), strconv.Itoa(p), "turn"}}
	})
}
