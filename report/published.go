package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

// published is the part of findings.json that a mail tells.
type published struct {
	schema      string
	generator   analysis.Generator
	period      struct{ Label string }
	asOf        publishedDay
	inputs      []analysis.Input
	scopes      map[string]*publishedScope
	comparisons []analysis.Comparison
	problems    []analysis.Problem // their severities
	events      []publishedEvent
}

type publishedScope struct {
	From      publishedDay    `json:"from"`
	To        publishedDay    `json:"to"`
	HasData   bool            `json:"has_data"`
	Counts    analysis.Counts `json:"counts"`
	Sizes     publishedSizes  `json:"sizes"`
	Suppliers struct {
		Narrow analysis.SupplierCounts `json:"narrow"`
	} `json:"suppliers"`
	Disclosure analysis.DelayFinding `json:"disclosure"`
}

type publishedSizes struct {
	EventsKnown   int                 `json:"events_known"`
	EventsUnknown int                 `json:"events_unknown"`
	OtherUnit     int                 `json:"other_unit"`
	ByUnit        []publishedTotal    `json:"by_unit"`
	Over          []analysis.SizeOver `json:"over"`
	Doubts        []string            `json:"doubts"`
}

type publishedTotal struct {
	Unit        string `json:"unit"`
	EventsKnown int    `json:"events_known"`
	AtLeast     int64  `json:"at_least"`
	AtMost      *int64 `json:"at_most"`
}

type publishedEvent struct {
	Month publishedMonth `json:"month"`
	Cases []struct {
		Month publishedMonth `json:"month"`
	} `json:"cases"`
}

// publishedDay reads a day as findings.json has it; .. is an open end.
type publishedDay analysis.Day

func (d *publishedDay) UnmarshalText(text []byte) error {
	if string(text) == ".." {
		*d = publishedDay(analysis.FirstDay)
		return nil
	}
	t, err := time.Parse(time.DateOnly, string(text))
	if err != nil {
		return fmt.Errorf("%q is not a day", text)
	}
	*d = publishedDay(analysis.NewDay(t.Date()))
	return nil
}

// publishedMonth reads a month; the empty text is none.
type publishedMonth analysis.Month

func (m *publishedMonth) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	period, err := analysis.ParsePeriod(string(text))
	*m = publishedMonth(period.First)
	return err
}

// readPublished reads findings.json part by part: its lists may be long, and
// only their counts and months are kept.
func readPublished(r io.Reader) (*published, error) {
	p := &published{}
	decoder := json.NewDecoder(r)
	if err := expect(decoder, json.Delim('{')); err != nil {
		return nil, err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		if err := p.take(fmt.Sprint(key), decoder); err != nil {
			return nil, fmt.Errorf("%v: %w", key, err)
		}
	}
	if p.schema != analysis.SchemaVersion {
		return nil, fmt.Errorf("schema version %q; this program knows %q", p.schema, analysis.SchemaVersion)
	}
	return p, expect(decoder, json.Delim('}'))
}

func expect(decoder *json.Decoder, want json.Token) error {
	token, err := decoder.Token()
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	if err == nil && token != want {
		return fmt.Errorf("%v where %v belongs", token, want)
	}
	return err
}

// take reads the value of one key.
func (p *published) take(key string, decoder *json.Decoder) error {
	switch key {
	case "schema_version":
		return decoder.Decode(&p.schema)
	case "generator":
		return decoder.Decode(&p.generator)
	case "period":
		return decoder.Decode(&p.period)
	case "as_of":
		return decoder.Decode(&p.asOf)
	case "inputs":
		return decoder.Decode(&p.inputs)
	case "scopes":
		return decoder.Decode(&p.scopes)
	case "comparisons":
		return decoder.Decode(&p.comparisons)
	case "problems":
		return eachOf(decoder, func() error {
			var problem struct{ Severity string }
			err := decoder.Decode(&problem)
			p.problems = append(p.problems, analysis.Problem{Severity: severityOf(problem.Severity)})
			return err
		})
	case "events":
		return eachOf(decoder, func() error {
			var event publishedEvent
			err := decoder.Decode(&event)
			p.events = append(p.events, event)
			return err
		})
	}
	return decoder.Decode(new(json.RawMessage))
}

// severityOf returns the severity of a name; one of a later version is no note.
func severityOf(name string) analysis.Severity {
	if name == analysis.Note.String() {
		return analysis.Note
	}
	return analysis.Warning
}

// eachOf reads a list element by element; null is an empty one.
func eachOf(decoder *json.Decoder, read func() error) error {
	switch token, err := decoder.Token(); {
	case err != nil || token == nil:
		return err
	case token != json.Delim('['):
		return fmt.Errorf("%v where a list belongs", token)
	}
	for decoder.More() {
		if err := read(); err != nil {
			return err
		}
	}
	return expect(decoder, json.Delim(']'))
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
		AsOf:        analysis.Day(p.asOf),
		Inputs:      p.inputs,
		Problems:    p.problems,
		Comparisons: p.comparisons,
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
	scope := &analysis.Scope{
		From: analysis.Day(s.From), To: analysis.Day(s.To), HasData: s.HasData, Counts: s.Counts, Disclosure: s.Disclosure,
		Suppliers: analysis.SupplierFindings{Narrow: s.Suppliers.Narrow},
		Sizes: analysis.SizeFindings{EventsKnown: s.Sizes.EventsKnown, EventsUnknown: s.Sizes.EventsUnknown,
			OtherUnit: s.Sizes.OtherUnit, Over: s.Sizes.Over, Doubts: s.Sizes.Doubts},
	}
	for _, t := range s.Sizes.ByUnit {
		unit, _ := analysis.ParseUnit(t.Unit) // a unit of a later version counts as one not stated
		scope.Sizes.ByUnit = append(scope.Sizes.ByUnit,
			analysis.UnitTotal{Unit: unit, EventsKnown: t.EventsKnown, AtLeast: t.AtLeast, AtMost: t.AtMost})
	}
	return scope
}

// resolution holds the months of the events and their cases.
func (p *published) resolution() *analysis.Resolution {
	r := &analysis.Resolution{}
	for i, e := range p.events {
		r.Events = append(r.Events, analysis.Event{Month: analysis.Month(e.Month),
			FirstCase: int32(len(r.Cases)), CaseCount: int32(len(e.Cases))})
		for _, kase := range e.Cases {
			r.Cases = append(r.Cases, analysis.Case{Event: int32(i), Month: analysis.Month(kase.Month)})
		}
	}
	return r
}
