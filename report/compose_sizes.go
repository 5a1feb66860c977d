package report

import (
	"cmp"
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// sizes is how much leaked.
func (c *composer) sizes() Section {
	result, median := c.saySizeResult(), c.sayMedian()
	if c.month.Counts.Events == 0 {
		result, median = cmp.Or(median, c.Say("sizes.none")), ""
	}
	s := c.section("sizes", Paragraph{Role: Lead, Text: result})
	if median != "" {
		s.Blocks = append(s.Blocks, Paragraph{Text: c.sentences(median, c.sayThreshold("sizes.listed_from", c.year))})
	}
	s.Blocks = append(s.Blocks, c.sizesFigure())
	for _, t := range []Table{c.topTable(), c.sizeKinds(), c.unitTable(), c.bandTable(), c.overTable(), c.quantileTable()} {
		if c.sized().scope.Sizes.EventsKnown == 0 {
			t.Place = WorkbookOnly // the sentence above says so
		}
		s.Blocks = append(s.Blocks, t)
	}
	s.Blocks = append(s.Blocks, c.modelBlocks()...)
	return s
}

func (c *composer) saySizeResult() string {
	sizes := c.month.Sizes
	if sizes.EventsKnown == 0 {
		return c.Say("sizes.none")
	}
	var kinds []string
	for _, kind := range sizeKindCounts() {
		if n := kind.of(sizes); n > 0 {
			kinds = append(kinds, c.Say("size_told."+kind.key, Values{"N": c.Number(int64(n))}))
		}
	}
	return c.Say("sizes.kinds", Values{"Span": c.Months(c.period), "Kinds": c.list(kinds), "Sizes": c.sizeClause(),
		"Events": c.Quantity("events", c.month.Counts.Events), "Count": c.month.Counts.Events})
}

// sayMedian tells the typical size of the last 12 months, as an interval.
func (c *composer) sayMedian() string {
	median := c.year.Sizes.Median
	values := Values{"N": c.Quantity("events", median.N), "Span": c.spanName(scoped{"year", c.year}), "Unit": c.medianUnit()}
	switch {
	case median.N == 0:
		return ""
	case median.Low == nil || median.N < smallestMedian:
		return c.Say("sizes.median_too_few", values)
	case median.High == nil:
		values["Low"] = c.Decimal(*median.Low)
		return c.Say("sizes.median_at_least", values)
	}
	values["Low"], values["High"] = c.Decimal(*median.Low), c.Decimal(*median.High)
	if *median.Low == *median.High {
		return c.Say("sizes.median_exact", values)
	}
	return c.Say("sizes.median", values)
}

// sayThreshold says from which size on the sources list incidents, where they do
// not list those of any size.
func (c *composer) sayThreshold(key string, s *analysis.Scope) string {
	t := s.Sizes.Threshold
	if t == nil {
		return ""
	}
	return c.Say(key, Values{"Size": c.Amount(t.Unit, t.Size)})
}

// noteThreshold adds to a table of what holds from the threshold on only.
func (c *composer) noteThreshold(t *Table) {
	if note := c.sayThreshold("note.listed_from", c.year); note != "" {
		t.Notes = append(t.Notes, note)
	}
}

// medianUnit is the unit of the year's sizes, or says that they have several.
func (c *composer) medianUnit() string {
	if units := c.unitsOf(c.year); len(units) == 1 {
		return c.Say("sizes.one_unit", Values{"Unit": c.Label(units[0])})
	}
	return c.Say("sizes.all_units")
}

// smallestMedian is the sample from which the order statistics give the median
// a 95 % interval: the smallest n with 0.5^n ≤ 0.025.
const smallestMedian = 6

// topTable is the ten largest of the period, else of the year where the period
// has none.
func (c *composer) topTable() Table {
	s := c.sized()
	t := Table{
		ID: "largest", Title: c.Say("table.largest", Values{"Span": c.spanName(s)}), Unit: c.Say("unit_line.sizes"),
		Columns: []Column{
			{Title: c.Say("column.organization"), Wide: true},
			{Title: c.Say("column.cases"), Kind: Count},
			{Title: c.Say("column.size_text"), Kind: SizeKind},
			{Title: c.Say("column.low"), Kind: Count},
			{Title: c.Say("column.high"), Kind: Count},
			{Title: c.Say("column.unit")},
			{Title: c.Say("column.vector")},
			{Title: c.Say("column.event_key"), BriefingHidden: true},
		},
		Notes: []string{c.Say("note.largest")},
		Empty: c.Say("sizes.none"),
	}
	for _, top := range s.scope.Sizes.Top {
		t.Rows = append(t.Rows, c.topRow(top))
	}
	return t
}

// sized is the period if it has a known size, else the year.
func (c *composer) sized() scoped {
	if c.month.Sizes.EventsKnown > 0 {
		return scoped{"period", c.month}
	}
	return scoped{"year", c.year}
}

func (c *composer) topRow(top analysis.TopEvent) Row {
	e := &c.data.Events[top.Index]
	return Row{Cells: []Cell{
		c.organizationCell(e), countCell(top.Cases), sizeCell(e.Size), lowCell(e.Size), highCell(e.Size),
		textCell(c.unitOf(e.Size)), textCell(c.Label(e.Vector)), textCell(e.Key),
	}}
}

// sizeKindCount counts the events whose size is told in one way.
type sizeKindCount struct {
	key string
	of  func(analysis.SizeFindings) int
}

func sizeKindCounts() []sizeKindCount {
	return []sizeKindCount{
		{"exact", func(f analysis.SizeFindings) int { return f.Exact }},
		{"between", func(f analysis.SizeFindings) int { return f.Between }},
		{"open", func(f analysis.SizeFindings) int { return f.Open }},
		{"ceiling", func(f analysis.SizeFindings) int { return f.CeilingOnly }},
		{"other_unit", func(f analysis.SizeFindings) int { return f.OtherUnit }},
		{"unknown", func(f analysis.SizeFindings) int { return f.EventsUnknown - f.OtherUnit }},
	}
}

// sizeKinds counts how the sources tell the sizes.
func (c *composer) sizeKinds() Table {
	t := Table{
		Place: WorkbookOnly, ID: "size_kinds", Title: c.Say("table.size_kinds"), Unit: c.Say("unit_line.events"),
		Columns: []Column{{Title: c.Say("column.kind"), Wide: true},
			{Title: c.Say("column.period_count"), Kind: Count}, {Title: c.Say("column.year_count"), Kind: Count}},
	}
	for _, line := range sizeKindCounts() {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Say("size_kind." + line.key)),
			countCell(line.of(c.month.Sizes)), countCell(line.of(c.year.Sizes))}})
	}
	t.Rows = append(t.Rows, Row{Strong: true, Cells: []Cell{textCell(c.Say("label.total")),
		live(countCell(c.month.Counts.Events), countEvents(c.month)), live(countCell(c.year.Counts.Events), countEvents(c.year))}})
	return t
}

