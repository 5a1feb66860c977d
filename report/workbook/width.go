package workbook

import (
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// cellsOf returns the width of a text in half-width characters: the widest of
// its lines.
func cellsOf(text string) int {
	widest := 0
	for line := range strings.SplitSeq(text, "\n") {
		widest = max(widest, typeface.Cells(line))
	}
	return widest
}

// runeCells returns the width of one character.
func runeCells(r rune) int {
	if ' ' <= r && r < utf8.RuneSelf {
		return 1
	}
	return typeface.Cells(string(r))
}

// inkWidths is how wide the characters of a text are in digits of the font, in
// which columns are measured. Proportional fonts are alike in this: an i takes
// half a digit, an M one and a half. A character as wide as it is high takes two.
var inkWidths = sync.OnceValue(func() (table [utf8.RuneSelf]float64) {
	face := typeface.Regular()
	digit := face.Width("0", 1)
	for r := range table {
		table[r] = face.Width(string(rune(r)), 1) / digit
	}
	return table
})

// inkWidth returns the width of a text in digits of the font.
func inkWidth(text string) float64 {
	table, sum := inkWidths(), 0.0
	for _, r := range text {
		if r < utf8.RuneSelf {
			sum += table[r]
		} else {
			sum += float64(runeCells(r))
		}
	}
	return sum
}

// linesOf returns how many lines a text takes in a cell so many digits wide.
// Words are kept whole where they fit, as Excel does.
func linesOf(text string, room float64) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		lines += wrappedLines(line, max(room, 2))
	}
	return lines
}

func wrappedLines(line string, room float64) int {
	lines, used := 1, 0.0
	for rest := line; rest != ""; {
		word := firstWord(rest)
		rest = rest[len(word):]
		wide := inkWidth(word)
		if used+inkWidth(strings.TrimRight(word, " ")) <= room {
			used += wide
			continue
		}
		if used > 0 {
			lines++
		}
		lines += int(math.Ceil(max(wide/room, 1))) - 1
		used = math.Mod(wide, room)
	}
	return lines
}

// firstWord returns the text up to where a line may break: after a space or a
// hyphen, and before and after each wide character.
func firstWord(text string) string {
	for i, r := range text {
		switch {
		case r == ' ' || r == '-' && i > 0:
			return text[:i+1]
		case runeCells(r) == 2 && i > 0:
			return text[:i]
		case runeCells(r) == 2:
			_, size := utf8.DecodeRuneInString(text)
			return text[:size]
		}
	}
	return text
}

// widestWord returns the width of the widest part of a text that no line end
// should part.
func widestWord(text string) int {
	widest := 0
	for line := range strings.SplitSeq(text, "\n") {
		for rest := line; rest != ""; {
			word := firstWord(rest)
			rest = rest[len(word):]
			widest = max(widest, cellsOf(strings.TrimRight(word, " ")))
		}
	}
	return widest
}

// usualHeight is the height of a row with one line of table text, in points.
const usualHeight = 18

// lineHeight returns the height of a line of table text in points: that of the
// Japanese font is greater.
func (b *book) lineHeight() float64 {
	if b.document.Language == report.Japanese {
		return 17
	}
	return 14
}

// heightOfLines returns the height of a row with so many lines of text of a
// size in points.
func (b *book) heightOfLines(lines int, size float64) float64 {
	height := usualHeight + (float64(lines)*size/textSize-1)*b.lineHeight()
	return min(math.Round(height*4)/4, maxHeight)
}

// maxHeight is the greatest height of a row that Excel allows.
const maxHeight = 409
