package report

import (
	"math"

	"github.com/breachbrief/breachbrief/analysis"
)

// quantileTable is the typical and the extreme size, in the period and in the
// year, where enough sizes are known.
func (c *composer) quantileTable() Table {
	t := Table{
		ID: "quantiles", Title: c.Say("table.quantiles"),
		Columns: []Column{
			{Title: c.Say("column.statistic"), Wide: true},
			{Title: c.Say("column.span")},
			{Title: c.Say("column.low"), Kind: DecimalKind}, {Title: c.Say("column.high"), Kind: DecimalKind},
			{Title: c.Say("column.n"), Kind: Count},
		},
		Notes: []string{c.Say("note.quantiles")},
		Empty: c.Say("sizes.no_quantiles"),
	}
	sensitive := false
	for _, s := range []scoped{{"period", c.month}, {"year", c.year}} {
		if s.scope.Sizes.Median.N < smallestMedian {
			continue
		}
		truncated := s.scope.Sizes.Threshold != nil
		if !truncated {
			t.Rows = append(t.Rows, c.medianRow(s))
		}
		for _, q := range s.scope.Sizes.Quantiles {
			if q.P != 0.5 || truncated {
				t.Rows = append(t.Rows, c.quantileRow(s, q))
			}
		}
		if u := s.scope.Sizes.Unknowns; u.MedianIfSmall != nil && u.MedianIfLarge != nil {
			t.Rows = append(t.Rows, c.unknownsRow(s))
			sensitive = true
		}
	}
	if sensitive {
		t.Notes = append(t.Notes, c.Say("note.sensitivity"))
	}
	if len(t.Rows) == 0 {
		t.Place = WorkbookOnly // the sentence above says so
	}
	c.noteThreshold(&t)
	return t
}

// unknownsRow is the median if the unknown sizes were all small, and all large.
func (c *composer) unknownsRow(s scoped) Row {
	sizes := s.scope.Sizes
	return Row{Cells: []Cell{textCell(c.Say("statistic.median_unknowns")), textCell(c.spanName(s)),
		numberOr(DecimalKind, sizes.Unknowns.MedianIfSmall, sizes.Unknowns.Reason),
		numberOr(DecimalKind, sizes.Unknowns.MedianIfLarge, sizes.Unknowns.Reason), countCell(sizes.EventsKnown + sizes.EventsUnknown)}}
}

func (c *composer) medianRow(s scoped) Row {
	m := s.scope.Sizes.Median
	return Row{Cells: []Cell{textCell(c.Say("statistic.median")), textCell(c.spanName(s)),
		numberOr(DecimalKind, m.Low, m.Reason), numberOr(DecimalKind, m.High, "open"), countCell(m.N)}}
}

func (c *composer) quantileRow(s scoped, q analysis.SizeQuantile) Row {
	high := numberOr(DecimalKind, q.High, q.Reason)
	if q.High == nil && q.Low != nil {
		high = absent(DecimalKind, "open")
	}
	name := c.Say("statistic.quantile", Values{"P": c.Decimal(q.P * 100)})
	if q.P == 0.5 {
		name = c.Say("statistic.median")
	}
	return Row{Cells: []Cell{
		textCell(name), textCell(c.spanName(s)),
		numberOr(DecimalKind, q.Low, q.Reason), high, countCell(q.N),
	}}
}

// modelBlocks tell the fitted distribution of the year's sizes, or why there is
// none.
func (c *composer) modelBlocks() []Block {
	model := c.year.Sizes.Model
	if model.Median == nil {
		return []Block{Paragraph{Place: WorkbookOnly, Role: Note, Text: c.Say("sizes.no_model", Values{
			"N": c.Quantity("events", model.N), "Reason": c.Reason(orReason(model.Reason, "too_few"))})}}
	}
	blocks := []Block{Paragraph{Text: c.sayModel(model)}, c.curveFigure(model), c.modelTable(model), c.exceedanceTable(model)}
	if tail := c.year.Sizes.Tail; tail.PowerLaw.Exponent == nil && tail.Pareto.Shape == nil {
		blocks = append(blocks, Paragraph{Place: WorkbookOnly, Role: Note, Text: c.Say("sizes.no_tail", Values{"Reason": c.Reason(orReason(tail.Reason, "too_few"))})})
	} else {
		blocks = append(blocks, c.tailTable(tail))
	}
	return blocks
}