// unitTable adds up the sizes of each unit.
func (c *composer) unitTable() Table {
	t := Table{
		ID: "units", Title: c.Say("table.units"),
		Columns: []Column{
			{Title: c.Say("column.unit"), Wide: true},
			{Title: c.Say("column.events"), Kind: Count}, {Title: c.Say("column.total_low"), Kind: Count},
			{Title: c.Say("column.total_high"), Kind: Count},
			{Title: c.Say("column.events_year"), Kind: Count}, {Title: c.Say("column.total_low_year"), Kind: Count},
		},
		Notes: []string{c.Say("note.units")},
		Empty: c.Say("sizes.none"),
	}
	for _, unit := range c.unitsOf(c.month, c.year) {
		t.Rows = append(t.Rows, c.unitRow(unit))
	}
	return t
}

// unitsOf lists the units of several scopes in their fixed order.
func (c *composer) unitsOf(scopes ...*analysis.Scope) []analysis.Unit {
	var units []analysis.Unit
	for _, s := range scopes {
		for _, t := range s.Sizes.ByUnit {
			units = append(units, t.Unit)
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

func (c *composer) unitRow(unit analysis.Unit) Row {
	now, year := unitTotal(c.month, unit), unitTotal(c.year, unit)
	where := []Condition{is("size_unit", c.Label(unit)), number("size_leak", Equal, 1)}
	return Row{Cells: []Cell{
		textCell(c.Label(unit)),
		live(countCell(now.EventsKnown), countEvents(c.month, where...)), live(numberCell(now.AtLeast), c.sumUnit(c.month, unit)),
		c.unitHigh(now),
		live(countCell(year.EventsKnown), countEvents(c.year, where...)), live(numberCell(year.AtLeast), c.sumUnit(c.year, unit)),
	}}
}

func (c *composer) unitHigh(t analysis.UnitTotal) Cell {
	if t.EventsKnown == 0 {
		return absent(Count, "none")
	}
	cell := endCell(t.AtMost, "open")
	return live(cell, sumEvents(c.month, "event_size_high", is("size_unit", c.Label(t.Unit)), number("size_leak", Equal, 1)))
}

func unitTotal(s *analysis.Scope, unit analysis.Unit) analysis.UnitTotal {
	for _, t := range s.Sizes.ByUnit {
		if t.Unit == unit {
			return t
		}
	}
	return analysis.UnitTotal{Unit: unit}
}

// bandTable counts the events whose whole interval lies in a band, and those
// whose interval only touches it.
func (c *composer) bandTable() Table {
	t := Table{
		ID: "bands", Title: c.Say("table.bands"), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.band"), Wide: true},
			{Title: c.Say("column.certain"), Kind: Count}, {Title: c.Say("column.possible"), Kind: Count},
			{Title: c.Say("column.certain_year"), Kind: Count}, {Title: c.Say("column.possible_year"), Kind: Count},
		},
		Notes: []string{c.Say("note.bands")},
	}
	for i, band := range c.month.Sizes.Bands {
		cells := append([]Cell{c.bandCell(band)}, c.bandCounts(c.month, i)...)
		t.Rows = append(t.Rows, Row{Cells: append(cells, c.bandCounts(c.year, i)...)})
	}
	unknown := func(s *analysis.Scope) Cell {
		return live(countCell(s.Sizes.EventsUnknown), countEvents(s, number("size_leak", Equal, 0)))
	}
	none := absent(Count, "none")
	t.Rows = append(t.Rows, Row{Muted: true, Cells: []Cell{
		textCell(c.Say("label.unknown_size")), unknown(c.month), none, unknown(c.year), none}})
	return t
}

func (c *composer) bandCell(b analysis.SizeBand) Cell {
	if b.To == nil {
		return textCell(c.Say("format.at_least", Values{"Low": c.Number(b.From)}))
	}
	if b.From == *b.To {
		return textCell(c.Number(b.From))
	}
	return textCell(c.Say("format.between", Values{"Low": c.Number(b.From), "High": c.Number(*b.To)}))
}

func (c *composer) bandCounts(s *analysis.Scope, i int) []Cell {
	if i >= len(s.Sizes.Bands) {
		return []Cell{countCell(0), countCell(0)}
	}
	band, place := s.Sizes.Bands[i], float64(i+1)
	return []Cell{
		live(countCell(band.Certain), countEvents(s, number("size_band_low", Equal, place), number("size_band_high", Equal, place))),
		live(countCell(band.Possible), countEvents(s, number("size_band_low", AtMost, place), number("size_band_high", AtLeast, place))),
	}
}

// overTable counts the events over the thresholds.
func (c *composer) overTable() Table {
	t := Table{
		Place: WorkbookOnly, ID: "over", Title: c.Say("table.over"), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.threshold"), Wide: true},
			{Title: c.Say("column.certain"), Kind: Count}, {Title: c.Say("column.possible"), Kind: Count},
			{Title: c.Say("column.certain_year"), Kind: Count}, {Title: c.Say("column.possible_year"), Kind: Count},
		},
		Notes: []string{c.Say("note.over")},
	}
	for i, o := range c.month.Sizes.Over {
		cells := append([]Cell{textCell(c.Say("sizes.over", Values{"Threshold": c.Number(o.Threshold)}))}, c.overCounts(c.month, i)...)
		t.Rows = append(t.Rows, Row{Cells: append(cells, c.overCounts(c.year, i)...), Strong: o.Threshold == reportedOver})
	}
	return t
}

// overCounts counts from the first rows of events, where their ends stand. An
// open end is over any threshold: the possible ones are all that are not
// certainly at most the threshold.
func (c *composer) overCounts(s *analysis.Scope, i int) []Cell {
	if i >= len(s.Sizes.Over) {
		return []Cell{countCell(0), countCell(0)}
	}
	o := s.Sizes.Over[i]
	at := float64(o.Threshold)
	leak := number("size_leak", Equal, 1)
	return []Cell{
		live(countCell(o.Certain), countEvents(s, number("event_size_low", Over, at))),
		live(countCell(o.Possible), less(countEvents(s, leak), countEvents(s, leak, number("event_size_high", AtMost, at)))),
	}
}

// sizesFigure draws the largest events with their intervals.
func (c *composer) sizesFigure() *Figure {
	s := c.sized()
	f := &Figure{ID: "sizes", Title: c.Say("figure.sizes", Values{"Span": c.spanName(s)}), Unit: c.Say("axis.size")}
	f.Caption = c.caption(s.scope.Sizes.EventsKnown, s.scope.Sizes.EventsUnknown)
	plot := &SizesPlot{}
	for _, top := range s.scope.Sizes.Top {
		plot.Dots = append(plot.Dots, c.sizeDot(top))
	}
	if len(plot.Dots) == 0 {
		f.Place = WorkbookOnly
	}
	if len(plot.Dots) < 2 {
		f.Empty = c.Say("figure.sizes_empty", Values{"Known": c.Quantity("events", len(plot.Dots))})
		return f
	}
	plot.Thresholds = []Threshold{{At: reportedOver, Label: c.Say("figure.law_threshold", Values{"N": c.Number(reportedOver)})}}
	f.Sizes = plot
	f.Alt = c.Say("figure.sizes_alt", Values{"N": c.Quantity("events", len(plot.Dots)),
		"Largest": plot.Dots[0].Label, "Size": plot.Dots[0].Text})
	return f
}

func (c *composer) sizeDot(top analysis.TopEvent) SizeDot {
	e := &c.data.Events[top.Index]
	return SizeDot{
		Label: c.eventOrganizations(e), Text: c.Format(sizeCell(e.Size)), Written: float64(e.Size.Written), Low: float64(e.Size.Low),
		High: float64(e.Size.High), Open: e.Size.Bounds == analysis.OpenAbove, Ceiling: e.Size.CeilingOnly(),
	}
}
