package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/briefing"
	"github.com/breachbrief/breachbrief/report/workbook"
)

// press makes the reports of one run.
type press struct {
	options *reportOptions
	world   *world
	job     job
	asOf    daySetting // as stated
	reading reading
	input   input
	reports []*periodReport
	post    *post // nil: the reports are not mailed
}

// periodReport is the report of one period.
type periodReport struct {
	*publication
	period    analysis.Period
	findings  *analysis.Findings
	documents []*report.Document
	verdict   verdict
	outcome   outcome
	mails     []mailResult
}

// open prepares the report of a period.
func (p *press) open(period analysis.Period) error {
	publication, err := openPublication(p.options.out, period.String())
	if err != nil {
		return err
	}
	p.world.standing.begin(publication)
	p.reports = append(p.reports, &periodReport{publication: publication, period: period})
	return publication.refuseAsInput(p.reading.sources)
}

// discard removes what is not published, the folder made first last.
func (p *press) discard() {
	for _, r := range slices.Backward(p.reports) {
		r.discard()
	}
}

// read reads the input; the rejected rows go into every report.
func (p *press) read(ctx context.Context) (err error) {
	var files []io.Writer
	for _, r := range p.reports {
		file, failure := r.create(rejectedName)
		if failure != nil {
			return unwritable(failure)
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		files = append(files, file)
	}
	rejected, err := newRejectedRows(io.MultiWriter(files...))
	if err != nil {
		return err
	}
	if p.input.today, err = p.world.today(p.options.timeZone); err != nil {
		return err
	}
	p.reading.options.Rejected = rejected.add
	if err := p.input.read(ctx, p.world, p.reading); err != nil {
		return err
	}
	return rejected.close()
}

// build computes a report and writes its files aside.
func (p *press) build(ctx context.Context, resolution *analysis.Resolution, r *periodReport) error {
	done := p.world.step("analyse", "period", r.period)
	r.findings = analysis.Run(resolution, analysis.RunOptions{
		SizeRule:        p.options.reading.approx.String(),
		Period:          r.period,
		AsOf:            p.dataDay(r.period),
		TimeZone:        p.options.timeZone,
		FiscalYearStart: p.options.fiscalYearStart.month(),
		Generator:       generator(),
		Problems:        p.input.batch.Problems,
	})
	done()
	if err := p.compare(r); err != nil {
		return err
	}
	var err error
	if r.verdict, err = judge(p.job.file.conditions, r.findings); err != nil {
		return err
	}
	if err := explain(r.findings.Problems); err != nil {
		return err
	}
	done = p.world.step("compose", "period", r.period)
	if err := p.compose(r); err != nil {
		return err
	}
	done()
	if err := ctx.Err(); err != nil {
		return err
	}
	done = p.world.step("write", "period", r.period)
	if err := parallel(p.writers(r)); err != nil {
		return failed(fmt.Errorf("the report of %s cannot be written: %w", r.period, err), remedy(err, chooseOutput))
	}
	done()
	if err := p.writeManifest(r); err != nil {
		return err
	}
	return ctx.Err()
}

// dataDay returns the day up to which the input reaches: as stated, else the
// last day of the period or the last day of which the input speaks.
func (p *press) dataDay(period analysis.Period) analysis.Day {
	if p.asOf.given {
		return p.asOf.day
	}
	return max(period.Last.Last(), p.input.reach)
}

// compose makes the documents of all editions.
func (p *press) compose(r *periodReport) error {
	r.documents = make([]*report.Document, len(p.options.languages))
	var tasks []func() error
	for i, language := range p.options.languages {
		tasks = append(tasks, func() (err error) {
			words, err := report.LoadWords(language)
			if err != nil {
				return err
			}
			r.documents[i], err = report.Compose(r.findings, report.Style{
				Words:           words,
				Organization:    p.job.edition(language, "organization"),
				Marking:         p.job.edition(language, "marking"),
				Recommendations: p.job.edition(language, "recommendations"),
			})
			return err
		})
	}
	return parallel(tasks)
}

// writers returns the tasks of writing the files, the longest first.
func (p *press) writers(r *periodReport) []func() error {
	tasks := []func() error{
		func() error {
			p.world.pass("file")
			return r.writeWorkbooks()
		},
		func() error { return r.write(findingsName, r.findings.WriteJSON) },
	}
	for _, document := range r.documents {
		tasks = append(tasks, func() error {
			return r.write(r.edition(document)+".pdf", func(w io.Writer) error { return briefing.Write(w, document) })
		})
	}
	return tasks
}

// edition returns the name of the files of an edition, without their endings.
func (r *periodReport) edition(document *report.Document) string {
	return fmt.Sprintf("breachbrief-%s.%s", r.period, document.Language)
}

// writeWorkbooks writes the workbooks of all editions, which share work.
func (r *periodReport) writeWorkbooks() error {
	var editions []workbook.Edition
	var files []*output
	var err error
	for _, document := range r.documents {
		var file *output
		if file, err = r.create(r.edition(document) + ".xlsx"); err != nil {
			break
		}
		files = append(files, file)
		editions = append(editions, workbook.Edition{Document: document, Output: file})
	}
	if err == nil {
		err = workbook.WriteEditions(editions)
	}
	for _, file := range files {
		err = errors.Join(err, file.Close())
	}
	return err
}

// newManifest says of what and how a report is made.
func (p *press) newManifest(r *periodReport) (*manifest, error) {
	options, err := p.job.shapingOptions(p.options.languages)
	if err != nil {
		return nil, failed(err, remedy(err, "run it again"))
	}
	return &manifest{
		SchemaVersion: manifestVersion,
		Generator:     generator(),
		Period:        r.period.String(),
		AsOf:          r.findings.AsOf.String(),
		Options:       options,
		Inputs:        manifestInputs(r.findings.Inputs, p.reading.mappings),
		Previous:      newManifestPrevious(r.findings.Previous),
		Outputs:       r.files,
	}, nil
}

func (p *press) writeManifest(r *periodReport) error {
	m, err := p.newManifest(r)
	if err != nil {
		return err
	}
	text, err := m.encode()
	if err != nil {
		return err
	}
	return r.write(manifestName, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(text))
		return err
	})
}

// publish verifies all reports and then puts them in place.
func (p *press) publish() error {
	defer p.world.step("publish")()
	for _, r := range p.reports {
		if faults := verifyReport(r.aside); len(faults) > 0 {
			return failed(fmt.Errorf("the report of %s did not come out whole and was not published: %w", r.period, faults[0]),
				"run it again; should it fail on another disk, too (--out), please report it")
		}
	}
	return p.world.standing.settle(p.put)
}

// put puts the reports in place, one after another.
func (p *press) put() error {
	var folders, before []string
	for _, r := range p.reports {
		var err error
		if r.outcome, err = r.put(); err != nil {
			return failed(fmt.Errorf("%s cannot be published: %w", r.target(), err), remedy(err, chooseOutput), before...)
		}
		folders = append(folders, r.target())
		p.world.standing.done = "published: " + strings.Join(folders, ", ")
		before = []string{p.world.standing.done}
	}
	return nil
}
