package roster

// Sheet names one of the lists that a roster is read from; its text is the
// name of the file without its extension.
type Sheet string

// The sheets, in the order in which they are best read.
const (
	Units        Sheet = "units"
	Positions    Sheet = "positions"
	Staff        Sheet = "staff"
	Assignments  Sheet = "assignments"
	Roles        Sheet = "roles"
	Letters      Sheet = "letters"
	Dispositions Sheet = "dispositions"
	Branches     Sheet = "branches"
	Balances     Sheet = "balances"
	Approvals    Sheet = "approval_rules"
	ApelPlaces   Sheet = "apel_places"
	ApelRules    Sheet = "apel_rules"
	Holidays     Sheet = "holidays"
)

// Sheets are all sheets in their order.
func Sheets() []Sheet {
	return []Sheet{
		Units, Positions, Staff, Assignments, Roles, Letters, Dispositions, Branches, Balances, Approvals, ApelPlaces, ApelRules,
		Holidays,
	}
}

// Reason says which rule a record breaks.
type Reason string

// The rules.
const (
	Duplicate         Reason = "duplicate"           // the key stands in an earlier record, Other
	UnknownUnit       Reason = "unknown unit"        // neither in the roster nor in the database
	UnknownPosition   Reason = "unknown position"    //
	UnknownEmployee   Reason = "unknown employee"    //
	UnknownLetter     Reason = "unknown letter"      //
	UnknownParent     Reason = "unknown parent"      // none in the roster that went to the sender
	UnknownLabel      Reason = "unknown instruction" //
	Cycle             Reason = "cycle"               // stands above itself; Detail is the way round
	PhoneTaken        Reason = "phone taken"         // by another employee, Detail; by Other if that is a record
	EndsBeforeStart   Reason = "ends before start"   //
	HeldTwice         Reason = "held twice"          // two definitive holders on a day; Detail is the other's NIP
	SecretFile        Reason = "secret file"         // the letter stays in the office, so do its scans
	FileTwice         Reason = "file twice"          // the same content, whatever its names
	ReceivedTooEarly  Reason = "received too early"  // before the letter's own date
	InFuture          Reason = "in the future"       //
	SentBeforeLetter  Reason = "sent before letter"  // before the day on which the letter was received
	DueBeforeSent     Reason = "due before sent"     //
	NotBelow          Reason = "not below"           // the recipient does not report to the sender, Detail
	RecipientTwice    Reason = "recipient twice"     //
	OtherLetter       Reason = "other letter"        // the parent is about Detail
	ParentIsCopy      Reason = "parent is a copy"    // with a copy there is nothing to do
	ParentClosed      Reason = "parent is closed"    // the database says that it has ended
	Edited            Reason = "edited"              // known already, with other recipients or for another letter
	NotInRoster       Reason = "not in roster"       // progress of a disposition that this roster does not bring
	NotRecipient      Reason = "not a recipient"     //
	CopyHasNoProgress Reason = "copy has no progress"
	WasForwarded      Reason = "was forwarded"    // by Detail, so its state is FORWARDED
	NotForwarded      Reason = "not forwarded"    // FORWARDED, and no disposition says to whom
	MomentMissing     Reason = "moment missing"   // the state needs it
	MomentSuperfluous Reason = "moment too many"  // the state cannot have it
	OutOfOrder        Reason = "out of order"     // before Detail
	ActorMissing      Reason = "actor missing"    // somebody must have done it
	ReportMissing     Reason = "report missing"   //
	ReportStays       Reason = "report stays"     // a secret letter's report is given in the office
	ReportTooEarly    Reason = "report too early" // not done
	ReasonMissing     Reason = "reason missing"   //
	ReasonTooEarly    Reason = "reason too early" // not returned
	ReturnStays       Reason = "return stays"     // a secret letter is returned in the office
	PostponedTooMany  Reason = "postponed more"   // than the days that are left, Detail
	LongestTooShort   Reason = "longest too short"
	RuleDiffers       Reason = "rule differs"   // from Other, a row of the same rule
	StepDiffers       Reason = "step differs"   // from Other, a row of the same step
	AfterDecision     Reason = "after decision" // step Detail would never be reached
	NoDecision        Reason = "no decision"    // the last step of the rule Detail decides nothing
	UnknownPlace      Reason = "unknown place"
	OfficerTwice      Reason = "officer twice"
)

// Fault is a record that breaks a rule. Field is the name of the column that
// should be mended.
type Fault struct {
	Sheet  Sheet
	Index  int // of the record in its slice
	Field  string
	Reason Reason
	Value  string
	Detail string
	Other  int // index of the record that it contradicts, -1 if there is none
}
