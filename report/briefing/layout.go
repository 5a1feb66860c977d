package briefing

import (
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// roundsOfLayout bounds how often the document is laid out until the numbers of
// the pages it refers to stand still. Two are the rule; more are needed only
// where a number's length moves a line.
const roundsOfLayout = 5

// A layout sets a document in pieces.
type layout struct {
	document *report.Document
	words    pageWords
	styles   styles          // of the section being set
	printed  map[string]bool // sections of the briefing
	before   known

	pieces   []piece
	tables   int
	figures  int
	replaced []typeface.Replacement
}

// known is what a layout tells the next one.
type known struct {
	pages    map[string]int // first page of each section
	replaced []typeface.Replacement
}

// layOut places a document on pages. It is laid out again until references to
// pages are right.
func layOut(document *report.Document) ([]sheet, error) {
	words, err := wordsOf(document.Language)
	if err != nil {
		return nil, err
	}
	printed := make(map[string]bool)
	for _, section := range document.Sections {
		printed[section.ID] = section.Briefing
	}
	var before known
	var sheets []sheet
	for range roundsOfLayout {
		l := layout{document: document, words: words, styles: stylesOf(document.Language), printed: printed, before: before}
		l.compose()
		sheets = paginate(l.pieces, l.stampDrop())
		after := known{pages: pagesOf(sheets), replaced: l.replaced}
		l.furnish(sheets)
		if before.equal(after) {
			break
		}
		before = after
	}
	return sheets, nil
}

func (k known) equal(other known) bool {
	if len(k.pages) != len(other.pages) || len(k.replaced) != len(other.replaced) {
		return false
	}
	for section, page := range k.pages {
		if other.pages[section] != page {
			return false
		}
	}
	return true
}

// pagesOf returns the page on which each section begins.
func pagesOf(sheets []sheet) map[string]int {
	pages := make(map[string]int)
	for i, page := range sheets {
		for _, m := range page.marks {
			if t, ok := m.mark.(target); ok && t.section != "" {
				pages[t.section] = i + 1
			}
		}
	}
	return pages
}

// compose sets the title block and all sections of the briefing. The first
// section stands on the first page alone.
func (l *layout) compose() {
	l.titleBlock()
	var sections []report.Section
	for _, section := range l.document.Sections {
		if section.Briefing {
			sections = append(sections, section)
		}
	}
	listing := placeOfReplaced(sections)
	for i, section := range sections {
		l.styles = stylesOf(l.document.Language)
		if isAppendix(section) {
			l.styles = l.styles.small()
		}
		l.sectionHead(section, i)
		l.blocks(section.InBriefing())
		if i == listing {
			l.reportReplaced()
		}
	}
}

func (l *layout) blocks(blocks []report.Block) {
	previous := report.Body
	for i := 0; i < len(blocks); i++ {
		after := previous
		previous = roleOf(blocks[i])
		switch b := blocks[i].(type) {
		case report.Paragraph:
			if b.Role == report.Note && i > 0 && len(l.pieces) > 0 {
				l.pieces[len(l.pieces)-1].keep = true // it explains what is above
			}
			l.paragraph(b, after)
			l.keepWithNext(b, blocks[i+1:])
		case report.List:
			l.list(b)
		case report.Table:
			if i+1 < len(blocks) && l.pair(b, blocks[i+1]) {
				i++
				continue
			}
			l.newTable(b, textWidth).setTable()
		case *report.Figure:
			l.figure(b)
		}
	}
}

// keepWithNext keeps the last line of a paragraph with what it introduces: the
// result at the head of a section with the block after it, and any paragraph with
// a table that has no title of its own.
func (l *layout) keepWithNext(p report.Paragraph, rest []report.Block) {
	if len(rest) == 0 || len(l.pieces) == 0 {
		return
	}
	table, isTable := rest[0].(report.Table)
	if p.Role == report.Lead || isTable && table.Title == "" {
		l.pieces[len(l.pieces)-1].keep = true
	}
}

// roleOf returns the role of a paragraph, Body for any other block.
func roleOf(block report.Block) report.Role {
	if p, ok := block.(report.Paragraph); ok {
		return p.Role
	}
	return report.Body
}

// lines breaks text without a link into lines no wider than width.
func (l *layout) lines(text string, width float64, style textStyle) []string {
	var lines []string
	for _, line := range l.flowLines(flow{text: text, style: style, width: width}) {
		lines = append(lines, line.text)
	}
	return lines
}
