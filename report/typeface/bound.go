package typeface

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A bound is a stretch of text that no line break may fall into while it fits
// in a line: a number with its unit, or an address.
type bound struct {
	start, end int
	address    bool // a URL or e-mail address
}

// bounds returns the bounds of text in order; none overlap.
func (r *breakRules) bounds(text string) []bound {
	var found []bound
	for i := 0; i < len(text); {
		next := nextCandidate(text, i)
		if next == len(text) {
			break
		}
		floor := 0 // where the bound before ends
		if len(found) > 0 {
			floor = found[len(found)-1].end
		}
		b := r.boundAt(text, floor, next)
		if b.end == 0 {
			_, size := utf8.DecodeRuneInString(text[next:])
			i = next + size
			continue
		}
		// An e-mail address may have begun with what looked like a number.
		for len(found) > 0 && found[len(found)-1].start >= b.start {
			found = found[:len(found)-1]
		}
		found = append(found, b)
		i = b.end
	}
	return found
}

// nextCandidate returns the offset, from i on, of the next byte at which a
// number, a URL or the @ of an e-mail address may stand, or the length of text.
func nextCandidate(text string, i int) int {
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9', c == '@', c == ':', c == 'w':
			return i
		case c == 0xEF && digitLength(text[i:]) > 0: // first byte of ０
			return i
		}
	}
	return len(text)
}

// boundAt returns the bound at offset i, a candidate. It may reach back as far
// as floor. Without a bound, its end is 0.
func (r *breakRules) boundAt(text string, floor, i int) bound {
	switch {
	case digitLength(text[i:]) > 0:
		return bound{start: r.beforeQuantity(text, floor, i), end: r.quantity(text, i)}
	case text[i] == '@':
		return mailAddress(text, i)
	case text[i] == ':' && strings.HasPrefix(text[i:], "://"):
		start := i
		for start > floor && isLatin(text, start-1) {
			start--
		}
		return webAddress(text, start, i+len("://"))
	case strings.HasPrefix(text[i:], "www.") && !isLatin(text, i-1):
		return webAddress(text, i, i+len("www."))
	}
	return bound{}
}

// beforeQuantity returns where the words that belong to the number at i begin.
func (r *breakRules) beforeQuantity(text string, floor, i int) int {
	for {
		before := text[floor:i]
		trimmed := before[:len(before)-spaceBefore(before)]
		n := wordBefore(trimmed, r.beforeNumber)
		if n == 0 {
			return i
		}
		i = floor + len(trimmed) - n
	}
}

// quantity returns where the number that starts at i ends with its units, which
// may be followed by further numbers: 12億3,456件, 2022年7月, 1時間30分.
func (r *breakRules) quantity(text string, i int) int {
	for {
		i = r.number(text, i)
		for n := wordAt(text[i:], r.multipliers); n > 0; n = wordAt(text[i:], r.multipliers) {
			i += n
		}
		if digitLength(text[i:]) > 0 {
			continue
		}
		space := spaceAt(text[i:])
		unit := wordAt(text[i+space:], r.units)
		if unit == 0 {
			return i + r.counterAt(text[i:])
		}
		i += space + unit
		if space > 0 || digitLength(text[i:]) == 0 {
			return i + wordAt(text[i:], r.afterUnits)
		}
	}
}

// number returns where the digits that start at i end, with the separators
// between them.
func (r *breakRules) number(text string, i int) int {
	for i < len(text) {
		if n := digitLength(text[i:]); n > 0 {
			i += n
			continue
		}
		sign, size := utf8.DecodeRuneInString(text[i:])
		if !r.insideNumber.has(sign) || digitLength(text[i+size:]) == 0 {
			break
		}
		i += size
	}
	return i
}

// digitLength returns the length of the ASCII or full-width digit that text
// begins with, 0 if it does not.
func digitLength(text string) int {
	r, size := utf8.DecodeRuneInString(text)
	if '0' <= r && r <= '9' || '０' <= r && r <= '９' {
		return size
	}
	return 0
}

// spaceAt returns the length of the one space that text begins with.
func spaceAt(text string) int {
	if r, size := utf8.DecodeRuneInString(text); isGap(r) {
		return size
	}
	return 0
}

// spaceBefore returns the length of the one space that text ends with.
func spaceBefore(text string) int {
	if r, size := utf8.DecodeLastRuneInString(text); isGap(r) {
		return size
	}
	return 0
}

// isGap reports whether r is a space as it stands between a number and its unit.
func isGap(r rune) bool { return r == ' ' || r == '\u00A0' || r == '\u3000' }

// counterAt returns the length of the Han character that text begins with,
// unless that leads a number itself.
func (r *breakRules) counterAt(text string) int {
	char, size := utf8.DecodeRuneInString(text)
	if unicode.Is(unicode.Han, char) && wordAt(text, r.beforeNumber) == 0 {
		return size
	}
	return 0
}

// webAddress returns the URL that starts at start and goes on at i. Punctuation
// at its end belongs to the sentence.
func webAddress(text string, start, i int) bound {
	end := i
	for end < len(text) && isURLByte(text[end]) {
		end++
	}
	end = i + len(strings.TrimRight(text[i:end], ".,;:!?'\")]}"))
	if end == i {
		return bound{}
	}
	return bound{start: start, end: end, address: true}
}

func isURLByte(c byte) bool {
	return '!' <= c && c <= '~' && strings.IndexByte("<>\"{}|\\^`", c) < 0
}

// mailAddress returns the e-mail address around the @ at offset at.
func mailAddress(text string, at int) bound {
	start, end := at, at+1
	for start > 0 && (isLatin(text, start-1) || strings.IndexByte("._%+-", text[start-1]) >= 0) {
		start--
	}
	for end < len(text) && (isLatin(text, end) || text[end] == '.' || text[end] == '-') {
		end++
	}
	end = at + 1 + len(strings.TrimRight(text[at+1:end], ".-"))
	if start == at || end == at+1 {
		return bound{}
	}
	return bound{start: start, end: end, address: true}
}

// addressBreak reports whether an address that does not fit in a line may be
// broken at i: after one of / ? & . - _, but not between two of them.
func addressBreak(text string, i int) bool {
	const points = "/?&.-_"
	return i > 0 && i < len(text) &&
		strings.IndexByte(points, text[i-1]) >= 0 && strings.IndexByte(points, text[i]) < 0
}