// modelTable is the parameters of the fitted distribution, the families it was
// compared with, and its median if unknown sizes were not like the known ones.
func (c *composer) modelTable(m analysis.SizeModel) Table {
	t := Table{
		Place: WorkbookOnly, ID: "model", Title: c.Say("table.model"),
		Columns: []Column{
			{Title: c.Say("column.statistic"), Wide: true}, {Title: c.Say("column.value"), Kind: DecimalKind},
			{Title: c.Say("column.effect_low"), Kind: DecimalKind}, {Title: c.Say("column.effect_high"), Kind: DecimalKind},
		},
		Notes: []string{c.Say("note.model")},
	}
	add := func(key string, cells [3]Cell) {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Say("statistic." + key)), cells[0], cells[1], cells[2]}})
	}
	alone := func(value *float64, reason string) [3]Cell {
		none := absent(DecimalKind, "none")
		return [3]Cell{numberOr(DecimalKind, value, reason), none, none}
	}
	add("model_median", wholeEnds(estimateCells(m.Median, DecimalKind, m.Reason)))
	add("model_p90", wholeEnds(estimateCells(m.P90, DecimalKind, m.Reason)))
	add("mu", estimateCells(m.Mu, DecimalKind, m.Reason))
	add("sigma", estimateCells(m.Sigma, DecimalKind, m.Reason))
	for _, family := range m.Families {
		cells := alone(family.LogLikelihood, family.Reason)
		name := c.Say("statistic.log_likelihood", Values{"Family": c.label("family", family.Family)})
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(name), cells[0], cells[1], cells[2]}})
	}
	ratio := c.year.Sizes.Supplied
	add("supplier_ratio", estimateCells(ratio.Ratio, DecimalKind, ratio.Reason))
	p := alone(ratio.PValue, ratio.Reason)
	p[0].Kind = PValueKind
	add("supplier_ratio_p", p)
	q := alone(ratio.QValue, ratio.Reason)
	q[0].Kind = PValueKind
	add("corrected", q)
	if note := c.sayThreshold("note.model_listed_from", c.year); note != "" {
		t.Notes = append(t.Notes, note)
	}
	return t
}

// wholeEnds rounds fitted sizes to whole numbers: decimals would claim too much.
func wholeEnds(cells [3]Cell) [3]Cell {
	for i := range cells {
		cells[i].Value = math.Round(cells[i].Value)
	}
	return cells
}

func (c *composer) sayModel(m analysis.SizeModel) string {
	cells := wholeEnds(estimateCells(m.Median, DecimalKind, m.Reason))
	high := c.Format(cells[2])
	if m.Median.OpenHigh {
		high = c.Say("label.no_upper_end")
	}
	return c.sentences(c.Say("sizes.model", Values{"Median": c.Format(cells[0]), "Low": c.Format(cells[1]), "High": high,
		"N": c.Quantity("events", m.N)}), c.sayBetterFamily(m), c.sayNextYear(m))
}

// clearlyBetter is the gain in log-likelihood at which another curve fits sizes
// clearly better: with it the lognormal would lie outside a 95% interval.
const clearlyBetter = 1.92

// sayBetterFamily names the curve that fits the sizes better than the lognormal.
func (c *composer) sayBetterFamily(m analysis.SizeModel) string {
	best := m.Families[0]
	for _, f := range m.Families[1:] {
		if f.LogLikelihood != nil && *f.LogLikelihood > *best.LogLikelihood {
			best = f
		}
	}
	if *best.LogLikelihood < *m.Families[0].LogLikelihood+clearlyBetter {
		return ""
	}
	return c.Say("sizes.better_family", Values{"Family": c.label("family", best.Family)})
}

// Chances from which telling them says nothing new, and from which their
// intervals do not either.
const (
	almostCertain = 0.95
	allButCertain = 0.999
)

// sayNextYear tells the chance of at least one large event in the next 12
// months: of the smallest size that is not almost certain to be passed.
func (c *composer) sayNextYear(m analysis.SizeModel) string {
	var told *analysis.Exceedance
	for i := range m.NextYear {
		if m.NextYear[i].Chance == nil {
			continue
		}
		told = &m.NextYear[i]
		if told.Chance.Value < almostCertain {
			break
		}
	}
	if told == nil {
		return ""
	}
	if told.Chance.Low > allButCertain {
		return c.Say("sizes.next_year_certain", Values{"Threshold": c.Number(told.Threshold)})
	}
	return c.Say("sizes.next_year", Values{"Threshold": c.Number(told.Threshold), "Chance": c.Percent(told.Chance.Value),
		"Low": c.Percent(told.Chance.Low), "High": c.Percent(told.Chance.High)})
}

