package workbook

import (
	"fmt"
	"math"
	"slices"

	"github.com/breachbrief/breachbrief/report"
)

// A column of a table takes one column of the sheet, and more where its cells
// have an interval or a relative change: these are numbers too and get cells of
// their own.
type sheetColumn struct {
	column int // of the table
	part   cellPart
	title  string
	kind   report.Kind
	wide   bool
}

// cellPart is what of a report.Cell a cell of the sheet holds.
type cellPart uint8

const (
	mainPart cellPart = iota
	lowPart
	highPart
	relativePart // of a change
)

// sheetColumns returns the columns of the sheet that a table takes.
func (b *book) sheetColumns(t *report.Table) []sheetColumn {
	var columns []sheetColumn
	for i, column := range t.Columns {
		columns = append(columns, sheetColumn{i, mainPart, column.Title, column.Kind, column.Wide})
		add := func(part cellPart, key string, kind report.Kind) {
			title := b.words.Say(key, report.Values{"Title": column.Title})
			columns = append(columns, sheetColumn{column: i, part: part, title: title, kind: kind})
		}
		switch {
		case !hasIntervals(t, i) || endsFollow(t, i):
		case column.Kind == report.ChangeKind:
			add(relativePart, "workbook.relative", report.ShareKind)
		default:
			kind := column.Kind
			if kind == report.SizeKind {
				kind = report.Count
			}
			add(lowPart, "workbook.low", kind)
			add(highPart, "workbook.high", kind)
		}
	}
	return columns
}

// endsFollow reports whether a table has columns of its own for the ends of the
// sizes in a column.
func endsFollow(t *report.Table, column int) bool {
	if t.Columns[column].Kind != report.SizeKind || column+2 >= len(t.Columns) {
		return false
	}
	for _, next := range t.Columns[column+1 : column+3] {
		if next.Kind != report.Count && next.Kind != report.SizeKind {
			return false
		}
	}
	return true
}

// hasIntervals reports whether any cell of a column has a second number worth a
// cell of its own.
func hasIntervals(t *report.Table, column int) bool {
	return slices.ContainsFunc(t.Rows, func(row report.Row) bool {
		if column >= len(row.Cells) || !row.Cells[column].HasInterval || row.Cells[column].Reason != "" {
			return false
		}
		c := row.Cells[column]
		return c.Kind != report.SizeKind || c.Text != "" || c.OpenHigh || c.Low != c.High
	})
}

// part returns the value of a part of a cell.
func (b *book) part(c report.Cell, part cellPart) value {
	scale := 1.0
	if c.Kind == report.PointsKind {
		scale = 100
	}
	switch {
	case part == mainPart:
		return b.speaker.value(c)
	case c.Reason != "" || !c.HasInterval:
		return value{}
	case part == highPart && c.OpenHigh:
		return textOf(b.words.Say("workbook.open"))
	case part == highPart:
		return numberOf(c.High * scale)
	}
	return numberOf(c.Low * scale)
}

// table lays a table out: title and unit, header, rows, notes.
func (b *book) table(s *sheet, t report.Table) {
	s.gap()
	start := s.next()
	b.tableTitle(s, &t)
	if len(t.Rows) == 0 {
		b.instead(s, t.Empty)
		s.keep(start)
		s.space()
		return
	}
	columns := b.sheetColumns(&t)
	header := s.next()
	b.tableHeader(s, columns)
	rows := t.Rows[:min(len(t.Rows), maxRows-header-2*closingRows)]
	for _, row := range rows {
		b.tableRow(s, columns, row)
	}
	b.keepHeader(s, area{1, header, len(columns), header + len(rows)}, t.ID)
	if t.Shaded {
		s.scales = append(s.scales, area{2, header + 1, len(columns), header + len(rows)})
	}
	notes := append(slices.Clip(t.Notes), b.words.ReasonNotes(t, nil)...)
	if len(rows) < len(t.Rows) {
		notes = append(slices.Clip(notes), b.words.Say("workbook.table_left_out", report.Values{
			"Listed": b.words.Number(int64(len(rows))), "Total": b.words.Number(int64(len(t.Rows)))}))
	}
	for _, note := range notes {
		b.paragraph(s, report.Paragraph{Role: report.Note, Text: note})
	}
	if len(rows) <= mostKept {
		s.keepTable(start)
	}
	s.space()
}

// mostKept is the longest table, in rows, that no page end parts: two years of
// months.
const mostKept = 24

// tableTitle sets the title, and the unit above the last column.
func (b *book) tableTitle(s *sheet, t *report.Table) {
	if t.Title == "" && t.Unit == "" {
		return
	}
	row := s.next()
	l := look{bold: true, size: headingSize - 1}
	s.set(1, row, b.styles.id(l), textOf(t.Title))
	s.row(row).height = b.heightOfLines(1, headingSize)
	if t.Unit != "" && len(t.Rows) > 0 {
		last := len(b.sheetColumns(t))
		s.set(max(last, 2), row, b.styles.id(look{size: noteSize, color: mutedColor, align: "right"}), textOf(t.Unit))
	}
}

func (b *book) tableHeader(s *sheet, columns []sheetColumn) {
	row, lines := s.next(), 1
	for i, column := range columns {
		l := look{bold: true, wrap: true, fill: headFill, line: baseColor, thick: true, align: alignment(column.kind)}
		l.indent = indent(column.kind, i)
		s.set(i+1, row, b.styles.id(l), textOf(column.title))
		lines = max(lines, b.linesIn(s, i, l, column.title))
	}
	s.row(row).height = b.heightOfLines(lines, textSize)
}

