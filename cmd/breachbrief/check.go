package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/spf13/cobra"
)

// checkOptions are the options of reading without reporting.
type checkOptions struct {
	reading readingOptions
	gates   gateOptions
}

func newCheckCommand(w *world) *cobra.Command {
	o := &checkOptions{}
	command := &cobra.Command{
		Use:   "check FILE...",
		Short: "Read the input and list its problems; write nothing",
		Long: `Read incidents and list every problem on standard output, one a line:
FILE:LINE:COLUMN: severity: what is wrong and what to do.

A note was repaired, a warning left a cell unused or shows sources that
disagree, an error rejected the row.

` + exitHelp,
		Example: `  breachbrief check incidents.csv
  breachbrief check --strict --max-rejected 1% incidents/`,
		Args: anyArguments,
		RunE: w.carryOut(o.run),
	}
	o.reading.addFlags(command.Flags())
	o.gates.addFlags(command.Flags())
	return command
}

func (o *checkOptions) run(ctx context.Context, w *world, j job) error {
	reading, err := w.newReading(&o.reading, j)
	if err != nil {
		return err
	}
	in := input{}
	in.incidents.DropText = true
	if err := in.read(ctx, w, reading); err != nil {
		return err
	}
	resolution := analysis.Resolve(&in.incidents, in.batch.Inputs, analysis.ResolveOptions{})
	problems := append(in.batch.Problems, resolution.Problems...)
	if err := explain(problems); err != nil {
		return err
	}
	if err := unprintable(w.printProblems(in.batch.Inputs, problems)); err != nil {
		return err
	}
	rows, used := rowsOf(in.batch.Inputs)
	w.say("%s read = %d used + %d rejected; %s, %s; %s", counted(rows, "row"), used, rows-used,
		counted(len(resolution.Events), "event"), counted(len(resolution.Cases), "case"), counted(len(problems), "problem"))
	var r refusal
	r.add(o.gates.forbidden(problems, rows-used, rows), listProblems)
	return r.err()
}

func (w *world) printProblems(inputs []analysis.Input, problems []analysis.Problem) error {
	if w.manners.json {
		return json.NewEncoder(w.stdout).Encode(struct {
			Inputs   []analysis.Input   `json:"inputs"`
			Problems []analysis.Problem `json:"problems"`
		}{inputs, append([]analysis.Problem{}, problems...)})
	}
	for _, input := range inputs {
		w.say("%s: %s in %s", input.File, counted(input.Rows, "row"), input.Encoding)
	}
	for _, problem := range problems {
		if _, err := fmt.Fprintln(w.stdout, harmless(describe(problem))); err != nil {
			return err
		}
	}
	return nil
}
