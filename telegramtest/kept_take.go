package telegramtest

import (
	"cmp"
	"maps"
	"slices"
)

// take writes down the server as it is at one moment, and the contents of its files by file_unique_id. What it
// returns is nobody else's.
func (s *Server) take() (kept, map[string][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.cfg.Now()
	s.queue.expire(now)
	k := kept{
		keptHead: keptHead{keptFormat, keptVersion},
		IDs: keptIDs{
			Person: s.nextID, Group: s.nextGroup, Supergroup: s.nextSupergroup, Message: s.lastPost, Album: s.lastAlbum,
			Update: s.queue.next, Tap: s.queries.last, File: s.files.last,
		},
		Media:   s.files.take(),
		Updates: s.queue.take(),
		Allowed: s.queue.allowed,
		Menu:    s.menu.take(),
	}
	for _, p := range s.order {
		k.People = append(k.People, p.take())
	}
	for _, id := range slices.Sorted(maps.Keys(s.chats)) {
		k.Chats = append(k.Chats, s.chats[id].take())
	}
	for _, q := range s.queries.order {
		if _, open := s.queries.open(q.id, now); open {
			k.Taps = append(k.Taps, keptTap{q.id, q.person.id, q.at.UTC()})
		}
	}
	if h := s.hook; h != nil {
		k.Webhook = &keptHook{h.url, h.secret, cap(h.slots)}
	}
	return k, maps.Clone(s.files.contents)
}

func (p *Person) take() keptPerson {
	return keptPerson{p.id, p.name, p.username, p.phone, p.started, p.blocked, p.deactivated}
}

func (f *fileStore) take() []keptMedia {
	all := make([]keptMedia, 0, len(f.order))
	for _, m := range f.order {
		one := keptMedia{Photo: m.photo}
		for _, size := range m.sizes {
			_, named := f.byPath[size.path]
			one.Sizes = append(one.Sizes, keptFile{
				ID: size.id, Unique: size.unique, Path: size.path, Named: named, Name: size.name, MIME: size.mime,
				Width: size.width, Height: size.height,
			})
		}
		all = append(all, one)
	}
	return all
}

func (q *updateQueue) take() []keptUpdate {
	all := make([]keptUpdate, 0, q.pending)
	for _, item := range q.items[q.head:] {
		if !item.gone {
			all = append(all, keptUpdate{item.update, item.kind, item.lane.tap, item.lane.id, item.expires.UTC()})
		}
	}
	return all
}

func (m *menu) take() keptMenu {
	k := keptMenu{
		Description: maps.Clone(m.description), Short: maps.Clone(m.short), Buttons: maps.Clone(m.buttons),
	}
	for key, list := range m.commands {
		k.Commands = append(k.Commands, keptCommands{key.scope, key.chat, key.language, list})
	}
	slices.SortFunc(k.Commands, func(a, b keptCommands) int {
		return cmp.Or(cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Chat, b.Chat), cmp.Compare(a.Language, b.Language))
	})
	return k
}

func (c *chat) take() keptChat {
	k := keptChat{
		ID: c.id, Kind: c.kind, Title: c.title, Kicked: c.kicked, MovedTo: c.movedTo, Pinned: c.pinned.number(),
		Unread: c.unread, Keyboard: keepKeys(c.keyboard), Posts: make([]keptPost, 0, len(c.posts)),
	}
	for _, p := range c.members {
		k.Members = append(k.Members, p.id)
	}
	for _, p := range c.posts {
		if !p.deleted {
			k.Posts = append(k.Posts, p.take())
		}
	}
	return k
}

func (p *post) take() keptPost {
	c := p.content
	k := keptPost{
		ID: p.id, From: p.from.number(), Date: p.date.UTC(), Text: c.text, Plain: c.plain, Entities: c.entities,
		Album: c.album, Inline: c.inline, Keys: keepKeys(c.keys), Force: c.force, Hint: c.hint, Sealed: c.sealed, Contact: c.contact,
		Location: c.location, Service: c.service.take(), Forwarded: c.forwarded, ReplyTo: c.replyTo,
		Protected: c.protected, Edited: c.edited.UTC(), Edits: c.edits, Effect: c.effect,
	}
	if c.media != nil {
		k.File = c.media.file.id
	}
	return k
}

func (s *service) take() *keptService {
	if s == nil {
		return nil
	}
	return &keptService{
		Joined: s.joined.number(), Left: s.left.number(), BotLeft: s.botLeft, BotJoin: s.botJoin,
		Pinned: s.pinned.number(), MovedTo: s.movedTo, MovedFrom: s.movedFrom,
	}
}

// number is the person's id, 0 of nobody.
func (p *Person) number() int64 {
	if p == nil {
		return 0
	}
	return p.id
}

// number is the message's id, 0 of none.
func (p *post) number() int64 {
	if p == nil {
		return 0
	}
	return p.id
}

func keepKeys(rows [][]Key) [][]keptKey {
	return mapRows(rows, func(k Key) keptKey { return keptKey(k) })
}

// mapRows changes the buttons of a keyboard; nil stays nil.
func mapRows[A, B any](rows [][]A, change func(A) B) [][]B {
	if rows == nil {
		return nil
	}
	all := make([][]B, 0, len(rows))
	for _, row := range rows {
		out := make([]B, 0, len(row))
		for _, one := range row {
			out = append(out, change(one))
		}
		all = append(all, out)
	}
	return all
}
