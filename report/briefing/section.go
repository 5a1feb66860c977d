package briefing

import (
	"strconv"

	"github.com/breachbrief/breachbrief/report"
)

const (
	sectionSpace = 22.0 // above the title of a section
	numberGap    = 9.0  // between its number and its words
	titleFoot    = 3.0  // between the title and the rule under it
)

// isAppendix reports whether a section is for reference rather than reading.
func isAppendix(section report.Section) bool {
	return section.ID == "methods" || section.ID == "glossary"
}

// sectionHead sets the title of a section, with a number but for the first, which
// follows the title of the document.
func (l *layout) sectionHead(section report.Section, index int) {
	start := len(l.pieces)
	bookmark := l.clean(section.Title)
	if index == 0 {
		l.text(flow{text: section.Title, style: l.styles.heading, width: textWidth, space: blockSpace})
	} else {
		number := strconv.Itoa(index)
		l.numberedTitle(number, section.Title)
		bookmark = number + " " + bookmark
	}
	if len(l.pieces) == start {
		l.pieces = append(l.pieces, piece{}) // an empty title is still a target
	}
	for i := start; i < len(l.pieces); i++ {
		l.pieces[i].keep = true
	}
	l.pieces[start].fresh = index == 1
	l.pieces[start].add(0, 0, target{section: section.ID, title: bookmark})
}

// numberedTitle sets a number and a title over a rule.
func (l *layout) numberedTitle(number, title string) {
	style := l.styles.section
	start := len(l.pieces)
	indent := style.width(number) + numberGap
	l.text(flow{text: title, style: style, indent: indent, width: textWidth - indent, space: sectionSpace, balance: true})
	if len(l.pieces) == start {
		l.pieces = append(l.pieces, piece{space: sectionSpace, height: style.leading})
	}
	l.pieces[start].add(0, style.baseline(), label{number, style.in(accent)})
	last := &l.pieces[len(l.pieces)-1]
	last.height += titleFoot
	last.add(0, last.height, rule{textWidth, thin, accent})
}
