package storetest

import (
	"fmt"
	"iter"
	"math"
	"time"
)

// sent is a letter and how it went down a unit: one disposition and one branch a step, the last of them to the seat that
// has to do what is asked. Ids are counted from the first letter on.
type sent struct {
	number      int64 // of the letter, from 1
	disposition int64 // the id of the first
	branch      int64 // the id of the first
	path        []seat
	copyTo      int64 // a second seat that its second step was sent to, for knowledge; 0: none
	waits       bool
	at          time.Time // when it came
	state       string    // of the last branch
	deadline    any       // of the last branch: a day or none
}

func (s sent) last() int { return len(s.path) - 1 }

// branches is how many there are: the copy comes last.
func (s sent) branches() int64 {
	if s.copyTo != 0 {
		return int64(len(s.path) + 1)
	}
	return int64(len(s.path))
}

// Waiting is how many dispositions belong to letters that are not finished.
func (o Office) Waiting() int {
	waiting := 0
	for s := range o.seats() {
		waiting += o.waitingFor(s) * s.level
	}
	return waiting
}

// waitingFor is how much waits for a seat: 3 to 7 for each that leads, one for the others if they have something.
func (o Office) waitingFor(s seat) int {
	switch {
	case s.leads():
		return 3 + int(s.id%5)
	case o.StaffWait:
		return 1
	}
	return 0
}

// letters are all letters, the oldest first: those that are finished, then those that wait.
func (o Office) letters() iter.Seq[sent] {
	return func(yield func(sent) bool) {
		next := sent{number: 1, disposition: 1, branch: 1}
		for l := range o.ends() {
			l.number, l.disposition, l.branch = next.number, next.disposition, next.branch
			if !yield(l) {
				return
			}
			next.number++
			next.disposition += int64(len(l.path))
			next.branch += l.branches()
		}
	}
}

// Letters is how many letters there ever were.
func (o Office) Letters() int {
	letters := 0
	for range o.letters() {
		letters++
	}
	return letters
}

// neighbour is the next division of the same unit.
func (o Office) neighbour(division seat) int64 {
	first := (division.unit-1)*int64(o.unitSize()) + 2
	return first + (division.id-first+1)%divisions
}

// ends are the letters with the seat where each ended or is.
func (o Office) ends() iter.Seq[sent] {
	return func(yield func(sent) bool) {
		for l := range o.finished() {
			if !yield(l) {
				return
			}
		}
		for l := range o.unfinished() {
			if !yield(l) {
				return
			}
		}
	}
}

// finished are letters that were done over the years. They end with each seat in turn, most often with staff.
func (o Office) finished() iter.Seq[sent] {
	const stride = 7919 // a prime: neighbours in time are not neighbours in the office
	total := o.Dispositions - o.Waiting()
	seats, begin := o.Units*o.unitSize(), o.Today.AddDays(-365*o.Years).At(0, 0, time.UTC)
	span := time.Duration(365*o.Years-30) * 24 * time.Hour
	return func(yield func(sent) bool) {
		for i, left := 0, total; left > 0; i++ {
			path := o.path(o.seat(i * stride % seats))
			path = path[:min(left, len(path), o.deepest(i))]
			at := begin.Add(time.Duration(float64(span) * float64(total-left) / float64(total))).Truncate(time.Second)
			l := sent{path: path, at: at, state: "DONE"}
			if i%4 == 0 && l.last() > 0 {
				l.copyTo = o.neighbour(path[1])
			}
			if i%3 > 0 {
				l.deadline = at.Truncate(24*time.Hour).AddDate(0, 0, 7)
			}
			left -= len(path)
			if !yield(l) {
				return
			}
		}
	}
}

// deepest is how many steps a finished letter went at most.
func (o Office) deepest(i int) int {
	const steps = 3
	if o.Shallow {
		return 1 + i%steps
	}
	return math.MaxInt
}

// unfinished are letters that wait for the last seat of their path.
func (o Office) unfinished() iter.Seq[sent] {
	return func(yield func(sent) bool) {
		for s := range o.seats() {
			for k := range o.waitingFor(s) {
				if !yield(o.waitingLetter(s, int(s.id)+k)) {
					return
				}
			}
		}
	}
}

// waitingLetter waits for a seat. Half of them are unread, a fifth is overdue. All is told by the number, which is the
// same for a seat in every office.
func (o Office) waitingLetter(s seat, number int) sent {
	states := [...]string{"SENT", "SENT", "READ", "SENT", "IN_PROGRESS", "SENT", "READ", "SENT", "READ", "IN_PROGRESS"}
	l := sent{path: o.path(s), waits: true, state: states[number%len(states)]}
	l.at = o.Today.AddDays(-2-number%20).At(1, number%60, time.UTC)
	if s.leads() && s.id%4 == 0 && l.last() > 0 {
		l.copyTo = o.neighbour(l.path[1])
	}
	days := [...]int{-1 - number%3, number % 3, 3 + number%9, 14} // overdue, near, and two later
	if n := number % (len(days) + 1); n < len(days) {
		l.deadline = o.Today.AddDays(days[n]).At(0, 0, time.UTC)
	}
	return l
}

func (o Office) letterTable() table {
	subjects := [...]string{
		"Undangan rapat koordinasi persiapan upacara di Puputan Badung", "Permohonan data pegawai per jabatan",
		"Laporan realisasi kegiatan triwulan", "Usulan kebutuhan formasi tahun anggaran berikutnya",
		"Penyampaian hasil evaluasi pelayanan publik", "Permohonan narasumber pelatihan tata naskah dinas",
	}
	columns := []string{
		"id", "unit_id", "agenda_year", "agenda_number", "number", "dated", "received", "sender", "subject",
		"classification", "speed", "secrecy", "completed_at",
	}
	return table{"letter", columns, func(yield func([]any) bool) {
		for l := range o.letters() {
			var completed any
			if !l.waits {
				completed = l.ended()
			}
			day := l.at.Truncate(24 * time.Hour)
			row := []any{
				l.number, l.path[0].unit, l.at.Year(), l.number, fmt.Sprintf("B.17.045/%d/BKD", l.number), day, day,
				fmt.Sprintf("Badan Kepegawaian Daerah Kabupaten %d", l.number%9+1), subjects[l.number%int64(len(subjects))] + " di Desa " + Village(l.number),
				"000.8", "BIASA", "BIASA", completed,
			}
			if !yield(row) {
				return
			}
		}
	}}
}

// ended is when the last branch of a letter was done.
func (s sent) ended() time.Time { return s.at.Add(3 * 24 * time.Hour) }

// stepAt is when a step of the path was sent.
func (s sent) stepAt(step int) time.Time { return s.at.Add(time.Duration(step) * 3 * time.Hour) }

// Village is a name that some letters have and most have not: the letter of that number, and each 4096th before and after.
func Village(n int64) string {
	first := [...]string{"Su", "Pa", "Ka", "Ge", "Ta", "Ba", "Ma", "Ke", "Si", "Te", "Be", "Pe", "Le", "Se", "Ru", "Wa"}
	second := [...]string{"ra", "nji", "lung", "tang", "ring", "ngas", "ma", "du", "tih", "kar", "dang", "bing", "san", "wan", "mun", "jar"}
	third := [...]string{"sari", "kerta", "mekar", "anyar", "agung", "kaja", "kelod", "tengah", "asih", "bhuana", "dwipa", "giri", "segara", "wana", "puri", "jati"}
	const many = 16
	return first[n%many] + second[n/many%many] + third[n/many/many%many]
}
