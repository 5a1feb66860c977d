package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// testWorld returns a world of its own: no environment but the one given, and
// a clock that stands still at the first hour of the first of July 2022 in
// Tokyo, when it is still June in UTC.
func testWorld(environment map[string]string) (w *world, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return &world{
		stdin: strings.NewReader(""), stdout: stdout, stderr: stderr,
		environ:   func() []string { return nil },
		lookupEnv: func(name string) (string, bool) { value, found := environment[name]; return value, found },
		now:       func() time.Time { return time.Date(2022, 6, 30, 15, 30, 0, 0, time.UTC) },
	}, stdout, stderr
}

func writeFile(t *testing.T, text string, elements ...string) string {
	t.Helper()
	name := filepath.Join(elements...)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestConfigurationIsRefused(t *testing.T) {
	for _, test := range []struct{ name, text, want, hint string }{
		{"a mistyped key", "organisation = 'x'", `unknown key "organisation"`, `did you mean "organization"?`},
		{"a key like no other", "zzz = 1", `unknown key "zzz"`, "the keys are approx,"},
		{"a mistyped key of an edition", "[ja]\nmarkings = 'x'", `unknown key "ja.markings"`, ""},
		{"a value out of range", "fiscal_year_start = 13", "fiscal_year_start", ""},
		{"an edition that does not exist", "lang = ['en', 'fr']", "lang", ""},
		{"a table for a value", "[out]\nx = 1", "out cannot be a table", ""},
		{"inputs that are no list", "inputs = 'a.csv'", "inputs is neither a list", "write inputs = ["},
		{"inputs as a table", "[[inputs]]\nfiles = ['a.csv']", "inputs is neither a list", "write [[input]], then files"},
		{"one input as a list", "input = ['a.csv']", "input is neither a list", "write inputs = ["},
		{"a table of inputs that is no list", "[input]\nfiles = ['a.csv']", "input is neither a list", "write [[input]], then files"},
		{"a mistyped key of an input", "[[input]]\nfiles = ['a.csv']\nmaping = 'x'", `unknown key "input.maping"`, `did you mean "mapping"?`},
		{"an input without files", "[[input]]\nmapping = 'x'", "input 1: it names no files", ""},
		{"an encoding that does not exist", "[[input]]\nfiles = ['a.csv']\nencoding = 'cp923'", "input 1: there is no encoding", "did you mean cp932?"},
		{"an encoding for all that does not exist", "encoding = 'klingon'", "encoding: there is no encoding", "utf-8, cp932"},
		{"files that are no list", "[[input]]\nfiles = 'a.csv'", "breachbrief.toml", "incompatible types"},
		{"a mistyped key of the mail", "[mail]\nhots = 'x'", `unknown key "mail.hots"`, `did you mean "host"?`},
		{"a language without an edition", "[mail.recipients]\nfr = ['x@example.com']", `unknown key "mail.recipients.fr"`, "the keys are en, ja"},
		{"a word for the mail server's port", "[mail]\nport = 'smtp'", "mail.port", ""},
		{"no table of the mail", "mail = 'smtp.example.com'", "mail", ""},
		{"a password in the configuration", "[mail]\npassword = 'hunter2'", "does not belong in the configuration", passwordVariable},
		{"no TOML", "lang = \"en", "breachbrief.toml:1:", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _, stderr := testWorld(nil)
			file := writeFile(t, test.text, t.TempDir(), configurationName)
			if code := run(context.Background(), []string{"config", "--config", file}, w); code != exitUsage {
				t.Errorf("exit code %d, want %d", code, exitUsage)
			}
			for _, want := range []string{test.want, test.hint} {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("says %q, want %q", stderr, want)
				}
			}
		})
	}
}

