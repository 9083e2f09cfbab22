package telegramtest

import (
	"slices"
	"strings"
)

// method is one method of the Bot API: the parameters it reads, and its work.
type method struct {
	name   string
	params string // names, separated by spaces; the contract test looks each up in the published API
	run    func(*Server, *request) (any, error)
}

// harmless are parameters that change nothing a person reads here.
var harmless = strings.Fields("disable_notification link_preview_options disable_content_type_detection cache_time " +
	"show_caption_above_media message_effect_id has_spoiler allow_paid_broadcast ip_address certificate thumbnail")

// warnIgnored says once of each parameter that the real Telegram would look at it and this one does not.
func (s *Server) warnIgnored(m method, r *request) {
	for name := range r.values {
		if slices.Contains(strings.Fields(m.params), name) || slices.Contains(harmless, name) {
			continue
		}
		if _, said := s.ignored.LoadOrStore(m.name+" "+name, true); !said {
			s.log.WarnContext(r.ctx, "telegramtest ignores a parameter", "method", m.name, "parameter", name)
		}
	}
}

// methods is the whole Bot API as far as the server knows it, by lower-case name: names match in any case.
var methods = byName([]method{
	{"getMe", "", (*Server).getMe},

	{"getUpdates", "offset limit timeout allowed_updates", (*Server).getUpdates},
	{"setWebhook", "url max_connections allowed_updates drop_pending_updates secret_token", (*Server).setWebhook},
	{"deleteWebhook", "drop_pending_updates", (*Server).deleteWebhook},
	{"getWebhookInfo", "", (*Server).getWebhookInfo},

	{"sendMessage", "chat_id text " + sending, (*Server).sendMessage},
	{"sendPhoto", "chat_id photo caption " + sending, (*Server).sendPhoto},
	{"sendDocument", "chat_id document caption " + sending, (*Server).sendDocument},
	{"sendMediaGroup", "chat_id media protect_content reply_parameters", (*Server).sendMediaGroup},
	{"copyMessage", "chat_id from_chat_id message_id caption " + sending, (*Server).copyMessage},
	{"sendChatAction", "chat_id action", (*Server).sendChatAction},

	{"editMessageText", "chat_id message_id text parse_mode reply_markup", (*Server).editMessageText},
	{"editMessageCaption", "chat_id message_id caption parse_mode reply_markup", (*Server).editMessageCaption},
	{"editMessageMedia", "chat_id message_id media reply_markup", (*Server).editMessageMedia},
	{"editMessageReplyMarkup", "chat_id message_id reply_markup", (*Server).editMessageReplyMarkup},
	{"deleteMessage", "chat_id message_id", (*Server).deleteMessage},
	{"deleteMessages", "chat_id message_ids", (*Server).deleteMessages},
	{"pinChatMessage", "chat_id message_id", (*Server).pinChatMessage},
	{"unpinChatMessage", "chat_id message_id", (*Server).unpinChatMessage},

	{"answerCallbackQuery", "callback_query_id text show_alert url", (*Server).answerCallbackQuery},
	{"getFile", "file_id", (*Server).getFile},
	{"getChat", "chat_id", (*Server).getChat},

	{"setMyCommands", "commands scope language_code", (*Server).setMyCommands},
	{"getMyCommands", "scope language_code", (*Server).getMyCommands},
	{"deleteMyCommands", "scope language_code", (*Server).deleteMyCommands},
	{"setMyDescription", "description language_code", (*Server).setMyDescription},
	{"getMyDescription", "language_code", (*Server).getMyDescription},
	{"setMyShortDescription", "short_description language_code", (*Server).setMyShortDescription},
	{"getMyShortDescription", "language_code", (*Server).getMyShortDescription},
	{"setChatMenuButton", "chat_id menu_button", (*Server).setChatMenuButton},
	{"getChatMenuButton", "chat_id", (*Server).getChatMenuButton},
})

// sending are the parameters of every method that sends one message.
const sending = "parse_mode protect_content reply_parameters reply_markup"

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
