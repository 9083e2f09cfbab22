package telegramtest

import (
	"cmp"
	"slices"
)

// Page chooses messages of a chat; the zero value chooses all.
type Page struct {
	After  int64 // only messages with a larger id
	Before int64 // only messages with a smaller id; 0 is no limit
	Limit  int   // at most so many, the newest of those chosen; 0 is all
}

// Chat is everything in the private chat, oldest first.
func (p *Person) Chat() []Message { return p.s.history(p.chat, 0) }

// ChatAfter is everything in the private chat that is newer than the message with the id.
func (p *Person) ChatAfter(messageID int64) []Message { return p.s.history(p.chat, messageID) }

// ChatPage is a piece of the private chat, oldest first, and how many messages the whole of it has.
func (p *Person) ChatPage(page Page) (messages []Message, total int) { return p.s.page(p.chat, page) }

func (s *Server) history(c *chat, after int64) []Message {
	all, _ := s.page(c, Page{After: after})
	return all
}

func (s *Server) page(c *chat, page Page) (messages []Message, total int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	there := slices.DeleteFunc(slices.Clone(c.posts), func(p *post) bool { return p.deleted })
	first, _ := slices.BinarySearchFunc(there, page.After+1, byID)
	last := len(there)
	if page.Before > 0 {
		last, _ = slices.BinarySearchFunc(there, page.Before, byID)
	}
	if page.Limit > 0 {
		first = max(first, last-page.Limit)
	}
	messages = []Message{}
	for _, one := range there[min(first, last):last] {
		messages = append(messages, one.snapshot(one.content))
	}
	return messages, len(there)
}

func byID(p *post, id int64) int { return cmp.Compare(p.id, id) }
