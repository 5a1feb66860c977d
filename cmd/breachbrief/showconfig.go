package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func newConfigCommand(w *world) *cobra.Command {
	o := newReportOptions()
	command := &cobra.Command{
		Use:   "config",
		Short: "Print the effective settings and where each comes from",
		Long: `Print every setting as a configuration file would hold it, with its origin: an
option of the command line, an environment variable, the configuration file, or
the default, of which the first counts.

` + exitHelp,
		Example: `  breachbrief config
  BREACHBRIEF_LANG=ja breachbrief config --out reports`,
		Args: noArguments,
		RunE: w.carryOut(func(_ context.Context, w *world, j job) error { return w.printSettings(j) }),
	}
	o.addFlags(command.Flags())
	return command
}

// settingsText is the settings as a configuration file would hold them, each with
// its origin.
type settingsText struct{ strings.Builder }

func (t *settingsText) table(head string) { fmt.Fprintf(t, "\n%s\n", head) }

func (t *settingsText) line(key, value, origin string) {
	fmt.Fprintf(t, "%-36s # %s\n", key+" = "+value, origin)
}

func (w *world) printSettings(j job) error {
	var text settingsText
	if len(j.file.inputs) > 0 {
		text.line(inputsKey, tomlList(j.file.inputs), j.file.file)
	}
	reportSettings().VisitAll(func(setting *pflag.Flag) {
		flag := j.flags.Lookup(setting.Name)
		text.line(settingKey(flag.Name), tomlValue(flag), j.origins[flag.Name])
	})
	text.inputTables(j)
	text.editions(j)
	if j.file.mail != nil {
		text.mail(j, w)
	}
	_, err := fmt.Fprint(w.stdout, text.String())
	return unprintable(err)
}

func (t *settingsText) inputTables(j job) {
	for _, table := range j.file.inputTables {
		t.table("[[" + inputKey + "]]")
		t.line("files", tomlList(table.Files), j.file.file)
		if table.Mapping != "" && !j.setForAll("mapping") {
			t.line("mapping", tomlText(table.Mapping), j.file.file)
		}
		if table.Encoding != "" && !j.setForAll("encoding") {
			t.line("encoding", tomlText(table.Encoding), j.file.file)
		}
	}
}

func (t *settingsText) editions(j job) {
	for _, language := range []report.Language{report.English, report.Japanese} {
		edition := j.file.editions[language]
		if len(edition) == 0 {
			continue
		}
		t.table("[" + string(language) + "]")
		for _, key := range editionKeys {
			if value, found := edition[key]; found {
				t.line(key, tomlText(value), j.file.file)
			}
		}
	}
}

func (t *settingsText) mail(j job, w *world) {
	mail := j.file.mail
	t.table("[" + mailKey + "]")
	mail.print(func(key, value string) { t.line(key, value, j.file.file) })
	if origin := mail.passwordOrigin(w); origin != "" {
		t.line("# password", "***", origin)
	}
	t.table("[" + mailKey + ".recipients]")
	for _, language := range mail.groups() {
		t.line(string(language), tomlList(mail.Recipients[language]), j.file.file)
	}
}

// tomlValue returns the value of a flag as a configuration file would hold it.
func tomlValue(flag *pflag.Flag) string {
	text := flag.Value.String()
	switch value := flag.Value.(type) {
	case *languagesSetting:
		return tomlList(strings.Split(text, ","))
	case *monthSetting:
		return text
	default:
		if value.Type() == "bool" {
			return text
		}
	}
	return tomlText(text)
}

func tomlList(items []string) string {
	var quoted []string
	for _, item := range items {
		quoted = append(quoted, tomlText(item))
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// tomlText quotes a text for TOML.
func tomlText(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteRune('\\')
			out.WriteRune(r)
		case r == '\n':
			out.WriteString(`\n`)
		case r < ' ' || r == 0x7F:
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
