package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// surroundings is what the manual says beyond the help of the commands.
const surroundings = `.SH ENVIRONMENT
.TP
.BI ` + environmentPrefix + `OPTION
The value of an option that the command line does not set:
.B ` + environmentPrefix + `MAX_REJECTED=1%
stands for
.BR \-\-max\-rejected\ 1% .
.TP
.B ` + passwordVariable + `
The password of the mail server.
.TP
.B SOURCE_DATE_EPOCH
Seconds since 1970 that take the place of the clock.
.TP
.BR GITHUB_ACTIONS ,\  GITHUB_STEP_SUMMARY
In a workflow of GitHub problems are marked at their lines, and the key figures
are added to the summary of the step.
.SH FILES
.TP
.I ` + configurationName + `
The configuration in the current folder.
.B breachbrief init
writes an example with comments.
.TP
.I $XDG_CONFIG_HOME/breachbrief/config.toml
The user's own configuration, read where the current folder has none.
.TP
.I OUT/` + ledgerName + `
What was mailed to whom. It keeps a repeated run from mailing twice.
`

func newManualCommand(w *world) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: `Print the manual page, made from the help of all commands.

` + exitHelp,
		Example: "  breachbrief man > breachbrief.1",
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			_, err := fmt.Fprint(w.stdout, manual(command.Root()))
			return unprintable(err)
		},
	}
}

// manual returns the manual page in the macros of man(7), dated by the commit
// that the program was built from.
func manual(root *cobra.Command) string {
	var page strings.Builder
	fmt.Fprintf(&page, ".TH BREACHBRIEF 1 %q \"breachbrief %s\"\n", commitDay(), version)
	fmt.Fprintf(&page, ".SH NAME\nbreachbrief \\- %s\n", roff(lowerFirst(root.Short)))
	page.WriteString(".SH SYNOPSIS\n.B breachbrief\n.I command\n[options] [arguments]\n.SH DESCRIPTION\n")
	writeParagraphs(&page, root.Long)
	page.WriteString(".SH COMMANDS\n")
	for _, command := range root.Commands() {
		if command.IsAvailableCommand() && command.Name() != "help" {
			writeCommand(&page, command)
		}
	}
	page.WriteString(".SH OPTIONS OF ALL COMMANDS\n")
	writeOptions(&page, root.PersistentFlags())
	page.WriteString(".SH EXIT STATUS\n")
	for line := range strings.Lines(strings.SplitN(exitHelp, "\n", 2)[1]) {
		code, meaning, _ := strings.Cut(strings.TrimSpace(line), " ")
		fmt.Fprintf(&page, ".TP\n.B %s\n%s", code, filled(meaning))
	}
	page.WriteString(surroundings)
	return page.String()
}

func writeCommand(page *strings.Builder, command *cobra.Command) {
	fmt.Fprintf(page, ".SS breachbrief %s\n", roff(command.Use))
	about, _, _ := strings.Cut(command.Long, exitHelp)
	if about == "" {
		about = command.Short + "."
	}
	writeParagraphs(page, about)
	writeOptions(page, command.LocalNonPersistentFlags())
	if command.Example != "" {
		fmt.Fprintf(page, ".PP\nExamples:\n.PP\n.nf\n%s\n.fi\n", roff(command.Example))
	}
}

func writeParagraphs(page *strings.Builder, text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			page.WriteString(".PP\n")
		}
		page.WriteString(filled(paragraph))
	}
}

func writeOptions(page *strings.Builder, flags *pflag.FlagSet) {
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Name == "help" {
			return
		}
		value, usage := pflag.UnquoteUsage(flag)
		name := "--" + flag.Name
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", " + name
		}
		if flag.DefValue != "" && flag.DefValue != "false" {
			usage += " (default " + flag.DefValue + ")"
		}
		fmt.Fprintf(page, ".TP\n\\fB%s\\fR \\fI%s\\fR\n%s", roff(name), roff(value), filled(usage))
	})
}

// filled returns a text in lines of about 76 bytes.
func filled(text string) string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && len(roff(line+" "+word)) > 76 {
			lines, line = append(lines, roff(line)), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return strings.Join(append(lines, roff(line)), "\n") + "\n"
}

// roff escapes a text: a backslash, a hyphen that is to be copied, and a line
// that begins like a request.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

func lowerFirst(text string) string { return strings.ToLower(text[:1]) + text[1:] }

// commitDay returns the day of the commit that the program was built from; empty:
// it is not known.
func commitDay() string {
	day, _, _ := strings.Cut(buildSetting("vcs.time"), "T")
	return day
}
