package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The console examples of the README are run, in their order and in one folder
// that has the samples, and print what the README shows.
func TestReadmeExamples(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "samples"), os.DirFS(filepath.Join(repository, "samples"))); err != nil {
		t.Fatal(err)
	}
	examples := readmeExamples(t, string(text))
	if len(examples) == 0 {
		t.Fatal("the README has no examples")
	}
	for _, example := range examples {
		arguments := strings.Fields(example.command)
		if arguments[0] != "breachbrief" {
			t.Errorf("%s: no command of the program", example.command)
			continue
		}
		run := command(t, folder, arguments[1:]...)
		out, err := run.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v", example.command, err)
		}
		if string(out) != example.output {
			t.Errorf("%s prints\n%s\nthe README shows\n%s", example.command, out, example.output)
		}
	}
}

type readmeExample struct{ command, output string }

// readmeExamples returns the commands of the console blocks with the lines
// below each.
func readmeExamples(t *testing.T, text string) []readmeExample {
	t.Helper()
	var examples []readmeExample
	inside := false
	for line := range strings.Lines(text) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = strings.TrimSpace(line) == "```console"
		case inside && isCommand:
			examples = append(examples, readmeExample{command: strings.TrimSpace(command)})
		case inside && len(examples) == 0:
			t.Fatalf("output without a command: %s", line)
		case inside:
			examples[len(examples)-1].output += line
		}
	}
	return examples
}

// Every option of the main job is explained in the README.
func TestReadmeListsAllOptions(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range settingKeys() {
		option := "`--" + strings.ReplaceAll(key, "_", "-") + "`"
		if reportSettings().Lookup(strings.Trim(option, "`-")) != nil && !strings.Contains(string(text), option) {
			t.Errorf("the README does not explain %s", option)
		}
	}
}
