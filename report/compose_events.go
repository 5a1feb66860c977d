package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/breachbrief/breachbrief/analysis"
)

// printedEvents is how many events the briefing lists, listedEvents how many
// the workbook lists; the listing has them all.
const (
	printedEvents = 20
	listedEvents  = 20_000
)

// eventList is the events of the period, one line each.
func (c *composer) eventList() Section {
	s := c.section("events")
	if len(c.events) == 0 {
		s.Blocks = append(s.Blocks, Paragraph{Role: Lead, Text: c.sayNoEvents()})
		return s
	}
	counts := c.month.Counts
	s.Blocks = append(s.Blocks, Paragraph{Role: Lead, Text: c.sayEvents()})
	if counts.SurplusRows > 0 {
		s.Blocks = append(s.Blocks, Paragraph{Text: c.Say("events.surplus", Values{
			"Rows": c.Quantity("rows", counts.IncidentRows), "Cases": c.Quantity("organizations", counts.Cases)})})
	}
	return c.withEventTables(s)
}

func (c *composer) withEventTables(s Section) Section {
	if len(c.events) <= printedEvents {
		s.Blocks = append(s.Blocks, c.eventTable(c.events, Everywhere))
		return s
	}
	printed := c.eventTable(c.largestEvents(printedEvents), BriefingOnly)
	printed.Notes = append(printed.Notes, c.Say("note.more_events", Values{"Shown": c.Number(printedEvents),
		"Events": c.Quantity("events", len(c.events))}))
	listed := c.eventTable(c.events[:min(listedEvents, len(c.events))], WorkbookOnly)
	if len(c.events) > listedEvents {
		listed.Notes = append(listed.Notes, c.Say("note.more_events_listing", Values{"Shown": c.Number(listedEvents),
			"Events": c.Quantity("events", len(c.events))}))
	}
	s.Blocks = append(s.Blocks, printed, listed)
	return s
}

// largestEvents picks the events of the period that hit several organisations
// and then the largest, and leaves them in the order of their dates.
func (c *composer) largestEvents(n int) []int {
	largest := slices.Clone(c.events)
	slices.SortStableFunc(largest, func(i, j int) int {
		a, b := &c.data.Events[i], &c.data.Events[j]
		return cmp.Or(cmp.Compare(b.CaseCount, a.CaseCount), cmp.Compare(leakWritten(b), leakWritten(a)))
	})
	largest = largest[:n]
	return slices.DeleteFunc(slices.Clone(c.events), func(i int) bool { return !slices.Contains(largest, i) })
}

// eventTable lists events, one line each.
func (c *composer) eventTable(events []int, place Place) Table {
	t := Table{
		Place: place, ID: "events_" + placeName(place), Title: c.Say("table.events", Values{"Period": c.Months(c.period)}),
		Unit: c.Say("unit_line.sizes"),
		Columns: []Column{
			{Title: c.Say("column.date"), Kind: DateKind},
			{Title: c.Say("column.organization"), Wide: true},
			{Title: c.Say("column.cases"), Kind: Count},
			{Title: c.Say("column.vector")},
			{Title: c.Say("column.impact"), BriefingHidden: true},
			{Title: c.Say("column.size_text"), Kind: SizeKind},
			{Title: c.Say("column.low"), Kind: Count, BriefingHidden: true},
			{Title: c.Say("column.high"), Kind: Count, BriefingHidden: true},
			{Title: c.Say("column.unit")},
			{Title: c.Say("column.supplier_caused")},
			{Title: c.Say("column.supplier")},
			{Title: c.Say("column.leak_status")},
			{Title: c.Say("column.event_key"), BriefingHidden: true},
			{Title: c.Say("column.rows"), Kind: Text, BriefingHidden: true},
		},
		Notes: []string{c.Say("note.event_dates"), c.Say("note.event_sizes")},
	}
	for _, i := range events {
		t.Rows = append(t.Rows, c.eventRow(&c.data.Events[i]))
	}
	c.hideIdle(&t)
	return t
}

// hideIdle leaves the columns out of the briefing that say the same of every
// event: nothing, unknown, or one organisation.
func (c *composer) hideIdle(t *Table) {
	idle := []string{"", c.Label(analysis.Unknown), c.Number(1)}
	for i := range t.Columns {
		said := c.Format(t.Rows[0].Cells[i])
		same := func(row Row) bool { return c.Format(row.Cells[i]) == said }
		if slices.Contains(idle, said) && !slices.ContainsFunc(t.Rows, func(row Row) bool { return !same(row) }) {
			t.Columns[i].BriefingHidden = true
		}
	}
}

