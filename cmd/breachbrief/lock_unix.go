//go:build unix

package main

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

var errLocked = errors.New("locked by another run")

// lockFile makes and locks a file. The system frees the lock when the process
// ends, so that a killed run leaves nothing to clear by hand.
func lockFile(path string) (*os.File, error) {
	for {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
		if err != nil {
			return nil, err
		}
		if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
			file.Close()
			if errors.Is(err, unix.EWOULDBLOCK) {
				return nil, errLocked
			}
			return nil, err
		}
		// The run before may have removed the file between opening and locking.
		locked, err := file.Stat()
		if err != nil {
			file.Close()
			return nil, err
		}
		if current, err := os.Stat(path); err == nil && os.SameFile(locked, current) {
			return file, nil
		}
		file.Close()
	}
}

// unlockFile removes a locked file and frees the lock.
func unlockFile(file *os.File) {
	os.Remove(file.Name())
	file.Close()
}

// syncFolder returns once the names in a folder are on the disk.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
