package typeface

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// geta is the printers' mark for a character that could not be set.
const geta = "〓"

// A Reason says why [Clean] replaced a character.
type Reason int

const (
	// Missing: the page cannot show the character and 〓 stands for it.
	Missing Reason = iota
	// Variant: another form of the same character is shown, 吉 for 𠮷.
	Variant
	// Composed: a letter and its combining marks became one character. The
	// reader sees no difference.
	Composed
	// Control: a control, format or selector character was removed or became a
	// space or a new line. The reader sees no difference.
	Control
)

// Visible reports whether the reader sees another character than the source has.
func (r Reason) Visible() bool { return r == Missing || r == Variant }

// A Replacement is one character that [Clean] replaced wherever it occurred.
type Replacement struct {
	From   string // as it stood: a character, or a letter with combining marks
	To     string // what is shown instead; empty if nothing is
	Reason Reason
	Count  int
}

// Clean makes text fit for the page. Every string must pass through it before
// it is measured or drawn: the PDF writer panics on characters outside the
// Basic Multilingual Plane and silently drops those the font lacks.
//
// A character is replaced by a known variant of the same character (𠮷 by 吉),
// else by its compatibility equivalent in Unicode (㎭ by rad), else by 〓.
// Letters with combining marks are composed; compatibility ideographs such as
// 神, which Unicode normalisation would turn into 神, stay as written. The line
// ends \r\n, \r, \v, \f, U+0085, U+2028 and U+2029 become \n, a tab becomes a
// space, other control characters, directional marks, joiners, soft hyphens
// and variation selectors go. Bytes that are not UTF-8 become 〓.
//
// The replacements are listed in the order of their first occurrence. Text in
// which nothing is replaced is returned as it is, without allocation. Cleaning
// a second time replaces nothing.
func Clean(text string) (string, []Replacement) {
	clean := drawable()
	for i, r := range text {
		if !clean.has(r) {
			c := cleaner{drawable: clean, index: map[Replacement]int{}}
			// A mark composes with the letter before it.
			start := i
			if unicode.IsMark(r) {
				_, size := utf8.DecodeLastRuneInString(text[:i])
				start -= size
			}
			c.out.Grow(len(text))
			c.out.WriteString(text[:start])
			c.run(text[start:])
			return c.out.String(), c.replaced
		}
	}
	return text, nil
}

// runeSet holds characters of the Basic Multilingual Plane.
type runeSet [planeSize / 64]uint64

func (s *runeSet) add(r rune) { s[r>>6] |= 1 << (r & 63) }

func (s *runeSet) has(r rune) bool {
	return r >= 0 && r < planeSize && s[r>>6]&(1<<(r&63)) != 0
}

// drawable returns the characters that Clean leaves alone wherever they stand.
var drawable = sync.OnceValue(func() *runeSet {
	set := new(runeSet)
	face := Regular()
	for r := range rune(planeSize) {
		if face.Has(r) && !unicode.IsMark(r) && !isControl(r) {
			set.add(r)
		}
	}
	set.add('\n')
	return set
})

// isControl reports whether r steers text instead of standing in it.
func isControl(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector)
}

type cleaner struct {
	drawable *runeSet
	out      strings.Builder
	replaced []Replacement
	index    map[Replacement]int // position in replaced, by the entry without its count
}

func (c *cleaner) run(text string) {
	for len(text) > 0 {
		n := clusterLength(text)
		c.cluster(text[:n])
		text = text[n:]
	}
}

// clusterLength returns the length of the first character of text with the
// combining marks and variation selectors that follow it.
func clusterLength(text string) int {
	if strings.HasPrefix(text, "\r\n") {
		return len("\r\n")
	}
	first, n := utf8.DecodeRuneInString(text)
	if isControl(first) {
		return n
	}
	for n < len(text) {
		r, size := utf8.DecodeRuneInString(text[n:])
		if !unicode.IsMark(r) {
			break
		}
		n += size
	}
	return n
}

// cluster writes one character with its marks.
func (c *cleaner) cluster(text string) {
	if text == "\r\n" {
		c.replace(text, "\n", Control)
		return
	}
	_, size := utf8.DecodeRuneInString(text)
	if size == len(text) {
		c.char(text)
		return
	}
	letter := strings.Map(func(r rune) rune {
		if isControl(r) {
			c.note(string(r), "", Control)
			return -1
		}
		return r
	}, text)
	if utf8.RuneCountInString(letter) == 1 {
		c.char(letter)
		return
	}
	composed := norm.NFC.String(letter)
	if composed != letter {
		c.note(letter, composed, Composed)
	}
	for _, r := range composed {
		c.char(string(r))
	}
}

// char writes one character.
func (c *cleaner) char(text string) {
	r, _ := utf8.DecodeRuneInString(text)
	switch {
	case c.drawable.has(r), unicode.IsMark(r) && Regular().Has(r):
		c.out.WriteString(text)
	case isControl(r):
		c.replace(text, controlStandIn(r), Control)
	default:
		c.substitute(text, r)
	}
}

// controlStandIn returns what is shown for a control character: what separates
// words or lines goes on doing so.
func controlStandIn(r rune) string {
	switch r {
	case '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return "\n"
	case '\t':
		return " "
	}
	return ""
}

// substitute writes what stands for a character that the font lacks.
func (c *cleaner) substitute(text string, r rune) {
	if to, ok := variants()[r]; ok {
		c.replace(text, to, Variant)
		return
	}
	if r == utf8.RuneError {
		c.replace(string(r), geta, Missing)
		return
	}
	equivalent := norm.NFKC.String(text)
	for _, r := range equivalent {
		if !c.drawable.has(r) {
			c.replace(text, geta, Missing)
			return
		}
	}
	c.replace(text, equivalent, Variant)
}

func (c *cleaner) replace(from, to string, reason Reason) {
	c.note(from, to, reason)
	c.out.WriteString(to)
}

func (c *cleaner) note(from, to string, reason Reason) {
	key := Replacement{From: from, To: to, Reason: reason}
	i, ok := c.index[key]
	if !ok {
		i = len(c.replaced)
		c.index[key] = i
		c.replaced = append(c.replaced, key)
	}
	c.replaced[i].Count++
}

//go:embed variants.txt
var variantPairs string

// variants returns the stand-ins of variants.txt.
var variants = sync.OnceValue(func() map[rune]string {
	table := make(map[rune]string)
	for line := range strings.Lines(variantPairs) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		for i := 0; i+1 < len(fields); i += 2 {
			r, _ := utf8.DecodeRuneInString(fields[i])
			table[r] = fields[i+1]
		}
	}
	return table
})
