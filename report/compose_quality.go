package report

import (
	"cmp"
	"slices"

	"github.com/breachbrief/breachbrief/analysis"
)

// listedProblems bounds the list of problems in the workbook, listedRows the
// lists of headlines, conflicts and events without a date.
const (
	listedProblems = 20_000
	listedRows     = 500
	printedRows    = 15
)

// quality is what was read, what was left out, and what is in doubt.
func (c *composer) quality() Section {
	s := c.section("quality", Paragraph{Role: Lead, Text: c.sayQuality()})
	s.Blocks = append(s.Blocks, c.inputTable(), c.countTable())
	s.Blocks = append(s.Blocks, c.problemSummary()...)
	s.Blocks = append(s.Blocks, c.unknownTable())
	s.Blocks = append(s.Blocks, c.sincePrevious()...)
	s.Blocks = append(s.Blocks, c.shortened(c.conflictTable)...)
	s.Blocks = append(s.Blocks, c.shortened(c.duplicateTable)...)
	s.Blocks = append(s.Blocks, c.uncountedTable(), c.problemTable())
	return s
}

// shortened is a list of events: in the workbook of all, in the briefing the first
// ones of the period.
func (c *composer) shortened(list func(among func(*analysis.Event) bool) Table) []Block {
	all := list(func(*analysis.Event) bool { return true })
	all.Place = WorkbookOnly
	printed := list(c.ofPeriod)
	printed.ID, printed.Place = all.ID+"_printed", BriefingOnly
	if len(printed.Rows) == 0 {
		return []Block{all}
	}
	if lines := len(printed.Rows); lines > printedRows {
		printed.Rows = printed.Rows[:printedRows]
		printed.Notes = append(printed.Notes, c.Say("note.more_lines",
			Values{"Shown": c.Number(printedRows), "Lines": c.Number(int64(lines))}))
	}
	return []Block{printed, all}
}

func (c *composer) ofPeriod(e *analysis.Event) bool { return c.period.Contains(e.Month) }

func (c *composer) sayQuality() string {
	var rows, used, rejected int
	for _, in := range c.findings.Inputs {
		rows += in.Rows
		used += in.Used
		rejected += in.Rejected
	}
	said := c.Say("quality.rows", Values{"Rows": c.Quantity("rows", rows), "Used": c.Number(int64(used)),
		"Rejected": c.Number(int64(rejected))})
	return c.sentences(said, c.sayProblems())
}

// sayProblems counts what needs a check apart from notes on how cells were read.
func (c *composer) sayProblems() string {
	notes := 0
	for _, p := range c.findings.Problems {
		if p.Severity == analysis.Note {
			notes++
		}
	}
	said := c.Say("quality.no_problems")
	if n := len(c.findings.Problems) - notes; n > 0 {
		said = c.Say("quality.problems", Values{"Problems": c.Quantity("problems", n), "Count": n})
	}
	if notes == 0 {
		return said
	}
	return c.sentences(said, c.Say("quality.notes", Values{"Notes": c.Quantity("notes", notes), "Count": notes}))
}

func (c *composer) inputTable() Table {
	t := Table{
		ID: "inputs", Title: c.Say("table.inputs"), Unit: c.Say("unit_line.rows"),
		Columns: []Column{
			{Title: c.Say("column.file"), Wide: true}, {Title: c.Say("column.encoding")},
			{Title: c.Say("column.rows_read"), Kind: Count}, {Title: c.Say("column.rows_used"), Kind: Count},
			{Title: c.Say("column.rows_rejected"), Kind: Count}, {Title: c.Say("column.sha256"), BriefingHidden: true},
		},
		Notes: []string{c.Say("note.inputs")},
	}
	var total analysis.Input
	for _, in := range c.findings.Inputs {
		t.Rows = append(t.Rows, inputRow(in.File, in))
		total.Rows += in.Rows
		total.Used += in.Used
		total.Rejected += in.Rejected
	}
	if len(t.Rows) > 1 {
		row := inputRow(c.Say("label.total"), total)
		row.Strong = true
		t.Rows = append(t.Rows, row)
	}
	return t
}

