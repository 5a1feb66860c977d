package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/analysis/intake"
	"github.com/breachbrief/breachbrief/report"
)

// input is what was read.
type input struct {
	incidents analysis.Incidents
	batch     intake.Batch
	reach     analysis.Day // the last day of which a row speaks, today at the latest
}

// read reads all sources. Every row that is used goes to the store; rejected
// rows go to the function.
func (in *input) read(ctx context.Context, w *world, r reading) error {
	today, err := w.today(r.timeZone)
	if err != nil {
		return err
	}
	bar := w.newProgress(r.sources)
	r.options.Progress = bar.show
	in.batch, err = intake.Read(ctx, r.sources, r.options, func(incident analysis.Incident) {
		in.reach = max(in.reach, lastDay(&incident, today))
		in.incidents.Add(incident)
	})
	bar.clear()
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		return failed(err)
	}
	explain(in.batch.Problems)
	return in.refuseEmpty()
}

// reading says what to read and how.
type reading struct {
	options  intake.Options
	sources  []intake.Source
	timeZone string
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

// refuseEmpty returns an error unless there was a row to read.
func (in *input) refuseEmpty() error {
	rows, used := in.rows()
	if rows == 0 {
		return failed(errors.New("the input has no rows: there is nothing to report"),
			"'breachbrief init DIR' writes a CSV with all columns to start from")
	}
	if used == 0 {
		return failed(fmt.Errorf("all %d rows of the input were rejected: there is nothing to report", rows),
			"'breachbrief check' says what is wrong with each")
	}
	return nil
}

func (in *input) rows() (rows, used int) {
	for _, file := range in.batch.Inputs {
		rows += file.Rows
		used += file.Used
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
		problems[i].Message = what
		if todo != "" {
			problems[i].Message += "; " + todo
		}
	}
	return nil
}
