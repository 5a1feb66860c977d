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
	return w.interval(int64(low), int64(high), open, w.Number)
}

// WrittenInterval returns an interval of whole numbers as running text has it.
func (w *Words) WrittenInterval(low, high int64, open bool) string {
	return w.interval(low, high, open, w.Written)
}

func (w *Words) interval(low, high int64, open bool, number func(int64) string) string {
	values := Values{"Low": number(low), "High": number(high)}
	switch {
	case open:
		return w.Say("format.at_least", Values{"Low": values["Low"]})
	case low == high:
		return number(low)
	case low == 0:
		return w.Say("format.at_most", Values{"High": values["High"]})
	}
	return w.Say("format.between", values)
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
