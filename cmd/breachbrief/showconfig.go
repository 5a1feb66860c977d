package main

import (
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
		RunE: func(command *cobra.Command, arguments []string) error {
			j, err := w.newJob(command, arguments)
			if err != nil {
				return err
			}
			return w.printSettings(j)
		},
	}
	o.addFlags(command.Flags())
	return command
}

func (w *world) printSettings(j job) error {
	var text strings.Builder
	line := func(key, value, origin string) { fmt.Fprintf(&text, "%-36s # %s\n", key+" = "+value, origin) }
	if len(j.file.inputs) > 0 {
		line(inputsKey, tomlList(j.file.inputs), j.file.file)
	}
	reportSettings().VisitAll(func(setting *pflag.Flag) {
		flag := j.flags.Lookup(setting.Name)
		line(settingKey(flag.Name), tomlValue(flag), j.origins[flag.Name])
	})
	for _, table := range j.file.inputTables {
		fmt.Fprintf(&text, "\n[[%s]]\n", inputKey)
		line("files", tomlList(table.Files), j.file.file)
		if table.Mapping != "" && !j.setForAll("mapping") {
			line("mapping", tomlText(table.Mapping), j.file.file)
		}
		if table.Encoding != "" && !j.setForAll("encoding") {
			line("encoding", tomlText(table.Encoding), j.file.file)
		}
	}
	for _, language := range []report.Language{report.English, report.Japanese} {
		edition := j.file.editions[language]
		if len(edition) == 0 {
			continue
		}
		fmt.Fprintf(&text, "\n[%s]\n", language)
		for _, key := range editionKeys {
			if value, found := edition[key]; found {
				line(key, tomlText(value), j.file.file)
			}
		}
	}
	if mail := j.file.mail; mail != nil {
		text.WriteString("\n[mail]\n")
		mail.print(func(key, value string) { line(key, value, j.file.file) })
		if origin := mail.passwordOrigin(w); origin != "" {
			line("# password", "***", origin)
		}
		text.WriteString("\n[mail.recipients]\n")
		for _, language := range mail.groups() {
			line(string(language), tomlList(mail.Recipients[language]), j.file.file)
		}
	}
	_, err := fmt.Fprint(w.stdout, text.String())
	return unprintable(err)
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
