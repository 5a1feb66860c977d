package main

import (
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/breachbrief/breachbrief/analysis"
)

func FuzzConfiguration(f *testing.F) {
	f.Add(configurationTemplate)
	f.Add("inputs = [1, [2], {a = 3}]\nas_of = 2022-07-01T00:00:00Z\n[ja]\nmarking = ['x']\n")
	f.Add("[[condition]]\nwhen = 'a[b=c].d > 1'\nthen = 'fail'\n")
	f.Add("condition = 3\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := readConfiguration(writeFile(t, text, t.TempDir(), configurationName))
		if err == nil && file == nil {
			t.Error("neither a configuration nor an error")
		}
	})
}

func FuzzManifest(f *testing.F) {
	f.Add(`{"schema_version":"1","outputs":[{"name":"a.pdf","bytes":0,"sha256":"e3b0"}]}`)
	f.Add(`{"schema_version":"1","outputs":null}`)
	f.Add(`[]`)
	f.Fuzz(func(t *testing.T, text string) {
		folder := t.TempDir()
		writeFile(t, text, folder, manifestName)
		writeFile(t, "%PDF-", folder, "a.pdf")
		m, err := readManifest(folder)
		if err != nil {
			return
		}
		for _, file := range m.Outputs {
			if strings.ContainsAny(file.Name, `/`) || file.Name == ".." {
				t.Errorf("names %q", file.Name)
			}
		}
		verifyReport(folder)
	})
}

func FuzzRejectedCells(f *testing.F) {
	for _, cell := range []string{"=1+1", "-5", "＋1", "\t=1", "1e400", "-", "0x10", "+Inf"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		got := defuse(cell)
		if _, err := strconv.ParseFloat(got, 64); got != "" && err != nil && got != "-" && got != "－" &&
			strings.ContainsRune("=+-@\t\r＝＋－＠", firstRune(got)) {
			t.Errorf("%q stays a formula: %q", cell, got)
		}
		if strings.TrimPrefix(got, "'") != cell && got != cell {
			t.Errorf("%q became %q", cell, got)
		}
	})
}

func FuzzLinesForPeople(f *testing.F) {
	f.Add("a\n::error::b", "%0A,:")
	f.Fuzz(func(t *testing.T, text, file string) {
		w, _, stderr := testWorld(map[string]string{"GITHUB_ACTIONS": "true"})
		w.warn("%s", text)
		w.annotate([]analysis.Problem{{File: file, Severity: analysis.Warning, Message: text}})
		lines := strings.Split(strings.TrimSuffix(stderr.String(), "\n"), "\n")
		if len(lines) != 2 || !strings.HasPrefix(lines[0], "breachbrief: warning: ") || !strings.HasPrefix(lines[1], "::warning file=") {
			t.Errorf("%q", lines)
		}
		if i := strings.IndexFunc(stderr.String(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) }); i >= 0 {
			t.Errorf("a control character at %d of %q", i, stderr)
		}
	})
}
