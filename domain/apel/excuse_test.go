package apel_test

import (
	"errors"
	"testing"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/notify"
	"github.com/gelis-bali/gelis/domain/request"
	"github.com/gelis-bali/gelis/domain/staff"
)

func TestAnExcuseCountsWhenTheSuperiorConsents(t *testing.T) {
	t.Parallel()
	o := open()
	self, head := crowd()["self"], crowd()["superior"]
	view := must[apel.View](t)(o.Excuse(t.Context(), self, 1, apel.Sick, " demam "))
	if view.Mine.Status != apel.Open || view.Mine.Excuse.Reason != "demam" || o.told[0].Kind != notify.ApelExcuse || o.told[0].To.Position != headPost {
		t.Fatalf("%+v, told %+v", view.Mine, o.told)
	}
	plea := must[apel.Plea](t)(o.LookPlea(t.Context(), head, 1, selfID))
	if !plea.MayDecide || len(plea.Titles) != 1 {
		t.Errorf("%+v", plea)
	}
	if _, err := o.Consent(t.Context(), head, 1, selfID, o.verdict(selfID, false, " ")); !errors.Is(err, apel.ErrReasonMissing) {
		t.Errorf("refused without a reason: %v", err)
	}
	plea = must[apel.Plea](t)(o.Consent(t.Context(), head, 1, selfID, o.verdict(selfID, true, "")))
	if plea.Presence.Status != apel.Sick || plea.Presence.Way != apel.ByConsent || plea.MayDecide || o.toldOf(notify.ApelConsent, selfID) != 1 {
		t.Errorf("%+v", plea)
	}
	if _, err := o.Consent(t.Context(), head, 1, selfID, o.verdict(selfID, true, "")); !errors.Is(err, apel.ErrConsented) {
		t.Errorf("a second time: %v", err)
	}
	view = must[apel.View](t)(o.Coming(t.Context(), self, 1))
	if view.Mine.Status != apel.Open || !view.Mine.Coming || view.Mine.Excuse != (apel.Excuse{}) {
		t.Errorf("taken back: %+v", view.Mine)
	}
}

func TestAnExcuseThatIsRefusedCountsForNothing(t *testing.T) {
	t.Parallel()
	o := open()
	_ = must[apel.View](t)(o.Excuse(t.Context(), crowd()["self"], 1, apel.Permitted, "acara"))
	plea := must[apel.Plea](t)(o.Consent(t.Context(), crowd()["superior"], 1, selfID, o.verdict(selfID, false, "tidak mendesak")))
	if plea.Presence.Status != apel.Open || plea.Presence.Excuse.Consent != apel.Refused || plea.Presence.Note != "tidak mendesak" {
		t.Errorf("%+v", plea.Presence)
	}
	o.run(t, apel.TaskRemind, at(4, 15, 0))
	if o.toldOf(notify.ApelReminder, selfID) != 1 {
		t.Error("not expected again")
	}
}

func TestAnExcuseClimbsOverVacantPositionsAndCountsWhereNobodyIsAbove(t *testing.T) {
	t.Parallel()
	o := open()
	post := o.line[headPost]
	post.Holders = nil
	o.line[headPost] = post
	_ = must[apel.View](t)(o.Excuse(t.Context(), crowd()["self"], 1, apel.Permitted, "acara"))
	if o.told[0].To.Position != topPost {
		t.Errorf("asked %+v", o.told[0].To)
	}
	o.line = request.Line{deskPost: o.line[deskPost], headPost: post}
	view := must[apel.View](t)(o.Excuse(t.Context(), crowd()["mate"], 1, apel.Permitted, "acara"))
	if view.Mine.Status != apel.Permitted || view.Mine.Excuse.Consent != apel.Granted || len(o.told) != 1 {
		t.Errorf("%+v", view.Mine)
	}
}

func TestTheSuperiorMayConsentAfterTheDay(t *testing.T) {
	t.Parallel()
	o := open()
	o.set(at(7, 10, 0))
	_ = must[apel.View](t)(o.Excuse(t.Context(), crowd()["self"], 1, apel.Sick, "demam"))
	o.run(t, apel.TaskDayEnd, at(7, 17, 0))
	if p := must[apel.Presence](t)(o.Presence(t.Context(), 1, selfID)); p.Status != apel.Unexplained || p.Excuse.Consent != apel.Asked {
		t.Errorf("%+v", p)
	}
	plea := must[apel.Plea](t)(o.Consent(t.Context(), crowd()["superior"], 1, selfID, o.verdict(selfID, true, "")))
	if plea.Presence.Status != apel.Sick || plea.Presence.Way != apel.ByConsent {
		t.Errorf("%+v", plea.Presence)
	}
	if _, err := o.Excuse(t.Context(), crowd()["mate"], 1, apel.Sick, "demam"); err == nil {
		t.Error("excused when the day was over")
	}
}

