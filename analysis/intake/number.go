package intake

import (
	"math"
	"math/bits"
)

// number is a figure as read from text.
type number struct {
	low, high int64 // differ where the words are vague (数十)
	written   int64 // the value that sorts
	word      int64 // the unit word that ends the figure (10,000 in 42万), 1 if none
	place     int64 // of the last digit shown before that word: 1,000 in 1.5万
	vague     bool
	rounded   bool // E-notation: a spreadsheet has dropped digits
}

// maxNumber bounds figures: more than any table of persons or records holds,
// and small enough that sums of many stay within int64.
const maxNumber = 1_000_000_000_000_000

// maxDecimals is more than any figure written with a unit word needs.
const maxDecimals = 9

// unitWords are the units of Japanese numerals and their formal forms. Those
// below a myriad stand inside a section, the others end one.
var (
	smallUnits = map[rune]int64{'十': 10, '百': 100, '千': 1000, '拾': 10, '佰': 100, '仟': 1000, '阡': 1000}
	largeUnits = map[rune]int64{'万': 1e4, '萬': 1e4, '億': 1e8, '兆': 1e12, '京': 1e16}
	kanjiDigit = map[rune]int64{'〇': 0, '零': 0, '○': 0, '◯': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6,
		'七': 7, '八': 8, '九': 9, '壱': 1, '壹': 1, '弐': 2, '貳': 2, '参': 3, '參': 3, '肆': 4, '伍': 5, '陸': 6, '漆': 7,
		'捌': 8, '玖': 9}
)

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// numeral is a figure being read from folded text.
type numeral struct {
	text []rune
	at   int

	// decimalThousands allows 1.5千, which a person does not write but which
	// arises where a header says 千件.
	decimalThousands bool

	total    int64 // of the myriads finished
	section  int64 // what stands below the next 万
	digits   int64 // digits that have no unit word yet, the decimals included
	decimals int   // how many of them stand after the point
	pending  bool  // digits are valid

	place, word   int64
	small, large  int64 // the last unit words: they must descend
	code          string
	arabic, units bool
}

// scanNumber reads the figure that begins at a position of folded text and
// returns the position after it. A figure that cannot be trusted gives the code
// of a problem; no figure at all gives the position itself.
func scanNumber(text []rune, at int, decimalThousands bool) (v number, end int, code string) {
	if text[at] == '数' {
		return scanVague(text, at, 0)
	}
	n := &numeral{text: text, at: at, decimalThousands: decimalThousands, place: 1, word: 1,
		small: math.MaxInt64, large: math.MaxInt64}
	for n.code == "" && n.step() {
	}
	switch {
	case n.code != "":
		return number{}, n.skip(), n.code
	case n.at == at:
		return number{}, at, ""
	}
	if n.at < len(text) && text[n.at] == '数' && n.total == 0 && n.decimals == 0 {
		base := n.section
		if n.pending {
			base += n.digits
		}
		if v, end, _ := scanVague(text, n.at, base); end > n.at {
			return v, end, ""
		}
	}
	return n.finish()
}

// step reads one piece, digits or a unit word, and reports whether there was one.
func (n *numeral) step() bool {
	if n.at >= len(n.text) {
		return false
	}
	r := n.text[n.at]
	if isDigit(r) {
		if n.pending {
			return false
		}
		n.digits, n.decimals, n.at, n.code = scanDigits(n.text, n.at)
		n.pending, n.arabic, n.place, n.word = true, true, 1, 1
		return true
	}
	if unit, ok := smallUnits[r]; ok {
		return n.smallUnit(unit)
	}
	if unit, ok := largeUnits[r]; ok {
		return n.largeUnit(unit)
	}
	if _, ok := kanjiDigit[r]; ok && !n.pending {
		return n.kanjiDigits()
	}
	return false
}

// kanjiDigits reads 二 or, by position, 二〇二二. A lone circle means yes.
func (n *numeral) kanjiDigits() bool {
	value, at := int64(0), n.at
	for ; at < len(n.text) && value < maxNumber; at++ {
		digit, ok := kanjiDigit[n.text[at]]
		if !ok {
			break
		}
		value = value*10 + digit
	}
	if first := n.text[n.at]; at == n.at+1 && (first == '○' || first == '◯') {
		return false
	}
	n.digits, n.decimals, n.pending, n.at, n.place, n.word = value, 0, true, at, 1, 1
	return true
}

