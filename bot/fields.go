package bot

import (
	"context"
	"slices"
)

// Question words what a field asks.
type Question func(ctx context.Context, r *Request, a Answers) (Phrase, error)

// AnswerButton is a button that answers the question it stands under.
func AnswerButton(label Phrase, value string) Button {
	return Button{Label: label, Action: actionAnswer, Args: []string{value}}
}

// CancelButton is a button that gives the form up. A question that has none
// gets one.
func CancelButton() Button { return Button{Label: SayCancel, Action: actionCancel} }

// ChangeButton is a button that lists the answers which can be changed.
func ChangeButton() Button { return Button{Label: SayChange, Action: actionChange} }

// ChangeFieldButton is a button that asks anew for the answer of a field which
// has a label.
func ChangeFieldButton(label Phrase, key string) Button {
	return Button{Label: label, Action: actionChange, Args: []string{key}}
}

// inRows lays buttons out; perRow 0 is the usual number.
func inRows(buttons []Button, perRow, usual int) [][]Button {
	if perRow <= 0 {
		perRow = usual
	}
	return slices.Collect(slices.Chunk(buttons, perRow))
}

// skipValue is what the button of an optional field answers.
const skipValue = "-"

// idleValue is what a button answers that only fills its place: nothing.
const idleValue = "."

// idleButton fills a place in a keyboard.
func idleButton(label Phrase) Button { return AnswerButton(label, idleValue) }
