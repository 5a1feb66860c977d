package workbook

import (
	"math"
	"strings"
	"unicode/utf8"

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

// linesOf returns how many lines a text takes in a cell so many half-width
// characters wide. Words are kept whole where they fit, as Excel does.
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
		wide := float64(typeface.Cells(word))
		if used+wide <= room {
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

// firstWord returns the text up to where a line may break: after a space, and
// before and after each wide character.
func firstWord(text string) string {
	for i, r := range text {
		switch {
		case r == ' ':
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

// Heights of rows in points: of a line of table text, and what a row adds to
// its lines.
const (
	lineHeight    = 14
	heightPadding = 4
	usualHeight   = lineHeight + heightPadding
)

// heightOf returns the height of a row with so many lines of text of a size.
func heightOf(lines int, size float64) float64 {
	if size == 0 {
		size = textSize
	}
	height := float64(lines)*lineHeight*size/textSize + heightPadding
	return min(math.Round(height*4)/4, maxHeight)
}

// maxHeight is the greatest height of a row that Excel allows.
const maxHeight = 409
