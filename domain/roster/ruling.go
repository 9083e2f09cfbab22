package roster

// ruling collects the faults of one sheet, record by record.
type ruling struct {
	sheet  Sheet
	index  int
	faults []Fault
}

// breaks notes that the record breaks a rule.
func (r *ruling) breaks(field string, reason Reason, value, detail string) {
	r.add(field, reason, value, detail, -1)
}

// against notes that the record contradicts an earlier one.
func (r *ruling) against(other int, field string, reason Reason, value, detail string) {
	r.add(field, reason, value, detail, other)
}

func (r *ruling) add(field string, reason Reason, value, detail string, other int) {
	r.faults = append(r.faults, Fault{
		Sheet: r.sheet, Index: r.index, Field: field, Reason: reason, Value: value, Detail: detail, Other: other,
	})
}

// refers notes that the record names something that is not there. Nothing
// named is no fault here: what must not be empty is told where it is read.
func refers[K comparable, V any](r *ruling, known map[K]V, key K, field string, reason Reason, value string) {
	var none K
	if _, ok := known[key]; !ok && key != none {
		r.breaks(field, reason, value, "")
	}
}

// once notes that a key stands in an earlier record, and reports whether it is
// the first with it.
func once[K comparable](r *ruling, seen map[K]int, key K, field, value string) bool {
	var none K
	if key == none {
		return false
	}
	if first, ok := seen[key]; ok {
		r.against(first, field, Duplicate, value, "")
		return false
	}
	seen[key] = r.index
	return true
}
