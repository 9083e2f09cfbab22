//go:build !linux

package child

import "syscall"

// tieToParent does nothing where the kernel knows no such tie: what is left over is stopped at the next start.
func tieToParent(*syscall.SysProcAttr, syscall.Signal) {}
