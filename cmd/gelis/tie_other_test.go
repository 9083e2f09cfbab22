//go:build !linux

package main_test

import "syscall"

// tied is for Linux: elsewhere a test that is killed leaves its programs behind.
func tied() *syscall.SysProcAttr { return nil }
