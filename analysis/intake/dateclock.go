package intake

import "strings"

// weekdayHere reads (木), (木曜日), Thursday.
func (s *dateScan) weekdayHere() bool {
	from, at := s.at, s.at
	bracket := s.peek(0) == '('
	if bracket {
		at++
	}
	end := at
	for end < len(s.text) && (s.text[end] >= 'a' && s.text[end] <= 'z') {
		end++
	}
	if end == at && at < len(s.text) {
		end++
	}
	day, ok := dateWords().weekdays[string(s.text[at:end])]
	if !ok || end-at == 1 && !bracket && !strings.HasPrefix(string(s.text[end:]), "曜") {
		return false
	}
	s.at = end
	s.skip(wordSet{"曜日", "曜"})
	if bracket {
		for s.at < len(s.text) && s.text[s.at] != ')' && strings.ContainsRune("・祝日休/ .", s.text[s.at]) {
			s.at++
		}
		if s.peek(0) != ')' {
			s.at = from
			return false
		}
		s.at++
	} else if s.peek(0) == '.' || s.peek(0) == ',' {
		s.at++
	}
	if len(s.points) == 2 {
		s.weekdayTo = int8(day)
	} else {
		s.weekday = int8(day)
	}
	return true
}

// timeOfDay passes over a time, or a span of times on one day.
func (s *dateScan) timeOfDay() bool {
	from := s.at
	if !s.clock() {
		return false
	}
	mark := s.at
	if s.skip(wordSet{"~", "-", "から"}) && s.clock() {
		s.skip(wordSet{"まで"})
		return true
	}
	s.at = mark
	return s.at > from
}

// clock passes over 午後4時46分, 15:04, 未明, t15:04:05z.
func (s *dateScan) clock() bool {
	words := dateWords()
	from := s.at
	if s.peek(0) == 't' && isDigit(s.peek(1)) {
		s.at++
	}
	afternoon := s.hasWord("午後")
	named := s.skip(words.times)
	for s.peek(0) == ' ' {
		s.at++
	}
	hour, digits := s.digits()
	switch {
	case digits > 0 && digits <= 2 && s.peek(0) == '時' && s.peek(1) != '点':
		s.at++
		s.afterHour('分', '秒')
	case digits > 0 && digits <= 2 && s.peek(0) == ':':
		s.at++
		s.afterHour(':', '.')
	default:
		s.at = from
		if named {
			s.skip(words.times)
			s.skip(words.afterTimes)
			return true
		}
		return false
	}
	for s.peek(0) == ' ' {
		s.at++
	}
	s.skip(wordSet{"a.m.", "p.m.", "am", "pm"})
	s.skip(words.afterTimes)
	s.skip(words.afterTimes)
	s.hour(hour, afternoon)
	return true
}

// hour checks an hour of the day: 25時 belongs to the next day, 午後12時 is noon
// for some and midnight for others.
func (s *dateScan) hour(hour int, afternoon bool) {
	last := &s.points[len(s.points)-1]
	switch {
	case hour > 30:
		s.fail(CodeDateUnreadable, "")
	case hour > 24:
		last.nextDay = true
	case hour == 12 && afternoon:
		s.remark(CodeAmbiguousTime, "")
	}
}

// afterHour passes over minutes and seconds.
func (s *dateScan) afterHour(marks ...rune) {
	for _, mark := range marks {
		if _, digits := s.digits(); digits == 0 {
			return
		}
		if s.peek(0) != mark {
			break
		}
		s.at++
	}
	s.digits()
	for isDigit(s.peek(0)) || s.peek(0) == '.' && isDigit(s.peek(1)) {
		s.at++
	}
	if s.peek(0) == 'z' {
		s.at++
	}
}
