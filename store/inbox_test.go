package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestUpdatesSetAsideAreKeptOnceUntilTheyAreDropped(t *testing.T) {
	t.Parallel()
	db := openOffice(t).Store
	keep := func(update int64, body string) {
		t.Helper()
		if err := db.SetUpdateAside(t.Context(), update, []byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() []string {
		t.Helper()
		bodies, err := db.UpdatesSetAside(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, body := range bodies {
			texts = append(texts, string(body))
		}
		return texts
	}
	keep(8, "tap")
	keep(7, "text")
	keep(8, "tap")
	keep(8, "another of that number, after a quiet week")
	if diff := cmp.Diff([]string{"text", "tap", "another of that number, after a quiet week"}, kept()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := db.DropUpdate(t.Context(), 8, []byte("tap")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"text", "another of that number, after a quiet week"}, kept()); diff != "" {
		t.Errorf("after one was handled (-want +got):\n%s", diff)
	}
}
