package report

import (
	"github.com/breachbrief/breachbrief/analysis"
)

// trend is the course of the months and of the fiscal years.
func (c *composer) trend() Section {
	s := c.section("trend", Paragraph{Role: Lead, Text: c.sayTrend()})
	if text := c.sayUnusual(); text != "" {
		s.Blocks = append(s.Blocks, Paragraph{Text: text})
	}
	figure := c.monthsFigure("months")
	figure.Place = WorkbookOnly // the first page of the briefing has it
	s.Blocks = append(s.Blocks, figure, c.monthTable())
	s.Blocks = append(s.Blocks, c.restatedMonths()...)
	s.Blocks = append(s.Blocks, c.fiscalTable())
	if c.findings.Trend.Dispersion != nil || c.findings.Trend.Slope != nil {
		s.Blocks = append(s.Blocks, c.trendTests())
	}
	return s
}

func (c *composer) sayTrend() string {
	t := c.findings.Trend
	n := 0
	for _, m := range t.Months {
		if m.HasData {
			n++
		}
	}
	values := Values{"Months": c.Quantity("months", n), "Count": n}
	switch {
	case t.Slope == nil || t.SlopeP == nil:
		return c.Say("trend.too_few", values)
	case !holds(t.SlopeP, t.SlopeQ):
		values["P"] = c.PStatement(*t.SlopeP)
		return c.Say("trend.none", values)
	case t.Slope.Value < 0:
		return c.Say("trend.falling", c.slopeValues(t))
	}
	return c.Say("trend.rising", c.slopeValues(t))
}

func (c *composer) slopeValues(t analysis.Trend) Values {
	return Values{"Slope": c.Decimal(t.Slope.Value), "Low": c.Decimal(t.Slope.Low),
		"High": c.Decimal(t.Slope.High), "P": c.PStatement(*t.SlopeP)}
}

// sayUnusual names the months outside the range foretold from those before.
func (c *composer) sayUnusual() string {
	var months []string
	for _, m := range c.findings.Trend.Months {
		if m.Unusual {
			months = append(months, c.Say("trend.month_count", Values{"Month": c.Month(m.Month), "Events": c.Quantity("events", m.Events)}))
		}
	}
	if len(months) == 0 {
		return ""
	}
	return c.Say("trend.unusual", Values{"Months": c.list(months)})
}

func (c *composer) monthTable() Table {
	t := Table{
		ID: "months_table", Title: c.Say("table.months"), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.month"), Kind: MonthKind},
			{Title: c.Say("column.events"), Kind: Count},
			{Title: c.Say("column.events_last_year"), Kind: Count},
			{Title: c.Say("column.change_last_year.month"), Kind: ChangeKind},
			{Title: c.Say("column.cases"), Kind: Count},
			{Title: c.Say("column.size_at_least"), Kind: Count},
			{Title: c.Say("column.supplier_events"), Kind: Count},
			{Title: c.Say("column.supplier_unknown"), Kind: Count},
			{Title: c.Say("column.expected_low"), Kind: DecimalKind, BriefingHidden: true},
			{Title: c.Say("column.expected_high"), Kind: DecimalKind, BriefingHidden: true},
			{Title: c.Say("column.remark"), Wide: true},
		},
		Notes: []string{c.Say("note.months"), c.Say("note.size_adds_units")},
		Empty: c.Say("trend.empty"),
	}
	for _, m := range c.findings.Trend.Months {
		if m.HasData {
			t.Rows = append(t.Rows, c.monthRow(m))
		}
	}
	if len(t.Rows) > 0 && len(t.Rows) < len(c.findings.Trend.Months) {
		t.Notes = append(t.Notes, c.Say("note.first_month", Values{"Month": c.Month(t.Rows[0].Cells[0].Month)}))
	}
	return t
}

func (c *composer) monthRow(m analysis.MonthFinding) Row {
	row := Row{Strong: c.period.Contains(m.Month)}
	scope := monthScope(m.Month)
	row.Cells = append([]Cell{monthCell(m.Month), live(countCell(m.Events), countEvents(scope))}, c.lastYearCells(m)...)
	row.Cells = append(row.Cells,
		live(countCell(m.Cases), countCases(scope)),
		knownTotal(m.AtLeast, m.Events, m.SizesKnown, scope),
		live(countCell(m.Supplier.Yes), countEvents(scope, c.narrowIs(analysis.Yes))),
		live(countCell(m.Supplier.Unknown), countEvents(scope, c.narrowIs(analysis.Unknown))))
	row.Cells = append(row.Cells, expectedCells(m)...)
	row.Cells = append(row.Cells, textCell(c.monthRemark(m)))
	return row
}

