package text_test

import (
	"strings"
	"time"

	"github.com/gelis-bali/gelis/bot"
	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/document"
	"github.com/gelis-bali/gelis/domain/leave"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
	"github.com/gelis-bali/gelis/text"
)

func days(from, to int) request.Period {
	return request.Period{From: calendar.NewDate(2026, time.December, from), To: calendar.NewDate(2026, time.December, to)}
}

func balance() leave.Balance {
	return leave.Balance{Year: 2026, Sources: []leave.Source{{Year: 2024}, {Year: 2025, Days: 6}, {Year: 2026, Days: 12}}}
}

// asked is a request for annual leave whose consideration is awaited.
func asked() *request.Request {
	return &request.Request{
		ID: 77, Version: 1, State: request.Waiting, Days: 8, SentAt: at(8, 5),
		Ask: request.Ask{
			Kind: request.Leave, Leave: leave.Annual, Period: days(1, 10), Reason: "Upacara <ngaben> keluarga & persiapannya.",
			Address: "Banjar Tengah, Ubud", Phone: "0812 3456 7890", Files: []document.File{{ID: "a", Name: "surat.pdf", Size: 900}},
		},
		Applicant: request.Applicant{
			Employee: staff.Employee{ID: 7, Name: "Ni Wayan Suartini, S.Sos.", Kind: staff.PNS}, Position: 3, Title: "Analis Arsip",
			Unit: 2, UnitName: "Sekretariat",
		},
		Charges: []leave.Charge{{Year: 2026, Source: 2025, Days: 6}, {Year: 2026, Source: 2026, Days: 2}},
		Steps: []request.Step{
			{Ordinal: 1, Stage: request.Consider, Position: 4, Title: "Kepala Subbagian Umum", Since: at(8, 5), EscalateDays: 2},
			{Ordinal: 2, Stage: request.Decide, Position: 6, Title: "Kepala Dinas", InsteadTitle: "Sekretaris", Instead: 5, Why: request.Vacant},
		},
	}
}

func line() request.Line {
	return request.Line{
		4: {Position: staff.Position{ID: 4}, Holders: []request.Holder{{Name: "I Ketut Rai", As: staff.Definitive}, {Name: "I Made Oka", As: staff.Plh}}},
		6: {Position: staff.Position{ID: 6}, Holders: []request.Holder{{Name: "I Made Artha", As: staff.Definitive}}},
	}
}

func absences(n int) []request.Absence {
	list := make([]request.Absence, n)
	for i := range list {
		list[i] = request.Absence{Name: "I Nyoman Suarta", Kind: request.Leave, Leave: leave.Annual, Period: days(3+i, 4+i), Approved: i%2 == 0}
	}
	return list
}

func verdict(c request.Choice, reason string) *request.Verdict {
	return &request.Verdict{Choice: c, Reason: reason, Act: request.Act{
		At: at(9, 30), ByName: "I Made Oka", Position: 4, Title: "Kepala Subbagian Umum", As: staff.Plh,
	}}
}

// seenBy is a request as somebody sees it, after it was changed.
func seenBy(relation request.Relation, change ...func(*request.Request)) request.View {
	r := asked()
	for _, c := range change {
		c(r)
	}
	v := request.View{Request: r, Line: line(), Relation: relation, Balance: []leave.Balance{balance()}}
	if r.State == request.Waiting {
		v.Waits = []request.Turn{{Title: "Kepala Subbagian Umum", Holders: line()[4].Holders, Since: at(8, 5)}}
	}
	if relation == request.IsDecider {
		v.Away, v.Allowed = absences(7), []request.Action{request.ActionDecide}
	}
	return v
}

func considered(r *request.Request) {
	r.Steps[0].Verdict = verdict(request.Approve, "")
	r.Steps[1].Since = at(9, 31)
}

func ended(s request.State, c request.Choice, reason string) func(*request.Request) {
	return func(r *request.Request) {
		considered(r)
		r.Steps[1].Verdict = verdict(c, reason)
		r.Steps[1].Verdict.Act.Position, r.Steps[1].Verdict.Act.Title, r.Steps[1].Verdict.Act.As = 6, "Kepala Dinas", staff.Definitive
		r.State, r.EndedAt = s, at(9, 31)
	}
}

