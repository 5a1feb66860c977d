package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis/intake"
)

const standardInput = "-"

// tableEndings are the file names that a folder is searched for.
var tableEndings = []string{".csv", ".csv.gz", ".tsv"}

// findInputs returns the files that the arguments name, in their order: files,
// folders, patterns and - for standard input. Without arguments the
// configuration's inputs count.
func (w *world) findInputs(arguments []string, file *configuration) ([]intake.Source, error) {
	if len(arguments) == 0 {
		arguments = file.allInputs()
	}
	if len(arguments) == 0 {
		return nil, misused(errors.New("no input: name a CSV file, a folder, a pattern, or - for standard input"),
			"a configuration may name them too: inputs = [\"incidents/*.csv\"]")
	}
	var sources []intake.Source
	for _, argument := range arguments {
		names, err := expand(argument)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if slices.ContainsFunc(sources, func(s intake.Source) bool { return s.Name == name }) {
				w.warn("%s is named twice; it is read once", name)
				continue
			}
			sources = append(sources, intake.Source{Name: name, Open: w.opener(name)})
		}
	}
	return sources, nil
}

func (w *world) opener(name string) func() (io.ReadCloser, error) {
	if name == standardInput {
		return func() (io.ReadCloser, error) { return io.NopCloser(w.stdin), nil }
	}
	return func() (io.ReadCloser, error) { return openSteady(name) }
}

// steadyFile is an input file whose end is refused if something wrote to it
// while it was read: a part of the rows would be of before, a part missing.
type steadyFile struct {
	file   *os.File
	before fs.FileInfo
}

var errChanged = errors.New("something wrote to the file while it was read: run again once that is done")

func openSteady(name string) (io.ReadCloser, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	before, err := file.Stat()
	if err != nil || !before.Mode().IsRegular() {
		return file, nil
	}
	return &steadyFile{file, before}, nil
}

func (f *steadyFile) Read(p []byte) (int, error) {
	n, err := f.file.Read(p)
	if err != io.EOF {
		return n, err
	}
	now, failure := f.file.Stat()
	if failure == nil && (now.Size() != f.before.Size() || !now.ModTime().Equal(f.before.ModTime())) {
		return n, errChanged
	}
	return n, io.EOF
}

func (f *steadyFile) Close() error { return f.file.Close() }

// expand returns the files that one argument names, sorted.
func expand(argument string) ([]string, error) {
	if argument == standardInput {
		return []string{standardInput}, nil
	}
	info, err := os.Stat(argument)
	switch {
	case err == nil && info.IsDir():
		return tablesIn(argument)
	case err == nil:
		return []string{filepath.Clean(argument)}, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, failed(fmt.Errorf("the input cannot be read: %w", err), remedy(err, "name a CSV file, a folder or a pattern"))
	}
	names, err := filepath.Glob(argument)
	if err != nil {
		return nil, misused(fmt.Errorf("%q is not a pattern: %w", argument, err), "* stands for any name, ? for any sign, [a-z] for one of these")
	}
	if len(names) == 0 {
		return nil, failed(fmt.Errorf("there is no file %s", argument), remedy(fs.ErrNotExist, ""))
	}
	return names, nil
}

func tablesIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, failed(fmt.Errorf("the folder cannot be read: %w", err), remedy(err, "name its files one by one"))
	}
	var names []string
	for _, entry := range entries {
		if !entry.IsDir() && isTable(entry.Name()) {
			names = append(names, filepath.Join(folder, entry.Name()))
		}
	}
	if len(names) == 0 {
		return nil, failed(fmt.Errorf("the folder %s holds no CSV", folder),
			"files ending in "+strings.Join(tableEndings, ", ")+" are read; name others one by one")
	}
	return names, nil
}

func isTable(name string) bool {
	if strings.HasPrefix(name, ".") {
		return false
	}
	return slices.ContainsFunc(tableEndings, func(ending string) bool {
		return strings.HasSuffix(strings.ToLower(name), ending)
	})
}
