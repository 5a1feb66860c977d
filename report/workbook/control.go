package workbook

import (
	"fmt"
	"strconv"

	"github.com/breachbrief/breachbrief/report"
)

// check is a formula with the value that the program computed.
type check struct {
	place
	value float64
	kind  report.Kind
}

// controlWidths are those of the columns: sheet, cell, program, formula, agrees.
var controlWidths = []float64{24, 12, 20, 20, 14}

// openControl adds the Control sheet, to be filled when the formulas are known.
func (b *book) openControl() {
	if len(b.live) == 0 {
		return
	}
	name := b.words.Say("workbook.control")
	s := b.addSheet(controlID, name)
	s.widths = append(s.widths, controlWidths...)
	b.fillUp(s)
	s.contents, s.across = len(s.widths), len(s.widths)
	b.placeTitle(s, name)
	b.paragraph(s, report.Paragraph{Role: report.Note, Text: b.words.Say("workbook.control_about")})
	b.controlHead(s)
	for _, cell := range b.live {
		b.checkLook(cell.query.kind)
	}
	b.linkLook()
}

func (b *book) controlHead(s *sheet) {
	row := s.next()
	for i, key := range []string{"sheet", "cell", "program", "formula", "agrees"} {
		l := look{bold: true, fill: headFill, line: baseColor, thick: true, align: "left"}
		if key == "program" || key == "formula" {
			l.align = "right"
		}
		s.set(i+1, row, b.styles.id(l), textOf(b.words.Say("workbook.control_"+key)))
	}
	s.frozen = row
	s.header = area{1, row, 1, row}
}

func (b *book) checkLook(kind report.Kind) int {
	return b.styles.id(look{format: b.words.NumberFormat(kind), align: "right", line: gridColor})
}

func (b *book) linkLook() (text, link int) {
	return b.styles.id(look{line: gridColor, align: "left"}),
		b.styles.id(look{line: gridColor, align: "left", color: baseColor, underline: true})
}

// fillControl lists every formula beside the value that the program computed.
func (b *book) fillControl() {
	s := b.byID[controlID]
	if s == nil {
		return
	}
	text, link := b.linkLook()
	first := s.next()
	yes, no := b.words.Say("workbook.control_yes"), b.words.Say("workbook.control_no")
	for _, check := range b.checks {
		row := s.next()
		name := cellName(check.column, check.row)
		s.set(1, row, text, textOf(check.sheet.name))
		s.set(2, row, link, textOf(name))
		s.links = append(s.links, hyperlink{cell: cellName(2, row), location: quoted(check.sheet.name) + "!" + name})
		style := b.checkLook(check.kind)
		s.set(3, row, style, numberOf(check.value))
		current := numberOf(check.value)
		current.formula = quoted(check.sheet.name) + "!" + name
		s.set(4, row, style, current)
		agrees := textOf(yes)
		n := strconv.Itoa(row)
		agrees.formula = fmt.Sprintf(`IF(ISNUMBER(D%s),IF(ABS(D%s-C%s)<=0.000000001*MAX(1,ABS(C%s)),%s,%s),%s)`,
			n, n, n, n, literal(yes), literal(no), literal(no))
		s.set(5, row, text, agrees)
	}
	b.fillVerdict(area{5, first, 5, max(s.next()-1, first)}.absolute(s.name), no)
}

// fillVerdict says on the summary whether all formulas agree.
func (b *book) fillVerdict(agree, no string) {
	if b.verdict.sheet == nil {
		return
	}
	v := b.verdict.sheet.at(b.verdict.column, b.verdict.row)
	if len(b.checks) == 0 {
		*v = textOf(b.words.Say("workbook.control_none"))
		return
	}
	good := b.words.Say("workbook.control_good", report.Values{"N": b.words.Number(int64(len(b.checks))), "Count": len(b.checks)})
	bad := b.words.Say("workbook.control_bad", report.Values{"Sheet": b.byID[controlID].name})
	*v = textOf(good)
	count := "COUNTIF(" + agree + "," + literal(no) + ")"
	v.formula = "IF(" + count + "=0," + literal(good) + "," + count + "&" + literal(bad) + ")"
}
