package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// The examples of schedules use options that exist, with values that are
// accepted once the scheduler's own escapes are undone.
func TestSchedulesCallTheProgramRightly(t *testing.T) {
	files, err := filepath.Glob("schedule/*")
	if err != nil {
		t.Fatal(err)
	}
	call := regexp.MustCompile(`breachbrief report (.*)`)
	unescape := strings.NewReplacer("%%", "%", `\%`, "%")
	calls := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range call.FindAllStringSubmatch(string(text), -1) {
			calls++
			flags := pflag.NewFlagSet("", pflag.ContinueOnError)
			newReportOptions().addFlags(flags)
			new(manners).addFlags(flags)
			if err := flags.Parse(strings.Fields(unescape.Replace(found[1]))); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
		for _, variable := range regexp.MustCompile(environmentPrefix+`[A-Z_]+`).FindAllString(string(text), -1) {
			name := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(variable, environmentPrefix)), "_", "-")
			if variable != passwordVariable && reportSettings().Lookup(name) == nil {
				t.Errorf("%s: %s sets nothing", file, variable)
			}
		}
	}
	if calls != 4 {
		t.Errorf("%d calls of the program found, want 4", calls)
	}
}
