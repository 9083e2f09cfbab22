package bot

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/gelis-bali/gelis/domain/staff"
)

// Menu keeps Telegram's command menu as the router has it: for strangers the
// common one, for everybody else one by role. It works beside the answers and
// never holds one up.
type Menu struct {
	client   *Client
	router   *Router
	composer *composer
	log      *slog.Logger
	wanted   chan wish

	mu    sync.Mutex
	shown map[staff.AccountID]string // the menu that an account has, by the names in it
}

// wish is the menu that an account should have.
type wish struct {
	account staff.AccountID
	actor   staff.Actor
}

const (
	maxWishes   = 1024 // what does not fit is wished for again with the next update
	menuTimeout = 20 * time.Second
)

func newMenu(client *Client, router *Router, c *composer, log *slog.Logger) *Menu {
	return &Menu{
		client: client, router: router, composer: c, log: log,
		wanted: make(chan wish, maxWishes), shown: map[staff.AccountID]string{},
	}
}

// Run sets the common menu and then those that Sync asks for, until the
// context ends.
func (m *Menu) Run(ctx context.Context) {
	for tries := 1; ctx.Err() == nil; tries++ {
		err := m.set(ctx, 0, staff.Actor{})
		if err == nil {
			break
		}
		m.log.WarnContext(ctx, "common menu was not set", slog.Any("error", err))
		rest(ctx, min(time.Minute, time.Second<<min(tries, 6)))
	}
	for {
		select {
		case w := <-m.wanted:
			m.fulfil(ctx, w)
		case <-ctx.Done():
			return
		}
	}
}

// Sync sees to it that an account has the menu of its actor. It returns at once.
func (m *Menu) Sync(account staff.AccountID, actor staff.Actor) {
	names := m.names(actor)
	m.mu.Lock()
	shown, set := m.shown[account]
	m.mu.Unlock()
	if shown == names || (!set && !actor.Known()) {
		return
	}
	select {
	case m.wanted <- wish{account, actor}:
	default:
	}
}

func (m *Menu) fulfil(ctx context.Context, w wish) {
	names := m.names(w.actor)
	m.mu.Lock()
	already := m.shown[w.account] == names
	m.mu.Unlock()
	if already {
		return
	}
	err := m.set(ctx, w.account, w.actor)
	if v := judged(err); v.retry > 0 {
		rest(ctx, v.retry)
	}
	if err != nil {
		m.log.WarnContext(ctx, "menu was not set", slog.Int64("account", int64(w.account)), slog.Any("error", err))
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.shown[w.account] = names
}

// names tells one menu from another.
func (m *Menu) names(actor staff.Actor) string {
	var b strings.Builder
	for _, c := range m.router.Commands(actor) {
		b.WriteString(c.Name)
		b.WriteByte(' ')
	}
	return b.String()
}

// set sets the menu of an account; of everybody without one for account 0.
func (m *Menu) set(ctx context.Context, account staff.AccountID, actor staff.Actor) error {
	ctx, cancel := context.WithTimeout(ctx, menuTimeout)
	defer cancel()
	var scope models.BotCommandScope = &models.BotCommandScopeAllPrivateChats{}
	if account != 0 {
		scope = &models.BotCommandScopeChat{ChatID: int64(account)}
	}
	if account != 0 && !actor.Known() {
		_, err := m.client.api.DeleteMyCommands(ctx, &telegram.DeleteMyCommandsParams{Scope: scope})
		return callError(err)
	}
	var commands []models.BotCommand
	for _, c := range m.router.Commands(actor) {
		help, err := m.composer.label(c.Help)
		if err != nil {
			return fmt.Errorf("word the help of command %s: %w", c.Name, err)
		}
		commands = append(commands, models.BotCommand{Command: c.Name, Description: help})
	}
	_, err := m.client.api.SetMyCommands(ctx, &telegram.SetMyCommandsParams{Commands: commands, Scope: scope})
	return callError(err)
}
