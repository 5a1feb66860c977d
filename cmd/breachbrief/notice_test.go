package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// NOTICE names the licence of every library that a release contains, and of no
// other; the bills of materials are made from it.
func TestNoticeNamesTheLibraries(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	_, libraries, _ := strings.Cut(string(text), "\nLibraries\n")
	named := []string{}
	for line := range strings.Lines(libraries) {
		if columns := strings.Fields(line); len(columns) > 2 {
			named = append(named, columns[0])
		}
	}
	linked := []string{"std"}
	for _, system := range []string{"darwin", "linux", "windows"} {
		list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".")
		list.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		linked = append(linked, strings.Fields(regexp.MustCompile(`(?m)/v\d+$`).ReplaceAllString(string(out), ""))...)
	}
	slices.Sort(linked)
	slices.Sort(named)
	if diff := cmp.Diff(slices.Compact(linked), named); diff != "" {
		t.Errorf("NOTICE (-linked +named):\n%s", diff)
	}
}
