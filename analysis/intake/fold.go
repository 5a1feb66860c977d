package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldWidth makes full-width, half-width and decorated forms of the same text
// equal: marks that only number or annotate are removed, compatibility forms
// replaced (NFKC), the many dashes and wave dashes made one each, letters made
// small. The order matters: NFKC would turn ① into a digit.
func foldWidth(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	s = norm.NFKC.String(strings.Map(dropEnumerator, s))
	return strings.ToLower(strings.Map(foldMark, s))
}

// dropEnumerator replaces by a space what NFKC would turn into a digit of the
// figure beside it.
func dropEnumerator(r rune) rune {
	switch {
	case r >= 0x2460 && r <= 0x24FF, // ① ⑴ ⒈ ⓪
		r >= 0x2776 && r <= 0x2793,                             // ❶
		r >= 0x3251 && r <= 0x325F, r >= 0x32B1 && r <= 0x32BF, // ㉑ ㊱
		r >= 0x1F100 && r <= 0x1F10C,
		r == 0xB2, r == 0xB3, r == 0xB9, r >= 0x2070 && r <= 0x209C: // superscripts
		return ' '
	}
	return r
}

// foldMark gives each family of signs one member.
func foldMark(r rune) rune {
	switch r {
	case '〜', '∼', '∽', '~', '⁓': // WAVE DASH and its kin; NFKC has dealt with U+FF5E
		return '~'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '─', '━':
		return '-'
	case '’', '‘', '′':
		return '\''
	case '“', '”', '″':
		return '"'
	case '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return -1
	}
	return r
}

// foldWord folds a free word for comparison. On top of [foldWidth] it makes
// spellings of katakana words equal (ウェア, ウエア, ウェアー) and drops spaces
// except between Latin words; an underscore is a space.
func foldWord(s string) string {
	var b strings.Builder
	gap := false
	last := rune(0)
	for _, r := range foldWidth(s) {
		if unicode.IsSpace(r) || r == '_' {
			gap = true
			continue
		}
		if r = foldKana(r); r < 0 {
			continue
		}
		if gap && last != 0 && last < utf8.RuneSelf && r < utf8.RuneSelf {
			b.WriteByte(' ')
		}
		gap, last = false, r
		b.WriteRune(r)
	}
	return b.String()
}

const smallKana, largeKana = "ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ"

// foldKana makes small katakana large and drops the long-vowel mark.
func foldKana(r rune) rune {
	if r == 'ー' {
		return -1
	}
	if i := strings.IndexRune(smallKana, r); i >= 0 && r >= utf8.RuneSelf {
		large, _ := utf8.DecodeRuneInString(largeKana[i:])
		return large
	}
	return r
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isLatin reports whether the byte continues a Latin word or number.
func isLatin(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}
