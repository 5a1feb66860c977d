package briefing

import (
	"fmt"
	"strconv"
)

const (
	stampPad   = 4.0
	stampFrame = 1.0
)

// titleBlock opens the first page: who publishes, what, for which period, as of
// which day.
func (l *layout) titleBlock() {
	d := l.document
	if d.Organization != "" {
		style := l.styles.running
		style.size, style.leading = 9, 14
		l.text(flow{text: d.Organization, style: style, width: textWidth - l.stampWidth() - cellGap})
	}
	l.text(flow{text: d.Title, style: l.styles.title, width: textWidth - l.stampWidth() - cellGap, space: 2})
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

func (l *layout) stampStyle() textStyle {
	return textStyle{bold: true, size: 8.5, leading: 12, color: stamp}
}

func (l *layout) stampWidth() float64 {
	if l.document.Marking == "" {
		return 0
	}
	return l.stampStyle().width(l.clean(l.document.Marking)) + 2*stampPad
}

// stamp prints the marking in a red frame at the upper right corner. A marking
// wider than half the page is set in several lines.
func (l *layout) stamp(page *sheet) {
	style := l.stampStyle()
	lines := l.lines(l.document.Marking, textWidth/2, style)
	if len(lines) == 0 {
		return
	}
	width := 0.0
	for _, line := range lines {
		width = max(width, style.width(line))
	}
	frame := box{size{width + 2*stampPad, float64(len(lines))*style.leading + stampPad}, stamp, stampFrame}
	left := pageWidth - margin - frame.width
	top := headerLine - style.baseline() - stampPad/2
	page.add(left, top, frame)
	for i, line := range lines {
		page.add(left+stampPad, headerLine+float64(i)*style.leading, label{line, style})
	}
}

func (l *layout) runningHeader(page *sheet) {
	style := l.styles.running
	text := l.document.Title
	if l.document.Period != "" {
		text += "  |  " + l.document.Period
	}
	lines := l.lines(text, textWidth-l.stampWidth()-cellGap, style)
	if len(lines) > 0 {
		page.add(margin, headerLine, label{lines[0], style})
	}
	page.add(margin, headerLine+7, rule{textWidth, thin, hairline})
}

func (l *layout) footer(page *sheet, number, total int) {
	style := l.styles.running
	text := fmt.Sprintf(l.words.Page, strconv.Itoa(number), strconv.Itoa(total))
	width := style.width(text)
	page.add(margin, footerLine-12, rule{textWidth, thin, hairline})
	page.add(pageWidth-margin-width, footerLine, label{text, style})
	for i, line := range l.lines(l.document.Footer, textWidth-width-2*cellGap, style) {
		page.add(margin, footerLine+float64(i)*style.leading, label{line, style})
	}
}
