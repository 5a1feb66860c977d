package workbook

import (
	"math"

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
		result := b.counter.rows.evaluate(cell.query)
		if result.kind == blank {
			continue
		}
		v := cell.sheet.at(cell.column, cell.row)
		b.checks = append(b.checks, check{place: cell.place, kind: cell.query.kind,
			program: *v, formula: result, agrees: agree(*v, result)})
		*v = result
		v.formula = formula
	}
}

// agree reports whether a formula came to the value that the program computed:
// sums of many numbers lose a few digits on the way.
func agree(program, formula value) bool {
	const tolerance = 1e-9
	return formula.kind == numberValue && math.Abs(formula.number-program.number) <= tolerance*max(1, math.Abs(program.number))
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
