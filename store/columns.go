package store

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/gelis-bali/gelis/domain/calendar"
	"github.com/gelis-bali/gelis/domain/disposition"
)

// Where Go has a zero value, the database has NULL. The functions of this file are the bridge.

// orNull gives NULL for the zero value.
func orNull[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// orZero gives the zero value for NULL.
func orZero[T any](v *T) T {
	if v == nil {
		var none T
		return none
	}
	return *v
}

// dayColumn writes a day as the database wants it: midnight UTC.
func dayColumn(d calendar.Date) time.Time { return d.At(0, 0, time.UTC) }

// dayOrNull gives NULL for no day.
func dayOrNull(d calendar.Date) *time.Time { return orNull(dayColumn(d)) }

// dayOf reads a day.
func dayOf(t *time.Time) calendar.Date { return calendar.DateOf(orZero(t), time.UTC) }

// numbers gives the bare numbers of ids.
func numbers[ID ~int64](ids []ID) []int64 {
	bare := make([]int64, len(ids))
	for i, id := range ids {
		bare[i] = int64(id)
	}
	return bare
}

// ids gives names to bare numbers.
func ids[ID ~int64](bare []int64) []ID {
	named := make([]ID, len(bare))
	for i, n := range bare {
		named[i] = ID(n)
	}
	return named
}

// storable makes any text one that PostgreSQL takes: UTF-8 without NUL.
func storable(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
}

// storableFacts keeps the difference between no facts and empty ones.
func storableFacts(facts map[string]string) map[string]string {
	if facts == nil {
		return nil
	}
	clean := make(map[string]string, len(facts))
	for key, fact := range facts {
		clean[storable(key)] = storable(fact)
	}
	return clean
}

// factsColumn writes facts as JSON; none are null.
func factsColumn(facts map[string]string) ([]byte, error) { return json.Marshal(storableFacts(facts)) }

// factsOf reads facts; NULL are none.
func factsOf(column []byte) (map[string]string, error) {
	if column == nil {
		return nil, nil //nolint:nilnil // no facts, no error
	}
	var facts map[string]string
	err := json.Unmarshal(column, &facts)
	return facts, err
}

// actColumns are the four columns of an act.
type actColumns struct {
	at       *time.Time
	by       *int64
	position *int64
	as       *string
}

func actRow(a disposition.Act) actColumns {
	return actColumns{
		at: orNull(a.At), by: orNull(int64(a.By)), position: orNull(int64(a.Position)), as: orNull(string(a.As)),
	}
}