// knownTotal is the sum of the lower ends of a span; where events have happened
// and no size is known it is unknown, not 0.
func knownTotal(atLeast int64, events, known int, span *analysis.Scope) Cell {
	if events > 0 && known == 0 {
		return absent(Count, "unknown")
	}
	return live(numberCell(atLeast), sumEvents(span, "event_size_low"))
}

// lastYearCells are the events of the same month a year before and the change
// since.
func (c *composer) lastYearCells(m analysis.MonthFinding) []Cell {
	if m.EventsLastYear == nil {
		return []Cell{absent(Count, "no_base"), absent(ChangeKind, "no_base")}
	}
	now, then := countEvents(monthScope(m.Month)), countEvents(monthScope(m.Month-12))
	return []Cell{
		live(countCell(*m.EventsLastYear), then),
		live(changeCell(m.Events, *m.EventsLastYear, true), less(now, then)),
	}
}

func expectedCells(m analysis.MonthFinding) []Cell {
	if m.Expected == nil {
		reason := orReason(m.Reason, "too_few")
		return []Cell{absent(DecimalKind, reason), absent(DecimalKind, reason)}
	}
	return []Cell{{Kind: DecimalKind, Value: m.Expected.Low}, {Kind: DecimalKind, Value: m.Expected.High}}
}

func (c *composer) monthRemark(m analysis.MonthFinding) string {
	remark := c.monthState(m)
	switch {
	case !c.isRestated(m.Month):
		return remark
	case remark == "":
		return c.Say("remark.restated")
	}
	return remark + c.Say("list.comma") + c.Say("remark.restated")
}

func (c *composer) monthState(m analysis.MonthFinding) string {
	switch {
	case m.Unfinished:
		return c.Say("remark.unfinished")
	case m.Unusual:
		return c.Say("remark.unusual")
	case m.Events == 0:
		return c.Say("remark.none")
	}
	return ""
}

// trendTests is what the sentence about the trend rests on.
func (c *composer) trendTests() Table {
	trend := c.findings.Trend
	t := Table{
		Place: WorkbookOnly, ID: "trend_tests", Title: c.Say("table.trend_tests"),
		Columns: []Column{
			{Title: c.Say("column.statistic"), Wide: true}, {Title: c.Say("column.value"), Kind: DecimalKind},
			{Title: c.Say("column.effect_low"), Kind: DecimalKind}, {Title: c.Say("column.effect_high"), Kind: DecimalKind},
		},
		Notes: []string{c.Say("note.trend_tests")},
	}
	corrected := c.Say("statistic.corrected")
	slope, none := estimateCells(trend.Slope, DecimalKind, trend.Reason), absent(DecimalKind, "none")
	rate, growth := estimateCells(trend.Rate, DecimalKind, trend.Reason), estimateCells(trend.Growth, ShareKind, trend.Reason)
	t.Rows = []Row{
		{Cells: []Cell{textCell(c.Say("statistic.rate")), rate[0], rate[1], rate[2]}},
		{Cells: []Cell{textCell(c.Say("statistic.growth")), growth[0], growth[1], growth[2]}},
		{Cells: []Cell{textCell(c.Say("statistic.slope")), slope[0], slope[1], slope[2]}},
		{Cells: []Cell{textCell(c.Say("statistic.slope_p")), numberOr(PValueKind, trend.SlopeP, trend.Reason), none, none}},
		{Cells: []Cell{textCell(corrected), numberOr(PValueKind, trend.SlopeQ, trend.Reason), none, none}},
		{Cells: []Cell{textCell(c.Say("statistic.dispersion")), numberOr(DecimalKind, trend.Dispersion, trend.Reason), none, none}},
		{Cells: []Cell{textCell(c.Say("statistic.dispersion_p")), numberOr(PValueKind, trend.DispersionP, trend.Reason), none, none}},
		{Cells: []Cell{textCell(corrected), numberOr(PValueKind, trend.DispersionQ, trend.Reason), none, none}},
	}
	return t
}