func placeName(p Place) string {
	switch p {
	case BriefingOnly:
		return "printed"
	case WorkbookOnly:
		return "listed"
	}
	return "all"
}

func (c *composer) eventRow(e *analysis.Event) Row {
	rows := c.rowsOf(e)
	where := textCell(c.rowPlaces(rows))
	where.Link.Row = int(rows[0]) + 1
	return Row{Cells: []Cell{
		c.eventDate(e), c.organizationCell(e), countCell(int(e.CaseCount)),
		textCell(c.Label(e.Vector)), textCell(c.Label(e.Impact)),
		sizeCell(e.Size), lowCell(e.Size), highCell(e.Size), textCell(c.unitOf(e.Size)),
		textCell(c.supplierWord(e)), textCell(e.Supplier), textCell(c.Label(e.LeakStatus)),
		textCell(e.Key), where,
	}}
}

// eventDate is the date that gave the event its month.
func (c *composer) eventDate(e *analysis.Event) Cell {
	switch e.Basis {
	case analysis.ByDisclosure:
		return dateCell(e.Disclosed)
	case analysis.ByDiscovery:
		return dateCell(e.Discovered)
	case analysis.ByOccurrence:
		return dateCell(e.Occurred)
	}
	return dateCell(analysis.Date{})
}

func (c *composer) organizationCell(e *analysis.Event) Cell {
	cell := textCell(c.eventOrganizations(e))
	cell.Link.Row = int(c.rowsOf(e)[0]) + 1
	return cell
}

// organization names an organisation as published: in English where the edition
// is and a row has it.
func (c *composer) organization(kase *analysis.Case) string {
	if c.Language == English {
		for _, row := range c.data.RowsOf(kase) {
			if name := c.data.Incidents.At(int(row)).OrganizationEN; name != "" {
				return name
			}
		}
	}
	return kase.Organization
}

// eventOrganizations names the first organisation and counts the others.
func (c *composer) eventOrganizations(e *analysis.Event) string {
	first := c.organization(&c.data.Cases[e.FirstCase])
	if e.CaseCount == 1 {
		return first
	}
	return c.Say("event.and_others", Values{"Organization": first, "Others": c.Quantity("organizations", int(e.CaseCount)-1)})
}

// supplierWord says where the failure lay: with a supplier, and of which kind,
// or with the organisation itself.
func (c *composer) supplierWord(e *analysis.Event) string {
	switch {
	case e.SupplierKind != analysis.SupplierUnknown && e.SupplierKind != analysis.SupplierNone:
		return c.Label(e.SupplierKind)
	case e.Wide == analysis.Yes:
		return c.Say("event.some_supplier")
	case e.Wide == analysis.No:
		return c.Label(analysis.SupplierNone)
	}
	return c.Label(analysis.SupplierUnknown)
}

// unitOf is the unit of a known size; a figure that is no leak size says so.
func (c *composer) unitOf(s *analysis.Size) string {
	switch {
	case !s.Known():
		return ""
	case !s.IsLeak():
		return c.Say("event.no_leak_size", Values{"Unit": c.Label(s.Unit)})
	case s.Flags&analysis.MixedUnits != 0:
		return c.Say("event.several_units")
	}
	return c.Label(s.Unit)
}

// rowsOf returns the numbers of the rows behind an event.
func (c *composer) rowsOf(e *analysis.Event) []int32 {
	var rows []int32
	cases := c.data.CasesOf(e)
	for i := range cases {
		rows = append(rows, c.data.RowsOf(&cases[i])...)
	}
	return rows
}

// shownRows bounds the places of rows that a cell names.
const shownRows = 12

// rowPlaces names rows as FILE:LINE, the file only where it changes.
func (c *composer) rowPlaces(rows []int32) string {
	text, file := "", ""
	for i, row := range rows {
		if i == shownRows {
			return text + c.Say("list.more", Values{"N": c.Number(int64(len(rows) - i))})
		}
		place := c.data.Incidents.At(int(row)).Place
		if i > 0 {
			text += ", "
		}
		if name := c.fileName(place); name != file {
			text += name + ":"
			file = name
		}
		text += strconv.Itoa(place.Line)
	}
	return text
}
