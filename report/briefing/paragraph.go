package briefing

import (
	"strconv"

	"github.com/breachbrief/breachbrief/report"
)

const (
	blockSpace    = 9.0 // above a block
	closeSpace    = 3.5 // between what belongs together
	listIndent    = 13.0
	warningPad    = 7.0
	warningStripe = 2.5
	linesOfABox   = 24 // of a warning; a longer one is cut into several boxes
)

func (l *layout) paragraph(p report.Paragraph) {
	style := l.styles.body
	switch p.Role {
	case report.Heading:
		l.heading(p)
		return
	case report.Warning:
		l.warning(p)
		return
	case report.Lead:
		style = l.styles.lead
	case report.Note:
		style = l.styles.note
	}
	l.text(flow{text: p.Text, style: style, width: textWidth, link: p.Link, space: blockSpace})
}

func (l *layout) heading(p report.Paragraph) {
	start := len(l.pieces)
	l.text(flow{text: p.Text, style: l.styles.heading, width: textWidth, link: p.Link, space: blockSpace + 5})
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
}

// text sets lines, each a piece. No single line is left behind at the foot of a
// page or carried to the next.
func (l *layout) text(f flow) {
	reference := l.reference(f.link)
	lines := l.lines(f.text+reference, f.width, f.style)
	for i, line := range lines {
		strip := piece{height: f.style.leading, keep: i == 0 && len(lines) > 1 || i == len(lines)-2}
		if i == 0 {
			strip.space = f.space
		}
		l.linked(&strip, placed{f.indent, 0, label{line, f.style}}, f.link)
		l.pieces = append(l.pieces, strip)
	}
}

// linked adds a line of text to a piece, with the area that makes it a link.
// The place is the upper left corner of the line.
func (l *layout) linked(strip *piece, at placed, link report.Link) {
	line := at.mark.(label)
	section, url := l.destination(link)
	if section != "" || url != "" {
		line.style.color = accent
		strip.add(at.x, at.y, area{size{line.style.width(line.text), line.style.leading}, section, url})
	}
	strip.add(at.x, at.y+line.style.baseline(), line)
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
func (l *layout) warning(p report.Paragraph) {
	style := l.styles.body
	word := label{l.words.Caution, style.inBold().in(alarm)}
	indent := warningStripe + warningPad + word.style.width(word.text) + warningPad
	lines := l.lines(p.Text+l.reference(p.Link), textWidth-indent-warningPad, style)
	for start := 0; start < len(lines); start += linesOfABox {
		part := lines[start:min(start+linesOfABox, len(lines))]
		height := float64(len(part))*style.leading + warningPad
		strip := piece{space: blockSpace, height: height}
		strip.add(0, 0, box{size: size{textWidth, height}, color: tint})
		strip.add(0, 0, box{size: size{warningStripe, height}, color: alarm})
		strip.add(warningStripe+warningPad, warningPad/2+style.baseline(), word)
		for i, line := range part {
			l.linked(&strip, placed{indent, warningPad/2 + float64(i)*style.leading, label{line, style}}, p.Link)
		}
		l.pieces = append(l.pieces, strip)
	}
}
