package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// heatMonths is how many months the heat map shows: more are too narrow to read.
const heatMonths = 12

// heatMinimum is the number of events from which a grid of 12 months shows more
// than scattered ones.
const heatMinimum = 20

// heat is the counts of vectors by month, with only the vectors that occur.
func (c *composer) heat() (vectors []analysis.Vector, months []analysis.MonthFinding) {
	months = c.findings.Trend.Months
	months = months[max(0, len(months)-heatMonths):]
	for i, v := range analysis.Vectors() {
		n := 0
		for _, m := range months {
			n += m.Vectors[i]
		}
		if n > 0 {
			vectors = append(vectors, v)
		}
	}
	return vectors, months
}

func vectorPlace(v analysis.Vector) int {
	for i, other := range analysis.Vectors() {
		if other == v {
			return i
		}
	}
	return 0
}

// heatFigure draws the counts, where they are enough for a picture; nil if not.
func (c *composer) heatFigure() *Figure {
	vectors, months := c.heat()
	f := &Figure{Place: BriefingOnly, ID: "vector_months", Title: c.Say("figure.vector_months"), Unit: c.Say("axis.events")}
	n := 0
	plot := &HeatPlot{}
	for _, m := range months {
		plot.Columns = append(plot.Columns, m.Month)
		n += m.Events
	}
	f.Caption = c.caption(n, c.year.Counts.Events-c.year.Vectors.Known)
	if len(vectors) < 2 || n < heatMinimum {
		return nil
	}
	for _, v := range vectors {
		plot.Rows = append(plot.Rows, c.Label(v))
		var values []int
		for _, m := range months {
			values = append(values, m.Vectors[vectorPlace(v)])
		}
		plot.Values = append(plot.Values, values)
	}
	f.Heat = plot
	f.Alt = c.Say("figure.vector_months_alt", Values{"Vectors": c.list(plot.Rows), "N": c.Quantity("events", n)})
	return f
}

