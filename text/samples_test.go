package text_test

import (
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

// A sample is a phrase with facts as the office has them.
type sample struct {
	name   string
	phrase bot.Phrase
}

func at(hour, minute int) time.Time {
	return time.Date(2026, time.November, 23, hour, minute, 0, 0, wita())
}

func today() calendar.Date { return calendar.NewDate(2026, time.November, 23) }

func actor() staff.Actor {
	return staff.Actor{
		Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini, S.Sos.", Active: true},
		Holdings: []staff.Holding{
			{Position: staff.Position{ID: 3, Title: "Analis Arsip", UnitID: 2, UnitName: "Subbagian Umum"}, Capacity: staff.Definitive},
			{Position: staff.Position{ID: 4, Title: "Kepala Subbagian Umum", UnitID: 2, UnitName: "Sekretariat"}, Capacity: staff.Plh},
		},
		Grants: []staff.Grant{{Role: staff.Clerk, UnitID: 2, UnitName: "Sekretariat"}},
	}
}

// dossier is a letter that came down three steps.
func dossier() *disposition.Dossier {
	return &disposition.Dossier{
		Letter: disposition.Letter{
			ID: 1, UnitName: "Dinas Kebudayaan", AgendaYear: 2026, AgendaNumber: 412, Number: "B.10.005/2214/PK/BKPSDM",
			Date: calendar.NewDate(2026, time.November, 18), Received: calendar.NewDate(2026, time.November, 20),
			Sender: "Badan Kepegawaian dan Pengembangan SDM", Subject: `Undangan rapat <b>koordinasi</b> "Data & Arsip"`,
			Summary: "Rapat tanggal 27 November 2026, membawa data pegawai.", Speed: disposition.Urgent, Secrecy: disposition.Restricted,
			Files: []document.File{{ID: "a", Name: "undangan.pdf", MIME: "application/pdf", Size: 120_000}},
		},
		Dispositions: []disposition.Disposition{
			{ID: 1, FromTitle: "Kepala Dinas", ByName: "I Made Artha", As: staff.Definitive, Instructions: []string{"Tindak lanjuti"}, SentAt: at(8, 5)},
			{
				ID: 2, Parent: 1, FromTitle: "Sekretaris", ByName: "Ni Luh Sariani", As: staff.Plt, SentAt: at(9, 30),
				Instructions: []string{"Hadiri", "Laporkan hasilnya"}, Note: "Bawa data arsip & daftar <pegawai>.",
			},
		},
		Branches: []*disposition.Branch{
			{
				ID: 1, Disposition: 1, ToTitle: "Sekretaris", ToUnit: "Sekretariat", State: disposition.StateForwarded,
				Deadline: calendar.NewDate(2026, time.November, 25), Version: 3,
			},
			{
				ID: 2, Disposition: 2, To: 4, ToTitle: "Kepala Subbagian Umum", ToUnit: "Sekretariat",
				State: disposition.StateSent, Deadline: calendar.NewDate(2026, time.November, 24), Version: 1,
			},
		},
	}
}

// view shows the last branch of the dossier after a change.
func view(mark disposition.Mark, change func(*disposition.Branch)) disposition.View {
	d := dossier()
	b := d.Branches[1]
	change(b)
	return disposition.View{Dossier: d, Branch: b, Relation: disposition.Recipient, Mark: mark}
}

func unread(*disposition.Branch) {}

func late(b *disposition.Branch) {
	b.Deadline = calendar.NewDate(2026, time.November, 20)
	b.State, b.Started = disposition.StateProgress, disposition.Act{At: at(10, 0), By: 7, ByName: "Ni Wayan Suartini", As: staff.Plh}
}

func done(b *disposition.Branch) {
	b.State, b.Ended = disposition.StateDone, disposition.Act{At: at(14, 5), By: 7, ByName: "Ni Wayan Suartini", As: staff.Plh}
	b.Report = "Rapat dihadiri.\nHasil: data <b>lengkap</b> & \"disetujui\"."
	b.ReportFiles = []document.File{{ID: "b", Name: "foto.jpg", MIME: "image/jpeg", Size: 2_400_000}}
}

func returned(b *disposition.Branch) {
	b.State, b.Ended = disposition.StateReturned, disposition.Act{At: at(14, 5), By: 7, ByName: "Ni Wayan Suartini"}
	b.Reason = "Bukan tugas subbagian kami."
}

func closedByItself(b *disposition.Branch) {
	b.State, b.Ended = disposition.StateDone, disposition.Act{At: at(14, 5)}
}

// forwarded shows the first branch of the dossier, from further up.
func forwarded() disposition.View {
	d := dossier()
	return disposition.View{Dossier: d, Branch: d.Branches[0], Relation: disposition.UpChain}
}

// deep shows a branch at the end of five steps that went on to six others and
// has every text that a branch can have.
func deep() disposition.View {
	d := dossier()
	order := func(id disposition.DispositionID, parent disposition.BranchID) disposition.Disposition {
		o := d.Dispositions[1]
		o.ID, o.Parent = id, parent
		return o
	}
	for i := range 3 {
		id := 3 + i
		d.Dispositions = append(d.Dispositions, order(disposition.DispositionID(id), disposition.BranchID(id-1)))
		b := *d.Branches[1]
		b.ID, b.Disposition = disposition.BranchID(id), disposition.DispositionID(id)
		d.Branches = append(d.Branches, &b)
	}
	last := d.Branches[4]
	d.Dispositions = append(d.Dispositions, order(6, last.ID))
	for i := range 6 {
		b := *d.Branches[1]
		b.ID, b.Disposition = disposition.BranchID(10+i), 6
		d.Branches = append(d.Branches, &b)
	}
	done(last)
	d.Branches = append(d.Branches[:4:4], append(d.Branches[5:], last)...)
	return disposition.View{Dossier: d, Branch: last, Relation: disposition.Registrar}
}

func asSender(v disposition.View) disposition.View {
	v.Relation = disposition.Sender
	return v
}

func copied(b *disposition.Branch) { b.Copy, b.Deadline = true, calendar.Date{} }

func items() []disposition.Item {
	return []disposition.Item{
		{
			Branch: 9, State: disposition.StateProgress, Deadline: calendar.NewDate(2026, time.November, 20), Subject: "Permintaan data <aset> & arsip",
			Sender: "Biro Organisasi", Speed: disposition.VeryUrgent, ToTitle: "Analis Arsip",
		},
		{Branch: 8, State: disposition.StateSent, Deadline: today(), Subject: "Undangan rapat", Sender: "Bappeda", Speed: disposition.Ordinary, ToTitle: "Kepala Subbagian Umum"},
		{Branch: 7, State: disposition.StateSent, Deadline: calendar.NewDate(2026, time.November, 25), Secrecy: disposition.Secret, AgendaNumber: 413, ToTitle: "Analis Arsip"},
		{Branch: 6, State: disposition.StateRead, Deadline: calendar.NewDate(2027, time.January, 4), Subject: "Laporan bulanan", Sender: "Sekretariat Daerah", Speed: disposition.Ordinary, ToTitle: "Analis Arsip"},
	}
}

func homeSamples() []sample {
	counts := disposition.Counts{Waiting: 1207, Unread: 3, InProgress: 2, Near: 2, Overdue: 1, Copies: 4}
	return []sample{
		{"home in the morning, with profile", text.Home{Actor: actor(), Counts: counts, At: at(7, 30), Profile: true}},
		{"home with nothing waiting", text.Home{Actor: actor(), At: at(12, 0)}},
		{"home with a copy only", text.Home{Actor: actor(), Counts: disposition.Counts{Copies: 1}, At: at(16, 0)}},
		{"home of somebody without a position", text.Home{Actor: staff.Actor{Employee: staff.Employee{Name: "I Ketut Rai"}}, At: at(20, 0), Profile: true}},
		{"home after something not understood", text.Home{Actor: actor(), Counts: counts, At: at(9, 0), News: text.Label("home.not_understood")}},
		{"morning digest", text.Home{Actor: actor(), Counts: counts, At: at(7, 30), News: text.Label("notice.digest")}},
		{"button of a filter", text.FilterLabel{Filter: disposition.Late, Count: 2, Counted: true, Marked: true}},
		{"button of the current filter", text.FilterLabel{Filter: disposition.Finished, Current: true}},
		{"help", text.Help{Commands: []text.HelpLine{
			{Name: "beranda", For: text.Label("command.home")}, {Name: "batal", For: bot.SayHelpCancel},
		}}},
	}
}

func homeRequestSamples() []sample {
	return []sample{
		{"home with requests", text.Home{Actor: actor(), At: at(9, 5), Approvals: 3, Answers: 1}},
		{"home with requests and a profile", text.Home{Actor: actor(), At: at(9, 5), Approvals: 3, Counts: disposition.Counts{Waiting: 2}, Profile: true}},
		{"button of approvals", text.ApprovalsLabel{Count: 3}},
		{"button of proposals", text.AnswersLabel{Count: 1}},
	}
}

func listSamples() []sample {
	page := disposition.Page{Items: items(), Total: 23, Offset: 5, Limit: 5}
	samples := []sample{
		{"list of all", text.DispositionList{Page: page, Filter: disposition.All, Today: today()}},
		{"list of somebody with two positions", text.DispositionList{Page: page, Filter: disposition.Late, Today: today(), Positions: true}},
		{"list of what is done", text.DispositionList{Filter: disposition.Finished, Today: today(), Page: disposition.Page{
			Total: 1, Items: []disposition.Item{{State: disposition.StateDone, Deadline: calendar.NewDate(2026, time.May, 4), Subject: "Laporan", Sender: "Bappeda"}},
		}}},
		{"list of a full archive", text.DispositionList{Filter: disposition.Finished, Today: today(), Page: disposition.Page{
			Total: 1000, Items: []disposition.Item{{State: disposition.StateReturned, Deadline: calendar.NewDate(2026, time.May, 4), Subject: "Laporan", Sender: "Bappeda"}},
		}}},
		{"list of copies", text.DispositionList{Filter: disposition.ForKnowledge, Today: today(), Page: disposition.Page{
			Total: 1, Items: []disposition.Item{{State: disposition.StateSent, Copy: true, Subject: "Laporan", Sender: "Bappeda"}},
		}}},
		{"button of an item", text.NumberLabel{Number: 6}},
		{"button of a page", text.PageLabel{Page: 2, Pages: 5}},
	}
	for _, f := range disposition.Filters() {
		samples = append(samples, sample{"empty list: " + string(f), text.DispositionList{Filter: f, Today: today()}})
	}
	return samples
}

func cardSamples() []sample {
	card := func(v disposition.View, news bot.Phrase) bot.Phrase {
		return text.DispositionCard{View: v, Today: today(), News: news}
	}
	secret := func(s disposition.State, m disposition.Mark, news bot.Phrase) bot.Phrase {
		return text.SecretCard{AgendaNumber: 413, State: s, Mark: m, Deadline: today().AddDays(1), Today: today(), News: news}
	}
	return []sample{
		{"card unread", card(view(disposition.Near, unread), nil)},
		{"card in progress and late", card(view(disposition.Overdue, late), nil)},
		{"card done, after finishing", card(view(disposition.OnTime, done), text.Finished{Sender: "Sekretaris"})},
		{"card returned, seen by the sender", card(asSender(view(disposition.OnTime, returned)), nil)},
		{"card returned, after returning", card(view(disposition.OnTime, returned), text.SentBack{Sender: "Sekretaris"})},
		{"card that ended by itself", card(view(disposition.OnTime, closedByItself), nil)},
		{"card that was forwarded", card(forwarded(), nil)},
		{"card at the end of a long way", card(deep(), text.Finished{Sender: "Sekretaris"})},
		{"card of a copy", card(view(disposition.OnTime, copied), nil)},
		{"card of a secret letter", secret(disposition.StateSent, disposition.Near, nil)},
		{"card of a secret letter, done", secret(disposition.StateDone, disposition.OnTime, text.Finished{})},
		{"card of a copy of a secret letter", text.SecretCard{AgendaNumber: 413, State: disposition.StateRead, Copy: true, Today: today()}},
		{"full text", text.NewFullText(view(disposition.OnTime, done), 1)},
		{"full text past its end", text.NewFullText(view(disposition.OnTime, done), 9)},
		{"button of the files", text.FilesLabel{Count: 2}},
		{"one file follows", text.Sending{Count: 1}},
		{"files follow", text.Sending{Count: 3}},
	}
}

func noticeSamples() []sample {
	notice := func(k notify.Kind, v disposition.View) bot.Phrase {
		return text.BranchNotice{View: v, Kind: k, Today: today()}
	}
	samples := []sample{
		{"notice of a new disposition", notice(notify.DispositionNew, view(disposition.Near, unread))},
		{"notice of a new copy", notice(notify.DispositionNew, view(disposition.OnTime, copied))},
		{"notice of a disposition done", notice(notify.DispositionDone, asSender(view(disposition.OnTime, done)))},
		{"notice of a disposition that ended by itself", notice(notify.DispositionDone, asSender(view(disposition.OnTime, closedByItself)))},
		{"notice of a disposition returned", notice(notify.DispositionReturned, asSender(view(disposition.OnTime, returned)))},
		{"notice of a deadline near", notice(notify.DeadlineNear, view(disposition.Near, unread))},
		{"notice of a deadline past", notice(notify.DeadlineOver, view(disposition.Overdue, late))},
		{"notice of what is late below", text.LateBelow{
			From: "Kepala Bidang Kesenian", To: "Kepala Seksi Seni Rupa", Agenda: "413/2026", Deadline: today().AddDays(-7), Today: today(),
		}},
		{"notice to an account that was replaced", text.Label("notice.account.replaced")},
	}
	samples = append(samples, sample{
		"secret notice of a new copy", text.SecretNotice{Kind: notify.DispositionNew, AgendaNumber: 413, Copy: true, Today: today()},
	})
	for _, k := range branchKinds() {
		samples = append(samples, sample{
			"secret notice: " + string(k),
			text.SecretNotice{Kind: k, AgendaNumber: 413, Deadline: today().AddDays(-1), Today: today()},
		})
	}
	return samples
}

func branchKinds() []notify.Kind {
	return []notify.Kind{
		notify.DispositionNew, notify.DispositionDone, notify.DispositionReturned, notify.DispositionNudged, notify.DispositionEscalated,
		notify.DeadlineNear, notify.DeadlineOver,
	}
}

func formSamples() []sample {
	files := []document.File{{Name: "foto <1>.jpg", Size: 2_400_000}, {Name: "hasil.pdf", Size: 900}}
	return []sample{
		{"question for the report", text.AskReport{AgendaNumber: 412, Limit: disposition.MaxReport}},
		{"question for files", text.AskFiles{Limit: 5}},
		{"question for more files", text.AskFiles{Files: files, Limit: 5}},
		{"question for files when there are enough", text.AskFiles{Files: files, Limit: 2}},
		{"confirmation of a report", text.ConfirmFinish{AgendaNumber: 412, Report: "Sudah <dihadiri> & dicatat.\nSelesai.", Files: files}},
		{"confirmation for a secret letter", text.ConfirmFinishSecret{AgendaNumber: 413}},
		{"question for the reason", text.AskReason{AgendaNumber: 412, Limit: disposition.MaxReason}},
		{"confirmation of a return", text.ConfirmReturn{AgendaNumber: 412, Reason: "Salah <alamat>."}},
		{"one-time link", text.CodeIssued{Name: "I Ketut Rai", Link: "https://t.me/GelisBaliBot?start=q1w2e3_-", Until: at(14, 5)}},
		{"after finishing", text.Finished{Sender: "Kepala <Dinas>"}},
		{"after returning", text.SentBack{}},
		{"incident", bot.Incident{Code: "7F3A"}},
		{"missed duties", text.DutiesMissed{List: []text.MissedDuty{{Duty: "apel.remind", Due: at(6, 0)}, {Duty: "announce", Due: at(9, 0)}}, More: true}},
	}
}

func samples() []sample {
	var all []sample
	for _, group := range [][]sample{
		fieldSamples(), homeSamples(), listSamples(), cardSamples(), noticeSamples(), formSamples(),
		homeRequestSamples(), requestSamples(), askSamples(), decideSamples(), requestNoticeSamples(),
		actingSamples(), bookSamples(), calendarSamples(), officeDaySamples(), audienceSamples(), announceSamples(), settingsSamples(), apelSamples(), apelRuleSamples(), disposeSamples(), trailSamples(), letterSamples(), searchSamples(),
	} {
		all = append(all, group...)
	}
	return all
}
