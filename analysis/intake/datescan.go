package intake

import (
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/analysis"
)

// dateScan reads folded text from left to right.
type dateScan struct {
	text    []rune
	at      int
	points  []datePoint
	remarks []remark

	weekday, weekdayTo int8
	between            bool // a word for from … to stands after the last point
	openTo, openFrom   bool
	about, foreign     bool
	part               datePart // an English part before its month
	code, detail       string
}

func (s *dateScan) run() dateReading {
	s.weekday, s.weekdayTo = -1, -1
	for s.at < len(s.text) && s.code == "" {
		if !s.piece() {
			s.fail(CodeDateUnreadable, "")
		}
	}
	if s.code == "" && len(s.points) == 0 {
		s.fail(CodeDateUnreadable, "")
	}
	if s.code == "" && len(s.points) > 2 {
		s.fail(CodeAmbiguousDate, "")
	}
	if s.code != "" {
		return dateReading{failed: true, remarks: []remark{{s.code, s.detail}}}
	}
	r := dateReading{from: s.points[0], remarks: s.remarks, foreign: s.foreign, weekday: s.weekday, weekdayTo: s.weekdayTo,
		openTo: s.openTo || s.between && len(s.points) == 1, openFrom: s.openFrom}
	if len(s.points) == 2 {
		r.to, r.span, r.openTo, r.openFrom = s.points[1], true, false, false
	}
	if r.openTo && r.openFrom {
		r.openFrom = false
	}
	return r
}

func (s *dateScan) fail(code, detail string) {
	if s.code == "" {
		s.code, s.detail = code, detail
	}
}

func (s *dateScan) remark(code, detail string) { s.remarks = append(s.remarks, remark{code, detail}) }

// piece reads one word, sign or date and reports whether it knew it.
func (s *dateScan) piece() bool {
	if s.text[s.at] == ' ' {
		s.at++
		return true
	}
	if s.weekdayHere() {
		return true
	}
	if len(s.points) > 0 && (s.timeOfDay() || s.afterPoint()) {
		return true
	}
	if s.beforePoint() || s.point() {
		return true
	}
	return s.take(dateWords().foreign, &s.foreign) || s.skip(dateWords().ignored)
}

// skip passes over one word of a set.
func (s *dateScan) skip(set wordSet) bool {
	for _, word := range set {
		if s.hasWord(word) {
			s.at += len([]rune(word))
			return true
		}
	}
	return false
}

func (s *dateScan) take(set wordSet, flag *bool) bool {
	if !s.skip(set) {
		return false
	}
	*flag = true
	return true
}

// hasWord reports whether a word stands here; Latin words stand whole.
func (s *dateScan) hasWord(word string) bool {
	runes := []rune(word)
	end := s.at + len(runes)
	return end <= len(s.text) && string(s.text[s.at:end]) == word && wholeWord(s.text, s.at, end)
}

func (s *dateScan) peek(offset int) rune {
	if s.at+offset < len(s.text) {
		return s.text[s.at+offset]
	}
	return 0
}

// afterPoint reads the words that follow a date: from … to, or later, about.
func (s *dateScan) afterPoint() bool {
	words := dateWords()
	switch {
	case s.rangeFollows(words):
		s.between = true
		return true
	case s.take(words.openEnd, &s.openTo):
		return true
	case len(s.points) == 1 && !s.between && s.take(words.openStart, &s.openFrom):
		return true
	case s.skip(words.about):
		s.points[len(s.points)-1].about = true
		return true
	}
	return false
}

// rangeFollows reads a range mark after which another date follows.
func (s *dateScan) rangeFollows(words *dateTables) bool {
	from := s.at
	if s.skip(words.between) {
		for s.at < len(s.text) && s.text[s.at] == ' ' {
			s.at++
		}
		if s.at < len(s.text) {
			return true
		}
	}
	s.at = from
	return false
}

// beforePoint reads the words that stand before a date.
func (s *dateScan) beforePoint() bool {
	words := dateWords()
	if s.take(words.beforeAbout, &s.about) || s.take(words.beforeOpenEnd, &s.openTo) ||
		s.take(words.beforeOpenStart, &s.openFrom) {
		return true
	}
	best := ""
	for word := range words.english {
		if len(word) > len(best) && s.hasWord(word) {
			best = word
		}
	}
	if best == "" {
		return false
	}
	s.part = words.english[best]
	s.at += len(best)
	return true
}

// digits reads a run of digits.
func (s *dateScan) digits() (value, count int) {
	from := s.at
	for isDigit(s.peek(0)) {
		s.at++
	}
	return smallNumber(s.text[from:s.at]), s.at - from
}

// add keeps a point with the words that waited for it.
func (s *dateScan) add(p datePoint) bool {
	if s.part != wholePart && p.day == 0 {
		p.part = s.part
	}
	p.about = p.about || s.about
	s.part, s.about = wholePart, false
	if len(s.points) == 1 && !s.between {
		s.fail(CodeAmbiguousDate, "")
	}
	s.points = append(s.points, p)
	return true
}

