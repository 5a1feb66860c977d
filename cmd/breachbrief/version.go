package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/spf13/cobra"
)

// version is the next release.
const version = "0.1.0"

func generator() analysis.Generator {
	return analysis.Generator{Name: "breachbrief", Version: version}
}

func newVersionCommand(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and how the program was built",
		Args:  noArguments,
		RunE:  func(*cobra.Command, []string) error { return unprintable(w.printVersion()) },
	}
}

const platform = runtime.GOOS + "/" + runtime.GOARCH

func (w *world) printVersion() error {
	if w.manners.json {
		return json.NewEncoder(w.stdout).Encode(map[string]string{
			"version": version, "revision": revision(), "go": runtime.Version(), "platform": platform})
	}
	_, err := fmt.Fprintf(w.stdout, "breachbrief %s\n%s\n", version, build())
	return err
}

// build says from what and for what the program was built.
func build() string {
	return fmt.Sprintf("revision %s, %s, %s", revision(), runtime.Version(), platform)
}

func revision() string { return cmp.Or(buildSetting("vcs.revision"), "unknown") }

// buildSetting returns what the compiler was told or knew; empty: nothing.
func buildSetting(key string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == key {
				return setting.Value
			}
		}
	}
	return ""
}