func inputRow(name string, in analysis.Input) Row {
	return Row{Cells: []Cell{textCell(name), textCell(in.Encoding), countCell(in.Rows), countCell(in.Used),
		countCell(in.Rejected), textCell(in.SHA256)}}
}

// countTable says how the rows used became events and cases.
func (c *composer) countTable() Table {
	t := Table{
		ID: "counts", Title: c.Say("table.counts"),
		Columns: []Column{{Title: c.Say("column.item"), Wide: true},
			{Title: c.Months(c.period), Kind: Count}, {Title: c.Say("column.all_data"), Kind: Count}},
		Notes: []string{c.Say("note.counts")},
		Empty: c.Say("quality.no_rows"),
	}
	for _, line := range []struct {
		key string
		of  func(analysis.Counts) int
	}{
		{"rows", func(n analysis.Counts) int { return n.Rows }},
		{"incident_rows", func(n analysis.Counts) int { return n.IncidentRows }},
		{"headline_rows", func(n analysis.Counts) int { return n.HeadlineRows }},
		{"notice_rows", func(n analysis.Counts) int { return n.NoticeRows }},
		{"events", func(n analysis.Counts) int { return n.Events }},
		{"cases", func(n analysis.Counts) int { return n.Cases }},
		{"organizations", func(n analysis.Counts) int { return n.Organizations }},
		{"surplus_rows", func(n analysis.Counts) int { return n.SurplusRows }},
		{"undated_events", func(n analysis.Counts) int { return n.UndatedEvents }},
	} {
		t.addCounts(c.Say("counts."+line.key), line.of(c.month.Counts), line.of(c.all.Counts))
	}
	for _, line := range []struct {
		key        string
		month, all int
	}{
		{"other_months", c.casesOfOtherMonths(), 0},
		{"conflicting", c.conflicting(c.ofPeriod),
			c.conflicting(func(*analysis.Event) bool { return true })},
	} {
		t.addCounts(c.Say("counts."+line.key), line.month, line.all)
	}
	return t
}

// addCounts adds a line of the period and of all data, unless both are zero.
func (t *Table) addCounts(title string, month, all int) {
	if month != 0 || all != 0 {
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(title), countCell(month), countCell(all)}})
	}
}

// unknownTable says of how many events each answer is unknown.
func (c *composer) unknownTable() Table {
	t := Table{
		ID: "unknown", Title: c.Say("table.unknown"), Unit: c.Say("unit_line.events"),
		Columns: []Column{{Title: c.Say("column.item"), Wide: true},
			{Title: c.Months(c.period), Kind: Count}, {Title: c.Say("column.all_data"), Kind: Count}},
		Notes: []string{c.Say("note.unknown")},
	}
	unknown := c.Label(analysis.Unknown)
	for _, line := range []struct {
		key   string
		of    func(*analysis.Scope) int
		where []Condition
	}{
		{"size", func(s *analysis.Scope) int { return s.Sizes.EventsUnknown }, []Condition{number("size_leak", Equal, 0)}},
		{"vector", func(s *analysis.Scope) int { return s.Counts.Events - s.Vectors.Known },
			[]Condition{is("vector", c.Label(analysis.VectorUnknown))}},
		{"narrow", func(s *analysis.Scope) int { return s.Suppliers.Narrow.Events.Unknown }, []Condition{is("narrow", unknown)}},
		{"impact", func(s *analysis.Scope) int { return tallyOf(s.Impacts, analysis.ImpactUnknown.String()) },
			[]Condition{is("impact", c.Label(analysis.ImpactUnknown))}},
		{"disclosure", func(s *analysis.Scope) int { return s.Counts.Events - s.Disclosure.EventsComputable }, nil},
		{"sector", func(s *analysis.Scope) int { return tallyOf(s.Sectors, "") }, nil},
		{"region", func(s *analysis.Scope) int { return tallyOf(s.Regions, "") }, nil},
	} {
		cell := func(s *analysis.Scope) Cell {
			if line.where == nil {
				return countCell(line.of(s))
			}
			return live(countCell(line.of(s)), countEvents(s, line.where...))
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Say("unknown." + line.key)), cell(c.month), cell(c.all)}})
	}
	return t
}

