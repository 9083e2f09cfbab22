package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/telegramtest"
)

// driver is one person at a phone. It waits for the answer to each thing that it does, and does nothing twice.
type driver struct {
	*telegramtest.Person
	who    *employee
	chance *rand.Rand
	orders map[int]*order        // by letter, those that are not carried out yet
	told   []notice              // of new orders, the oldest first
	asked  int                   // messages that have to come as answers
	files  map[int][]document.ID // that were sent, by letter
	taps   *atomic.Int64         // of all drivers
}

// notice is a message with a button that opens an order.
type notice struct {
	message int64
	letter  int
	data    string
}

var letterNumber = regexp.MustCompile(`surat ke-(\d+)`)

// letterOf is the number of the letter that a message is about, 0 if about none or many.
func letterOf(m telegramtest.Message) int {
	found := letterNumber.FindAllStringSubmatch(m.Plain, -1)
	if len(found) != 1 {
		return 0
	}
	n, _ := strconv.Atoi(found[0][1])
	return n
}

// dataOf is what the button with the label carries, "" if the message has none.
func dataOf(m telegramtest.Message, label string) string {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Text == label {
				return b.Data
			}
		}
	}
	return ""
}

// errSilence: somebody who did something got no answer.
var errSilence = errors.New("no answer came")

// await reads on until something comes that fits.
func (d *driver) await(ctx context.Context, what string, fits func(telegramtest.Message) bool) (telegramtest.Message, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, answerPatience, errSilence)
	defer cancel()
	var seen []string
	for {
		m, err := d.Next(ctx)
		if err != nil {
			return m, fmt.Errorf("%s waits for %s, has seen %q: %w", d.who.position, what, seen, err)
		}
		d.note(m)
		if fits(m) {
			return m, nil
		}
		seen = append(seen, fmt.Sprintf("%s %d: %.60s", m.Effect, m.ID, m.Plain))
	}
}

// note remembers what can be opened later.
func (d *driver) note(m telegramtest.Message) {
	if m.Effect == telegramtest.EffectSent && strings.Contains(m.Plain, sayNew) {
		d.told = append(d.told, notice{m.ID, letterOf(m), dataOf(m, "Buka disposisi")})
	}
}

// say writes something and waits for the answer.
func (d *driver) say(ctx context.Context, text string, fits func(telegramtest.Message) bool) (telegramtest.Message, error) {
	d.asked++
	d.Send(text)
	return d.await(ctx, fmt.Sprintf("the answer to %.20q", text), fits)
}

// tap taps a button, once, and waits until Telegram shows that the tap was answered: with one of these toasts, or none.
func (d *driver) tap(ctx context.Context, message int64, data string, toasts ...string) error {
	if data == "" {
		return fmt.Errorf("%s finds no button on message %d", d.who.position, message)
	}
	d.taps.Add(1)
	ctx, cancel := context.WithTimeoutCause(ctx, answerPatience, errSilence)
	defer cancel()
	answer, err := d.TapForced(ctx, message, data)
	if err != nil {
		return fmt.Errorf("tap %q on message %d: %w", data, message, err)
	}
	for _, toast := range toasts {
		if strings.Contains(answer.Toast, toast) {
			return nil
		}
	}
	if len(toasts) > 0 || answer.Toast != "" {
		return fmt.Errorf("%s tapped %q on message %d and was told %q", d.who.position, data, message, answer.Toast)
	}
	return nil
}

func holds(words string) func(telegramtest.Message) bool {
	return func(m telegramtest.Message) bool { return strings.Contains(m.Plain, words) }
}

// link proves to the bot who the person is.
func (d *driver) link(ctx context.Context) error {
	if _, err := d.say(ctx, "/start", holds("belum terhubung")); err != nil {
		return err
	}
	d.asked++
	d.ShareContact(d.Person)
	if _, err := d.await(ctx, "the question for the NIP", holds("empat angka terakhir NIP")); err != nil {
		return err
	}
	d.asked++ // two messages: the greeting and the home card
	_, err := d.say(ctx, d.who.nip[len(d.who.nip)-4:], isHome)
	return err
}

func isHome(m telegramtest.Message) bool {
	return m.Effect == telegramtest.EffectSent && dataOf(m, "Bantuan") != ""
}

// work carries out every order, however the person comes by it, and goes on looking at the phone until stopped.
func (d *driver) work(ctx context.Context, done <-chan struct{}) error {
	for {
		var err error
		switch {
		case len(d.orders) == 0 && isOver(done):
			return nil
		case len(d.orders) == 0 || d.chance.IntN(8) == 0:
			err = d.chat(ctx)
		case len(d.told) > 0 && d.chance.IntN(2) == 0:
			err = d.fromNotice(ctx)
		default:
			err = d.fromList(ctx)
		}
		if err != nil {
			return err
		}
	}
}