// smallUnit multiplies the digits before 十, 百 or 千 into the section.
func (n *numeral) smallUnit(unit int64) bool {
	digits := int64(1)
	if n.pending {
		digits = n.digits
	}
	value, whole := scaled(digits, unit, pow10(n.decimals))
	switch {
	case n.decimals > 0 && (unit != 1000 || !n.decimalThousands) || !whole:
		n.code = CodeNumberFraction
	case unit >= n.small || value > maxNumber || n.section > 0 && value >= n.small:
		n.code = CodeNumberGrouping
	default:
		n.section += value
		n.place, n.word, n.small = max(1, unit/pow10(n.decimals)), unit, unit
		n.pending, n.decimals, n.units = false, 0, true
		n.at++
	}
	return n.code == ""
}

// largeUnit ends a section with 万, 億, 兆 or 京.
func (n *numeral) largeUnit(unit int64) bool {
	if !n.pending && n.section == 0 {
		return false // 万 without a number before it is no numeral
	}
	scale := pow10(n.decimals)
	value, whole := scaled(n.section*scale+n.pendingDigits(), unit, scale)
	switch {
	case n.decimals > 0 && n.section > 0 || unit >= n.large || n.pending && n.digits/scale >= n.small:
		n.code = CodeNumberGrouping
	case !whole:
		n.code = CodeNumberFraction
	case value > maxNumber:
		n.code = CodeNumberTooLarge
	case n.total > 0 && value >= n.large:
		n.code = CodeNumberGrouping
	default:
		if n.pending {
			n.place = 1
		}
		n.total += value
		n.place, n.word = max(1, n.place*unit/scale), unit
		n.section, n.pending, n.decimals, n.units = 0, false, 0, true
		n.small, n.large = math.MaxInt64, unit
		n.at++
	}
	return n.code == ""
}

func (n *numeral) pendingDigits() int64 {
	if n.pending {
		return n.digits
	}
	return 0
}

// finish adds the digits that no unit word follows.
func (n *numeral) finish() (number, int, string) {
	if n.pending && n.arabic && !n.units {
		if v, end, code := n.multiplied(); end > n.at {
			return v, end, code
		}
	}
	if n.decimals > 0 {
		scale := pow10(n.decimals)
		if n.decimals == 3 { // 53.000 may be 53 or, where the point groups, 53,000
			return number{}, n.at, CodeNumberGrouping
		}
		if n.digits%scale != 0 {
			return number{}, n.at, CodeNumberFraction
		}
		n.digits /= scale
	}
	value := n.total + n.section + n.pendingDigits()
	switch {
	case n.pending && (n.section > 0 && n.digits >= n.small || n.total > 0 && n.digits >= n.large):
		return number{}, n.at, CodeNumberGrouping
	case value > maxNumber:
		return number{}, n.at, CodeNumberTooLarge
	}
	return number{low: value, high: value, written: value, place: n.place, word: n.word}, n.at, ""
}

// multiplied reads an exponent or an English multiplier after the digits; the
// position stays where there is neither.
func (n *numeral) multiplied() (number, int, string) {
	if v, end, code := n.exponent(); end > n.at {
		return v, end, code
	}
	from := n.at
	if from < len(n.text) && n.text[from] == ' ' {
		from++
	}
	end := from
	for end < len(n.text) && n.text[end] >= 'a' && n.text[end] <= 'z' {
		end++
	}
	unit, ok := tables().multipliers[string(n.text[from:end])]
	if !ok {
		return number{}, n.at, ""
	}
	scale := pow10(n.decimals)
	value, whole := scaled(n.digits, unit, scale)
	switch {
	case !whole:
		return number{}, end, CodeNumberFraction
	case value > maxNumber:
		return number{}, end, CodeNumberTooLarge
	}
	return number{low: value, high: value, written: value, place: max(1, unit/scale), word: unit}, end, ""
}

// exponent reads the E-notation that a spreadsheet writes for long numbers. All
// digits after those shown are lost: the value is known to half the last one.
func (n *numeral) exponent() (number, int, string) {
	at := n.at
	if at+1 >= len(n.text) || n.text[at] != 'e' {
		return number{}, n.at, ""
	}
	at++
	negative := n.text[at] == '-'
	if negative || n.text[at] == '+' {
		at++
	}
	power, from := 0, at
	for ; at < len(n.text) && isDigit(n.text[at]) && at-from < 4; at++ {
		power = power*10 + int(n.text[at]-'0')
	}
	switch {
	case at == from:
		return number{}, n.at, ""
	case negative || power < n.decimals:
		return number{}, at, CodeNumberFraction
	case power > 15:
		return number{}, at, CodeNumberTooLarge
	}
	place := pow10(power - n.decimals)
	value, _ := scaled(n.digits, place, 1)
	if value > maxNumber {
		return number{}, at, CodeNumberTooLarge
	}
	return number{low: max(0, value-place/2), high: value + place/2, written: value, place: place, word: 1, rounded: true},
		at, ""
}

