package briefing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

const (
	cellGap    = 9.0 // between two columns
	cellPad    = 1.9 // above and below a cell's lines
	edgePad    = 2.0 // between the ends of the rules and the outer columns
	thick      = 0.8 // rules of the head and the foot
	thin       = 0.4 // rules between rows
	linesOfRow = 24  // of one piece; a higher row is cut
	tableSpace = blockSpace + 2
	lowTable   = 200.0 // height up to which a table stays on one page
)

// noteGap stands between two notes of a table, which run on.
const noteGap = "\u2003"

// tableLayout is a table while it is set.
type tableLayout struct {
	*layout
	table      report.Table
	width      float64
	columns    []tableColumn
	head, cell textStyle
	title      string
	notes      []string
}

// newTable numbers a table and measures it for a width.
func (l *layout) newTable(table report.Table, width float64) *tableLayout {
	if table.Title != "" {
		l.tables++
	}
	t := &tableLayout{layout: l, table: table, width: width, head: l.styles.tableHead, cell: l.styles.cell}
	t.title = l.numbered(l.words.Table, l.tables, table.Title)
	t.measure()
	return t
}

// setTable sets the table: title and unit, head, rows, notes. The head stays with the
// first two rows and the last two rows stay together; a low table is not parted.
func (t *tableLayout) setTable() {
	if len(t.table.Rows) == 0 {
		t.empty()
		return
	}
	if len(t.columns) == 0 {
		return
	}
	start := len(t.pieces)
	t.caption()
	t.headRow()
	repeated := t.repeatedHead()
	for i := range t.table.Rows {
		t.row(i, repeated)
	}
	if notes := strings.Join(t.notes, noteGap); strings.TrimSpace(notes) != "" {
		t.pieces[len(t.pieces)-1].keep = true
		t.text(flow{text: notes, style: t.styles.note, width: t.width, space: closeSpace})
	}
	if pieces := t.pieces[start:]; height(pieces) <= lowTable {
		keepTogether(pieces)
	}
}

// keepTogether keeps pieces on one page.
func keepTogether(pieces []piece) {
	for i := range len(pieces) - 1 {
		pieces[i].keep = true
	}
}

// height returns the height of pieces below one another.
func height(pieces []piece) float64 {
	sum := 0.0
	for _, strip := range pieces {
		sum += strip.space + strip.height
	}
	return sum
}

// numbered puts the number of a table or figure before its title.
func (l *layout) numbered(format string, number int, title string) string {
	if title == "" {
		return ""
	}
	return fmt.Sprintf(format, strconv.Itoa(number)) + "  " + title
}

func (t *tableLayout) empty() {
	if t.table.Empty == "" {
		return
	}
	t.caption()
	t.text(flow{text: t.table.Empty, style: t.styles.body, width: t.width, space: closeSpace})
}

// caption sets the title of the table and, at the right, its unit: beside the
// title if both fit in one line, else below it.
func (t *tableLayout) caption() {
	start := len(t.pieces)
	t.text(flow{text: t.title, style: t.styles.tableTitle, width: t.width, space: tableSpace})
	style := t.styles.note
	unit := t.lines(t.table.Unit, t.width, style)
	titleWidth := t.styles.tableTitle.width(t.clean(t.title))
	if len(t.pieces) == start+1 && len(unit) == 1 && titleWidth+cellGap+style.width(unit[0]) <= t.width {
		title := &t.pieces[start]
		title.add(t.width-style.width(unit[0]), title.height-style.leading+style.baseline(), label{unit[0], style})
		unit = nil
	}
	for _, line := range unit {
		strip := piece{height: style.leading}
		if len(t.pieces) == start {
			strip.space = tableSpace
		}
		strip.add(t.width-style.width(line), style.baseline(), label{line, style})
		t.pieces = append(t.pieces, strip)
	}
	for i := start; i < len(t.pieces); i++ {
		t.pieces[i].keep = true
	}
}

// cellOf returns a cell of a row; a row that is too short ends in empty cells.
func cellOf(row report.Row, column int) report.Cell {
	if column < len(row.Cells) {
		return row.Cells[column]
	}
	return report.Cell{}
}

func (t *tableLayout) format(row report.Row, column int) string {
	return t.document.Words.Format(cellOf(row, column))
}

func (t *tableLayout) headRow() {
	strip := t.headPiece()
	strip.space, strip.keep = closeSpace, true
	if t.title == "" && t.table.Unit == "" {
		strip.space = tableSpace
	}
	t.pieces = append(t.pieces, strip)
}

