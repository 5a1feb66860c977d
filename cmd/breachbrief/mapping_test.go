package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/samples"
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

// The portal's export has had names of columns that are no words; its columns
// are then known by their places.
func TestTheHHSMappingReadsBrokenHeaders(t *testing.T) {
	mapping, err := samples.Files.ReadFile("hhs/mapping.toml")
	if err != nil {
		t.Fatal(err)
	}
	const row = `"Example Clinic","WI","Healthcare Provider","13055","04/26/2024","Hacking/IT Incident","Email","Yes",""` + "\n"
	headers := map[string]string{
		"as exported to 2024": `"Name of Covered Entity","State","Covered Entity Type","Individuals Affected","Breach Submission Date",` +
			`"Type of Breach","Location of Breached Information","Business Associate Present","Web Description"`,
		"two names broken": `"javax.faces.component.UIPanel@1f","State","Covered Entity Type","javax.faces.component.UIPanel@2e",` +
			`"Breach Submission Date","Type of Breach","Location of Breached Information","Business Associate Present","Web Description"`,
	}
	want := [][]string{{"Example Clinic", "WI", "P", "13055", "2024-04-26", "unauthorized_access_unspecified", "yes"}}
	for name, header := range headers {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			files := map[string]string{"mapping.toml": string(mapping), "breaches.csv": header + "\n" + row}
			for file, text := range files {
				if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			w, stdout, stderr := testWorld(nil)
			arguments := []string{"normalize", "--mapping", filepath.Join(folder, "mapping.toml"), filepath.Join(folder, "breaches.csv")}
			if code := run(t.Context(), arguments, w); code != exitDone {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
			records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout.String(), "\ufeff"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			columns := []string{"organization", "region", "sector", "size_low", "disclosed", "vector", "supplier_caused"}
			if diff := cmp.Diff(want, pick(records, columns)); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
}

// So is the example of a vocabulary.
func TestWordsOfYourOwn(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(repository, "samples", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	vocabulary := writeFile(t, block(t, string(page), "Words of your own", "toml"), folder, "vocabulary.toml")
	rows := writeFile(t, "organization,vector,sector\nAlpha,太陽フレア,薬店\n", folder, "rows.csv")
	w, stdout, stderr := testWorld(nil)
	if code := run(t.Context(), []string{"normalize", "--vocabulary", vocabulary, rows}, w); code != exitDone {
		t.Fatalf("exit code %d\n%s", code, stderr)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(stdout.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"system_defect", "P"}}, pick(records, []string{"vector", "sector"})); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}
