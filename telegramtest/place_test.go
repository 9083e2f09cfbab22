package telegramtest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/telegramtest"
)

// placed is what a bot reads of a location.
type placed struct {
	Message struct {
		Location map[string]float64 `json:"location"`
	} `json:"message"`
	Edited struct {
		ID       int64              `json:"message_id"`
		EditDate int64              `json:"edit_date"`
		Location map[string]float64 `json:"location"`
	} `json:"edited_message"`
}

func TestALiveLocationMovesUntilItIsStopped(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	w.want("POST", sariAt+"location", `{"latitude":-8.5,"longitude":115.2,"accuracy":12.5,"live":true}`, 200, `{"message_id":1}`)
	w.clock.Advance(time.Minute)
	w.want("POST", sariAt+"location", `{"message_id":1,"latitude":-8.6,"longitude":115.3}`, 200, `{"message_id":1}`)
	if m := w.last(sari.ID()); !m.Location.Live || m.Location.Latitude != -8.6 || m.EditedAt != "2026-08-03T08:01:00Z" {
		t.Errorf("on the move: %+v", m)
	}
	w.want("POST", sariAt+"location", `{"message_id":1,"stop":true}`, 200, `{"message_id":1}`)
	if m := w.last(sari.ID()); m.Location.Live || m.Location.Latitude != -8.6 {
		t.Errorf("stopped: %+v", m.Location)
	}
	told := must[[]placed](t, w.s, "getUpdates", nil)
	got := []any{told[0].Message.Location}
	for _, u := range told[1:] {
		got = append(got, u.Edited.Location, u.Edited.ID, u.Edited.EditDate > 0)
	}
	want := []any{
		map[string]float64{"latitude": -8.5, "longitude": 115.2, "live_period": 3600, "horizontal_accuracy": 12.5},
		map[string]float64{"latitude": -8.6, "longitude": 115.3, "live_period": 3600},
		int64(1), true,
		map[string]float64{"latitude": -8.6, "longitude": 115.3},
		int64(1), true,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("what the bot is told (-want +got):\n%s", d)
	}
	const over = `{"error":"change location 1: location is not live"}`
	w.want("POST", sariAt+"location", `{"message_id":1,"latitude":-8.6,"longitude":115.3}`, 409, over)
	w.want("POST", sariAt+"location", `{"message_id":1,"stop":true}`, 409, over)
}

func TestWhatIsNoLiveLocationDoesNotMove(t *testing.T) {
	t.Parallel()
	w := newWeb(t, telegramtest.APIConfig{})
	sari := w.sari()
	sari.Send("halo")
	sari.ShareLocation(-8.5, 115.2, false)
	live := sari.ShareLocation(-8.5, 115.2, true)
	for body, want := range map[string]int{
		`{"message_id":1,"latitude":1,"longitude":1}`: 409, `{"message_id":2,"stop":true}`: 409,
		`{"message_id":9,"stop":true}`: 404, `{"stop":true}`: 404, `{"message_id":3,"latitude":91,"longitude":1}`: 400,
		`{"latitude":1,"longitude":1,"accuracy":1501}`: 400,
	} {
		if code, answer := w.ask("POST", sariAt+"location", body); code != want {
			t.Errorf("%s: %d %s, want %d", body, code, answer, want)
		}
	}
	w.clock.Advance(time.Hour)
	if _, err := sari.StopLocation(live.ID); err == nil {
		t.Error("a live location is live after its hour")
	}
	if n := w.s.Unconfirmed(); n != 3 {
		t.Errorf("the bot is told of %d things, want the three messages", n)
	}
}