// point reads one date.
func (s *dateScan) point() bool {
	from := s.at
	if s.relative() || s.era() || s.monthName() {
		return true
	}
	value, digits := s.digits()
	if digits == 0 {
		s.at = from
		return s.seasonFirst()
	}
	switch next := s.peek(0); {
	case next == '年':
		return s.yearKanji(value, digits)
	case next == '月':
		s.at++
		return s.afterMonth(datePoint{month: value})
	case next == '日' || next == 0 && s.between && digits <= 2:
		return s.bareDay(value)
	case digits == 8:
		return s.add(datePoint{year: value / 10000, month: value / 100 % 100, day: value % 100}.checked())
	case digits == 6 && value/100 >= 1900 && value/100 <= 2100 && value%100 >= 1 && value%100 <= 12:
		return s.add(datePoint{year: value / 100, month: value % 100})
	case digits >= 4 && (next == '/' || next == '.' || next == '-') && isDigit(s.peek(1)):
		return s.yearFirst(value, next)
	case digits <= 2 && (next == '/' || next == '.' || next == '-') && isDigit(s.peek(1)):
		return s.short(value, next)
	case digits == 4 && value >= 1900 && value <= 2100:
		return s.afterYear(datePoint{year: value})
	case digits <= 2:
		return s.dayThenMonth(value)
	}
	return false
}

// checked marks months and days that were named as zero, which would else mean
// not named.
func (p datePoint) checked() datePoint {
	if p.month == 0 || p.day == 0 {
		p.month, p.day = 99, 99
	}
	return p
}

// yearKanji reads 2022年 and what follows.
func (s *dateScan) yearKanji(value, digits int) bool {
	s.at++
	if s.peek(0) == '年' { // 2022年年6月
		s.at++
		s.remark(CodeDateRepaired, fmt.Sprint(value))
	}
	if digits <= 2 {
		s.fail(CodeAmbiguousDate, fmt.Sprintf("%d, %d", 2000+value, 2018+value))
		return true
	}
	return s.afterYear(datePoint{year: value})
}

func (s *dateScan) bareDay(value int) bool {
	if s.peek(0) == '日' {
		s.at++
	}
	p := datePoint{day: value}
	if value == 0 || value > 31 {
		s.fail(CodeImpossibleDate, "")
	}
	if s.between && len(s.points) == 1 {
		if first := s.points[0]; first.month > 0 && first.year == 0 {
			p.month = first.month
		}
	}
	return s.add(p)
}

// relative reads 同日, 翌日, 同月4日, 昨年10月.
func (s *dateScan) relative() bool {
	words := dateWords().relatives
	for _, word := range sortedKeys(words) {
		if !s.hasWord(word) {
			continue
		}
		s.at += len([]rune(word))
		p := datePoint{relative: words[word].relative, offset: words[word].offset}
		switch p.relative {
		case sameMonth, nextMonth, beforeMonth, documentMonth, monthBeforeDocument:
			return s.afterMonth(p)
		case sameYear, nextYear, beforeYear, documentYear, yearBeforeDocument:
			s.skip(wordSet{"の"})
			return s.afterYear(p)
		}
		return s.add(p)
	}
	return false
}

// era reads a year of a Japanese era: 令和4年, R4.7.1, 令4.7.1.
func (s *dateScan) era() bool {
	from := s.at
	for _, e := range dateWords().eras {
		for _, word := range e.words {
			if !strings.HasPrefix(string(s.text[s.at:min(len(s.text), s.at+2)]), word) {
				continue
			}
			s.at += len([]rune(word))
			value, digits := s.digits()
			if mark := s.peek(0); digits > 0 && digits <= 2 && strings.ContainsRune("年./-", mark) {
				if s.eraDate(e, value, mark) {
					return true
				}
			}
			s.at = from
		}
	}
	return false
}

func (s *dateScan) eraDate(e era, value int, mark rune) bool {
	year := e.before + value
	before := len(s.points)
	var ok bool
	if mark == '年' {
		ok = s.yearKanji(year, 4)
	} else {
		ok = s.yearFirst(year, mark)
	}
	if !ok || len(s.points) == before {
		return ok
	}
	p := s.points[len(s.points)-1]
	date, code, _ := p.days()
	if value == 0 || code == "" && date.Last < e.from {
		s.fail(CodeImpossibleDate, "")
	} else if code == "" && date.First > e.to && e.to != analysis.LastDay {
		s.remark(CodeEraEnded, date.String())
	}
	return true
}

// yearFirst reads 2022/7/1, 2022.7, 2022-07-01.
func (s *dateScan) yearFirst(year int, mark rune) bool {
	s.at++
	month, digits := s.digits()
	if digits == 0 || digits > 2 {
		return false
	}
	p := datePoint{year: year, month: month}
	if s.peek(0) == mark && isDigit(s.peek(1)) {
		s.at++
		if p.day, digits = s.digits(); digits > 2 {
			return false
		}
		return s.add(p.checked())
	}
	if month == 0 {
		p.month = 99
	}
	return s.part2(p)
}

// part2 reads the part of a month after a year and month without 月.
func (s *dateScan) part2(p datePoint) bool {
	s.monthPart(&p)
	return s.add(p)
}
