package text_test

import (
	"strings"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func seat(id staff.PositionID, title string, below int, holders ...disposition.Holder) disposition.Seat {
	return disposition.Seat{Position: staff.Position{ID: id, Title: title, UnitName: "Sekretariat"}, Holders: holders, Below: below}
}

// seats are so many positions, one of them vacant.
func seats(n int) []disposition.Seat {
	all := []disposition.Seat{
		seat(1, "Kepala Bagian <Umum>", 3, disposition.Holder{Name: "Ni Wayan Suartini, S.E., M.Si.", As: staff.Definitive}),
		seat(2, "Kepala Subbagian Keuangan & Aset", 0),
		seat(3, "Sekretaris", 1, disposition.Holder{Name: "I Ketut Rai", As: staff.Plh}, disposition.Holder{Name: "I Made Artha", As: staff.Definitive}),
	}
	for len(all) < n {
		all = append(all, seat(staff.PositionID(len(all)+1), "Kepala Seksi Perlindungan dan Pelestarian Cagar Budaya", 0))
	}
	return all[:n]
}

func disposeSamples() []sample {
	quick := disposition.Quick{ID: 4, To: seats(5), Copies: seats(3), Instructions: []string{"Tindak lanjuti", "Hadiri"}}
	order := text.ConfirmOrder{
		Agenda: 412, Subject: "Undangan <rapat>", From: seat(9, "Kepala Dinas Kebudayaan", 4), As: staff.Plh, To: seats(2), Copies: seats(3)[2:],
		Instructions: []string{"Tindak lanjuti", "Laporkan hasilnya"}, Note: "Bawa data & arsip.", Deadline: today().AddDays(1), Own: today(), Today: today(),
		Days: []calendar.Day{{Kind: calendar.Purnama, Name: "PURNAMA"}},
	}
	wordless, many := order, order
	wordless.Instructions, wordless.Note, wordless.Copies, wordless.Own, wordless.Days = nil, "", nil, calendar.Date{}, nil
	secret := wordless
	secret.Subject = ""
	many.To, many.Copies = seats(30), seats(20)
	many.Note = strings.Repeat("catatan ", 125)
	many.Instructions = []string{strings.Repeat("instruksi ", 9), strings.Repeat("instruksi ", 9), strings.Repeat("instruksi ", 9), strings.Repeat("instruksi ", 9)}
	routed := secret
	routed.Subject, routed.Routing, routed.Redirect, routed.From, routed.As = order.Subject, true, true, disposition.Seat{}, ""
	return append(sentSamples(), []sample{
		{"question for recipients", text.AskSeats{Agenda: 412, Subject: "Undangan <rapat>", Quick: []disposition.Quick{quick, {ID: 3, To: seats(1)}}, Seats: seats(6)}},
		{"question for recipients below one", text.AskSeats{Agenda: 412, Subject: "Undangan", Chosen: seats(3), Seats: seats(3), Above: seats(1)[0], Before: 6}},
		{"question for recipients, fifty are chosen", text.AskSeats{Agenda: 412, Subject: "Undangan", Chosen: seats(50), Quick: []disposition.Quick{quick, quick, quick}, Seats: seats(11)}},
		{"question for recipients, found", text.AskSeats{Agenda: 412, Subject: "Undangan", Search: "umum", Seats: seats(1)}},
		{"question for recipients, none found", text.AskSeats{Agenda: 412, Subject: "Undangan", Search: "zzz <x>"}},
		{"question for recipients, nobody is below", text.AskSeats{Agenda: 412, Subject: "Undangan"}},
		{"question for recipients, nobody is below one", text.AskSeats{Agenda: 412, Subject: "Undangan", Above: seats(1)[0]}},
		{"question for copies of a secret letter", text.AskSeats{Agenda: 413, Copies: true, Quick: []disposition.Quick{quick}, Seats: seats(2)}},
		{"question for one position", text.AskSeats{Agenda: 412, Subject: "Undangan", Single: true, Seats: seats(2)}},
		{"button of a position", text.SeatNumber{Number: 1, Seat: seats(1)[0]}},
		{"button of a vacant position", text.SeatNumber{Number: 12, Seat: seats(2)[1]}},
		{"button of those below", text.BelowLabel{Count: 3}},
		{"button of a combination", text.QuickLabel{Number: 1, Quick: quick}},
		{"button of a combination without a word", text.QuickLabel{Number: 2, Quick: quick, Wordless: true}},
		{"button of nobody chosen", text.DoneLabel{}},
		{"button of some chosen", text.DoneLabel{Count: 3}},
		{"button with a title", text.TitleLabel{Act: "label.take_back", Title: "Kepala Bagian Reformasi Birokrasi"}},
		{"question for instructions", text.AskInstructions{Agenda: 412}},
		{"button of an instruction", text.WordingLabel{Wording: "Koordinasikan/konfirmasikan"}},
		{"question for the deadline", text.AskDeadline{Agenda: 412, Own: today()}},
		{"question for the deadline, without an own one", text.AskDeadline{Agenda: 412}},
		{"button of today", text.DayLabel{Day: today(), Today: today()}},
		{"button of tomorrow", text.DayLabel{Day: today().AddDays(1), Today: today()}},
		{"button of the next working day", text.DayLabel{Day: today().AddDays(3), Today: today()}},
		{"question for a note", text.AskNote{Agenda: 412, Limit: disposition.MaxNote}},
		{"question for another note", text.AskNote{Agenda: 412, Limit: disposition.MaxNote, Note: "Bawa <data>."}},
		{"preview", order},
		{"preview without a word", wordless},
		{"preview of a secret letter", secret},
		{"preview of fifty recipients", many},
		{"preview of the registry", routed},
		{"question for a note to what is archived", text.AskArchiveNote{Agenda: 412, Limit: disposition.MaxNote}},
		{"confirmation of archiving", text.ConfirmArchive{Agenda: 412, Note: "Sudah <dibahas>."}},
		{"confirmation of archiving a secret letter", text.ConfirmArchive{Agenda: 413, Secret: true}},
		{"one is recalled", text.Nudged{Count: 1}},
		{"several are recalled", text.Nudged{Count: 12}},
	}...)
}

func sentSamples() []sample {
	sent := func(change func(*text.OrderSent)) bot.Phrase {
		s := text.OrderSent{
			Agenda: 412, Subject: "Undangan <rapat>", Today: today(), Order: disposition.Disposition{ID: 3, Parent: 2, FromTitle: "Sekretaris", As: staff.Plt},
			Branches: []*disposition.Branch{
				{ID: 7, ToTitle: "Kepala Subbagian Umum", State: disposition.StateSent, Deadline: today()},
				{ID: 8, ToTitle: "Kepala Subbagian <Keuangan>", State: disposition.StateRead, Deadline: today()},
				{ID: 9, ToTitle: "Kepala Bidang Tradisi", State: disposition.StateSent, Copy: true},
			},
		}
		change(&s)
		return s
	}
	cancelled := func(s *text.OrderSent) {
		for _, b := range s.Branches {
			b.State = disposition.StateCancelled
		}
	}
	return []sample{
		{"sent", sent(func(*text.OrderSent) {})},
		{"sent, of a secret letter", sent(func(s *text.OrderSent) { s.Subject = "" })},
		{"sent and taken back", sent(cancelled)},
		{"passed on and taken back", sent(func(s *text.OrderSent) {
			cancelled(s)
			s.Order.Routing, s.Order.FromTitle, s.Order.As = true, "", ""
		})},
		{"sent to fifty", sent(func(s *text.OrderSent) {
			for range 47 {
				s.Branches = append(s.Branches, &disposition.Branch{ToTitle: strings.Repeat("Penyuluh ", 20), State: disposition.StateSent})
			}
		})},
	}
}

func trailSamples() []sample {
	way := func(secrecy disposition.Secrecy) disposition.Trail {
		d := dossier()
		d.Letter.Secrecy = secrecy
		d.Branches[0].Read = disposition.Act{At: at(8, 0), ByName: "Ni Luh Sariani", As: staff.Plt}
		done(d.Branches[1])
		d.Branches[1].Read = disposition.Act{At: at(8, 30), ByName: "Ni Wayan Suartini"}
		late := *d.Branches[1]
		late.ID, late.State, late.Deadline, late.Nudged = 77, disposition.StateRead, today().AddDays(-3), disposition.Act{At: at(9, 0), ByName: "I Made Artha"}
		copied, archived, settled := late, late, late
		copied.ID, copied.Copy = 78, true
		archived.ID, archived.State, archived.Archived = 79, disposition.StateDone, true
		settled.ID, settled.State, settled.Settled = 80, disposition.StateReturned, disposition.Act{At: at(10, 0), ByName: "I Made Artha"}
		t := disposition.Trail{Dossier: d, Today: today(), Steps: []disposition.Step{
			{Disposition: d.Dispositions[0], Branch: d.Branches[0]},
			{Depth: 1, Disposition: d.Dispositions[1], Branch: d.Branches[1]},
		}}
		for _, b := range []*disposition.Branch{&late, &copied, &archived, &settled} {
			t.Steps = append(t.Steps, disposition.Step{Depth: 1, Disposition: d.Dispositions[1], Branch: b, Mark: disposition.Overdue, MayNudge: true})
		}
		return t
	}
	routed := way(disposition.Open)
	routed.Letter.CompletedAt = at(14, 5)
	routed.Steps[0].Disposition = disposition.Disposition{ID: 1, ByName: "Ni Ketut Astiti", Routing: true, SentAt: at(7, 45)}
	v := view(disposition.Near, unread)
	v.Dispositions[1] = disposition.Disposition{ID: 2, ByName: "Ni Ketut Astiti", Routing: true, SentAt: at(7, 45)}
	back := view(disposition.OnTime, returned)
	back.Dispositions[1] = v.Dispositions[1]
	nudged := view(disposition.Near, func(b *disposition.Branch) {
		b.Nudged = disposition.Act{At: at(9, 0), ByName: "I Made <Artha>", As: staff.Plh}
	})
	return []sample{
		{"trail", text.NewTrail(way(disposition.Open), 0)},
		{"trail of a letter that is done", text.NewTrail(routed, 9)},
		{"trail of a secret letter", text.NewTrail(way(disposition.Secret), 0)},
		{"trail of nothing", text.NewTrail(disposition.Trail{Dossier: dossier(), Today: today(), Registrar: true}, 0)},
		{"card of what the registry passed on", text.DispositionCard{View: v, Today: today()}},
		{"card of what was nudged", text.DispositionCard{View: nudged, Today: today()}},
		{"notice of what the registry passed on", text.BranchNotice{View: v, Kind: notify.DispositionNew, Today: today()}},
		{"notice to the registry of what was returned", text.BranchNotice{View: back, Kind: notify.DispositionReturned, Today: today()}},
		{"notice of a reminder", text.BranchNotice{View: nudged, Kind: notify.DispositionNudged, Today: today()}},
		{"notice of lateness to a superior", text.BranchNotice{View: view(disposition.Overdue, late), Kind: notify.DispositionEscalated, Today: today()}},
	}
}