func tallyOf(list []analysis.Tally, word string) int {
	for _, t := range list {
		if t.Word == word {
			return t.Events
		}
	}
	return 0
}

// problemSummary counts the problems of each kind. The briefing leaves out those
// that were mended.
func (c *composer) problemSummary() []Block {
	all := c.problemKinds()
	printed := all
	printed.ID, printed.Place, printed.Rows = "problem_kinds_printed", BriefingOnly, nil
	for _, row := range all.Rows {
		if row.Cells[0].Text != c.Label(analysis.Note) && !row.Strong {
			printed.Rows = append(printed.Rows, row)
		}
	}
	switch len(printed.Rows) {
	case 0:
		all.Place = WorkbookOnly // the sentence above says so
		return []Block{all}
	case len(all.Rows):
		return []Block{all}
	}
	all.Place = WorkbookOnly
	return []Block{printed, all}
}

func (c *composer) problemKinds() Table {
	t := Table{
		ID: "problem_kinds", Title: c.Say("table.problem_kinds"),
		Columns: []Column{
			{Title: c.Say("column.severity")}, {Title: c.Say("column.problem"), Wide: true},
			{Title: c.Say("column.count"), Kind: Count}, {Title: c.Say("column.first_place")},
		},
		Notes: []string{c.Say("note.problems")},
		Empty: c.Say("quality.no_problems"),
	}
	counts, first := map[string]int{}, map[string]int{}
	var codes []string
	for i, p := range c.findings.Problems {
		if counts[p.Code] == 0 {
			codes = append(codes, p.Code)
			first[p.Code] = i
		}
		counts[p.Code]++
	}
	slices.SortStableFunc(codes, func(a, b string) int {
		return cmp.Or(cmp.Compare(c.findings.Problems[first[b]].Severity, c.findings.Problems[first[a]].Severity),
			cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	for _, code := range codes {
		p := c.findings.Problems[first[code]]
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(c.Label(p.Severity)), textCell(c.ProblemName(p.Code)),
			countCell(counts[code]), textCell(c.problemPlace(p))}})
	}
	if len(codes) > 1 {
		t.Rows = append(t.Rows, Row{Strong: true, Cells: []Cell{textCell(c.Say("label.total")), textCell(""),
			countCell(len(c.findings.Problems)), textCell("")}})
	}
	return t
}

func (c *composer) problemPlace(p analysis.Problem) string {
	if p.Line == 0 {
		return baseName(p.File)
	}
	return c.Say("quality.place", Values{"File": baseName(p.File), "Line": c.Number(int64(p.Line))})
}

// problemTable lists every problem with what to do about it.
func (c *composer) problemTable() Table {
	t := Table{
		Place: WorkbookOnly, ID: "problems", Title: c.Say("table.problems"),
		Columns: []Column{
			{Title: c.Say("column.file")}, {Title: c.Say("column.line"), Kind: Count}, {Title: c.Say("column.column"), Kind: Count},
			{Title: c.Say("column.field")}, {Title: c.Say("column.value_read")}, {Title: c.Say("column.severity")},
			{Title: c.Say("column.problem"), Wide: true}, {Title: c.Say("column.todo"), Wide: true},
		},
		Empty: c.Say("quality.no_problems"),
	}
	problems := c.findings.Problems
	for _, p := range problems[:min(listedProblems, len(problems))] {
		what, todo := c.Explain(p)
		t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(baseName(p.File)), orBlank(p.Line), orBlank(p.Column),
			textCell(c.fieldName(p.Field)), textCell(c.problemValue(p)), textCell(c.Label(p.Severity)), textCell(what), textCell(todo)}})
	}
	if len(problems) > listedProblems {
		t.Notes = append(t.Notes, c.Say("note.more_problems", Values{"Shown": c.Number(listedProblems),
			"Problems": c.Quantity("problems", len(problems))}))
	}
	return t
}

func (c *composer) fieldName(field string) string {
	if field == "" {
		return ""
	}
	return c.Field(field)
}

func orBlank(n int) Cell {
	if n == 0 {
		return absent(Count, "none")
	}
	return countCell(n)
}
