package importer

import (
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/domain/roster"
)

// tell words the breaches of the rules as mistakes at their rows. What seems
// unknown because its own file could not be read is not told.
func (r *reader) tell(faults []roster.Fault, s *spelling) {
	words := wordings()
	for _, f := range faults {
		if r.broken[home(f.Reason)] {
			continue
		}
		t := r.tables[f.Sheet]
		m := Mistake{File: t.file, Row: t.rows[f.Index].number, Column: f.Field, Value: f.Value}
		other := "an earlier record"
		if f.Other >= 0 {
			other = "row " + strconv.Itoa(t.rows[f.Other].number)
		}
		fill := strings.NewReplacer("{detail}", f.Detail, "{other}", other)
		m.Problem, m.Mend = fill.Replace(words[f.Reason].problem), fill.Replace(words[f.Reason].mend)
		if near := s.meant(f); near != "" {
			m.Mend = "did you mean " + near + "?"
		}
		r.note(m)
	}
}

// home is the sheet in which something unknown should stand.
func home(reason roster.Reason) roster.Sheet {
	homes := make(map[roster.Reason]roster.Sheet)
	homes[roster.UnknownUnit] = roster.Units
	homes[roster.UnknownPlace] = roster.ApelPlaces
	homes[roster.UnknownPosition] = roster.Positions
	homes[roster.NotBelow] = roster.Positions
	homes[roster.UnknownEmployee] = roster.Staff
	homes[roster.UnknownLetter] = roster.Letters
	homes[roster.UnknownParent] = roster.Dispositions
	homes[roster.NotInRoster] = roster.Dispositions
	return homes[reason]
}

// wording is what is wrong and how to mend it; {detail} and {other} stand for
// those of the fault.
type wording struct{ problem, mend string }

// wordings has one for every reason of package roster.
func wordings() map[roster.Reason]wording {
	return map[roster.Reason]wording{
		roster.Duplicate:       {"stands in {other} already", "keep one of the two rows"},
		roster.UnknownUnit:     {"is no unit of this import or of the database", "add the unit to units, or write its code as it is there"},
		roster.UnknownPosition: {"is no position of this import or of the database", "add the position to positions, or write its code as it is there"},
		roster.UnknownEmployee: {"is nobody of this import or of the database", "add the employee to staff, or mend the NIP"},
		roster.UnknownLetter:   {"is no letter of this import or of the database", "add the letter to letters, or write unit/year/number as it is there"},
		roster.UnknownParent:   {"is no disposition of this import that went to {detail}", "write the code of the disposition that {detail} forwards; its row must be in this file"},
		roster.UnknownLabel:    {"is not in the office's table of instructions", "write it as it is in the table, or put it into note"},
		roster.Cycle:           {"stands above itself: {detail}", "mend who stands above whom"},
		roster.PhoneTaken:      {"is the number of {detail} too", "every employee has a number of their own; leave it empty where it is not known"},
		roster.EndsBeforeStart: {"is before the first day, {detail}", "mend the days; until is the last day, included"},
		roster.HeldTwice:       {"the position has another definitive holder on that day: {detail}", "end the other assignment by until, or make this one PLT or PLH"},

		roster.SecretFile:       {"is a scan of a letter that is {detail} and stays in the office", "take its name away; the letter is read on paper"},
		roster.FileTwice:        {"is the same scan as {detail}", "name it once"},
		roster.ReceivedTooEarly: {"is before the date of the letter, {detail}", "mend the dates"},
		roster.InFuture:         {"has not come yet", "mend the date"},

		roster.SentBeforeLetter: {"is before the letter was received, {detail}", "mend the time, or received in letters"},
		roster.DueBeforeSent:    {"is before the disposition was sent, {detail}", "mend the deadline, or leave it empty for the office's default"},
		roster.NotBelow:         {"does not report to {detail}, at any depth", "a disposition goes downward only: mend the recipient, or superior in positions"},
		roster.RecipientTwice:   {"is named twice", "name every position once, in recipients or in cc"},
		roster.OtherLetter:      {"is not the letter of the parent, {detail}", "write the letter of the disposition that is forwarded"},
		roster.ParentIsCopy:     {"went to {detail} as a copy only", "a copy is not forwarded: name the position in recipients of the parent, or leave parent empty"},
		roster.ParentClosed:     {"has ended in the database: {detail}", "what has ended is not forwarded: leave parent empty"},
		roster.Edited:           {"is in the database with other recipients or for another letter", "a disposition is never edited: give the new one a code of its own"},

		roster.NotInRoster:       {"is not in the file dispositions", "what became of a disposition is imported together with it"},
		roster.NotRecipient:      {"is not a recipient of {detail}", "write a position of its recipients or cc"},
		roster.CopyHasNoProgress: {"cannot be the state of a copy", "write SENT or READ: with a copy there is nothing to do"},
		roster.WasForwarded:      {"was forwarded by {detail}", "write FORWARDED; it is done when all that was forwarded is done"},
		roster.NotForwarded:      {"was forwarded by no disposition of this import", "add a disposition with the parent {detail}, or write another state"},
		roster.MomentMissing:     {"is empty, but the state is {detail}", "write when it was"},
		roster.MomentSuperfluous: {"cannot be with the state {detail}", "mend the state, or empty the cell"},
		roster.OutOfOrder:        {"is before {detail}", "mend the times"},
		roster.ActorMissing:      {"is empty, but the state is {detail}", "write the NIP of who did it"},
		roster.ReportMissing:     {"is empty, but the state is DONE", "write the follow-up report"},
		roster.ReportStays:       {"is about a letter that stays in the office", "empty the cell; the report is given in the office"},
		roster.ReportTooEarly:    {"cannot be with the state {detail}", "mend the state, or empty the cell"},
		roster.ReasonMissing:     {"is empty, but the state is RETURNED", "write why it was returned"},
		roster.ReasonTooEarly:    {"cannot be with the state {detail}", "mend the state, or empty the cell"},
		roster.PostponedTooMany:  {"is more than the days that are left, {detail}", "postponed days are among those that are left: mend one of the two"},
		roster.LongestTooShort:   {"is fewer than min_days, {detail}", "mend the days, or leave max_days empty for every length"},
		roster.RuleDiffers:       {"is not what {other} says about the same rule", "all rows of a rule say the same from priority to unit, and in active"},
		roster.StepDiffers:       {"is not what {other} says about the same step of {detail}", "all rows of a step have the same stage, mode and escalate_days"},
		roster.AfterDecision:     {"decides, but step {detail} comes after it", "write PERTIMBANGAN: only the last step of a rule decides"},
		roster.NoDecision:        {"is the stage of the last step, and {detail} decides nothing", "write KEPUTUSAN in its last step"},

		roster.UnknownPlace: {"is no place of this import or of the database", "add the place to apel_places, or write its name as it is there"},
		roster.OfficerTwice: {"is named twice", "name every officer once"},

		roster.ReturnStays: {"cannot be the state of a letter that stays in the office", "it is returned in the office: write READ or IN_PROGRESS"},
	}
}
