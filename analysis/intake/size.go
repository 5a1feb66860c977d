package intake

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/breachbrief/breachbrief/analysis"
)

// ApproxRule names the interval that 約 stands for. u is a power of ten; the
// interval of 約N is [N − u/2, N + u/2], ends included, and [N − u/20, N + u/2]
// where N is u itself, for below a power of ten the grid is ten times finer.
type ApproxRule uint8

const (
	// LastNonzeroDigit takes for u the place of the last digit that is not zero:
	// 約20万 is 150,000 to 250,000. The writer's precision is not stated, and
	// this is the widest reading.
	LastNonzeroDigit ApproxRule = iota
	// UnitOfWord takes the unit word that ends the figure, else the last digit
	// that is not zero: 約20万 is 195,000 to 205,000.
	UnitOfWord
	// TwoDigits takes the finer of the second digit's place and that of the
	// last digit that is not zero: 約1万 is 9,500 to 10,500.
	TwoDigits
)

var approxRuleNames = []string{"last_nonzero_digit", "unit_of_word", "two_digits"}

func (r ApproxRule) String() string {
	if int(r) < len(approxRuleNames) {
		return approxRuleNames[r]
	}
	return fmt.Sprintf("invalid(%d)", r)
}

// ParseApproxRule returns the rule of that name.
func ParseApproxRule(name string) (ApproxRule, error) {
	for i, n := range approxRuleNames {
		if n == name {
			return ApproxRule(i), nil
		}
	}
	return 0, fmt.Errorf("%q is no rule for 約; use %s", name, strings.Join(approxRuleNames, ", "))
}

// interval returns the ends of 約N, moved inwards to whole numbers.
func (r ApproxRule) interval(n number) (low, high int64) {
	if n.written <= 0 {
		return n.low, n.high
	}
	u := r.width(n)
	below := u / 2
	if u == n.written {
		below = u / 20
	}
	return n.low - below, n.high + u/2
}

func (r ApproxRule) width(n number) int64 {
	u := lastNonzeroPlace(n.written)
	switch r {
	case UnitOfWord:
		if n.word > 1 {
			u = min(u, n.place)
		}
	case TwoDigits:
		u = min(u, max(1, leadingPlace(n.written)/10))
	}
	return u
}

// lastNonzeroPlace returns the place of the last digit that is not zero.
func lastNonzeroPlace(n int64) int64 {
	u := int64(1)
	for n != 0 && n%10 == 0 {
		n, u = n/10, u*10
	}
	return u
}

func leadingPlace(n int64) int64 {
	u := int64(1)
	for ; n >= 10; n /= 10 {
		u *= 10
	}
	return u
}

// remark is something to report about one cell.
type remark struct {
	code   string
	detail string
}

// sizeContext is what the row and the header say about a size cell.
type sizeContext struct {
	rule       ApproxRule
	stated     analysis.Unit // by the unit column: it wins
	header     analysis.Unit // by the column's name
	row        analysis.Unit // of the row's own size, for an event's size that does not say
	fallback   analysis.Unit // where nothing else says: a column named 件数
	multiplier string        // of the column's name: 千, 万
	headerUnit bool          // the text carries the header's unit

	decimalThousands bool // see numeral
}

// sizeReading is what a size cell says.
type sizeReading struct {
	size    analysis.Size
	remarks []remark
}

func (r *sizeReading) note(code, detail string) {
	r.remarks = append(r.remarks, remark{code, detail})
}

// longestFigure bounds size and date cells in bytes: what is longer is prose.
const longestFigure = 1000

