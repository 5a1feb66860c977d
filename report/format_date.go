package report

import (
	"strconv"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

// Month returns a month as the language writes it: June 2022, 2022年6月.
func (w *Words) Month(m analysis.Month) string {
	if m == 0 {
		return noValue
	}
	return w.Say("date.month", Values{"Year": strconv.Itoa(m.Year()), "Month": w.monthName(m.Of())})
}

func (w *Words) monthName(month time.Month) string {
	return w.Say("month." + strconv.Itoa(int(month)))
}

// Months returns a span of whole months: April–June 2022, 2022年4～6月.
func (w *Words) Months(p analysis.Period) string {
	switch {
	case p.First == p.Last:
		return w.Month(p.First)
	case p.First.Year() != p.Last.Year():
		return w.Say("date.span", Values{"First": w.Month(p.First), "Last": w.Month(p.Last)})
	}
	return w.Say("date.months", Values{"Year": strconv.Itoa(p.First.Year()),
		"First": w.firstMonthName(p.First.Of()), "Last": w.monthName(p.Last.Of())})
}

// firstMonthName is the month that opens a span within a year: Japanese says 月
// only at its end.
func (w *Words) firstMonthName(month time.Month) string {
	if w.Language == Japanese {
		return strconv.Itoa(int(month))
	}
	return w.monthName(month)
}

// Day returns a day as running text has it: 13 June 2022, 2022年6月13日.
func (w *Words) Day(d analysis.Day) string {
	if d == analysis.FirstDay || d == analysis.LastDay {
		return noValue
	}
	year, month, day := d.Date()
	return w.Say("date.day", Values{"Year": strconv.Itoa(year), "Month": w.monthName(month), "Day": strconv.Itoa(day)})
}

// FiscalYear returns a fiscal year named by the year in which it begins.
func (w *Words) FiscalYear(year int) string {
	return w.Say("date.fiscal_year", Values{"Year": strconv.Itoa(year)})
}

// Date returns a date as tables print it, no more precise than its source told
// it: 2022-06-13, early June 2022, 2022年6月上旬.
func (w *Words) Date(d analysis.Date) string {
	switch d.Precision {
	case analysis.NoDate:
		return noValue
	case analysis.PrecisionDay:
		return w.tableDay(d.First)
	case analysis.PrecisionOpenStart:
		return w.Say("date.until", Values{"Day": w.tableDay(d.Last)})
	case analysis.PrecisionOpenEnd:
		return w.Say("date.from", Values{"Day": w.tableDay(d.First)})
	case analysis.PrecisionAbout:
		return w.Say("date.about", Values{"Day": w.tableDay(d.First + (d.Last-d.First)/2)})
	case analysis.PrecisionYear:
		return w.Say("date.year", Values{"Year": strconv.Itoa(year(d.First))})
	case analysis.PrecisionFiscalYear:
		return w.FiscalYear(year(d.First))
	case analysis.PrecisionTenday, analysis.PrecisionHalfMonth:
		return w.partOfMonth(d)
	}
	return w.span(d)
}

// partOfMonth names the third or the half of a month in which a date begins.
func (w *Words) partOfMonth(d analysis.Date) string {
	_, _, day := d.First.Date()
	part := strconv.Itoa(day)
	key := "date." + d.Precision.String() + "." + part
	if !w.Has(key) {
		return w.span(d)
	}
	return w.Say(key, Values{"Month": w.Month(d.First.Month())})
}

// span prints whole months as months and anything else from day to day.
func (w *Words) span(d analysis.Date) string {
	first, last := d.First.Month(), d.Last.Month()
	if d.First == first.First() && d.Last == last.Last() {
		return w.Months(analysis.Period{First: first, Last: last})
	}
	return w.Say("date.span", Values{"First": w.tableDay(d.First), "Last": w.tableDay(d.Last)})
}

// tableDay is the short form of a day: 2022-06-13, 2022年6月13日.
func (w *Words) tableDay(d analysis.Day) string {
	if w.Language == Japanese {
		return w.Day(d)
	}
	return d.String()
}

func year(d analysis.Day) int {
	year, _, _ := d.Date()
	return year
}
