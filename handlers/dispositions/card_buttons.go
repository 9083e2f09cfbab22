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
	rows = append(rows, slices.Collect(slices.Chunk(readButtons(v), 2))...)
	return append(rows, []bot.Button{listButton(at, len(allFiles(v)) > 0), nav.HomeButton()})
}

// actButtons are in rows of at most two: what the recipient does, then what the
// sender does.
func actButtons(v disposition.View, at place) [][]bot.Button {
	redirect := text.Label("label.redirect")
	if v.Disposition(v.Branch).Routing {
		redirect = "label.redirect_routing"
	}
	heads := slices.Contains(v.Allowed, disposition.ActionDispose)
	start := bot.Primary
	if heads {
		start = bot.Plain
	}
	type act struct {
		is     disposition.Action
		label  text.Label
		action string
		style  bot.Style
		back   []string
	}
	var rows [][]bot.Button
	for _, group := range [][]act{
		{
			{disposition.ActionDispose, "label.dispose", actionDispose, bot.Primary, nil},
			{disposition.ActionStart, "label.start", actionStart, start, at.args()},
			{disposition.ActionFinish, "label.finish", actionFinish, bot.Success, nil},
			{disposition.ActionArchive, "label.archive", actionArchive, bot.Plain, nil},
		},
		{{disposition.ActionReturn, "label.return", actionReturn, bot.Danger, nil}},
		{
			{disposition.ActionRedirect, redirect, nav.Redirect, bot.Primary, nil},
			{disposition.ActionTakeOver, "label.take_over", actionTakeOver, bot.Plain, nil},
		},
		{
			{disposition.ActionNudge, "label.nudge", actionNudge, bot.Plain, at.args()},
			{disposition.ActionCancel, "label.take_back", nav.Cancel, bot.Danger, nil},
		},
	} {
		var buttons []bot.Button
		for _, a := range group {
			if slices.Contains(v.Allowed, a.is) {
				args := append([]string{nav.IDArg(v.Branch.ID)}, a.back...)
				buttons = append(buttons, bot.Button{Label: a.label, Action: a.action, Args: args, Style: a.style})
			}
		}
		rows = slices.AppendSeq(rows, slices.Chunk(buttons, 2))
	}
	return rows
}

func readButtons(v disposition.View) []bot.Button {
	row := []bot.Button{trailButton(v)}
	if v.Letter.Secrecy.StaysInOffice() {
		return row
	}
	row = append(row, sheetButton(v.Letter.ID))
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
