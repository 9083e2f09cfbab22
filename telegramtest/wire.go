package telegramtest

// The objects of the Bot API, as far as the server speaks of them. The contract test holds them against the
// published description of the API.

type wireUser struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

// name is the whole name as phones show it.
func (u *wireUser) name() string {
	if u.LastName == "" {
		return u.FirstName
	}
	return u.FirstName + " " + u.LastName
}

// wireMe is a User as only getMe shows it.
type wireMe struct {
	wireUser
	CanJoinGroups           bool `json:"can_join_groups"`
	CanReadAllGroupMessages bool `json:"can_read_all_group_messages"`
	SupportsInlineQueries   bool `json:"supports_inline_queries"`
	CanConnectToBusiness    bool `json:"can_connect_to_business"`
	HasMainWebApp           bool `json:"has_main_web_app"`
}

type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
}

// wireFullChat is a ChatFullInfo.
type wireFullChat struct {
	wireChat
	AccentColorID       int           `json:"accent_color_id"`
	MaxReactionCount    int           `json:"max_reaction_count"`
	AcceptedGiftTypes   wireGiftTypes `json:"accepted_gift_types"`
	PinnedMessage       *wireMessage  `json:"pinned_message,omitempty"`
	HasProtectedContent bool          `json:"has_protected_content,omitempty"`
}

type wireGiftTypes struct {
	UnlimitedGifts      bool `json:"unlimited_gifts"`
	LimitedGifts        bool `json:"limited_gifts"`
	UniqueGifts         bool `json:"unique_gifts"`
	PremiumSubscription bool `json:"premium_subscription"`
	GiftsFromChannels   bool `json:"gifts_from_channels"`
}

type wireMessage struct {
	MessageID           int64             `json:"message_id"`
	From                *wireUser         `json:"from,omitempty"`
	Date                int64             `json:"date"`
	Chat                wireChat          `json:"chat"`
	ForwardOrigin       *wireOrigin       `json:"forward_origin,omitempty"`
	ReplyToMessage      *wireMessage      `json:"reply_to_message,omitempty"`
	EditDate            int64             `json:"edit_date,omitempty"`
	HasProtectedContent bool              `json:"has_protected_content,omitempty"`
	MediaGroupID        string            `json:"media_group_id,omitempty"`
	Text                string            `json:"text,omitempty"`
	Entities            []wireEntity      `json:"entities,omitempty"`
	Document            *wireDocument     `json:"document,omitempty"`
	Photo               []wirePhotoSize   `json:"photo,omitempty"`
	Caption             string            `json:"caption,omitempty"`
	CaptionEntities     []wireEntity      `json:"caption_entities,omitempty"`
	Contact             *wireContact      `json:"contact,omitempty"`
	Location            *wireLocation     `json:"location,omitempty"`
	NewChatMembers      []wireUser        `json:"new_chat_members,omitempty"`
	LeftChatMember      *wireUser         `json:"left_chat_member,omitempty"`
	MigrateToChatID     int64             `json:"migrate_to_chat_id,omitempty"`
	MigrateFromChatID   int64             `json:"migrate_from_chat_id,omitempty"`
	PinnedMessage       *wireMessage      `json:"pinned_message,omitempty"`
	ReplyMarkup         *wireInlineMarkup `json:"reply_markup,omitempty"`
}

type wireOrigin struct {
	Type       string    `json:"type"`
	Date       int64     `json:"date"`
	SenderUser *wireUser `json:"sender_user,omitempty"`
}

type wireEntity struct {
	Type     string    `json:"type"`
	Offset   int       `json:"offset"`
	Length   int       `json:"length"`
	URL      string    `json:"url,omitempty"`
	User     *wireUser `json:"user,omitempty"`
	Language string    `json:"language,omitempty"`
}

type wireDocument struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileName     string `json:"file_name,omitempty"`
	MimeType     string `json:"mime_type,omitempty"`
	FileSize     int    `json:"file_size,omitempty"`
}

type wirePhotoSize struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	FileSize     int    `json:"file_size,omitempty"`
}

type wireFile struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileSize     int    `json:"file_size,omitempty"`
	FilePath     string `json:"file_path,omitempty"`
}

type wireContact struct {
	PhoneNumber string `json:"phone_number"`
	FirstName   string `json:"first_name"`
	LastName    string `json:"last_name,omitempty"`
	UserID      int64  `json:"user_id,omitempty"`
}

type wireLocation struct {
	Latitude   float64 `json:"latitude"`
	Longitude  float64 `json:"longitude"`
	LivePeriod int     `json:"live_period,omitempty"`
	Accuracy   float64 `json:"horizontal_accuracy,omitempty"`
}

func (l wireLocation) shown() *Location {
	return &Location{Latitude: l.Latitude, Longitude: l.Longitude, Live: l.LivePeriod > 0, Accuracy: l.Accuracy}
}

type wireInlineMarkup struct {
	InlineKeyboard [][]wireInlineButton `json:"inline_keyboard"`
}

type wireInlineButton struct {
	Text         string        `json:"text"`
	Style        string        `json:"style,omitempty"`
	URL          string        `json:"url,omitempty"`
	CallbackData string        `json:"callback_data,omitempty"`
	CopyText     *wireCopyText `json:"copy_text,omitempty"`
}

type wireCopyText struct {
	Text string `json:"text"`
}

type wireUpdate struct {
	UpdateID      int64              `json:"update_id"`
	Message       *wireMessage       `json:"message,omitempty"`
	EditedMessage *wireMessage       `json:"edited_message,omitempty"`
	CallbackQuery *wireCallbackQuery `json:"callback_query,omitempty"`
	MyChatMember  *wireMemberUpdate  `json:"my_chat_member,omitempty"`
}

// message is the message that an update is about, 0 if it is about none.
func (u *wireUpdate) message() int64 {
	switch {
	case u.Message != nil:
		return u.Message.MessageID
	case u.EditedMessage != nil:
		return u.EditedMessage.MessageID
	case u.CallbackQuery != nil && u.CallbackQuery.Message != nil:
		return u.CallbackQuery.Message.MessageID
	}
	return 0
}

type wireCallbackQuery struct {
	ID           string       `json:"id"`
	From         wireUser     `json:"from"`
	Message      *wireMessage `json:"message,omitempty"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data,omitempty"`
}

type wireMemberUpdate struct {
	Chat          wireChat   `json:"chat"`
	From          wireUser   `json:"from"`
	Date          int64      `json:"date"`
	OldChatMember wireMember `json:"old_chat_member"`
	NewChatMember wireMember `json:"new_chat_member"`
}

type wireMember struct {
	Status    string   `json:"status"`
	User      wireUser `json:"user"`
	UntilDate *int64   `json:"until_date,omitempty"`
}

type wireMessageID struct {
	MessageID int64 `json:"message_id"`
}

type wireWebhookInfo struct {
	URL                  string   `json:"url"`
	HasCustomCertificate bool     `json:"has_custom_certificate"`
	PendingUpdateCount   int      `json:"pending_update_count"`
	LastErrorDate        int64    `json:"last_error_date,omitempty"`
	LastErrorMessage     string   `json:"last_error_message,omitempty"`
	MaxConnections       int      `json:"max_connections,omitempty"`
	AllowedUpdates       []string `json:"allowed_updates,omitempty"`
}

type wireText struct {
	Description string `json:"description"`
}

type wireShortText struct {
	ShortDescription string `json:"short_description"`
}

type wireMenuButton struct {
	Type string `json:"type"`
}
