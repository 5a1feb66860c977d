package briefing

import (
	"fmt"
	"unicode/utf16"

	"github.com/go-pdf/fpdf"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/chart"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// rgb is an opaque colour.
type rgb struct{ red, green, blue uint8 }

type size struct{ width, height float64 }

// textStyle is how a line of text looks. Leading is the distance of its baselines.
type textStyle struct {
	bold    bool
	size    float64
	leading float64
	color   rgb
}

func (s textStyle) face() *typeface.Face {
	if s.bold {
		return typeface.Bold()
	}
	return typeface.Regular()
}

func (s textStyle) width(text string) float64 { return s.face().Width(text, s.size) }

// baseline returns the depth of the baseline under the top of a line, such that
// capital letters stand in the middle of the line.
func (s textStyle) baseline() float64 { return (s.leading + s.face().CapHeight(s.size)) / 2 }

func (s textStyle) inBold() textStyle {
	s.bold = true
	return s
}

func (s textStyle) in(color rgb) textStyle {
	s.color = color
	return s
}

func (s textStyle) scaled(factor float64) textStyle {
	s.size, s.leading = factor*s.size, factor*s.leading
	return s
}

// A mark is one thing printed on a page. Its place is the upper left corner, or
// the start of the baseline of text.
type mark interface {
	print(p *printer, x, y float64)
}

// placed is a mark and its place, counted from the left margin and from the top
// of its piece, or from the upper left corner of the page.
type placed struct {
	x, y float64
	mark mark
}

// label is a line of text.
type label struct {
	text  string
	style textStyle
}

// rule is a horizontal line. Its place is its left end.
type rule struct {
	width, thickness float64
	color            rgb
}

// box is a rectangle, filled or framed.
type box struct {
	size
	color rgb
	frame float64 // thickness of the frame; 0: filled
}

// drawing is a figure.
type drawing struct {
	size
	figure *report.Figure
}

// area is a part of the page that leads somewhere: to a section, or to an address.
type area struct {
	size
	section, url string
}

// target is what links and bookmarks lead to.
type target struct {
	section string // empty: bookmark only
	title   string
	level   int
}

func (m label) print(p *printer, x, y float64) { p.text(x, y, m.text, m.style) }

func (m rule) print(p *printer, x, y float64) {
	p.strokeColor(m.color)
	p.pdf.SetLineWidth(m.thickness)
	p.pdf.Line(x, y, x+m.width, y)
}

func (m box) print(p *printer, x, y float64) {
	if m.frame == 0 {
		p.fillColor(m.color)
		p.pdf.Rect(x, y, m.width, m.height, "F")
		return
	}
	p.strokeColor(m.color)
	p.pdf.SetLineWidth(m.frame)
	p.pdf.Rect(x, y, m.width, m.height, "D")
}

// print draws the figure as content with an alternative text, for those who
// have pages read to them.
func (m drawing) print(p *printer, x, y float64) {
	p.pdf.RawWriteStr("/Span <</Alt <" + hexString(m.figure.Alt) + ">>> BDC\n")
	if err := chart.Draw(newCanvas(p, x, y, m.size), m.figure, p.words); err != nil {
		p.pdf.SetError(err)
	}
	p.pdf.RawWriteStr("EMC\n")
}

// hexString returns text as the digits of a PDF string, in UTF-16 with its mark.
func hexString(text string) string {
	digits := []byte("FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		digits = fmt.Appendf(digits, "%04X", unit)
	}
	return string(digits)
}

func (m area) print(p *printer, x, y float64) {
	if m.url != "" {
		p.pdf.LinkString(x, y, m.width, m.height, m.url)
		return
	}
	p.pdf.Link(x, y, m.width, m.height, p.link(m.section))
}

func (m target) print(p *printer, _, y float64) {
	if m.section != "" {
		p.pdf.SetLink(p.link(m.section), y, p.pdf.PageNo())
	}
	p.setText(textStyle{size: 8}) // fpdf writes bookmarks in the encoding of the current font
	p.pdf.Bookmark(m.title, m.level, y)
}

// A printer writes marks to the PDF.
type printer struct {
	pdf   *fpdf.Fpdf
	words *report.Words
	links map[string]int // by section
}

// family is the name of the font within the file.
const family = "NotoSansJP"

func (p *printer) setText(style textStyle) {
	weight := ""
	if style.bold {
		weight = "B"
	}
	p.pdf.SetFont(family, weight, style.size)
	p.pdf.SetTextColor(style.color.values())
}

func (p *printer) text(x, y float64, text string, style textStyle) {
	p.setText(style)
	p.pdf.Text(x, y, text)
}

func (p *printer) strokeColor(c rgb) { p.pdf.SetDrawColor(c.values()) }
func (p *printer) fillColor(c rgb)   { p.pdf.SetFillColor(c.values()) }

func (c rgb) values() (red, green, blue int) { return int(c.red), int(c.green), int(c.blue) }

// link returns the number of the link to a section.
func (p *printer) link(section string) int {
	number, ok := p.links[section]
	if !ok {
		number = p.pdf.AddLink()
		p.links[section] = number
	}
	return number
}
