package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// block returns the first fenced block of a kind below a heading of a page.
func block(t *testing.T, page, heading, kind string) string {
	t.Helper()
	_, below, found := strings.Cut(page, "\n## "+heading+"\n")
	_, text, opened := strings.Cut(below, "\n```"+kind+"\n")
	text, _, closed := strings.Cut(text, "\n```\n")
	if !found || !opened || !closed {
		t.Fatalf("there is no %s block below %q", kind, heading)
	}
	return text + "\n"
}

// The worked example of samples/README.md reads a layout that no shipped mapping
// knows.
func TestMappingOfAnUnseenLayout(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(repository, "samples", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	const heading = "Mapping another layout"
	rows, mapping := filepath.Join(folder, "pwned.csv"), filepath.Join(folder, "pwned.toml")
	for file, kind := range map[string]string{rows: "csv", mapping: "toml"} {
		if err := os.WriteFile(file, []byte(block(t, string(page), heading, kind)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w, stdout, stderr := testWorld(nil)
	if code := run(t.Context(), []string{"normalize", "--mapping", mapping, rows}, w); code != exitDone {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Adobe", "2013-10-04", "2013-12-04", "152445165", "152445165", "accounts", "confirmed", "data_leak", "Have I Been Pwned"},
		{"000webhost", "2015-03-01", "2015-10-26", "14936670", "14936670", "accounts", "confirmed", "data_leak", "Have I Been Pwned"},
		{"Unnamed", "2016-01-01/2016-12-31", "", "", "", "accounts", "possible", "data_leak", "Have I Been Pwned"},
	}
	columns := []string{"organization", "occurred_from", "disclosed", "size_low", "size_high", "size_unit", "leak_status", "impact", "source"}
	if diff := cmp.Diff(want, pick(records, columns)); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

// pick returns the cells of the named columns, without the header.
func pick(records [][]string, columns []string) [][]string {
	place := map[string]int{}
	for i, name := range records[0] {
		place[name] = i
	}
	var rows [][]string
	for _, record := range records[1:] {
		var row []string
		for _, name := range columns {
			row = append(row, record[place[name]])
		}
		rows = append(rows, row)
	}
	return rows
}
