package telegramtest_test

import (
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

func TestTelegramRefusesInItsOwnWords(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	stranger := s.Person(telegramtest.Profile{Name: "Orang Asing"})
	blocker := s.Person(telegramtest.Profile{Name: "Made Blokir"})
	blocker.Start()
	blocker.Block()
	gone := s.Person(telegramtest.Profile{Name: "Nyoman Pergi"})
	gone.Start()
	gone.Deactivate()
	card := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "kartu", "reply_markup": inline([]args{button("Ya", "y")})})
	keys := must[sent](t, s, "sendMessage", args{
		"chat_id": p.ID(), "text": "papan tombol",
		"reply_markup": args{"keyboard": [][]args{{{"text": "Kirim kontak", "request_contact": true}}}},
	})
	own := p.Send("tulisan saya")
	text := func(over args) args {
		a := args{"chat_id": p.ID(), "text": "halo"}
		maps.Copy(a, over)
		return a
	}
	html := func(markup string) args { return text(args{"text": markup, "parse_mode": "HTML"}) }
	edit := func(id int64, over args) args { over["message_id"] = id; return text(over) }
	row := func(buttons ...args) args { return text(args{"reply_markup": inline(buttons)}) }
	const parse = "Bad Request: can't parse entities: "
	const markup = "Bad Request: can't parse inline keyboard button"

	for name, c := range map[string]struct {
		method string
		args   args
		code   int
		want   string
	}{
		"a method that does not exist":      {"sendTelepathy", nil, 404, "Not Found: method not found"},
		"no chat":                           {"sendMessage", args{"text": "halo"}, 400, "Bad Request: chat_id is empty"},
		"a chat that does not exist":        {"sendMessage", text(args{"chat_id": 1}), 400, "Bad Request: chat not found"},
		"a person who never pressed START":  {"sendMessage", text(args{"chat_id": stranger.ID()}), 403, "Forbidden: bot can't initiate conversation with a user"},
		"a person who blocked the bot":      {"sendMessage", text(args{"chat_id": blocker.ID()}), 403, "Forbidden: bot was blocked by the user"},
		"a person whose account is gone":    {"sendMessage", text(args{"chat_id": gone.ID()}), 403, "Forbidden: user is deactivated"},
		"no text":                           {"sendMessage", args{"chat_id": p.ID()}, 400, "Bad Request: message text is empty"},
		"white space only":                  {"sendMessage", text(args{"text": " \n\t "}), 400, "Bad Request: message text is empty"},
		"tags with nothing between":         {"sendMessage", html("<b> </b>"), 400, "Bad Request: message text is empty"},
		"4097 letters":                      {"sendMessage", text(args{"text": long(4097)}), 400, "Bad Request: message is too long"},
		"2049 emoji are 4098 UTF-16 units":  {"sendMessage", text(args{"text": strings.Repeat("😀", 2049)}), 400, "Bad Request: message is too long"},
		"a tag that is not closed":          {"sendMessage", html("<b>halo"), 400, parse + `Can't find end tag corresponding to start tag "b"`},
		"a tag that Telegram does not know": {"sendMessage", html("satu <h1>dua</h1>"), 400, parse + `Unsupported start tag "h1" at byte offset 5`},
		"a less-than sign alone":            {"sendMessage", html("1 < 2"), 400, parse + `Unsupported start tag "" at byte offset 2`},
		"a less-than sign at a number":      {"sendMessage", html("1 <2"), 400, parse + `Unclosed start tag at byte offset 2`},
		"tags that overlap":                 {"sendMessage", html("<b>a<i>b</b></i>"), 400, parse + `Unmatched end tag at byte offset 8, expected "</i>", found "</b>"`},
		"an end tag alone":                  {"sendMessage", html("halo</b>"), 400, parse + `Unexpected end tag at byte offset 4`},
		"an end tag without its end":        {"sendMessage", html("<b>halo</b"), 400, parse + `Unclosed end tag at byte offset 7`},
		"an attribute without a name":       {"sendMessage", html(`<a ="x">y</a>`), 400, parse + `Empty attribute name in the tag "a" at byte offset 0`},
		"an attribute without a value":      {"sendMessage", html(`<a href>y</a>`), 400, parse + `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`},
		"a span of another class":           {"sendMessage", html(`<span class="x">y</span>`), 400, parse + `Tag "span" must have class "tg-spoiler" at byte offset 0`},
		"a parse mode that does not exist":  {"sendMessage", text(args{"parse_mode": "BBCode"}), 400, "Bad Request: unsupported parse_mode"},
		"an answer to nothing":              {"sendMessage", text(args{"reply_parameters": args{"message_id": 999_999}}), 400, "Bad Request: message to be replied not found"},

		"no markup but a text":        {"sendMessage", text(args{"reply_markup": "tombol"}), 400, "Bad Request: can't parse reply keyboard markup JSON object"},
		"a list as markup":            {"sendMessage", text(args{"reply_markup": []int{1}}), 400, "Bad Request: object expected as reply markup"},
		"a keyboard that is null":     {"sendMessage", text(args{"reply_markup": args{"inline_keyboard": nil}}), 400, `Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		"a row that is null":          {"sendMessage", text(args{"reply_markup": args{"inline_keyboard": []any{nil}}}), 400, `Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays`},
		"a button that is null":       {"sendMessage", text(args{"reply_markup": args{"inline_keyboard": []any{[]any{nil}}}}), 400, markup + ": InlineKeyboardButton must be an Object"},
		"a button without text":       {"sendMessage", row(args{"callback_data": "x"}), 400, markup + `: Can't find field "text"`},
		"a button that does nothing":  {"sendMessage", row(args{"text": "Ya"}), 400, markup + ": Text buttons are unallowed in the inline keyboard"},
		"a button with a null URL":    {"sendMessage", row(args{"text": "Ya", "url": nil}), 400, markup + `: Field "url" must be of type String`},
		"a style that does not exist": {"sendMessage", row(args{"text": "Ya", "callback_data": "y", "style": "pink"}), 400, markup + ": invalid button style specified"},
		"callback data of 65 bytes":   {"sendMessage", row(button("Ya", long(65))), 400, "Bad Request: BUTTON_DATA_INVALID"},
		"callback data of no bytes":   {"sendMessage", row(button("Ya", "")), 400, "Bad Request: BUTTON_DATA_INVALID"},
		"22 three-byte letters":       {"sendMessage", row(button("Ya", strings.Repeat("ᬩ", 22))), 400, "Bad Request: BUTTON_DATA_INVALID"},
		"101 buttons":                 {"sendMessage", text(args{"reply_markup": args{"inline_keyboard": buttons(101)}}), 400, "Bad Request: reply markup is too long"},
		"a button to nowhere":         {"sendMessage", row(args{"text": "Ya", "url": "javascript:alert(1)"}), 400, "Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL"},

		"an edit of nothing":                {"editMessageText", edit(999_999, args{}), 400, "Bad Request: message to edit not found"},
		"an edit without a message":         {"editMessageText", text(nil), 400, "Bad Request: message identifier is not specified"},
		"an edit of what a person wrote":    {"editMessageText", edit(own.ID, args{}), 400, "Bad Request: message can't be edited"},
		"an edit of a reply keyboard":       {"editMessageText", edit(keys.ID, args{}), 400, "Bad Request: message can't be edited"},
		"an edit with a reply keyboard":     {"editMessageText", edit(card.ID, args{"reply_markup": args{"force_reply": true}}), 400, "Bad Request: inline keyboard expected"},
		"an edit of the caption of a text":  {"editMessageCaption", edit(card.ID, args{"caption": "x"}), 400, "Bad Request: there is no caption in the message to edit"},
		"an edit that changes nothing":      {"editMessageText", edit(card.ID, args{"text": "kartu", "reply_markup": inline([]args{button("Ya", "y")})}), 400, notModified},
		"buttons that change nothing":       {"editMessageReplyMarkup", edit(card.ID, args{"reply_markup": inline([]args{button("Ya", "y")})}), 400, notModified},
		"an edit with 4097 letters":         {"editMessageText", edit(card.ID, args{"text": long(4097)}), 400, "Bad Request: message is too long"},
		"an edit in a chat that is blocked": {"editMessageText", args{"chat_id": blocker.ID(), "message_id": 1, "text": "x"}, 403, "Forbidden: bot was blocked by the user"},
		"deleting nothing":                  {"deleteMessage", args{"chat_id": p.ID(), "message_id": 999_999}, 400, "Bad Request: message to delete not found"},
		"pinning nothing":                   {"pinChatMessage", args{"chat_id": p.ID(), "message_id": 999_999}, 400, "Bad Request: message to pin not found"},
		"copying nothing":                   {"copyMessage", args{"chat_id": p.ID(), "from_chat_id": p.ID(), "message_id": 999_999}, 400, "Bad Request: message to copy not found"},

		"a tap that never was":    {"answerCallbackQuery", args{"callback_query_id": "1"}, 400, tooOld},
		"a picture that is none":  {"sendPhoto", args{"chat_id": p.ID(), "photo": "AgACunknown"}, 400, wrongFile},
		"no document":             {"sendDocument", args{"chat_id": p.ID()}, 400, "Bad Request: there is no document in the request"},
		"a caption too long":      {"sendDocument", args{"chat_id": p.ID(), "document": "x", "caption": long(1025)}, 400, "Bad Request: message caption is too long"},
		"a file that is unknown":  {"getFile", args{"file_id": "x"}, 400, wrongFile},
		"an album of one":         {"sendMediaGroup", args{"chat_id": p.ID(), "media": []args{{"type": "photo", "media": "x"}}}, 400, "Bad Request: too few messages to send as an album"},
		"a command in capitals":   {"setMyCommands", args{"commands": []args{{"command": "Cuti", "description": "x"}}}, 400, "Bad Request: BOT_COMMAND_INVALID"},
		"a command without words": {"setMyCommands", args{"commands": []args{{"command": "cuti", "description": " "}}}, 400, "Bad Request: command description must be non-empty"},
		"doing the impossible":    {"sendChatAction", args{"chat_id": p.ID(), "action": "flying"}, 400, "Bad Request: wrong parameter action in request"},
		"a webhook to nowhere":    {"setWebhook", args{"url": "ftp://x"}, 400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		"a secret with a space":   {"setWebhook", args{"url": "https://x", "secret_token": "a b"}, 400, "Bad Request: secret token contains unallowed characters"},
		"text that is not UTF-8":  {"sendMessage", nil, 400, "Bad Request: strings must be encoded in UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if name == "text that is not UTF-8" {
				wantError(t, post(t, s, c.method, "application/x-www-form-urlencoded", strings.NewReader("chat_id=1&text=%ff")), c.code, c.want)
				return
			}
			wantError(t, call(t, s, c.method, c.args), c.code, c.want)
		})
	}
}

