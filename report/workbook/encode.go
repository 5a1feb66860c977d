package workbook

import (
	"math"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxUnits is the most UTF-16 units that Excel keeps in a cell.
const maxUnits = 32767

// encoder writes the rows of a sheet as XML.
type encoder struct {
	buf  []byte
	cut  int                    // cells that were too long for a cell
	mark func(units int) string // closes a cell that was cut
}

// openRow begins row n; a height of 0 is the usual one.
func (e *encoder) openRow(n int, height float64) {
	e.buf = append(e.buf, `<row r="`...)
	e.buf = strconv.AppendInt(e.buf, int64(n), 10)
	if height > 0 {
		e.buf = append(e.buf, `" ht="`...)
		e.buf = strconv.AppendFloat(e.buf, height, 'f', -1, 64)
		e.buf = append(e.buf, `" customHeight="1`...)
	}
	e.buf = append(e.buf, `">`...)
}

func (e *encoder) closeRow() { e.buf = append(e.buf, `</row>`...) }

// cell writes a cell. An empty one without a style is left out.
func (e *encoder) cell(column string, row, style int, v value) {
	if v.kind == blank && v.formula == "" && style == 0 {
		return
	}
	e.buf = append(e.buf, openCell(column, style)...)
	e.buf = strconv.AppendInt(e.buf, int64(row), 10)
	e.content(v)
}

// openCell returns the XML of a cell up to the number of its row.
func openCell(column string, style int) string {
	if style == 0 {
		return `<c r="` + column
	}
	return `<c s="` + strconv.Itoa(style) + `" r="` + column
}

// content writes the rest of a cell: what it holds.
func (e *encoder) content(v value) {
	switch {
	case v.formula != "":
		e.formula(v)
	case v.kind == textValue:
		e.buf = append(e.buf, `" t="inlineStr"><is>`...)
		e.text(v.text)
		e.buf = append(e.buf, `</is></c>`...)
	case v.kind == numberValue:
		e.buf = append(e.buf, `"><v>`...)
		e.number(v.number)
		e.buf = append(e.buf, `</v></c>`...)
	default:
		e.buf = append(e.buf, `"/>`...)
	}
}

// pointer writes the rest of a cell that points to a shared string.
func (e *encoder) pointer(number int) {
	e.buf = append(e.buf, `" t="s"><v>`...)
	e.buf = strconv.AppendInt(e.buf, int64(number), 10)
	e.buf = append(e.buf, `</v></c>`...)
}

func (e *encoder) formula(v value) {
	if v.kind == textValue {
		e.buf = append(e.buf, `" t="str`...)
	}
	e.buf = append(e.buf, `"><f>`...)
	e.escape(v.formula)
	e.buf = append(e.buf, `</f><v>`...)
	if v.kind == textValue {
		e.escape(v.text)
	} else {
		e.number(v.number)
	}
	e.buf = append(e.buf, `</v></c>`...)
}

func (e *encoder) number(n float64) {
	if n == math.Trunc(n) && math.Abs(n) < 1<<53 {
		e.buf = strconv.AppendInt(e.buf, int64(n), 10)
		return
	}
	e.buf = strconv.AppendFloat(e.buf, n, 'g', -1, 64)
}

// text writes a string as the text of a cell.
func (e *encoder) text(s string) {
	if tooLong(s) {
		e.cut++
		s = e.shorten(s)
	}
	if keepsSpace(s) {
		e.buf = append(e.buf, `<t xml:space="preserve">`...)
	} else {
		e.buf = append(e.buf, `<t>`...)
	}
	e.escape(s)
	e.buf = append(e.buf, `</t>`...)
}

// keepsSpace reports whether a reader would drop white space of s unless told
// otherwise.
func keepsSpace(s string) bool {
	if s == "" {
		return false
	}
	return s[0] <= ' ' || s[len(s)-1] <= ' '
}

// tooLong reports whether a text has more units than a cell keeps.
func tooLong(s string) bool {
	return len(s) > maxUnits && unitsOf(s) > maxUnits
}

func unitsOf(s string) int {
	total := 0
	for _, r := range s {
		total += utf16.RuneLen(r)
	}
	return total
}

// shorten cuts a text that is longer than a cell may be and says so at its end.
func (e *encoder) shorten(s string) string {
	mark := e.mark(unitsOf(s))
	room := maxUnits - unitsOf(mark)
	for i, r := range s {
		if room -= utf16.RuneLen(r); room < 0 {
			return s[:i] + mark
		}
	}
	return s
}

// plain marks the bytes that stand for themselves in the text of a cell: not
// markup, not control characters, not _ (which may begin an escape), not 0xEF
// (which may begin a character that XML forbids), not a stray byte.
var plain = func() (table [256]bool) {
	for b := range table {
		table[b] = b >= ' ' && b != '&' && b != '<' && b != '>' && b != '_' && b != 0xEF
	}
	table['\t'], table['\n'] = true, true
	return table
}()

// escape writes text so that it reads back unchanged. XML has no way to hold
// most control characters, and parsers change carriage returns: OOXML writes
// them as _x000D_ (ECMA-376 part 1, 22.9.2.19), so that a text which looks like
// that needs its first underscore written the same way.
func (e *encoder) escape(s string) {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	start := 0
	for i := 0; i < len(s); i++ {
		if plain[s[i]] {
			continue
		}
		replacement, width := escapeAt(s[i:])
		if replacement == "" {
			continue
		}
		e.buf = append(append(e.buf, s[start:i]...), replacement...)
		start = i + width
		i = start - 1
	}
	e.buf = append(e.buf, s[start:]...)
}

// escapeAt returns what to write for the character at the start of s and its
// length, or an empty string if it stands for itself.
func escapeAt(s string) (replacement string, width int) {
	switch c := s[0]; {
	case c == '&':
		return "&amp;", 1
	case c == '<':
		return "&lt;", 1
	case c == '>':
		return "&gt;", 1
	case c == '_':
		if isEscape(s) {
			return "_x005F_", 1
		}
	case c < ' ':
		return controlEscapes[c], 1
	case c == 0xEF && len(s) >= 3 && s[1] == 0xBF && s[2] >= 0xBE:
		return []string{"_xFFFE_", "_xFFFF_"}[s[2]-0xBE], 3
	}
	return "", 1
}

var controlEscapes = func() (table [' ']string) {
	const hex = "0123456789ABCDEF"
	for c := range table {
		table[c] = "_x00" + string(hex[c>>4]) + string(hex[c&15]) + "_"
	}
	return table
}()

// isEscape reports whether s, once written, begins with _xHHHH_: the last
// underscore may be that of the escape of the next character.
func isEscape(s string) bool {
	if len(s) < 7 || s[1] != 'x' || !opensEscape(s[6:]) {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !('0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F') {
			return false
		}
	}
	return true
}

// opensEscape reports whether the first character of s is written as an
// underscore or as an escape, which begins with one.
func opensEscape(s string) bool {
	c := s[0]
	return c == '_' || c < ' ' && !plain[c] || c == 0xEF && len(s) >= 3 && s[1] == 0xBF && s[2] >= 0xBE
}

// columnName returns the letters of a column counted from 1.
func columnName(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// cellName returns the name of a cell, such as B3.
func cellName(column, row int) string { return columnName(column) + strconv.Itoa(row) }

// rangeName returns the name of a rectangle of cells, such as A1:B3.
func rangeName(a area) string {
	return cellName(a.left, a.top) + ":" + cellName(a.right, a.bottom)
}

// area is a rectangle of cells.
type area struct{ left, top, right, bottom int }

// absolute returns the area as a formula names it, such as 'Trend'!$B$3:$B$26.
func (a area) absolute(sheet string) string {
	corner := func(column, row int) string { return "$" + columnName(column) + "$" + strconv.Itoa(row) }
	name := quoted(sheet) + "!" + corner(a.left, a.top)
	if a.left == a.right && a.top == a.bottom {
		return name
	}
	return name + ":" + corner(a.right, a.bottom)
}
