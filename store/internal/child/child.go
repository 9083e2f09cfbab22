// Package child runs servers as child processes that do not outlive this one.
package child

import (
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Process is a child that has been started and is waited for.
type Process struct {
	cmd    *exec.Cmd
	exited chan struct{}
	err    error // how it ended; to be read after exited is closed
}

// Step is a signal, and how long to wait for the child to end after it.
type Step struct {
	Signal   syscall.Signal
	Patience time.Duration
}

// Start starts cmd in a session of its own, so that a Ctrl-C in the terminal reaches us and not the child.
// Should this process die without stopping it, the kernel sends the child onDeath (on Linux; elsewhere nobody does).
func Start(cmd *exec.Cmd, onDeath syscall.Signal) (*Process, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
	tieToParent(cmd.SysProcAttr, onDeath)

	p := &Process{cmd: cmd, exited: make(chan struct{})}
	started := make(chan error)
	go p.run(started)
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

// run keeps to one thread from the child's first to its last moment: the kernel takes the end of the thread that
// started a child for the end of its parent.
func (p *Process) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err := p.cmd.Start()
	started <- err
	if err != nil {
		return
	}
	p.err = p.cmd.Wait()
	close(p.exited)
}

// PID is the child's process id.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Exited is closed when the child has ended.
func (p *Process) Exited() <-chan struct{} { return p.exited }

// Err says how the child ended; it waits for the end.
func (p *Process) Err() error {
	<-p.exited
	return p.err
}

// Stop sends one signal after the other until the child has ended, and tells which one it obeyed: the index of the
// step, or len(steps) if it is still alive. A child that had ended before counts as obedient.
func (p *Process) Stop(steps ...Step) int {
	for i, step := range steps {
		_ = p.cmd.Process.Signal(step.Signal) // fails only when the child has ended, which the wait below sees
		select {
		case <-p.exited:
			return i
		case <-time.After(step.Patience):
		}
	}
	return len(steps)
}
