package report

import (
	"encoding/json"
	"io"

	"github.com/breachbrief/breachbrief/analysis"
)

// published is the part of findings.json that a mail tells.
type published struct {
	generator   analysis.Generator
	period      struct{ Label string }
	asOf        analysis.Day
	timeZone    string
	inputs      []analysis.Input
	scopes      map[string]*publishedScope
	comparisons []analysis.Comparison
	previous    analysis.Previous
	problems    []analysis.Problem // their severities
	events      []publishedEvent
}

type publishedScope struct {
	From      analysis.Day    `json:"from"`
	To        analysis.Day    `json:"to"`
	HasData   bool            `json:"has_data"`
	Counts    analysis.Counts `json:"counts"`
	Sizes     publishedSizes  `json:"sizes"`
	Suppliers struct {
		Narrow analysis.SupplierCounts `json:"narrow"`
	} `json:"suppliers"`
	Disclosure analysis.DelayFinding `json:"disclosure"`
}

type publishedSizes struct {
	EventsKnown   int                  `json:"events_known"`
	EventsUnknown int                  `json:"events_unknown"`
	OtherUnit     int                  `json:"other_unit"`
	ByUnit        []analysis.UnitTotal `json:"by_unit"`
	Over          []analysis.SizeOver  `json:"over"`
	Doubts        []string             `json:"doubts"`
}

type publishedEvent struct {
	Month analysis.Month `json:"month"`
	Cases []struct {
		Month analysis.Month `json:"month"`
	} `json:"cases"`
}

// readPublished reads findings.json. Its lists may be long, and only their
// counts and months are kept.
func readPublished(r io.Reader) (*published, error) {
	p := &published{}
	return p, analysis.ReadFindings(r, p.take)
}

// take reads the value of one key.
func (p *published) take(key string, decoder *json.Decoder) error {
	switch key {
	case "generator":
		return decoder.Decode(&p.generator)
	case "period":
		return decoder.Decode(&p.period)
	case "as_of":
		return decoder.Decode(&p.asOf)
	case "time_zone":
		return decoder.Decode(&p.timeZone)
	case "inputs":
		return decoder.Decode(&p.inputs)
	case "scopes":
		return decoder.Decode(&p.scopes)
	case "comparisons":
		return decoder.Decode(&p.comparisons)
	case "previous":
		return decoder.Decode(&p.previous)
	case "problems":
		return analysis.ReadEach(decoder, func() error {
			var problem struct{ Severity string }
			err := decoder.Decode(&problem)
			p.problems = append(p.problems, analysis.Problem{Severity: severityOf(problem.Severity)})
			return err
		})
	case "events":
		return analysis.ReadEach(decoder, func() error {
			var event publishedEvent
			err := decoder.Decode(&event)
			p.events = append(p.events, event)
			return err
		})
	}
	return analysis.Skip(decoder)
}

// severityOf returns the severity of a name; one of a later version is no note.
func severityOf(name string) analysis.Severity {
	if name == analysis.Note.String() {
		return analysis.Note
	}
	return analysis.Warning
}

// findings returns what was read as findings, of which all else is empty.
func (p *published) findings() (*analysis.Findings, error) {
	period, err := analysis.ParsePeriod(p.period.Label)
	if err != nil {
		return nil, err
	}
	return &analysis.Findings{
		Generator:   p.generator,
		Period:      analysis.PeriodFinding{From: period.First.First(), To: period.Last.Last(), Label: p.period.Label},
		AsOf:        p.asOf,
		TimeZone:    p.timeZone,
		Inputs:      p.inputs,
		Problems:    p.problems,
		Comparisons: p.comparisons,
		Previous:    p.previous,
		Resolution:  p.resolution(),
		Scopes: analysis.Scopes{
			Month:             p.scopes["month"].scope(),
			PreviousMonth:     p.scopes["previous_month"].scope(),
			SameMonthLastYear: p.scopes["same_month_last_year"].scope(),
			Last12Months:      p.scopes["last_12_months"].scope(),
			FiscalYearToDate:  p.scopes["fiscal_year_to_date"].scope(),
			All:               p.scopes["all"].scope(),
		},
	}, nil
}

func (s *publishedScope) scope() *analysis.Scope {
	if s == nil {
		return nil
	}
	return &analysis.Scope{
		From: s.From, To: s.To, HasData: s.HasData, Counts: s.Counts, Disclosure: s.Disclosure,
		Suppliers: analysis.SupplierFindings{Narrow: s.Suppliers.Narrow},
		Sizes: analysis.SizeFindings{EventsKnown: s.Sizes.EventsKnown, EventsUnknown: s.Sizes.EventsUnknown,
			OtherUnit: s.Sizes.OtherUnit, ByUnit: s.Sizes.ByUnit, Over: s.Sizes.Over, Doubts: s.Sizes.Doubts},
	}
}

// resolution holds the months of the events and their cases.
func (p *published) resolution() *analysis.Resolution {
	r := &analysis.Resolution{}
	for i, e := range p.events {
		r.Events = append(r.Events, analysis.Event{Month: e.Month,
			FirstCase: int32(len(r.Cases)), CaseCount: int32(len(e.Cases))})
		for _, kase := range e.Cases {
			r.Cases = append(r.Cases, analysis.Case{Event: int32(i), Month: kase.Month})
		}
	}
	return r
}
