package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// problemsShown is how many problems a summary lists; the report has them all.
const problemsShown = 10

// conclude says what was published and whether the options forbid any of it,
// and mails what they do not.
func (p *press) conclude(ctx context.Context) error {
	problems := p.reports[0].findings.Problems
	p.world.sayProblems(problems, problemsShown)
	p.world.annotate(problems)
	for _, r := range p.reports {
		p.sayReport(r)
	}
	rows, used := rowsOf(p.input.batch.Inputs)
	p.world.say("%s read = %d used + %d rejected", counted(rows, "row"), used, rows-used)
	p.addStepSummary()
	var r refusal
	r.add(p.options.gates.forbidden(problems, rows-used, rows), listProblems)
	r.add(p.conditionsMet(), "the conditions stand in "+p.job.file.file+", the values in "+findingsName)
	err := r.err()
	if p.post != nil {
		err = p.mail(ctx, err)
	}
	return cmp.Or(err, p.printResult())
}

// conditionsMet says which conditions of the configuration make the run warn,
// and returns those that make it fail.
func (p *press) conditionsMet() []string {
	var failures []string
	for _, r := range p.reports {
		for _, text := range r.verdict.warnings {
			p.world.warn("%s: %s", r.period, text)
		}
		for _, text := range r.verdict.failures {
			failures = append(failures, r.period.String()+": "+text)
		}
	}
	return failures
}

// sayProblems lists the first problems that are more than notes.
func (w *world) sayProblems(problems []analysis.Problem, most int) {
	shown, hidden := 0, 0
	for _, problem := range problems {
		switch {
		case problem.Severity == analysis.Note:
		case shown < most:
			shown++
			if !w.manners.quiet {
				w.line(describe(problem))
			}
		default:
			hidden++
		}
	}
	if hidden > 0 {
		w.say("… and %d more problems, all in the report and in findings.json", hidden)
	}
}

// describe returns a problem on one line: place, severity, message.
func describe(problem analysis.Problem) string {
	place := problem.File
	for _, n := range []int{problem.Line, problem.Column} {
		if n > 0 {
			place += fmt.Sprintf(":%d", n)
		}
	}
	return fmt.Sprintf("%s: %s: %s", place, problem.Severity, problem.Message)
}

// sayReport says where a report is and what its key figures are.
func (p *press) sayReport(r *periodReport) {
	if r.outcome == unchanged {
		p.world.say("%s is unchanged: the same report was published before", r.target())
		return
	}
	p.world.say("%s is published", r.target())
	if r.findings.Scopes.Month.Counts.Rows == 0 {
		p.world.warn("the input has no rows of %s: the report says so", r.period)
	}
	if reach := p.input.reach; p.asOf.given && reach > p.asOf.day {
		p.world.warn("the input has rows of %s, after the day up to which it is said to reach, %s", reach, p.asOf.day)
	}
	if restated := sayRestated(r.findings.Previous); restated != "" {
		p.world.say("%s", restated)
	}
	if len(r.documents) > 0 {
		for _, line := range align(keyFigures(r.documents[0])) {
			p.world.say("  %s", line)
		}
	}
}

// keyFigures returns the table of key figures as it is printed, its header first.
func keyFigures(document *report.Document) [][]string {
	table := findTable(document, "key_figures")
	if table == nil {
		return nil
	}
	rows := [][]string{make([]string, len(table.Columns))}
	for i, column := range table.Columns {
		rows[0][i] = column.Title
	}
	for _, row := range table.Rows {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, document.Words.Format(cell))
		}
		rows = append(rows, cells)
	}
	return rows
}

func findTable(document *report.Document, id string) *report.Table {
	for _, section := range document.Sections {
		for _, block := range section.Blocks {
			if table, ok := block.(report.Table); ok && table.ID == id {
				return &table
			}
		}
	}
	return nil
}

// align returns rows as lines: the first column flush left, the others flush
// right, wide characters counted as two.
func align(rows [][]string) []string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], typeface.Cells(cell))
		}
	}
	var lines []string
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-typeface.Cells(cell))
			if i == 0 {
				line.WriteString(cell + space)
			} else {
				line.WriteString("  " + space + cell)
			}
		}
		lines = append(lines, strings.TrimRight(line.String(), " "))
	}
	return lines
}

// result is what --json prints.
type result struct {
	SchemaVersion string             `json:"schema_version"`
	Generator     analysis.Generator `json:"generator"`
	Inputs        []analysis.Input   `json:"inputs"`
	Problems      []analysis.Problem `json:"problems"`
	Reports       []reportResult     `json:"reports"`
}

type reportResult struct {
	Period    string          `json:"period"`
	AsOf      analysis.Day    `json:"as_of"`
	Status    outcome         `json:"status"`
	Directory string          `json:"directory"`
	Counts    analysis.Counts `json:"counts"`
	Previous  previousResult  `json:"previous"`
	Files     []publishedFile `json:"files"`
	Mails     []mailResult    `json:"mails"`
}

// printResult prints the paths of what was written, or all of it as JSON.
func (p *press) printResult() error {
	if p.world.manners.json {
		return p.printJSON()
	}
	if p.world.manners.quiet {
		return nil
	}
	for _, r := range p.reports {
		for _, file := range r.files {
			if _, err := fmt.Fprintln(p.world.stdout, filepath.Join(r.target(), file.Name)); err != nil {
				return unprinted(err)
			}
		}
	}
	return nil
}

// unprinted returns an error of printing the result of a run that has published.
func unprinted(err error) error {
	return failed(fmt.Errorf("published, but the result cannot be printed: %w", err), remedy(err, seeOutput))
}

func (p *press) printJSON() error {
	all := result{SchemaVersion: manifestVersion, Generator: generator(),
		Inputs: p.input.batch.Inputs, Problems: p.reports[0].findings.Problems}
	if all.Problems == nil {
		all.Problems = []analysis.Problem{}
	}
	for _, r := range p.reports {
		all.Reports = append(all.Reports, reportResult{
			Period: r.period.String(), AsOf: r.findings.AsOf, Status: r.outcome, Directory: r.target(),
			Counts: r.findings.Scopes.Month.Counts, Previous: newPreviousResult(r.findings.Previous), Files: r.files, Mails: append([]mailResult{}, r.mails...),
		})
	}
	if err := json.NewEncoder(p.world.stdout).Encode(all); err != nil {
		return unprinted(err)
	}
	return nil
}
