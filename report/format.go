package report

import (
	"math"
	"strconv"
	"strings"
)

// noValue stands where there is nothing to print.
const noValue = "―"

// Format returns a cell as it is printed on a page: the words of its reason
// where it has no value.
func (w *Words) Format(c Cell) string {
	if c.Reason != "" {
		return w.ShortReason(c.Reason)
	}
	switch c.Kind {
	case Count:
		return w.Number(int64(c.Value))
	case SizeKind:
		return w.sizeCell(c)
	case ShareKind:
		return w.Percent(c.Value)
	case PointsKind:
		return w.Points(c.Value)
	case ChangeKind:
		return w.changeCell(c)
	case DecimalKind, DaysKind:
		return w.Decimal(c.Value)
	case DateKind:
		return w.Date(c.Date)
	case MonthKind:
		return w.Month(c.Month)
	case PValueKind:
		return w.PValue(c.Value)
	}
	return c.Text
}

// NumberFormat returns the spreadsheet number format of a kind of cell. Tables
// show all digits in both languages; grouping by 万 is for running text. Numbers
// with decimals print at least one: with none required, 3 would print as "3.".
func (w *Words) NumberFormat(k Kind) string {
	switch k {
	case Count, SizeKind:
		return "#,##0"
	case ShareKind:
		return "0.0%"
	case PointsKind:
		return `+0.0;"−"0.0;0.0`
	case ChangeKind:
		return `+#,##0;"−"#,##0;"±"0`
	case DecimalKind, DaysKind:
		return "#,##0.0#"
	case DateKind:
		return w.Say("format.date")
	case MonthKind:
		return w.Say("format.month")
	case PValueKind:
		return "[<0.001]\"<0.001\";0.0##"
	}
	return "General"
}

// Number returns a whole number with its thousands grouped: 1,234.
func (w *Words) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	var groups []string
	for len(digits) > 3 {
		groups = append([]string{digits[len(digits)-3:]}, groups...)
		digits = digits[:len(digits)-3]
	}
	return sign + strings.Join(append([]string{digits}, groups...), ",")
}

// Written returns a whole number as running text has it: 1,860,000 in English,
// 186万 in Japanese. No digit is lost.
func (w *Words) Written(n int64) string {
	const man = 1_0000
	if w.Language != Japanese || n < man {
		return w.Number(n)
	}
	text := ""
	for _, unit := range []string{"", "万", "億"} {
		if part := n % man; part > 0 {
			text = w.Number(part) + unit + text
		}
		n /= man
	}
	if n > 0 {
		text = w.Number(n) + "兆" + text
	}
	return text
}

// Percent returns a share with one decimal: 22.7%. What is neither none nor all
// never prints as 0.0% or 100.0%.
func (w *Words) Percent(share float64) string {
	const smallest = 0.0005 // below it one decimal shows zero
	switch {
	case share > 0 && share < smallest:
		return "<0.1%"
	case share < 1 && share >= 1-smallest:
		return ">99.9%"
	}
	return signed(share*100, 1, "") + "%"
}

// Points returns a difference of two shares in percentage points: +3.1 pt,
// +3.1ポイント.
func (w *Words) Points(difference float64) string {
	return w.Say("format.points", Values{"Points": signed(difference*100, 1, "+")})
}

// Change returns a difference of two whole numbers with its sign: +2, ±0.
func (w *Words) Change(difference int64) string {
	switch {
	case difference > 0:
		return "+" + w.Number(difference)
	case difference == 0:
		return "±0"
	}
	return w.Number(difference)
}

// changeCell adds the relative change where the cell holds one: +2 (+25.0%).
func (w *Words) changeCell(c Cell) string {
	text := w.Change(int64(c.Value))
	if !c.HasInterval {
		return text
	}
	return text + " (" + signed(c.Low*100, 1, "+") + "%)"
}

// Decimal returns a number with at most two decimals: 12.5.
func (w *Words) Decimal(value float64) string {
	whole, fraction, _ := strings.Cut(strconv.FormatFloat(math.Abs(value), 'f', 2, 64), ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return strconv.FormatFloat(value, 'g', 6, 64)
	}
	text := w.Number(n)
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		text += "." + fraction
	}
	if value < 0 && text != "0" {
		text = "−" + text
	}
	return text
}

// PValue returns a p-value with two significant digits, <0.001 below that.
func (w *Words) PValue(p float64) string {
	switch {
	case p < 0.001:
		return "<0.001"
	case p >= 0.995:
		return "1.0"
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(p, 'e', 1, 64), 64)
	if err != nil {
		return noValue
	}
	return strconv.FormatFloat(rounded, 'f', 1-int(math.Floor(math.Log10(rounded))), 64)
}

// PStatement returns a p-value as a statement: p = 0.03, p < 0.001.
func (w *Words) PStatement(p float64) string {
	text := w.PValue(p)
	if below, ok := strings.CutPrefix(text, "<"); ok {
		return w.Say("format.p_below", Values{"P": below})
	}
	return w.Say("format.p_is", Values{"P": text})
}

// signed prints a number with a minus sign of its own, and with plus before a
// number above zero.
func signed(value float64, decimals int, plus string) string {
	text := strconv.FormatFloat(math.Abs(value), 'f', decimals, 64)
	zero := strings.Trim(text, "0.") == ""
	switch {
	case zero && plus != "":
		return "±" + text
	case zero:
		return text
	case value < 0:
		return "−" + text
	}
	return plus + text
}
