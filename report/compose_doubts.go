package report

import (
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// conflictTable lists the events on which sources contradict each other.
func (c *composer) conflictTable(among func(*analysis.Event) bool) Table {
	t := Table{
		ID: "conflicts", Title: c.Say("table.conflicts"),
		Columns: []Column{
			{Title: c.Say("column.organization"), Wide: true}, {Title: c.Say("column.month"), Kind: MonthKind},
			{Title: c.Say("column.conflict")}, {Title: c.Say("column.rows")},
		},
		Empty: c.Say("quality.no_conflicts"),
	}
	for i := range c.data.Events {
		e := &c.data.Events[i]
		conflicts := c.disagreement(e)
		if conflicts == 0 || !among(e) || len(t.Rows) == listedRows {
			continue
		}
		rows := c.rowsOf(e)
		t.Rows = append(t.Rows, Row{Cells: []Cell{c.organizationCell(e), monthCell(e.Month),
			textCell(c.conflictWords(conflicts)), {Kind: Text, Text: c.rowPlaces(rows), Link: Link{Row: int(rows[0]) + 1}}}})
	}
	return t
}

// conflicting counts the events on which sources contradict each other.
func (c *composer) conflicting(among func(*analysis.Event) bool) int {
	n := 0
	for i := range c.data.Events {
		if e := &c.data.Events[i]; among(e) && c.disagreement(e) != 0 {
			n++
		}
	}
	return n
}

func (c *composer) conflictWords(conflicts analysis.Conflicts) string {
	var words []string
	for _, conflict := range []struct {
		bit analysis.Conflicts
		key string
	}{
		{analysis.SizesDisagree, "sizes"}, {analysis.VectorsDisagree, "vectors"},
		{analysis.SuppliersDisagree, "suppliers"}, {analysis.DatesOutOfOrder, "dates"},
	} {
		if conflicts&conflict.bit != 0 {
			words = append(words, c.Say("conflict."+conflict.key))
		}
	}
	return strings.Join(words, c.Say("list.comma"))
}

// duplicateTable lists the pairs of events that may be one.
func (c *composer) duplicateTable(among func(*analysis.Event) bool) Table {
	t := Table{
		ID: "duplicates", Title: c.Say("table.duplicates"),
		Columns: []Column{
			{Title: c.Say("column.first_event"), Wide: true}, {Title: c.Say("column.second_event"), Wide: true},
			{Title: c.Say("column.reason")},
		},
		Notes: []string{c.Say("note.duplicates")},
		Empty: c.Say("quality.no_duplicates"),
	}
	for _, pair := range c.data.Likely {
		either := among(&c.data.Events[pair.First]) || among(&c.data.Events[pair.Second])
		if !either || len(t.Rows) == listedRows {
			continue
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{c.pairCell(pair.First), c.pairCell(pair.Second),
			textCell(c.label("duplicate", pair.Reason))}})
	}
	return t
}

func (c *composer) pairCell(event int) Cell {
	e := &c.data.Events[event]
	cell := c.organizationCell(e)
	if e.Month != 0 {
		cell.Text = c.Say("quality.dated", Values{"Organization": cell.Text, "Month": c.Month(e.Month)})
	}
	return cell
}

// uncountedTable lists the headlines and notices, which are not counted.
func (c *composer) uncountedTable() Table {
	t := Table{
		Place: WorkbookOnly, ID: "uncounted", Title: c.Say("table.uncounted"),
		Columns: []Column{
			{Title: c.Say("column.class")}, {Title: c.Say("column.organization"), Wide: true},
			{Title: c.Say("column.vector")}, {Title: c.Say("column.date"), Kind: DateKind},
			{Title: c.Say("column.source")}, {Title: c.Say("column.rows")},
		},
		Notes: []string{c.Say("note.uncounted")},
		Empty: c.Say("quality.none_uncounted"),
	}
	for i := range c.data.Incidents.Len() {
		if c.data.CaseOf(i) != nil || len(t.Rows) == listedRows {
			continue
		}
		t.Rows = append(t.Rows, c.uncountedRow(i))
	}
	return t
}

func (c *composer) uncountedRow(i int) Row {
	in := c.data.Incidents.At(i)
	_, source := c.data.Incidents.Text(i)
	date := in.Disclosed
	for _, other := range []analysis.Date{in.Discovered, in.OccurredFrom, in.DocumentDate} {
		if !date.Known() {
			date = other
		}
	}
	return Row{Cells: []Cell{textCell(c.Label(in.Class)), textCell(in.Organization), textCell(c.Label(in.Vector)), dateCell(date),
		{Kind: Text, Text: source.Source, Link: Link{URL: source.SourceURL}},
		{Kind: Text, Text: c.rowPlaces([]int32{int32(i)}), Link: Link{Row: i + 1}}}}
}
