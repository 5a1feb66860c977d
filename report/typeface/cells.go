package typeface

import "github.com/mattn/go-runewidth"

// Cells returns how many columns of a terminal or spreadsheet text takes:
// 2 for each East Asian wide or full-width character and, as Japanese fonts have
// it, for each of ambiguous width (①, ※, α), 0 for control characters and
// combining marks, 1 for the rest. It does not depend on the locale.
func Cells(text string) int {
	japanese := runewidth.Condition{EastAsianWidth: true, StrictEmojiNeutral: true}
	return japanese.StringWidth(text)
}
