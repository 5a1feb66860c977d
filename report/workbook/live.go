package workbook

import (
	"github.com/breachbrief/breachbrief/report"
)

// liveCell is a cell that becomes a formula once it is known where the formula
// counts.
type liveCell struct {
	place
	query query
}

// query is what a cell of a sheet counts again.
type query struct {
	*report.Query
	kind     report.Kind
	relative bool // the change in relation to the earlier value
}

// queryOf returns what a part of a cell counts again; a nil Query if nothing.
func queryOf(c report.Cell, part cellPart, v value) query {
	if c.Live == nil || c.Reason != "" || v.kind != numberValue {
		return query{}
	}
	switch {
	case part == mainPart:
		return query{Query: c.Live, kind: c.Kind}
	case part == relativePart && c.Live.Minus != nil && c.Live.Divide == nil:
		return query{Query: c.Live, kind: report.ShareKind, relative: true}
	}
	return query{}
}

// remember notes that a cell is to become a formula.
func (b *book) remember(s *sheet, column, row int, q query) {
	if q.Query != nil {
		b.live = append(b.live, liveCell{place{s, column, row}, q})
	}
}

// fillFormulas turns cells into formulas beside their cached values, as far as
// a spreadsheet can count them.
func (b *book) fillFormulas() {
	for _, cell := range b.live {
		formula, ok := b.counter.formulaOf(cell.query)
		if !ok {
			continue
		}
		v := cell.sheet.at(cell.column, cell.row)
		v.formula = formula
		b.checks = append(b.checks, check{place: cell.place, value: v.number, kind: cell.query.kind})
	}
}

func (c *counter) formulaOf(q query) (string, bool) {
	if q.relative {
		return c.relative(q.Query)
	}
	formula, ok := c.formula(q.Query)
	if q.kind == report.PointsKind {
		formula = "100*(" + formula + ")"
	}
	return formula, ok
}
