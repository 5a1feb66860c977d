package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestFileThatChangesWhileItIsRead(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(path string) error
		want   error
	}{
		{"left alone", func(string) error { return nil }, nil},
		{"written anew", func(path string) error { return os.WriteFile(path, []byte("organization\nC\n"), 0o600) }, errChanged},
		{"emptied", func(path string) error { return os.Truncate(path, 0) }, errChanged},
		{"replaced by another", func(path string) error { return os.Remove(path) }, nil},
	} {
		path := filepath.Join(t.TempDir(), "incidents.csv")
		if err := os.WriteFile(path, []byte("organization\nA\nB\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := openSteady(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(file, make([]byte, 5)); err != nil {
			t.Fatal(err)
		}
		if err := test.change(path); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(file); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
}
