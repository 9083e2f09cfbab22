package telegramtest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxCommands    = 100
	maxCommandHelp = 256
)

// Command is one line of the command menu.
type Command struct {
	Name        string `json:"command"` // without the slash
	Description string `json:"description"`
}

// menu is what the bot says of itself. It is guarded by Server.mu.
type menu struct {
	commands    map[menuKey][]Command
	description map[string]string // by language
	short       map[string]string
	buttons     map[int64]wireMenuButton // by chat, 0 for all
}

// menuKey is for whom a list of commands is: a scope, a chat in it or 0, and a language or "" for all.
type menuKey struct {
	scope    string
	chat     int64
	language string
}

func newMenu() menu {
	return menu{
		commands: map[menuKey][]Command{}, description: map[string]string{}, short: map[string]string{},
		buttons: map[int64]wireMenuButton{},
	}
}

// Commands is what the person's command menu shows: the first list there is of the chat's own, the one for private
// chats and the default, each first in the person's language.
func (s *Server) Commands(personID int64) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range []menuKey{{"chat", personID, ""}, {scope: "all_private_chats"}, {scope: "default"}} {
		for _, key.language = range []string{personLanguage, ""} {
			if list := s.menu.commands[key]; len(list) > 0 {
				return slices.Clone(list)
			}
		}
	}
	return nil
}

var scopes = []string{"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators"}

// readKey reads scope and language_code. The caller holds Server.mu.
func (s *Server) readKey(r *request) (menuKey, error) {
	key := menuKey{scope: "default", language: r.text("language_code")}
	if err := checkLanguage(key.language); err != nil {
		return key, err
	}
	raw := r.text("scope")
	if raw == "" {
		return key, nil
	}
	var scope struct {
		Type   string `json:"type"`
		ChatID int64  `json:"chat_id"`
	}
	if err := json.Unmarshal([]byte(raw), &scope); err != nil {
		return key, badRequest("can't parse BotCommandScope JSON object")
	}
	if !slices.Contains(scopes, scope.Type) {
		return key, badRequest("can't parse BotCommandScope: Unsupported type specified")
	}
	key.scope, key.chat = scope.Type, scope.ChatID
	if strings.HasPrefix(scope.Type, "chat") && s.chats[scope.ChatID] == nil {
		return key, badRequest("chat not found")
	}
	return key, nil
}

var languageForm = regexp.MustCompile(`^([a-z]{2})?$`)

func checkLanguage(code string) error {
	if !languageForm.MatchString(code) {
		return badRequest("invalid language_code specified")
	}
	return nil
}

var commandForm = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func readCommands(raw string) ([]Command, error) {
	var list []Command
	if err := json.Unmarshal([]byte(raw), &list); err != nil {
		return nil, badRequest("can't parse commands JSON object")
	}
	if len(list) > maxCommands {
		return nil, badRequest("BOT_COMMANDS_TOO_MUCH")
	}
	for i := range list {
		list[i].Name = strings.TrimPrefix(strings.TrimSpace(list[i].Name), "/")
		list[i].Description = strings.TrimSpace(clean(list[i].Description))
		switch n := utf8.RuneCountInString(list[i].Description); {
		case list[i].Name == "":
			return nil, badRequest("command must be non-empty")
		case !commandForm.MatchString(list[i].Name):
			return nil, badRequest("BOT_COMMAND_INVALID")
		case n == 0:
			return nil, badRequest("command description must be non-empty")
		case n > maxCommandHelp:
			return nil, badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	return list, nil
}

func (s *Server) setMyCommands(r *request) (any, error) {
	list, err := readCommands(r.text("commands"))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.readKey(r)
	if err != nil {
		return nil, err
	}
	s.menu.commands[key] = list
	return true, nil
}

func (s *Server) getMyCommands(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.readKey(r)
	if err != nil {
		return nil, err
	}
	return nonNil(slices.Clone(s.menu.commands[key])), nil
}

func (s *Server) deleteMyCommands(r *request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.readKey(r)
	if err != nil {
		return nil, err
	}
	delete(s.menu.commands, key)
	return true, nil
}
