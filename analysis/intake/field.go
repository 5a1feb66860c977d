package intake

import (
	"sort"
	"strings"
)

// text returns the cell of a field, the index it comes from and the header key
// of its column. The index is -1 for a constant.
func (f *field) text(cells []string) (text string, index int, key string) {
	for n, i := range f.cells {
		if i < len(cells) {
			if text = cellText(cells[i]); text != "" {
				if f.keys != nil {
					key = f.keys[n]
				}
				return text, i, key
			}
		}
	}
	if len(f.cells) > 0 && f.constant == "" {
		return "", f.cells[0], ""
	}
	return f.constant, -1, ""
}

// datedText puts a date together from its three cells.
func (f *field) datedText(cells []string) (text string, index int) {
	get := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return strings.TrimSuffix(cellText(cells[i]), ".0")
	}
	year, month, day := get(f.year), get(f.month), get(f.day)
	if year == "" {
		return f.constant, f.year
	}
	text = year + "年"
	if month != "" {
		text += month + "月"
		if day != "" {
			text += day + "日"
		}
	}
	return text, f.year
}

// anyWord is the key of a value map for all words that have no other.
const anyWord = "*"

// sizeContext returns what the header of a size cell says.
func (f *field) sizeContext(index int) sizeContext {
	for n, i := range f.cells {
		if i == index && n < len(f.sizes) {
			return f.sizes[n]
		}
	}
	return sizeContext{}
}

// translate applies the mapping's split and value map to a cell.
func (f *field) translate(text, key string) string {
	if f.split != nil && strings.Contains(text, f.split.separator) {
		text = f.split.choose(text)
	}
	if f.values == nil {
		return text
	}
	folded := foldWord(text)
	source := f.values.source[key]
	for _, try := range []struct {
		words map[string]string
		word  string
	}{{source, folded}, {f.values.words, folded}, {source, anyWord}, {f.values.words, anyWord}} {
		if to, ok := try.words[try.word]; ok {
			return to
		}
	}
	return text
}

// choose returns the word of highest precedence of a cell with several.
func (s *split) choose(text string) string {
	parts := strings.Split(text, s.separator)
	rank := func(part string) int {
		folded := foldWord(part)
		for i, word := range s.precedence {
			if word == folded {
				return i
			}
		}
		return len(s.precedence)
	}
	kept := parts[:0]
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			kept = append(kept, part)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	sort.SliceStable(kept, func(i, j int) bool { return rank(kept[i]) < rank(kept[j]) })
	return kept[0]
}
