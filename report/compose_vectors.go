package report

import (
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// Minimum samples of a table of shares: below shareMinimum only counts stand,
// below rankMinimum the order is the fixed one of the vectors.
const (
	shareMinimum = 5
	rankMinimum  = 30
)

// vectors is how the incidents happened.
func (c *composer) vectors() Section {
	s := c.section("vectors", Paragraph{Role: Lead, Text: c.sayVectors()})
	if changes := c.sayRealChanges(); changes != "" {
		s.Blocks = append(s.Blocks, Paragraph{Text: changes})
	}
	s.Blocks = append(s.Blocks, c.vectorFigure())
	for _, span := range []scoped{{"period", c.month}, {"year", c.year}} {
		if span.scope.Counts.Events > 0 {
			t := c.vectorTable(span)
			t.Place = c.briefly(span, c.telling())
			if span.scope.Vectors.Known < rankMinimum {
				t.Place = WorkbookOnly // the figure says as much
			}
			s.Blocks = append(s.Blocks, t)
		}
	}
	if f := c.heatFigure(); f != nil {
		s.Blocks = append(s.Blocks, f)
	}
	s.Blocks = append(s.Blocks, c.heatTable())
	if t := c.comparisonTable(); len(t.Rows) > 0 {
		s.Blocks = append(s.Blocks, t)
	}
	return s
}

// briefly keeps the briefing short: of two scopes it prints the one that tells
// more, the workbook both.
func (c *composer) briefly(span, telling scoped) Place {
	if span.name == telling.name {
		return Everywhere
	}
	return WorkbookOnly
}

// scoped is a scope with the name that its tables and sentences have.
type scoped struct {
	name  string // period or year
	scope *analysis.Scope
}

// spanName is the scope in words: June 2022, the 12 months to June 2022.
func (c *composer) spanName(s scoped) string {
	if s.name == "year" {
		return c.Say("span.year", Values{"Period": c.Month(c.period.Last)})
	}
	return c.Months(c.period)
}

// telling is the period if it has enough events for shares and a cause that
// occurs more than once, else the year.
func (c *composer) telling() scoped {
	counts := knownVectors(c.month)
	if c.month.Vectors.Known >= shareMinimum && counts[0].Count > 1 {
		return scoped{"period", c.month}
	}
	return scoped{"year", c.year}
}

func (c *composer) sayVectors() string {
	if c.month.Counts.Events == 0 {
		return c.sayVectorsOf(scoped{"year", c.year})
	}
	return c.sayVectorsOf(scoped{"period", c.month})
}

// sayVectorsOf tells the vectors of a scope: ranked with shares where there are
// enough events, else as counts.
func (c *composer) sayVectorsOf(s scoped) string {
	counts := knownVectors(s.scope)
	values := Values{"Span": c.spanName(s), "Known": c.Quantity("events", s.scope.Vectors.Known)}
	switch {
	case s.scope.Counts.Events == 0:
		return c.sayNoneInYear()
	case len(counts) == 0:
		return c.Say("vectors.none_known", values)
	case counts[0].Share != nil && pointShown(counts[0].Share):
		values["Vector"], values["N"] = c.Label(counts[0].Vector), c.Number(int64(counts[0].Count))
		values["Share"], values["Low"], values["High"] = c.shareWords(counts[0].Share)
		return c.sentences(c.Say("vectors.leading", values), c.sayLead(s.scope), c.sayVectorUnknown(s.scope))
	}
	if counts[0].Count == 1 && len(counts) > 1 {
		return c.sentences(c.Say("vectors.all_single", values), c.sayVectorUnknown(s.scope))
	}
	var parts []string
	for _, v := range counts[:min(3, len(counts))] {
		parts = append(parts, c.Say("vectors.count", Values{"Vector": c.Label(v.Vector), "N": c.Number(int64(v.Count))}))
	}
	values["Vectors"] = c.list(parts)
	key := "vectors.counts"
	if len(counts) > 3 {
		key = "vectors.counts_more"
	}
	return c.sentences(c.Say(key, values), c.sayVectorUnknown(s.scope))
}

// sayLead says whether the first cause is ahead of the second by more than
// chance.
func (c *composer) sayLead(s *analysis.Scope) string {
	lead := s.Vectors.Lead
	if lead.PValue == nil {
		return ""
	}
	values := Values{"Second": c.Label(lead.Second), "N": c.Number(int64(knownVectors(s)[1].Count)), "P": c.PStatement(*lead.PValue)}
	if holds(lead.PValue, lead.QValue) {
		return c.Say("vectors.lead_holds", values)
	}
	return c.Say("vectors.lead_unsure", values)
}

func (c *composer) sayVectorUnknown(s *analysis.Scope) string {
	unknown := s.Counts.Events - s.Vectors.Known
	if unknown == 0 {
		return ""
	}
	return c.Say("vectors.unknown", Values{"Unknown": c.Quantity("events", unknown)})
}

func (c *composer) shareWords(s *analysis.Share) (share, low, high string) {
	return c.Percent(s.Value), c.Percent(s.Low), c.Percent(s.High)
}

func knownVectors(s *analysis.Scope) []analysis.VectorCount {
	return slices.DeleteFunc(slices.Clone(s.Vectors.Events), func(v analysis.VectorCount) bool {
		return v.Vector == analysis.VectorUnknown
	})
}

func (c *composer) vectorTable(s scoped) Table {
	t := Table{
		ID: "vectors_" + s.name, Title: c.Say("table.vectors", Values{"Span": c.spanName(s)}), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.vector"), Wide: true},
			{Title: c.Say("column.events"), Kind: Count},
			{Title: c.Say("column.share"), Kind: ShareKind},
			{Title: c.Say("column.share_low"), Kind: ShareKind},
			{Title: c.Say("column.share_high"), Kind: ShareKind},
			{Title: c.Say("column.cases"), Kind: Count},
		},
		Notes: []string{c.Say("note.vector_share", Values{"Known": c.Number(int64(s.scope.Vectors.Known))}), c.Say("note.rounding")},
	}
	if s.scope.Vectors.Known < rankMinimum {
		t.Notes = append(t.Notes, c.Say("note.unranked", Values{"N": c.Number(rankMinimum)}))
	}
	for _, v := range c.vectorOrder(s.scope) {
		t.Rows = append(t.Rows, c.vectorRow(s.scope, v))
	}
	t.Rows = append(t.Rows, c.vectorTotal(s.scope))
	return t
}

