package analysis

import (
	"testing"
	"time"
)

// day returns a date told to the day; it stops the test on a slip in a table.
func day(t testing.TB, text string) Date {
	t.Helper()
	if text == "" {
		return Date{}
	}
	parsed, err := time.Parse("2006-01-02", text)
	if err != nil {
		t.Fatal(err)
	}
	return DateOf(NewDay(parsed.Date()))
}

// monthOnly returns a date told to the month.
func monthOnly(t testing.TB, text string) Date {
	t.Helper()
	period, err := ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return Date{First: period.First.First(), Last: period.First.Last(), Precision: PrecisionMonth}
}

func persons(low, high int64, text string) Size {
	q := Exact
	if low != high {
		q = Range
	}
	return Size{Text: text, Low: low, High: high, Written: high, Bounds: Closed, Unit: UnitPersons, Qualifier: q}
}

func atLeast(low int64, unit Unit, text string) Size {
	return Size{Text: text, Low: low, Written: low, Bounds: OpenAbove, Unit: unit, Qualifier: AtLeast}
}

func inUnit(s Size, unit Unit) Size {
	s.Unit = unit
	return s
}

// resolve gathers rows, numbering their lines from 2 as a file with a header
// would.
func resolve(rows []Incident, options ...ResolveOptions) *Resolution {
	var incidents Incidents
	for i, in := range rows {
		in.Place.Line = i + 2
		incidents.Add(in)
	}
	var o ResolveOptions
	if len(options) > 0 {
		o = options[0]
	}
	inputs := []Input{{File: "test.csv", Rows: len(rows), Used: len(rows)}}
	return Resolve(&incidents, inputs, o)
}

func run(t testing.TB, r *Resolution, period string) *Findings {
	t.Helper()
	p, err := ParsePeriod(period)
	if err != nil {
		t.Fatal(err)
	}
	return Run(r, RunOptions{Period: p, AsOf: p.Last.Last()})
}

// runJune computes the findings of June 2022.
func runJune(r *Resolution) *Findings {
	june := NewMonth(2022, time.June)
	return Run(r, RunOptions{Period: Period{First: june, Last: june}, AsOf: june.Last()})
}
