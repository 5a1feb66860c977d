package workbook

import (
	"math"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

// value is what a cell of a sheet holds: nothing, a text, a number, or a formula
// whose cached result is one of them.
type value struct {
	kind    valueKind
	text    string
	number  float64
	formula string // without the equals sign
}

type valueKind uint8

const (
	blank valueKind = iota
	textValue
	numberValue
)

func textOf(s string) value {
	if s == "" {
		return value{}
	}
	return value{kind: textValue, text: s}
}

func numberOf(n float64) value {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return value{}
	}
	return value{kind: numberValue, number: n}
}

// Serial numbers of days count from 1899-12-30, but Excel holds 1900 for a leap
// year: before March 1900 they name other days. They end with the year 9999.
const (
	unixEpochSerial = 25569
	firstSerial     = 61
	lastSerial      = 2958465
)

// serialOf returns a day as a spreadsheet counts it, and whether it can.
func serialOf(day analysis.Day) (float64, bool) {
	serial := float64(day) + unixEpochSerial
	return serial, firstSerial <= serial && serial <= lastSerial
}

func serialOfMonth(m analysis.Month) (float64, bool) { return serialOf(m.First()) }

// speaker turns cells of the document into values. It remembers the words of
// reasons and dates, which repeat.
type speaker struct {
	words   *report.Words
	reasons map[string]string
	dates   map[analysis.Date]string
}

func newSpeaker(words *report.Words) *speaker {
	return &speaker{words: words, reasons: map[string]string{}, dates: map[analysis.Date]string{}}
}

// value returns what a cell holds in a sheet.
func (s *speaker) value(c report.Cell) value {
	if c.Reason != "" {
		return textOf(s.reason(c.Reason))
	}
	switch c.Kind {
	case report.Text:
		return textOf(c.Text)
	case report.SizeKind:
		if c.Text != "" && c.Live == nil {
			return textOf(c.Text)
		}
	case report.PointsKind:
		return numberOf(c.Value * 100)
	case report.DateKind:
		return s.date(c.Date)
	case report.MonthKind:
		return s.month(c.Month)
	}
	return numberOf(c.Value)
}

func (s *speaker) reason(code string) string {
	text, ok := s.reasons[code]
	if !ok {
		text = s.words.Format(report.Cell{Reason: code})
		s.reasons[code] = text
	}
	return text
}

// mostDates bounds the memory of dates told otherwise than to the day.
const mostDates = 1 << 14

// date returns a day as a date, anything less precise in words.
func (s *speaker) date(d analysis.Date) value {
	if !d.Known() {
		return value{}
	}
	if day, ok := d.Day(); ok {
		if serial, ok := serialOf(day); ok {
			return numberOf(serial)
		}
	}
	text, ok := s.dates[d]
	if !ok {
		if len(s.dates) >= mostDates {
			clear(s.dates)
		}
		text = s.words.Date(d)
		s.dates[d] = text
	}
	return textOf(text)
}

func (s *speaker) month(m analysis.Month) value {
	if m == 0 {
		return value{}
	}
	if serial, ok := serialOfMonth(m); ok {
		return numberOf(serial)
	}
	return textOf(s.words.Month(m))
}

// timeOf returns midnight UTC at the start of a day.
func timeOf(day analysis.Day) time.Time {
	year, month, date := day.Date()
	return time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
}
