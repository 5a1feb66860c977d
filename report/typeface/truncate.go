package typeface

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const ellipsis = "…"

// Truncate shortens a label of one line to width points: text itself if it
// fits, else as much of its beginning as fits with … after it. No space and no
// opening bracket stands before the …. Where not even … fits the result is empty.
func (s Style) Truncate(text string, width float64) string {
	face, limit := s.face(), s.limit(width)
	if face.units(text) <= limit {
		return text
	}
	left := limit - face.units(ellipsis)
	if left < 0 {
		return ""
	}
	end := 0
	for end < len(text) {
		char, _, _, _ := uniseg.FirstGraphemeClusterInString(text[end:], -1)
		left -= face.units(char)
		if left < 0 {
			break
		}
		end += len(char)
	}
	return trimOpening(text[:end]) + ellipsis
}

// trimOpening cuts white space and opening brackets off the end of text.
func trimOpening(text string) string {
	for {
		text = trimSpace(text)
		last, size := utf8.DecodeLastRuneInString(text)
		if !rules().notAtEnd.has(last) {
			return text
		}
		text = text[:len(text)-size]
	}
}
