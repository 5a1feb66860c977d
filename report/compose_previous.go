package report

import (
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

const (
	namedMonths   = 3      // how many restated months a sentence names; it counts more
	listedChanges = 20_000 // bounds the lines about changed events in the workbook
)

// previousPeriod names the period of the previous report.
func (c *composer) previousPeriod() string {
	label := c.findings.Previous.Period
	period, err := analysis.ParsePeriod(label)
	if err != nil {
		return label
	}
	return c.Months(period)
}

func (c *composer) previousValues() Values { return Values{"Period": c.previousPeriod()} }

// sayRestated warns that what an earlier report said no longer holds.
func (c *composer) sayRestated() string {
	p := c.findings.Previous
	if len(p.RestatedMonths) > 0 {
		restated, lost := p.Months()
		return c.sentences(c.sayMonths("previous.months", restated), c.sayMonths("previous.months_lost", lost))
	}
	n := changedEvents(p.EventsChanged)
	if n == 0 {
		return ""
	}
	values := c.previousValues()
	values["Events"], values["Count"] = c.Quantity("events", n), n
	return c.Say("previous.events", values)
}

// sayMonths says something of months, which are named if they are few.
func (c *composer) sayMonths(key string, months []analysis.Month) string {
	if len(months) == 0 {
		return ""
	}
	var names []string
	for _, m := range months {
		names = append(names, c.Month(m))
	}
	values := c.previousValues()
	values["Months"] = c.list(names)
	if len(names) > namedMonths {
		values["Months"] = c.Quantity("months", len(names))
	}
	return c.Say(key, values)
}

func changedEvents(e analysis.EventChanges) int {
	if e.Added == nil {
		return 0
	}
	return *e.Added + *e.Removed + *e.Changed
}

// restatedMonths shows the months of which the previous report gave other
// figures, or says that there are none.
func (c *composer) restatedMonths() []Block {
	p := c.findings.Previous
	switch {
	case !p.Compared:
		return nil
	case len(p.RestatedMonths) == 0:
		return []Block{Paragraph{Text: c.Say("previous.no_months", c.previousValues())}}
	}
	t := Table{
		ID: "restated_months", Title: c.Say("table.restated_months", c.previousValues()), Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: c.Say("column.month"), Kind: MonthKind, Wide: true},
			{Title: c.Say("column.events_published"), Kind: Count}, {Title: c.Say("column.events_now"), Kind: Count},
			{Title: c.Say("column.cases_published"), Kind: Count}, {Title: c.Say("column.cases_now"), Kind: Count},
			{Title: c.Say("column.size_published"), Kind: Count}, {Title: c.Say("column.size_now"), Kind: Count},
		},
		Notes: append([]string{c.Say("note.restated_months"), c.Say("note.size_adds_units")}, c.settingsNote()...),
	}
	for _, m := range p.RestatedMonths {
		t.Rows = append(t.Rows, restatedRow(m))
	}
	return []Block{t}
}

func restatedRow(m analysis.RestatedMonth) Row {
	scope := monthScope(m.Month)
	before, now := monthCells(m.Before, scope), monthCells(m.Now, scope)
	for i, query := range []*Query{countEvents(scope), countCases(scope)} {
		now[i] = live(now[i], query)
	}
	before[2].Live = nil
	return Row{Cells: []Cell{monthCell(m.Month), before[0], now[0], before[1], now[1], before[2], now[2]}}
}

// monthCells are the figures of a month, if the data reach it.
func monthCells(f *analysis.MonthFigures, scope *analysis.Scope) [3]Cell {
	if f == nil {
		none := absent(Count, "no_base")
		return [3]Cell{none, none, none}
	}
	return [3]Cell{countCell(f.Events), countCell(f.Cases), knownTotal(f.AtLeast, f.Events, f.SizesKnown, scope)}
}

// isRestated reports whether the previous report gave other figures of a month.
func (c *composer) isRestated(month analysis.Month) bool {
	return slices.ContainsFunc(c.findings.Previous.RestatedMonths,
		func(m analysis.RestatedMonth) bool { return m.Month == month })
}

// settingsNote names what was not the same when the previous report was made.
func (c *composer) settingsNote() []string {
	var names []string
	for _, key := range c.findings.Previous.ChangedSettings {
		names = append(names, c.label("setting", key))
	}
	if len(names) == 0 {
		return nil
	}
	return []string{c.Say("note.changed_settings", Values{"Settings": c.list(names)})}
}

// sincePrevious tells what has changed in what the previous report said, or why
// that cannot be told.
func (c *composer) sincePrevious() []Block {
	p := c.findings.Previous
	switch {
	case p.Period == "":
		return nil
	case !p.Compared:
		values := c.previousValues()
		values["Reason"] = c.Say("previous_reason." + p.Reason)
		return []Block{Paragraph{Role: Warning, Text: c.Say("previous.not_compared", values)}}
	}
	var blocks []Block
	if len(p.Changed) > 0 {
		blocks = append(blocks, c.figureChanges())
	}
	blocks = append(blocks, c.eventChanges()...)
	key := "previous.unchanged"
	if len(blocks) > 0 || len(p.RestatedMonths) > 0 {
		key = "previous.changed"
	}
	said := c.Say(key, c.previousValues())
	if p.EventsChanged.Reason != "" {
		said = c.sentences(said, c.Say("previous.too_many"))
	}
	return append([]Block{Paragraph{Text: said}}, blocks...)
}