func (b *book) tableRow(s *sheet, columns []sheetColumn, row report.Row) {
	n, lines := s.next(), 1
	var links []tableLink
	s.row(n)
	for i, column := range columns {
		if column.column >= len(row.Cells) {
			continue
		}
		c := row.Cells[column.column]
		v := b.part(c, column.part)
		l := b.cellLook(column, row, c, v)
		l.indent = indent(column.kind, i)
		if v.kind == textValue {
			lines = max(lines, b.linesIn(s, i, l, v.text))
		}
		if link, ok := b.resolve(c.Link); ok && column.part == mainPart && v.kind != blank {
			links = append(links, tableLink{link, i, v.kind == textValue && b.linesIn(s, i, l, v.text) > 1})
		}
		s.set(i+1, n, b.styles.id(l), v)
		b.remember(s, i+1, n, queryOf(c, column.part, v))
	}
	s.row(n).height = b.heightOfLines(lines, textSize)
	b.linkRow(s, n, links)
}

// tableLink is a link from a cell of a table.
type tableLink struct {
	hyperlink
	column int  // counted from 0
	long   bool // the text takes several lines
}

// linkRow makes cells of a row links. LibreOffice shows the text of a link on one
// line only: the link of a long text goes to the first cell of the row, unless
// that has one.
func (b *book) linkRow(s *sheet, row int, links []tableLink) {
	taken := map[int]bool{}
	for _, link := range links {
		taken[link.column] = !link.long
	}
	for _, link := range links {
		if link.long && (taken[0] || link.column == 0) {
			continue
		}
		if link.long {
			link.column, taken[0] = 0, true
		}
		cell := s.cell(link.column+1, row)
		cell.style = b.styles.linked(cell.style)
		link.cell = cellName(link.column+1, row)
		s.links = append(s.links, link.hyperlink)
	}
}

// cellLook is how a cell of a table is printed.
func (b *book) cellLook(column sheetColumn, row report.Row, c report.Cell, v value) look {
	kind := column.kind
	if column.part == mainPart {
		kind = c.Kind
	}
	l := look{align: alignment(column.kind), line: gridColor, bold: row.Strong || c.Strong, wrap: v.kind == textValue}
	if v.kind == numberValue {
		l.format = b.numberFormat(column, kind, v.number)
	}
	if row.Strong {
		l.fill = totalFill
	}
	if row.Muted || c.Reason != "" {
		l.color = mutedColor
	}
	return l
}

// numberFormat returns the number format of a number of some kind in a column.
// In a column of changes words say which way it went. Of other kinds with
// decimals a whole number has none: with optional decimals it would be printed
// as "3.".
func (b *book) numberFormat(column sheetColumn, kind report.Kind, n float64) string {
	switch {
	case column.part == relativePart:
		return `+0.0%;"−"0.0%;"±"0.0%`
	case column.kind == report.ChangeKind && kind == report.ChangeKind:
		return b.words.Say("workbook.change_count")
	case column.kind == report.ChangeKind && kind == report.PointsKind:
		return b.words.Say("workbook.change_points")
	case (kind == report.DecimalKind || kind == report.DaysKind) && n == math.Trunc(n):
		return b.words.NumberFormat(report.Count)
	case kind == report.ShareKind && n > 0 && n < leastShare:
		return fmt.Sprintf(`[=0]0.0%%;[<%g]"<0.1%%";0.0%%`, leastShare)
	case kind == report.ShareKind && n < 1 && n >= 1-leastShare:
		return fmt.Sprintf(`[=1]0.0%%;[>=%g]">99.9%%";0.0%%`, 1-leastShare)
	}
	return b.words.NumberFormat(kind)
}

// leastShare is what one decimal shows as more than nothing: a share that is
// neither none nor all never prints as 0.0% or 100.0%.
const leastShare = 0.0005

// indent keeps words off the numbers at their left.
func indent(kind report.Kind, column int) int {
	if column > 0 && alignment(kind) == "left" {
		return 1
	}
	return 0
}

// linesIn returns the lines that a text takes in a cell of a column.
func (b *book) linesIn(s *sheet, column int, l look, text string) int {
	room := s.widths[column] - 1 - 1.5*float64(l.indent)
	if l.bold {
		room *= boldRoom
	}
	return linesOf(text, room*wrapRoom)
}

// alignment sets numbers to the right, words to the left.
func alignment(kind report.Kind) string {
	switch kind {
	case report.Text, report.DateKind, report.MonthKind:
		return "left"
	}
	return "right"
}

// keepHeader keeps the header of a sheet's only table in view and on each
// printed page, and lets a reader filter a list. Of several tables the last one
// has its header on the pages it goes on to, if it is long.
func (b *book) keepHeader(s *sheet, table area, id string) {
	if s.id == summaryID || !s.single && s.closing != id {
		return
	}
	if s.single && table.top <= highestHeader {
		s.frozen = table.top
	}
	if !s.single || s.frozen == table.top {
		s.header = area{1, table.top, 1, table.top}
	}
	if s.id == "events" || s.id == "quality" {
		s.filter = table
	}
}

// highestHeader is the lowest row that may stay in view: more would leave a
// small screen too little to scroll.
const highestHeader = 12
