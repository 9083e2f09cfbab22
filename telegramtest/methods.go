package telegramtest

import "strings"

// method is one method of the Bot API: the parameters it reads, and its work.
type method struct {
	name   string
	params string // names, separated by spaces; the contract test looks each up in the published API
	run    func(*Server, *request) (any, error)
}

// methods is the whole Bot API as far as the server knows it, by lower-case name: names match in any case.
var methods = byName([]method{
	{"getMe", "", (*Server).getMe},
	{"getUpdates", "offset limit timeout allowed_updates", (*Server).getUpdates},
	{"sendMessage", "chat_id text parse_mode protect_content reply_parameters reply_markup", (*Server).sendMessage},
	{"answerCallbackQuery", "callback_query_id text show_alert url", (*Server).answerCallbackQuery},
})

func byName(list []method) map[string]method {
	m := make(map[string]method, len(list))
	for _, one := range list {
		m[strings.ToLower(one.name)] = one
	}
	return m
}

func (s *Server) getMe(*request) (any, error) {
	return wireMe{wireUser: s.bot, CanJoinGroups: true, CanReadAllGroupMessages: true}, nil
}
