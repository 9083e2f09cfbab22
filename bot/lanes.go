package bot

import "sync"

// lanes run what belongs to one person one after the other, in the order in
// which it came, and different people side by side. A lane without work costs
// nothing.
type lanes struct {
	mu      sync.Mutex
	waiting map[int64][]func() // behind the one that runs; the key is there as long as one runs
	running sync.WaitGroup
}

func newLanes() *lanes { return &lanes{waiting: map[int64][]func(){}} }

// run lets work run as soon as everything has run that the lane got before.
func (l *lanes) run(key int64, work func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if queue, busy := l.waiting[key]; busy {
		l.waiting[key] = append(queue, work)
		return
	}
	l.waiting[key] = nil
	l.running.Go(func() {
		for ; work != nil; work = l.next(key) {
			work()
		}
	})
}

// next takes the lane's next work, or closes the lane.
func (l *lanes) next(key int64) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.waiting[key]
	if len(queue) == 0 {
		delete(l.waiting, key)
		return nil
	}
	l.waiting[key] = queue[1:]
	return queue[0]
}

// How much of one person waits in the lane at the same time. Telegram hands
// out a hundred unconfirmed updates at once and no more: who fills them alone
// would keep everybody else out. There is room for an album; taps are mostly
// answered without a message, so that more of them go through in no time.
const (
	maxWaiting     = 10
	maxTapsWaiting = 30
)

// enter lets work run on the lane, or, where most wait already, beside it and
// at once: then it is told to refuse.
func (l *lanes) enter(key int64, most int, work func(crowded bool)) {
	if l.length(key) >= most {
		l.running.Go(func() { work(true) })
		return
	}
	l.run(key, func() { work(false) })
}

// length is how much waits in a lane.
func (l *lanes) length(key int64) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.waiting[key])
}

// wait returns when all lanes are empty.
func (l *lanes) wait() { l.running.Wait() }
