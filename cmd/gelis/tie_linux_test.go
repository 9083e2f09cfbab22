package main_test

import "syscall"

// tied ends a program with the test that started it, whatever ends the test.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
