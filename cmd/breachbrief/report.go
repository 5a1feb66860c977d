package main

import (
	"context"
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/spf13/cobra"
)

func newReportCommand(w *world) *cobra.Command {
	o := newReportOptions()
	command := &cobra.Command{
		Use:   "report FILE...",
		Short: "Make the report of a period: workbook, briefing and findings",
		Long: `Read incidents from CSV files, analyse them and write all outputs of one period
into OUT/PERIOD/: a workbook and a briefing in each language, findings.json,
rejected.csv and manifest.json. They appear together or not at all; a report of
the same period is replaced.

A report is compared with the one before it, the newest of an earlier period in
OUT or the one that --previous names: months, key figures and events that are no
longer as they were published are told.

FILE is a file, a folder, a pattern, or - for standard input. Without one the
inputs of the configuration are read.

` + exitHelp,
		Example: `  breachbrief report --period 2022-07 incidents.csv
  breachbrief report --period 2022-05,2022-06,2022-07 --lang ja incidents/
  breachbrief report --mapping mapping.toml --strict 'exports/*.csv'
  breachbrief report --send --quiet`,
		Args: anyArguments,
		RunE: func(command *cobra.Command, arguments []string) error {
			j, err := w.newJob(command, arguments)
			if err == nil {
				err = guarded(func() error { return o.run(command.Context(), w, j) })
			}
			if o.send {
				w.tellOperators(command.Context(), j.file.mail, notice{period: w.periodNames(o), cause: err})
			}
			return err
		},
	}
	o.addFlags(command.Flags())
	return command
}

// run makes one report for each period asked for, from one reading of the
// input. All are finished before the first is published.
func (o *reportOptions) run(ctx context.Context, w *world, j job) error {
	periods, err := w.chosenPeriods(o)
	if err != nil {
		return err
	}
	asOf, err := w.statedDay(o)
	if err != nil {
		return err
	}
	reading, err := w.newReading(&o.reading, j)
	if err != nil {
		return err
	}
	p := &press{options: o, world: w, job: j, asOf: asOf, reading: reading}
	if p.post, err = o.newPost(w, j); err != nil {
		return err
	}
	defer p.discard()
	for _, period := range slices.SortedFunc(slices.Values(periods), earlierPeriod) {
		if err := p.open(period); err != nil {
			return err
		}
	}
	if err := p.checkPrevious(); err != nil {
		return err
	}
	done := w.step("read")
	if err := p.read(ctx); err != nil {
		return err
	}
	done()
	done = w.step("resolve")
	resolution := analysis.Resolve(&p.input.incidents, p.input.batch.Inputs, analysis.ResolveOptions{CountHeadlines: o.countHeadlines})
	done()
	for _, r := range p.reports {
		if err := p.build(ctx, resolution, r); err != nil {
			return err
		}
	}
	if err := p.publish(); err != nil {
		return err
	}
	return p.conclude(ctx)
}