func proposedDays(r *request.Request) {
	considered(r)
	r.Steps[1].Verdict = verdict(request.Change, "Ada rapat tahunan.")
	r.Steps[1].Verdict.Proposal = days(14, 23)
	r.State = request.Proposed
}

func escalated(r *request.Request) {
	r.Steps[0].Escalated, r.Steps[0].EscalatedTitle = 6, "Kepala Dinas"
}

func travel(r *request.Request) {
	r.Ask = request.Ask{
		Kind: request.Travel, Period: days(1, 2), Reason: "Monitoring koperasi.", People: []request.Person{{Name: "I Ketut Rai"}, {Name: "Ni Made Ayu"}},
		Trip: request.Trip{From: "Denpasar", To: "Singaraja", Vehicle: "Kendaraan dinas", Budget: "5.1.02.04"},
	}
	r.Days, r.Charges = 2, nil
}

func overtime(r *request.Request) {
	r.Ask = request.Ask{Kind: request.Overtime, Period: days(1, 1), Hours: request.Hours{From: 990, To: 1140}, Reason: "Laporan akhir tahun."}
	for range 8 {
		r.People = append(r.People, request.Person{Name: "I Ketut Rai"})
	}
	r.Days, r.Charges = 1, nil
}

func cancels(r *request.Request) { r.Cancels, r.Charges = 70, nil }

func sixSteps(r *request.Request) {
	for i := range 5 {
		s := r.Steps[1]
		s.Ordinal, s.Verdict = 3+i, verdict(request.Approve, strings.Repeat("Setuju. ", 30))
		r.Steps = append(r.Steps, s)
	}
}

func oneOfTwo(r *request.Request) {
	r.Steps = []request.Step{
		{Ordinal: 1, Stage: request.Decide, Mode: request.AnyOf, Position: 4, Title: "Kepala Subbagian Umum", Since: at(8, 5)},
		{Ordinal: 1, Slot: 1, Stage: request.Decide, Mode: request.AnyOf, Position: 6, Title: "Kepala Dinas", Since: at(8, 5), Skipped: true},
	}
}

func requestSamples() []sample {
	card := func(v request.View, news bot.Phrase) bot.Phrase {
		return text.RequestCard{View: v, Today: today(), News: news}
	}
	undoable := seenBy(request.IsDecider, considered)
	undoable.Own, undoable.UndoUntil = &undoable.Steps[0], at(9, 31)
	cancellation := seenBy(request.IsDecider, cancels)
	cancellation.Original = asked()
	moved := seenBy(request.IsApplicant, escalated)
	moved.Waits = append(moved.Waits, request.Turn{Title: "Kepala Dinas", Since: at(8, 5), Escalated: true})
	return []sample{
		{"request, to who decides", card(seenBy(request.IsDecider), nil)},
		{"request, to the applicant after sending", card(seenBy(request.IsApplicant), text.Sent{Waits: seenBy("").Waits})},
		{"request, to who goes along", card(seenBy(request.IsConcerned, travel), nil)},
		{"request with a verdict that can be taken back", card(undoable, text.Ruled{Choice: request.Approve, Own: undoable.Own})},
		{"request approved, to the applicant", card(seenBy(request.IsApplicant, ended(request.Approved, request.Approve, "")), nil)},
		{"request refused, to the chain", card(seenBy(request.InChain, ended(request.Refused, request.Refuse, "Sudah ada dua orang yang cuti.")), nil)},
		{"request with other days proposed", card(seenBy(request.IsApplicant, proposedDays), nil)},
		{"request with other days proposed, to personnel", card(seenBy(request.IsPersonnel, proposedDays), nil)},
		{"request that was escalated", card(moved, nil)},
		{"request for overtime", card(seenBy(request.IsDecider, overtime, oneOfTwo), nil)},
		{"request with a long chain", card(seenBy(request.InChain, sixSteps), nil)},
		{"cancellation", card(cancellation, nil)},
		{"list of requests", text.RequestList{Page: requestPage(), Today: today()}},
		{"empty list of requests", text.RequestList{Today: today()}},
		{"list of approvals", text.ApprovalList{Page: requestPage(), Offset: 5, Today: today()}},
		{"empty list of approvals", text.ApprovalList{Today: today()}},
		{"choice of several requests", text.AskMany{Items: requestPage().Items, Total: 12}},
		{"choice of several requests of which none is left", text.AskMany{}},
		{"button of a request", text.ItemLabel{Item: requestPage().Items[0]}},
		{"confirmation of several approvals", text.ConfirmMany{Items: requestPage().Items}},
		{"button for several approvals", text.ApproveLabel{Count: 3}},
		{"several approved, some not", text.ManyApproved{Approved: requestPage().Items, Refused: []text.RefusedItem{{Item: requestPage().Items[0], Why: request.ErrEnded}}}},
		{"none approved", text.ManyApproved{Refused: []text.RefusedItem{{Item: requestPage().Items[0], Why: request.ErrNotYourTurn}}}},
	}
}