// What config prints can be used as a configuration and gives the same settings.
func TestConfigPrintsAConfiguration(t *testing.T) {
	folder := t.TempDir()
	text := "lang = ['ja']\nas_of = 2022-07-15\norganization = 'A \"B\" \\ C'\nmax_rejected = '1%'\n" +
		"inputs = ['x.csv']\n[[input]]\nfiles = ['y.csv', '-']\nmapping = '/m.toml'\nencoding = 'Shift_JIS'\n[ja]\nmarking = '社外秘'\nrecommendations = \"one\\ntwo\"\n" +
		"[mail]\nhost = 'h'\nport = 25\nbcc = true\noperators = ['a@example.com']\npassword_file = '/x'\nretry_after = '10s'\n" +
		"[mail.recipients]\nja = ['b@example.jp']\n"
	settings := func(file string) string {
		w, stdout, stderr := testWorld(nil)
		if code := run(context.Background(), []string{"config", "--config", file}, w); code != exitDone {
			t.Fatalf("exit code %d: %s", code, stderr)
		}
		var lines []string
		for line := range strings.Lines(stdout.String()) {
			value, _, _ := strings.Cut(line, " # ")
			lines = append(lines, strings.TrimSpace(value))
		}
		return strings.Join(lines, "\n")
	}
	first := settings(writeFile(t, text, folder, "a", configurationName))
	first = strings.Replace(first, `out = "out"`, "", 1) // a default; in a file it counts from the file's folder
	again := settings(writeFile(t, first, folder, "b", configurationName))
	again = strings.Replace(again, `out = "out"`, "", 1)
	if first != again {
		t.Errorf("printed\n%s\nread back as\n%s", first, again)
	}
	for _, want := range []string{`files = ["` + filepath.Join(folder, "a", "y.csv") + `", "-"]`, `mapping = "/m.toml"`, `encoding = "cp932"`, `ja = ["b@example.jp"]`, `retry_after = "10s"`, `bcc = true`, `as_of = "2022-07-15"`, `organization = "A \"B\" \\ C"`, `recommendations = "one\ntwo"`} {
		if !strings.Contains(first, want) {
			t.Errorf("%s is missing in\n%s", want, first)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"fiscal-year-start", "lang", "marking", "out", "period"}
	for typed, want := range map[string]string{"perod": "period", "peroid": "period", "markings": "marking", "lnag": "lang",
		"fiscal-year": "", "x": "", "": "", "uot": "out"} {
		if got := nearest(typed, words); got != want {
			t.Errorf("nearest to %q is %q, want %q", typed, got, want)
		}
	}
}

func TestPeriodWithoutOption(t *testing.T) {
	for _, test := range []struct {
		name        string
		zone, asOf  string
		environment map[string]string
		want        string
	}{
		{"the last complete month in UTC", "UTC", "", nil, "2022-05"},
		{"the last complete month in Tokyo", "Asia/Tokyo", "", nil, "2022-06"},
		{"the last complete month before the as-of day", "UTC", "2022-03-01", nil, "2022-02"},
		{"the day of SOURCE_DATE_EPOCH", "UTC", "", map[string]string{"SOURCE_DATE_EPOCH": "1640995200"}, "2021-12"}, // 2022-01-01
	} {
		t.Run(test.name, func(t *testing.T) {
			w, _, _ := testWorld(test.environment)
			o := newReportOptions()
			o.timeZone = test.zone
			if test.asOf != "" {
				if err := o.asOf.Set(test.asOf); err != nil {
					t.Fatal(err)
				}
			}
			periods, err := w.chosenPeriods(o)
			if err != nil {
				t.Fatal(err)
			}
			if len(periods) != 1 || periods[0].String() != test.want {
				t.Errorf("periods %v, want %s", periods, test.want)
			}
		})
	}
}

func TestTimeZoneAndEpochAreChecked(t *testing.T) {
	w, _, _ := testWorld(nil)
	if _, err := w.today("Asia/Tokio"); err == nil {
		t.Error("a zone that does not exist is accepted")
	}
	for _, epoch := range []string{"x", "-1", "1e9", "99999999999999"} {
		w, _, _ := testWorld(map[string]string{"SOURCE_DATE_EPOCH": epoch})
		var wrong *failure
		if _, err := w.today("UTC"); !errors.As(err, &wrong) || wrong.code != exitUsage {
			t.Errorf("SOURCE_DATE_EPOCH=%s gives %v", epoch, err)
		}
	}
}
