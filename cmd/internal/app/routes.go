package app

import (
	"context"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/account"
	deputies "github.com/gelis-bali/gelis/domain/acting"
	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/officedays"
	"github.com/gelis-bali/gelis/domain/registry"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/handlers"
	"github.com/gelis-bali/gelis/handlers/acting"
	bulletin "github.com/gelis-bali/gelis/handlers/announce"
	gathering "github.com/gelis-bali/gelis/handlers/apel"
	"github.com/gelis-bali/gelis/handlers/apelrule"
	"github.com/gelis-bali/gelis/handlers/archive"
	"github.com/gelis-bali/gelis/handlers/audience"
	"github.com/gelis-bali/gelis/handlers/books"
	"github.com/gelis-bali/gelis/handlers/days"
	"github.com/gelis-bali/gelis/handlers/dispositions"
	"github.com/gelis-bali/gelis/handlers/letters"
	"github.com/gelis-bali/gelis/handlers/requests"
	"github.com/gelis-bali/gelis/handlers/settings"
	"github.com/gelis-bali/gelis/handlers/upload"
)

// services are what the conversations are about.
type services struct {
	clock      calendar.Clock
	calendar   *calendar.Calendar
	desk       *disposition.Desk
	archive    *registry.Archive
	registry   *registry.Desk
	requests   *request.Desk
	deputies   *deputies.Desk
	units      books.Units
	colleagues colleagues
	accounts   *account.Service
	identities bot.Identities
	files      upload.Files
	botName    func() string
	place      string // where the office is
	apel       *apel.Desk
	days       *officedays.Desk
	// daysChanged lets follow what is reckoned from the calendar.
	daysChanged func(ctx context.Context) error
	announce    *announce.Desk
	missed      handlers.MissedDuties
	office      office
}

// office is what is known of the staff and kept for them.
type office interface {
	audience.Staff
	settings.Store
}

// gatherings are the everyday conversations about apel.
func gatherings(s services) *gathering.Apel {
	return gathering.New(gathering.Parts{Desk: s.apel, Units: s.units, BotName: s.botName, Clock: s.clock})
}

// bulletins are the conversations about announcements.
func bulletins(s services) *bulletin.Announce {
	return bulletin.New(bulletin.Parts{Desk: s.announce, Staff: s.office, Files: s.files, Calendar: s.calendar, Clock: s.clock})
}

// newRouter registers every conversation: the whole surface of the bot on one
// page. The order is that of /bantuan and of Telegram's menu.
func newRouter(s services) *bot.Router {
	rt := bot.NewRouter()
	home := handlers.NewHome(s.desk, s.requests, s.clock.Now)
	everyday := gatherings(s)

	talks := dispositions.New(dispositions.Parts{
		Desk: s.desk, Files: s.files, Home: home, Calendar: s.calendar, BotName: s.botName, Clock: s.clock,
	})
	home.Register(rt)          // /beranda, the morning digest, what nobody understood
	talks.Register(rt)         // /disposisi, cards, sending on, the way of a letter, what is told of them
	letters.New(letters.Parts{ // /surat, registering a letter, its card
		Desk: s.registry, Files: s.files, Calendar: s.calendar, Clock: s.clock,
	}).Register(rt)
	archive.New(archive.Parts{Desk: s.archive, Apel: everyday.Rekap}).Register(rt) // /cari, /rekap
	requests.New(requests.Parts{                                                   // /ajukan, /permohonan, /persetujuan, cards, verdicts, what is told of them
		Desk: s.requests, Files: s.files, Phones: s.colleagues, Colleagues: s.colleagues, Calendar: s.calendar, Clock: s.clock, Place: s.place,
	}).Register(rt)
	books.New(books.Parts{ // /cuti, corrections, tables, /kalender
		Desk: s.requests, Units: s.units, Calendar: s.calendar, Clock: s.clock,
	}).Register(rt)
	everyday.Register(rt)        // /apel, /hadir, the board, what is told of apel
	apelrule.New(apelrule.Parts{ // Atur: the schedule of the apel, places, reminders
		Desk: s.apel, Staff: s.office, Calendar: s.calendar,
	}).Register(rt)
	days.New(days.Parts{Desk: s.days, Changed: s.daysChanged}).Register(rt)    // /libur, the calendar, what is told of decrees
	bulletins(s).Register(rt)                                                  // /pengumuman, cards, what is told of announcements
	settings.New(settings.Parts{Store: s.office, Clock: s.clock}).Register(rt) // /pengaturan
	handlers.NewOperator(s.missed).Register(rt)                                // what administrators are told
	acting.New(s.deputies, s.calendar).Register(rt)                            // /plh, appointments, what is told of them
	handlers.NewHelp().Register(rt)                                            // /bantuan, /batal
	start := handlers.NewStart(s.accounts, s.identities, home)
	start.Hand(everyday.Start, talks.Scanner())
	start.Register(rt)                                                // /start, linking, strangers, codes that were scanned
	handlers.NewAccounts(s.accounts, s.botName, s.clock).Register(rt) // /tautkan, /putuskan
	return rt
}
