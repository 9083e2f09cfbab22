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

// wait returns when all lanes are empty.
func (l *lanes) wait() { l.running.Wait() }
