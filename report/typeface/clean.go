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
	// Missing: the page cannot show the character. 〓 stands for it, or nothing
	// for a combining mark.
	Missing Reason = iota
	// Variant: another form of the same character is shown, 吉 for 𠮷, C for Ć.
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
// else by its compatibility equivalent in Unicode (𝐀 by A), else by the letter
// without its accent (Ć by C), else by 〓. Letters with combining marks are
// composed; compatibility ideographs such as U+FA19, which Unicode normalisation
// would turn into 神, stay as written. The line ends \r\n, \r, \v, \f, U+0085,
// U+2028 and U+2029 become \n, a tab becomes a space, other control characters,
// directional marks, joiners, soft hyphens and variation selectors go. Bytes
// that are not UTF-8 become 〓.
//
// The order of the replacements depends on the text alone. Text in which nothing
// is replaced is returned as it is, and without allocation unless it holds
// combining marks. Cleaning a second time replaces nothing.
func Clean(text string) (string, []Replacement) {
	clean := drawable()
	for i, r := range text {
		if !clean.has(r) {
			c := cleaner{drawable: clean, index: map[Replacement]int{}}
			// The letter before may take part: marks compose with it.
			_, size := utf8.DecodeLastRuneInString(text[:i])
			c.out.Grow(len(text))
			c.out.WriteString(text[:i-size])
			c.run(text[i-size:])
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
// combining marks that follow it, and with what is to be removed before them.
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
		if !unicode.IsMark(r) && !(isControl(r) && controlStandIn(r) == "") {
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
	base, size := utf8.DecodeRuneInString(text)
	if size == len(text) {
		c.char(base)
		return
	}
	letter := text[:size] + strings.Map(func(r rune) rune {
		if isControl(r) {
			c.note(string(r), "", Control)
			return -1
		}
		return r
	}, text[size:])
	if size == len(letter) {
		c.char(base)
		return
	}
	c.marked(letter, base)
}

// marked writes a letter with marks: composed if the font has all of it, else
// the letter alone.
func (c *cleaner) marked(letter string, base rune) {
	composed := norm.NFC.String(letter)
	switch {
	case !c.all(composed, c.drawsMarks):
		if c.drawsMarks(base) {
			c.note(letter, string(base), Variant)
		}
		c.char(base)
	case composed == letter:
		c.out.WriteString(letter)
	default:
		c.replace(letter, composed, Composed)
	}
}

// all reports whether has holds for every character of text.
func (c *cleaner) all(text string, has func(rune) bool) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !has(r) }) < 0
}

func (c *cleaner) drawsMarks(r rune) bool {
	return c.drawable.has(r) || unicode.IsMark(r) && Regular().Has(r)
}

// char writes one character.
func (c *cleaner) char(r rune) {
	switch {
	case c.drawsMarks(r):
		c.out.WriteRune(r)
	case unicode.IsMark(r):
		c.replace(string(r), "", Missing)
	case isControl(r):
		c.replace(string(r), controlStandIn(r), Control)
	default:
		to, reason := c.standIn(r)
		c.replace(string(r), to, reason)
	}
}

// controlStandIn returns what is shown for a control character: what separates
// words or lines goes on doing so.
func controlStandIn(r rune) string {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return "\n"
	case '\t':
		return " "
	}
	return ""
}

// standIn returns what is shown for a character that the font lacks.
func (c *cleaner) standIn(r rune) (string, Reason) {
	if to, ok := variants()[r]; ok {
		return to, Variant
	}
	equivalent := norm.NFKC.String(string(r))
	if c.all(equivalent, c.drawable.has) {
		return equivalent, Variant
	}
	letters := strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFKD.String(string(r)))
	if strings.TrimSpace(letters) != "" && c.all(letters, c.drawable.has) {
		return letters, Variant
	}
	return geta, Missing
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
