package telegramtest

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestHTMLIsReadAsPeopleReadIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]formatted{
		"biasa":                      {plain: "biasa"},
		"a &lt; b &amp;&quot; c&gt;": {plain: `a < b &" c>`},
		"&#39;&#x1F600;&nbsp; & &#0": {plain: "'😀&nbsp; & &#0"},
		"<b>tebal</b>":               {"tebal", []wireEntity{{Type: "bold", Length: 5}}},
		"😀<B>x</b >":                 {"😀x", []wireEntity{{Type: "bold", Offset: 2, Length: 1}}},
		"<b>a<i>b</i></b>":           {"ab", []wireEntity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		"<b>a</>":                    {"a", []wireEntity{{Type: "bold", Length: 1}}},
		"<b></b>kosong":              {plain: "kosong"},
		`<a href="https://x.id/?a=1&amp;b=2">y</a>`:     {"y", []wireEntity{{Type: "text_link", Length: 1, URL: "https://x.id/?a=1&b=2"}}},
		`<a href="tg://user?id=5">Budi</a>`:             {"Budi", []wireEntity{{Type: "text_link", Length: 4, URL: "tg://user?id=5"}}},
		`<a href="#ZgotmplZ">Budi</a>`:                  {plain: "Budi"},
		`<a>https://x.id</a>`:                           {"https://x.id", []wireEntity{{Type: "text_link", Length: 12, URL: "https://x.id"}}},
		`<span class="tg-spoiler">z</span>`:             {"z", []wireEntity{{Type: "spoiler", Length: 1}}},
		`<tg-spoiler>z</tg-spoiler>`:                    {"z", []wireEntity{{Type: "spoiler", Length: 1}}},
		`<blockquote expandable>z</blockquote>`:         {"z", []wireEntity{{Type: "expandable_blockquote", Length: 1}}},
		`<pre><code class="language-go">x</code></pre>`: {"x", []wireEntity{{Type: "pre", Length: 1, Language: "go"}}},
		`<code class=x-1.2>x</code>`:                    {"x", []wireEntity{{Type: "code", Length: 1}}},
		`<u>a</u><ins>b</ins><s>c</s><strike>d</strike><del>e</del><em>f</em><strong>g</strong>`: {"abcdefg", []wireEntity{
			{Type: "underline", Offset: 0, Length: 1},
			{Type: "underline", Offset: 1, Length: 1},
			{Type: "strikethrough", Offset: 2, Length: 1},
			{Type: "strikethrough", Offset: 3, Length: 1},
			{Type: "strikethrough", Offset: 4, Length: 1},
			{Type: "italic", Offset: 5, Length: 1},
			{Type: "bold", Offset: 6, Length: 1},
		}},
	} {
		got, err := parseHTML(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if d := cmp.Diff(want, got, cmp.AllowUnexported(formatted{})); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
}

func TestTrimmingMovesEntities(t *testing.T) {
	t.Parallel()
	got := trimmed(formatted{" \n ab \n", []wireEntity{{Type: "bold", Offset: 1, Length: 3}, {Type: "italic", Offset: 0, Length: 2}}})
	want := formatted{"ab", []wireEntity{{Type: "bold", Offset: 0, Length: 1}}}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(formatted{})); d != "" {
		t.Errorf("trimmed (-want +got):\n%s", d)
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>a</b>", `<a href="x">`, "&#1;&amp", "</", "<b", "<pre><code class=language-x>y</code></pre>", "<a b=c d>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := parseHTML(text)
		if err != nil {
			return
		}
		if utf8.ValidString(text) != utf8.ValidString(got.plain) && utf8.ValidString(text) {
			t.Errorf("%q becomes %q", text, got.plain)
		}
		for _, e := range got.entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > utf16Len(got.plain) {
				t.Errorf("%q has an entity outside of it: %+v", text, e)
			}
		}
		if again, err := parseHTML(escape(text)); err == nil && utf8.ValidString(text) && again.plain != text {
			t.Errorf("%q escaped reads as %q", text, again.plain)
		}
	})
}
