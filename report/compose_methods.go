package report

import (
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// recommendations prints the text of the configuration; the program invents
// none.
func (c *composer) recommendations() Section {
	s := c.section("recommendations")
	for line := range strings.Lines(c.style.Recommendations) {
		if line = strings.TrimSpace(line); line != "" {
			s.Blocks = append(s.Blocks, Paragraph{Text: line})
		}
	}
	return s
}

// incidents is the sheet of every row used. Its table is the listing.
func (c *composer) incidents() Section {
	s := c.section("incidents", Paragraph{Place: WorkbookOnly, Role: Note, Text: c.Say("incidents.about")})
	s.Briefing = false
	return s
}

// methodKeys are the rules of counting of every report, in their order: those
// that a reader of the briefing needs, and those of the workbook alone.
func methodKeys() (briefing, workbook []string) {
	return []string{"counting", "sizes", "suppliers", "law"},
		[]string{"dating", "size_rules", "vectors", "delays", "rounding"}
}

// methods is the definitions, denominators and rules behind the numbers.
func (c *composer) methods() Section {
	s := c.section("methods")
	note := func(place Place, title, text string) {
		s.Blocks = append(s.Blocks, Paragraph{Place: place, Role: Heading, Text: title}, Paragraph{Place: place, Text: text})
	}
	briefing, workbook := methodKeys()
	for _, key := range briefing {
		note(Everywhere, c.Say("method."+key+".title"), c.Say("method."+key+".text"))
	}
	for _, key := range workbook {
		text := c.Say("method." + key + ".text")
		if key == "size_rules" {
			text = c.sentences(c.aboutRule(), text)
		}
		note(WorkbookOnly, c.Say("method."+key+".title"), text)
	}
	notes, err := analysis.Methods(string(c.Language))
	s.Blocks = append(s.Blocks, c.statisticsTable(notes, err))
	s.Blocks = append(s.Blocks, c.statisticsUsed(notes)...)
	return s
}

// aboutRule says how wide "about" was read.
func (c *composer) aboutRule() string {
	switch c.findings.SizeRule {
	case "unit_of_word":
		return c.Say("method.about.unit_of_word")
	case "two_digits":
		return c.Say("method.about.two_digits")
	}
	return c.Say("method.about.last_nonzero_digit")
}

// statisticsTable is the notes of analysis/METHODS.md on what reports print, a
// line for each statistic.
func (c *composer) statisticsTable(notes []analysis.Method, err error) Table {
	t := Table{
		Place: WorkbookOnly, ID: "statistics", Title: c.Say("table.statistics"),
		Columns: []Column{{Title: c.Say("column.statistic")}, {Title: c.Say("column.in_short")},
			{Title: c.Say("column.holds_when")}, {Title: c.Say("column.how"), Wide: true}, {Title: c.Say("column.reference")}},
	}
	if err != nil {
		t.Empty = err.Error()
	}
	for _, m := range notes {
		if !m.Beside {
			t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(m.Title), textCell(m.Short), textCell(m.Holds), textCell(m.How), textCell(m.Source)}})
		}
	}
	return t
}

// statisticsUsed is what the same notes say in short of the statistics that the
// briefing prints.
func (c *composer) statisticsUsed(notes []analysis.Method) []Block {
	list := List{Place: BriefingOnly}
	for _, m := range notes {
		if c.uses(m.ID) {
			list.Items = append(list.Items, c.Say("method.in_short", Values{"Title": m.Title, "Short": m.Short}))
		}
	}
	return []Block{Paragraph{Place: BriefingOnly, Role: Heading, Text: c.Say("table.statistics")}, list}
}

