package apel_test

import (
	"errors"
	"math"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/gelis-bali/gelis/domain/apel"
	"github.com/gelis-bali/gelis/domain/audit"
)

func TestWhenOneIsThereSaysWhetherOneIsLate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		at   time.Time
		want apel.Status
		err  error
	}{
		{"a second before it opens", at(7, 6, 45).Add(-time.Second), "", &apel.EarlyError{Opens: at(7, 6, 45)}},
		{"as it opens", at(7, 6, 45), apel.Present, nil},
		{"on the dot", at(7, 7, 30), apel.Present, nil},
		{"a second after the hour", at(7, 7, 30).Add(time.Second), apel.Late, nil},
		{"as it closes", at(7, 8, 0), apel.Late, nil},
		{"a second after it closes", at(7, 8, 0).Add(time.Second), "", &apel.LateError{Closed: at(7, 8, 0)}},
	}
	for _, tt := range tests {
		o := open()
		o.set(tt.at)
		view, err := o.CheckIn(t.Context(), crowd()["self"], o.code())
		if tt.err != nil {
			if err == nil || errors.Unwrap(err) == nil || cmp.Diff(tt.err, errors.Unwrap(err)) != "" {
				t.Errorf("%s: got %v, want %v", tt.name, err, tt.err)
			}
			continue
		}
		if err != nil || view.Mine.Status != tt.want || view.Mine.Account != crowd()["self"].Account || !view.Mine.At.Equal(tt.at) {
			t.Errorf("%s: %v, %+v", tt.name, err, view.Mine)
		}
	}
}

func TestALocationProvesOnlyWhatItCan(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		fix  func(*apel.Fix)
		want error
	}{
		{"in the middle", func(*apel.Fix) {}, nil},
		{"89 metres away", func(f *apel.Fix) { f.Latitude += 0.0008 }, nil},
		{"112 metres away", func(f *apel.Fix) { f.Latitude += 0.001 }, &apel.AwayError{Place: "Halaman Kantor", Metres: 112, Radius: 100}},
		{"on the other side of the earth", func(f *apel.Fix) { f.Latitude, f.Longitude = 8.6705, 115.2260-180 }, &apel.AwayError{Place: "Halaman Kantor", Metres: 20015115, Radius: 100}},
		{"nowhere", func(f *apel.Fix) { f.Latitude = math.NaN() }, apel.ErrNoProof},
		{"picked on the map", func(f *apel.Fix) { f.Live = false }, apel.ErrPlainLocation},
		{"forwarded", func(f *apel.Fix) { f.Forwarded = true }, apel.ErrForwarded},
		{"exact enough", func(f *apel.Fix) { f.Accuracy = 150 }, nil},
		{"too inexact", func(f *apel.Fix) { f.Accuracy = 150.5 }, &apel.VagueError{Metres: 151}},
	}
	for _, tt := range tests {
		fix := here()
		tt.fix(fix)
		if got := yard().Check(*fix); !errors.Is(got, tt.want) && !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	bare := yard()
	bare.Radius = 0
	if err := bare.Check(*here()); !errors.Is(err, apel.ErrNoFence) {
		t.Errorf("a place without a fence: %v", err)
	}
}

func TestFiveWrongCodesLockAndAnOldQRDoesNot(t *testing.T) {
	t.Parallel()
	o := open()
	o.set(at(7, 7, 0))
	self := crowd()["self"]
	stale := apel.Proof{Event: 1, Token: o.events[0].Token(1)}
	for left := 4; left >= 0; left-- {
		wrong := o.code()
		wrong.Digits = o.events[0].Digits(apel.StepAt(*o.time) + 7)
		for _, p := range []apel.Proof{stale, wrong} {
			_, err := o.CheckIn(t.Context(), self, p)
			code, ok := errors.AsType[*apel.CodeError](err)
			if want := map[bool]int{true: left + 1, false: left}[p.Token != ""]; !ok || code.Left != want {
				t.Fatalf("got %v, want %d left", err, want)
			}
		}
	}
	for _, p := range []apel.Proof{o.code(), {Event: 1, Fix: here()}} {
		if _, err := o.CheckIn(t.Context(), self, p); !errors.Is(err, apel.ErrLocked) {
			t.Errorf("got %v", err)
		}
	}
	if len(o.lines) != 10 || o.lines[9].Action != audit.ApelCodeWrong || len(o.refusals) != 0 {
		t.Errorf("%d lines, %d refusals", len(o.lines), len(o.refusals))
	}
	if _, err := o.Mark(t.Context(), crowd()["officer"], 1, selfID, apel.Present, "terkunci"); err != nil {
		t.Errorf("the officer cannot mark: %v", err)
	}
}

func TestOneAccountIsOnePersonAndANewPhoneHasToWait(t *testing.T) {
	t.Parallel()
	o := open()
	o.set(at(7, 7, 0))
	mate := crowd()["mate"]
	o.linked[mateID] = at(7, 6, 46)
	if _, err := o.CheckIn(t.Context(), mate, o.code()); !errors.Is(err, apel.ErrNewAccount) {
		t.Errorf("linked after the attendance opened: %v", err)
	}
	o.linked[mateID] = at(7, 6, 45)
	mate.Account = crowd()["self"].Account
	_, first := o.CheckIn(t.Context(), crowd()["self"], o.code())
	_, second := o.CheckIn(t.Context(), mate, o.code())
	if _, taken := errors.AsType[*apel.TakenError](second); first != nil || !taken {
		t.Errorf("got %v, then %v", first, second)
	}
	_, again := o.CheckIn(t.Context(), crowd()["self"], o.code())
	if already, ok := errors.AsType[*apel.AlreadyError](again); !ok || already.Status != apel.Present {
		t.Errorf("a second time: %v", again)
	}
}

func TestACodeWithoutAnEventIsForTheOneWhoseCodeItIs(t *testing.T) {
	t.Parallel()
	o := open()
	second := o.events[0]
	second.ID, second.Secret = 2, []byte("another secret")
	o.events = append(o.events, second)
	if _, err := o.CheckIn(t.Context(), crowd()["self"], apel.Proof{Digits: "123456"}); !errors.Is(err, apel.ErrNotOpen) {
		t.Errorf("on another day: %v", err)
	}
	o.set(at(7, 7, 0))
	view, err := o.CheckIn(t.Context(), crowd()["self"], apel.Proof{Digits: second.Digits(apel.StepAt(*o.time))})
	if err != nil || view.Event.ID != 2 {
		t.Errorf("got %v, event %d", err, view.Event.ID)
	}
	views, err := o.OpenNow(t.Context(), crowd()["self"])
	if err != nil || len(views) != 2 || views[0].Event.Secret != nil {
		t.Errorf("open now: %v, %d", err, len(views))
	}
	if _, err := o.CheckIn(t.Context(), crowd()["not expected"], apel.Proof{Fix: here()}); !errors.Is(err, apel.ErrNotOpen) {
		t.Errorf("who is not expected: %v", err)
	}
}
