package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/breachbrief/breachbrief/analysis"
)

// publishText publishes a report of one file and a manifest.
func publishText(t *testing.T, folder, text string) outcome {
	t.Helper()
	p, err := openPublication(folder, "2022-07")
	if err != nil {
		t.Fatal(err)
	}
	defer p.discard()
	buildText(t, p, text)
	result, err := p.put()
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func buildText(t *testing.T, p *publication, text string) {
	t.Helper()
	if err := p.write("text.txt", func(w io.Writer) error { _, err := io.WriteString(w, text); return err }); err != nil {
		t.Fatal(err)
	}
	m := manifest{SchemaVersion: manifestVersion, Generator: analysis.Generator{Name: "test"}, Outputs: p.files}
	content, err := m.encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.write(manifestName, func(w io.Writer) error { _, err := w.Write(content); return err }); err != nil {
		t.Fatal(err)
	}
}

// expectReport fails unless the folder holds that report and nothing else.
func expectReport(t *testing.T, folder, text string) {
	t.Helper()
	if faults := verifyReport(filepath.Join(folder, "2022-07")); len(faults) > 0 {
		t.Errorf("the report is not whole: %v", faults)
	}
	content, err := os.ReadFile(filepath.Join(folder, "2022-07", "text.txt"))
	if err != nil || string(content) != text {
		t.Errorf("the report says %q, want %q (%v)", content, text, err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("the folder holds %v, want the report alone (%v)", entries, err)
	}
}

func TestPublishing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "deep", "out")
	for _, step := range []struct {
		text string
		want outcome
	}{
		{"one", published}, {"one", unchanged}, {"two", published}, {"two", unchanged}, {"one", published},
	} {
		if got := publishText(t, folder, step.text); got != step.want {
			t.Errorf("%s: %s, want %s", step.text, got, step.want)
		}
		expectReport(t, folder, step.text)
	}
}

func TestTamperedReportIsPublishedAgain(t *testing.T) {
	folder := t.TempDir()
	publishText(t, folder, "one")
	writeFile(t, "0ne", folder, "2022-07", "text.txt")
	if got := publishText(t, folder, "one"); got != published {
		t.Errorf("a report that was changed by hand is %s", got)
	}
	expectReport(t, folder, "one")
}

func TestUnpublishedReportLeavesNothing(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	p, err := openPublication(folder, "2022-07")
	if err != nil {
		t.Fatal(err)
	}
	buildText(t, p, "half")
	p.discard()
	if _, err := os.Stat(folder); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the output folder is left behind: %v", err)
	}

	publishText(t, folder, "old")
	p, err = openPublication(folder, "2022-07")
	if err != nil {
		t.Fatal(err)
	}
	buildText(t, p, "half")
	p.discard()
	expectReport(t, folder, "old")
}

// Each state is what a run leaves that is killed at that point.
func TestNextRunClearsWhatAKilledRunLeft(t *testing.T) {
	for _, test := range []struct {
		name string
		kill func(t *testing.T, folder string)
		want string
	}{
		{"while building", func(t *testing.T, folder string) {
			writeFile(t, "half", folder, ".2022-07.tmp", "text.txt")
			writeFile(t, "", folder, ".2022-07.lock")
		}, "old"},
		{"after the old report was set aside", func(t *testing.T, folder string) {
			writeFile(t, "new", folder, ".2022-07.tmp", "text.txt")
			rename(t, filepath.Join(folder, "2022-07"), filepath.Join(folder, ".2022-07.old"))
		}, "old"},
		{"before the old report was removed", func(t *testing.T, folder string) {
			rename(t, filepath.Join(folder, "2022-07"), filepath.Join(folder, ".2022-07.old"))
			publishText(t, filepath.Join(folder, "other"), "new")
			rename(t, filepath.Join(folder, "other", "2022-07"), filepath.Join(folder, "2022-07"))
			if err := os.Remove(filepath.Join(folder, "other")); err != nil {
				t.Fatal(err)
			}
		}, "new"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			publishText(t, folder, "old")
			test.kill(t, folder)
			p, err := openPublication(folder, "2022-07")
			if err != nil {
				t.Fatal(err)
			}
			p.discard()
			expectReport(t, folder, test.want)
		})
	}
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func TestPublicationIsRefused(t *testing.T) {
	for _, test := range []struct {
		name    string
		prepare func(t *testing.T, folder string)
		want    string
	}{
		{"in a folder of something else", func(t *testing.T, folder string) {
			writeFile(t, "dear", folder, "2022-07", "diary.txt")
		}, "in the way"},
		{"over a file of someone else", func(t *testing.T, folder string) {
			publishText(t, folder, "old")
			writeFile(t, "dear", folder, "2022-07", "notes.txt")
		}, "notes.txt would be lost"},
		{"over a file of the period's name", func(t *testing.T, folder string) {
			writeFile(t, "dear", folder, "2022-07")
		}, "cannot be read"},
		{"while another run holds the lock", func(t *testing.T, folder string) {
			p, err := openPublication(folder, "2022-07")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(p.discard)
		}, "another run is writing"},
		{"in a file", func(t *testing.T, folder string) {
			if err := os.Remove(folder); err != nil {
				t.Fatal(err)
			}
			writeFile(t, "", folder)
		}, "cannot be made"},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "out")
			if err := os.Mkdir(folder, 0o777); err != nil {
				t.Fatal(err)
			}
			test.prepare(t, folder)
			p, err := openPublication(folder, "2022-07")
			if err == nil {
				p.discard()
				t.Fatal("not refused")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("says %q, want %q", err, test.want)
			}
		})
	}
}

func TestManifestCannotLeadOutOfItsFolder(t *testing.T) {
	for _, name := range []string{"../secret", "/etc/passwd", "a/b", ""} {
		folder := t.TempDir()
		writeFile(t, `{"schema_version":"1","outputs":[{"name":"`+name+`"}]}`, folder, manifestName)
		if _, err := readManifest(folder); err == nil {
			t.Errorf("a manifest may name %q", name)
		}
	}
}
