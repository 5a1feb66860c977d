package typeface

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed linebreak.txt
var ruleLists string

// breakRules are the lists of linebreak.txt.
type breakRules struct {
	notAtStart, notAtEnd runeSet
	bindAfter            []string
	beforeNumber         []string
	insideNumber         runeSet
	multipliers          []string
	units                []string
	afterUnits           []string
}

var rules = sync.OnceValue(func() *breakRules {
	lists := map[string][]string{}
	for line := range strings.Lines(ruleLists) {
		fields := strings.Fields(line)
		if len(fields) > 0 && fields[0] != "#" {
			lists[fields[0]] = append(lists[fields[0]], fields[1:]...)
		}
	}
	r := &breakRules{
		bindAfter:    lists["bind_after"],
		beforeNumber: lists["before_number"],
		multipliers:  lists["multiplier"],
		units:        lists["unit"],
		afterUnits:   lists["after_unit"],
	}
	r.notAtStart.addAll(lists["not_at_start"])
	r.notAtEnd.addAll(lists["not_at_end"])
	r.insideNumber.addAll(lists["inside_number"])
	return r
})

func (s *runeSet) addAll(chars []string) {
	for _, char := range chars {
		r, _ := utf8.DecodeRuneInString(char)
		s.add(r)
	}
}

// kinsoku reports whether a line may end after before and the next begin with
// after, as far as the characters beside the break are concerned.
func (r *breakRules) kinsoku(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(trimSpace(before))
	first, _ := utf8.DecodeRuneInString(after)
	return !r.notAtEnd.has(last) && !r.notAtStart.has(first)
}

// binds reports whether text ends with the legal form before a company's name.
func (r *breakRules) binds(text string) bool {
	text = trimSpace(text)
	switch last, _ := utf8.DecodeLastRuneInString(text); last {
	case '）', ')', '㈱', '㈲', '㈳', '㈶':
		return wordBefore(text, r.bindAfter) > 0
	}
	return false
}

// isBreakSpace reports whether r is white space that vanishes at a line's end.
// Spaces that forbid a break are not.
func isBreakSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r':
		return true
	case '\u00A0', '\u2007', '\u202F':
		return false
	}
	return r > 0x7F && unicode.IsSpace(r)
}

// trimSpace cuts the white space at the end of text that vanishes at a line's end.
func trimSpace(text string) string {
	for len(text) > 0 {
		r, size := utf8.DecodeLastRuneInString(text)
		if !isBreakSpace(r) {
			break
		}
		text = text[:len(text)-size]
	}
	return text
}

// wordAt returns the length of the longest of words that text begins with. A
// word that ends in a Latin letter must end there in text, too.
func wordAt(text string, words []string) int {
	longest := 0
	for _, word := range words {
		if len(word) > longest && strings.HasPrefix(text, word) &&
			!(isLatin(word, len(word)-1) && isLatin(text, len(word))) {
			longest = len(word)
		}
	}
	return longest
}

// wordBefore returns the length of the longest of words that text ends with. A
// word that begins with a Latin letter must begin there in text, too.
func wordBefore(text string, words []string) int {
	longest := 0
	for _, word := range words {
		if len(word) > longest && strings.HasSuffix(text, word) &&
			!(isLatin(word, 0) && isLatin(text, len(text)-len(word)-1)) {
			longest = len(word)
		}
	}
	return longest
}

// isLatin reports whether the byte at i of text, if there is one, is an ASCII
// letter or digit.
func isLatin(text string, i int) bool {
	if i < 0 || i >= len(text) {
		return false
	}
	c := text[i]
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}
