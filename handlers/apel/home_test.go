package apel

import (
	"slices"
	"testing"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/text"
)

func TestFromTheListOnlyTheFirstEventIsAnsweredAndAnOfficerOpensTodays(t *testing.T) {
	t.Parallel()
	view := func(id apel.EventID, stage apel.Stage, status apel.Status) text.ApelCard {
		return text.ApelCard{View: apel.View{
			Event: apel.Event{ID: id}, Stage: stage, MayOfficer: true, Mine: &apel.Presence{Status: status},
		}}
	}
	tests := []struct {
		name        string
		list        []text.ApelCard
		answers     string // the event that is answered
		opens, excs int
	}{
		{"today's, open now, and the next", []text.ApelCard{view(41, apel.OpenNow, apel.Open), view(42, apel.Coming, apel.Open)}, "41", 1, 3},
		{"there already", []text.ApelCard{view(41, apel.OpenNow, apel.Present), view(42, apel.Coming, apel.Open)}, "42", 1, 3},
		{"today's is over", []text.ApelCard{view(41, apel.Ended, apel.Late), view(42, apel.Coming, apel.Open)}, "42", 0, 3},
	}
	for _, tt := range tests {
		opens, excuses, own := 0, 0, 0
		for _, b := range slices.Concat(homeButtons(tt.list, calendar.Date{})...) {
			switch b.Action {
			case actionOpen:
				own++
			case actionBoard:
				opens++
			case actionExcuse:
				excuses++
				if b.Args[0] != tt.answers {
					t.Errorf("%s: %v is answered, want %s", tt.name, b.Args, tt.answers)
				}
			}
		}
		if opens != tt.opens || excuses != tt.excs || own != 2 {
			t.Errorf("%s: %d boards, %d excuses, %d events", tt.name, opens, excuses, own)
		}
	}
}
