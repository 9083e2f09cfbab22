package bot

// NumberLabel is the quick button of a number.
type NumberLabel struct{ Number int }

// Phrase names the template.
func (NumberLabel) Phrase() string { return "form.number" }

// HourLabel is the button of an hour, in minutes from midnight.
type HourLabel struct{ Minute int }

// Phrase names the template.
func (HourLabel) Phrase() string { return "form.hour" }

// HoursQuestion is a question for hours of a day.
type HoursQuestion struct {
	Question Phrase
	Until    bool // the end is asked for; From is known
	From     int  // in minutes from midnight
}

// Phrase names the template.
func (HoursQuestion) Phrase() string { return "form.hours" }

// ChosenLabel is a button that is turned on and off.
type ChosenLabel struct {
	Label Phrase
	On    bool
}

// Phrase names the template.
func (ChosenLabel) Phrase() string { return "form.chosen" }

// PersonQuestion is a question with the people that stand below it.
type PersonQuestion struct {
	Question Phrase
	Search   string // as typed; empty: the people are suggested
	People   []Person
	Before   int // so many stand on earlier pages
	Total    int
	Several  bool
	Chosen   []Person
}

// Phrase names the template.
func (PersonQuestion) Phrase() string { return "form.person" }

func (q PersonQuestion) pages() int { return (q.Total + peoplePerPage - 1) / peoplePerPage }

// PersonLabel is the button of somebody in a list.
type PersonLabel struct {
	Number int // in the list
	Person Person
	On     bool // chosen already
}

// Phrase names the template.
func (PersonLabel) Phrase() string { return "form.somebody" }

// PageOf says which of how many pages is shown.
type PageOf struct{ Page, Pages int }

// Phrase names the template.
func (PageOf) Phrase() string { return "label.page" }
