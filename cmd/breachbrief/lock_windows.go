package main

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

var errLocked = errors.New("locked by another run")

// lockFile makes and locks a file. The system frees the lock when the process
// ends, so that a killed run leaves nothing to clear by hand.
func lockFile(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, err
	}
	const mode = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	if err := windows.LockFileEx(windows.Handle(file.Fd()), mode, 0, 1, 0, &windows.Overlapped{}); err != nil {
		file.Close()
		if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
			return nil, errLocked
		}
		return nil, err
	}
	return file, nil
}

// unlockFile frees the lock and removes its file, which a waiting run may keep
// open.
func unlockFile(file *os.File) {
	file.Close()
	os.Remove(file.Name())
}

// syncFolder does nothing: Windows keeps the names of files itself.
func syncFolder(string) error { return nil }
