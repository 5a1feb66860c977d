package report

import "github.com/breachbrief/breachbrief/analysis"

// Size returns a leak size as its source wrote it, else as its interval.
func (w *Words) Size(s *analysis.Size) string { return w.Format(sizeCell(s)) }

// sizeCell prints the words of the source, else the interval.
func (w *Words) sizeCell(c Cell) string {
	if c.Text != "" {
		return c.Text
	}
	return w.Interval(c.Low, c.High, c.OpenHigh)
}

// Interval returns an interval of whole numbers: 2,311–2,312, at least 2,311,
// at most 2,110.
func (w *Words) Interval(low, high float64, open bool) string {
	least, most := w.Number(int64(low)), w.Number(int64(high))
	switch {
	case open:
		return w.Say("format.at_least", Values{"Low": least})
	case least == most:
		return least
	case int64(low) == 0:
		return w.Say("format.at_most", Values{"High": most})
	}
	return w.Say("format.between", Values{"Low": least, "High": most})
}

// sizeCell returns the cell of a size: its words, interval and number as
// written; a reason where it is unknown.
func sizeCell(s *analysis.Size) Cell {
	if s == nil || !s.Known() {
		return Cell{Kind: SizeKind, Reason: "unknown"}
	}
	return Cell{
		Kind: SizeKind, Text: s.Text, Value: float64(s.Written),
		Low: float64(s.Low), High: float64(s.High), HasInterval: true, OpenHigh: s.Bounds == analysis.OpenAbove,
	}
}

// Amount returns a quantity of a unit of size in running text: 2,312 mails,
// 186万件.
func (w *Words) Amount(unit analysis.Unit, n int64) string {
	name := unit.String()
	if name == "" {
		name = "not_stated"
	}
	return w.Say("amount."+name, Values{"N": w.Written(n), "Count": n})
}

// Quantity returns a count of things in running text: 22 events, 22件. The
// things are those of the messages count.*.
func (w *Words) Quantity(thing string, n int) string {
	return w.Say("count."+thing, Values{"N": w.Number(int64(n)), "Count": n})
}

// Days returns a number of days in running text: 12.5 days, 12.5日.
func (w *Words) Days(days float64) string {
	plural := 2
	if days == 1 {
		plural = 1
	}
	return w.Say("count.days", Values{"N": w.Decimal(days), "Count": plural})
}
