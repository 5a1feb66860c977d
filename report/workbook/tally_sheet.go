package workbook

import (
	"slices"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// tallyWidth is the width of the columns of the tally.
const tallyWidth = 22

// openTally adds the sheet of the tally, to be filled when the rows have been
// counted.
func (b *book) openTally() {
	t := b.counter.tally
	if t == nil || len(t.blocks) == 0 {
		return
	}
	name := b.words.Say("workbook.tally")
	s := b.addSheet(tallyID, name)
	t.sheet = s.name
	columns := 1
	for _, block := range t.blocks {
		columns = max(columns, len(block.columns)+1+len(block.sums))
	}
	s.widths = slices.Repeat([]float64{tallyWidth}, columns)
	b.fillUp(s)
	s.contents, s.across = len(s.widths), min(len(s.widths), 6)
	b.placeTitle(s, name)
	b.paragraph(s, report.Paragraph{Role: report.Note, Text: b.words.Say("workbook.tally_about")})
	s.skip(1)
	// The styles must exist before the rows are counted.
	b.tallyLooks()
}

// tallyLooks returns the styles of heads, words, counts and months.
func (b *book) tallyLooks() (head, text, number, month int) {
	head = b.styles.id(look{bold: true, wrap: true, fill: headFill, line: baseColor, thick: true})
	text = b.styles.id(look{line: gridColor, align: "left"})
	number = b.styles.id(look{line: gridColor, align: "right", format: b.words.NumberFormat(report.Count)})
	month = b.styles.id(look{line: gridColor, align: "left", format: monthNumberFormat})
	return head, text, number, month
}

// fillTally sets the lines of the blocks one below the other.
func (b *book) fillTally() {
	s, t := b.byID[tallyID], b.counter.tally
	if s == nil || t == nil {
		return
	}
	head, text, number, month := b.tallyLooks()
	for n, block := range t.blocks {
		if block.full {
			continue
		}
		row := s.next()
		s.set(1, row, head, textOf(strconv.Itoa(n+1)))
		row++
		for i, column := range block.columns {
			s.set(i+1, row, head, textOf(t.columns[column].title))
		}
		counts := len(block.columns) + 1
		s.set(counts, row, head, textOf(b.words.Say("workbook.tally_count")))
		for i, sum := range block.sums {
			s.set(counts+1+i, row, head, textOf(b.words.Say("workbook.tally_sum", report.Values{"Column": sum.title})))
		}
		block.first = row + 1
		block.sort()
		for _, line := range block.lines {
			row++
			for i, column := range block.columns {
				style := text
				if isMonthNumber(t.columns[column].key, t.columns[column].kind) {
					style = month
				}
				s.set(i+1, row, style, t.columns[column].values[line.key[i]].value)
			}
			s.set(counts, row, number, numberOf(float64(line.count)))
			for i, sum := range line.sums {
				s.set(counts+1+i, row, number, numberOf(sum))
			}
		}
		s.skip(1)
	}
}

// monthNumberFormat prints the month number 202206 as 2022-06.
const monthNumberFormat = "0000-00"

// isMonthNumber reports whether a column of the listing holds months as numbers
// of year and month.
func isMonthNumber(key string, kind report.Kind) bool {
	return kind == report.Count && strings.HasSuffix(key, "_month")
}
