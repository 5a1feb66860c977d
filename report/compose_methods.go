package report

import (
	"slices"
	"strings"
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

// methodKeys are the method notes of every report, in their order.
func methodKeys() []string {
	return []string{"counting", "dating", "sizes", "size_rules", "vectors", "suppliers", "comparisons", "minimum", "delays", "law", "rounding"}
}

// methods is the definitions, denominators and rules behind the numbers.
func (c *composer) methods() Section {
	s := c.section("methods")
	for _, key := range methodKeys() {
		s.Blocks = append(s.Blocks, Paragraph{Role: Heading, Text: c.Say("method." + key + ".title")},
			Paragraph{Text: c.Say("method." + key + ".text")})
	}
	for _, note := range c.style.Methods {
		s.Blocks = append(s.Blocks, Paragraph{Role: Heading, Text: note.Title}, Paragraph{Text: note.Text})
	}
	return s
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

// glossary explains the terms that the document uses.
func (c *composer) glossary(d *Document) Section {
	used := strings.ToLower(documentText(d))
	t := Table{
		ID: "glossary", Title: c.Say("section.glossary"),
		Columns: []Column{{Title: c.Say("column.term")}, {Title: c.Say("column.meaning"), Wide: true}},
	}
	for _, key := range c.glossaryKeys() {
		term := c.Say("glossary." + key + ".term")
		if strings.Contains(used, strings.ToLower(term)) {
			t.Rows = append(t.Rows, Row{Cells: []Cell{textCell(term), textCell(c.Say("glossary." + key + ".meaning"))}})
		}
	}
	s := c.section("glossary", t)
	for i := range d.Sections {
		if d.Sections[i].ID == "methods" {
			t.ID, t.Place = "glossary_sheet", WorkbookOnly
			d.Sections[i].Blocks = append(d.Sections[i].Blocks, t)
		}
	}
	return s
}

// documentText is the running text, headings and cells of a document.
func documentText(d *Document) string {
	var text strings.Builder
	write := func(parts ...string) {
		for _, part := range parts {
			text.WriteString(part + "\n")
		}
	}
	for _, s := range d.Sections {
		write(s.Title)
		for _, block := range s.Blocks {
			switch b := block.(type) {
			case Paragraph:
				write(b.Text)
			case List:
				write(b.Items...)
			case *Figure:
				write(b.Title, b.Caption, b.Empty)
			case Table:
				write(b.Title, b.Unit, b.Empty)
				write(b.Notes...)
				for _, column := range b.Columns {
					write(column.Title)
				}
				for _, row := range b.Rows {
					for _, cell := range row.Cells {
						write(cell.Text)
					}
				}
			}
		}
	}
	return text.String()
}
