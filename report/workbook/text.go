package workbook

import (
	"strconv"

	"github.com/breachbrief/breachbrief/report"
)

// The sizes of text in points.
const (
	titleSize   = 16
	headingSize = 12
	leadSize    = 12
	noteSize    = 9
)

// place lays a section out on its sheet.
func (b *book) place(section report.Section) {
	s := b.byID[section.ID]
	blocks := section.InWorkbook()
	b.planColumns(s, blocks)
	b.placeTitle(s, section.Title)
	if section.ID == summaryID {
		b.placeSummary(s, blocks)
		return
	}
	if section.ID == incidentsID && b.document.Listing != nil {
		b.placeBlocks(s, blocks)
		b.placeListing(s)
		return
	}
	if section.ID == "quality" {
		b.placeOmissions(s)
	}
	if len(blocks) == 0 {
		b.paragraph(s, report.Paragraph{Role: report.Note, Text: b.words.Say("workbook.empty_sheet")})
	}
	b.placeBlocks(s, blocks)
}

// placeSummary sets the text and the tables, then the charts and the list of
// sheets: on paper they make the first and the second page.
func (b *book) placeSummary(s *sheet, blocks []report.Block) {
	var charts, others []report.Block
	for _, block := range blocks {
		if f, ok := block.(*report.Figure); ok && isChart(f) {
			charts = append(charts, f)
		} else {
			others = append(others, block)
		}
	}
	b.placeBlocks(s, others)
	b.placeBlocks(s, append(charts, b.highlights(blocks)...))
	b.placeContents(s)
}

// placeBlocks lays blocks out one below the other; on the summary two figures
// that follow each other stand side by side.
func (b *book) placeBlocks(s *sheet, blocks []report.Block) {
	for i := 0; i < len(blocks); i++ {
		switch block := blocks[i].(type) {
		case report.Paragraph:
			b.paragraph(s, block)
		case report.List:
			b.list(s, block)
		case report.Table:
			b.table(s, block)
		case *report.Figure:
			figures := []*report.Figure{block}
			if i+1 < len(blocks) && s.id == summaryID {
				if second, ok := blocks[i+1].(*report.Figure); ok && isChart(block) && isChart(second) {
					figures = append(figures, second)
					i++
				}
			}
			b.figures(s, figures)
		}
	}
}

// placeTitle begins a sheet with its title and what it is about.
func (b *book) placeTitle(s *sheet, title string) {
	s.fill(area{1, 1, s.across, 1}, b.styles.id(look{size: titleSize, bold: true, color: baseColor}), textOf(title))
	s.row(1).height = b.heightOfLines(1, titleSize)
	about := look{size: noteSize, color: mutedColor, line: baseColor}
	text := b.words.Say("workbook.about", report.Values{"Period": b.document.Period, "AsOf": b.document.AsOf})
	if s.id == summaryID {
		s.fill(area{1, 2, s.across, 2}, b.styles.id(about), textOf(text))
		b.placeVerdict(s)
		return
	}
	back := max(s.across, 2) // where the link back begins: wide enough for its words
	for back > 2 && s.room(back, s.across) < backWidth {
		back--
	}
	s.fill(area{1, 2, back - 1, 2}, b.styles.id(about), textOf(text))
	if summary, ok := b.byID[summaryID]; ok && s.across >= back {
		about.color, about.underline, about.align = baseColor, true, "right"
		s.fill(area{back, 2, s.across, 2}, b.styles.id(about), textOf(b.words.Say("workbook.back")))
		s.links = append(s.links, hyperlink{cell: cellName(back, 2), location: quoted(summary.name) + "!A1"})
	}
	s.frozen = 2
	s.header = area{1, 1, 1, 3}
	s.space()
}

// backWidth is the width of the link back to the summary.
const backWidth = 22

// placeVerdict keeps the row for the sentence that says whether all formulas
// agree with the program.
func (b *book) placeVerdict(s *sheet) {
	row := s.next()
	s.fill(area{1, row, s.across, row}, b.styles.id(look{size: noteSize, color: baseColor, underline: true}), value{})
	b.verdict = place{s, 1, row}
	s.space()
}

