package workbook

import (
	"math"
	"slices"

	"github.com/breachbrief/breachbrief/report"
)

// Widths of columns in half-width characters.
const (
	narrowest   = 9
	widestText  = 40
	widestWide  = 60
	leastWidth  = 148 // of a sheet: what fills an A4 page in landscape
	mostWidth   = 190 // of a sheet, while its text columns can give way
	leastText   = 14  // of a column of text that gives way
	leastWide   = 28
	leastLink   = 22 // of a column with links, which stand on one line
	mostWord    = 22 // of a column that gives way no further, lest it part a word
	fillerWidth = 11
)

// planColumns sets the widths of a sheet's columns by what its tables hold.
func (b *book) planColumns(s *sheet, blocks []report.Block) {
	var least []float64 // to which the columns may be narrowed
	tables := 0
	for i, block := range blocks {
		if table, ok := block.(report.Table); ok {
			if i == len(blocks)-1 && len(table.Rows) > mostKept {
				s.closing = table.ID
			}
			tables += boolNumber(len(table.Rows) > 0)
			least = b.widen(s, &table, least)
		}
	}
	s.single = tables == 1
	if s.id == incidentsID && b.document.Listing != nil {
		s.widths = nil
		for _, column := range b.document.Listing.Columns {
			s.widths = append(s.widths, float64(max(column.Cells, narrowest-2))+2)
		}
	} else if len(least) > 0 {
		s.narrow(least)
	}
	b.fillUp(s)
	s.contents = len(s.widths)
	s.across = 1
	for s.across < s.contents && s.room(1, s.across+1) <= mostWidth {
		s.across++
	}
	if s.id == incidentsID && b.document.Listing != nil {
		b.spareRepeated(s)
	}
}

// widen makes columns as wide as the cells of a table need. It returns the least
// widths, raised to what this table needs.
func (b *book) widen(s *sheet, t *report.Table, least []float64) []float64 {
	for i, column := range b.sheetColumns(t) {
		most, needed := widestText, leastText
		if column.wide {
			most, needed = widestWide, leastWide
		}
		padding := 2 + 2*indent(column.kind, i)
		width := max(narrowest, headWidth(column.title))
		for _, row := range t.Rows[:min(len(t.Rows), measuredRows)] {
			if column.column < len(row.Cells) {
				cells := float64(b.cellsOf(row.Cells[column.column], column)) / wrapRoom
				width = max(width, int(math.Ceil(cells))+padding)
				needed = max(needed, min(b.wordOf(row.Cells[column.column])+padding, mostWord))
			}
		}
		if len(s.widths) <= i {
			s.widths = append(s.widths, narrowest)
		}
		if len(least) <= i {
			least = append(least, 0)
		}
		width = min(width, most)
		if linked(t, column) {
			needed = max(needed, leastLink)
		}
		if column.kind != report.Text && column.kind != report.SizeKind {
			needed = width
		}
		s.widths[i] = math.Max(s.widths[i], float64(width))
		least[i] = math.Max(least[i], float64(min(needed, width)))
	}
	return least
}

// leastAcross is how many columns running text needs.
const leastAcross = 3

// spareRepeated ends running text before the column that each printed page of
// the listing repeats, and would repeat a part of the text with.
func (b *book) spareRepeated(s *sheet) {
	s.repeated = indexOf(b.document.Listing.Columns, "organization") + 1
	if s.repeated > leastAcross {
		s.across = min(s.across, s.repeated-1)
	}
}

// linked reports whether the first cells of a column are links.
func linked(t *report.Table, column sheetColumn) bool {
	return column.part == mainPart && slices.ContainsFunc(t.Rows[:min(len(t.Rows), 10)], func(row report.Row) bool {
		return column.column < len(row.Cells) && row.Cells[column.column].Link != report.Link{}
	})
}

// headWidth returns the width of a column for its title: on one line when it is
// short, else on two.
func headWidth(title string) int {
	const short = 16
	cells := cellsOf(title)
	if cells > short {
		cells = max((cells+1)/2, short)
	}
	return int(math.Ceil(float64(cells)/(wrapRoom*boldRoom))) + 2
}

// measuredRows is how many rows of a table are looked at for its widths.
const measuredRows = 5000

// changeWord is how much wider a change is with a word in place of its sign.
const changeWord = 5

// cellsOf returns the width of a cell as it is printed.
func (b *book) cellsOf(c report.Cell, column sheetColumn) int {
	v := b.part(c, column.part)
	switch {
	case v.kind == blank:
		return 0
	case v.kind == textValue:
		return cellsOf(v.text)
	case column.part == mainPart && c.Kind != report.SizeKind:
		c.HasInterval = false
		return cellsOf(b.words.Format(c)) + boolNumber(column.kind == report.ChangeKind)*changeWord
	case column.kind == report.SizeKind:
		column.kind = report.Count
	}
	return cellsOf(b.words.Format(report.Cell{Kind: column.kind, Value: v.number}))
}

// wordOf returns the width of the widest word of a cell of text.
func (b *book) wordOf(c report.Cell) int {
	if c.Reason != "" || c.Text == "" {
		return 0
	}
	return int(math.Ceil(float64(widestWord(c.Text)) / wrapRoom))
}

// narrow takes width from the columns that can give most, whose texts wrap,
// until the sheet prints in a readable size.
func (s *sheet) narrow(least []float64) {
	for s.room(1, len(s.widths)) > mostWidth {
		most := 0
		for i := range least {
			if s.widths[i]-least[i] > s.widths[most]-least[most] {
				most = i
			}
		}
		if s.widths[most] < least[most]+1 {
			return
		}
		s.widths[most]--
	}
}

// fillUp adds columns until the sheet is as wide as a page.
func (b *book) fillUp(s *sheet) {
	if len(s.widths) == 0 {
		s.widths = []float64{fillerWidth * 2}
	}
	for s.room(1, len(s.widths)) < leastWidth {
		s.widths = append(s.widths, fillerWidth)
	}
}
