package intake

import (
	"fmt"
	"strings"
)

// afterYear reads what follows a year: a month, a quarter, a half, a season.
func (s *dateScan) afterYear(p datePoint) bool {
	for s.peek(0) == ' ' {
		s.at++
	}
	if s.peek(0) == '度' {
		s.at++
		p.fiscal = true
		s.skip(wordSet{"の"})
	}
	if s.partOfYear(&p) {
		return s.add(p)
	}
	from := s.at
	switch month, digits := s.digits(); {
	case digits > 0 && s.peek(0) == '月':
		s.at++
		p.month = month
		return s.afterMonth(p)
	case digits > 0 && s.monthAfterMark():
		p.month = month // 2022年4〜6月
		return s.add(p)
	}
	s.at = from
	return s.add(p)
}

// monthAfterMark reports whether a range mark and another month follow.
func (s *dateScan) monthAfterMark() bool {
	if mark := s.peek(0); mark != '~' && mark != '-' {
		return false
	}
	n := 1
	for isDigit(s.peek(n)) {
		n++
	}
	return n > 1 && s.peek(n) == '月'
}

// partOfYear reads 第1四半期, 上期, 上半期, 前半, 夏, 末, q1.
func (s *dateScan) partOfYear(p *datePoint) bool {
	rest := string(s.text[s.at:min(len(s.text), s.at+8)])
	for i, word := range []string{"第1四半期", "第2四半期", "第3四半期", "第4四半期"} {
		if strings.HasPrefix(rest, word) || strings.HasPrefix(rest, strings.TrimPrefix(word, "第")) ||
			strings.HasPrefix(rest, strings.Replace(word, fmt.Sprint(i+1), string([]rune("一二三四")[i]), 1)) {
			s.at += len([]rune(word))
			if !strings.HasPrefix(rest, "第") {
				s.at--
			}
			s.quarter(p, i, true)
			return true
		}
		if strings.HasPrefix(rest, fmt.Sprintf("q%d", i+1)) {
			s.at += 2
			s.quarter(p, i, false)
			return true
		}
	}
	return s.half(p, rest) || s.season(p)
}

// quarter sets a quarter. The Japanese word means that of the fiscal year from
// April, whether or not 年度 stands before it.
func (s *dateScan) quarter(p *datePoint, i int, japanese bool) {
	p.part, p.first, p.last = quarterPart, 3*i, 3*i+2
	if p.fiscal || japanese {
		p.first, p.last = p.first+3, p.last+3
	}
	if japanese && !p.fiscal {
		s.remarkReading(CodeFiscalAssumed, p)
	}
}

// remarkReading notes how a point was read, where it can be told already.
func (s *dateScan) remarkReading(code string, p *datePoint) {
	detail := ""
	if date, bad, _ := p.days(); bad == "" {
		detail = date.String()
	}
	s.remark(code, detail)
}

// half reads the halves of a year. 上期 is April to September; 上半期 without 年度
// is January to June in most published surveys.
func (s *dateScan) half(p *datePoint, rest string) bool {
	for _, h := range []struct {
		word        string
		first       int
		fiscal, tag bool
	}{{"上半期", 0, false, true}, {"下半期", 6, false, true}, {"上期", 3, true, true}, {"下期", 9, true, true},
		{"前半", 0, false, false}, {"後半", 6, false, false}, {"h1", 0, false, false}, {"h2", 6, false, false}} {
		if !strings.HasPrefix(rest, h.word) {
			continue
		}
		s.at += len([]rune(h.word))
		p.part, p.first = halfPart, h.first
		if p.fiscal && !h.fiscal {
			p.first += 3
		}
		p.last = p.first + 5
		if h.tag && !p.fiscal {
			s.remarkReading(map[bool]string{true: CodeFiscalAssumed, false: CodeCalendarAssumed}[h.fiscal], p)
		}
		return true
	}
	return false
}

// season reads 夏 after a year, and 年末, 年始, 年初.
func (s *dateScan) season(p *datePoint) bool {
	seasons := dateWords().seasons
	for _, word := range sortedKeys(seasons) {
		if s.hasWord(word) {
			s.at += len([]rune(word))
			p.part, p.first, p.last = seasonPart, seasons[word][0], seasons[word][1]
			s.skip(dateWords().about)
			return true
		}
	}
	switch {
	case s.skip(wordSet{"末"}):
		p.month = 12
		if p.fiscal {
			p.year, p.month, p.fiscal = p.year+1, 3, false
		}
		return true
	case !p.fiscal && s.skip(wordSet{"始め", "初め", "はじめ", "初頭", "初", "始"}):
		p.month = 1
		return true
	}
	return false
}

// seasonFirst reads summer 2022, Q1 2022, FY2022.
func (s *dateScan) seasonFirst() bool {
	from := s.at
	p := datePoint{}
	fiscal := s.skipPrefix("fy")
	if fiscal || s.partOfYear(&p) {
		for s.peek(0) == ' ' || s.peek(0) == ',' || s.peek(0) == '\'' {
			s.at++
		}
		s.skip(wordSet{"of "})
		if year, digits := s.digits(); digits == 4 {
			p.year, p.fiscal = year, fiscal
			return s.add(p)
		}
	}
	s.at = from
	return false
}

func (s *dateScan) skipPrefix(word string) bool {
	if !strings.HasPrefix(string(s.text[s.at:]), word) {
		return false
	}
	s.at += len([]rune(word))
	return true
}

