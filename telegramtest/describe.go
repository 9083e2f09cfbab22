package telegramtest

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

const (
	maxDescription      = 512
	maxShortDescription = 120
)

func (s *Server) setMyDescription(r *request) (any, error) {
	return s.describe(r, "description", maxDescription, s.menu.description)
}

func (s *Server) setMyShortDescription(r *request) (any, error) {
	return s.describe(r, "short_description", maxShortDescription, s.menu.short)
}

func (s *Server) describe(r *request, field string, limit int, into map[string]string) (any, error) {
	text, language := strings.TrimSpace(clean(r.text(field))), r.text("language_code")
	if err := checkLanguage(language); err != nil {
		return nil, err
	}
	if utf8.RuneCountInString(text) > limit {
		return nil, badRequest("BOT_%s_TOO_LONG", strings.ToUpper(field))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	into[language] = text
	return true, nil
}

func (s *Server) getMyDescription(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return wireText{s.menu.description[r.text("language_code")]}, nil
}

func (s *Server) getMyShortDescription(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return wireShortText{s.menu.short[r.text("language_code")]}, nil
}

func (s *Server) setChatMenuButton(r *request) (any, error) {
	button := wireMenuButton{Type: "default"}
	if raw := r.text("menu_button"); raw != "" {
		if err := json.Unmarshal([]byte(raw), &button); err != nil {
			return nil, badRequest("can't parse menu button JSON object")
		}
	}
	if button.Type != "default" && button.Type != "commands" {
		return nil, badRequest("unknown menu button type: telegramtest knows default and commands")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id, err := s.menuChat(r)
	if err != nil {
		return nil, err
	}
	s.menu.buttons[id] = button
	return true, nil
}

func (s *Server) getChatMenuButton(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, err := s.menuChat(r)
	if err != nil {
		return nil, err
	}
	for _, of := range []int64{id, 0} {
		if b, ok := s.menu.buttons[of]; ok && b.Type != "default" {
			return b, nil
		}
	}
	return wireMenuButton{Type: "commands"}, nil
}

// menuChat is the private chat that the call names, 0 if it names none.
func (s *Server) menuChat(r *request) (int64, error) {
	if !r.has("chat_id") {
		return 0, nil
	}
	c, err := s.chatOf(r)
	if err != nil {
		return 0, err
	}
	return c.id, nil
}