// parseSize reads a leak size as people write it. The result keeps the text; a
// size that cannot be read is unknown and carries a remark.
func parseSize(text string, context sizeContext) sizeReading {
	text = strings.TrimFunc(text, unicode.IsSpace)
	r := sizeReading{size: analysis.Size{Text: text, Unit: firstUnit(context.stated, context.header)}}
	if text == "" {
		return r
	}
	if len(text) > longestFigure {
		r.fail(CodeSizeUnreadable, "")
		return r
	}
	if context.multiplier != "" {
		if !r.applyHeader(&context) {
			return r
		}
		text = r.size.Text
	}
	folded := cleanSize(text)
	if tables().spreadsheet[folded] || folded != "" && strings.Trim(folded, "#") == "" {
		r.size.Qualifier = analysis.UnknownSize
		r.note(CodeSpreadsheetError, "")
		return r
	}
	if code, detail := negative(folded); code != "" {
		r.fail(code, detail)
		return r
	}
	scan := sizeScan{text: []rune(folded), decimalThousands: context.headerUnit || context.decimalThousands}
	scan.run()
	r.interpret(&scan, context)
	if isLeadingWaveDash(text) && r.size.Qualifier == analysis.Approx {
		r.size.Low, r.size.High, r.size.Qualifier = 0, r.size.Written, analysis.AtMost
		r.note(CodeReadAsCeiling, "")
	}
	return r
}

func firstUnit(units ...analysis.Unit) analysis.Unit {
	for _, u := range units {
		if u != analysis.UnitNotStated {
			return u
		}
	}
	return analysis.UnitNotStated
}

// fail leaves the size unknown.
func (r *sizeReading) fail(code, detail string) {
	r.size.Bounds, r.size.Low, r.size.High, r.size.Written = analysis.Unbounded, 0, 0, 0
	r.size.Qualifier, r.size.Flags = analysis.UnknownSize, 0
	r.remarks = []remark{{code, detail}}
}

// digitRuns finds the figures of a cell before folding.
var digitRuns = regexp.MustCompile(`[0-9０-９]+([,.，．、][0-9０-９]+)*`)

// applyHeader writes the header's unit behind each figure: 5.5 under 件数(千件)
// is 5.5千. It reports false where the cell has a unit word of its own.
func (r *sizeReading) applyHeader(context *sizeContext) bool {
	text := r.size.Text
	for _, run := range digitRuns.FindAllStringIndex(text, -1) {
		next, _ := utf8.DecodeRuneInString(foldWidth(text[run[1]:]))
		if smallUnits[next] > 0 || largeUnits[next] > 0 {
			r.fail(CodeHeaderUnitTwice, context.multiplier)
			return false
		}
		context.headerUnit = true
	}
	r.size.Text = digitRuns.ReplaceAllString(text, "${0}"+context.multiplier)
	return true
}

// isLeadingWaveDash reports whether the cell begins with the Japanese sign for
// up to, which folding makes equal to the English ~ for about.
func isLeadingWaveDash(text string) bool {
	return strings.HasPrefix(text, "〜") || strings.HasPrefix(text, "～")
}

// negative finds the signs that accounting uses for minus.
func negative(folded string) (code, detail string) {
	rest := ""
	switch {
	case strings.HasPrefix(folded, "("):
		inner := strings.TrimSuffix(folded[1:], ")")
		if len(inner) == len(folded)-2 && strings.Trim(inner, "0123456789,.") == "" {
			rest = inner
		}
	case strings.HasPrefix(folded, "-"), strings.HasPrefix(folded, "▲"), strings.HasPrefix(folded, "△"),
		strings.HasPrefix(folded, "▼"):
		rest = strings.TrimLeft(folded, "-▲△▼ ")
	}
	if rest == "" || !isDigit(rune(rest[0])) {
		return "", ""
	}
	return CodeNumberNegative, rest
}

// interval of one figure after its qualifiers.
type interval struct {
	low, high int64
	open      bool
	qualifier analysis.Qualifier
	flags     analysis.SizeFlags
}