// vectorOrder is by falling count only where there are enough events to rank.
func (c *composer) vectorOrder(s *analysis.Scope) []analysis.VectorCount {
	ordered := slices.Clone(s.Vectors.Events)
	for _, tally := range s.Vectors.Cases {
		if !slices.ContainsFunc(ordered, func(v analysis.VectorCount) bool { return v.Vector == tally.Vector }) {
			ordered = append(ordered, analysis.VectorCount{Vector: tally.Vector, Reason: "too_few"})
		}
	}
	if s.Vectors.Known < rankMinimum {
		order := analysis.Vectors()
		slices.SortStableFunc(ordered, func(a, b analysis.VectorCount) int {
			return slices.Index(order, a.Vector) - slices.Index(order, b.Vector)
		})
	}
	return ordered
}

func (c *composer) vectorRow(s *analysis.Scope, v analysis.VectorCount) Row {
	label := c.Label(v.Vector)
	cases := 0
	for _, tally := range s.Vectors.Cases {
		if tally.Vector == v.Vector {
			cases = tally.Count
		}
	}
	count := countEvents(s, is("vector", label))
	share := shareCells(v.Share, v.Reason)
	share[0] = live(share[0], over(count, less(countEvents(s), countEvents(s, is("vector", c.Label(analysis.VectorUnknown))))))
	return Row{Muted: v.Vector == analysis.VectorUnknown, Cells: []Cell{
		textCell(label), live(countCell(v.Count), count), share[0], share[1], share[2],
		live(countCell(cases), countCases(s, is("vector", label))),
	}}
}

func (c *composer) vectorTotal(s *analysis.Scope) Row {
	none := absent(ShareKind, "none")
	return Row{Strong: true, Cells: []Cell{
		textCell(c.Say("label.total")), live(countCell(s.Counts.Events), countEvents(s)), none, none, none,
		live(countCell(s.Counts.Cases), countCases(s)),
	}}
}

// vectorFigure draws the shares with their intervals.
func (c *composer) vectorFigure() *Figure {
	s := c.telling()
	f := &Figure{ID: "vectors", Title: c.Say("figure.vectors", Values{"Span": c.spanName(s)}), Unit: c.Say("axis.share")}
	known := s.scope.Vectors.Known
	f.Caption = c.caption(known, s.scope.Counts.Events-known)
	if known == 0 {
		f.Place = WorkbookOnly // the sentence above says so
	}
	if known < shareMinimum {
		f.Empty = c.Say("figure.vectors_empty", Values{"Known": c.Quantity("events", known)})
		return f
	}
	f.Bars = &BarsPlot{Percent: true}
	for _, v := range knownVectors(s.scope) {
		bar := Bar{Label: c.Label(v.Vector), Value: float64(v.Count) / float64(known),
			Note: c.Say("figure.of", Values{"N": c.Number(int64(v.Count)), "Of": c.Number(int64(known))})}
		if v.Share != nil {
			bar.Low, bar.High, bar.HasInterval = v.Share.Low, v.Share.High, true
		}
		bar.Strong = len(f.Bars.Bars) == 0 && known >= rankMinimum
		f.Bars.Bars = append(f.Bars.Bars, bar)
	}
	f.Alt = c.Say("figure.vectors_alt", Values{"Story": c.sayVectorsOf(s)})
	return f
}