func requestPage() request.Page {
	return request.Page{Total: 12, Items: []request.Item{
		{
			ID: 77, Kind: request.Leave, Leave: leave.Annual, Applicant: "Ni Wayan Suartini, S.Sos.", UnitName: "Sekretariat", Period: days(1, 10),
			Days: 8, State: request.Waiting, SentAt: at(8, 5), At: "Kepala Subbagian Umum", Since: at(8, 5),
		},
		{
			ID: 78, Kind: request.Permit, Permit: request.Late, Applicant: "I Ketut Rai", UnitName: "Sekretariat", Period: days(1, 1),
			Hours: request.Hours{From: 450, To: 555}, Days: 1, State: request.Approved, SentAt: at(8, 5),
		},
		{ID: 79, Kind: request.Travel, Cancels: 60, Applicant: "I Ketut Rai", Period: request.Period{From: calendar.NewDate(2026, 12, 30), To: calendar.NewDate(2027, 1, 3)}, Days: 5, State: request.Proposed},
	}}
}

func askSamples() []sample {
	b := balance()
	own := staff.Phone("6281234567890")
	plan := request.Plan{
		Ask: asked().Ask, Applicant: asked().Applicant, Days: 8, Charges: asked().Charges, Balance: []leave.Balance{b},
		Steps: asked().Steps, Line: line(), Away: absences(2),
	}
	trip := asked()
	travel(trip)
	samples := []sample{
		{"kinds of requests", text.AskWhat{Balance: &b}},
		{"kinds of requests without a position", text.AskWhat{}},
		{"button of a kind", text.KindLabel{Kind: request.Travel}},
		{"button of a permission", text.PermitLabel{Permit: request.Early}},
		{"button of a position", text.HoldingLabel{Holding: actor().Holdings[1]}},
		{"button of a kind of leave", text.LeaveLabel{Type: leave.Important}},
		{"kinds of leave of a PNS", text.AskLeave{Kind: staff.PNS}},
		{"kinds of leave of a PPPK", text.AskLeave{Kind: staff.PPPK}},
		{"days of leave", text.AskDays{Kind: request.Leave, Leave: leave.Annual}},
		{"days of a permission", text.AskDays{Kind: request.Permit}},
		{"days of a travel", text.AskDays{Kind: request.Travel}},
		{"day of overtime", text.AskDays{Kind: request.Overtime}},
		{"what days mean", text.DaysLine{Kind: request.Leave, Days: 8, Balance: &b}},
		{"what days mean that will not do", text.DaysLine{Kind: request.Leave, Days: 19, Problem: &leave.QuotaError{Asked: 19, Left: 18, Year: 2026}}},
		{"hours of a late arrival", text.AskHours{Kind: request.Permit, Permit: request.Late}},
		{"hours of an early leave", text.AskHours{Kind: request.Permit, Permit: request.Early}},
		{"hours of overtime", text.AskHours{Kind: request.Overtime}},
		{"telephone", text.AskPhone{Own: own}},
		{"telephone that the office does not know", text.AskPhone{}},
		{"button of the telephone", text.PhoneLabel{Own: own}},
		{"doctor's letter", text.AskDocuments{Leave: leave.Sick, Required: true, Limit: 5}},
		{"other documents", text.AskDocuments{Limit: 5}},
		{"more documents", text.AskDocuments{Leave: leave.Sick, Required: true, Files: asked().Files, Limit: 5}},
		{"people who go along", text.AskPeople{Kind: request.Travel}},
		{"people who work overtime", text.AskPeople{Kind: request.Overtime}},
		{"preview of leave", text.AskPreview{Plan: plan, Today: today()}},
		{"preview that cannot be sent", text.AskPreview{Plan: request.Plan{Ask: trip.Ask}, Today: today(), Problem: request.ErrNobodyAbove}},
		{"after sending", text.Sent{Waits: seenBy("").Waits}},
	}
	for _, f := range []request.Field{request.FieldReason, request.FieldAddress, request.FieldFrom, request.FieldTo, request.FieldVehicle, request.FieldBudget} {
		samples = append(samples, sample{"question for " + string(f), text.AskText{Field: f, Kind: request.Leave, Limit: 200}})
	}
	for _, k := range []request.Kind{request.Travel, request.Overtime} {
		samples = append(samples, sample{"question for the reason of " + string(k), text.AskText{Field: request.FieldReason, Kind: k, Limit: 500}})
	}
	for _, t := range []leave.Type{leave.Long, leave.Important, leave.Maternity} {
		samples = append(samples, sample{"documents of " + string(t), text.AskDocuments{Leave: t, Limit: 5}})
	}
	return samples
}

