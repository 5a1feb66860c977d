package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newRootCommand(w *world) *cobra.Command {
	root := &cobra.Command{
		Use:   "breachbrief",
		Short: "Turn incident CSVs into a workbook and a briefing for managers",
		Long: `breachbrief reads security incidents from CSV files, works out what they say
about leak sizes, attack vectors and supplier-caused incidents, and writes an
Excel workbook and a PDF briefing, in Japanese and in English. No number stands
without its doubt, and every number leads back to a row of the input.`,
		Example: `  breachbrief report --period 2022-07 incidents.csv
  breachbrief check incidents/`,
		Version:           version,
		Args:              anyArguments,
		RunE:              unknownCommand,
		SilenceUsage:      true,
		SilenceErrors:     true,
		DisableAutoGenTag: true,
	}
	root.SetIn(w.stdin)
	root.SetOut(w.stdout)
	root.SetErr(w.stderr)
	w.manners.addFlags(root.PersistentFlags())
	root.SetFlagErrorFunc(flagError)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(newReportCommand(w), newCheckCommand(w), newNormalizeCommand(w), newSendCommand(w), newVerifyCommand(w),
		newInitCommand(w), newConfigCommand(w), newManualCommand(w), newVersionCommand(w))
	for _, command := range root.Commands() {
		offerValues(command)
	}
	return root
}

// offerValues lets shells complete the values of options. Arguments are files,
// or what the command itself says.
func offerValues(command *cobra.Command) {
	for name, values := range map[string][]cobra.Completion{
		"approx":   {"last_nonzero_digit", "unit_of_word", "two_digits"},
		"encoding": intake.Encodings(),
		"format":   {"csv", "jsonl"},
		"lang":     {"en", "ja", "en,ja"},
	} {
		if command.Flags().Lookup(name) != nil {
			// It fails only for an option that does not exist, or twice.
			_ = command.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
		}
	}
	for name, filter := range map[string]func(*cobra.Command, string) error{
		"config": tomlFile, "eml": folder, "mapping": tomlFile, "out": folder, previousKey: folder, "vocabulary": tomlFile} {
		if command.Flags().Lookup(name) != nil {
			_ = filter(command, name)
		}
	}
}

func tomlFile(command *cobra.Command, flag string) error {
	return command.MarkFlagFilename(flag, "toml")
}
func folder(command *cobra.Command, flag string) error { return command.MarkFlagDirname(flag) }

// completeFolder completes an argument that is a folder.
func completeFolder(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

func anyArguments(*cobra.Command, []string) error { return nil }

func unknownCommand(root *cobra.Command, arguments []string) error {
	if len(arguments) == 0 {
		return misused(errors.New("no command given"), "'breachbrief help' lists the commands; the main one is 'breachbrief report FILE...'")
	}
	var names []string
	for _, command := range root.Commands() {
		names = append(names, command.Name())
	}
	hint := "the commands are " + strings.Join(names, ", ")
	if near := nearest(arguments[0], names); near != "" {
		hint = fmt.Sprintf("did you mean 'breachbrief %s'?", near)
	}
	return misused(fmt.Errorf("there is no command %q", arguments[0]), hint)
}

// flagError explains an option that the command does not have or cannot read.
func flagError(command *cobra.Command, err error) error {
	hint := fmt.Sprintf("'%s --help' lists the options", command.CommandPath())
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &invalid):
		err = fmt.Errorf("--%s: %w", invalid.GetFlag().Name, plainly(invalid.Unwrap()))
	case errors.As(err, &unknown):
		var names []string
		command.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
		if near := nearest(unknown.GetSpecifiedName(), names); near != "" {
			hint = fmt.Sprintf("did you mean --%s?", near)
		}
	}
	return misused(err, hint)
}

// exactlyOne refuses any other number of arguments than one.
func exactlyOne(what string) cobra.PositionalArgs {
	return func(command *cobra.Command, arguments []string) error {
		if len(arguments) == 1 {
			return nil
		}
		return misused(fmt.Errorf("%s takes one argument, %s; %d given", command.CommandPath(), what, len(arguments)),
			"write '"+command.UseLine()+"'")
	}
}

func noArguments(command *cobra.Command, arguments []string) error {
	if len(arguments) == 0 {
		return nil
	}
	return misused(fmt.Errorf("%s takes no arguments", command.CommandPath()), "leave out "+strings.Join(arguments, " "))
}
