package telegramtest

import (
	"errors"
	"fmt"
	"maps"
	"strconv"
)

// errUsed says that a snapshot came too late.
var errUsed = errors.New("only a server that nobody has used yet can be restored")

// rebuild makes of what was written down the parts of a server, beside it, so that a snapshot which turns out to be
// broken leaves no trace.
type rebuild struct {
	kept
	s       *Server
	people  map[int64]*Person
	order   []*Person
	chats   map[int64]*chat
	files   *fileStore
	queries *queryBook
	content func(unique string) ([]byte, error)
}

// give fills a fresh server. The content of files is asked for by file_unique_id.
func (s *Server) give(k kept, content func(unique string) ([]byte, error)) error {
	b := &rebuild{
		kept: k, s: s, people: map[int64]*Person{}, chats: map[int64]*chat{}, files: newFileStore(),
		queries: newQueryBook(), content: content,
	}
	for _, step := range []func() error{b.addPeople, b.addFiles, b.addChats, b.addTaps, b.checkUpdates} {
		if err := step(); err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.used() {
		return errUsed
	}
	b.settle()
	return nil
}

func (s *Server) used() bool {
	return len(s.chats) > 0 || s.queue.next != firstUpdateID || s.files.last > 0 || len(s.menu.commands) > 0 || s.hook != nil
}

// settle puts the parts into the server. The caller holds Server.mu.
func (b *rebuild) settle() {
	s, ids := b.s, b.IDs.jumped()
	s.people, s.order, s.chats, s.files, s.queries = b.people, b.order, b.chats, b.files, b.queries
	s.nextID, s.nextGroup, s.nextSupergroup = ids.Person, ids.Group, ids.Supergroup
	s.lastPost, s.lastAlbum = ids.Message, ids.Album
	s.files.last, s.queries.last = ids.File, ids.Tap
	s.menu = b.Menu.give()
	s.queue.give(b.Updates, ids.Update, b.Allowed)
	for _, p := range s.order {
		s.tellPerson(p)
	}
	if h := b.Webhook; h != nil {
		s.deliverTo(h.URL, h.Secret, min(max(h.Conns, 1), maxHookConns))
	}
}

func (b *rebuild) addPeople() error {
	for _, k := range b.People {
		if _, twice := b.people[k.ID]; twice || k.ID == 0 || k.ID >= b.IDs.Person {
			return fmt.Errorf("nobody can have the number %d, or two have it", k.ID)
		}
		p := &Person{
			s: b.s, id: k.ID, name: k.Name, username: k.Username, phone: k.Phone,
			started: k.Started, blocked: k.Blocked, deactivated: k.Deactivated,
		}
		b.people[p.id] = p
		b.order = append(b.order, p)
	}
	return nil
}

func (b *rebuild) addFiles() error {
	for _, k := range b.Media {
		m := &media{photo: k.Photo}
		for _, size := range k.Sizes {
			if err := b.addFile(m, size); err != nil {
				return err
			}
		}
		if m.file == nil {
			return errors.New("a photo or document has no file")
		}
		b.files.order = append(b.files.order, m)
	}
	return nil
}

func (b *rebuild) addFile(m *media, k keptFile) error {
	if _, known := b.files.contents[k.Unique]; !known {
		content, err := b.content(k.Unique)
		if err != nil {
			return fmt.Errorf("read file %s: %w", k.ID, err)
		}
		if uniqueOf(content) != k.Unique {
			return fmt.Errorf("file %s is not what it was", k.ID)
		}
		b.files.contents[k.Unique] = content
	}
	content := b.files.contents[k.Unique]
	m.file = &file{
		id: k.ID, unique: k.Unique, path: k.Path, name: k.Name, mime: k.MIME, size: len(content), content: content,
		width: k.Width, height: k.Height,
	}
	m.sizes = append(m.sizes, m.file)
	b.files.byID[k.ID], b.files.media[k.ID] = m.file, m
	if k.Named {
		b.files.byPath[k.Path] = m.file
	}
	return nil
}

func (b *rebuild) addTaps() error {
	for _, k := range b.Taps {
		n, err := strconv.ParseInt(k.ID, 10, 64)
		p := b.people[k.Person]
		if err != nil || n > b.IDs.Tap || p == nil || b.queries.byID[k.ID] != nil {
			return fmt.Errorf("tap %q of person %d cannot be", k.ID, k.Person)
		}
		q := &query{id: k.ID, person: p, at: k.At, done: make(chan struct{})}
		b.queries.byID[q.id] = q
		b.queries.order = append(b.queries.order, q)
	}
	return nil
}

func (b *rebuild) checkUpdates() error {
	last := int64(-1)
	for _, k := range b.Updates {
		id := k.Update.UpdateID
		if id <= last || id >= b.IDs.Update {
			return fmt.Errorf("update %d is out of order", id)
		}
		last = id
	}
	return nil
}

// give lets the queue go on with what waits. Whoever waits for updates keeps waiting.
func (q *updateQueue) give(waiting []keptUpdate, next int64, allowed []string) {
	q.next, q.allowed = next, allowed
	for _, k := range waiting {
		item := &queued{update: k.Update, kind: k.Kind, lane: lane{k.Tap, k.Lane}, expires: k.Expires}
		q.append(item)
	}
}

func (k keptMenu) give() menu {
	m := newMenu()
	for _, c := range k.Commands {
		m.commands[menuKey{c.Scope, c.Chat, c.Language}] = c.List
	}
	maps.Copy(m.description, k.Description)
	maps.Copy(m.short, k.Short)
	maps.Copy(m.buttons, k.Buttons)
	return m
}
