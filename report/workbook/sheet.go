package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// sheet is a sheet in the making: its cells and all that a reader sees of it
// but its charts.
type sheet struct {
	id     string // of its section
	name   string
	path   string // of its part in the archive
	rows   []sheetRow
	widths []float64 // of the columns, in digits of the font
	merges []area
	links  []hyperlink
	scales []area // shaded by their numbers

	contents    int // columns that are printed; chart data stand to their right
	across      int // columns over which running text is set
	dataRow     int // next free row for chart data
	data        []dataCell
	frozen      int  // rows that stay when the sheet scrolls
	header      area // rows repeated on each printed page, when top > 0
	filter      area // when top > 0
	repeated    int  // column repeated on each printed page, 0: none
	pagesAcross int  // printed pages side by side; 0 is 1
	zoom        int
	kept        []group // rows that are not parted by the end of a page
	single      bool    // it has one table only, whose header stays in view
	closing     string  // identifier of a long table at its end
	charts      []placedChart
	streamed    bool // the rows of the listing follow the others
	lastRow     int  // of the streamed rows
}

// sheetRow is one row; a height of 0 is the usual one.
type sheetRow struct {
	height float64
	cells  []placedCell
}

type placedCell struct {
	column int
	style  int
	value  value
}

// hyperlink leads from a cell to an address or to a place in the workbook.
type hyperlink struct {
	cell     string
	url      string
	location string
	tip      string
}

// span is rows from the first to the last.
type span struct{ first, last int }

// group is rows that belong together. A table may be parted, below its first
// lines, where most of a page would be left empty; a chart may not.
type group struct {
	span
	table bool
}

// keep holds the rows from first to the present end on one page.
func (s *sheet) keep(first int) { s.kept = append(s.kept, group{span: span{first, len(s.rows)}}) }

// keepTable holds the rows of a table on one page, if that is of use.
func (s *sheet) keepTable(first int) {
	s.kept = append(s.kept, group{span: span{first, len(s.rows)}, table: true})
}

// dataCell is a cell of chart data. Data may reach below the last row of the
// sheet, so they join the rows only when these are complete.
type dataCell struct {
	row int
	placedCell
}

// joinData puts the chart data into the rows.
func (s *sheet) joinData() {
	for _, c := range s.data {
		s.set(c.column, c.row, c.style, c.value)
	}
	s.data = nil
}

// gap leaves a free row between what was set and what follows.
func (s *sheet) gap() {
	if last := len(s.rows); last > 3 && len(s.rows[last-1].cells) > 0 {
		s.space()
	}
}

// space leaves a low row free.
func (s *sheet) space() { s.rows = append(s.rows, sheetRow{height: spaceHeight}) }

// spaceHeight is the height of the row between two blocks.
const spaceHeight = usualHeight / 2

// next returns the number of the row after the last.
func (s *sheet) next() int { return len(s.rows) + 1 }

// skip leaves rows of the usual height free.
func (s *sheet) skip(n int) { s.rows = append(s.rows, make([]sheetRow, n)...) }

// row returns row n, making it if need be.
func (s *sheet) row(n int) *sheetRow {
	if n > len(s.rows) {
		s.skip(n - len(s.rows))
	}
	return &s.rows[n-1]
}

// set puts a value into a cell.
func (s *sheet) set(column, row, style int, v value) {
	r := s.row(row)
	r.cells = append(r.cells, placedCell{column: column, style: style, value: v})
}

// cell returns a cell that was set.
func (s *sheet) cell(column, row int) *placedCell {
	cells := s.rows[row-1].cells
	i := slices.IndexFunc(cells, func(c placedCell) bool { return c.column == column })
	return &cells[i]
}

// at returns the value of a cell that was set.
func (s *sheet) at(column, row int) *value { return &s.cell(column, row).value }

// fill gives all cells of an area a style, the first one a value, and merges
// them.
func (s *sheet) fill(a area, style int, v value) {
	for row := a.top; row <= a.bottom; row++ {
		for column := a.left; column <= a.right; column++ {
			s.set(column, row, style, v)
			v = value{}
		}
	}
	if a.left < a.right || a.top < a.bottom {
		s.merges = append(s.merges, a)
	}
}

// room returns the width of some columns in half-width characters.
func (s *sheet) room(left, right int) float64 {
	sum := 0.0
	for _, width := range s.widths[left-1 : right] {
		sum += width
	}
	return sum
}

// encode writes the rows in order.
func (s *sheet) encode(e *encoder) {
	names := map[int]string{}
	for i := range s.rows {
		r := &s.rows[i]
		if len(r.cells) == 0 && r.height == 0 {
			continue
		}
		if r.height == 0 {
			// Without a height of its own a row grows with its texts, and the
			// charts beside it with the row.
			r.height = usualHeight
		}
		slices.SortStableFunc(r.cells, func(a, b placedCell) int { return cmp.Compare(a.column, b.column) })
		e.openRow(i+1, r.height)
		for _, c := range r.cells {
			name, ok := names[c.column]
			if !ok {
				name = columnName(c.column)
				names[c.column] = name
			}
			e.cell(name, i+1, c.style, c.value)
		}
		e.closeRow()
	}
}

// dimension returns the area that holds cells.
func (s *sheet) dimension() string {
	used := area{1, 1, 1, max(len(s.rows), s.lastRow, 1)}
	for _, r := range s.rows {
		for _, c := range r.cells {
			used.right = max(used.right, c.column)
		}
	}
	return rangeName(used)
}

// quoted returns the name of a sheet as a reference writes it.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// maxSheetName is the longest name of a sheet that Excel allows, in UTF-16 units.
const maxSheetName = 31

// sheetName makes a name that Excel allows and that no sheet has yet.
func sheetName(wanted string, taken func(string) bool) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) || r < ' ' {
			return '-'
		}
		return r
	}, wanted)
	name = strings.Trim(name, "' ")
	if name == "" {
		name = "Sheet"
	}
	for n, base := 1, name; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = " " + strconv.Itoa(n)
		}
		name = clip(base, maxSheetName-len(suffix)) + suffix
		if !taken(name) {
			return name
		}
	}
}

// clip cuts a text to so many UTF-16 units.
func clip(text string, units int) string {
	for i, r := range text {
		if units -= utf16.RuneLen(r); units < 0 {
			return text[:i]
		}
	}
	return text
}
