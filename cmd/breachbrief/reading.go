package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
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
	options  intake.Options
	sources  []intake.Source
	mappings []*mappingFile // of each source; nil: none
}

// mappingFile is a file that says how another program's columns are read.
type mappingFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`

	mapping *intake.Mapping
}

// newReading finds the input and loads the files that say how to read it.
func (w *world) newReading(o *readingOptions, j job) (reading, error) {
	r := reading{options: intake.Options{Approx: intake.ApproxRule(o.approx), Threshold: o.threshold.threshold}}
	today, err := w.today("UTC")
	if err != nil {
		return r, err
	}
	r.options.Latest = today + 1 // it may be tomorrow where the rows were written
	if r.sources, err = w.findInputs(j.arguments, j.file); err != nil {
		return r, err
	}
	if o.vocabulary != "" {
		if r.options.Vocabulary, err = loadVocabulary(o.vocabulary); err != nil {
			return r, err
		}
	}
	loaded := map[string]*mappingFile{"": nil}
	for i := range r.sources {
		source := &r.sources[i]
		mapping, encoding := o.layout(j, source.Name)
		source.Encoding = encoding
		if _, found := loaded[mapping]; !found {
			if loaded[mapping], err = loadMapping(mapping); err != nil {
				return r, err
			}
		}
		r.mappings = append(r.mappings, loaded[mapping])
		if loaded[mapping] != nil {
			source.Mapping = loaded[mapping].mapping
		}
	}
	return r, nil
}

// layout returns the mapping and the encoding of a file. What a table [[input]]
// says counts unless the command line or the environment says it for all files.
func (o *readingOptions) layout(j job, file string) (mapping, encoding string) {
	own := j.file.inputTable(file)
	mapping, encoding = o.mapping, string(o.encoding)
	if own.Mapping != "" && !j.setForAll("mapping") {
		mapping = own.Mapping
	}
	if own.Encoding != "" && !j.setForAll("encoding") {
		encoding = own.Encoding
	}
	return mapping, encoding
}

func loadMapping(path string) (*mappingFile, error) {
	text, err := readNamed("mapping", path)
	if err != nil {
		return nil, err
	}
	mapping, err := intake.ParseMapping(path, text)
	if err != nil {
		return nil, misused(err, "samples/README.md explains mapping files, with examples")
	}
	return &mappingFile{Name: portableName(path), SHA256: sumOf(text), mapping: mapping}, nil
}

func loadVocabulary(path string) (*intake.Vocabulary, error) {
	text, err := readNamed("vocabulary", path)
	if err != nil {
		return nil, err
	}
	vocabulary, err := intake.ParseVocabulary(path, text)
	if err != nil {
		return nil, misused(err, "samples/README.md explains vocabularies, with an example")
	}
	return vocabulary, nil
}

// readNamed reads the file that an option names.
func readNamed(option, path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, misused(fmt.Errorf("the %s cannot be read: %w", option, err), remedy(err, "name a file with --"+option))
	}
	return text, nil
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
		return batch, failed(err, unreadable(err))
	}
	return batch, refuseEmpty(batch.Inputs)
}

// unreadable returns the next step after an error of reading the input.
func unreadable(err error) string {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "fetch the file again: it is damaged or cut off"
	}
	return remedy(err, "'breachbrief init DIR' writes a CSV in the usual columns; --mapping reads others")
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
