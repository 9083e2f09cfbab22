package child_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/gelis-bali/gelis/store/internal/child"
)

// shell starts a script and returns when it has said its first line.
func shell(t *testing.T, script string) *child.Process {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "/bin/sh", "-c", script)
	out, said := io.Pipe()
	cmd.Stdout = said
	process, err := child.Start(cmd, syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { process.Stop(child.Step{Signal: syscall.SIGKILL, Patience: 10 * time.Second}) })
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return process
}

const waiting = `echo ready; while :; do sleep 1000 >/dev/null & wait; done`

func TestSignalsAreSentUntilOneIsObeyed(t *testing.T) {
	t.Parallel()
	steps := []child.Step{
		{Signal: syscall.SIGINT, Patience: 100 * time.Millisecond},
		{Signal: syscall.SIGTERM, Patience: 10 * time.Second},
		{Signal: syscall.SIGKILL, Patience: 10 * time.Second},
	}
	for what, test := range map[string]struct {
		script string
		obeyed int
	}{
		"a child that obeys":                {`trap 'exit 3' INT; ` + waiting, 0},
		"a child that is deaf to the first": {`trap '' INT; trap 'exit 3' TERM; ` + waiting, 1},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			process := shell(t, test.script)
			if got := process.Stop(steps...); got != test.obeyed {
				t.Errorf("it obeyed step %d, want %d", got, test.obeyed)
			}
			endedWith3(t, process)
		})
	}
}

func endedWith3(t *testing.T, process *child.Process) {
	t.Helper()
	var exit *exec.ExitError
	if !errors.As(process.Err(), &exit) || exit.ExitCode() != 3 {
		t.Errorf("it ended with %v", process.Err())
	}
}

func TestAChildThatHasEndedBeforeCountsAsObedient(t *testing.T) {
	t.Parallel()
	process := shell(t, `echo ready; exit 3`)
	endedWith3(t, process)
	if got := process.Stop(child.Step{Signal: syscall.SIGINT, Patience: 10 * time.Second}); got != 0 {
		t.Errorf("it obeyed step %d", got)
	}
}

func TestADeafChildIsReported(t *testing.T) {
	t.Parallel()
	process := shell(t, `trap '' INT; `+waiting)
	if got := process.Stop(child.Step{Signal: syscall.SIGINT, Patience: 50 * time.Millisecond}); got != 1 {
		t.Errorf("a child that is still there obeyed step %d", got)
	}
}

func TestAChildSurvivesTheThreadThatAskedForIt(t *testing.T) {
	t.Parallel()
	started := make(chan *child.Process)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with this goroutine
		started <- shell(t, waiting)
	}()
	process := <-started
	select {
	case <-process.Exited():
		t.Errorf("the child ended with the thread: %v", process.Err())
	case <-time.After(300 * time.Millisecond):
	}
}

func TestAProgramThatIsNotThereIsAnError(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "/bin/no-such-program")
	if _, err := child.Start(cmd, syscall.SIGKILL); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the error is %v", err)
	}
}
