package audience

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/staff"
)

// view says what of the question is shown.
type view string

// The views.
const (
	viewAll    view = "" // everything that is chosen, with its number
	viewUnits  view = "u"
	viewPeople view = "p"
	viewRanks  view = "e"
)

// state is what the question shows: what is chosen so far, and where the
// person looks around.
type state struct {
	Scope  string       `json:"s,omitempty"`
	View   view         `json:"v,omitempty"`
	Unit   staff.UnitID `json:"u,omitempty"` // whose units are listed; 0: the highest
	Search string       `json:"q,omitempty"`
	Page   int          `json:"p,omitempty"` // from 0
}

// readState reads what is shown; at the beginning, it is what was answered
// before, as when the answer is changed.
func readState(shown, answered string) state {
	s := state{Scope: answered}
	if shown == "" || json.Unmarshal([]byte(shown), &s) != nil || s.Page < 0 {
		return state{Scope: answered}
	}
	return s
}

func (s state) answer() (bot.Answer, error) {
	shown, err := json.Marshal(s)
	if err != nil {
		return bot.Answer{}, fmt.Errorf("write what the question for a scope shows: %w", err)
	}
	return bot.Answer{Show: string(shown)}, nil
}

// scope is what is chosen. What cannot be read chooses nobody.
func (s state) scope() staff.Scope {
	scope, err := Read(s.Scope)
	if err != nil {
		return staff.Scope{}
	}
	return scope
}

// with takes something in or leaves it out.
func with[T comparable](list []T, value T, on bool) []T {
	list = slices.DeleteFunc(slices.Clone(list), func(v T) bool { return v == value })
	if on {
		list = append(list, value)
	}
	return list
}

// based makes a scope that only narrows one of something: everyone that the
// person may choose.
func based(s staff.Scope, reach Reach) staff.Scope {
	narrows := len(s.Echelons) > 0 || len(s.Kinds) > 0
	if narrows && !s.Everyone && len(s.Units) == 0 {
		s.Everyone = reach.Whole
		if !reach.Whole {
			s.Units = reach.Units
		}
	}
	return s
}
