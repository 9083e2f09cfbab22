package telegramtest

// Command is one line of the command menu.
type Command struct {
	Name        string // without the slash
	Description string
}

type menu struct{}

func newMenu() menu { return menu{} }

// Commands is what the person's command menu shows.
func (s *Server) Commands(int64) []Command { return nil }
