package report

import (
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// printedTallies is how many lines of a frequency table the briefing prints.
const printedTallies = 10

// sectors is who was hit, where, and what followed.
func (c *composer) sectors() Section {
	s := c.section("sectors", Paragraph{Role: Lead, Text: c.saySectors()})
	tables := []tallied{
		{id: "sectors", column: "sector", title: c.Say("table.sectors"), head: c.Say("column.sectors"),
			of: func(s *analysis.Scope) []analysis.Tally { return s.Sectors }, word: c.Sector},
		{id: "regions", column: "region", title: c.Say("table.regions"), head: c.Say("column.regions"),
			of: func(s *analysis.Scope) []analysis.Tally { return s.Regions }, word: c.Region},
		{id: "impacts", column: "impact", title: c.Say("table.impacts"), head: c.Say("column.impacts"),
			of: func(s *analysis.Scope) []analysis.Tally { return s.Impacts }, word: c.impactWord, byEvent: true},
	}
	for _, t := range tables {
		s.Blocks = append(s.Blocks, c.tallyTables(t)...)
	}
	return s
}

func (c *composer) impactWord(id string) string { return c.label("impact", id) }

func (c *composer) saySectors() string {
	span := scoped{"period", c.month}
	if c.month.Counts.Events == 0 {
		span = scoped{"year", c.year}
	}
	if span.scope.Counts.Events == 0 {
		return c.sayNoneInYear()
	}
	var parts []string
	for _, t := range span.scope.Sectors {
		if t.Word != "" && len(parts) < 3 {
			parts = append(parts, c.Say("sectors.count", Values{"Sector": c.Sector(t.Word), "Cases": c.Quantity("organizations", t.Cases)}))
		}
	}
	if len(parts) == 0 {
		return c.Say("sectors.none", Values{"Span": c.spanName(span)})
	}
	return c.Say("sectors.counts", Values{"Span": c.spanName(span), "Sectors": c.list(parts)})
}

// tallied is a frequency table over the period and the year.
type tallied struct {
	id      string
	column  string // of the listing
	title   string
	head    string // of the first column
	of      func(*analysis.Scope) []analysis.Tally
	word    func(string) string
	byEvent bool // the listing can count its events too
}

// tallyTables is the table of the workbook, and for the briefing its first lines:
// of the period alone, where it has events.
func (c *composer) tallyTables(t tallied) []Block {
	all := c.tallyTable(t)
	printed := all
	printed.ID, printed.Place, printed.Rows = all.ID+"_printed", BriefingOnly, nil
	all.Place = WorkbookOnly
	for _, row := range all.Rows {
		if c.month.Counts.Events == 0 || row.Cells[1].Value > 0 {
			printed.Rows = append(printed.Rows, row)
		}
	}
	if c.month.Counts.Events > 0 {
		printed.Columns = all.Columns[:3]
		for i := range printed.Rows {
			printed.Rows[i].Cells = printed.Rows[i].Cells[:3]
		}
	}
	if lines := len(printed.Rows); lines > printedTallies {
		printed.Rows = printed.Rows[:printedTallies]
		printed.Notes = append(slices.Clip(all.Notes),
			c.Say("note.more_lines", Values{"Shown": c.Number(printedTallies), "Lines": c.Number(int64(lines))}))
	}
	if len(printed.Rows) == 0 || len(printed.Rows) == 1 && printed.Rows[0].Muted {
		return []Block{all} // nothing is known
	}
	return []Block{printed, all}
}

func (c *composer) tallyTable(t tallied) Table {
	table := Table{
		ID: t.id, Title: t.title, Unit: c.Say("unit_line.events"),
		Columns: []Column{
			{Title: t.head, Wide: true},
			{Title: c.Say("column.cases"), Kind: Count}, {Title: c.Say("column.events"), Kind: Count},
			{Title: c.Say("column.cases_year"), Kind: Count}, {Title: c.Say("column.events_year"), Kind: Count},
		},
		Empty: c.Say("sectors.empty"),
	}
	if !t.byEvent {
		table.Notes = []string{c.Say("note.tally_events")}
	}
	for _, word := range tallyWords(t.of(c.month), t.of(c.year)) {
		cells := append([]Cell{textCell(t.word(word))}, c.tallyCells(t, c.month, word)...)
		table.Rows = append(table.Rows, Row{Cells: append(cells, c.tallyCells(t, c.year, word)...), Muted: isUnknownWord(word)})
	}
	return table
}

// tallyWords is the words of the period in their order, then those that only
// the year has; what is not stated stands last.
func tallyWords(now, year []analysis.Tally) []string {
	var words, unknown []string
	seen := map[string]bool{}
	for _, list := range [][]analysis.Tally{now, year} {
		for _, t := range list {
			switch {
			case seen[t.Word]:
			case isUnknownWord(t.Word):
				unknown = append(unknown, t.Word)
			default:
				words = append(words, t.Word)
			}
			seen[t.Word] = true
		}
	}
	return append(words, unknown...)
}

func isUnknownWord(word string) bool {
	return word == "" || word == analysis.ImpactUnknown.String()
}

func (c *composer) tallyCells(t tallied, s *analysis.Scope, word string) []Cell {
	var tally analysis.Tally
	for _, candidate := range t.of(s) {
		if candidate.Word == word {
			tally = candidate
		}
	}
	cases, events := countCell(tally.Cases), countCell(tally.Events)
	if word == "" {
		return []Cell{cases, events}
	}
	where := is(t.column, t.word(word))
	cases = live(cases, countCases(s, where))
	if t.byEvent {
		events = live(events, countEvents(s, where))
	}
	return []Cell{cases, events}
}
