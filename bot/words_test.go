package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestButtonsComeBackAsTheyWent(t *testing.T) {
	t.Parallel()
	for _, c := range []Callback{
		{Action: "open"},
		{Action: "disposition.open", Args: []string{"123", "", "é"}},
		{Action: actionAnswer, Draft: "abcdefghijkl.12", Args: []string{"2026-08-18"}},
		{Action: actionCancel, Draft: "ABC_EFGH-jkl.1"},
	} {
		data, err := c.Encode()
		if err != nil {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		back, err := DecodeCallback(data)
		if diff := cmp.Diff(c, back); diff != "" || err != nil {
			t.Errorf("%s: %v %s", data, err, diff)
		}
	}
}

func TestButtonsThatWouldNotComeBackAreDefects(t *testing.T) {
	t.Parallel()
	for _, c := range []Callback{
		{},
		{Action: "Upper"},
		{Action: "open", Args: []string{"a|b"}},
		{Action: "open", Args: []string{"\x00"}},
		{Action: "open", Args: []string{strings.Repeat("x", 60)}},
		{Action: "open", Draft: "short"},
		{Action: "open#abcdefghijkl.1"},
	} {
		data, err := c.Encode()
		if _, defect := errors.AsType[*DefectError](err); !defect {
			t.Errorf("%+v becomes %q (%v)", c, data, err)
		}
	}
}

func TestInvisibleCharactersAreTakenOutAndNothingElse(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain text":                    "plain text",
		"  \t trimmed \n":               "trimmed",
		"two\nlines\tand a tab":         "two\nlines\tand a tab",
		"NUL\x00 and bell\x07":          "NUL and bell",
		"zero\u200bwidth\ufeff":         "zerowidth",
		"right\u202eto\u2066left\u200f": "righttoleft",
		"soft\u00adhyphen":              "softhyphen",
		"<b>&amp; \"quotes\"":           "<b>&amp; \"quotes\"",
		"👨\u200d👩\u200d👧 family":        "👨\u200d👩\u200d👧 family",
		"a\u200db":                      "ab",
		"\u200d\u200c":                  "",
		"Bali ᬩᬮᬶ é ñ 漢":                "Bali ᬩᬮᬶ é ñ 漢",
		"bad \xff utf8":                 "bad  utf8",
		"\u2028\u3164":                  "",
	} {
		if got := CleanText(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

func TestRouterRefusesToStartWhenItIsWrong(t *testing.T) {
	t.Parallel()
	h := say("x")
	for name, wrong := range map[string]func(*Router){
		"command twice":            func(rt *Router) { c := Command{Name: "a", For: staff.Anyone, Handler: h}; rt.Command(c); rt.Command(c) },
		"command with a slash":     func(rt *Router) { rt.Command(Command{Name: "/a", For: staff.Anyone, Handler: h}) },
		"command without audience": func(rt *Router) { rt.Command(Command{Name: "a", Handler: h}) },
		"action twice":             func(rt *Router) { rt.Action("a", staff.Anyone, h); rt.Action("a", staff.Anyone, h) },
		"action of the engine":     func(rt *Router) { rt.Action(actionAnswer, staff.Anyone, h) },
		"form twice":               func(rt *Router) { rt.Form(Form{Name: "a"}); rt.Form(Form{Name: "a"}) },
		"fallback twice":           func(rt *Router) { rt.Fallback(h); rt.Fallback(h) },
		"stranger twice":           func(rt *Router) { rt.Stranger(h); rt.Stranger(h) },
		"two ways to cancel":       func(rt *Router) { rt.Cancel("a", nil); rt.Cancel("b", nil) },
		"notice twice": func(rt *Router) {
			n := func(context.Context, staff.Actor, notify.Notice) (Reply, error) { return Reply{}, nil }
			rt.Notice("a", n)
			rt.Notice("a", n)
		},
		"card without handler": func(rt *Router) { rt.Card("a", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			defer func() {
				if recover() == nil {
					t.Error("it starts")
				}
			}()
			wrong(NewRouter())
		})
	}
}

func TestCheckNamesEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	rt := NewRouter()
	rt.Command(Command{Name: "a", For: staff.Anyone, Handler: say("x")})
	rt.Form(Form{Name: "f", Fields: []Field{{Key: "k"}, {Key: "k"}, {Key: strings.Repeat("long", 20)}}})
	err := rt.Check()
	for _, want := range []string{"not understood", "strangers", "gives a form up", `command "a" has no help`, `form "f" needs`, `field "k"`, "does not fit"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("nothing is said of %q in %v", want, err)
		}
	}
	whole := NewRouter()
	reportForm(&desk{})(whole)
	for name, c := range whole.commands {
		c.Help = says("help")
		whole.commands[name] = c
	}
	whole.Fallback(say("x"))
	whole.Stranger(say("x"))
	if err := whole.Check(); err != nil {
		t.Errorf("nothing is missing: %v", err)
	}
}

func FuzzCallback(f *testing.F) {
	for _, seed := range []string{"open|1|2", "=#abcdefghijkl.1|x", "!#ABC_EFGH-jkl.9", "\x00", "a#b", "||||"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		c, err := DecodeCallback(data)
		if err != nil {
			return
		}
		back, err := c.Encode()
		if err != nil || back != data {
			t.Errorf("%q is read as %+v and becomes %q (%v)", data, c, back, err)
		}
	})
}