// skip returns the position after all digits and signs of a figure that cannot
// be read, so that its rest is not taken for another figure.
func (n *numeral) skip() int {
	at := n.at
	for ; at < len(n.text); at++ {
		r := n.text[at]
		_, kanji := kanjiDigit[r]
		if !isDigit(r) && r != ',' && r != '.' && r != ';' && !kanji && smallUnits[r] == 0 && largeUnits[r] == 0 {
			break
		}
	}
	return at
}

// scanVague reads 数 and the units after it, counted on from a base that stands
// before it: 数十, 十数, 百数十, 数十万. The position stays where 数 is part of
// another word (数値).
func scanVague(text []rune, at int, base int64) (number, int, string) {
	from := at
	at++
	unit := int64(1)
	for at < len(text) && smallUnits[text[at]] > 0 && unit < 1000 {
		unit *= smallUnits[text[at]]
		at++
	}
	low, high := base+2*unit, base+9*unit
	if base > 0 && unit == 1 {
		low = base + 1 // 十数 begins at 11
	}
	if at < len(text) && largeUnits[text[at]] > 0 {
		large := largeUnits[text[at]]
		if high > maxNumber/large {
			return number{}, at + 1, CodeNumberTooLarge
		}
		low, high, unit = low*large, high*large, unit*large
		at++
	}
	if unit == 1 && !startsCounter(text, at) && (base == 0 || at < len(text)) {
		return number{}, from, ""
	}
	return number{low: low, high: high, written: low, place: unit, word: unit, vague: true}, at, ""
}

// scanDigits reads Arabic digits, grouped by threes or not at all, and the
// decimals after them.
func scanDigits(text []rune, at int) (value int64, decimals, end int, code string) {
	start := at
	value, at = scanRun(text, at)
	mark := rune(0)
	for at+1 < len(text) && isGroupMark(text[at]) && isDigit(text[at+1]) {
		group, groupEnd := scanRun(text, at+1)
		regular := groupEnd-at == 4 && (mark == 0 && at-start <= 3 || mark == text[at])
		if text[at] == ' ' && !regular {
			break // a space between two figures
		}
		if !regular || text[at] == ';' {
			return 0, 0, at, CodeNumberGrouping
		}
		if value > maxNumber/1000 {
			return 0, 0, groupEnd, CodeNumberTooLarge
		}
		mark = text[at]
		value, at = value*1000+group, groupEnd
	}
	if at+1 < len(text) && text[at] == '.' && isDigit(text[at+1]) {
		for at++; at < len(text) && isDigit(text[at]); at++ {
			if decimals == maxDecimals || value > maxNumber {
				return 0, 0, at, CodeNumberFraction
			}
			value, decimals = value*10+int64(text[at]-'0'), decimals+1
		}
		if at+1 < len(text) && (text[at] == ',' || text[at] == '.') && isDigit(text[at+1]) {
			return 0, 0, at, CodeNumberGrouping
		}
	}
	if value > maxNumber && decimals == 0 {
		return 0, 0, at, CodeNumberTooLarge
	}
	return value, decimals, at, ""
}

// scanRun reads digits; a run that is too long gives a value beyond maxNumber.
func scanRun(text []rune, at int) (int64, int) {
	value := int64(0)
	for ; at < len(text) && isDigit(text[at]); at++ {
		if value <= maxNumber {
			value = value*10 + int64(text[at]-'0')
		}
	}
	return value, at
}

func isGroupMark(r rune) bool {
	return r == ',' || r == '、' || r == '\'' || r == ';' || r == ' '
}

// scaled returns digits × unit / scale and whether that is a whole number. A
// result too large for a figure is given as maxNumber + 1.
func scaled(digits, unit, scale int64) (int64, bool) {
	high, low := bits.Mul64(uint64(digits), uint64(unit))
	if high >= uint64(scale) {
		return maxNumber + 1, true
	}
	quotient, rest := bits.Div64(high, low, uint64(scale))
	return int64(min(quotient, maxNumber+1)), rest == 0
}

func pow10(n int) int64 {
	p := int64(1)
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}
