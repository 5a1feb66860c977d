package analysis

import (
	"fmt"
	"strings"
	"time"
)

// Period is a span of whole months, both ends included.
type Period struct {
	First, Last Month
}

// ParsePeriod reads 2022-06, or a span such as 2022-04..2022-06.
func ParsePeriod(text string) (Period, error) {
	first, last, span := strings.Cut(text, "..")
	if !span {
		last = first
	}
	var period Period
	var err error
	if period.First, err = parseMonth(first); err != nil {
		return Period{}, err
	}
	if period.Last, err = parseMonth(last); err != nil {
		return Period{}, err
	}
	if period.Last < period.First {
		return Period{}, fmt.Errorf("period %q ends before it begins", text)
	}
	return period, nil
}

func parseMonth(text string) (Month, error) {
	t, err := time.Parse("2006-01", text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a month: write the year and the month, such as 2022-06", text)
	}
	return NewMonth(t.Year(), t.Month()), nil
}

// MonthBefore returns the last complete month before a day.
func MonthBefore(day Day) Period {
	month := day.Month() - 1
	return Period{First: month, Last: month}
}

// Months returns the number of months.
func (p Period) Months() int { return int(p.Last-p.First) + 1 }

// Contains reports whether the month lies in the period.
func (p Period) Contains(m Month) bool { return m != 0 && p.First <= m && m <= p.Last }

// Before returns the period of the same length that ends where this one begins.
func (p Period) Before() Period { return p.shift(-Month(p.Months())) }

// YearBefore returns the same months a year earlier.
func (p Period) YearBefore() Period { return p.shift(-12) }

func (p Period) shift(months Month) Period {
	return Period{First: p.First + months, Last: p.Last + months}
}

// FiscalYear returns the months from the beginning of the fiscal year that
// holds the period's last month to that month.
func (p Period) FiscalYear(start time.Month) Period {
	first := NewMonth(p.Last.Year(), start)
	if first > p.Last {
		first -= 12
	}
	return Period{First: first, Last: p.Last}
}

// String returns the period as [ParsePeriod] reads it.
func (p Period) String() string {
	if p.First == p.Last {
		return p.First.String()
	}
	return p.First.String() + ".." + p.Last.String()
}
