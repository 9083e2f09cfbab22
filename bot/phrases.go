package bot

// Say is a phrase of this package itself, without facts: its value is the
// name of the template.
type Say string

// Phrase names the template.
func (s Say) Phrase() string { return string(s) }

// What this package says by itself.
const (
	SayCancel       Say = "form.cancel"    // button: give the form up
	SayNext         Say = "form.next"      // button: no more files, go on
	SayAgain        Say = "form.again"     // button: forget what was sent, and send it anew
	SaySkip         Say = "form.skip"      // button: leave an optional answer out
	SaySend         Say = "form.send"      // button: send the form
	SayChange       Say = "form.change"    // button: change an answer
	SayOneDay       Say = "form.oneday"    // button: the period has one day
	SayOtherHour    Say = "form.otherhour" // button: another beginning
	SayBlank        Say = "form.blank"     // button that only fills its place
	SaySuggested    Say = "form.suggested" // button: back from a search to who is suggested
	SayPrevious     Say = "form.previous"  // button: the page before
	SayFollowing    Say = "form.following" // button: the page after
	SayBack         Say = "form.back"      // button: change nothing after all
	SayShareContact Say = "form.contact"   // button below the text field: share the own number
	SayWhichAnswer  Say = "form.which"     // which answer is to be changed?
	SayCancelled    Say = "form.cancelled" // the form was given up as asked
	SayNoForm       Say = "form.none"      // there is nothing to give up
	SayEnded        Say = "form.ended"     // the form with its answers ended because something else was begun
	SayLapsed       Say = "form.lapsed"    // the draft was left alone too long
	SayRestarted    Say = "form.restarted" // the form has changed meanwhile and begins anew
	SayEdited       Say = "edge.edited"    // changing a message that was sent has no effect
	SayHelpCancel   Say = "help.cancel"    // what the command that gives a form up is for
)

// Incident is what a person sees when something failed that nobody foresaw.
// The code stands in the log, too.
type Incident struct{ Code string }

// Phrase names the template.
func (Incident) Phrase() string { return "edge.incident" }

// written is a text that somebody wrote, in Telegram's HTML.
type written string

// Phrase names no template: it is worded already.
func (written) Phrase() string { return "" }

// both says one thing and then another, in one message.
type both struct{ first, second Phrase }

// together says one thing and then another, if there is another.
func together(first, second Phrase) Phrase {
	if second == nil {
		return first
	}
	return both{first, second}
}

// Phrase names no template: the parts are worded each by its own.
func (both) Phrase() string { return "" }
