package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/spf13/cobra"
)

//go:embed template/breachbrief.toml
var configurationTemplate string

//go:embed template/incidents.csv
var incidentsTemplate string

// templateMonth stands in the template for the month of its rows.
const templateMonth = "YYYY-MM"

func newInitCommand(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "init DIR",
		Short: "Write a configuration and a CSV with all columns to start from",
		Long: `Write an example configuration with comments, and a CSV with all columns and a
few invented rows of last month. Files that exist are never overwritten.

` + exitHelp,
		Example: `  breachbrief init security-report
  cd security-report && breachbrief report`,
		Args:              exactlyOne("the folder to write to"),
		ValidArgsFunction: completeFolder,
		RunE: func(_ *cobra.Command, arguments []string) error {
			return w.initFolder(arguments[0])
		},
	}
}

func (w *world) initFolder(folder string) error {
	today, err := w.today("Local")
	if err != nil {
		return err
	}
	month := analysis.MonthBefore(today).String()
	files := []struct{ path, text string }{
		{filepath.Join(folder, configurationName), configurationTemplate},
		{filepath.Join(folder, "incidents", "incidents.csv"), strings.ReplaceAll(incidentsTemplate, templateMonth, month)},
	}
	for _, file := range files {
		if _, err := os.Lstat(file.path); err == nil {
			return failed(fmt.Errorf("%s exists already and was left as it is", file.path), "name a new folder")
		}
	}
	for _, file := range files {
		if err := writeNew(file.path, file.text); err != nil {
			return failed(fmt.Errorf("the folder cannot be written: %w", err), "name another folder")
		}
		if _, err := fmt.Fprintln(w.stdout, file.path); err != nil {
			return unprintable(err)
		}
	}
	w.say("next: cd %s && breachbrief report", folder)
	return nil
}

// writeNew writes a file that must not exist, and the folders above it.
func writeNew(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}
