package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Whatever a user can meet names the next step. FOLDER stands for a folder with
// the files below.
func TestMessagesHintAtTheNextStep(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"good.csv": "organization,disclosed\nAlpha,2022-06-01\n", "empty.csv": "", "page.csv": "<html>", "cut.csv.gz": "\x1f\x8b\x08\x00",
		"foreign.csv": "a,b\n1,2\n", "bad.toml": "x = ", "unknown.toml": "colour = 1\n", "table.toml": "[out]\n", "edition.toml": "ja = 1\n",
		"value.toml": "lang = \"fr\"\n", "condition.toml": "[[condition]]\nthen = \"cry\"\n", "input.toml": "[[input]]\n", "inputs.toml": "inputs = 1\n",
		"nohost.toml": "[mail]\nfrom = \"a@example.com\"\n[mail.recipients]\nen = [\"b@example.com\"]\n",
		"noca.toml":   "[mail]\nhost = \"h\"\nca_file = \"none.pem\"\nfrom = \"a@example.com\"\n[mail.recipients]\nen = [\"b@example.com\"]\n",
		"taken/x":     "", "out/2022-06/x": "", "hollow/x.txt": "", "init/breachbrief.toml": "",
	} {
		writeFile(t, text, folder, name)
	}
	for _, test := range []struct{ arguments, variable, hint string }{
		{"", "", "breachbrief help"},
		{"reprot", "", "did you mean"},
		{"verify", "", "verify DIR"},
		{"version now", "", "leave out now"},
		{"report --perod 1", "", "did you mean --period"},
		{"report --period 1 FOLDER/good.csv", "", "--help"},
		{"report FOLDER/good.csv", "BREACHBRIEF_LANG=fr", "--lang"},
		{"report FOLDER/good.csv", "SOURCE_DATE_EPOCH=now", "unset it"},
		{"report --time-zone Asia/Tokio FOLDER/good.csv", "", "Asia/Tokyo"},
		{"check", "", "inputs = "},
		{"check FOLDER/none.csv", "", "current folder"},
		{"check FOLDER/good.csv/x", "", "name a CSV file"},
		{"check FOLDER/[.csv", "", "stands for any"},
		{"check FOLDER/hollow", "", ".csv"},
		{"check FOLDER/empty.csv", "", "breachbrief init"},
		{"check FOLDER/page.csv", "", "breachbrief init"},
		{"check FOLDER/foreign.csv", "", "--mapping"},
		{"check FOLDER/cut.csv.gz", "", "fetch the file again"},
		{"check --mapping FOLDER/none.toml FOLDER/good.csv", "", "current folder"},
		{"check --mapping FOLDER FOLDER/good.csv", "", "--mapping"},
		{"check --mapping FOLDER/unknown.toml FOLDER/good.csv", "", "samples/README.md"},
		{"check --vocabulary FOLDER/none.toml FOLDER/good.csv", "", "current folder"},
		{"check --vocabulary FOLDER/unknown.toml FOLDER/good.csv", "", "samples/README.md"},
		{"config --config FOLDER/none.toml", "", seeExample},
		{"config --config FOLDER", "", seeExample},
		{"config --config FOLDER/bad.toml", "", seeExample},
		{"config --config FOLDER/unknown.toml", "", "the keys are"},
		{"config --config FOLDER/table.toml", "", "write out = "},
		{"config --config FOLDER/edition.toml", "", "write [ja]"},
		{"config --config FOLDER/value.toml", "", "--lang"},
		{"config --config FOLDER/condition.toml", "", seeExample},
		{"config --config FOLDER/input.toml", "", seeExample},
		{"config --config FOLDER/inputs.toml", "", "incidents/*.csv"},
		{"report --period 2022-06 --out FOLDER/taken/x FOLDER/good.csv", "", chooseOutput},
		{"report --period 2022-06 --out FOLDER/out FOLDER/good.csv", "", chooseOutput},
		{"report --period 2022-07 --previous FOLDER/none --out FOLDER/new FOLDER/good.csv", "", "--previous none"},
		{"report --send --period 2022-06 --out FOLDER/new FOLDER/good.csv", "", "[mail]"},
		{"report --send --config FOLDER/nohost.toml --out FOLDER/new FOLDER/good.csv", "", seeExample},
		{"report --send --config FOLDER/noca.toml --out FOLDER/new FOLDER/good.csv", "", "current folder"},
		{"send --config FOLDER/nohost.toml --dry-run FOLDER/none", "", "out/2022-07"},
		{"verify FOLDER/hollow", "", "breachbrief report"},
		{"init FOLDER/init", "", "new folder"},
		{"init FOLDER/good.csv/x", "", "another folder"},
	} {
		t.Run(test.arguments+" "+test.variable, func(t *testing.T) {
			name, value, _ := strings.Cut(test.variable, "=")
			w, _, stderr := testWorld(map[string]string{name: value, "XDG_CONFIG_HOME": folder})
			arguments := strings.Fields(strings.ReplaceAll(test.arguments, "FOLDER", folder))
			if code := run(t.Context(), arguments, w); code != exitFailed && code != exitUsage {
				t.Errorf("exit code %d", code)
			}
			if _, hint, _ := strings.Cut(stderr.String(), "breachbrief: hint: "); !strings.Contains(hint, test.hint) {
				t.Errorf("no hint at %q:\n%s", test.hint, stderr)
			}
		})
	}
}

// A run whose result cannot be printed did not succeed.
func TestUnprintableResults(t *testing.T) {
	folder := t.TempDir()
	input := writeFile(t, "organization,disclosed\nAlpha,2022-13-01\n", folder, "incidents.csv")
	for _, command := range []string{"version", "version --json", "man", "config", "check " + input, "check --json " + input, "normalize " + input,
		"verify --json " + folder, "init " + filepath.Join(folder, "start"), "report --period 2022-06 --lang en --out " + filepath.Join(folder, "out") + " " + input} {
		t.Run(strings.ReplaceAll(command, folder, ""), func(t *testing.T) {
			w, _, stderr := testWorld(map[string]string{"XDG_CONFIG_HOME": folder})
			w.stdout = fullDisk{}
			if code := run(t.Context(), strings.Fields(command), w); code != exitFailed {
				t.Errorf("exit code %d", code)
			}
			if !strings.Contains(stderr.String(), "the result cannot be printed") || !strings.Contains(stderr.String(), "make room on the disk") {
				t.Errorf("says %s", stderr)
			}
		})
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// So has an error that nobody foresaw.
func TestErrorsOfTheSystemHaveARemedy(t *testing.T) {
	for _, test := range []struct {
		err  error
		hint string
	}{
		{fs.ErrNotExist, "current folder"},
		{fs.ErrPermission, "needs the right"},
		{&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "make room"},
		{errors.New("something else"), "please report it: breachbrief " + version},
	} {
		end := failureOf(fmt.Errorf("unforeseen: %w", test.err))
		if len(end.hints) != 1 || !strings.Contains(end.hints[0], test.hint) {
			t.Errorf("%v hints at %q, want %q", test.err, end.hints, test.hint)
		}
	}
}
