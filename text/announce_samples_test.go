package text_test

import (
	"time"

	"github.com/gelis-bali/gelis/domain/announce"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func announcement(change ...func(*announce.Announcement)) announce.Announcement {
	a := announce.Announcement{
		ID: 4, Version: 1, Author: 9, AuthorName: "I Nyoman Suardika", Title: "Kepala Biro <Organisasi>", Unit: 2, UnitName: "Biro Organisasi",
		Content: announce.Content{
			HTML:  "<b>Senam pagi</b> hari Jumat pukul 07.00 &amp; sarapan.",
			Files: []document.File{{ID: "a", Name: "undangan.pdf", MIME: "application/pdf", Size: 120_000}},
		},
		Written: at(8, 5),
	}
	for _, c := range change {
		c(&a)
	}
	return a
}

func firstMonday() *calendar.Rule {
	return &calendar.Rule{Kind: calendar.MonthWeekday, Weekday: time.Monday, Nth: 1, Shift: calendar.NextWeek}
}

func repeating(a *announce.Announcement) {
	a.Timing = announce.Timing{Rule: firstMonday(), Minute: 450}
}

func counts() announce.Count {
	return announce.Count{
		People: 1204, Waiting: 600, Sent: 560, Unreachable: 24, Failed: 3, Unknown: 7, Muted: 10, Read: 312, Editing: 4, Withdrawn: 2,
	}
}

func audienceOf(change ...func(*text.Audience)) text.Audience {
	a := text.Audience{Scope: staff.Scope{Everyone: true}, Count: 1204, Reachable: 1180}
	for _, c := range change {
		c(&a)
	}
	return a
}

func narrow(a *text.Audience) {
	a.Scope = staff.Scope{
		Units: []staff.UnitID{2, 3}, Echelons: []staff.Echelon{staff.EchelonIII, staff.Staf}, Kinds: []staff.Kind{staff.PNS}, People: []staff.EmployeeID{7},
	}
	a.Units, a.People = []string{"Biro Organisasi", "Dinas <Kebudayaan>"}, []string{"Ni Wayan Suartini"}
}

func progressOf(state announce.IssueState, change ...func(*text.AnnounceCard)) text.AnnounceCard {
	c := text.AnnounceCard{Audience: audienceOf(), Progress: announce.Progress{
		Announcement: announcement(), PerSecond: 25.4, Left: 24 * time.Second,
		Issue: announce.Issue{ID: 6, Version: 2, Announcement: 4, Due: at(9, 0), Begun: at(9, 1), State: state, Count: counts()},
	}}
	for _, each := range change {
		each(&c)
	}
	return c
}

func audienceSamples() []sample {
	members := []staff.Member{{Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini"}, Title: "Analis Arsip"}, {Employee: staff.Employee{ID: 8, Name: "I Ketut <Rai>"}}}
	question := text.Label("announce.audience")
	return []sample{
		{"audience of everyone", audienceOf()},
		{"audience that is narrowed", audienceOf(narrow)},
		{"question for the audience, nothing chosen", text.AskAudience{Question: question}},
		{"question for the audience", text.AskAudience{Question: question, Audience: audienceOf(narrow)}},
		{"units to choose from", text.AskAudienceUnits{Audience: audienceOf(), Page: 1, Pages: 1}},
		{"units below one", text.AskAudienceUnits{Audience: audienceOf(narrow), Above: "Biro <Organisasi>", Page: 2, Pages: 3}},
		{"people to choose from", text.AskAudiencePeople{Audience: audienceOf(), Search: "way<an", People: members, Before: 8, Total: 10}},
		{"nobody to choose", text.AskAudiencePeople{Search: "zzz"}},
		{"echelons to choose from", text.AskAudienceRanks{Audience: audienceOf()}},
		{"button of all of a unit", text.AllOfUnit{Name: "Biro Organisasi"}},
		{"button of a kind of employment", text.EmploymentLabel{Kind: staff.PPPK}},
		{"button of an echelon", text.EchelonLabel{Echelon: staff.EchelonII}},
		{"button of those without echelon", text.EchelonLabel{Echelon: staff.Staf}},
		{"button of a member", text.MemberLabel{Number: 9, Name: "Ni Wayan Suartini", Title: "Analis Arsip"}},
		{"button of a rule's kind", text.RuleKindLabel{Kind: calendar.MonthWeekday}},
		{"button of a weekday", text.RuleWeekdayLabel{Day: time.Friday}},
		{"button of the last of a month", text.RuleNthLabel{Nth: calendar.Last}},
		{"button of a shift", text.RuleShiftLabel{Shift: calendar.NextWorking}},
	}
}

func announceSamples() []sample {
	next := at(7, 30).AddDate(0, 0, 14)
	withdrawn := func(c *text.AnnounceCard) { c.Announcement.Withdrawn = true }
	edited := announcement(func(a *announce.Announcement) { a.Version, a.Urgent = 2, true })
	again := func(c *text.AnnounceCard) {
		c.Announcement, c.Next, c.Issue = announcement(repeating), next, announce.Issue{}
	}
	held := func(c *text.AnnounceCard) { c.Held, c.PerSecond = at(6, 0).AddDate(0, 0, 1), 0 }
	readers := []announce.Reader{
		{Who: staff.Member{Employee: staff.Employee{Name: "Ni Wayan <Suartini>"}, Title: "Analis Arsip", UnitName: "Sekretariat"}, State: announce.CopySent, SentAt: at(9, 2)},
		{Who: staff.Member{Employee: staff.Employee{Name: "I Ketut Rai"}, UnitName: "Sekretariat"}, State: announce.CopyUnknown, ReadAt: at(9, 5)},
	}
	got := []announce.Received{
		{Issue: 6, Announcement: announcement(), SentAt: at(9, 2)},
		{Issue: 5, Announcement: announcement(), State: announce.CopyMuted, ReadAt: at(9, 5)},
	}
	missed := progressOf(announce.Missed).Progress
	dropped := progressOf(announce.Dropped).Progress
	sent := progressOf(announce.Sending)
	sent.News = text.Label("announce.sent")
	return []sample{
		{"announcement", text.AnnouncedOf(announcement(), false)},
		{"announcement that was changed", text.AnnouncedOf(edited, false)},
		{"announcement once more", text.AnnouncedOf(announcement(), true)},
		{"announcement withdrawn", text.Taken{Title: "Kepala Biro", UnitName: "Biro Organisasi"}},
		{"question for the message", text.AskContent{}},
		{"question for more of the message", text.AskContent{Gist: "Senam <pagi>", Files: announcement().Content.Files}},
		{"question for the new message", text.AskContent{Edit: true}},
		{"question for the new message, given", text.AskContent{Edit: true, Gist: "Senam sore"}},
		{"question for the capacity", text.AskOffice{}},
		{"button of a position to write in", text.OfficeLabel{Office: announce.Office{Title: "Kepala Biro", UnitName: "Biro Organisasi"}}},
		{"button of a role to write in", text.OfficeLabel{Office: announce.Office{Role: staff.Personnel, UnitName: "Pemerintah Provinsi"}}},
		{"at once", text.AnnounceWhen{}},
		{"at an instant", text.AnnounceWhen{Timing: announce.Timing{At: at(14, 5)}}},
		{"again and again", text.AnnounceWhen{Timing: announcement(repeating).Timing, Next: next}},
		{"preview", text.ConfirmAnnounce{Audience: audienceOf(), Held: at(6, 0).AddDate(0, 0, 1)}},
		{"preview of what is urgent", text.ConfirmAnnounce{Audience: audienceOf(narrow), Urgent: true}},
		{"preview that cannot be sent", text.ConfirmAnnounce{Audience: audienceOf(), Problem: announce.ErrBeyond}},
		{"button that sends", text.SendToLabel{Count: 1204}},
		{"card of what is being sent", sent},
		{"card that waits for the morning", progressOf(announce.Sending, held)},
		{"card of what is stopped", progressOf(announce.Stopped)},
		{"card of what will be sent", progressOf(announce.Scheduled)},
		{"card of what is out", progressOf(announce.Done)},
		{"card of what was missed", progressOf(announce.Missed)},
		{"card of what was given up", progressOf(announce.Dropped)},
		{"card of what was withdrawn", progressOf(announce.Done, withdrawn)},
		{"card of what repeats", progressOf("", again)},
		{"announcements of a unit", text.AnnounceList{Items: []announce.Progress{sent.Progress, {Announcement: announcement(repeating)}}, Offset: 5, Total: 7}},
		{"no announcements of a unit", text.AnnounceList{}},
		{"announcements for me", text.ReceivedList{Items: got, Total: 2}},
		{"no announcements for me", text.ReceivedList{}},
		{"who has not read it", text.ReaderList{Items: readers, Total: 12, Offset: 5, Unread: true}},
		{"everybody has read it", text.ReaderList{Unread: true}},
		{"question whether to withdraw", text.AskAnnounce{What: "announce.ask.withdraw", Gist: "Senam <pagi>", Count: 560}},
		{"announce.done", text.AnnounceNotice{Progress: progressOf(announce.Done).Progress}},
		{"announce.missed", text.AnnounceNotice{Progress: missed, Missed: true}},
		{"announce.missed, not allowed any more", text.AnnounceNotice{Progress: dropped, Missed: true}},
		{"table of readers", text.AnnounceSheet{Count: 1204}},
	}
}

func settingsSamples() []sample {
	chosen := staff.Settings{DigestAt: 600, AnnounceFrom: 480, AnnounceUntil: 1020, Muted: []staff.Optional{staff.DeadlineReminders}, Dates: staff.BalineseDates}
	quiet := staff.Settings{Muted: []staff.Optional{staff.MorningDigest, staff.Announcements}}
	return []sample{
		{"settings that nobody chose", text.SettingsCard{Today: today()}},
		{"settings that were chosen", text.SettingsCard{Settings: chosen, Today: today(), News: text.Label("settings.saved")}},
		{"settings of who wants quiet", text.SettingsCard{Settings: quiet, Today: today()}},
		{"hours of announcements", text.HourRange{From: 480, Until: 1020}},
		{"question for the hour of the digest", text.AskDigest{}},
		{"question for the hours of announcements", text.AskAnnounceHours{}},
		{"question for what is muted", text.AskMuted{}},
		{"button of the digest", text.OptionalLabel{What: staff.MorningDigest}},
		{"button of deadlines, muted", text.OptionalLabel{What: staff.DeadlineReminders, Muted: true}},
		{"button of announcements", text.OptionalLabel{What: staff.Announcements}},
		{"question for the style of dates", text.AskDates{Today: today()}},
		{"button of Balinese dates", text.StyleLabel{Style: staff.BalineseDates}},
	}
}

func wordedAnnouncements() map[string]error {
	return map[string]error{
		"announce.ErrNoSuchAnnouncement": announce.ErrNoSuchAnnouncement,
		"announce.ErrNoSuchIssue":        announce.ErrNoSuchIssue,
		"announce.ErrNotYours":           announce.ErrNotYours,
		"announce.ErrOnlyAuthor":         announce.ErrOnlyAuthor,
		"announce.ErrNobody":             announce.ErrNobody,
		"announce.ErrBeyond":             announce.ErrBeyond,
		"announce.ErrPast":               announce.ErrPast,
		"announce.ErrEmpty":              announce.ErrEmpty,
		"announce.ErrOver":               announce.ErrOver,
		"announce.ErrWithdrawn":          announce.ErrWithdrawn,
		"announce.ErrRepeatedBefore":     announce.ErrRepeatedBefore,
		"announce.ErrAllRead":            announce.ErrAllRead,
	}
}
