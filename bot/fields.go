package bot

import (
	"context"
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

// skipValue is what the button of an optional field answers.
const skipValue = "-"
