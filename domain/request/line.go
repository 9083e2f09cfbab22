package request

import (
	"slices"

	"github.com/gelis-bali/gelis/domain/staff"
)

// held reports whether somebody holds the post in any capacity.
func (p Post) held(by staff.EmployeeID) bool {
	return slices.ContainsFunc(p.Holders, func(h Holder) bool { return h.ID == by })
}

// detour says why nobody decides at a post on an applicant's request. An
// acting official whose own request is at stake never decides it, and neither
// does anybody beside them at that post (SE BKN 1/SE/I/2021: it goes to the
// next position above).
func (p Post) detour(applicant staff.EmployeeID) Detour {
	switch {
	case len(p.Holders) == 0:
		return Vacant
	case p.held(applicant):
		return OwnCase
	}
	return Straight
}

// climb yields a position and all above it, each once: a loop in damaged data
// ends the walk, and so does a position that the line does not know.
func (l Line) climb(from staff.PositionID) []Post {
	var posts []Post
	seen := map[staff.PositionID]bool{}
	for at := from; at != 0 && !seen[at]; at = l[at].Superior {
		post, ok := l[at]
		if !ok {
			break
		}
		seen[at] = true
		posts = append(posts, post)
	}
	return posts
}

// above yields all positions above one, the nearest first.
func (l Line) above(id staff.PositionID) []Post {
	posts := l.climb(id)
	if len(posts) == 0 {
		return nil
	}
	return posts[1:]
}

// Effective finds who decides in the place of a position today: itself, or the
// next above that somebody else than the applicant holds. The detour is that of
// the position itself. False: there is nobody.
func (l Line) Effective(id staff.PositionID, applicant staff.EmployeeID) (Post, Detour, bool) {
	why := Straight
	for i, post := range l.climb(id) {
		detour := post.detour(applicant)
		if i == 0 {
			why = detour
		}
		if detour == Straight {
			return post, why, true
		}
	}
	return Post{}, why, false
}

// next finds who decides above whoever decides in the place of a position.
func (l Line) next(id staff.PositionID, applicant staff.EmployeeID) (Post, bool) {
	effective, _, ok := l.Effective(id, applicant)
	if !ok || effective.Superior == 0 {
		return Post{}, false
	}
	post, _, ok := l.Effective(effective.Superior, applicant)
	if !ok || post.ID == effective.ID { // in a loop the walk up comes back to where it was
		return Post{}, false
	}
	return post, true
}
