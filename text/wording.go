package text

import (
	"errors"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/staff"
)

// A wording is a row of the table error -> phrase: it fits or does not.
type wording func(error) (bot.Phrase, bool)

// is words a sentinel.
func is(target error, name Label) wording {
	return func(err error) (bot.Phrase, bool) { return name, errors.Is(err, target) }
}

// as words an error type, with its fields as facts.
func as[E error](name string) wording {
	return func(err error) (bot.Phrase, bool) {
		var found E
		if !errors.As(err, &found) {
			return nil, false
		}
		return Refusal[E]{name: name, Reason: found}, true
	}
}

// Refusal words a typed error; its facts are the error's own.
type Refusal[E error] struct {
	name   string
	Reason E
}

// Phrase names the template.
func (r Refusal[E]) Phrase() string { return r.name }

// wordings is the table: the first row that fits wins, so types with facts
// stand before the sentinels that they match, too.
func wordings() []wording {
	return slices.Concat(people(), dispositions(), registers(), leaves(), requests(), officials(), calendars(), apels(), announcements(), edge())
}

// Worded reports whether an error has words for people. What has none is our
// own mistake or something that failed, and is met with an incident code.
func Worded(err error) bool {
	return slices.ContainsFunc(wordings(), func(row wording) bool {
		_, fits := row(err)
		return fits
	})
}

// people words the errors about who somebody is, files and days.
func people() []wording {
	return []wording{
		// Linking an account.
		is(account.ErrTooManyTries, "error.link.tries"),
		is(account.ErrCodeUnknown, "error.link.unknown"),
		is(account.ErrCodeExpired, "error.link.expired"),
		is(account.ErrCodeUsed, "error.link.used"),
		is(account.ErrNoMatch, "error.link.match"),
		is(account.ErrNotOwnContact, "error.link.contact"),
		is(account.ErrNIPEnd, "error.link.end"),
		is(account.ErrOutsideUnit, "error.link.outside"),
		is(account.ErrHasLeft, "error.link.left"),

		// Who somebody is.
		is(staff.ErrUnknownAccount, "error.staff.unknown"),
		is(staff.ErrInactive, "error.staff.inactive"),
		is(staff.ErrNoSuchEmployee, "error.staff.nobody"),
		is(staff.ErrNotAllowed, "error.staff.allowed"),
		as[*staff.NIPError]("error.staff.nip"),
		as[*staff.PhoneError]("error.staff.phone"),

		// Files.
		is(document.ErrEmpty, "error.document.empty"),
		is(document.ErrTooLarge, "error.document.large"),
		is(document.ErrKind, "error.document.kind"),

		// Days, and what has been decided meanwhile.
		as[*calendar.DateError]("error.date"),
		is(notify.ErrObsolete, "error.obsolete"),
	}
}

// registers words the errors of package registry.
func registers() []wording {
	return []wording{
		is(registry.ErrNotClerk, "error.letter.clerk"),
		is(registry.ErrNothingToFind, "error.search.nothing"),
		is(registry.ErrNotHead, "error.figures.head"),
		is(registry.ErrMissing, "error.letter.missing"),
		is(registry.ErrFuture, "error.letter.future"),
		is(registry.ErrTooManyFiles, "error.letter.files"),
		is(registry.ErrNotInUnit, "error.letter.unit"),
		is(registry.ErrNoSuchFile, "error.letter.file"),
	}
}

// dispositions words the errors of package disposition.
func dispositions() []wording {
	return []wording{
		as[*disposition.ClosedError]("error.disposition.closed_by"),
		as[*disposition.StartedError]("error.disposition.started_by"),
		as[*disposition.TooLongError]("error.length"),
		as[*disposition.SettledError]("error.disposition.settled_by"),
		as[*disposition.ReadError]("error.disposition.read_by"),
		as[*disposition.NudgedError]("error.disposition.nudged_by"),
		as[*disposition.SentAlreadyError]("error.disposition.sent_to"),
		is(disposition.ErrNoSuchLetter, "error.disposition.letter"),
		is(disposition.ErrOnlyHead, "error.disposition.head"),
		is(disposition.ErrOnlySender, "error.disposition.sender"),
		is(disposition.ErrNothingAbove, "error.disposition.above"),
		is(disposition.ErrNotReturned, "error.disposition.not_returned"),
		is(disposition.ErrSettled, "error.disposition.settled"),
		is(disposition.ErrRead, "error.disposition.read"),
		is(disposition.ErrNudged, "error.disposition.nudged"),
		is(disposition.ErrNotBelow, "error.disposition.not_below"),
		is(disposition.ErrSentAlready, "error.disposition.sent"),
		is(disposition.ErrNoRecipient, "error.disposition.no_recipient"),
		is(disposition.ErrTooManyRecipients, "error.disposition.recipients"),
		is(disposition.ErrNoInstruction, "error.disposition.instruction"),
		is(disposition.ErrDeadlinePast, "error.disposition.deadline"),
		is(disposition.ErrNoSuchBranch, "error.disposition.none"),
		is(disposition.ErrNotYours, "error.disposition.yours"),
		is(disposition.ErrOnlyRecipient, "error.disposition.recipient"),
		is(disposition.ErrCopy, "error.disposition.copy"),
		is(disposition.ErrClosed, "error.disposition.closed"),
		is(disposition.ErrStarted, "error.disposition.started"),
		is(disposition.ErrReportMissing, "error.disposition.report"),
		is(disposition.ErrReasonMissing, "error.disposition.reason"),
		is(disposition.ErrTooLong, "error.disposition.long"),
		is(disposition.ErrTooManyFiles, "error.disposition.files"),
		is(disposition.ErrSecretInOffice, "error.disposition.secret"),
	}
}
