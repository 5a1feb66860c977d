package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// check is a formula with what it comes to and with the value that the program
// computed.
type check struct {
	place
	program, formula value
	agrees           bool
	kind             report.Kind
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
	if v := b.verdict; v.sheet != nil {
		v.sheet.links = append(v.sheet.links, hyperlink{cell: cellName(v.column, v.row), location: quoted(s.name) + "!A1"})
	}
	for _, cell := range b.live {
		b.checkLook(cell.query.kind)
	}
	b.controlLooks()
}

func (b *book) controlHead(s *sheet) {
	row := s.next()
	for i, key := range []string{"sheet", "cell", "program", "formula", "agrees"} {
		l := look{bold: true, fill: headFill, line: baseColor, thick: true, align: "left"}
		if key == "program" || key == "formula" {
			l.align = "right"
		}
		l.indent = boolNumber(key == "agrees")
		s.set(i+1, row, b.styles.id(l), textOf(b.words.Say("workbook.control_"+key)))
	}
	s.frozen = row
	s.header = area{1, row, 1, row}
}

func (b *book) checkLook(kind report.Kind) int {
	return b.styles.id(look{format: b.words.NumberFormat(kind), align: "right", line: gridColor})
}

// controlLooks returns the styles of names, links and answers.
func (b *book) controlLooks() (text, link, answer int) {
	l := look{line: gridColor, align: "left"}
	text = b.styles.id(l)
	l.indent = 1
	return text, b.styles.linked(text), b.styles.id(l)
}

// fillControl lists every formula beside the value that the program computed.
func (b *book) fillControl() {
	s := b.byID[controlID]
	if s == nil {
		return
	}
	text, link, answer := b.controlLooks()
	first := s.next()
	answers := map[bool]string{true: b.words.Say("workbook.control_yes"), false: b.words.Say("workbook.control_no")}
	for _, check := range b.checks {
		row := s.next()
		name := cellName(check.column, check.row)
		s.set(1, row, text, textOf(check.sheet.name))
		s.set(2, row, link, textOf(name))
		s.links = append(s.links, hyperlink{cell: cellName(2, row), location: quoted(check.sheet.name) + "!" + name})
		style := b.checkLook(check.kind)
		s.set(3, row, style, check.program)
		current := check.formula
		current.formula = quoted(check.sheet.name) + "!" + name
		s.set(4, row, style, current)
		agrees := textOf(answers[check.agrees])
		n := strconv.Itoa(row)
		agrees.formula = fmt.Sprintf(`IF(ISNUMBER(D%s),IF(ABS(D%s-C%s)<=0.000000001*MAX(1,ABS(C%s)),%s,%s),%s)`,
			n, n, n, n, literal(answers[true]), literal(answers[false]), literal(answers[false]))
		s.set(5, row, answer, agrees)
	}
	b.fillVerdict(area{5, first, 5, max(s.next()-1, first)}.absolute(s.name), answers[false])
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
	total := b.words.Number(int64(len(b.checks)))
	good := b.words.Say("workbook.control_good", report.Values{"N": total, "Count": len(b.checks)})
	const counted = "\x00" // where the number stands
	before, after, _ := strings.Cut(b.words.Say("workbook.control_bad", report.Values{
		"N": counted, "Total": total, "Sheet": b.byID[controlID].name}), counted)
	*v = textOf(good)
	if n := b.disagreeing(); n > 0 {
		*v = textOf(before + strconv.Itoa(n) + after)
	}
	count := "COUNTIF(" + agree + "," + literal(no) + ")"
	v.formula = "IF(" + count + "=0," + literal(good) + "," + literal(before) + "&" + count + "&" + literal(after) + ")"
}

// disagreeing counts the formulas that do not come to the program's values.
func (b *book) disagreeing() int {
	n := 0
	for _, check := range b.checks {
		n += boolNumber(!check.agrees)
	}
	return n
}