func FuzzCommand(f *testing.F) {
	for _, seed := range []string{"/start abc", "/Start@GelisBaliBot", "/@", "/ x", "\u200b/x", "/x\n\ny"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		clean := CleanText(text)
		if again := CleanText(clean); again != clean {
			t.Errorf("%q is cleaned to %q, and then to %q", text, clean, again)
		}
		c, ok := parseCommand(clean)
		if ok && (!commandName.MatchString(c.name) || c.argument != strings.TrimSpace(c.argument)) {
			t.Errorf("%q is read as %+v", text, c)
		}
	})
}

// FuzzUpdate sends raw updates through everything, up to a Telegram that
// takes any answer: nothing panics, and each update comes to its end.
func FuzzUpdate(f *testing.F) {
	const who = `"from":{"id":5,"first_name":"x"},"chat":{"id":5,"type":"private"}`
	for _, seed := range []string{
		`{}`, `null`, `[]`, `{"update_id":-1}`,
		`{"update_id":1,"message":{"message_id":1,` + who + `,"date":1,"text":"/lapor 9"}}`,
		`{"update_id":2,"message":{"message_id":1,` + who + `,"photo":[],"caption":"\u0000"}}`,
		`{"update_id":3,"message":{"message_id":1,` + who + `,"document":{"file_id":"x","file_size":-1}}}`,
		`{"update_id":4,"message":{"message_id":1,` + who + `,"contact":{"phone_number":"1","user_id":5}}}`,
		`{"update_id":5,"callback_query":{"id":"1","from":{"id":5},"data":"report|9"}}`,
		`{"update_id":11,"message":{"message_id":1,` + who + `,"location":{"latitude":1e9,"longitude":-1,"live_period":1},"forward_origin":{}}}`,
		`{"update_id":12,"edited_message":{"message_id":1,` + who + `,"location":{"latitude":1,"longitude":2,"live_period":9,"horizontal_accuracy":-5}}}`,
		`{"update_id":13,"message":{"message_id":1,` + who + `,"text":"\ud83d\ude00x","entities":[{"type":"bold","offset":-1,"length":99999999999},{"type":"text_link","offset":1,"length":1,"url":"::"}]}}`,
		`{"update_id":14,"message":{"message_id":1,` + who + `,"caption":"x","caption_entities":"no","media_group_id":"1","photo":[{"file_id":"x"}],"text":"123456"}}`,
		`{"update_id":6,"callback_query":{"id":"1","from":{"id":5},"message":{"message_id":1,"date":0,"chat":{"id":-5,"type":"group"}},"data":"=#abcdefghijkl.1|x"}}`,
		`{"update_id":7,"edited_message":{"message_id":1,` + who + `,"text":"x"}}`,
		`{"update_id":8,"my_chat_member":{` + who + `,"new_chat_member":{"status":"kicked"}}}`,
		`{"update_id":9,"message":{"message_id":1,"from":{"id":5},"chat":{"id":-5,"type":"supergroup"},"text":"/lapor@GelisBaliBot"}}`,
		`{"update_id":10,"message":{"message_id":1,"sender_chat":{"id":1},"chat":{"id":5,"type":"channel"},"text":"x"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r := newQuietRig(t)
		if err := r.Intake().Handle(t.Context(), raw); err != nil {
			t.Errorf("update does not come to its end: %v", err)
		}
		if letters := r.office.letters; len(letters) > 0 && !strings.Contains(fmt.Sprint(letters), "unreadable") {
			t.Errorf("dead letter: %q", letters)
		}
	})
}
