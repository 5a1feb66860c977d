package report

import (
	"strconv"

	"github.com/breachbrief/breachbrief/analysis"
)

// Format returns a cell as it is printed on a page.
func (w *Words) Format(c Cell) string {
	if c.Reason != "" {
		return "―"
	}
	switch c.Kind {
	case Text:
		return c.Text
	case DateKind:
		return c.Date.String()
	case MonthKind:
		return w.Month(c.Month)
	}
	return strconv.FormatFloat(c.Value, 'f', -1, 64)
}

// NumberFormat returns the spreadsheet number format of a kind of cell.
func (w *Words) NumberFormat(k Kind) string {
	switch k {
	case Count, SizeKind, DaysKind:
		return "#,##0"
	case ShareKind:
		return "0.0%"
	}
	return "General"
}

// Number returns a whole number with its thousands grouped.
func (w *Words) Number(n int64) string { return strconv.FormatInt(n, 10) }

// Month returns a month as the language writes it.
func (w *Words) Month(m analysis.Month) string { return m.String() }
