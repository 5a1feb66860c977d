package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// said runs the program and returns what it prints.
func said(t *testing.T, arguments ...string) string {
	t.Helper()
	w, stdout, stderr := testWorld(nil)
	if code := run(t.Context(), arguments, w); code != exitDone {
		t.Fatalf("%v: exit code %d: %s", arguments, code, stderr)
	}
	return stdout.String()
}

// userCommands returns the commands that help lists.
func userCommands(w *world) []*cobra.Command {
	return slices.DeleteFunc(newRootCommand(w).Commands(), func(c *cobra.Command) bool { return !c.IsAvailableCommand() })
}

// The manual page says what the help of every command says.
func TestManualSaysWhatHelpSays(t *testing.T) {
	unroff := strings.NewReplacer(`\-`, "-", `\e`, `\`, `\&`, "", `\fB`, "", `\fI`, "", `\fR`, "")
	page := strings.Join(strings.Fields(unroff.Replace(said(t, "man"))), " ")
	expect := func(text string) {
		t.Helper()
		if text = strings.Join(strings.Fields(text), " "); !strings.Contains(page, text) {
			t.Errorf("the manual page does not say %q", text)
		}
	}
	w, _, _ := testWorld(nil)
	commands := userCommands(w)
	if len(commands) < 9 {
		t.Errorf("only %d commands", len(commands))
	}
	for _, command := range commands {
		about, _, _ := strings.Cut(command.Long, exitHelp)
		expect(".SS breachbrief " + command.Use)
		for paragraph := range strings.SplitSeq(about, "\n\n") {
			expect(paragraph)
		}
		expect(command.Example)
		command.Flags().VisitAll(func(flag *pflag.Flag) {
			value, usage := pflag.UnquoteUsage(flag)
			expect("--" + flag.Name + " " + value)
			expect(usage)
		})
	}
	for line := range strings.Lines(exitHelp) {
		if code, meaning, found := strings.Cut(strings.TrimSpace(line), " "); found && code != "Exit" {
			expect(".TP .B " + code + " " + meaning)
		}
	}
}

// No text of the manual page can be taken for a request or an escape.
func TestManualIsEscaped(t *testing.T) {
	for text, want := range map[string]string{".SH x": `\&.SH x`, "'x\n.y": "\\&'x\n\\&.y", `a\b-c`: `a\eb\-c`} {
		if got := roff(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	long := strings.Repeat("word ", 100)
	for line := range strings.Lines(filled(long)) {
		if len(line) > 80 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

// Shells are offered every command, every option and the values of an option.
func TestCompletionsOfferEverything(t *testing.T) {
	w, _, _ := testWorld(nil)
	offered := func(arguments ...string) []string {
		var words []string
		for line := range strings.Lines(said(t, append([]string{"__complete"}, arguments...)...)) {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
			words = append(words, word)
		}
		return words
	}
	names := offered("")
	for _, command := range userCommands(w) {
		if !slices.Contains(names, command.Name()) {
			t.Errorf("the command %s is not offered", command.Name())
		}
		options := offered(command.Name(), "--")
		command.Flags().VisitAll(func(flag *pflag.Flag) {
			if !slices.Contains(options, "--"+flag.Name) {
				t.Errorf("%s --%s is not offered", command.Name(), flag.Name)
			}
		})
	}
	for _, test := range []struct{ asked, want string }{
		{"check --encoding ", "cp932"}, {"report --lang ", "en,ja"}, {"normalize --format ", "jsonl"}, {"report --approx ", "two_digits"},
		{"report --mapping ", "toml"}, {"verify ", ":16"}, {"report --out ", ":16"}, {"report --previous ", ":16"}, // 16: folders
	} {
		if words := offered(strings.Split(test.asked, " ")...); !slices.Contains(words, test.want) {
			t.Errorf("%q is offered %v, not %s", test.asked, words, test.want)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if !strings.Contains(said(t, "completion", shell), "breachbrief") {
			t.Errorf("no completions for %s", shell)
		}
	}
}