// bounds works out what a figure and the words around it allow.
func (f *figure) bounds(rule ApproxRule) interval {
	n, q := f.number, f.qualifiers
	v := interval{low: n.low, high: n.high, qualifier: analysis.Exact, flags: f.flags}
	if n.vague {
		v.qualifier = analysis.Vague
	}
	if n.rounded {
		v.qualifier, v.flags = analysis.Approx, v.flags|analysis.Rounded
	}
	if q.has(analysis.Approx) && !n.vague {
		v.low, v.high = rule.interval(n)
		v.qualifier = analysis.Approx
	}
	near := n
	near.low, near.high = n.written, n.written
	switch {
	case q.has(analysis.SlightlyOver):
		v.low, v.high, v.qualifier = n.low, n.written+rule.width(n)-1, analysis.SlightlyOver
		if f.strong {
			_, v.high = rule.interval(near)
		}
	case q.has(analysis.SlightlyUnder):
		v.low, _ = rule.interval(near)
		v.high, v.qualifier = n.written-1, analysis.SlightlyUnder
	}
	f.limit(&v)
	if v.qualifier == analysis.Exact {
		f.exact(&v)
	}
	return v
}

// limit applies the words that open an interval or make it a ceiling.
func (f *figure) limit(v *interval) {
	q := f.qualifiers
	switch {
	case q.has(analysis.MoreThan):
		v.low, v.open, v.qualifier = v.low+1, true, analysis.MoreThan
	case q.has(analysis.AtLeast):
		v.open, v.qualifier = true, analysis.AtLeast
	case q.has(analysis.LessThan):
		v.low, v.high, v.qualifier = 0, max(0, v.high-1), analysis.LessThan
	case q.has(analysis.AtMost):
		v.low, v.qualifier = 0, analysis.AtMost
	}
}

// exact tells zero, sums of repeated persons and round figures from counts.
func (f *figure) exact(v *interval) {
	switch {
	case f.number.written == 0:
		v.qualifier = analysis.None
	case f.flags&analysis.CumulativeSum != 0:
		v.qualifier = analysis.Cumulative
	case f.number.word >= 1000:
		v.flags |= analysis.RoundFigure
	}
}

// set writes an interval into the size.
func (r *sizeReading) set(v interval, written int64) {
	r.size.Low, r.size.High, r.size.Bounds = max(0, v.low), v.high, analysis.Closed
	if v.open {
		r.size.High, r.size.Bounds = 0, analysis.OpenAbove
	}
	r.size.Written, r.size.Qualifier = written, v.qualifier
	r.size.Flags |= v.flags
}

// span joins the two figures of a range. A first figure without a unit word
// takes that of the second where it would else be the larger scale: 10〜20万.
func span(from, to *figure, rule ApproxRule) (v interval, written int64, ok bool) {
	if from.number.word == 1 && to.number.word > 1 && !from.number.vague && !from.counted &&
		from.number.written < to.number.written/to.number.word {
		scaledTo := from.number.written * to.number.word
		from.number.low, from.number.high, from.number.written = scaledTo, scaledTo, scaledTo
		from.number.word, from.number.place = to.number.word, to.number.place
	}
	if from.qualifiers.has(analysis.Approx) {
		to.qualifiers |= setOf(analysis.Approx)
	}
	a, b := from.lowEnd(rule), to.highEnd(rule)
	return interval{low: a, high: b, qualifier: analysis.Range, flags: from.flags | to.flags}, from.number.written, a <= b && b < math.MaxInt64
}

// lowEnd and highEnd are the ends of a range whose figures carry qualifiers of
// their own: A以上B未満, 約10〜20.
func (f *figure) lowEnd(rule ApproxRule) int64 {
	low := f.number.low
	if f.qualifiers.has(analysis.Approx) && !f.number.vague {
		low, _ = rule.interval(f.number)
	}
	if f.qualifiers.has(analysis.MoreThan) {
		low++
	}
	return low
}

func (f *figure) highEnd(rule ApproxRule) int64 {
	high := f.number.high
	if f.qualifiers.has(analysis.Approx) && !f.number.vague {
		_, high = rule.interval(f.number)
	}
	if f.qualifiers.has(analysis.LessThan) {
		high--
	}
	return high
}