// afterMonth reads what follows 月: a day or a part of the month.
func (s *dateScan) afterMonth(p datePoint) bool {
	if p.month == 0 && p.relative == notRelative {
		p.month = 99
	}
	s.skip(wordSet{"の"})
	for s.peek(0) == ' ' {
		s.at++
	}
	if s.monthPart(&p) {
		return s.add(p)
	}
	from := s.at
	day, digits := s.digits()
	switch next := s.peek(0); {
	case digits > 0 && digits <= 2 && next == '日':
		s.at++
		p.day = max(day, 0)
		if day == 0 {
			p.day = 99
		}
	case digits > 0 && digits <= 2 && next != '時' && next != ':' && next != '月' && next != '/':
		p.day = day // 2022年7月1
		if day == 0 {
			p.day = 99
		}
		s.remarkReading(CodeDateRepaired, &p)
	default:
		s.at = from
	}
	return s.add(p)
}

// monthPart reads 上旬, 前半, 末 and their kin.
func (s *dateScan) monthPart(p *datePoint) bool {
	parts := dateWords().parts
	best := ""
	for _, word := range sortedKeys(parts) {
		if len(word) > len(best) && strings.HasPrefix(string(s.text[s.at:]), word) {
			best = word
		}
	}
	if best == "" {
		return false
	}
	s.at += len([]rune(best))
	p.part = parts[best]
	s.skip(dateWords().about)
	return true
}

// short reads dates that begin with one or two digits: 7/1, 26/04/2024,
// 04/07/01. Those of several readings are not read.
func (s *dateScan) short(a int, mark rune) bool {
	s.at++
	b, digits := s.digits()
	if digits == 4 && mark != '.' && a <= 12 {
		return s.add(datePoint{year: b, month: a}.checkedMonth())
	}
	if digits > 2 {
		return false
	}
	if s.peek(0) != mark || !isDigit(s.peek(1)) {
		if mark != '/' {
			return false
		}
		return s.add(datePoint{month: a, day: b}.checked())
	}
	s.at++
	c, digits := s.digits()
	switch {
	case digits == 4 && mark == '.':
		return s.add(datePoint{year: c, month: b, day: a}.checked())
	case digits == 4:
		return s.yearLast(a, b, c)
	case digits <= 2:
		s.fail(CodeAmbiguousDate, readings([3]int{2000 + a, b, c}, [3]int{2018 + a, b, c}, [3]int{2000 + c, a, b}, [3]int{2000 + c, b, a}))
		return true
	}
	return false
}

func (p datePoint) checkedMonth() datePoint {
	if p.month == 0 {
		p.month = 99
	}
	return p
}

// yearLast reads a/b/2024, where the order of day and month must show itself.
func (s *dateScan) yearLast(a, b, year int) bool {
	switch {
	case a > 12:
		return s.add(datePoint{year: year, month: b, day: a}.checked())
	case b > 12 || a == b:
		return s.add(datePoint{year: year, month: a, day: b}.checked())
	}
	s.fail(CodeAmbiguousDate, readings([3]int{year, a, b}, [3]int{year, b, a}))
	return true
}

// readings lists the days among several that the calendar has.
func readings(dates ...[3]int) string {
	var list []string
	for _, d := range dates {
		p := datePoint{year: d[0], month: d[1], day: d[2]}
		if date, code, _ := p.days(); code == "" && d[1] > 0 && d[2] > 0 {
			if text := date.String(); !strings.Contains(strings.Join(list, ","), text) {
				list = append(list, text)
			}
		}
	}
	return strings.Join(list, ", ")
}

// monthName reads July 1, 2022 and July 2022.
func (s *dateScan) monthName() bool {
	month, ok := s.takeMonth()
	if !ok {
		return false
	}
	p := datePoint{month: month}
	s.separators()
	from := s.at
	value, digits := s.digits()
	switch {
	case digits == 4:
		p.year = value
		return s.add(p)
	case digits == 0 || digits > 2:
		s.at = from
		return s.add(p)
	}
	p.day = value
	s.skip(wordSet{"st", "nd", "rd", "th"})
	mark := s.at
	s.separators()
	if year, digits := s.digits(); digits == 4 {
		p.year = year
	} else {
		s.at = mark
	}
	return s.add(p.checked())
}

// dayThenMonth reads 1 July 2022, 1st of July 2022, 01-Jul-2022.
func (s *dateScan) dayThenMonth(day int) bool {
	s.skipPrefix("st")
	s.skipPrefix("nd")
	s.skipPrefix("rd")
	s.skipPrefix("th")
	s.separators()
	s.skipPrefix("of ")
	month, ok := s.takeMonth()
	if !ok {
		return false
	}
	p := datePoint{month: month, day: day}
	mark := s.at
	s.separators()
	switch year, digits := s.digits(); digits {
	case 4:
		p.year = year
	case 2:
		s.fail(CodeAmbiguousDate, readings([3]int{2000 + year, month, day}))
	default:
		s.at = mark
	}
	return s.add(p.checked())
}

func (s *dateScan) separators() {
	for strings.ContainsRune(" ,.-'", s.peek(0)) && s.peek(0) != 0 {
		s.at++
	}
}

func (s *dateScan) takeMonth() (int, bool) {
	end := s.at
	for end < len(s.text) && s.text[end] >= 'a' && s.text[end] <= 'z' {
		end++
	}
	month, ok := dateWords().months[string(s.text[s.at:end])]
	if ok {
		s.at = end
	}
	return month, ok
}
