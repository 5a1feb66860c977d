package briefing

import "github.com/breachbrief/breachbrief/report"

const (
	pairGap   = 20.0 // between two tables side by side
	halfWidth = (textWidth - pairGap) / 2
	pairRows  = 16 // that a table side by side with another may have
)

// pair sets two narrow tables side by side, if both are, and reports whether it
// did.
func (l *layout) pair(left report.Table, next report.Block) bool {
	right, ok := next.(report.Table)
	if !ok || !l.isNarrow(left) || !l.isNarrow(right) {
		return false
	}
	both := piece{}
	for i, table := range []report.Table{left, right} {
		start := len(l.pieces)
		l.newTable(table, halfWidth).setTable()
		both.absorb(l.pieces[start:], float64(i)*(halfWidth+pairGap))
		l.pieces = l.pieces[:start]
	}
	l.pieces = append(l.pieces, both)
	return true
}

// isNarrow reports whether a table fits in half the width with every cell on one
// line; only the titles of its columns may take more.
func (l *layout) isNarrow(table report.Table) bool {
	if len(table.Rows) == 0 || len(table.Rows) > pairRows {
		return false
	}
	t := tableLayout{layout: l, table: table, width: halfWidth, head: l.styles.tableHead, cell: l.styles.cell}
	t.chooseColumns()
	need := 2*edgePad + cellGap*float64(len(t.columns)-1)
	for _, c := range t.contents() {
		need += c.high(2)
	}
	return len(t.columns) > 0 && need <= halfWidth
}

// absorb puts pieces below one another into the piece, from x on.
func (p *piece) absorb(pieces []piece, x float64) {
	y := 0.0
	for i, strip := range pieces {
		if i == 0 {
			p.space = max(p.space, strip.space)
		} else {
			y += strip.space
		}
		for _, m := range strip.marks {
			p.add(x+m.x, y+m.y, m.mark)
		}
		y += strip.height
	}
	p.height = max(p.height, y)
}
