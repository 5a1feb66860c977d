package intake

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/breachbrief/breachbrief/analysis"
)

// parseDate reads a date as people write it. What the row must complete stays
// open in the reading. The layouts of a mapping are tried first.
func parseDate(text string, layouts []string) dateReading {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
			return exactly(analysis.DateOf(dayOfTime(t)))
		}
	}
	if day, ok := isoDay(text); ok {
		return exactly(analysis.DateOf(day))
	}
	if len(text) > longestFigure {
		return dateReading{failed: true, remarks: []remark{{CodeDateUnreadable, ""}}}
	}
	folded := strings.Join(strings.FieldsFunc(foldWidth(stripNotes(text)), unicode.IsSpace), " ")
	if r, ok := isoInterval(folded); ok {
		return r
	}
	folded = strings.Trim(stripEnumerator(folded), " 。.")
	words := dateWords()
	switch {
	case folded == "", words.absent.has(folded), isAbsent(folded), strings.HasPrefix(folded, "#"):
		return dateReading{empty: true}
	case words.excelZero.has(strings.TrimSuffix(strings.TrimSuffix(folded, " 0:00"), " 0:00:00")):
		return dateReading{empty: true, remarks: []remark{{CodeExcelZeroDate, ""}}}
	}
	if r, ok := serial(folded); ok {
		return r
	}
	if r, ok := timestamp(folded); ok {
		return r
	}
	s := dateScan{text: []rune(arabic(folded))}
	return s.run().settled()
}

// settled resolves a reading that needs nothing from the row once and for all.
func (r dateReading) settled() dateReading {
	if r.failed || r.span || r.foreign || r.from.year == 0 {
		return r
	}
	result := r.resolve(dateContext{})
	return dateReading{exact: true, days: result.date, remarks: result.remarks}
}

func exactly(date analysis.Date, remarks ...remark) dateReading {
	return dateReading{exact: true, days: date, remarks: remarks}
}

func dayOfTime(t time.Time) analysis.Day { return analysis.NewDay(t.Year(), t.Month(), t.Day()) }

func isAbsent(folded string) bool {
	word, ok := tables().words[folded]
	return ok && word.absentWord
}

// isoDay reads 2006-01-02, the commonest form, without ado.
func isoDay(text string) (analysis.Day, bool) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return 0, false
	}
	year, okYear := twoDigits(text[0:2], text[2:4])
	month, okMonth := twoDigits(text[5:7], "")
	day, okDay := twoDigits(text[8:10], "")
	if !okYear || !okMonth || !okDay || year < firstYear || year > lastYear || !analysis.ValidDay(year, time.Month(month), day) {
		return 0, false
	}
	return analysis.NewDay(year, time.Month(month), day), true
}

func twoDigits(a, b string) (int, bool) {
	n := 0
	for _, part := range []string{a, b} {
		for i := range len(part) {
			if part[i] < '0' || part[i] > '9' {
				return 0, false
			}
			n = n*10 + int(part[i]-'0')
		}
	}
	return n, true
}

// isoInterval reads from/to with .. for an open end, as Date.String writes it.
func isoInterval(folded string) (dateReading, bool) {
	a, b, ok := strings.Cut(folded, "/")
	if !ok || a == ".." && b == ".." {
		return dateReading{}, false
	}
	from, to := analysis.FirstDay, analysis.LastDay
	if a != ".." {
		if from, ok = isoDay(a); !ok {
			return dateReading{}, false
		}
	}
	if b != ".." {
		if to, ok = isoDay(b); !ok {
			return dateReading{}, false
		}
	}
	date := analysis.Date{First: from, Last: to, Precision: analysis.PrecisionRange}
	switch {
	case a == "..":
		date.Precision = analysis.PrecisionOpenStart
	case b == "..":
		date.Precision = analysis.PrecisionOpenEnd
	case from == to:
		date.Precision = analysis.PrecisionDay
	case to < from:
		return dateReading{failed: true, remarks: []remark{{CodeDateReversed, folded}}}, true
	}
	return exactly(date), true
}

// Day numbers that spreadsheets give to days of the years 1954 to 2119.
const firstSerial, lastSerial = 20000, 80000

// serial reads a spreadsheet's day number, counted from 1899-12-30; the 1904
// system of old Macintoshes gives a day 1,462 days later.
func serial(folded string) (dateReading, bool) {
	whole, fraction, _ := strings.Cut(folded, ".")
	n, err := strconv.Atoi(whole)
	if err != nil || len(whole) != 5 || n < firstSerial || n > lastSerial || strings.Trim(fraction, "0123456789") != "" {
		return dateReading{}, false
	}
	const epoch1900, later1904 = -25569, 1462
	day := analysis.Day(n + epoch1900)
	return exactly(analysis.DateOf(day), remark{CodeExcelSerial, fmt.Sprintf("%s (1904: %s)", day, day+later1904)}), true
}

var japan = time.FixedZone("JST", 9*60*60)

// timestamp reads a day with a time and a zone. The day is the one in Japan.
func timestamp(folded string) (dateReading, bool) {
	if len(folded) < 17 || folded[4] != '-' {
		return dateReading{}, false
	}
	text := strings.ToUpper(strings.Replace(folded, " ", "T", 1))
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07"} {
		t, err := time.Parse(layout, text)
		if err != nil || t.Year() < firstYear || t.Year() > lastYear {
			continue
		}
		day := dayOfTime(t.In(japan))
		if day != dayOfTime(t) {
			return exactly(analysis.DateOf(day), remark{CodeForeignTime, day.String()}), true
		}
		return exactly(analysis.DateOf(day)), true
	}
	return dateReading{}, false
}

// arabic writes the kanji numerals before 年, 月, 日, 時, 分 and 旬 in Arabic
// digits, and 元年 as the first year.
func arabic(folded string) string {
	text := []rune(strings.ReplaceAll(folded, "元年", "1年"))
	var b strings.Builder
	for at := 0; at < len(text); {
		_, digit := kanjiDigit[text[at]]
		if digit || text[at] == '十' {
			n, end, code := scanNumber(text, at, false)
			if end > at && code == "" && !n.vague && end < len(text) && strings.ContainsRune("年月日時分", text[end]) {
				b.WriteString(strconv.FormatInt(n.written, 10))
				at = end
				continue
			}
		}
		b.WriteRune(text[at])
		at++
	}
	return b.String()
}

// smallNumber reads digits; too many give the largest number.
func smallNumber(digits []rune) int {
	n := 0
	for _, d := range digits {
		if n > math.MaxInt32/10 {
			return math.MaxInt32
		}
		n = n*10 + int(d-'0')
	}
	return n
}
