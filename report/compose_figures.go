package report

import (
	"github.com/breachbrief/breachbrief/analysis"
)

// keyFigures compares the period with the one before and with the same one a
// year ago.
func (c *composer) keyFigures() Table {
	t := Table{
		ID: "key_figures", Title: c.Say("table.key_figures"), Complete: true,
		Columns: []Column{
			{Title: c.Say("column.item"), Wide: true},
			{Title: c.Months(c.period), Kind: Count},
			{Title: c.Months(scopePeriod(c.previous)), Kind: Count},
			{Title: c.Say(c.spanWord("column.change_previous")), Kind: ChangeKind},
			{Title: c.Months(scopePeriod(c.lastYear)), Kind: Count},
			{Title: c.Say(c.spanWord("column.change_last_year")), Kind: ChangeKind},
			{Title: c.Say("column.fiscal_to_date", Values{"Year": c.FiscalYear(c.fiscal.From.Month().Year())}), Kind: Count},
		},
	}
	for _, figure := range c.figures() {
		t.Rows = append(t.Rows, c.figureRow(figure))
	}
	t.Notes = append(t.Notes, c.Say("note.key_figures"))
	return t
}

// figure is a row of the key figures: its value in a scope, and how two values
// compare.
type figure struct {
	title  string
	link   string // section that tells more
	value  func(*analysis.Scope) Cell
	change func(now, then *analysis.Scope) Cell
}

func (c *composer) figureRow(f figure) Row {
	title := textCell(f.title)
	title.Link.Section = f.link
	value := func(s *analysis.Scope) Cell {
		if !s.HasData {
			return absent(Count, "no_base")
		}
		return f.value(s)
	}
	return Row{Cells: []Cell{
		title, value(c.month),
		value(c.previous), f.change(c.month, c.previous),
		value(c.lastYear), f.change(c.month, c.lastYear),
		value(c.fiscal),
	}}
}

func (c *composer) figures() []figure {
	list := []figure{
		c.countFigure("events", "events", func(s *analysis.Scope) (int, *Query) { return s.Counts.Events, countEvents(s) }),
		c.countFigure("cases", "events", func(s *analysis.Scope) (int, *Query) { return s.Counts.Cases, countCases(s) }),
	}
	for _, unit := range c.keyUnits() {
		list = append(list, c.sizeFigure(unit))
	}
	return append(list,
		c.countFigure("size_unknown", "sizes", func(s *analysis.Scope) (int, *Query) {
			return s.Sizes.EventsUnknown, countEvents(s, number("size_leak", Equal, 0))
		}),
		c.countFigure("supplier_events", "suppliers", func(s *analysis.Scope) (int, *Query) {
			return s.Suppliers.Narrow.Events.Yes, countEvents(s, c.narrowIs(analysis.Yes))
		}),
		c.shareFigure(), c.daysFigure())
}

func (c *composer) narrowIs(a analysis.Answer) Condition { return is("narrow", c.Label(a)) }

func (c *composer) countFigure(key, section string, count func(*analysis.Scope) (int, *Query)) figure {
	return figure{
		title: c.Say("figure." + key),
		link:  section,
		value: func(s *analysis.Scope) Cell {
			n, query := count(s)
			return live(countCell(n), query)
		},
		change: func(now, then *analysis.Scope) Cell {
			n, query := count(now)
			before, queryBefore := count(then)
			return live(changeCell(n, before, then.HasData), less(query, queryBefore))
		},
	}
}

// keyUnits are the units of the key figures: persons, and records where the
// data have any.
func (c *composer) keyUnits() []analysis.Unit {
	units := []analysis.Unit{analysis.UnitPersons}
	for _, t := range c.fiscal.Sizes.ByUnit {
		if t.Unit == analysis.UnitRecords {
			units = append(units, t.Unit)
		}
	}
	return units
}

// sizeFigure is the known total of one unit. Lower ends cannot be compared, for
// the unknown part differs from month to month.
func (c *composer) sizeFigure(unit analysis.Unit) figure {
	return figure{
		title: c.Say("figure.size", Values{"Unit": c.Label(unit)}),
		link:  "sizes",
		value: func(s *analysis.Scope) Cell {
			return c.unitFigure(s, unit)
		},
		change: func(_, _ *analysis.Scope) Cell { return absent(ChangeKind, "not_applicable") },
	}
}

// unitFigure is the lower end of the known total. A total of ceilings alone
// prints as one, for its lower end of 0 would read as "nothing leaked".
func (c *composer) unitFigure(s *analysis.Scope, unit analysis.Unit) Cell {
	t := unitTotal(s, unit)
	switch {
	case t.EventsKnown == 0 && s.Sizes.EventsUnknown > 0:
		return absent(Count, "unknown")
	case t.AtLeast == 0 && t.AtMost != nil && *t.AtMost > 0:
		return totalCell(t.AtLeast, t.AtMost)
	}
	return live(numberCell(t.AtLeast), c.sumUnit(s, unit))
}

func (c *composer) sumUnit(s *analysis.Scope, unit analysis.Unit) *Query {
	return sumEvents(s, "event_size_low", is("size_unit", c.Label(unit)), number("size_leak", Equal, 1))
}

func (c *composer) shareFigure() figure {
	return figure{
		title: c.Say("figure.supplier_share"),
		link:  "suppliers",
		value: func(s *analysis.Scope) Cell {
			share := s.Suppliers.Narrow.Events
			if s.Counts.Events == 0 {
				return absent(ShareKind, "none")
			}
			if s := share.ShareOfKnown; s != nil && !pointShown(s) {
				return textCell(c.Say("format.between", Values{"Low": c.Percent(s.Low), "High": c.Percent(s.High)}))
			}
			return live(shareCells(share.ShareOfKnown, share.Reason)[0], c.narrowShare(s))
		},
		change: func(now, then *analysis.Scope) Cell {
			if now.Counts.Events == 0 || then.Counts.Events == 0 {
				return absent(PointsKind, "no_base")
			}
			return pointsCell(now.Suppliers.Narrow.Events.ShareOfKnown, then.Suppliers.Narrow.Events.ShareOfKnown, then.HasData)
		},
	}
}

// narrowShare divides the events that a supplier caused by those with an answer.
func (c *composer) narrowShare(s *analysis.Scope) *Query {
	return over(countEvents(s, c.narrowIs(analysis.Yes)), less(countEvents(s), countEvents(s, c.narrowIs(analysis.Unknown))))
}

func (c *composer) daysFigure() figure {
	return figure{
		title: c.Say("figure.days"),
		link:  "timeliness",
		value: func(s *analysis.Scope) Cell {
			if s.Counts.Events == 0 {
				return absent(DaysKind, "none")
			}
			return numberOr(DaysKind, s.Disclosure.Median, s.Disclosure.Reason)
		},
		change: func(_, _ *analysis.Scope) Cell { return absent(ChangeKind, "not_applicable") },
	}
}

// caption says below a figure how many events it shows, how many are unknown,
// the source and the day of the data.
func (c *composer) caption(n, unknown int) string {
	return c.Say("figure.caption", Values{"N": c.Number(int64(n)), "Unknown": c.Number(int64(unknown)),
		"Source": c.source(), "Day": c.Day(c.findings.AsOf)})
}
