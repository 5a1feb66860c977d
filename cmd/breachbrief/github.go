package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// annotationsShown is how many annotations of one kind GitHub shows for a step.
const annotationsShown = 10

// annotate marks the first problems at their places when the run is a step of a
// GitHub workflow.
func (w *world) annotate(problems []analysis.Problem) {
	if running, _ := w.lookupEnv("GITHUB_ACTIONS"); running != "true" {
		return
	}
	shown := map[analysis.Severity]int{}
	for _, problem := range problems {
		if problem.Severity == analysis.Note || shown[problem.Severity] == annotationsShown {
			continue
		}
		shown[problem.Severity]++
		fmt.Fprintf(w.stderr, "::%s file=%s,line=%d,col=%d::%s\n", problem.Severity, escapeProperty(harmless(problem.File)),
			max(problem.Line, 1), max(problem.Column, 1), escapeCommand(harmless(problem.Message)))
	}
}

// escapeCommand keeps a text from ending a workflow command.
func escapeCommand(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// escapeProperty also keeps it from beginning the next property.
func escapeProperty(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeCommand(text))
}

// addStepSummary appends the key figures to the summary of a workflow step.
func (p *press) addStepSummary() {
	path, _ := p.world.lookupEnv("GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	var text strings.Builder
	for _, r := range p.reports {
		fmt.Fprintf(&text, "## %s (%s)\n\n", r.period, r.outcome)
		if len(r.documents) > 0 {
			writeMarkdownTable(&text, keyFigures(r.documents[0]))
		}
		if restated := sayRestated(r.findings.Previous); restated != "" {
			fmt.Fprintf(&text, "%s\n\n", restated)
		}
	}
	rows, used := rowsOf(p.input.batch.Inputs)
	fmt.Fprintf(&text, "%s read = %d used + %d rejected; %s\n\n", counted(rows, "row"), used, rows-used, counted(len(p.reports[0].findings.Problems), "problem"))
	if err := appendText(path, text.String()); err != nil {
		p.world.warn("the summary of the workflow step cannot be written: %v", err)
	}
}

func appendText(path, text string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

func writeMarkdownTable(out *strings.Builder, rows [][]string) {
	escape := strings.NewReplacer("|", `\|`, "<", "&lt;", "\n", " ", "`", "'")
	for i, row := range rows {
		out.WriteString("|")
		for _, cell := range row {
			out.WriteString(" " + escape.Replace(cell) + " |")
		}
		out.WriteString("\n")
		if i == 0 {
			out.WriteString("|" + strings.Repeat(" --- |", len(row)) + "\n")
		}
	}
	out.WriteString("\n")
}
