package audience

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gelis-bali/gelis/domain/staff"
)

// The parts of the canonical text of a scope, in their order.
const (
	partEveryone = "SEMUA"
	partUnits    = "UNIT"
	partEchelons = "ESELON"
	partKinds    = "JENIS"
	partPeople   = "ORANG"
)

// Echelons are those that can be chosen, the highest first.
func Echelons() []staff.Echelon {
	return []staff.Echelon{staff.EchelonI, staff.EchelonII, staff.EchelonIII, staff.EchelonIV, staff.Staf}
}

// Kinds are those that can be chosen.
func Kinds() []staff.Kind { return []staff.Kind{staff.PNS, staff.PPPK} }

// Text writes a scope in one line, as the answer of a form, such as
// "UNIT 3,4; ESELON II,III; ORANG 17". [Read] reads it.
func Text(s staff.Scope) string {
	var parts []string
	if s.Everyone {
		parts = append(parts, partEveryone)
	}
	parts = append(parts, listPart(partUnits, numbers(s.Units))...)
	parts = append(parts, listPart(partEchelons, words(s.Echelons))...)
	parts = append(parts, listPart(partKinds, words(s.Kinds))...)
	parts = append(parts, listPart(partPeople, numbers(s.People))...)
	return strings.Join(parts, "; ")
}

// listPart writes one part; nothing where the list is empty.
func listPart(name string, list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return []string{name + " " + strings.Join(list, ",")}
}

func numbers[T ~int64](ids []T) []string {
	list := make([]string, 0, len(ids))
	for _, id := range ids {
		list = append(list, strconv.FormatInt(int64(id), 10))
	}
	return list
}

func words[T ~string](values []T) []string {
	list := make([]string, 0, len(values))
	for _, v := range values {
		list = append(list, string(v))
	}
	return list
}

// Read reads what [Text] wrote. No text is a scope of nobody.
func Read(text string) (staff.Scope, error) {
	var s staff.Scope
	if text == "" {
		return s, nil
	}
	for part := range strings.SplitSeq(text, "; ") {
		if err := readPart(&s, part); err != nil {
			return staff.Scope{}, fmt.Errorf("read scope %.80q: %w", text, err)
		}
	}
	return s, nil
}

// syntaxError is a part of a text that is none of a scope.
type syntaxError struct{ part string }

func (e *syntaxError) Error() string { return fmt.Sprintf("%.40q is no part of a scope", e.part) }

func readPart(s *staff.Scope, part string) (err error) {
	name, list, _ := strings.Cut(part, " ")
	values := strings.Split(list, ",")
	switch name {
	case partEveryone:
		s.Everyone = true
		if list != "" {
			err = &syntaxError{part}
		}
	case partUnits:
		s.Units, err = readIDs[staff.UnitID](values)
	case partEchelons:
		s.Echelons, err = readWords(values, Echelons())
	case partKinds:
		s.Kinds, err = readWords(values, Kinds())
	case partPeople:
		s.People, err = readIDs[staff.EmployeeID](values)
	default:
		err = &syntaxError{part}
	}
	return err
}

func readIDs[T ~int64](values []string) ([]T, error) {
	var ids []T
	for _, v := range values {
		id, err := strconv.ParseInt(v, 10, 64)
		if err != nil || id <= 0 {
			return nil, &syntaxError{v}
		}
		ids = append(ids, T(id))
	}
	return ids, nil
}

func readWords[T ~string](values []string, known []T) ([]T, error) {
	var list []T
	for _, v := range values {
		if !slices.Contains(known, T(v)) {
			return nil, &syntaxError{v}
		}
		list = append(list, T(v))
	}
	return list, nil
}