// figureChanges compares the key figures of the previous period.
func (c *composer) figureChanges() Table {
	t := Table{
		ID: "previous_figures", Title: c.Say("table.previous_figures", c.previousValues()),
		Columns: []Column{
			{Title: c.Say("column.item"), Wide: true}, {Title: c.Say("column.published"), Kind: Count},
			{Title: c.Say("column.now"), Kind: Count}, {Title: c.Say("column.change"), Kind: ChangeKind},
		},
		Notes: c.settingsNote(),
	}
	for _, f := range c.findings.Previous.Changed {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.figureName(f.Measure)), numberCell(f.Before), numberCell(f.Now),
			{Kind: ChangeKind, Value: float64(f.Now - f.Before)}}})
	}
	return t
}

// figureName names a key figure.
func (c *composer) figureName(measure string) string {
	kind, id, _ := strings.Cut(measure, ":")
	switch kind {
	case "size_at_least":
		return c.Say("previous_figure.size_at_least", Values{"Unit": c.unit(id)})
	case "vector":
		return c.Say("measure.vector", Values{"Vector": c.label("vector", id)})
	case "supplier_narrow", "supplier_wide":
		return c.Say("previous_figure."+kind, Values{"Answer": c.label("answer", id)})
	case "sizes_known":
		return c.Say("previous_figure.sizes_known")
	}
	return c.Say("counts." + kind)
}

// eventChanges lists the events of earlier months that are not as published: all
// in the workbook, the latest ones in the briefing.
func (c *composer) eventChanges() []Block {
	changes := c.findings.Previous.EventsChanged
	if len(changes.List) == 0 {
		return nil
	}
	t := Table{
		ID: "previous_events", Title: c.Say("table.previous_events", c.previousValues()),
		Columns: []Column{
			{Title: c.Say("column.month"), Kind: MonthKind}, {Title: c.Say("column.organization"), Wide: true},
			{Title: c.Say("column.aspect")}, {Title: c.Say("column.published")}, {Title: c.Say("column.now")},
		},
		Notes: append([]string{c.Say("note.previous_events", Values{"Added": c.Number(int64(*changes.Added)),
			"Removed": c.Number(int64(*changes.Removed)), "Changed": c.Number(int64(*changes.Changed))})}, c.settingsNote()...),
	}
	for _, change := range changes.List {
		if t.Rows = append(t.Rows, c.changeRows(change)...); len(t.Rows) >= listedChanges {
			break
		}
	}
	return c.shortenedTable(t)
}

// shortenedTable is a table of which the briefing prints the first lines only.
func (c *composer) shortenedTable(t Table) []Block {
	lines := len(t.Rows)
	if lines <= printedRows {
		return []Block{t}
	}
	printed := t
	printed.ID, printed.Place, printed.Rows = t.ID+"_printed", BriefingOnly, t.Rows[:printedRows]
	printed.Notes = append(slices.Clone(t.Notes), c.Say("note.more_lines",
		Values{"Shown": c.Number(printedRows), "Lines": c.Number(int64(lines))}))
	t.Place = WorkbookOnly
	return []Block{printed, t}
}

// changeRows tells a changed event, one line for each thing that changed.
func (c *composer) changeRows(change analysis.EventChange) []Row {
	organization := textCell(change.Organization)
	if change.Index >= 0 {
		organization = c.organizationCell(&c.data.Events[change.Index])
	}
	row := func(month analysis.Month, aspect string, before, now Cell) Row {
		return Row{Cells: []Cell{monthCell(month), organization, textCell(c.label("aspect", aspect)), before, now}}
	}
	before, now := change.Before, change.Now
	switch {
	case before == nil:
		return []Row{row(now.Month, "added", absent(Text, "none"), c.stateCell(now))}
	case now == nil:
		return []Row{row(before.Month, "removed", c.stateCell(before), absent(Text, "none"))}
	}
	var rows []Row
	aspects := before.Aspects(now)
	for _, aspect := range aspects {
		if aspect == "supplier_wide" && slices.Contains(aspects, "supplier_narrow") {
			continue // it follows
		}
		rows = append(rows, row(now.Month, aspect, c.aspectCell(before, aspect), c.aspectCell(now, aspect)))
	}
	return rows
}

// aspectCell is one thing that is told of an event.
func (c *composer) aspectCell(s *analysis.EventState, aspect string) Cell {
	switch aspect {
	case "month":
		return monthCell(s.Month)
	case "vector":
		return textCell(c.Label(s.Vector))
	case "size":
		return c.stateSize(s)
	case "supplier_narrow":
		return textCell(c.Label(s.Narrow))
	case "supplier_wide":
		return textCell(c.Label(s.Wide))
	}
	return countCell(s.Cases)
}

// stateCell tells the cause and the size of an event.
func (c *composer) stateCell(s *analysis.EventState) Cell {
	return textCell(c.Say("previous.state", Values{"Vector": c.Label(s.Vector), "Size": c.Format(c.stateSize(s))}))
}

// stateSize is the size of an event as told, in words, for its column also holds
// other things; a bare number has its unit.
func (c *composer) stateSize(s *analysis.EventState) Cell {
	size := s.Size.Size()
	switch {
	case !size.Known():
		return absent(Text, "unknown")
	case size.Text == "":
		return textCell(c.Size(size))
	}
	return textCell(c.sizeWords(size))
}
