package typeface

import "math"

// A Style is a face at a size: what a text is set in.
type Style struct {
	Face *Face   // nil means [Regular]
	Size float64 // points
}

func (s Style) face() *Face {
	if s.Face == nil {
		return Regular()
	}
	return s.Face
}

// Width returns the width of text in one line, in points.
func (s Style) Width(text string) float64 { return s.face().Width(text, s.Size) }

// limit returns the number of font units that fit in width points. A line as
// wide as its own measured width always fits.
func (s Style) limit(width float64) int {
	const slack = 1e-6 // of a font unit, against rounding
	units := width*float64(s.face().perEm)/s.Size + slack
	switch {
	case units >= math.MaxInt32:
		return math.MaxInt32
	case units >= 0:
		return int(units)
	}
	return 0
}

// An Ending says why a line ends where it does.
type Ending int

const (
	// Soft: the next piece of the text did not fit.
	Soft Ending = iota
	// Split: the line ends inside a number, a word or an address that is wider
	// than the line, or before a character that no line should begin with
	// because there was no other way.
	Split
	// Hard: the text has a line end here, or ends itself.
	Hard
)

// A Line is one line of a broken text. Text and Trimmed of all lines, joined,
// are the text.
type Line struct {
	Text string // what to draw
	// Trimmed is the white space after Text that is not drawn, with the line
	// end if the text has one. Spaces that begin a paragraph are kept in Text.
	Trimmed string
	Width   float64 // of Text, in points
	Ending  Ending
}

// BreakOptions modify [Style.Break]. The zero value fills each line as far as
// it goes.
type BreakOptions struct {
	// Balance makes the lines of each paragraph about equally wide without
	// needing more of them: for headings.
	Balance bool
	// LastLine is the width in points that the last line of a paragraph should
	// at least have: two or three characters avoid a widow. Text is taken over
	// from the line before where that leaves the line before the wider one.
	LastLine float64
}

// Break divides text into lines no wider than width points.
//
// A line may end where Unicode line breaking (UAX #14) allows it, except that
//   - no line begins with 。、）」ー・, small kana and the like, or ends with an
//     opening bracket (kinsoku);
//   - a number keeps its unit and what leads it (約42万件, 12億3,456件, 10.5 %,
//     2022年7月, Figure 3);
//   - a company's name keeps the ㈱ or （株） before it;
//   - URLs and e-mail addresses stay whole.
//
// A piece wider than the line is cut into parts that fit and fill lines like
// words: a number at its inner joints, an address after one of / ? & . - _,
// other text between any two characters, if possible without breaking kinsoku.
// Only a single character wider than the line exceeds it. A width of zero, a
// negative one or NaN leaves one character a line; at size 0 every paragraph
// fits in one line.
//
// Line ends of the text (\n, \r\n, U+2028 …) are kept: each paragraph begins a
// new line, an empty one is an empty line. A line end that ends the text begins
// none. Empty text has no lines.
func (s Style) Break(text string, width float64, options BreakOptions) []Line {
	b := newBreaker(text, s.face())
	limit := s.limit(width)
	pieces := b.fitting(b.pieces(), limit)
	var lines []Line
	for len(pieces) > 0 {
		paragraph := pieces[:paragraphLength(pieces)]
		pieces = pieces[len(paragraph):]
		ends := fill(paragraph, limit)
		if options.Balance {
			ends = fill(paragraph, balancedLimit(paragraph, limit))
		}
		if options.LastLine > 0 {
			lengthenLast(paragraph, ends, s.limit(options.LastLine))
		}
		first := 0
		for _, end := range ends {
			lines = append(lines, s.line(text, paragraph[first:end]))
			first = end
		}
	}
	return lines
}

func (s Style) line(text string, pieces []piece) Line {
	last := pieces[len(pieces)-1]
	whole := text[pieces[0].start:last.end]
	drawn := trimSpace(whole)
	return Line{
		Text:    drawn,
		Trimmed: whole[len(drawn):],
		Width:   s.Width(drawn),
		Ending:  last.ending,
	}
}

// paragraphLength returns the number of pieces up to and with the first that
// ends in a hard line end.
func paragraphLength(pieces []piece) int {
	for i, p := range pieces {
		if p.ending == Hard {
			return i + 1
		}
	}
	return len(pieces)
}

// fill puts the pieces of a paragraph into lines, each as full as possible, and
// returns the index after the last piece of each line.
func fill(pieces []piece, limit int) []int {
	var ends []int
	width := 0
	for i, p := range pieces {
		if i > 0 && p.inkEnd > p.start && width+p.ink > limit {
			ends = append(ends, i)
			width = 0
		}
		width += p.width
	}
	return append(ends, len(pieces))
}

// balancedLimit returns the least limit at which the pieces need no more lines
// than at limit.
func balancedLimit(pieces []piece, limit int) int {
	lines := len(fill(pieces, limit))
	low, total := 0, 0
	for _, p := range pieces {
		low = max(low, p.ink)
		total += p.width
	}
	if low >= limit {
		return limit
	}
	high := min(limit, total)
	for low < high {
		middle := low + (high-low)/2
		if len(fill(pieces, middle)) <= lines {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}

// lengthenLast moves pieces from the last line but one to the last until that
// has the width wanted, as long as the line before stays the wider one.
func lengthenLast(pieces []piece, ends []int, wanted int) {
	if len(ends) < 2 {
		return
	}
	before := 0
	if len(ends) > 2 {
		before = ends[len(ends)-3]
	}
	cut := ends[len(ends)-2]
	for cut-1 > before && inkWidth(pieces[cut:]) < wanted &&
		pieces[cut-1].ending == Soft && pieces[cut-2].ending == Soft &&
		inkWidth(pieces[before:cut-1]) >= inkWidth(pieces[cut-1:]) {
		cut--
	}
	if inkWidth(pieces[cut:]) >= wanted {
		ends[len(ends)-2] = cut
	}
}

// inkWidth returns the width of a line of the pieces.
func inkWidth(pieces []piece) int {
	width := pieces[len(pieces)-1].ink
	for _, p := range pieces[:len(pieces)-1] {
		width += p.width
	}
	return width
}
