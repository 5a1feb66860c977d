package briefing

import (
	"fmt"
	"strconv"
	"strings"

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
		l.blocks(printedBlocks(section))
		if i == listing {
			l.reportReplaced()
		}
	}
}

// isAppendix reports whether a section is for reference rather than reading.
func isAppendix(section report.Section) bool {
	return section.ID == "methods" || section.ID == "glossary"
}

// placeOfReplaced returns the section that lists replaced characters: the one on
// data quality, else the last.
func placeOfReplaced(sections []report.Section) int {
	for i, section := range sections {
		if section.ID == "quality" {
			return i
		}
	}
	return len(sections) - 1
}

// sectionHead sets the title of a section; the first needs no number.
func (l *layout) sectionHead(section report.Section, index int) {
	style := l.styles.section
	title := section.Title
	first := len(l.pieces)
	if index == 0 {
		l.text(flow{text: title, style: l.styles.heading, width: textWidth, space: blockSpace})
	} else {
		number := strconv.Itoa(index)
		indent := style.width(number) + 9
		l.text(flow{text: title, style: style, indent: indent, width: textWidth - indent, space: 22})
		if len(l.pieces) == first {
			l.pieces = append(l.pieces, piece{space: 22, height: style.leading})
		}
		l.pieces[first].add(0, style.baseline(), label{number, style.in(accent)})
		last := &l.pieces[len(l.pieces)-1]
		last.height += 3
		last.add(0, last.height, rule{textWidth, thin, accent})
		title = number + " " + title
	}
	if len(l.pieces) == first {
		l.pieces = append(l.pieces, piece{})
	}
	for i := first; i < len(l.pieces); i++ {
		l.pieces[i].keep = true
	}
	l.pieces[first].fresh = index == 1
	l.pieces[first].add(0, 0, target{section: section.ID, title: l.clean(title)})
}

// printedBlocks returns the blocks of a section that stand in the briefing.
func printedBlocks(section report.Section) []report.Block {
	var printed []report.Block
	for _, block := range section.Blocks {
		if placeOf(block) != report.WorkbookOnly {
			printed = append(printed, block)
		}
	}
	return printed
}

func placeOf(block report.Block) report.Place {
	switch b := block.(type) {
	case report.Paragraph:
		return b.Place
	case report.List:
		return b.Place
	case report.Table:
		return b.Place
	case *report.Figure:
		if b != nil {
			return b.Place
		}
	}
	return report.WorkbookOnly
}

func (l *layout) blocks(blocks []report.Block) {
	previous := report.Body
	for i := 0; i < len(blocks); i++ {
		after := previous
		previous = roleOf(blocks[i])
		switch b := blocks[i].(type) {
		case report.Paragraph:
			l.paragraph(b, after)
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

// roleOf returns the role of a paragraph, Body for any other block.
func roleOf(block report.Block) report.Role {
	if p, ok := block.(report.Paragraph); ok {
		return p.Role
	}
	return report.Body
}

// clean returns text fit for the page and remembers which characters the reader
// does not see as they were written.
func (l *layout) clean(text string) string {
	cleaned, replaced := typeface.Clean(text)
	for _, r := range replaced {
		if r.Reason.Visible() {
			l.note(r)
		}
	}
	return cleaned
}

func (l *layout) note(r typeface.Replacement) {
	for i := range l.replaced {
		if l.replaced[i].From == r.From {
			return
		}
	}
	l.replaced = append(l.replaced, r)
}

// lines breaks text without a link into lines no wider than width.
func (l *layout) lines(text string, width float64, style textStyle) []string {
	var lines []string
	for _, line := range l.flowLines(flow{text: text, style: style, width: width}) {
		lines = append(lines, line.text)
	}
	return lines
}

// reportReplaced lists the characters that were replaced, by their code points,
// because the page cannot show them.
func (l *layout) reportReplaced() {
	if len(l.before.replaced) == 0 {
		return
	}
	var list []string
	for _, r := range l.before.replaced {
		var codes []string
		for _, char := range r.From {
			codes = append(codes, fmt.Sprintf("U+%04X", char))
		}
		list = append(list, fmt.Sprintf(l.words.Replacement, strings.Join(codes, " "), r.To))
	}
	text := fmt.Sprintf(l.words.Replaced, strings.Join(list, l.words.ListComma))
	l.text(flow{text: text, style: l.styles.note, width: textWidth, space: blockSpace})
}