func TestBeingThereWinsAndAnOfficersMarkWinsOverAll(t *testing.T) {
	t.Parallel()
	o := open()
	o.absent[selfID] = apel.OnLeave
	o.run(t, apel.TaskRemind, at(4, 15, 0))
	_ = must[apel.View](t)(o.Excuse(t.Context(), crowd()["mate"], 1, apel.Sick, "demam"))
	o.set(at(7, 7, 0))
	for _, who := range []string{"self", "mate"} {
		view := must[apel.View](t)(o.CheckIn(t.Context(), crowd()[who], o.code()))
		if view.Mine.Status != apel.Present || view.Mine.Excuse.Consent == apel.Asked {
			t.Errorf("%s: %+v", who, view.Mine)
		}
	}
	if _, err := o.LookPlea(t.Context(), crowd()["superior"], 1, mateID); !errors.Is(err, apel.ErrNoExcuse) {
		t.Errorf("the superior is still asked: %v", err)
	}
	officer := crowd()["officer"]
	p := must[apel.Presence](t)(o.Mark(t.Context(), officer, 1, headID, apel.OnGuard, "jaga pos"))
	if p.Way != apel.ByOfficer || p.MarkedBy != officerID || p.Note != "jaga pos" {
		t.Errorf("%+v", p)
	}
	if _, err := o.CheckIn(t.Context(), crowd()["superior"], o.code()); err == nil {
		t.Error("a mark by hand was overruled by a code")
	}
	if p := must[apel.Presence](t)(o.Mark(t.Context(), officer, 1, headID, apel.Late, "datang juga")); p.Status != apel.Late {
		t.Errorf("%+v", p)
	}
	for name, err := range map[string]error{
		"without a reason": second(o.Mark(t.Context(), officer, 1, selfID, apel.Late, " ")),
		"unexplained now":  second(o.Mark(t.Context(), officer, 1, selfID, apel.Unexplained, "x")),
		"nothing":          second(o.Mark(t.Context(), officer, 1, selfID, apel.Open, "x")),
	} {
		if err == nil {
			t.Errorf("marked %s", name)
		}
	}
	o.events[0].Officers = append(o.events[0].Officers, mateID)
	if _, err := o.Mark(t.Context(), crowd()["mate"], 1, mateID, apel.Present, "x"); !errors.Is(err, apel.ErrOwnMark) {
		t.Errorf("marked themself: %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

// verdict is about the excuse that somebody gave last.
func (o office) verdict(who staff.EmployeeID, grant bool, reason string) apel.Verdict {
	return apel.Verdict{Shown: o.rows[1][who].Excuse.At, Grant: grant, Reason: reason}
}

func TestAnExcuseIsNotSwitchedUnderTheSuperiorsFinger(t *testing.T) {
	t.Parallel()
	o := open()
	self, head := crowd()["self"], crowd()["superior"]
	_ = must[apel.View](t)(o.Excuse(t.Context(), self, 1, apel.Sick, "demam"))
	read := o.verdict(selfID, true, "")
	if _, err := o.Excuse(t.Context(), self, 1, apel.Travelling, "rapat di Jakarta"); !errors.Is(err, apel.ErrExcuseWaits) {
		t.Errorf("another one while one waits: %v", err)
	}
	if _, err := o.Excuse(t.Context(), self, 1, apel.Sick, " demam "); err != nil || o.rows[1][selfID].Version != 1 {
		t.Errorf("the same one again: %v, version %d", err, o.rows[1][selfID].Version)
	}
	o.set(at(4, 10, 1))
	_ = must[apel.View](t)(o.Coming(t.Context(), self, 1))
	_ = must[apel.View](t)(o.Excuse(t.Context(), self, 1, apel.Travelling, "rapat di Jakarta"))
	for _, grant := range []bool{true, false} {
		read.Grant, read.Reason = grant, "tidak"
		if _, err := o.Consent(t.Context(), head, 1, selfID, read); !errors.Is(err, apel.ErrOtherExcuse) || o.rows[1][selfID].Excuse.Consent != apel.Asked {
			t.Errorf("consent %t to the one that was withdrawn: %v", grant, err)
		}
	}
	plea := must[apel.Plea](t)(o.Consent(t.Context(), head, 1, selfID, o.verdict(selfID, true, "")))
	if plea.Presence.Status != apel.Travelling {
		t.Errorf("%+v", plea.Presence)
	}
}
