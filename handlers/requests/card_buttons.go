package requests

import (
	"slices"
	"strconv"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/handlers/nav"
	"github.com/gelis-bali/gelis/text"
)

// cardButtons are the acts that the viewer may do now, then what there is to
// read, then the way back.
func cardButtons(v request.View, at place) [][]bot.Button {
	rows := append(decideButtons(v), applicantButtons(v)...)
	if more := readButtons(v); more != nil {
		rows = append(rows, more)
	}
	last := []bot.Button{nav.HomeButton()}
	if at.list != "" || v.Relation == request.IsApplicant || v.Relation == request.IsDecider || v.Relation == request.InChain {
		last = append([]bot.Button{at.back(v.Relation == request.IsApplicant, mayDocuments(v))}, last...)
	}
	return append(rows, last)
}

// decideButtons are the verdicts, two in a row, or what takes one back.
func decideButtons(v request.View) [][]bot.Button {
	if may(v, request.ActionTakeBack) {
		return [][]bot.Button{{about(v, text.Label("label.undo"), actionUndo, bot.Danger)}}
	}
	if !may(v, request.ActionDecide) {
		return nil
	}
	buttons := make([]bot.Button, 0, len(v.Choices))
	for _, c := range v.Choices {
		buttons = append(buttons, about(v, text.ChoiceLabel{Choice: c}, actionDecide, choiceStyle(c), string(c)))
	}
	return slices.Collect(slices.Chunk(buttons, 2))
}

func choiceStyle(c request.Choice) bot.Style {
	switch c {
	case request.Approve:
		return bot.Success
	case request.Refuse:
		return bot.Danger
	case request.Change, request.Postpone:
	}
	return bot.Plain
}

// applicantButtons are what the applicant may do.
func applicantButtons(v request.View) [][]bot.Button {
	if may(v, request.ActionAnswer) {
		return [][]bot.Button{{
			about(v, text.Label("label.accept"), actionAccept, bot.Success),
			about(v, text.Label("label.decline"), actionWithdraw, bot.Danger),
		}}
	}
	var row []bot.Button
	for _, b := range []struct {
		act    request.Action
		label  text.Label
		action string
		style  bot.Style
	}{
		{request.ActionNudge, "label.nudge", actionNudge, bot.Plain},
		{request.ActionWithdraw, "label.withdraw", actionWithdraw, bot.Danger},
		{request.ActionAskCancel, "label.cancel", actionCancel, bot.Danger},
	} {
		if may(v, b.act) {
			row = append(row, about(v, b.label, b.action, b.style))
		}
	}
	if row == nil {
		return nil
	}
	return [][]bot.Button{row}
}

func readButtons(v request.View) []bot.Button {
	var row []bot.Button
	if mayDocuments(v) {
		row = append(row, about(v, text.DocumentsLabel{Count: len(v.Files)}, actionDocuments, bot.Plain))
	}
	if text.RequestShortened(v) {
		row = append(row, about(v, text.Label("label.full"), actionFull, bot.Plain, strconv.Itoa(1)))
	}
	if v.Kind == request.Leave && may(v, request.ActionPrint) {
		row = append(row, about(v, text.Label("label.form"), actionPrint, bot.Plain))
	}
	return row
}

func mayDocuments(v request.View) bool {
	return len(v.Files) > 0 && may(v, request.ActionDocument)
}

func may(v request.View, act request.Action) bool { return slices.Contains(v.Allowed, act) }

// about is a button of an act on a request.
func about(v request.View, label bot.Phrase, action string, style bot.Style, more ...string) bot.Button {
	return bot.Button{Label: label, Action: action, Args: append([]string{nav.IDArg(v.ID)}, more...), Style: style}
}

func openButton(id request.ID) bot.Button {
	return bot.Button{Label: text.Label("label.request.open"), Action: actionOpen, Args: []string{nav.IDArg(id)}, Style: bot.Primary}
}

func offsetArg(offset int) string { return strconv.Itoa(offset) }
