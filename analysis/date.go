package analysis

import (
	"fmt"
	"math"
	"time"
)

// Day is a calendar day without a zone, counted from 1970-01-01.
type Day int32

// FirstDay and LastDay stand for the open ends of an interval of days.
const (
	FirstDay Day = math.MinInt32
	LastDay  Day = math.MaxInt32
)

const secondsOfDay = 24 * 60 * 60

// NewDay returns the day of a proleptic Gregorian date. Values outside their
// usual range are normalised as by [time.Date]; see [ValidDay] to refuse them.
func NewDay(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

// ValidDay reports whether the calendar has that day.
func ValidDay(year int, month time.Month, day int) bool {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return t.Year() == year && t.Month() == month && t.Day() == day
}

// Date returns the year, month and day of the month.
func (d Day) Date() (year int, month time.Month, day int) { return d.time().Date() }

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday { return d.time().Weekday() }

// Month returns the month that holds the day.
func (d Day) Month() Month {
	year, month, _ := d.Date()
	return NewMonth(year, month)
}

// String returns the day as 2006-01-02, or .. for an open end.
func (d Day) String() string {
	if d == FirstDay || d == LastDay {
		return ".."
	}
	year, month, day := d.Date()
	return fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
}

func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d Day) time() time.Time { return time.Unix(int64(d)*secondsOfDay, 0).UTC() }

// Month is a calendar month, counted from January of the year 0. The zero value
// is used for "no month".
type Month int32

// NewMonth returns the month of a year.
func NewMonth(year int, month time.Month) Month { return Month(year*12 + int(month) - 1) }

// Year returns the calendar year of the month.
func (m Month) Year() int { return int(m) / 12 }

// Of returns the month of the year.
func (m Month) Of() time.Month { return time.Month(int(m)%12 + 1) }

// First returns the first day of the month.
func (m Month) First() Day { return NewDay(m.Year(), m.Of(), 1) }

// Last returns the last day of the month.
func (m Month) Last() Day { return (m + 1).First() - 1 }

// String returns the month as 2006-01, or the empty string for no month.
func (m Month) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Of()))
}

func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Date is what a source says about when something happened: a day, or an
// interval of days of which both ends are included. The zero Date was not
// stated.
type Date struct {
	First, Last Day
	Precision   Precision
}

// Precision is how closely a date is told.
type Precision uint8

const (
	NoDate Precision = iota
	PrecisionDay
	PrecisionTenday
	PrecisionHalfMonth
	PrecisionMonth
	PrecisionQuarter
	PrecisionHalf
	PrecisionSeason
	PrecisionYear
	PrecisionFiscalYear
	PrecisionRange
	PrecisionAbout
	PrecisionOpenStart // until Last
	PrecisionOpenEnd   // from First on
)

var precisionWords = words{"", "day", "tenday", "half_month", "month", "quarter", "half", "season", "year", "fiscal_year",
	"range", "about", "open_start", "open_end"}

func (p Precision) String() string               { return precisionWords.name(uint8(p)) }
func (p Precision) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// DateOf returns a date told to the day.
func DateOf(day Day) Date { return Date{First: day, Last: day, Precision: PrecisionDay} }

// Known reports whether the date was stated.
func (d Date) Known() bool { return d.Precision != NoDate }

// Day returns the day of a date told to the day.
func (d Date) Day() (Day, bool) { return d.First, d.Precision == PrecisionDay }

// Month returns the month that holds the whole date, if one does.
func (d Date) Month() (Month, bool) {
	if !d.Known() || d.First == FirstDay || d.Last == LastDay {
		return 0, false
	}
	month := d.First.Month()
	return month, month == d.Last.Month()
}

// String returns a day as 2006-01-02, an interval as 2006-01-01/2006-01-10 with
// .. for an open end, and the empty string for a date that was not stated.
func (d Date) String() string {
	switch {
	case !d.Known():
		return ""
	case d.First == d.Last:
		return d.First.String()
	}
	return d.First.String() + "/" + d.Last.String()
}

func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }
