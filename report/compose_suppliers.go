package report

import (
	"cmp"

	"github.com/breachbrief/breachbrief/analysis"
)

// suppliers is what suppliers caused.
func (c *composer) suppliers() Section {
	s := c.section("suppliers", Paragraph{Role: Lead, Text: c.saySupplierResult()})
	s.Blocks = append(s.Blocks, Paragraph{Text: c.Say("suppliers.definition")}, c.supplierFigure())
	for _, span := range []scoped{{"period", c.month}, {"year", c.year}} {
		if span.scope.Counts.Events > 0 {
			t := c.supplierTable(span)
			t.Place = c.briefly(span, c.tellingSuppliers())
			s.Blocks = append(s.Blocks, t)
		}
	}
	s.Blocks = append(s.Blocks, c.kindTable(), c.wideEventTable(), c.rankingFigure(), c.rankingTable())
	s.Blocks = append(s.Blocks, c.concentration()...)
	return s
}

// tellingSuppliers is the period if it has enough known answers for a share,
// else the year.
func (c *composer) tellingSuppliers() scoped {
	if c.month.Suppliers.Narrow.Events.ShareOfKnown != nil {
		return scoped{"period", c.month}
	}
	return scoped{"year", c.year}
}

func (c *composer) saySupplierResult() string {
	if c.month.Counts.Events == 0 {
		return cmp.Or(c.saySupplier(scoped{"year", c.year}), c.sayNoneInYear())
	}
	return c.sentences(c.saySupplier(scoped{"period", c.month}), c.saySupplierCases())
}

// saySupplier is the share of events that a contractor caused, and how far it
// can be trusted.
func (c *composer) saySupplier(s scoped) string {
	narrow := s.scope.Suppliers.Narrow.Events
	known := narrow.Yes + narrow.No
	values := Values{"Span": c.spanName(s), "Yes": c.Number(int64(narrow.Yes)), "Known": c.Quantity("events", known), "Count": known,
		"Unknown": c.Quantity("events", narrow.Unknown)}
	switch share := narrow.ShareOfKnown; {
	case known == 0 && narrow.Unknown == 0:
		return ""
	case known == 0:
		return c.Say("suppliers.all_unknown", Values{"Span": values["Span"], "Unknown": values["Unknown"], "Count": narrow.Unknown})
	case share == nil && narrow.Yes == 0:
		return c.sentences(c.Say("suppliers.counts_none", values), c.sayUnanswered(narrow))
	case share == nil:
		return c.sentences(c.Say("suppliers.counts", values), c.sayUnanswered(narrow))
	case !pointShown(share):
		values["Share"], values["Low"], values["High"] = c.shareWords(share)
		return c.sentences(c.Say("suppliers.share_few", values), c.sayUnanswered(narrow))
	default:
		values["Share"], values["Low"], values["High"] = c.shareWords(share)
		return c.sentences(c.Say("suppliers.share", values), c.sayUnanswered(narrow))
	}
}

// sayUnanswered says how many events have no answer, and what they could make
// of the share.
func (c *composer) sayUnanswered(s analysis.SupplierShare) string {
	if s.Unknown == 0 {
		return ""
	}
	values := Values{"Unknown": c.Quantity("events", s.Unknown), "Count": s.Unknown}
	if s.ShareOfKnown == nil || s.Bounds == nil {
		return c.Say("suppliers.unanswered", values)
	}
	values["Low"], values["High"] = c.Percent(s.Bounds.Low), c.Percent(s.Bounds.High)
	return c.Say("suppliers.unanswered_bounds", values)
}

// saySupplierCases says how many organisations those events hit.
func (c *composer) saySupplierCases() string {
	cases := c.month.Suppliers.Narrow.Cases
	if c.month.Suppliers.Narrow.Events.Yes == 0 || cases.Yes == 0 {
		return ""
	}
	return c.Say("suppliers.cases", Values{"Yes": c.Number(int64(cases.Yes)), "Cases": c.Quantity("organizations", cases.Yes+cases.No)})
}

func (c *composer) supplierTable(s scoped) Table {
	t := Table{
		ID: "suppliers_" + s.name, Title: c.Say("table.suppliers", Values{"Span": c.spanName(s)}),
		Columns: []Column{
			{Title: c.Say("column.definition"), Wide: true},
			{Title: c.Say("column.yes"), Kind: Count}, {Title: c.Say("column.no"), Kind: Count}, {Title: c.Say("column.unknown"), Kind: Count},
			{Title: c.Say("column.share_of_known"), Kind: ShareKind},
			{Title: c.Say("column.share_low"), Kind: ShareKind}, {Title: c.Say("column.share_high"), Kind: ShareKind},
			{Title: c.Say("column.bound_low"), Kind: ShareKind}, {Title: c.Say("column.bound_high"), Kind: ShareKind},
		},
		Notes: []string{c.Say("note.supplier_share"), c.Say("note.supplier_bounds"), c.Say("note.supplier_months")},
	}
	f := s.scope.Suppliers
	t.Rows = []Row{
		c.supplierRow("narrow_events", f.Narrow.Events, c.answerQueries(s.scope, countEvents, "narrow")),
		c.supplierRow("narrow_cases", f.Narrow.Cases, c.answerQueries(s.scope, countCases, "case_narrow")),
		c.supplierRow("wide_events", f.Wide.Events, c.answerQueries(s.scope, countEvents, "wide")),
		c.supplierRow("wide_cases", f.Wide.Cases, c.answerQueries(s.scope, countCases, "case_wide")),
	}
	t.Rows[0].Strong = true
	t.Rows = append(t.Rows, c.otherwiseRows(f)...)
	return t
}

// otherwiseRows are the shares without the largest event, and if rows had been
// linked to events otherwise: those that differ.
func (c *composer) otherwiseRows(f analysis.SupplierFindings) []Row {
	var rows []Row
	add := func(name string, share, than analysis.SupplierShare) {
		if share.Yes != than.Yes || share.No != than.No || share.Unknown != than.Unknown {
			row := c.supplierRow(name, share, [3]*Query{})
			row.Muted = true
			rows = append(rows, row)
		}
	}
	if without := f.WithoutLargest; without.Share != nil && without.Cases > 1 {
		add("without_largest", *without.Share, f.Narrow.Cases)
	}
	add("not_linked", f.Linking.NotLinked, f.Narrow.Events)
	add("also_linked", f.Linking.AlsoLinked, f.Narrow.Events)
	return rows
}

// answerQueries count yes, no and unknown.
func (c *composer) answerQueries(s *analysis.Scope, count func(*analysis.Scope, ...Condition) *Query, column string) [3]*Query {
	return [3]*Query{
		count(s, is(column, c.Label(analysis.Yes))), count(s, is(column, c.Label(analysis.No))), count(s, is(column, c.Label(analysis.Unknown))),
	}
}

func (c *composer) supplierRow(name string, f analysis.SupplierShare, queries [3]*Query) Row {
	share := shareCells(f.ShareOfKnown, f.Reason)
	low, high := absent(ShareKind, "none"), absent(ShareKind, "none")
	if f.Bounds != nil {
		low, high = Cell{Kind: ShareKind, Value: f.Bounds.Low}, Cell{Kind: ShareKind, Value: f.Bounds.High}
	}
	return Row{Cells: []Cell{
		textCell(c.Say("supplier_row." + name)),
		live(countCell(f.Yes), queries[0]), live(countCell(f.No), queries[1]), live(countCell(f.Unknown), queries[2]),
		live(share[0], shareOf(queries)), share[1], share[2], low, high,
	}}
}

// shareOf divides yes by yes and no: by all without the unknown.
func shareOf(q [3]*Query) *Query {
	if q[0] == nil {
		return nil
	}
	known := *q[0]
	known.Where = known.Where[:len(known.Where)-1]
	return over(q[0], less(&known, q[2]))
}

func (c *composer) kindTable() Table {
	t := Table{
		ID: "supplier_kinds", Title: c.Say("table.supplier_kinds"), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.supplier_kind"), Wide: true},
			{Title: c.Say("column.events"), Kind: Count}, {Title: c.Say("column.cases"), Kind: Count},
			{Title: c.Say("column.events_year"), Kind: Count}, {Title: c.Say("column.cases_year"), Kind: Count},
		},
		Empty: c.Say("suppliers.no_kinds"),
	}
	for _, kind := range analysis.SupplierKinds() {
		now, year := kindTally(c.month, kind), kindTally(c.year, kind)
		if now.Events+now.Cases+year.Events+year.Cases == 0 {
			continue
		}
		where := is("supplier_kind", c.Label(kind))
		t.Rows = append(t.Rows, Row{Muted: kind == analysis.SupplierUnknown, Cells: []Cell{
			textCell(c.Label(kind)),
			live(countCell(now.Events), countEvents(c.month, where)), live(countCell(now.Cases), countCases(c.month, where)),
			live(countCell(year.Events), countEvents(c.year, where)), live(countCell(year.Cases), countCases(c.year, where)),
		}})
	}
	if len(t.Rows) < 2 {
		t.Place = WorkbookOnly
	}
	return t
}

func kindTally(s *analysis.Scope, kind analysis.SupplierKind) analysis.KindTally {
	for _, t := range s.Suppliers.Kinds {
		if t.Kind == kind {
			return t
		}
	}
	return analysis.KindTally{Kind: kind}
}
