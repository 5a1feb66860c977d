package briefing

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report/typeface"
)

const (
	stampPad   = 4.0
	stampFrame = 1.0
)

// titleBlock opens the first page: who publishes, what, for which period, as of
// which day.
func (l *layout) titleBlock() {
	d := l.document
	_, _, taken := l.stampLines()
	if d.Organization != "" {
		style := l.styles.running
		style.size, style.leading = 9, 14
		l.text(flow{text: d.Organization, style: style, width: textWidth - taken - cellGap})
	}
	l.text(flow{text: d.Title, style: l.styles.title, width: textWidth - taken - cellGap, space: 2})
	asOf := label{l.clean(d.AsOf), l.styles.running}
	asOfWidth := asOf.style.width(asOf.text)
	start := len(l.pieces)
	l.text(flow{text: d.Period, style: l.styles.period, width: textWidth - asOfWidth - cellGap, space: 1})
	if len(l.pieces) == start {
		l.pieces = append(l.pieces, piece{height: l.styles.period.leading})
	}
	last := &l.pieces[len(l.pieces)-1]
	last.add(textWidth-asOfWidth, last.height-l.styles.period.leading+l.styles.period.baseline(), asOf)
	line := piece{space: 4, height: 2}
	line.add(0, 0, rule{textWidth, 1.6, accent})
	l.pieces = append(l.pieces, line)
	for i := range l.pieces {
		l.pieces[i].keep = true
	}
}

// furnish adds to every page what all pages carry: marking, running header,
// footer with the number of the page.
func (l *layout) furnish(sheets []sheet) {
	for i := range sheets {
		page := &sheets[i]
		l.stamp(page)
		if i > 0 {
			l.runningHeader(page)
		}
		l.footer(page, i+1, len(sheets))
	}
}

func (s *sheet) add(x, y float64, m mark) { s.marks = append(s.marks, placed{x, y, m}) }

// stampLines returns the marking in lines of at most half the width, and the
// width of its frame.
func (l *layout) stampLines() (lines []string, style textStyle, width float64) {
	style = textStyle{bold: true, size: 8.5, leading: 12, color: stamp}
	lines = l.lines(l.document.Marking, textWidth/2, style)
	for _, line := range lines {
		width = max(width, style.width(line)+2*stampPad)
	}
	return lines, style, width
}

// stampDrop returns how much lower than usual the text of a page begins, because
// the marking needs more lines than the margin has.
func (l *layout) stampDrop() float64 {
	const linesOfMargin = 2
	lines, style, _ := l.stampLines()
	return float64(max(0, len(lines)-linesOfMargin)) * style.leading
}

// stamp prints the marking in a red frame at the upper right corner.
func (l *layout) stamp(page *sheet) {
	lines, style, width := l.stampLines()
	if len(lines) == 0 {
		return
	}
	frame := box{size{width, float64(len(lines))*style.leading + stampPad}, stamp, stampFrame}
	left := pageWidth - margin - width
	page.add(left, headerLine-style.baseline()-stampPad/2, frame)
	for i, line := range lines {
		page.add(left+stampPad, headerLine+float64(i)*style.leading, label{line, style})
	}
}

// runningHeader names the document. What does not fit ends in an ellipsis: it
// stands in full on the first page.
func (l *layout) runningHeader(page *sheet) {
	style := l.styles.running
	text := l.document.Title
	if l.document.Period != "" {
		text += "  |  " + l.document.Period
	}
	_, _, taken := l.stampLines()
	page.add(margin, headerLine, label{l.oneLine(text, textWidth-taken-cellGap, style), style})
	page.add(margin, headerLine+7, rule{textWidth, thin, hairline})
}

// footer prints where the document comes from, on at most two lines, and the
// number of the page. Inputs that do not fit stand in the section on data quality.
func (l *layout) footer(page *sheet, number, total int) {
	style := l.styles.running
	text := fmt.Sprintf(l.words.Page, strconv.Itoa(number), strconv.Itoa(total))
	width := style.width(text)
	page.add(margin, footerLine-12, rule{textWidth, thin, hairline})
	page.add(pageWidth-margin-width, footerLine, label{text, style})
	room := textWidth - width - 2*cellGap
	lines := l.lines(l.document.Footer, room, style)
	if len(lines) > 2 {
		lines = []string{lines[0], l.oneLine(strings.Join(lines[1:], ""), room, style)}
	}
	for i, line := range lines {
		page.add(margin, footerLine+float64(i)*style.leading, label{line, style})
	}
}

// oneLine returns text on one line, with an ellipsis where it is too wide.
func (l *layout) oneLine(text string, width float64, style textStyle) string {
	line := strings.ReplaceAll(l.clean(text), "\n", " ")
	return typeface.Style{Face: style.face(), Size: style.size}.Truncate(line, width)
}
