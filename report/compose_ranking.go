package report

import (
	"cmp"
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// printedSuppliers is how many suppliers and multi-organisation events the
// briefing lists.
const printedSuppliers = 10

// drawnSuppliers is how many suppliers a figure needs to show more than a
// sentence would.
const drawnSuppliers = 3

// wideEventTable lists the events of the last 12 months that hit more than one
// organisation.
func (c *composer) wideEventTable() Table {
	t := Table{
		ID: "multiple", Title: c.Say("table.multiple"),
		Columns: []Column{
			{Title: c.Say("column.organization"), Wide: true},
			{Title: c.Say("column.month"), Kind: MonthKind},
			{Title: c.Say("column.cases"), Kind: Count},
			{Title: c.Say("column.size_text"), Kind: SizeKind},
			{Title: c.Say("column.unit")},
			{Title: c.Say("column.supplier_kind")},
			{Title: c.Say("column.supplier")},
		},
		Notes: []string{c.Say("note.multiple")},
		Empty: c.Say("suppliers.no_multiple"),
	}
	events := c.multiple()
	for _, e := range events[:min(printedSuppliers, len(events))] {
		t.Rows = append(t.Rows, Row{Cells: []Cell{
			c.organizationCell(e), monthCell(e.Month), countCell(int(e.CaseCount)), sizeCell(e.Size),
			textCell(c.unitOf(e.Size)), textCell(c.Label(e.SupplierKind)), textCell(e.Supplier),
		}})
	}
	switch {
	case len(events) == 0:
		t.Place = WorkbookOnly
	case len(events) > printedSuppliers:
		t.Notes = append(t.Notes, c.Say("note.widest", Values{"Shown": c.Number(printedSuppliers), "Events": c.Quantity("events", len(events))}))
	}
	return t
}

// multiple returns the events of the last 12 months with several organisations,
// the widest first.
func (c *composer) multiple() []*analysis.Event {
	year := analysis.Period{First: c.period.Last - 11, Last: c.period.Last}
	var events []*analysis.Event
	for i := range c.data.Events {
		if e := &c.data.Events[i]; e.CaseCount > 1 && year.Contains(e.Month) {
			events = append(events, e)
		}
	}
	slices.SortStableFunc(events, func(a, b *analysis.Event) int { return cmp.Compare(b.CaseCount, a.CaseCount) })
	return events
}

func (c *composer) rankingTable() Table {
	t := Table{
		Place: WorkbookOnly, ID: "ranking", Title: c.Say("table.ranking"),
		Columns: []Column{
			{Title: c.Say("column.supplier"), Wide: true},
			{Title: c.Say("column.organizations"), Kind: Count},
			{Title: c.Say("column.events"), Kind: Count},
		},
		Notes: []string{c.Say("note.ranking")},
		Empty: c.Say("suppliers.no_ranking"),
	}
	for _, r := range c.year.Suppliers.Ranking {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(r.Supplier), countCell(r.Organizations), countCell(r.Events)}})
	}
	return t
}

// rankingFigure draws the suppliers whose failures hit most organisations.
func (c *composer) rankingFigure() *Figure {
	ranking := c.year.Suppliers.Ranking
	f := &Figure{ID: "ranking_bars", Title: c.Say("figure.ranking"), Unit: c.Say("axis.organizations")}
	f.Caption = c.caption(c.year.Suppliers.Wide.Events.Yes, c.year.Suppliers.Wide.Events.Unknown)
	if len(ranking) < drawnSuppliers {
		f.Empty = c.Say("figure.ranking_empty", Values{"Suppliers": c.Quantity("suppliers", len(ranking))})
		f.Place = WorkbookOnly
		return f
	}
	f.Bars = &BarsPlot{}
	for _, r := range ranking[:min(printedSuppliers, len(ranking))] {
		f.Bars.Bars = append(f.Bars.Bars, Bar{Label: r.Supplier, Value: float64(r.Organizations),
			Note: c.Quantity("organizations", r.Organizations), Strong: len(f.Bars.Bars) == 0})
	}
	if more := len(ranking) - printedSuppliers; more > 0 {
		f.Caption = c.sentences(c.Say("figure.ranking_more", Values{"Suppliers": c.Quantity("suppliers", more)}), f.Caption)
	}
	f.Alt = c.Say("figure.ranking_alt", Values{"Supplier": ranking[0].Supplier,
		"Organizations": c.Quantity("organizations", ranking[0].Organizations)})
	return f
}