func (c *composer) fiscalTable() Table {
	t := Table{
		ID: "fiscal_years", Title: c.Say("table.fiscal_years"), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.fiscal_year"), Wide: true},
			{Title: c.Say("column.events"), Kind: Count},
			{Title: c.Say("column.same_span_last_year"), Kind: Count},
			{Title: c.Say("column.change"), Kind: ChangeKind},
			{Title: c.Say("column.cases"), Kind: Count},
			{Title: c.Say("column.size_at_least"), Kind: Count},
		},
		Notes: []string{c.Say("note.size_adds_units")},
		Empty: c.Say("trend.empty"),
	}
	for _, y := range c.findings.Trend.FiscalYears {
		t.Rows = append(t.Rows, c.fiscalRow(y))
	}
	return t
}

func (c *composer) fiscalRow(y analysis.FiscalYear) Row {
	title := c.FiscalYear(y.Year)
	if y.ToDate {
		title = c.Say("trend.to_date", Values{"Year": title, "Month": c.Month(c.period.Last)})
	}
	scope := c.fiscalScope(y)
	row := Row{Strong: y.ToDate, Cells: []Cell{textCell(title), live(countCell(y.Events), countEvents(scope))}}
	if y.Previous == nil {
		row.Cells = append(row.Cells, absent(Count, "no_base"), absent(ChangeKind, "no_base"))
	} else {
		before := countEvents(&analysis.Scope{From: (scope.From.Month() - 12).First(), To: (scope.To.Month() - 12).Last()})
		row.Cells = append(row.Cells, live(countCell(*y.Previous), before),
			live(changeCell(y.Events, *y.Previous, true), less(countEvents(scope), before)))
	}
	row.Cells = append(row.Cells, live(countCell(y.Cases), countCases(scope)),
		knownTotal(y.AtLeast, y.Events, y.SizesKnown, scope))
	return row
}

// fiscalScope is the span of a fiscal year, for queries.
func (c *composer) fiscalScope(y analysis.FiscalYear) *analysis.Scope {
	first := analysis.NewMonth(y.Year, c.fiscal.From.Month().Of())
	last := first + 11
	if y.ToDate {
		last = c.period.Last
	}
	return &analysis.Scope{From: first.First(), To: last.Last()}
}

// monthsFigure draws the months as columns, last year as a line.
func (c *composer) monthsFigure(id string) *Figure {
	f := &Figure{ID: id, Title: c.Say("figure.months"), Unit: c.Say("axis.events")}
	plot := &MonthsPlot{Series: c.Say("figure.months_series"), Comparison: c.Say("figure.months_comparison")}
	n, covered := 0, 0
	for _, m := range c.drawnMonths() {
		plot.Months = append(plot.Months, c.monthColumn(m))
		n += m.Events
		if m.HasData {
			covered++
		}
	}
	f.Caption = c.Say("figure.caption_months", Values{"N": c.Number(int64(n)), "Undated": c.Number(int64(c.all.Counts.UndatedEvents)),
		"Source": c.source(), "Day": c.Day(c.findings.AsOf)})
	switch {
	case covered < 2:
		f.Empty = c.Say("trend.empty")
		return f
	case n == 0:
		f.Empty = c.Say("trend.no_events")
		return f
	}
	f.Months = plot
	f.Alt = c.Say("figure.months_alt", Values{"N": c.Quantity("events", n), "Months": c.Quantity("months", covered),
		"Period": c.Months(c.period), "Events": c.Quantity("events", c.month.Counts.Events)})
	return f
}

// fewestMonths is how many months a figure shows at least: the last and all
// between it and the same one a year before.
const fewestMonths = 13

// drawnMonths are the months of the trend from the first with data on.
func (c *composer) drawnMonths() []analysis.MonthFinding {
	months := c.findings.Trend.Months
	for len(months) > fewestMonths && !months[0].HasData {
		months = months[1:]
	}
	return months
}

func (c *composer) monthColumn(m analysis.MonthFinding) MonthColumn {
	column := MonthColumn{
		Month: m.Month, Value: m.Events, LastYear: m.EventsLastYear, Unusual: m.Unusual,
		Unfinished: m.Unfinished, NoData: !m.HasData, Current: c.period.Contains(m.Month),
	}
	if m.Expected != nil {
		column.Low, column.High, column.HasRange = m.Expected.Low, m.Expected.High, true
	}
	return column
}