// paragraph sets running text over the width of the sheet.
func (b *book) paragraph(s *sheet, p report.Paragraph) {
	l := look{wrap: true, top: true, align: "left"}
	switch p.Role {
	case report.Lead:
		l.size, l.fill, l.bold = leadSize, leadFill, true
	case report.Heading:
		l.size, l.bold, l.color, l.line = headingSize, true, baseColor, gridColor
		if s.next() > 4 {
			s.space()
		}
	case report.Note:
		l.size, l.color = noteSize, mutedColor
	case report.Warning:
		l.fill, l.edge, l.indent = warningFill, emphasisColor, 1
	}
	link, linked := b.resolve(p.Link)
	if linked {
		l.color, l.underline = baseColor, true
	}
	cell := b.running(s, 1, s.across, l, p.Text)
	if linked {
		link.cell = cell
		s.links = append(s.links, link)
	}
	if p.Role == report.Lead || p.Role == report.Warning {
		s.space()
	}
}

// running sets text into merged cells of the next row, high enough to show all
// of it, and returns the cell it stands in.
func (b *book) running(s *sheet, left, right int, l look, text string) string {
	row := s.next()
	s.fill(area{left, row, right, row}, b.styles.id(l), textOf(text))
	s.row(row).height = b.heightOf(s.room(left, right)-float64(l.indent), l, text)
	return cellName(left, row)
}

// heightOf returns the height of a row that shows text in so much room. Bold
// text is a little wider.
func (b *book) heightOf(room float64, l look, text string) float64 {
	size := l.size
	if size == 0 {
		size = textSize
	}
	room *= textSize / size
	if l.bold {
		room *= boldRoom
	}
	return b.heightOfLines(linesOf(text, room*wrapRoom), size)
}

// Text is a little wider than its characters say: programs break lines early,
// and bold letters are wider.
const (
	wrapRoom = 0.97
	boldRoom = 0.94
)

// list sets each statement on lines of its own.
func (b *book) list(s *sheet, list report.List) {
	for i, item := range list.Items {
		mark := "・"
		if list.Ordered {
			mark = strconv.Itoa(i+1) + ". "
		} else if b.document.Language != report.Japanese {
			mark = "• "
		}
		b.running(s, 1, s.across, look{wrap: true, top: true, align: "left"}, mark+item)
	}
	s.space()
}

// contentColumns is how many links stand side by side in the list of sheets, if
// there is room.
const contentColumns = 6

// fitting parts the columns into as many panels, at most n, as have room for
// names that follow each other line by line.
func (s *sheet) fitting(n int, names []string) []panel {
	for ; n > 2; n-- {
		panels := s.panels(n)
		fits := true
		for i, name := range names {
			p := panels[i%len(panels)]
			fits = fits && float64(cellsOf(name)+1) <= s.room(p.left, p.right)*boldRoom
		}
		if fits {
			return panels
		}
	}
	return s.panels(n)
}

// placeContents lists the sheets of the workbook with links to them.
func (b *book) placeContents(s *sheet) {
	s.gap()
	names := []string{b.words.Say("workbook.contents")} // the heading, then the sheets
	for _, other := range b.sheets {
		if other != s {
			names = append(names, other.name)
		}
	}
	start, panels := s.next(), s.fitting(contentColumns, names)
	for i, name := range names {
		p, row := panels[i%len(panels)], start+i/len(panels)
		l := look{color: baseColor, bold: i == 0, underline: i > 0, fill: leadFill}
		s.fill(area{p.left, row, p.right, row}, b.styles.id(l), textOf(name))
		if i > 0 {
			s.links = append(s.links, hyperlink{cell: cellName(p.left, row), location: quoted(name) + "!A1"})
		}
	}
	if rest := len(names) % len(panels); rest > 0 {
		s.fill(area{panels[rest].left, s.next() - 1, s.across, s.next() - 1}, b.styles.id(look{fill: leadFill}), value{})
	}
	s.keep(start)
}
