package app_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/gelis-bali/gelis/cmd/internal/app"
)

func TestOfRiverOnlyWhatMattersIsLogged(t *testing.T) {
	t.Parallel()
	var said bytes.Buffer
	log := app.JobsLog(slog.NewTextHandler(&said, nil)).With("of", "river").WithGroup("more")
	log.Info("it works")
	log.Error("notifier.Notifier: Error unlistening on topic", "err", "conn closed")
	log.Warn("a job was rescued")
	if got := strings.Count(said.String(), "\n"); got != 1 || !strings.Contains(said.String(), "a job was rescued") {
		t.Errorf("logged:\n%s", said.String())
	}
}
