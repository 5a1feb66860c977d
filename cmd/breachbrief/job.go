package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// job is what a command works on: its arguments, and its options with where
// each comes from.
type job struct {
	arguments []string
	flags     *pflag.FlagSet
	file      *configuration
	origins   map[string]string
}

// newJob settles the options of a command. Beside an error the job holds what
// could be read, so that operators can be told.
func (w *world) newJob(command *cobra.Command, arguments []string) (job, error) {
	file, origins, err := w.settle(command.Flags())
	w.warnOfVariables(command.Root())
	return job{arguments: arguments, flags: command.Flags(), file: file, origins: origins}, err
}

// warnOfVariables names the variables of the environment that look like settings
// and are none of any command: a slip would otherwise pass in silence.
func (w *world) warnOfVariables(root *cobra.Command) {
	known := []string{passwordVariable}
	for _, command := range root.Commands() {
		command.Flags().VisitAll(func(flag *pflag.Flag) { known = append(known, environmentName(flag.Name)) })
	}
	for _, variable := range w.environ() {
		name, value, _ := strings.Cut(variable, "=")
		if !strings.HasPrefix(name, environmentPrefix) || value == "" || slices.Contains(known, name) {
			continue
		}
		hint := "no option has that name"
		if near := nearest(name, known); near != "" {
			hint = "did you mean " + near + "?"
		}
		w.warn("the environment variable %s sets nothing: %s", name, hint)
	}
}

// carryOut returns what a command does that settles its options and runs.
func (w *world) carryOut(run func(context.Context, *world, job) error) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, arguments []string) error {
		j, err := w.newJob(command, arguments)
		if err != nil {
			return err
		}
		return run(command.Context(), w, j)
	}
}

// edition returns a setting for a language: the edition's own from the
// configuration, unless the command line or the environment has set it for all.
func (j *job) edition(language report.Language, key string) string {
	if own, found := j.file.editions[language][key]; found && !j.setForAll(key) {
		return own
	}
	return j.flags.Lookup(key).Value.String()
}

// setForAll reports whether the command line or the environment sets what a
// table of the configuration may set for a part.
func (j *job) setForAll(key string) bool {
	origin := j.origins[key]
	return origin != fromDefault && origin != j.file.file
}

// shapingOptions returns the settings that change what a report says, each file
// among them by name and sum.
func (j *job) shapingOptions(languages []report.Language) (map[string]string, error) {
	options := map[string]string{}
	for _, name := range []string{"approx", "count-headlines", "encoding", "fiscal-year-start", "lang", "reporting-threshold", "time-zone"} {
		options[settingKey(name)] = j.flags.Lookup(name).Value.String()
	}
	for _, language := range languages {
		for _, key := range editionKeys {
			options[string(language)+"."+key] = j.edition(language, key)
		}
	}
	for _, name := range pathKeys {
		if path := j.flags.Lookup(name).Value.String(); path != "" && name != "out" && name != previousKey {
			text, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			options[name] = filepath.Base(path) + " " + sumOf(text)
		}
	}
	return options, nil
}
