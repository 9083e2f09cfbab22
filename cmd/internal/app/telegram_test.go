package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/telegramtest"
)

// troubles are what goes wrong between Gelis and Telegram. Where the work was
// done before the answer was lost, nobody can know, and a message may come
// twice.
func troubles() map[string]telegramtest.Fault {
	const badGateway = "<html><body><h1>502 Bad Gateway</h1></body></html>"
	all := map[string]telegramtest.Fault{
		"429, wait a second":          {Code: 429, RetryAfter: 1},
		"429 without saying how long": {Code: 429},
		"500":                         {Code: 500},
		"502 of a proxy, as a page":   {Code: 502, Body: badGateway},
		"connection refused":          {Drop: true},
		"slow":                        {Delay: 700 * time.Millisecond},
		"sent, and the answer cut":    {CutBody: true},
		"sent, and the line broken":   {AfterEffect: true, Drop: true},
		"sent, and then 502":          {AfterEffect: true, Code: 502, Body: badGateway},
	}
	if outage() > 0 { // longer than any call may take
		all["no answer in time"] = telegramtest.Fault{Delay: 15 * time.Second}
	}
	return all
}

// uncertain: Telegram has done what it was asked, and its answer says nothing.
func uncertain(f telegramtest.Fault) bool {
	return f.AfterEffect || f.CutBody || f.Body != "" || f.Drop
}

func TestTelegramIsTroubledWhileADispositionIsFinished(t *testing.T) {
	t.Parallel()
	for name, fault := range troubles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := opened(t, furnishing{})
			h.link("Budi", "Sri")
			budi, sri := h.person("Budi"), h.person("Sri")
			budi.report("Laporan saat gangguan.")

			fault.Times = 2
			for _, method := range []string{"getUpdates", "answerCallbackQuery", "editMessageText", "sendMessage"} {
				fault.Method = method
				h.telegram.Fault(fault)
			}
			b := newest("Kirim")(budi)
			budi.TapAsync(b.message, b.data)
			sri.Send("/beranda")
			budi.hears(finished)
			sri.hears("Disposisi Anda sudah selesai", "Laporan saat gangguan.")
			sri.Send("/beranda") // if the first answer was lost for good, the next is not
			sri.hears("Tidak ada disposisi yang menunggu Anda")
			h.nothingLost()
			if n := sri.told("Laporan saat gangguan."); n < 1 || n > 1 && !uncertain(fault) || n > 3 {
				t.Errorf("the sender was told %d times:\n%s", n, sri.lately())
			}
			if n := len(h.audited(nil, "branch.done")); n != 1 {
				t.Errorf("finished %d times", n)
			}
		})
	}
}

func TestTelegramIsAwayAltogether(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Budi", "Sri")
	budi, sri := h.person("Budi"), h.person("Sri")
	budi.report("Laporan saat Telegram hilang.")
	b := newest("Kirim")(budi)

	calls := h.telegram.Calls(telegramtest.CallFilter{})
	before := calls[len(calls)-1].Seq
	h.telegram.Fault(telegramtest.Fault{Drop: true})
	budi.TapAsync(b.message, b.data)
	sri.Send("/beranda")
	h.eventually("Gelis asks in vain, and asks again", func() bool {
		return len(h.telegram.Calls(telegramtest.CallFilter{Method: "getUpdates", After: before})) >= 3
	})
	h.stay()
	h.telegram.ClearFaults()
	budi.hears(finished)
	sri.hears("Disposisi Anda sudah selesai", "Laporan saat Telegram hilang.")
	h.nothingLost()
	h.finishedOnce("Laporan saat Telegram hilang.")
}

func TestAMessageThatIsRefusedForNowGoesOutLater(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Budi", "Sri")
	budi, sri := h.person("Budi"), h.person("Sri")
	budi.report("Laporan yang menunggu.")
	h.telegram.Fault(telegramtest.Fault{Method: "sendMessage", Person: sri.ID(), Code: 502, Body: "<html>"})
	budi.must(budi.tap("Kirim"))
	budi.hears(finished) // who is not concerned notices nothing
	h.eventually("the sender was tried", func() bool {
		return len(h.telegram.Calls(telegramtest.CallFilter{Method: "sendMessage", Person: sri.ID()})) > 3
	})
	h.telegram.ClearFaults()
	h.set(h.clock.Now().Add(10 * time.Minute))
	sri.hears("Disposisi Anda sudah selesai", "Laporan yang menunggu.")
	h.nothingLost()
	h.finishedOnce("Laporan yang menunggu.")
}

func TestAnUpdateThatIsStuckOrAlwaysFailsHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	h := opened(t, furnishing{})
	h.link("Budi", "Oka", "Sri")
	budi, oka, sri := h.person("Budi"), h.person("Oka"), h.person("Sri")
	oka.Send("/disposisi")
	h.settle()
	oka.must(oka.tap("1"))
	h.quiet()
	budi.Send("/disposisi")
	h.settle()

	// What Oka does fails always; what Budi does hangs on a letter that somebody holds.
	h.exec(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no such luck'; END $$`)
	h.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON branch FOR EACH ROW WHEN (OLD.state = 'READ' AND NEW.state = 'IN_PROGRESS') EXECUTE FUNCTION refuse()`)
	release := h.holdLetter(44)
	hung := budi.tapSoon("2")
	failed := oka.tapSoon("Proses")
	for range 20 {
		sri.Send("/beranda")
		sri.hears("Tidak ada disposisi yang menunggu Anda")
	}
	if toast := h.soon(failed).Toast; !strings.Contains(toast, "Maaf, ada gangguan") {
		t.Errorf("what always fails is answered %q", toast)
	}
	letters, err := h.gelis.Store().DeadLetters(t.Context(), 10)
	if err != nil || len(letters) != 1 || !strings.Contains(letters[0].Cause, "no such luck") {
		t.Errorf("dead letters: %+v, %v", letters, err)
	}
	if len(h.audited(oka, "update.dead_letter")) != 1 {
		t.Error("the audit log has no line of it")
	}
	oka.Send("/beranda") // the next one of the same person is none of it
	oka.hears("1 disposisi menunggu Anda")
	release()
	h.soon(hung)
	budi.hears("Permintaan data koperasi aktif", "Status")
	h.quiet()
}
