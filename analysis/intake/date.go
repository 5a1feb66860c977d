package intake

import (
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

// datePoint is one date as written: what the text names, and how closely.
type datePoint struct {
	year, month, day int // 0: not named
	part             datePart
	relative         relative
	fiscal           bool // 年度
	about            bool // 頃
	nextDay          bool // 25時
	offset           int  // days to add
	first, last      int  // months of a quarter, half or season, counted from January of the year
}

// datePart is a part of a month or year.
type datePart uint8

const (
	wholePart datePart = iota
	earlyPart          // 上旬
	middlePart
	latePart
	firstHalf // 前半
	secondHalf
	quarterPart
	halfPart
	seasonPart
)

// relative says from which date a point without a year is counted.
type relative uint8

const (
	notRelative  relative = iota
	sameDay               // 同日
	sameMonth             // 同月4日
	sameYear              // 同年4月1日
	nextYear              // 翌年
	beforeYear            // 前年
	nextMonth             // 翌月
	beforeMonth           // 前月
	documentDay           // 本日
	documentYear          // 今年
	yearBeforeDocument
	documentMonth
	monthBeforeDocument
)

// dateReading is what a date cell says before the row completes it.
type dateReading struct {
	from, to         datePoint
	span             bool // to is named
	openFrom, openTo bool
	remarks          []remark
	failed           bool // the remarks say why
	empty            bool // words for not known
	foreign          bool // a time of another zone: the next day in Japan is possible
	days             analysis.Date
	exact            bool // days holds the reading
	weekday          int8 // named after the day of from, -1 if none
	weekdayTo        int8
}

// dateContext is what completes a date.
type dateContext struct {
	document analysis.Date // of the text
	before   analysis.Date // the date that stands before it
	period   analysis.Date // occurred_from, for the end of the same period
}

// dateResult is a date as completed.
type dateResult struct {
	date        analysis.Date
	start, end  analysis.Date // of a period, as each was named
	remarks     []remark
	yearMissing bool
	month, day  int // where the year is missing
}

// resolve completes a reading from the row.
func (r *dateReading) resolve(context dateContext) dateResult {
	if r.failed || r.empty {
		return dateResult{remarks: r.remarks}
	}
	if r.exact {
		result := dateResult{date: r.days, remarks: r.remarks}
		if r.days.Precision == analysis.PrecisionRange {
			result.start, result.end = analysis.DateOf(r.days.First), analysis.DateOf(r.days.Last)
		}
		return result
	}
	result := dateResult{remarks: r.remarks[:len(r.remarks):len(r.remarks)]}
	from, ok := r.complete(r.from, context, &result)
	if !ok {
		return result
	}
	result.checkWeekday(from, r.weekday)
	if r.foreign && from.Precision == analysis.PrecisionDay {
		from = analysis.Date{First: from.First, Last: from.First + 1, Precision: analysis.PrecisionRange}
		result.remarks = append(result.remarks, remark{CodeForeignTime, from.String()})
	}
	switch {
	case r.openTo:
		from.Last, from.Precision = analysis.LastDay, analysis.PrecisionOpenEnd
	case r.openFrom:
		from.First, from.Precision = analysis.FirstDay, analysis.PrecisionOpenStart
	case r.span:
		return r.period(from, context, result)
	}
	result.date = from
	return result
}

// period completes the end of a period from its beginning: year and month are
// carried on, and an end before the beginning is in the next year or month.
func (r *dateReading) period(from analysis.Date, context dateContext, result dateResult) dateResult {
	context.before, context.period = from, from
	to, ok := r.complete(r.to, context, &result)
	if !ok {
		return result
	}
	result.checkWeekday(to, r.weekdayTo)
	if to.Last < from.First {
		result.remarks = append(result.remarks, remark{CodeDateReversed, from.String() + " > " + to.String()})
		return result
	}
	result.date = analysis.Date{First: from.First, Last: to.Last, Precision: analysis.PrecisionRange}
	result.start, result.end = from, to
	if result.date.First == result.date.Last {
		result.date.Precision = analysis.PrecisionDay
	}
	return result
}

func (r *dateResult) checkWeekday(date analysis.Date, named int8) {
	day, ok := date.Day()
	if named < 0 || !ok || day.Weekday() == time.Weekday(named) {
		return
	}
	right := string([]rune("日月火水木金土")[day.Weekday()])
	r.remarks = append(r.remarks, remark{CodeWeekdayMismatch, right + ", " + day.Weekday().String()})
}

// complete turns a point into days with the help of the context.
func (r *dateReading) complete(p datePoint, context dateContext, result *dateResult) (analysis.Date, bool) {
	inferred := p.year == 0
	if inferred && !p.infer(context) {
		switch {
		case p.relative != notRelative || p.month == 0:
			result.remarks = append(result.remarks, remark{CodeRelativeDate, ""})
		default:
			result.yearMissing, result.month, result.day = true, p.month, p.day
		}
		return analysis.Date{}, false
	}
	date, code, detail := p.days()
	if code != "" {
		result.remarks = append(result.remarks, remark{code, detail})
		return analysis.Date{}, false
	}
	if inferred {
		result.remarks = append(result.remarks, remark{CodeYearInferred, date.String()})
	}
	return date, true
}

// infer completes the year, and for relative words month and day.
func (p *datePoint) infer(context dateContext) bool {
	if p.relative >= documentDay {
		return p.fromDocument(context.document)
	}
	if p.relative != notRelative {
		return p.fromBefore(context.before)
	}
	if p.month == 0 {
		if context.before.Known() {
			return p.dayAfter(context)
		}
		return p.dayBeforeDocument(context.document)
	}
	if context.period.Known() && context.period.First != analysis.FirstDay {
		year, _, _ := context.period.First.Date()
		p.year = year
		if date, code, _ := p.days(); code == "" && date.Last < context.period.First {
			p.year++
		}
		return true
	}
	return p.latestNotAfter(context.document)
}

// latestNotAfter sets the year that makes the point the latest such day not
// after the last day of the document's date.
func (p *datePoint) latestNotAfter(document analysis.Date) bool {
	if !document.Known() || document.Last == analysis.LastDay {
		return false
	}
	year, _, _ := document.Last.Date()
	for tries := 0; tries < 9; tries++ { // 29 February may be eight years back
		p.year = year - tries
		if date, code, _ := p.days(); code == "" && date.First <= document.Last {
			return true
		}
	}
	p.year = year
	return true
}

// fromBefore counts from the date that stands before.
func (p *datePoint) fromBefore(before analysis.Date) bool {
	if !before.Known() || before.Last == analysis.LastDay {
		return false
	}
	year, month, day := before.Last.Date()
	switch p.relative {
	case sameDay:
		if before.Precision != analysis.PrecisionDay && before.Precision != analysis.PrecisionRange {
			return false
		}
		p.year, p.month, p.day = year, int(month), day
		return true
	case sameMonth, nextMonth, beforeMonth:
		shift := map[relative]int{nextMonth: 1, beforeMonth: -1}[p.relative]
		m := analysis.NewMonth(year, month) + analysis.Month(shift)
		p.year, p.month = m.Year(), int(m.Of())
		return true
	}
	p.year = year + map[relative]int{nextYear: 1, beforeYear: -1}[p.relative]
	return true
}

func (p *datePoint) fromDocument(document analysis.Date) bool {
	if !document.Known() || document.Last == analysis.LastDay {
		return false
	}
	year, month, day := document.Last.Date()
	switch p.relative {
	case documentDay:
		if document.Precision != analysis.PrecisionDay {
			return false
		}
		p.year, p.month, p.day = year, int(month), day
	case documentYear:
		p.year = year
	case yearBeforeDocument:
		p.year = year - 1
	case documentMonth, monthBeforeDocument:
		m := analysis.NewMonth(year, month)
		if p.relative == monthBeforeDocument {
			m--
		}
		p.year, p.month = m.Year(), int(m.Of())
	}
	return true
}

// dayAfter reads a bare day (19日) in the month of the date before it, or the
// next one.
func (p *datePoint) dayAfter(context dateContext) bool {
	if context.before.Last == analysis.LastDay {
		return false
	}
	m := context.before.Last.Month()
	_, _, day := context.before.First.Date()
	if context.before.First.Month() == m && p.day < day {
		m++
	}
	p.year, p.month = m.Year(), int(m.Of())
	return true
}

// dayBeforeDocument reads a bare day as the latest one not after the document.
func (p *datePoint) dayBeforeDocument(document analysis.Date) bool {
	if document.Precision != analysis.PrecisionDay {
		return false
	}
	m := document.Last.Month()
	if _, _, day := document.Last.Date(); p.day > day {
		m--
	}
	p.year, p.month = m.Year(), int(m.Of())
	return true
}
