package text

import "github.com/gelis-bali/gelis/bot"

// edge words the errors of package bot, which words nothing itself.
func edge() []wording {
	return []wording{
		as[*bot.TextTooLongError]("error.length"),
		as[*bot.DayError]("error.form.day"),
		as[*bot.HoursError]("error.form.hours"),
		as[*bot.NumberRangeError]("error.form.range"),
		as[*bot.ChosenError]("error.form.chosen"),
		is(bot.ErrDayExpected, "error.form.days"),
		is(bot.ErrHoursExpected, "error.form.hour"),
		is(bot.ErrNumberExpected, "error.form.number"),
		is(bot.ErrUnavailable, "error.edge.unavailable"),
		is(bot.ErrFormsAway, "error.edge.forms"),
		is(bot.ErrThrottled, "error.edge.throttled"),
		is(bot.ErrStaleButton, "error.edge.button"),
		is(bot.ErrStaleDraft, "error.edge.draft"),
		is(bot.ErrPrivateOnly, "error.edge.private"),
		is(bot.ErrUseButtons, "error.edge.choose"),
		is(bot.ErrTextExpected, "error.edge.text"),
		is(bot.ErrFileExpected, "error.edge.file"),
		is(bot.ErrContactExpected, "error.edge.contact"),
		is(bot.ErrPlaceExpected, "error.edge.place"),
		is(bot.ErrPlaceForwarded, "error.edge.forwarded"),
		is(bot.ErrContentKind, "error.edge.content"),
		as[*bot.TooManyPartsError]("error.edge.parts"),
		is(bot.ErrFileGone, "error.edge.gone"),
	}
}
