package main

import (
	"context"
	"fmt"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
	"github.com/spf13/cobra"
)

// normalizeOptions are the options of writing out what was read.
type normalizeOptions struct {
	reading readingOptions
	format  formatSetting
}

func newNormalizeCommand(w *world) *cobra.Command {
	o := &normalizeOptions{}
	command := &cobra.Command{
		Use:   "normalize FILE...",
		Short: "Print the incidents as a clean table that shows how each cell was read",
		Long: `Read incidents and print them on standard output in the canonical columns, with
the interval that each size was read as, the precision of each date, the
problems of the row, and its file and line. The table can be read again and
gives the same incidents. Rejected rows are named on standard error.

` + exitHelp,
		Example: `  breachbrief normalize export.csv > incidents.csv
  breachbrief normalize --format jsonl --mapping mapping.toml export.csv`,
		Args: anyArguments,
		RunE: w.carryOut(o.run),
	}
	o.reading.addFlags(command.Flags())
	command.Flags().Var(&o.format, "format", "csv or jsonl: one JSON object a line")
	return command
}

func (o *normalizeOptions) run(ctx context.Context, w *world, j job) error {
	reading, err := w.newReading(&o.reading, j)
	if err != nil {
		return err
	}
	words, err := report.LoadWords(report.English)
	if err != nil {
		return err
	}
	if w.manners.json {
		o.format = formatSetting(intake.JSONL)
	}
	table := intake.NewWriter(w.stdout, intake.WriterOptions{Format: intake.Format(o.format), Files: names(reading.sources)})
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	reading.options.Row = func(incident analysis.Incident, problems []analysis.Problem) {
		if err := table.Write(incident, problems); err != nil {
			stop(unprintable(err))
		}
	}
	reading.options.Rejected = func(row intake.Rejected) { w.warn("%s", describeRejected(words, row)) }
	batch, err := w.read(ctx, reading, func(analysis.Incident) {})
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	if err != nil {
		return err
	}
	if err := table.Flush(); err != nil {
		return unprintable(err)
	}
	rows, used := rowsOf(batch.Inputs)
	w.say("%s read = %d used + %d rejected", counted(rows, "row"), used, rows-used)
	return nil
}

// unprintable returns an error of printing the result; nil where there is none.
func unprintable(err error) error {
	if err == nil {
		return nil
	}
	return failed(fmt.Errorf("the result cannot be printed: %w", err), remedy(err, seeOutput))
}

func names(sources []intake.Source) []string {
	var list []string
	for _, source := range sources {
		list = append(list, source.Name)
	}
	return list
}

// describeRejected names a rejected row and the reason.
func describeRejected(words *report.Words, row intake.Rejected) string {
	what, _ := words.Explain(analysis.Problem{Code: row.Code, Detail: row.Detail, Severity: analysis.Failure})
	return fmt.Sprintf("%s:%d: row rejected: %s", row.File, row.Line, what)
}