func decideSamples() []sample {
	item := requestPage().Items[0]
	samples := []sample{
		{"question for other days", text.AskProposal{Item: item}},
		{"confirmation of a verdict", text.ConfirmVerdict{Item: item, Choice: request.Change, Reason: "Ada <rapat>.", Proposal: days(14, 23)}},
		{"confirmation of a cancellation", text.ConfirmVerdict{Item: item, Reason: strings.Repeat("Tidak jadi. ", 5)}},
		{"confirmation of a withdrawal", text.ConfirmWithdraw{Item: item}},
		{"after a verdict", text.Ruled{Choice: request.Postpone}},
		{"button of the documents", text.DocumentsLabel{Count: 2}},
		{"question for the reason of a cancellation", text.AskWhy{Item: item, Limit: 500}},
	}
	for _, c := range request.Leave.Choices() {
		samples = append(samples, sample{"button: " + string(c), text.ChoiceLabel{Choice: c}})
		if c != request.Approve {
			samples = append(samples, sample{"question for the reason: " + string(c), text.AskWhy{Item: item, Choice: c, Limit: 500}})
		}
	}
	return samples
}

func requestNoticeSamples() []sample {
	notice := func(k notify.Kind, v request.View) bot.Phrase {
		return text.RequestNotice{View: v, Kind: k, Today: today()}
	}
	waiting := seenBy(request.IsDecider)
	refused := seenBy(request.IsApplicant, ended(request.Refused, request.Refuse, "Tenaga <kurang>."))
	return []sample{
		{"request approved", notice(notify.RequestApproved, seenBy(request.IsApplicant, ended(request.Approved, request.Approve, "")))},
		{"travel approved, to who goes along", notice(notify.RequestApproved, seenBy(request.IsConcerned, travel, ended(request.Approved, request.Approve, "")))},
		{"request refused", notice(notify.RequestRefused, refused)},
		{"cancellation refused", notice(notify.RequestRefused, seenBy(request.IsApplicant, cancels, ended(request.Refused, request.Refuse, "Tidak perlu.")))},
		{"request postponed", notice(notify.RequestPostponed, seenBy(request.IsApplicant, ended(request.Postponed, request.Postpone, "Akhir tahun anggaran.")))},
		{"other days proposed", notice(notify.RequestProposed, seenBy(request.IsApplicant, proposedDays))},
		{"request lapsed", notice(notify.RequestLapsed, seenBy(request.IsApplicant))},
		{"request lapsed, to the decider", notice(notify.RequestLapsed, seenBy(request.InChain))},
		{"request cancelled", notice(notify.RequestCancelled, seenBy(request.IsApplicant, ended(request.Cancelled, request.Approve, "")))},
		{"request escalated, to the applicant", notice(notify.RequestEscalated, seenBy(request.IsApplicant, escalated))},
		{"request escalated, to the next", notice(notify.RequestEscalated, seenBy(request.IsDecider, escalated))},
		{"decider reminded", notice(notify.RequestNudged, waiting)},
		{"request withdrawn", notice(notify.RequestWithdrawn, seenBy(request.InChain))},
	}
}