const (
	notModified = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	tooOld      = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	wrongFile   = "Bad Request: wrong file_id or the file is temporarily unavailable"
)

func buttons(n int) [][]args {
	var rows [][]args
	for range n {
		rows = append(rows, []args{button("Ya", "y")})
	}
	return rows
}

func TestTelegramTakesWhatIsJustWithinItsLimits(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	for name, a := range map[string]args{
		"4096 letters":                {"text": long(4096)},
		"2048 emoji":                  {"text": strings.Repeat("😀", 2048)},
		"4096 letters after the tags": {"text": "<b>" + long(4096) + "</b>&#8203;", "parse_mode": "HTML"},
		"64 bytes of data":            {"text": "x", "reply_markup": inline([]args{button("Ya", long(64))})},
		"100 buttons":                 {"text": "x", "reply_markup": args{"inline_keyboard": buttons(100)}},
		"no buttons":                  {"text": "x", "reply_markup": args{"inline_keyboard": []any{}}},
		"an answer to what is gone":   {"text": "x", "reply_parameters": args{"message_id": 999_999, "allow_sending_without_reply": true}},
		"colored and copying buttons": {"text": "x", "reply_markup": inline([]args{
			{"text": "Ya", "callback_data": "y", "style": "success"},
			{"text": "Salin", "copy_text": args{"text": "42"}},
			{"text": "Buka", "url": "https://baliprov.go.id"},
		})},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a["chat_id"] = p.ID()
			must[sent](t, s, "sendMessage", a)
		})
	}
}

