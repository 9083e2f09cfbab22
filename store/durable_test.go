package store_test

import (
	"testing"
	"time"

	"github.com/gelis-bali/gelis/domain/audit"
	"github.com/gelis-bali/gelis/store/storetest"
)

// TestWhatWasSaidToBeSavedSurvivesACrash kills a server that writes nothing to disk by itself for ten seconds: the end of
// the audit chain is given away before the disk is waited for, but it is waited for.
func TestWhatWasSaidToBeSavedSurvivesACrash(t *testing.T) {
	t.Parallel()
	server := storetest.Postgres(t, map[string]string{"wal_writer_delay": "10s"})
	if err := migrate(t.Context(), server.URL()); err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, url: server.URL(), queue: &queue{}, clock: &clock{now: today.At(9, 0, wita())}}
	o.Store = o.open(o.url)
	for range 5 {
		if err := o.RecordAudit(t.Context(), audit.Entry{At: time.Unix(0, 0), Action: audit.LinkFailed}); err != nil {
			t.Fatal(err)
		}
	}
	if err := server.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.Store = o.open(o.url) // with connections to the server as it is now
	if got := len(o.wholeAuditLog()); got != 5 {
		t.Errorf("after the crash the log has %d lines, want 5", got)
	}
}
