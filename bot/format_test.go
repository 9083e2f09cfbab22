package bot

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"
)

func TestFormattingOfAMessageIsKeptAsHTML(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, entities, want string }{
		{"none", `a <b> & "c"`, ``, `a &lt;b&gt; &amp; &#34;c&#34;`},
		{
			"each kind", "bius|c|p", `[{"type":"bold","offset":0,"length":1},{"type":"italic","offset":1,"length":1},{"type":"underline","offset":2,"length":1},
			{"type":"strikethrough","offset":3,"length":1},{"type":"spoiler","offset":4,"length":1},{"type":"code","offset":5,"length":1},{"type":"pre","offset":7,"length":1}]`,
			"<b>b</b><i>i</i><u>u</u><s>s</s><tg-spoiler>|</tg-spoiler><code>c</code>|<pre>p</pre>",
		},
		{"after an emoji of two units", "😀 bold", `[{"type":"bold","offset":3,"length":4}]`, "😀 <b>bold</b>"},
		{"nested", "abc", `[{"type":"bold","offset":0,"length":3},{"type":"italic","offset":1,"length":1}]`, "<b>a<i>b</i>c</b>"},
		{"overlapping", "abc", `[{"type":"italic","offset":1,"length":2},{"type":"bold","offset":0,"length":2}]`, "<b>a<i>b</i></b><i>c</i>"},
		{"quote across bold", "ab", `[{"type":"bold","offset":0,"length":2},{"type":"blockquote","offset":1,"length":1}]`, "<b>a</b><blockquote><b>b</b></blockquote>"},
		{"code takes nothing in", "abc", `[{"type":"bold","offset":0,"length":3},{"type":"code","offset":1,"length":1}]`, "<b>a</b><code>b</code><b>c</b>"},
		{
			"links", "ab", `[{"type":"text_link","offset":0,"length":1,"url":"https://x.id/?a=\"b\"&c"},{"type":"text_link","offset":1,"length":1,"url":"javascript:alert(1)"}]`,
			`<a href="https://x.id/?a=&#34;b&#34;&amp;c">a</a>b`,
		},
		{"mentions stay text", "@wayan #tag /x", `[{"type":"mention","offset":0,"length":6},{"type":"hashtag","offset":7,"length":4},{"type":"bot_command","offset":12,"length":2}]`, "@wayan #tag /x"},
		{"hidden characters go, offsets stay", "a\u202eb\u200bc", `[{"type":"bold","offset":2,"length":3}]`, "a<b>bc</b>"},
		{"negative", "abc", `[{"type":"bold","offset":-1,"length":2},{"type":"bold","offset":1,"length":-1}]`, "abc"},
		{"beyond the end", "abc", `[{"type":"bold","offset":2,"length":9223372036854775807},{"type":"bold","offset":9223372036854775807,"length":9}]`, "ab<b>c</b>"},
		{"through a surrogate pair", "😀b", `[{"type":"bold","offset":1,"length":1}]`, "<b>😀</b>b"},
		{"twice the same", "ab", `[{"type":"bold","offset":0,"length":2},{"type":"bold","offset":0,"length":2}]`, "<b>ab</b>"},
		{"unreadable", "ab", `[{"type":"bold","offset":"x"}]`, "ab"},
		{"space around", " \n ab \n", ``, "ab"},
	} {
		if got := formatted(c.text, json.RawMessage(c.entities)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// nested reports whether tags are closed in the order in which they were opened.
func nested(text string) bool {
	var opened []string
	for _, m := range regexp.MustCompile(`<(/?)([a-z-]+)[^>]*>`).FindAllStringSubmatch(text, -1) {
		switch {
		case m[1] == "":
			opened = append(opened, m[2])
		case len(opened) == 0 || opened[len(opened)-1] != m[2]:
			return false
		default:
			opened = opened[:len(opened)-1]
		}
	}
	return len(opened) == 0
}

func FuzzFormatting(f *testing.F) {
	f.Add("a 😀 b\u202e <i>", `[{"type":"bold","offset":0,"length":3},{"type":"text_link","offset":1,"length":5,"url":"http://x"}]`)
	f.Add("abc", `[{"type":"pre","offset":-3,"length":99},{"type":"blockquote","offset":1,"length":1}]`)
	f.Add("\xff\xfe", `[]`)
	c := newComposer(dictionary{}, NewRouter())
	f.Fuzz(func(t *testing.T, text, entities string) {
		got := formatted(text, json.RawMessage(entities))
		if !nested(got) {
			t.Errorf("%q with %s becomes %q, whose tags are not nested", text, entities, got)
		}
		if read, want := strings.TrimSpace(c.plain(got)), CleanText(text); read != html.UnescapeString(html.EscapeString(want)) {
			t.Errorf("%q is read as %q, want %q", text, read, want)
		}
	})
}