// concentration says how far the organisations hit gather on few suppliers.
func (c *composer) concentration() []Block {
	f := c.year.Suppliers.Concentration
	if f.TopShare == nil || f.TopThree == nil || f.Suppliers < drawnSuppliers {
		return []Block{Paragraph{Place: WorkbookOnly, Role: Note, Text: c.Say("suppliers.no_concentration", Values{"Reason": c.Reason(orReason(f.Reason, "too_few"))})}}
	}
	return []Block{Paragraph{Text: c.Say("suppliers.concentration", Values{"Suppliers": c.Quantity("suppliers", f.Suppliers),
		"Top": c.Percent(*f.TopShare), "Three": c.Percent(*f.TopThree)})}, c.concentrationTable(f)}
}

func (c *composer) concentrationTable(f analysis.Concentration) Table {
	t := Table{
		Place: WorkbookOnly, ID: "concentration", Title: c.Say("table.concentration"),
		Columns: []Column{{Title: c.Say("column.statistic"), Wide: true}, {Title: c.Say("column.value"), Kind: DecimalKind}},
		Notes:   []string{c.Say("note.concentration")},
	}
	add := func(key string, cell Cell) {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Say("statistic." + key)), cell}})
	}
	add("suppliers", countCell(f.Suppliers))
	add("top_share", numberOr(ShareKind, f.TopShare, f.Reason))
	add("top_three", numberOr(ShareKind, f.TopThree, f.Reason))
	add("herfindahl", numberOr(DecimalKind, f.Herfindahl, f.Reason))
	add("simpson", numberOr(DecimalKind, f.Simpson, f.Reason))
	add("gini", numberOr(DecimalKind, f.Gini, f.Reason))
	return t
}

// supplierFigure draws yes, no and unknown by month.
func (c *composer) supplierFigure() *Figure {
	f := &Figure{ID: "supplier_share", Title: c.Say("figure.suppliers"), Unit: c.Say("axis.events")}
	plot := &SharesPlot{Yes: c.Say("legend.supplier_yes"), No: c.Say("legend.supplier_no"), Unknown: c.Label(analysis.Unknown)}
	known, unknown := 0, 0
	for _, m := range c.findings.Trend.Months {
		if !m.HasData {
			continue
		}
		plot.Columns = append(plot.Columns, c.shareColumn(m))
		known += m.Supplier.Yes + m.Supplier.No
		unknown += m.Supplier.Unknown
	}
	f.Caption = c.caption(known, unknown)
	switch {
	case len(plot.Columns) < 2:
		f.Empty = c.Say("trend.empty")
		return f
	case known+unknown == 0:
		f.Empty = c.Say("trend.no_events")
		return f
	}
	f.Shares = plot
	f.Alt = c.Say("figure.suppliers_alt", Values{"Known": c.Quantity("events", known), "Unknown": c.Quantity("events", unknown)})
	return f
}

func (c *composer) shareColumn(m analysis.MonthFinding) ShareColumn {
	column := ShareColumn{Month: m.Month, Current: c.period.Contains(m.Month), Yes: m.Supplier.Yes, No: m.Supplier.No, Unknown: m.Supplier.Unknown}
	if s := m.Supplier.ShareOfKnown; s != nil {
		column.Share, column.Low, column.High, column.HasShare = s.Value, s.Low, s.High, true
	}
	return column
}
