package briefing

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

const (
	cellGap    = 9.0 // between two columns
	cellPad    = 1.9 // above and below a cell's lines
	edgePad    = 2.0 // between the ends of the rules and the outer columns
	thick      = 0.8 // rules of the head and the foot
	thin       = 0.4 // rules between rows
	linesOfRow = 24  // of one piece; a higher row is cut
)

// noteGap stands between two notes of a table, which run on.
const noteGap = "\u2003"

// tableColumn is a column with its place on the page.
type tableColumn struct {
	report.Column
	source int // index in the table's rows
	right  bool
	x      float64
	width  float64
}

// tableLayout is a table while it is set.
type tableLayout struct {
	*layout
	table      report.Table
	columns    []tableColumn
	head, cell textStyle
	title      string
}

// table sets a table: title and unit, head, rows, notes. The head stays with the
// first two rows and the last two rows stay together.
func (l *layout) table(table report.Table) {
	if table.Title != "" {
		l.tables++
	}
	t := tableLayout{layout: l, table: table, head: l.styles.tableHead, cell: l.styles.cell}
	t.title = l.numbered(l.words.Table, l.tables, table.Title)
	if len(table.Rows) == 0 {
		t.empty()
		return
	}
	t.measure()
	if len(t.columns) == 0 {
		return
	}
	t.caption(t.title, blockSpace+2)
	t.headRow()
	repeated := t.repeatedHead()
	for i := range table.Rows {
		t.row(i, repeated)
	}
	if notes := strings.Join(table.Notes, noteGap); strings.TrimSpace(notes) != "" {
		t.pieces[len(t.pieces)-1].keep = true
		t.text(flow{text: notes, style: l.styles.note, width: textWidth, space: closeSpace})
	}
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
	t.caption(t.title, blockSpace+2)
	t.text(flow{text: t.table.Empty, style: t.styles.body, width: textWidth, space: closeSpace})
}

// caption sets the title of the table and, at the right, its unit.
func (t *tableLayout) caption(title string, space float64) {
	unit := label{t.clean(t.table.Unit), t.styles.note}
	unitWidth := unit.style.width(unit.text)
	start := len(t.pieces)
	if title != "" {
		t.text(flow{text: title, style: t.styles.tableTitle, width: textWidth - unitWidth - cellGap, space: space})
	} else if unit.text != "" {
		t.pieces = append(t.pieces, piece{space: space, height: unit.style.leading})
	}
	for i := start; i < len(t.pieces); i++ {
		t.pieces[i].keep = true
	}
	if last := len(t.pieces) - 1; last >= start {
		t.pieces[last].add(textWidth-unitWidth, t.pieces[last].height-unit.style.leading+unit.style.baseline(), unit)
	}
}

// measure chooses the columns and their widths. Where not even single words fit
// side by side, the type is set smaller.
func (t *tableLayout) measure() {
	for i, column := range t.table.Columns {
		if !column.BriefingHidden {
			t.columns = append(t.columns, tableColumn{Column: column, source: i, right: t.alignsRight(i)})
		}
	}
	available := textWidth - 2*edgePad - cellGap*float64(len(t.columns)-1)
	wants := t.wants()
	if sum(wants, func(w typeface.Want) float64 { return w.Min }) > available {
		t.cell.size, t.head.size = 0.88*t.cell.size, 0.88*t.head.size
		t.cell.leading, t.head.leading = 0.88*t.cell.leading, 0.88*t.head.leading
		wants = t.wants()
	}
	widths := t.share(available, wants)
	x := edgePad
	for i := range t.columns {
		t.columns[i].x, t.columns[i].width = x, widths[i]
		x += widths[i] + cellGap
	}
}

// share divides the width among the columns. What is left over goes to the wide
// columns, or to all.
func (t *tableLayout) share(available float64, wants []typeface.Want) []float64 {
	wide := 0
	for _, column := range t.columns {
		if column.Wide {
			wide++
		}
	}
	left := available - sum(wants, func(w typeface.Want) float64 { return w.Max })
	if wide > 0 && left > 0 {
		for i, column := range t.columns {
			if column.Wide {
				wants[i].Max += left / float64(wide)
			}
		}
	}
	return typeface.Columns(available, wants)
}

func sum(wants []typeface.Want, value func(typeface.Want) float64) float64 {
	total := 0.0
	for _, want := range wants {
		total += value(want)
	}
	return total
}

func (t *tableLayout) wants() []typeface.Want {
	wants := make([]typeface.Want, len(t.columns))
	for i, column := range t.columns {
		wants[i] = t.headWant(column)
		var plain, strong []string
		for _, row := range t.table.Rows {
			text := t.clean(t.format(row, column.source))
			if row.Strong || cellOf(row, column.source).Strong {
				strong = append(strong, text)
			} else {
				plain = append(plain, text)
			}
		}
		for _, want := range []typeface.Want{wantOf(t.cell, plain), wantOf(t.cell.inBold(), strong)} {
			wants[i].Min, wants[i].Max = max(wants[i].Min, want.Min), max(wants[i].Max, want.Max)
		}
	}
	return wants
}

// headWant returns what the title of a column wants: a long one is content with
// two lines.
func (t *tableLayout) headWant(column tableColumn) typeface.Want {
	const long = 56
	want := wantOf(t.head, []string{t.clean(column.Title)})
	if want.Max > long {
		want.Max = max(want.Min, long, 0.55*want.Max)
	}
	return want
}

func wantOf(style textStyle, cells []string) typeface.Want {
	return typeface.Style{Face: style.face(), Size: style.size}.Want(cells...)
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

// alignsRight reports whether a column holds numbers only.
func (t *tableLayout) alignsRight(column int) bool {
	switch t.table.Columns[column].Kind {
	case report.DateKind, report.MonthKind:
		return false
	case report.Text:
		for _, row := range t.table.Rows {
			c := cellOf(row, column)
			if c.Reason == "" && (c.Kind == report.Text || c.Kind == report.DateKind || c.Kind == report.MonthKind) {
				return false
			}
		}
	}
	return true
}

func (t *tableLayout) headRow() {
	strip := t.headPiece()
	strip.space, strip.keep = closeSpace, true
	if t.title == "" && t.table.Unit == "" {
		strip.space = blockSpace
	}
	t.pieces = append(t.pieces, strip)
}

// headPiece sets the titles of the columns between two rules, each at the foot
// of the row.
func (t *tableLayout) headPiece() piece {
	cells := make([]cellText, len(t.columns))
	most := 1
	for i, column := range t.columns {
		cells[i] = t.breakCell(flow{text: column.Title, width: column.width, style: t.head})
		most = max(most, len(cells[i].lines))
	}
	height := float64(most)*t.head.leading + 2*cellPad
	strip := piece{height: height}
	strip.add(0, 0, rule{textWidth, thick, ink})
	for i, column := range t.columns {
		t.setCell(&strip, column, cells[i], height-cellPad-float64(len(cells[i].lines))*t.head.leading)
	}
	strip.add(0, height, rule{textWidth, thin, ink})
	return strip
}

// repeatedHead returns what is printed above the rows that are carried to
// another page: the title and the head.
func (t *tableLayout) repeatedHead() *piece {
	strip := t.headPiece()
	if t.title == "" {
		return &strip
	}
	style := t.styles.note
	lines := t.lines(t.title+" "+t.words.Continued, textWidth, style)
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
	line := rule{textWidth, thin, hairline}
	switch rows := t.table.Rows; {
	case index == len(rows)-1:
		line = rule{textWidth, thick, ink}
	case rows[index+1].Strong:
		line = rule{textWidth, thin, ink}
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
