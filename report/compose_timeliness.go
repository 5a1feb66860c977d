package report

import (
	"github.com/breachbrief/breachbrief/analysis"
)

// The days of the duties to report in the law of Japan, for orientation only:
// disclosure to the public is not the report to the authority.
const (
	preliminaryDays = 5
	finalDays       = 30
	maliciousDays   = 60
)

// drawnDelays is how many numbers of days a figure needs to show more than the
// table beside it.
const drawnDelays = 3

// timeliness is the days from occurrence to discovery to disclosure.
func (c *composer) timeliness() Section {
	return c.section("timeliness",
		Paragraph{Role: Lead, Text: c.sayDelay()},
		c.delayFigure(), c.delayTable(),
		Paragraph{Role: Note, Text: c.Say("timeliness.orientation", Values{"Preliminary": c.Number(preliminaryDays),
			"Final": c.Number(finalDays), "Malicious": c.Number(maliciousDays)})})
}

func (c *composer) sayDelay() string {
	span := scoped{"period", c.month}
	if c.month.Disclosure.Median == nil {
		span = scoped{"year", c.year}
	}
	d := span.scope.Disclosure
	values := Values{"Span": c.spanName(span), "N": c.Quantity("events", d.EventsComputable), "Count": d.EventsComputable}
	if d.Median == nil || d.Longest == nil {
		return c.Say("timeliness.none", values)
	}
	values["Median"], values["Longest"] = c.Days(*d.Median), c.Days(float64(*d.Longest))
	if d.EventsComputable < smallestMedian {
		return c.Say("timeliness.few", values)
	}
	return c.Say("timeliness.median", values)
}

// delayTable is of the period, and of the year where that has more.
func (c *composer) delayTable() Table {
	t := Table{
		ID: "delays", Title: c.Say("table.delays"), Unit: c.Say("unit_line.days"),
		Columns: []Column{
			{Title: c.Say("column.interval"), Wide: true},
			{Title: c.Say("column.span")},
			{Title: c.Say("column.n"), Kind: Count},
			{Title: c.Say("column.lower_quartile"), Kind: DaysKind}, {Title: c.Say("column.median"), Kind: DaysKind},
			{Title: c.Say("column.upper_quartile"), Kind: DaysKind}, {Title: c.Say("column.longest"), Kind: DaysKind},
		},
		Notes: []string{c.Say("note.delays")},
		Empty: c.Say("timeliness.no_dates"),
	}
	for _, d := range c.delaysOf(c.month) {
		if d.delay.EventsComputable > 0 {
			t.Rows = append(t.Rows, c.delayRow(d.name, scoped{"period", c.month}, d.delay))
		}
	}
	for i, d := range c.delaysOf(c.year) {
		if d.delay.EventsComputable > c.delaysOf(c.month)[i].delay.EventsComputable {
			t.Rows = append(t.Rows, c.delayRow(d.name, scoped{"year", c.year}, d.delay))
		}
	}
	if len(t.Rows) == 0 {
		t.Place = WorkbookOnly // the sentence above says so
	}
	return t
}

// namedDelay is the days between two dates with the name of the interval.
type namedDelay struct {
	name  string
	delay analysis.DelayFinding
}

func (c *composer) delaysOf(s *analysis.Scope) []namedDelay {
	return []namedDelay{{"discovery", s.Discovery}, {"disclosure", s.Disclosure}}
}

func (c *composer) delayRow(name string, s scoped, d analysis.DelayFinding) Row {
	longest := absent(DaysKind, orReason(d.Reason, "too_few"))
	if d.Longest != nil {
		longest = Cell{Kind: DaysKind, Value: float64(*d.Longest)}
	}
	return Row{Cells: []Cell{
		textCell(c.Say("delay." + name)), textCell(c.spanName(s)), countCell(d.EventsComputable),
		numberOr(DaysKind, d.LowerQuartile, d.Reason), numberOr(DaysKind, d.Median, d.Reason),
		numberOr(DaysKind, d.UpperQuartile, d.Reason), longest,
	}}
}

// delayFigure draws every number of days of the year, with the days of the law
// as lines for orientation.
func (c *composer) delayFigure() *Figure {
	f := &Figure{ID: "delays_dots", Title: c.Say("figure.delays"), Unit: c.Say("axis.days")}
	d := c.year.Disclosure
	f.Caption = c.caption(d.EventsComputable, c.year.Counts.Events-d.EventsComputable)
	if d.EventsComputable < drawnDelays {
		f.Empty, f.Place = c.Say("figure.delays_empty", Values{"N": c.Quantity("events", d.EventsComputable)}), WorkbookOnly
		return f
	}
	plot := &DelaysPlot{}
	for _, g := range c.delaysOf(c.year) {
		if g.delay.EventsComputable > 0 {
			plot.Groups = append(plot.Groups, DelayGroup{Label: c.Say("delay." + g.name), Days: g.delay.Days, Median: g.delay.Median})
		}
	}
	for _, days := range []int{preliminaryDays, finalDays, maliciousDays} {
		plot.Thresholds = append(plot.Thresholds, Threshold{At: float64(days), Label: c.Say("figure.orientation", Values{"Days": c.Days(float64(days))})})
	}
	f.Delays = plot
	f.Alt = c.Say("figure.delays_alt", Values{"N": c.Quantity("events", d.EventsComputable), "Median": c.Days(*d.Median)})
	return f
}