// headPiece sets the titles of the columns between two rules, each at the foot
// of the row. A table without titles begins with a rule.
func (t *tableLayout) headPiece() piece {
	if !t.hasHead() {
		strip := piece{}
		strip.add(0, 0, rule{t.width, thick, ink})
		return strip
	}
	cells := make([]cellText, len(t.columns))
	most := 1
	for i, column := range t.columns {
		cells[i] = t.breakCell(flow{text: column.Title, width: column.width, style: t.head, balance: true})
		most = max(most, len(cells[i].lines))
	}
	height := float64(most)*t.head.leading + 2*cellPad
	strip := piece{height: height}
	strip.add(0, 0, rule{t.width, thick, ink})
	for i, column := range t.columns {
		t.setCell(&strip, column, cells[i], height-cellPad-float64(len(cells[i].lines))*t.head.leading)
	}
	strip.add(0, height, rule{t.width, thin, ink})
	return strip
}

func (t *tableLayout) hasHead() bool {
	return slices.ContainsFunc(t.columns, func(c tableColumn) bool { return c.Title != "" })
}

// repeatedHead returns what is printed above the rows that are carried to
// another page: the title and the head.
func (t *tableLayout) repeatedHead() *piece {
	strip := t.headPiece()
	if t.title == "" {
		return &strip
	}
	style := t.styles.note
	lines := t.lines(t.title+" "+t.words.Continued, t.width, style)
	above := float64(len(lines))*style.leading + closeSpace
	for i := range strip.marks {
		strip.marks[i].y += above
	}
	for i, line := range lines {
		strip.add(0, float64(i)*style.leading+style.baseline(), label{line, style})
	}
	strip.height += above
	return &strip
}

// cellText is the text of one cell while it is set.
type cellText struct {
	flow
	lines []textLine
}

func (t *tableLayout) breakCell(f flow) cellText { return cellText{f, t.flowLines(f)} }

// setCell sets lines of a cell under each other from the height top on.
func (t *tableLayout) setCell(strip *piece, column tableColumn, cell cellText, top float64) {
	for i, line := range cell.lines {
		line.x, line.y = column.x, top+float64(i)*cell.style.leading
		if column.right {
			line.x += column.width - cell.style.width(line.text)
		}
		t.set(strip, cell.flow, line)
	}
}

// row sets one row. A row of more lines than [linesOfRow] becomes several pieces.
func (t *tableLayout) row(index int, repeated *piece) {
	row := t.table.Rows[index]
	cells := make([]cellText, len(t.columns))
	most := 1
	for i, column := range t.columns {
		c := cellOf(row, column.source)
		cells[i] = t.breakCell(flow{
			text: t.format(row, column.source), width: column.width, style: t.cellStyle(row, c), link: c.Link,
		})
		most = max(most, len(cells[i].lines))
	}
	last := len(t.table.Rows) - 1
	for start := 0; start < most; start += linesOfRow {
		end := min(start+linesOfRow, most)
		strip := t.rowPiece(cells, start, end)
		strip.head = repeated
		strip.keep = index == 0 && last > 0 || index == last-1
		if end < most {
			strip.keep = false
		} else {
			t.closeRow(&strip, index)
		}
		t.pieces = append(t.pieces, strip)
	}
}

// rowPiece sets the lines from start to end of a row.
func (t *tableLayout) rowPiece(cells []cellText, start, end int) piece {
	strip := piece{height: float64(end-start)*t.cell.leading + 2*cellPad}
	for i, column := range t.columns {
		part := cells[i]
		part.lines = part.lines[min(start, len(part.lines)):min(end, len(part.lines))]
		t.setCell(&strip, column, part, cellPad)
	}
	return strip
}

// closeRow draws the rule under a row: strong at the foot of the table and above
// a total.
func (t *tableLayout) closeRow(strip *piece, index int) {
	line := rule{t.width, thin, hairline}
	switch rows := t.table.Rows; {
	case index == len(rows)-1:
		line = rule{t.width, thick, ink}
	case rows[index+1].Strong:
		line = rule{t.width, thin, ink}
	}
	strip.add(0, strip.height, line)
}

func (t *tableLayout) cellStyle(row report.Row, c report.Cell) textStyle {
	style := t.cell
	if row.Strong || c.Strong {
		style = style.inBold()
	}
	if row.Muted || c.Reason != "" {
		style = style.in(muted)
	}
	return style
}
