package telegramtest

import "time"

const (
	keptFormat  = "telegramtest"
	keptVersion = 1
)

// idGap is how far the counters of ids jump when a snapshot is restored: more than can be given out between a
// snapshot and the end of the program that wrote it. What was given out after the last snapshot is forgotten, but
// the bot may remember it, and no id may mean two things.
const idGap = 100_000

// keptHead is what every snapshot begins with, of whatever version.
type keptHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

// kept is everything of a server that outlives a restart, as it is written.
type kept struct {
	keptHead
	IDs      keptIDs           `json:"ids"`
	People   []keptPerson      `json:"people"`
	Media    []keptMedia       `json:"media"`
	Chats    []keptChat        `json:"chats"`
	Updates  []keptUpdate      `json:"updates"` // unconfirmed
	Allowed  []string          `json:"allowed_updates,omitzero"`
	Taps     []keptTap         `json:"taps"` // that can still be answered
	Menu     keptMenu          `json:"menu"`
	Webhook  *keptHook         `json:"webhook,omitempty"`
	Contents map[string][]byte `json:"contents,omitempty"` // by file_unique_id, unless they are kept elsewhere
}

// keptIDs are the counters, each as the server has it.
type keptIDs struct {
	Person     int64 `json:"next_person"`
	Group      int64 `json:"next_group"`
	Supergroup int64 `json:"next_supergroup"`
	Message    int64 `json:"last_message"`
	Album      int64 `json:"last_album"`
	Update     int64 `json:"next_update"`
	Tap        int64 `json:"last_tap"`
	File       int   `json:"last_file"`
}

// jumped are the counters past everything that was given out after they were written down.
func (i keptIDs) jumped() keptIDs {
	return keptIDs{
		Person: i.Person + idGap, Group: i.Group - idGap, Supergroup: i.Supergroup - idGap, Message: i.Message + idGap,
		Album: i.Album + idGap, Update: i.Update + idGap, Tap: i.Tap + idGap, File: i.File + idGap,
	}
}

type keptPerson struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	Username    string `json:"username,omitempty"`
	Phone       string `json:"phone,omitempty"`
	Started     bool   `json:"started,omitempty"`
	Blocked     bool   `json:"blocked,omitempty"`
	Deactivated bool   `json:"deactivated,omitempty"`
}

type keptChat struct {
	ID       int64       `json:"id"`
	Kind     string      `json:"kind"`
	Title    string      `json:"title,omitempty"`
	Members  []int64     `json:"members,omitempty"`
	Kicked   bool        `json:"kicked,omitempty"`
	MovedTo  int64       `json:"moved_to,omitempty"`
	Pinned   int64       `json:"pinned,omitempty"`
	Unread   int         `json:"unread,omitempty"`
	Keyboard [][]keptKey `json:"keyboard,omitzero"`
	Posts    []keptPost  `json:"messages"`
}

type keptKey struct {
	Text    string `json:"text"`
	Request string `json:"request,omitempty"`
}

// keptPost is a message that was not deleted. Lists that are nil stay nil, and empty ones empty: a message with an
// empty keyboard is not one without.
type keptPost struct {
	ID        int64                `json:"id"`
	From      int64                `json:"from,omitempty"` // 0 is the bot
	Date      time.Time            `json:"date"`
	Text      string               `json:"text,omitempty"`
	Plain     string               `json:"plain,omitempty"`
	Entities  []wireEntity         `json:"entities,omitzero"`
	File      string               `json:"file,omitempty"` // file_id
	Album     string               `json:"album,omitempty"`
	Inline    [][]wireInlineButton `json:"inline,omitzero"`
	Keys      [][]keptKey          `json:"keys,omitzero"`
	Force     bool                 `json:"force_reply,omitempty"`
	Hint      string               `json:"placeholder,omitempty"`
	Sealed    bool                 `json:"sealed,omitempty"`
	Contact   *wireContact         `json:"contact,omitempty"`
	Location  *wireLocation        `json:"location,omitempty"`
	Service   *keptService         `json:"service,omitempty"`
	Forwarded *wireOrigin          `json:"forwarded,omitempty"`
	ReplyTo   int64                `json:"reply_to,omitempty"`
	Protected bool                 `json:"protected,omitempty"`
	Edited    time.Time            `json:"edited,omitzero"`
	Edits     int                  `json:"edits,omitempty"`
	Effect    string               `json:"effect,omitempty"`
}

type keptService struct {
	Joined    int64 `json:"joined,omitempty"`
	Left      int64 `json:"left,omitempty"`
	BotLeft   bool  `json:"bot_left,omitempty"`
	BotJoin   bool  `json:"bot_joined,omitempty"`
	Pinned    int64 `json:"pinned,omitempty"`
	MovedTo   int64 `json:"moved_to,omitempty"`
	MovedFrom int64 `json:"moved_from,omitempty"`
}

// keptMedia is a document, or a photo in its sizes, smallest first.
type keptMedia struct {
	Photo bool       `json:"photo,omitempty"`
	Sizes []keptFile `json:"sizes"`
}

type keptFile struct {
	ID     string `json:"id"`
	Unique string `json:"unique_id"`
	Path   string `json:"path"`
	Named  bool   `json:"named,omitempty"` // getFile has told the path
	Name   string `json:"name"`
	MIME   string `json:"mime"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

type keptUpdate struct {
	Update  wireUpdate `json:"update"`
	Kind    string     `json:"kind"`
	Tap     bool       `json:"tap,omitempty"`
	Lane    int64      `json:"lane"`
	Expires time.Time  `json:"expires"`
}

type keptTap struct {
	ID     string    `json:"id"`
	Person int64     `json:"person"`
	At     time.Time `json:"at"`
}

type keptMenu struct {
	Commands    []keptCommands           `json:"commands"`
	Description map[string]string        `json:"description"`
	Short       map[string]string        `json:"short_description"`
	Buttons     map[int64]wireMenuButton `json:"buttons"`
}

type keptCommands struct {
	Scope    string    `json:"scope"`
	Chat     int64     `json:"chat,omitempty"`
	Language string    `json:"language,omitempty"`
	List     []Command `json:"list"`
}

type keptHook struct {
	URL    string `json:"url"`
	Secret string `json:"secret,omitempty"`
	Conns  int    `json:"max_connections"`
}
