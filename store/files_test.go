package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/store"
)

func TestAFileIsKeptOnce(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	file := scan(t)
	renamed := file
	renamed.Name = "lain.pdf"
	errs := atOnce(6, func(i int) error {
		if i%2 == 0 {
			return o.KeepFile(t.Context(), file)
		}
		return o.KeepFile(t.Context(), renamed)
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	got, err := o.Content(t.Context(), file.ID)
	if err != nil {
		t.Fatal(err)
	}
	got.Name = file.Name
	if diff := cmp.Diff(file, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := o.number("SELECT count(*) FROM file"); n != 1 {
		t.Errorf("%d files, want 1", n)
	}
}

func TestAFileThatIsNotThereIsSaidToBeSo(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	if _, err := o.Content(t.Context(), "none"); !errors.Is(err, store.ErrNoSuchFile) {
		t.Errorf("got %v, want ErrNoSuchFile", err)
	}
}

func TestTelegramsLatestIdOfAFileCounts(t *testing.T) {
	t.Parallel()
	o := emptyOffice(t)
	file := scan(t)
	if err := o.KeepFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if id, err := o.TelegramFile(t.Context(), file.ID); id != "" || err != nil {
		t.Errorf("before it was sent: %q, %v", id, err)
	}
	for _, want := range []string{"first", "second"} {
		if err := o.RememberTelegramFile(t.Context(), file.ID, want); err != nil {
			t.Fatal(err)
		}
		if id, err := o.TelegramFile(t.Context(), file.ID); id != want || err != nil {
			t.Errorf("%q, %v, want %q", id, err, want)
		}
	}
}
