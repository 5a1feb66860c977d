package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
)

// input is what was read.
type input struct {
	incidents analysis.Incidents
	batch     intake.Batch
	today     analysis.Day
	reach     analysis.Day // the last day of which a row speaks, today at the latest
}

// reading says what to read and how.
type reading struct {
	options intake.Options
	sources []intake.Source
}

// read reads all sources, gives every row that is used to add, and refuses
// input without rows.
func (w *world) read(ctx context.Context, r reading, add func(analysis.Incident)) (intake.Batch, error) {
	bar := w.newProgress(r.sources)
	r.options.Progress = bar.show
	batch, err := intake.Read(ctx, r.sources, r.options, add)
	bar.clear()
	switch {
	case errors.Is(err, context.Canceled):
		return batch, err
	case err != nil:
		return batch, failed(err)
	}
	return batch, refuseEmpty(batch.Inputs)
}

// read reads all sources into the store.
func (in *input) read(ctx context.Context, w *world, r reading) (err error) {
	storing := newStoring(func(incident analysis.Incident) {
		w.pass("store")
		in.reach = max(in.reach, lastDay(&incident, in.today))
		in.incidents.Add(incident)
	})
	in.batch, err = w.read(ctx, r, storing.add)
	return cmp.Or(storing.close(), err)
}

// lastDay returns the last day that a row names for its disclosure or its text,
// or no day if that is later than today: then it is a slip.
func lastDay(incident *analysis.Incident, today analysis.Day) analysis.Day {
	latest := analysis.FirstDay
	for _, date := range []analysis.Date{incident.Disclosed, incident.DocumentDate} {
		if day, ok := date.Day(); ok && day <= today {
			latest = max(latest, day)
		}
	}
	return latest
}

// refuseEmpty returns an error unless a row was used.
func refuseEmpty(inputs []analysis.Input) error {
	rows, used := rowsOf(inputs)
	if rows == 0 {
		return failed(errors.New("the input has no rows: there is nothing to report"),
			"'breachbrief init DIR' writes a CSV with all columns to start from")
	}
	if used == 0 {
		return failed(fmt.Errorf("all %d rows of the input were rejected: there is nothing to report", rows),
			"'breachbrief normalize' names the reason for each")
	}
	return nil
}

// rowsOf adds up the rows of all inputs.
func rowsOf(inputs []analysis.Input) (rows, used int) {
	for _, input := range inputs {
		rows += input.Rows
		used += input.Used
	}
	return rows, used
}

// explain gives problems their words.
func explain(problems []analysis.Problem) error {
	words, err := report.LoadWords(report.English)
	if err != nil {
		return err
	}
	for i := range problems {
		what, todo := words.Explain(problems[i])
		problems[i].Message = strings.TrimSpace(what + " " + todo)
	}
	return nil
}
