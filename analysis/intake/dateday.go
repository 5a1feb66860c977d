package intake

import (
	"math"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

// Years that dates of incidents can have. The first is that of Meiji 1.
const firstYear, lastYear = 1868, 2199

// days turns a complete point into days. A day that the calendar does not have
// gives a code and the likely reading.
func (p *datePoint) days() (date analysis.Date, code, detail string) {
	switch {
	case p.year < firstYear || p.year > lastYear:
		return date, CodeImpossibleDate, likelyYear(p)
	case p.month > 12 || p.month == 0 && p.day > 0:
		return date, CodeImpossibleDate, ""
	case p.last > 0:
		return p.months(), "", ""
	case p.month == 0:
		return p.wholeYear(), "", ""
	}
	month := analysis.NewMonth(p.year, time.Month(p.month))
	if p.day > 0 {
		if !analysis.ValidDay(p.year, time.Month(p.month), p.day) {
			likely := ""
			if p.day <= 31 {
				likely = month.Last().String()
			}
			return date, CodeImpossibleDate, likely
		}
		return p.oneDay(), "", ""
	}
	return p.partOfMonth(month), "", ""
}

// aboutDays is how far 頃 reaches to either side of a day: with it the interval
// is about as wide as a third of a month.
const aboutDays = 5

func (p *datePoint) oneDay() analysis.Date {
	day := analysis.NewDay(p.year, time.Month(p.month), p.day) + analysis.Day(p.offset)
	if p.nextDay {
		day++
	}
	if p.about {
		return analysis.Date{First: day - aboutDays, Last: day + aboutDays, Precision: analysis.PrecisionAbout}
	}
	return analysis.DateOf(day)
}

func (p *datePoint) wholeYear() analysis.Date {
	first := analysis.NewMonth(p.year, time.January)
	date := analysis.Date{Precision: analysis.PrecisionYear}
	if p.fiscal {
		first = analysis.NewMonth(p.year, time.April)
		date.Precision = analysis.PrecisionFiscalYear
	}
	date.First, date.Last = first.First(), (first + 11).Last()
	if p.about {
		date.Precision = analysis.PrecisionAbout
	}
	return date
}

// months gives a quarter, half or season.
func (p *datePoint) months() analysis.Date {
	january := analysis.NewMonth(p.year, time.January)
	precision := map[datePart]analysis.Precision{quarterPart: analysis.PrecisionQuarter, halfPart: analysis.PrecisionHalf,
		seasonPart: analysis.PrecisionSeason}[p.part]
	return analysis.Date{First: (january + analysis.Month(p.first)).First(), Last: (january + analysis.Month(p.last)).Last(),
		Precision: precision}
}

func (p *datePoint) partOfMonth(month analysis.Month) analysis.Date {
	first, last := month.First(), month.Last()
	date := analysis.Date{First: first, Last: last, Precision: analysis.PrecisionMonth}
	switch p.part {
	case earlyPart:
		date.Last, date.Precision = first+9, analysis.PrecisionTenday
	case middlePart:
		date.First, date.Last, date.Precision = first+10, first+19, analysis.PrecisionTenday
	case latePart:
		date.First, date.Precision = first+20, analysis.PrecisionTenday
	case firstHalf:
		date.Last, date.Precision = first+14, analysis.PrecisionHalfMonth
	case secondHalf:
		date.First, date.Precision = first+15, analysis.PrecisionHalfMonth
	default:
		if p.about {
			date.Precision = analysis.PrecisionAbout
		}
	}
	return date
}

// likelyYear names the years that a year of five digits may be meant as: those
// that leave one digit out.
func likelyYear(p *datePoint) string {
	if p.year < 10000 || p.year > 99999 {
		return ""
	}
	text := ""
	seen := 0
	for place := 10000; place >= 1; place /= 10 {
		year := p.year/(place*10)*place + p.year%place
		if year < 1990 || year > 2050 || year == seen {
			continue
		}
		seen = year
		q := *p
		q.year = year
		if date, code, _ := q.days(); code == "" {
			if text != "" {
				text += ", "
			}
			text += date.String()
		}
	}
	return text
}

// latestBefore returns the latest day of that month and day not after a day.
func latestBefore(month, day int, limit analysis.Day) analysis.Date {
	p := datePoint{month: month, day: day}
	if limit == math.MinInt32 || !p.latestNotAfter(analysis.DateOf(limit)) {
		return analysis.Date{}
	}
	date, code, _ := p.days()
	if code != "" {
		return analysis.Date{}
	}
	return date
}
