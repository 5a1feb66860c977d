package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/breachbrief/breachbrief/report"
	"github.com/spf13/pflag"
)

const (
	configurationName = "breachbrief.toml"
	environmentPrefix = "BREACHBRIEF_"
	conditionKey      = "condition"
	previousKey       = "previous"
	fromDefault       = "default" // origin of a setting that nothing sets
)

// configuration is what the configuration file says. A path in it counts from
// the folder that the file lies in. The zero value is an empty file.
type configuration struct {
	file     string // empty: there is none
	settings map[string]string
	inputs   []string
	editions map[report.Language]map[string]string

	inputTables []inputSettings
	conditions  []condition
	mail        *mailSettings // nil: the file has no table [mail]
}

// editionKeys are the settings that an edition may have of its own, in a table
// named after its language.
var editionKeys = []string{"marking", "organization", "recommendations"}

// pathKeys are the settings that name a file or folder.
var pathKeys = []string{"mapping", "out", previousKey, "vocabulary"}

// settle gives every flag that was not on the command line the value of the
// environment, else of the configuration file. It returns that file and where
// the value of each flag comes from, beside an error as far as they are known.
func (w *world) settle(flags *pflag.FlagSet) (*configuration, map[string]string, error) {
	file, err := w.loadConfiguration(flags)
	origins := map[string]string{}
	flags.VisitAll(func(flag *pflag.Flag) {
		origin, wrong := w.settleFlag(flag, file)
		origins[flag.Name], err = origin, cmp.Or(err, wrong)
	})
	return file, origins, err
}

func (w *world) settleFlag(flag *pflag.Flag, file *configuration) (origin string, err error) {
	variable := environmentName(flag.Name)
	if flag.Changed {
		return "--" + flag.Name, nil
	}
	if text, found := w.lookupEnv(variable); found && text != "" && flag.Name != "help" {
		if err := flag.Value.Set(text); err != nil {
			return "", misused(fmt.Errorf("environment variable %s: %w", variable, plainly(err)), explained(flag))
		}
		return variable, nil
	}
	if text := file.settings[settingKey(flag.Name)]; text != "" {
		if err := flag.Value.Set(text); err != nil {
			return "", misused(fmt.Errorf("%s: %s: %w", file.file, settingKey(flag.Name), plainly(err)), explained(flag))
		}
		return file.file, nil
	}
	return fromDefault, nil
}

// plainly says what is wrong with a value in other words than the functions of
// the library that read it.
func plainly(err error) error {
	var wrong *strconv.NumError
	switch {
	case !errors.As(err, &wrong):
		return err
	case wrong.Func == "ParseBool":
		return fmt.Errorf("%q is neither true nor false", wrong.Num)
	}
	return fmt.Errorf("%q is not a number that fits here", wrong.Num)
}

// explained says where a setting is explained.
func explained(flag *pflag.Flag) string {
	return fmt.Sprintf("it stands for --%s, which 'breachbrief report --help' explains", flag.Name)
}

func environmentName(flag string) string {
	return environmentPrefix + strings.ToUpper(settingKey(flag))
}

func settingKey(flag string) string { return strings.ReplaceAll(flag, "-", "_") }

// loadConfiguration reads the file that --config or the environment names, else
// the one in the current folder, else the user's own.
func (w *world) loadConfiguration(flags *pflag.FlagSet) (*configuration, error) {
	named, _ := flags.GetString("config")
	if named == "" {
		named, _ = w.lookupEnv(environmentName("config"))
	}
	if named != "" {
		return readConfiguration(named)
	}
	for _, path := range []string{configurationName, w.userConfiguration()} {
		file, err := readConfiguration(path)
		if !errors.Is(err, fs.ErrNotExist) {
			return file, err
		}
	}
	return &configuration{}, nil
}

// userConfiguration returns the path of the user's own configuration file.
func (w *world) userConfiguration() string {
	if folder, found := w.lookupEnv("XDG_CONFIG_HOME"); found && folder != "" {
		return filepath.Join(folder, "breachbrief", "config.toml")
	}
	folder, err := os.UserConfigDir()
	if err != nil {
		return configurationName // no home: there is no second place to look
	}
	return filepath.Join(folder, "breachbrief", "config.toml")
}

// readConfiguration reads a configuration file. Beside an error stands what
// could be read.
func readConfiguration(path string) (*configuration, error) {
	file := &configuration{file: path, settings: map[string]string{}, editions: map[report.Language]map[string]string{}}
	text, err := os.ReadFile(path)
	if err != nil {
		return file, configurationError(path, err)
	}
	var content map[string]any
	if _, err := toml.Decode(string(text), &content); err != nil {
		return file, configurationError(path, err)
	}
	return file, cmp.Or(file.takeSettings(content), file.takeInputs(string(text)), file.takeConditions(string(text)),
		file.takeMail(string(text)))
}

