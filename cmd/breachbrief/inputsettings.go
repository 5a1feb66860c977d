package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/BurntSushi/toml"
	"github.com/breachbrief/breachbrief/analysis/intake"
)

// inputKey is the table of inputs that are read in a way of their own; the list
// inputsKey names those that are read as the options say.
const (
	inputKey  = "input"
	inputsKey = "inputs"
)

// inputSettings is a table [[input]] of the configuration: files, folders and
// patterns, and how they are read where that differs from the options.
type inputSettings struct {
	Files    []string `toml:"files"`
	Mapping  string   `toml:"mapping"`
	Encoding string   `toml:"encoding"`
}

// takeInputs reads the list of inputs and the tables of those with a way of
// their own.
func (c *configuration) takeInputs(text string) error {
	var inputs struct {
		Inputs []string
		Input  []inputSettings
	}
	meta, err := toml.Decode(text, &inputs)
	if err != nil {
		return configurationError(c.file, err)
	}
	for _, key := range meta.Undecoded() {
		if len(key) > 1 && key[0] == inputKey {
			return unknownKey(c.file, key.String(), []string{"encoding", "files", "mapping"})
		}
	}
	c.inputs, c.inputTables = c.resolveAll(inputs.Inputs), inputs.Input
	for i := range c.inputTables {
		if err := c.checkInput(&c.inputTables[i]); err != nil {
			return misused(fmt.Errorf("%s: input %d: %w", c.file, i+1, err), seeExample)
		}
	}
	return nil
}

// checkForm tells two spellings apart that are easily confused.
func (c *configuration) checkForm(key string, value any) error {
	switch value.(type) {
	case []map[string]any:
		if key == inputKey {
			return nil
		}
	case []any:
		if key == inputsKey {
			return nil
		}
	}
	return misused(fmt.Errorf("%s: %s is neither a list nor a table of inputs", c.file, key), `write inputs = ["incidents/*.csv"] for files in the usual columns`,
		`write [[input]], then files = ["exports/*.csv"] and mapping = "mapping.toml", for files in other columns`)
}

func (c *configuration) checkInput(table *inputSettings) (err error) {
	if len(table.Files) == 0 {
		return fmt.Errorf(`it names no files: write files = ["exports/*.csv"]`)
	}
	table.Files, table.Mapping = c.resolveAll(table.Files), c.resolve(table.Mapping)
	if table.Encoding != "" {
		table.Encoding, err = intake.ParseEncoding(table.Encoding)
	}
	return err
}

func (c *configuration) resolveAll(paths []string) []string {
	var resolved []string
	for _, path := range paths {
		resolved = append(resolved, c.resolve(path))
	}
	return resolved
}

// allInputs returns what is read when no file is named.
func (c *configuration) allInputs() []string {
	all := slices.Clone(c.inputs)
	for _, table := range c.inputTables {
		all = append(all, table.Files...)
	}
	return all
}

// inputTable returns the first table [[input]] that names the file, itself, by
// its folder or by a pattern; an empty one where none does.
func (c *configuration) inputTable(file string) inputSettings {
	for _, table := range c.inputTables {
		if slices.ContainsFunc(table.Files, func(pattern string) bool { return namesFile(pattern, file) }) {
			return table
		}
	}
	return inputSettings{}
}

func namesFile(pattern, file string) bool {
	if pattern == standardInput || file == standardInput {
		return pattern == file
	}
	pattern, file = absolute(pattern), absolute(file)
	matches, _ := filepath.Match(pattern, file) // a pattern that is none is refused where it is expanded
	return pattern == file || pattern == filepath.Dir(file) || matches
}

func absolute(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return filepath.Clean(path) // without a current folder all paths count from the same unknown place
	}
	return whole
}
