package bot

import (
	"testing"
	"time"
)

func TestWhatAnotherBotOrSomebodyElseMadeIsNotThePersonsOwn(t *testing.T) {
	t.Parallel()
	const before = `{"update_id":7,"message":{"message_id":3,"from":{"id":11},"chat":{"id":11,"type":"private"},` +
		`"location":{"latitude":-8.67,"longitude":115.23,"live_period":900}`
	for name, test := range map[string]struct {
		rest    string
		foreign bool
	}{
		"shared by the person":     {`}}`, false},
		"forwarded":                {`,"forward_origin":{"type":"user","date":1}}}`, true},
		"made by an inline bot":    {`,"via_bot":{"id":99,"is_bot":true}}}`, true},
		"an origin nobody invents": {`,"forward_origin":{"type":"something_new"}}}`, true},
	} {
		in, err := readUpdate([]byte(before + test.rest))
		if err != nil {
			t.Fatal(err)
		}
		r := in.request(time.Time{}, "GelisBaliBot")
		if !r.Place.Live || r.Place.Forwarded != test.foreign || r.Forwarded != test.foreign {
			t.Errorf("%s: %+v, forwarded %t, want %t", name, *r.Place, r.Forwarded, test.foreign)
		}
	}
}