// takeSettings reads the keys that stand for options, and those of the editions.
func (c *configuration) takeSettings(content map[string]any) (err error) {
	known := settingKeys()
	for _, key := range sortedKeys(content) {
		wrong := unknownKey(c.file, key, known)
		if slices.Contains(known, key) {
			wrong = c.take(key, content[key])
		}
		err = cmp.Or(err, wrong)
	}
	return err
}

// takeConditions reads the tables [[condition]].
func (c *configuration) takeConditions(text string) error {
	var tables struct{ Condition []condition }
	meta, err := toml.Decode(text, &tables)
	if err != nil {
		return configurationError(c.file, err)
	}
	for _, key := range meta.Undecoded() {
		if len(key) > 1 && key[0] == conditionKey {
			return unknownKey(c.file, key.String(), []string{"because", "then", "when"})
		}
	}
	for i := range tables.Condition {
		if err := tables.Condition[i].parse(); err != nil {
			return misused(fmt.Errorf("%s: condition %d: %w", c.file, i+1, err), seeExample)
		}
	}
	c.conditions = tables.Condition
	return nil
}

func configurationError(path string, err error) error {
	var syntax toml.ParseError
	switch {
	case errors.As(err, &syntax):
		return misused(fmt.Errorf("%s:%d:%d: %s", path, syntax.Position.Line, syntax.Position.Col, syntax.Message), seeExample)
	case errors.Is(err, fs.ErrNotExist):
		return misused(fmt.Errorf("there is no configuration file %s: %w", path, err), seeExample)
	}
	return misused(fmt.Errorf("the configuration %s cannot be read: %w", path, err), remedy(err, seeExample))
}

func unknownKey(path, key string, known []string) error {
	hint := "the keys are " + strings.Join(known, ", ")
	if near := nearest(key[strings.LastIndex(key, ".")+1:], known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return misused(fmt.Errorf("%s: unknown key %q", path, key), hint)
}

// settingKeys returns the keys that a configuration file may hold.
func settingKeys() []string {
	keys := []string{conditionKey, inputKey, inputsKey, mailKey, string(report.English), string(report.Japanese)}
	reportSettings().VisitAll(func(flag *pflag.Flag) {
		keys = append(keys, settingKey(flag.Name))
	})
	slices.Sort(keys)
	return keys
}

// take adds one key of the file.
func (c *configuration) take(key string, value any) error {
	switch key {
	case conditionKey, mailKey:
		return nil // see takeConditions, takeMail
	case inputKey, inputsKey:
		return c.checkForm(key, value) // see takeInputs
	case string(report.English), string(report.Japanese):
		return c.takeEdition(report.Language(key), value)
	}
	text, ok := settingText(value)
	if !ok {
		return misused(fmt.Errorf("%s: %s cannot be a table", c.file, key), fmt.Sprintf("write %s = and its value above all tables", key))
	}
	if slices.Contains(pathKeys, key) && (key != previousKey || text != noPrevious) {
		text = c.resolve(text)
	}
	c.settings[key] = text
	return nil
}

func (c *configuration) takeEdition(language report.Language, value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return misused(fmt.Errorf("%s: %s must be a table", c.file, language), fmt.Sprintf("write [%s] above its settings", language))
	}
	c.editions[language] = map[string]string{}
	for _, key := range sortedKeys(table) {
		if !slices.Contains(editionKeys, key) {
			return unknownKey(c.file, string(language)+"."+key, editionKeys)
		}
		c.editions[language][key], _ = settingText(table[key])
	}
	return nil
}

// settingText returns a value of the file as it would stand on the command line.
func settingText(value any) (string, bool) {
	switch value := value.(type) {
	case map[string]any:
		return "", false
	case []any:
		var parts []string
		for _, part := range value {
			parts = append(parts, fmt.Sprint(part))
		}
		return strings.Join(parts, ","), true
	case time.Time:
		return value.Format(time.DateOnly), true
	}
	return fmt.Sprint(value), true
}

// resolve returns a path of the file as seen from the current folder.
func (c *configuration) resolve(path string) string {
	if path == "" || path == standardInput || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(c.file), path)
}

func sortedKeys(table map[string]any) []string {
	keys := make([]string, 0, len(table))
	for key := range table {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// nearest returns the word that differs least from a mistyped one, or nothing
// when none is near: two letters may differ, or a third of a long word, but
// never all.
func nearest(typed string, words []string) string {
	best, least := "", min(max(2, len(typed)/3)+1, len(typed))
	for _, word := range words {
		if d := distance(typed, word); d < least {
			best, least = word, d
		}
	}
	return best
}

// distance is the Levenshtein distance of two words in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, diagonal+1, row[j]+1)
		}
	}
	return row[len(b)]
}