// heatTable is the same counts for the workbook, where they are formulas in
// shaded cells.
func (c *composer) heatTable() Table {
	vectors, months := c.heat()
	t := Table{Place: WorkbookOnly, Shaded: true, ID: "vector_months_table", Title: c.Say("table.vector_months"), Unit: c.Say("unit_line.events"),
		Columns: []Column{{Title: c.Say("column.vector"), Wide: true}}, Empty: c.Say("sectors.empty")}
	for _, m := range months {
		t.Columns = append(t.Columns, Column{Title: c.Say("column.month_year", Values{"Month": c.monthName(m.Month.Of()), "Year": strconv.Itoa(m.Month.Year())}), Kind: Count})
	}
	for _, v := range vectors {
		row := Row{Cells: []Cell{textCell(c.Label(v))}, Muted: v == analysis.VectorUnknown}
		for _, m := range months {
			row.Cells = append(row.Cells, live(countCell(m.Vectors[vectorPlace(v)]),
				countEvents(monthScope(m.Month), is("vector", c.Label(v)))))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// comparisonTable lists what was tested against the earlier periods; of the
// numbers of events it says so where they were not.
func (c *composer) comparisonTable() Table {
	t := Table{
		ID: "comparisons", Title: c.Say("table.comparisons"),
		Columns: []Column{
			{Title: c.Say("column.measure"), Wide: true},
			{Title: c.Say("column.against")},
			{Title: c.Say("column.now"), Kind: Count}, {Title: c.Say("column.now_of"), Kind: Count},
			{Title: c.Say("column.then"), Kind: Count}, {Title: c.Say("column.then_of"), Kind: Count},
			{Title: c.Say("column.effect"), Kind: DecimalKind},
			{Title: c.Say("column.effect_low"), Kind: DecimalKind}, {Title: c.Say("column.effect_high"), Kind: DecimalKind},
			{Title: c.Say("column.p"), Kind: PValueKind}, {Title: c.Say("column.q"), Kind: PValueKind},
		},
		Notes: []string{c.Say("note.comparisons")},
	}
	if index := c.findings.Trend.Dispersion; index != nil && slices.ContainsFunc(c.findings.Comparisons, isDispersed) {
		t.Notes = append(t.Notes, c.Say("note.dispersed", Values{"Index": c.Decimal(*index)}))
	}
	t.Place = WorkbookOnly
	for _, test := range c.findings.Comparisons {
		if test.PValue != nil || test.Measure == "events" {
			t.Rows = append(t.Rows, c.comparisonRow(test))
		}
		if test.PValue != nil {
			t.Place = Everywhere
		}
	}
	compared := len(t.Rows)
	for _, s := range []scoped{{"period", c.month}, {"year", c.year}} {
		if s.scope.Vectors.Lead.PValue != nil {
			t.Rows = append(t.Rows, c.leadRow(s))
			t.Place = Everywhere
		}
	}
	if len(t.Rows) > compared {
		t.Notes = append(t.Notes, c.Say("note.lead"))
	}
	return t
}

// leadRow compares the two most frequent causes of a scope.
func (c *composer) leadRow(s scoped) Row {
	lead, counts := s.scope.Vectors.Lead, knownVectors(s.scope)
	name := c.Say("measure.lead", Values{"First": c.Label(lead.First), "Second": c.Label(lead.Second)})
	effect := estimateCells(lead.Difference, PointsKind, lead.Reason)
	known := countCell(s.scope.Vectors.Known)
	return Row{Cells: []Cell{
		textCell(name), textCell(c.spanName(s)), countCell(counts[0].Count), known, countCell(counts[1].Count), known,
		effect[0], effect[1], effect[2],
		numberOr(PValueKind, lead.PValue, lead.Reason), numberOr(PValueKind, lead.QValue, orReason(lead.Reason, "none")),
	}}
}

// isDispersed reports whether a comparison allows for months that vary by more
// than chance.
func isDispersed(t analysis.Comparison) bool {
	return t.Effect != nil && slices.Contains(t.Effect.Doubts, "dispersed")
}

func (c *composer) comparisonRow(test analysis.Comparison) Row {
	kind := DecimalKind
	if test.NowOf > 0 || test.ThenOf > 0 {
		kind = PointsKind
	}
	effect := estimateCells(test.Effect, kind, test.Reason)
	return Row{Cells: []Cell{
		textCell(c.measure(test.Measure)), textCell(c.Say(c.spanWord("base." + baseOf(test.Against)))),
		countCell(test.Now), orBlank(test.NowOf), countCell(test.Then), orBlank(test.ThenOf), effect[0], effect[1], effect[2],
		numberOr(PValueKind, test.PValue, test.Reason), numberOr(PValueKind, test.QValue, orReason(test.Reason, "none")),
	}}
}

// measure names what a comparison compares: events, a share, or a vector.
func (c *composer) measure(id string) string {
	name, ok := strings.CutPrefix(id, "vector:")
	if !ok {
		return c.label("measure", id)
	}
	return c.Say("measure.vector", Values{"Vector": c.label("vector", name)})
}

// sayRealChanges names the shares whose change is larger than chance explains.
func (c *composer) sayRealChanges() string {
	var changed []string
	for _, test := range c.findings.Comparisons {
		if test.Measure != "events" && isReal(test) {
			changed = append(changed, c.Say("vectors.changed", Values{"Measure": c.measure(test.Measure),
				"Base": c.Say(c.spanWord("base." + baseOf(test.Against))),
				"Now":  c.Say("figure.of", Values{"N": c.Number(int64(test.Now)), "Of": c.Number(int64(test.NowOf))}),
				"Then": c.Say("figure.of", Values{"N": c.Number(int64(test.Then)), "Of": c.Number(int64(test.ThenOf))}),
				"P":    c.PStatement(*test.PValue)}))
		}
	}
	if len(changed) == 0 {
		return ""
	}
	return c.Say("vectors.changes", Values{"Changes": c.list(changed), "Count": len(changed)})
}