func isOver(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// chat says something that changes nothing.
func (d *driver) chat(ctx context.Context) error {
	_, err := d.say(ctx, []string{"/beranda", "terima kasih", "/BERANDA@" + telegramtest.DefaultUsername}[d.chance.IntN(3)], isHome)
	return err
}

func (d *driver) fromNotice(ctx context.Context) error {
	next := d.told[0]
	d.told = d.told[1:]
	if d.orders[next.letter] == nil {
		return nil // it has been carried out
	}
	return d.open(ctx, next.message, next.data)
}

func (d *driver) fromList(ctx context.Context) error {
	list, err := d.say(ctx, "/disposisi", holds("Disposisi yang menunggu Anda"))
	if err != nil {
		return err
	}
	if data := dataOf(list, "1"); data != "" {
		return d.open(ctx, list.ID, data)
	}
	return nil // the next letters have not come yet
}

// open opens an order in place of the message that was tapped, and carries it out.
func (d *driver) open(ctx context.Context, message int64, data string) error {
	callback, err := bot.DecodeCallback(data)
	if err != nil {
		return err
	}
	if err := d.tap(ctx, message, data); err != nil {
		return err
	}
	card, err := d.await(ctx, "the card", func(m telegramtest.Message) bool {
		return m.ID == message && strings.Contains(m.Plain, "Status:")
	})
	if err != nil {
		return err
	}
	one := d.orders[letterOf(card)]
	if one == nil {
		return fmt.Errorf("%s opened branch %s of letter %d, which has been carried out", d.who.position, callback.Args[0], letterOf(card))
	}
	if one.attached {
		d.asked++
	}
	if err := d.carryOut(ctx, card, one); err != nil {
		return fmt.Errorf("letter %d: %w", one.letter, err)
	}
	delete(d.orders, one.letter)
	return nil
}

func (d *driver) carryOut(ctx context.Context, card telegramtest.Message, one *order) error {
	if one.first {
		// The second toast is for a tap that was handled when the bot died before it could say so.
		if err := d.tap(ctx, card.ID, dataOf(card, "Proses"), "sedang Anda kerjakan", "sedang dikerjakan oleh "+d.who.name); err != nil {
			return err
		}
	}
	if one.back {
		return d.sendBack(ctx, card, one)
	}
	return d.finish(ctx, card, one)
}

func (d *driver) sendBack(ctx context.Context, card telegramtest.Message, one *order) error {
	if err := d.ask(ctx, card.ID, dataOf(card, "Kembalikan"), "Tulis mengapa disposisi ini bukan untuk Anda"); err != nil {
		return err
	}
	confirm, err := d.say(ctx, one.words, holds("dikembalikan kepada pengirimnya"))
	if err != nil {
		return err
	}
	return d.send(ctx, confirm, "Disposisi dikembalikan.")
}

func (d *driver) finish(ctx context.Context, card telegramtest.Message, one *order) error {
	if err := d.ask(ctx, card.ID, dataOf(card, "Selesai"), "Tulis apa yang sudah dikerjakan"); err != nil {
		return err
	}
	question, err := d.say(ctx, one.words, holds("Bila ada, kirim foto atau PDF"))
	for i := 1; i <= one.files && err == nil; i++ {
		question, err = d.attach(ctx, one, i)
	}
	if err != nil {
		return err
	}
	on := dataOf(question, "Lewati")
	if one.files > 0 {
		on = dataOf(question, "Lanjut")
	}
	if err := d.tap(ctx, question.ID, on); err != nil {
		return err
	}
	confirm, err := d.await(ctx, "the confirmation", holds("Setelah dikirim, disposisi ini selesai"))
	if err != nil {
		return err
	}
	return d.send(ctx, confirm, "Disposisi selesai.")
}

// ask taps what begins a form, and waits for its first question.
func (d *driver) ask(ctx context.Context, message int64, data, question string) error {
	d.asked++
	if err := d.tap(ctx, message, data); err != nil {
		return err
	}
	_, err := d.await(ctx, "the first question", holds(question))
	return err
}

// attach sends a photo or a PDF of its own.
func (d *driver) attach(ctx context.Context, one *order, number int) (telegramtest.Message, error) {
	d.asked++
	name := fmt.Sprintf("bukti-%d-%d-%s", one.letter, number, d.who.position)
	var sent telegramtest.Message
	if (one.letter+number)%2 == 0 {
		sent = d.Upload(name+".png", picture(one.letter, number, len(d.who.name)), "")
	} else {
		sent = d.Upload(name+".pdf", pdf(name), "")
	}
	if len(sent.Attachments) != 1 {
		return sent, errors.New("the file was not sent")
	}
	checked, err := document.Check(sent.Attachments[0].Name, sent.Attachments[0].Content)
	if err != nil {
		return sent, err
	}
	d.files[one.letter] = append(d.files[one.letter], checked.ID)
	return d.await(ctx, "the receipt of a file", holds(fmt.Sprintf("%d berkas diterima", number)))
}

// picture is a small picture like no other.
func picture(values ...int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	for i, v := range values {
		img.Set(i, i, color.RGBA{uint8(v), uint8(v >> 8), 200, 255})
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		panic(err) // into memory: it cannot fail
	}
	return out.Bytes()
}

// send confirms a form, and waits until it is said that this is done.
func (d *driver) send(ctx context.Context, confirm telegramtest.Message, done string) error {
	if err := d.tap(ctx, confirm.ID, dataOf(confirm, "Kirim")); err != nil {
		return err
	}
	_, err := d.await(ctx, "the end of the form", holds(done))
	return err
}
