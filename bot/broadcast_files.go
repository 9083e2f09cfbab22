package bot

import (
	"bytes"
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
)

// looks reports whether a file of a broadcast is shown as a photo: it was sent
// for being looked at.
func (a Attachment) looks() bool {
	return (a.MIME == "image/png" || a.MIME == "image/jpeg") && a.Size <= maxPhoto
}

// albumsOf groups files that can go out together: photos, and other files.
func albumsOf(files []Attachment) [][]Attachment {
	var photos, documents []Attachment
	for _, a := range files {
		if a.looks() {
			photos = append(photos, a)
		} else {
			documents = append(documents, a)
		}
	}
	var albums [][]Attachment
	for _, kind := range [][]Attachment{photos, documents} {
		albums = append(albums, slices.Collect(slices.Chunk(kind, MaxAlbum))...)
	}
	return albums
}

// sentFiles remember which files Telegram has under which ids. Photos are known
// by another id than files: those are remembered by this process alone.
type sentFiles struct {
	uploads Uploads
	turn    chan struct{} // one at a time sends a file whole; the others wait for its id
	mu      sync.Mutex
	ids     map[document.ID]string
}

func newSentFiles(u Uploads) *sentFiles {
	return &sentFiles{uploads: u, turn: make(chan struct{}, 1), ids: map[document.ID]string{}}
}

// maxSentFiles bounds the memory: beyond it everything is forgotten.
const maxSentFiles = 1000

// key tells a photo from the same content as a file.
func (a Attachment) key() document.ID {
	if a.looks() {
		return a.ID + " photo"
	}
	return a.ID
}

// known finds the id of a file; "" when there is none.
func (f *sentFiles) known(ctx context.Context, a Attachment) (string, error) {
	f.mu.Lock()
	id, found := f.ids[a.key()]
	f.mu.Unlock()
	if found || a.looks() || a.ID == "" {
		return id, nil
	}
	id, err := f.uploads.TelegramFile(ctx, a.ID)
	if err == nil && id != "" {
		f.keep(a, id)
	}
	return id, err
}

func (f *sentFiles) keep(a Attachment, id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.ids) >= maxSentFiles {
		clear(f.ids)
	}
	f.ids[a.key()] = id
}

// forget forgets the ids under which files were sent, and does not look them
// up again: Telegram does not know them. An id that somebody else has learned
// meanwhile stays.
func (f *sentFiles) forget(sent []outgoing) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, a := range sent {
		if f.ids[a.key()] == a.known {
			f.ids[a.key()] = ""
		}
	}
}

// outgoing is a file on its way: by its id, or whole.
type outgoing struct {
	Attachment
	known   string
	content []byte
}

// sendFiles sends one file with what stands under it, or an album: by the ids
// that Telegram gave the files, where there are some and they are still good.
func (b *Broadcaster) sendFiles(ctx context.Context, p *parcel, files []Attachment, under message) (verdict, error) {
	list, whole, err := b.outgoing(ctx, files)
	if err != nil {
		return notYet(), err
	}
	if whole {
		v, err := b.dispatch(ctx, p, list, under)
		if !v.fileGone {
			return v, err
		}
		b.files.forget(list)
	}
	select {
	case b.files.turn <- struct{}{}:
	case <-ctx.Done():
		return verdict{outcome: notify.Later}, ctx.Err()
	}
	defer func() { <-b.files.turn }()
	if list, _, err = b.outgoing(ctx, files); err != nil { // perhaps somebody has sent it meanwhile
		return notYet(), err
	}
	for i := range list {
		if list[i].known != "" {
			continue
		}
		if list[i].content, err = list[i].Open(ctx); err != nil {
			return notYet(), err
		}
	}
	return b.dispatch(ctx, p, list, under)
}

// notYet: nothing was sent, because something of ours was not there.
func notYet() verdict { return verdict{outcome: notify.Later} }

// outgoing looks the files up; whole is true when Telegram has all of them.
func (b *Broadcaster) outgoing(ctx context.Context, files []Attachment) (list []outgoing, whole bool, err error) {
	whole = true
	for _, a := range files {
		id, err := b.files.known(ctx, a)
		if err != nil {
			return nil, false, err
		}
		whole = whole && id != ""
		list = append(list, outgoing{Attachment: a, known: id})
	}
	return list, whole, nil
}