func TestTheTokenOpensTheDoor(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	for path, want := range map[string]struct {
		code int
		text string
	}{
		"/bot1000000001:another-token-of-the-right-form/getMe": {401, "Unauthorized"},
		"/bot/getMe":               {404, "Not Found"},
		"/botgetMe":                {404, "Not Found"},
		"/bot" + s.Token():         {404, "Not Found"},
		"/file/bot" + s.Token():    {404, "Not Found"},
		"/elsewhere":               {404, "Not Found"},
		"/file/botx/documents/1":   {404, "Not Found"},
		"/bot" + s.Token() + "/":   {404, "Not Found: method not found"},
		"/bot" + s.Token() + "/gO": {404, "Not Found: method not found"},
	} {
		wantError(t, postTo(t, s.URL()+path, "application/json", strings.NewReader("{}")), want.code, want.text)
	}
	if r := call(t, s, "GETME", nil); !r.OK {
		t.Errorf("method names match in any case, but: %s", r.say())
	}
}

func TestATapIsAnsweredOnceAndWithin150Seconds(t *testing.T) {
	t.Parallel()
	now := newClock()
	s := telegramtest.Start(t, telegramtest.Config{Now: now.Now})
	p := budi(t, s)
	first := p.TapAsync(1, "a")
	wantError(t, call(t, s, "answerCallbackQuery", args{"callback_query_id": first, "text": long(201)}), 400, "Bad Request: MESSAGE_TOO_LONG")
	must[bool](t, s, "answerCallbackQuery", args{"callback_query_id": first, "text": long(200), "show_alert": true})
	a, err := p.TapAnswer(t.Context(), first)
	if err != nil || a.Toast != long(200) || !a.Alert {
		t.Errorf("the person sees %+v, %v", a, err)
	}
	wantError(t, call(t, s, "answerCallbackQuery", args{"callback_query_id": first}), 400, tooOld)

	second, third := p.TapAsync(1, "b"), p.TapAsync(1, "c")
	now.Advance(149 * time.Second)
	must[bool](t, s, "answerCallbackQuery", args{"callback_query_id": second})
	now.Advance(time.Second)
	wantError(t, call(t, s, "answerCallbackQuery", args{"callback_query_id": third}), 400, tooOld)
}

