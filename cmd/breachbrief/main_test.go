package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"breachbrief": main, "defective": defective})
}

// defective is the program with a defect at the place that DEFECT names, or one
// that never gets past the place that STUCK names.
func defective() {
	os.Exit(runUntilSignal(func(place string) {
		switch place {
		case os.Getenv("DEFECT"):
			panic("a mistake at " + place + "\n::error::with a cell")
		case os.Getenv("STUCK"):
			fmt.Fprintln(os.Stderr, "stuck")
			select {}
		}
	}))
}

// Each file of testdata is a story that a user can live through, told by the
// real program in a folder of its own.
func TestStories(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			samples, err := filepath.Abs(filepath.Join(repository, "samples"))
			env.Setenv("SAMPLES", samples)
			env.Setenv("TZ", "UTC")
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"defect":     meetDefect,
			"exitcode":   exitCode,
			"listed":     listed,
			"mailserver": startMailServer,
			"printed":    printed,
			"readmail":   readMail,
			"sheet":      sheet,
		},
	})
}

// exitCode runs the program and fails unless it ends with that code:
// exitcode 2 report nothing.csv
func exitCode(script *testscript.TestScript, _ bool, arguments []string) {
	err := script.Exec("breachbrief", arguments[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != arguments[0] {
		script.Fatalf("exit code %s, want %s", got, arguments[0])
	}
}

// meetDefect runs the program with a defect at a place, and fails unless it ends
// with 1: defect analyse report incidents.csv
func meetDefect(script *testscript.TestScript, _ bool, arguments []string) {
	script.Setenv("DEFECT", arguments[0])
	if err := script.Exec("defective", arguments[1:]...); err == nil || err.Error() != "exit status 1" {
		script.Fatalf("with a defect at %s the run ends with %v", arguments[0], err)
	}
}

// listed fails unless a folder holds exactly the named files, hidden ones
// included: listed out 2022-07
func listed(script *testscript.TestScript, _ bool, arguments []string) {
	entries, err := os.ReadDir(script.MkAbs(arguments[0]))
	script.Check(err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if got, want := strings.Join(names, " "), strings.Join(arguments[1:], " "); got != want {
		script.Fatalf("%s holds %s, want %s", arguments[0], got, want)
	}
}