// dispatch sends files, and remembers their ids.
func (b *Broadcaster) dispatch(ctx context.Context, p *parcel, list []outgoing, under message) (verdict, error) {
	var sent []*models.Message
	call := func() (err error) {
		sent, err = b.client.sendAttached(ctx, p.Account, list, under)
		return callError(err)
	}
	deliver := b.call
	if len(list) > 1 {
		deliver = b.burst(len(list))
	}
	v, err := deliver(ctx, p, call)
	if v.outcome != notify.Sent {
		return v, err
	}
	for i, m := range sent {
		p.Messages = append(p.Messages, m.ID)
		if i < len(list) && list[i].known == "" {
			b.learn(ctx, list[i].Attachment, idOfFile(m))
		}
	}
	return v, nil
}

// learn remembers the id of a file that was sent whole.
func (b *Broadcaster) learn(ctx context.Context, a Attachment, id string) {
	if id == "" || a.ID == "" {
		return
	}
	b.files.keep(a, id)
	if a.looks() {
		return
	}
	if err := b.uploads.RememberTelegramFile(ctx, a.ID, id); err != nil {
		b.log.WarnContext(ctx, "file will be sent whole again", slog.Any("error", err))
	}
}

// burst makes the call of an album, which counts as many messages that come in
// one moment. So it takes half as many places more, one album at a time: its
// places were given for a longer stretch than that in which it is sent.
func (b *Broadcaster) burst(files int) func(context.Context, *parcel, func() error) (verdict, error) {
	return func(ctx context.Context, p *parcel, do func() error) (verdict, error) {
		select {
		case b.albums <- struct{}{}:
		case <-ctx.Done():
			return verdict{outcome: notify.Later}, ctx.Err()
		}
		defer func() { <-b.albums }()
		for left := files - 1 + (files+1)/2; left > 0; {
			n, err := b.bulk.TakeBulk(ctx, left)
			if err != nil {
				return verdict{outcome: notify.Later}, err
			}
			left -= n
		}
		return b.call(ctx, p, do)
	}
}

// sendAttached sends files; what stands under them only with a single one.
func (c *Client) sendAttached(ctx context.Context, chat staff.AccountID, list []outgoing, under message) ([]*models.Message, error) {
	if len(list) > 1 {
		return c.sendAlbum(ctx, chat, list, under.protect)
	}
	one := list[0]
	var file models.InputFile = &models.InputFileString{Data: one.known}
	if one.known == "" {
		file = &models.InputFileUpload{Filename: one.Name, Data: bytes.NewReader(one.content)}
	}
	var m *models.Message
	var err error
	if one.looks() {
		m, err = c.api.SendPhoto(ctx, &telegram.SendPhotoParams{
			ChatID: int64(chat), Photo: file, Caption: under.text, ParseMode: models.ParseModeHTML, ReplyMarkup: under.markup, ProtectContent: under.protect,
		})
	} else {
		m, err = c.api.SendDocument(ctx, &telegram.SendDocumentParams{
			ChatID: int64(chat), Document: file, Caption: under.text, ParseMode: models.ParseModeHTML, ReplyMarkup: under.markup, ProtectContent: under.protect,
		})
	}
	return []*models.Message{m}, err
}

func (c *Client) sendAlbum(ctx context.Context, chat staff.AccountID, list []outgoing, protect bool) ([]*models.Message, error) {
	album := make([]models.InputMedia, 0, len(list))
	for i, one := range list {
		media, content := one.known, bytes.NewReader(one.content)
		if media == "" {
			media = "attach://" + strconv.Itoa(i) + "-" + one.Name
		}
		if one.looks() {
			album = append(album, &models.InputMediaPhoto{Media: media, MediaAttachment: content})
		} else {
			album = append(album, &models.InputMediaDocument{Media: media, MediaAttachment: content})
		}
	}
	return c.api.SendMediaGroup(ctx, &telegram.SendMediaGroupParams{ChatID: int64(chat), Media: album, ProtectContent: protect})
}

// removeAll deletes messages, as far as they can be.
func (c *Client) removeAll(ctx context.Context, chat staff.AccountID, ids []int) error {
	_, err := c.api.DeleteMessages(ctx, &telegram.DeleteMessagesParams{ChatID: int64(chat), MessageIDs: ids})
	return callError(err)
}