// uses reports whether the briefing of these findings prints a statistic.
func (c *composer) uses(method string) bool {
	year, narrow := c.year.Sizes, c.month.Suppliers.Narrow
	switch method {
	case "share_of_events":
		return narrow.Events.ShareOfKnown != nil || c.telling().scope.Vectors.Known >= shareMinimum
	case "unknown_answers":
		return narrow.Events.Unknown > 0
	case "ranked_categories":
		return c.month.Vectors.Lead.PValue != nil || c.year.Vectors.Lead.PValue != nil
	case "change_of_a_share":
		return c.compares(func(t analysis.Comparison) bool { return t.Measure != "events" })
	case "share_of_victims":
		return c.tellingSuppliers().scope.Suppliers.Narrow.Cases.ShareOfKnown != nil
	case "comparing_two_months":
		return c.compares(func(t analysis.Comparison) bool { return t.Measure == "events" })
	case "ordinary_months":
		return slices.ContainsFunc(c.findings.Trend.Months, func(m analysis.MonthFinding) bool { return m.Expected != nil })
	case "trend":
		return c.findings.Trend.SlopeP != nil
	case "quantiles_of_complete_data":
		return c.month.Disclosure.Median != nil || c.year.Disclosure.Median != nil
	case "sizes_told_as_intervals":
		return year.Median.N >= smallestMedian
	case "size_model":
		return year.Model.Median != nil
	case "chance_of_a_large_event":
		return year.Model.Median != nil && slices.ContainsFunc(year.Model.NextYear, func(e analysis.Exceedance) bool { return e.Chance != nil })
	case "concentration":
		return c.year.Suppliers.Concentration.TopShare != nil
	case "many_tests_at_once":
		return c.compares(func(analysis.Comparison) bool { return true })
	}
	return method == "when_a_number_is_missing"
}

// compares reports whether a comparison of a kind has been tested.
func (c *composer) compares(kind func(analysis.Comparison) bool) bool {
	return slices.ContainsFunc(c.findings.Comparisons, func(t analysis.Comparison) bool { return t.PValue != nil && kind(t) })
}

// glossaryKeys are the terms that the glossary can explain, in the order in
// which it lists them.
func (w *Words) glossaryKeys() []string {
	var keys []string
	for key := range w.keys {
		if name, ok := strings.CutPrefix(key, "glossary."); ok && strings.HasSuffix(name, ".term") {
			keys = append(keys, strings.TrimSuffix(name, ".term"))
		}
	}
	slices.Sort(keys)
	return keys
}

// glossary explains the terms that the briefing uses, and on the sheet of the
// methods those that the workbook uses.
func (c *composer) glossary(d *Document) Section {
	for i := range d.Sections {
		if s := &d.Sections[i]; s.ID == "methods" {
			t := c.glossaryTable(documentText(d, BriefingOnly))
			t.ID, t.Place = "glossary_sheet", WorkbookOnly
			s.Blocks = append(s.Blocks, t)
		}
	}
	return c.section("glossary", c.glossaryTable(documentText(d, WorkbookOnly)))
}

func (c *composer) glossaryTable(text string) Table {
	t := Table{
		ID: "glossary", Title: c.Say("section.glossary"),
		Columns: []Column{{Title: c.Say("column.term")}, {Title: c.Say("column.meaning"), Wide: true}},
	}
	text = strings.ToLower(text)
	for _, key := range c.glossaryKeys() {
		term := c.Say("glossary." + key + ".term")
		if strings.Contains(text, strings.ToLower(term)) {
			t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(term), textCell(c.Say("glossary." + key + ".meaning"))}})
		}
	}
	return t
}

// documentText is the running text, headings and cells of a document, without
// the blocks of one place.
func documentText(d *Document, without Place) string {
	var text strings.Builder
	write := func(parts ...string) {
		for _, part := range parts {
			text.WriteString(part + "\n")
		}
	}
	for _, s := range d.Sections {
		write(s.Title)
		for _, block := range s.Blocks {
			if place, words := blockText(block); place != without {
				write(words...)
			}
		}
	}
	return text.String()
}

// blockText is where a block stands and its words.
func blockText(block Block) (Place, []string) {
	switch b := block.(type) {
	case Paragraph:
		return b.Place, []string{b.Text}
	case List:
		return b.Place, b.Items
	case *Figure:
		return b.Place, []string{b.Title, b.Unit, b.Caption, b.Empty}
	case Table:
		return b.Place, tableText(b)
	}
	return Everywhere, nil
}

func tableText(t Table) []string {
	text := append([]string{t.Title, t.Unit, t.Empty}, t.Notes...)
	for _, column := range t.Columns {
		text = append(text, column.Title)
	}
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			text = append(text, cell.Text)
		}
	}
	return text
}
