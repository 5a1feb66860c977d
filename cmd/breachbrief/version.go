package main

import (
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
		RunE:  func(*cobra.Command, []string) error { return w.printVersion() },
	}
}

func (w *world) printVersion() error {
	revision := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				revision = setting.Value
			}
		}
	}
	platform := runtime.GOOS + "/" + runtime.GOARCH
	if w.manners.json {
		return json.NewEncoder(w.stdout).Encode(map[string]string{
			"version": version, "revision": revision, "go": runtime.Version(), "platform": platform})
	}
	_, err := fmt.Fprintf(w.stdout, "breachbrief %s\nrevision %s, %s, %s\n", version, revision, runtime.Version(), platform)
	return err
}
