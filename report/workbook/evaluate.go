package workbook

import (
	"math"
	"slices"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// evaluate returns what the formula of a query comes to, which is its cached
// value: a number, or a dash where it divides by zero. It is worked out from the
// rows of the listing and not taken from the findings. It is blank if the rows
// were not counted that way.
func (t *tally) evaluate(q query) value {
	n, ok := t.result(q.Query)
	if q.relative {
		change := n
		n, ok = t.result(q.Minus)
		n, ok = change/n, ok && n != 0
	}
	if !ok {
		return textOf(noRatio)
	}
	if q.kind == report.PointsKind {
		n *= 100
	}
	return numberOf(n)
}

// result returns a query less and divided by others; false where that divides
// by zero.
func (t *tally) result(q *report.Query) (n float64, ok bool) {
	n, ok = t.total(q), true
	if q.Minus != nil {
		var less float64
		less, ok = t.result(q.Minus)
		n -= less
	}
	if q.Divide == nil || !ok {
		return n, ok
	}
	divisor, ok := t.result(q.Divide)
	return n / divisor, ok && divisor != 0
}

// total counts rows, or adds up a column of them. It is no number if no block of
// the tally has what is asked for.
func (t *tally) total(q *report.Query) float64 {
	block := t.find(q)
	if block == nil {
		return math.NaN()
	}
	sum := slices.IndexFunc(block.sums, func(s tallySum) bool { return s.key == q.Sum })
	wanted, total := block.wanted(q.Where), 0.0
	for _, line := range block.lines {
		switch {
		case !wanted.has(line.key):
		case q.Sum == "":
			total += float64(line.count)
		default:
			total += line.sums[sum]
		}
	}
	return total
}

// wantedLines says of each column of a block which of its values are wanted.
type wantedLines [][]bool

func (block *tallyBlock) wanted(conditions []report.Condition) wantedLines {
	wanted := make(wantedLines, len(block.columns))
	for i, n := range block.columns {
		column := &block.tally.columns[n]
		for _, v := range column.values {
			wanted[i] = append(wanted[i], !slices.ContainsFunc(conditions, func(where report.Condition) bool {
				return where.Column == column.key && !holds(where, v.value)
			}))
		}
	}
	return wanted
}

func (w wantedLines) has(key tallyKey) bool {
	for i, values := range w {
		if !values[key[i]] {
			return false
		}
	}
	return true
}

// holds reports whether COUNTIFS counts a cell that holds v. It does not tell
// small letters from capitals.
func holds(where report.Condition, v value) bool {
	if where.IsText {
		return strings.EqualFold(v.text, where.Text) == (where.Op == report.Equal)
	}
	switch n := v.number; where.Op {
	case report.NotEqual:
		return v.kind != numberValue || n != where.Number
	case report.AtLeast:
		return v.kind == numberValue && n >= where.Number
	case report.AtMost:
		return v.kind == numberValue && n <= where.Number
	case report.Over:
		return v.kind == numberValue && n > where.Number
	default:
		return v.kind == numberValue && n == where.Number
	}
}
