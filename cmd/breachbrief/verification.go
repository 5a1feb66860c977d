package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// verifyReport returns what is wrong with a report: files that are missing,
// changed, unknown or cannot be opened.
func verifyReport(folder string) []error {
	m, err := readManifest(folder)
	if err != nil {
		return []error{err}
	}
	faults := verifyFiles(folder, m.Outputs)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return append(faults, err)
	}
	for _, entry := range entries {
		if !m.lists(entry.Name()) {
			faults = append(faults, fmt.Errorf("%s: not part of the report", entry.Name()))
		}
	}
	return faults
}

func verifyFiles(folder string, files []publishedFile) []error {
	found := make([]error, len(files))
	var tasks []func() error
	for i, file := range files {
		tasks = append(tasks, func() error {
			if err := verifyFile(filepath.Join(folder, file.Name), file); err != nil {
				found[i] = fmt.Errorf("%s: %w", file.Name, err)
			}
			return nil
		})
	}
	if err := parallel(tasks); err != nil {
		return []error{err}
	}
	return slices.DeleteFunc(found, func(err error) bool { return err == nil })
}

func verifyFile(name string, want publishedFile) error {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("missing")
	}
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, file)
	if err != nil {
		return err
	}
	if size != want.Bytes || hex.EncodeToString(sum.Sum(nil)) != want.SHA256 {
		return errors.New("changed since it was published")
	}
	switch filepath.Ext(name) {
	case ".xlsx":
		return verifyWorkbook(file, size)
	case ".pdf":
		return verifyBriefing(file, size)
	}
	if size == 0 {
		return errors.New("empty")
	}
	return nil
}

// verifyWorkbook opens a workbook and looks for its sheets, and for something
// drawn in each chart.
func verifyWorkbook(file io.ReaderAt, size int64) error {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return fmt.Errorf("no workbook: %w", err)
	}
	if err := verifyCharts(archive); err != nil {
		return err
	}
	part, err := archive.Open("xl/workbook.xml")
	if err != nil {
		return fmt.Errorf("no workbook: %w", err)
	}
	defer part.Close()
	text, err := io.ReadAll(part)
	if err != nil {
		return fmt.Errorf("no workbook: %w", err)
	}
	listed := bytes.Count(text, []byte("<sheet "))
	sheets := 0
	for _, entry := range archive.File {
		if ok, _ := path.Match("xl/worksheets/*.xml", entry.Name); ok && entry.UncompressedSize64 > 0 {
			sheets++
		}
	}
	if listed == 0 || listed != sheets {
		return fmt.Errorf("a workbook of %d sheets with %d of them there", listed, sheets)
	}
	return nil
}

// verifyCharts looks for the values of each chart, without which it is blank
// where nothing computes them anew.
func verifyCharts(archive *zip.Reader) error {
	for _, entry := range archive.File {
		if ok, _ := path.Match("xl/charts/chart*.xml", entry.Name); !ok {
			continue
		}
		part, err := entry.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", entry.Name, err)
		}
		text, err := io.ReadAll(io.LimitReader(part, maxStream))
		part.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", entry.Name, err)
		}
		if !bytes.Contains(text, []byte("<c:ser>")) || !bytes.Contains(text, []byte("<c:v>")) {
			return fmt.Errorf("%s is blank", entry.Name)
		}
	}
	return nil
}