func TestOneOfManyAnswersToATapCounts(t *testing.T) {
	t.Parallel()
	s := telegramtest.Start(t, telegramtest.Config{})
	p := budi(t, s)
	id := p.TapAsync(1, "x")
	var taken atomic.Int32
	var answering sync.WaitGroup
	for range 50 {
		answering.Go(func() {
			if call(t, s, "answerCallbackQuery", args{"callback_query_id": id}).OK {
				taken.Add(1)
			}
		})
	}
	answering.Wait()
	if taken.Load() != 1 {
		t.Errorf("%d answers were taken", taken.Load())
	}
}

func TestAMessageCanBeDeletedFor48Hours(t *testing.T) {
	t.Parallel()
	now := newClock()
	s := telegramtest.Start(t, telegramtest.Config{Now: now.Now})
	p := budi(t, s)
	a := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "satu"})
	b := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "dua"})
	c := must[sent](t, s, "sendMessage", args{"chat_id": p.ID(), "text": "tiga"})
	must[bool](t, s, "deleteMessage", args{"chat_id": p.ID(), "message_id": a.ID})
	must[bool](t, s, "deleteMessages", args{"chat_id": p.ID(), "message_ids": []int64{a.ID, b.ID, 999}})
	now.Advance(48 * time.Hour)
	wantError(t, call(t, s, "deleteMessage", args{"chat_id": p.ID(), "message_id": c.ID}), 400, "Bad Request: message can't be deleted for everyone")
	if left := p.Chat(); len(left) != 2 || left[1].Plain != "tiga" {
		t.Errorf("the chat shows %+v", left)
	}
}
