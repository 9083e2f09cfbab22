package text

import "github.com/gelis-bali/gelis/domain/announce"

// announcements words the errors of package announce.
func announcements() []wording {
	return []wording{
		is(announce.ErrNoSuchAnnouncement, "error.announce.none"),
		is(announce.ErrNoSuchIssue, "error.announce.none"),
		is(announce.ErrNotYours, "error.announce.yours"),
		is(announce.ErrOnlyAuthor, "error.announce.only_author"),
		is(announce.ErrNobody, "error.announce.nobody"),
		is(announce.ErrBeyond, "error.announce.beyond"),
		is(announce.ErrPast, "error.announce.past"),
		is(announce.ErrEmpty, "error.announce.empty"),
		is(announce.ErrOver, "error.announce.over"),
		is(announce.ErrWithdrawn, "error.announce.withdrawn"),
		is(announce.ErrRepeatedBefore, "error.announce.reminded"),
		is(announce.ErrAllRead, "error.announce.all_read"),
	}
}