// exceedanceTable is the chance that an event is over a size, and that one such
// comes within a year.
func (c *composer) exceedanceTable(m analysis.SizeModel) Table {
	t := Table{
		ID: "exceedance", Title: c.Say("table.exceedance"),
		Columns: []Column{
			{Title: c.Say("column.threshold"), Wide: true},
			{Title: c.Say("column.chance"), Kind: ShareKind}, {Title: c.Say("column.share_low"), Kind: ShareKind},
			{Title: c.Say("column.share_high"), Kind: ShareKind}, {Title: c.Say("column.next_year"), Kind: ShareKind},
			{Title: c.Say("column.share_low"), Kind: ShareKind}, {Title: c.Say("column.share_high"), Kind: ShareKind},
		},
		Notes: []string{c.Say("note.exceedance")},
	}
	for _, e := range m.Exceedance {
		if limit := c.year.Sizes.Threshold; limit != nil && e.Threshold < limit.Size {
			continue // all that are listed are over it
		}
		chance := estimateCells(e.Chance, ShareKind, e.Reason)
		next := estimateCells(nil, ShareKind, "too_few")
		for _, y := range m.NextYear {
			if y.Threshold == e.Threshold {
				next = estimateCells(y.Chance, ShareKind, y.Reason)
			}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Say("sizes.over", Values{"Threshold": c.Number(e.Threshold)})),
			chance[0], chance[1], chance[2], next[0], next[1], next[2]}})
	}
	c.noteThreshold(&t)
	return t
}

// tailTable is how the largest sizes fall off: as a power law, and as a
// generalised Pareto distribution.
func (c *composer) tailTable(tail analysis.SizeTail) Table {
	t := Table{
		Place: WorkbookOnly, ID: "tail", Title: c.Say("table.tail"),
		Columns: []Column{
			{Title: c.Say("column.statistic"), Wide: true}, {Title: c.Say("column.value"), Kind: DecimalKind},
			{Title: c.Say("column.effect_low"), Kind: DecimalKind}, {Title: c.Say("column.effect_high"), Kind: DecimalKind},
			{Title: c.Say("column.n"), Kind: Count},
		},
		Notes: []string{c.Say("note.tail")},
	}
	none := absent(DecimalKind, "none")
	add := func(name string, value, low, high Cell, n int) {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(name), value, low, high, countCell(n)}})
	}
	law := tail.PowerLaw
	exponent := estimateCells(law.Exponent, DecimalKind, law.Reason)
	add(c.Say("statistic.law_minimum"), numberOr(DecimalKind, law.Minimum, law.Reason), none, none, law.N)
	add(c.Say("statistic.law_exponent"), exponent[0], exponent[1], exponent[2], law.N)
	add(c.Say("statistic.law_p"), numberOr(PValueKind, law.PValue, law.Reason), none, none, law.N)
	if law.QValue != nil {
		add(c.Say("statistic.corrected"), numberOr(PValueKind, law.QValue, law.Reason), none, none, law.N)
	}
	if law.PValue != nil && law.PValueError != nil {
		t.Notes = append(t.Notes, c.Say("note.law_samples", Values{"N": c.Number(int64(law.Replicates)), "Error": c.Decimal(*law.PValueError)}))
	}
	for _, other := range law.Against {
		name := c.Say("statistic.law_against", Values{"Family": c.label("family", other.Family)})
		add(name, numberOr(PValueKind, other.PValue, other.Reason), none, none, law.N)
		if other.QValue != nil {
			add(c.Say("statistic.corrected"), numberOr(PValueKind, other.QValue, other.Reason), none, none, law.N)
		}
	}
	shape := estimateCells(tail.Pareto.Shape, DecimalKind, tail.Pareto.Reason)
	add(c.Say("statistic.pareto_threshold"), numberOr(DecimalKind, tail.Pareto.Threshold, tail.Pareto.Reason), none, none, tail.Pareto.N)
	add(c.Say("statistic.pareto_shape"), shape[0], shape[1], shape[2], tail.Pareto.N)
	if tail.MeanExists != nil && !*tail.MeanExists {
		t.Notes = append(t.Notes, c.Say("note.no_mean"))
	}
	return t
}

// curveFigure draws the share of events over a size.
func (c *composer) curveFigure(m analysis.SizeModel) *Figure {
	f := &Figure{ID: "exceedance_curve", Title: c.Say("figure.curve", Values{"Span": c.spanName(scoped{"year", c.year})}), Unit: c.Say("axis.chance")}
	f.Caption = c.caption(m.N, c.year.Sizes.EventsUnknown)
	plot := &CurvePlot{Marks: []Threshold{{At: reportedOver, Label: c.Say("figure.law_threshold", Values{"N": c.Number(reportedOver)})}}}
	plot.Steps, plot.Fitted = curvePoints(m.Curve), curvePoints(m.Fitted)
	if len(plot.Steps) < 2 {
		f.Empty = c.Say("figure.curve_empty")
		return f
	}
	f.Curve = plot
	f.Alt = c.Say("figure.curve_alt", Values{"N": c.Quantity("events", m.N)})
	return f
}

func curvePoints(points []analysis.CurvePoint) []CurvePoint {
	var list []CurvePoint
	for _, p := range points {
		list = append(list, CurvePoint{Size: p.Size, Chance: p.Share, Low: p.Low, High: p.High})
	}
	return list
}
