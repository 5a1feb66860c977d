package briefing

import (
	"strconv"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// charactersOfLastLine is how long the last line of a paragraph is at least,
// in characters as wide as the type is high.
const charactersOfLastLine = 3

const (
	blockSpace    = 8.0 // above a block
	closeSpace    = 3.5 // between what belongs together
	listIndent    = 13.0
	warningPad    = 6.0
	warningGap    = 2.0 // between two warnings
	warningStripe = 2.5
	linesOfABox   = 24 // of a warning; a longer one is cut into several boxes
)

// paragraph sets running text after a block of another role: close to a heading
// or to another warning.
func (l *layout) paragraph(p report.Paragraph, after report.Role) {
	f := flow{text: p.Text, style: l.styles.body, width: textWidth, link: p.Link, space: blockSpace}
	switch p.Role {
	case report.Heading:
		l.heading(p)
		return
	case report.Warning:
		l.warning(p, after == report.Warning)
		return
	case report.Lead:
		f.style = l.styles.lead
	case report.Note:
		f.style = l.styles.note
	}
	if after == report.Heading {
		f.space = closeSpace
	}
	l.text(f)
}

func (l *layout) heading(p report.Paragraph) {
	start := len(l.pieces)
	l.text(flow{text: p.Text, style: l.styles.heading, width: textWidth, link: p.Link, space: blockSpace + 5, balance: true})
	for i := range l.pieces[start:] {
		l.pieces[start+i].keep = true
	}
	if len(l.pieces) > start {
		l.pieces[start].add(0, 0, target{title: l.clean(p.Text), level: 1})
	}
}

// flow is text to be set in lines.
type flow struct {
	text   string
	style  textStyle
	indent float64 // of all lines
	width  float64 // of the lines, from the indent on
	space  float64 // above the first line
	link   report.Link
	// balance makes the lines about equally wide.
	balance bool
}

// text sets lines, each a piece. No single line is left behind at the foot of a
// page or carried to the next.
func (l *layout) text(f flow) {
	lines := l.flowLines(f)
	for i, line := range lines {
		strip := piece{height: f.style.leading, keep: i == 0 && len(lines) > 1 || i == len(lines)-2}
		if i == 0 {
			strip.space = f.space
		}
		l.set(&strip, f, textLine{line.text, line.tail, f.indent, 0})
		l.pieces = append(l.pieces, strip)
	}
}

// textLine is a line of text with its place in a piece: the upper left corner.
type textLine struct {
	text string
	tail int // where the reference to a page begins in it
	x, y float64
}

// flowLines breaks text with its reference into lines.
func (l *layout) flowLines(f flow) []textLine {
	text := l.clean(f.text)
	start := len(text)
	set := typeface.Style{Face: f.style.face(), Size: f.style.size}
	options := typeface.BreakOptions{Balance: f.balance, LastLine: charactersOfLastLine * f.style.size}
	var lines []textLine
	for _, line := range set.Break(text+l.reference(f.link), f.width, options) {
		lines = append(lines, textLine{text: line.Text, tail: min(max(start, 0), len(line.Text))})
		start -= len(line.Text) + len(line.Trimmed)
	}
	return lines
}

// set adds a line to a piece, with the area that makes it a link. What leads out
// of the document looks like a link as a whole, else only the reference does.
func (l *layout) set(strip *piece, f flow, line textLine) {
	section, url := l.destination(f.link)
	style := f.style
	if url != "" {
		style.color = accent
	}
	if section != "" || url != "" {
		strip.add(line.x, line.y, area{size{style.width(line.text), style.leading}, section, url})
	}
	baseline := line.y + style.baseline()
	head, tail := line.text[:line.tail], line.text[line.tail:]
	if head != "" {
		strip.add(line.x, baseline, label{head, style})
	}
	if tail != "" {
		strip.add(line.x+style.width(head), baseline, label{tail, style.in(accent)})
	}
}

func (l *layout) list(list report.List) {
	style := l.styles.body
	for i, item := range list.Items {
		bullet, space := "•", closeSpace
		if list.Ordered {
			bullet = strconv.Itoa(i+1) + "."
		}
		if i == 0 {
			space = blockSpace
		}
		start := len(l.pieces)
		l.text(flow{text: item, style: style, indent: listIndent, width: textWidth - listIndent, space: space})
		if len(l.pieces) > start {
			l.pieces[start].add(listIndent-5-style.width(bullet), style.baseline(), label{bullet, style})
		}
	}
}

// warning sets a doubt in a tinted box with a stripe and a word at its side, so
// that it stands out in grey print too.
func (l *layout) warning(p report.Paragraph, afterWarning bool) {
	style := l.styles.body
	word := label{l.words.Caution, style.inBold().in(alarm)}
	indent := warningStripe + warningPad + word.style.width(word.text) + warningPad
	f := flow{text: p.Text, style: style, width: textWidth - indent - warningPad, link: p.Link}
	lines := l.flowLines(f)
	for start := 0; start < len(lines); start += linesOfABox {
		part := lines[start:min(start+linesOfABox, len(lines))]
		height := float64(len(part))*style.leading + warningPad
		strip := piece{space: blockSpace, height: height}
		if afterWarning || start > 0 {
			strip.space = warningGap
		}
		strip.add(0, 0, box{size: size{textWidth, height}, color: tint})
		strip.add(0, 0, box{size: size{warningStripe, height}, color: alarm})
		strip.add(warningStripe+warningPad, warningPad/2+style.baseline(), word)
		for i, line := range part {
			line.x, line.y = indent, warningPad/2+float64(i)*style.leading
			l.set(&strip, f, line)
		}
		l.pieces = append(l.pieces, strip)
	}
}
