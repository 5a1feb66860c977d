package briefing

import (
	"fmt"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// clean returns text fit for the page and remembers which characters the reader
// does not see as they were written.
func (l *layout) clean(text string) string {
	cleaned, replaced := typeface.Clean(text)
	for _, r := range replaced {
		if r.Reason.Visible() {
			l.note(r)
		}
	}
	return cleaned
}

func (l *layout) note(r typeface.Replacement) {
	for i := range l.replaced {
		if l.replaced[i].From == r.From {
			return
		}
	}
	l.replaced = append(l.replaced, r)
}

// placeOfReplaced returns the section that lists replaced characters: the one on
// data quality, else the last.
func placeOfReplaced(sections []report.Section) int {
	for i, section := range sections {
		if section.ID == "quality" {
			return i
		}
	}
	return len(sections) - 1
}

// reportReplaced lists the characters that were replaced, by their code points,
// because the page cannot show them.
func (l *layout) reportReplaced() {
	if len(l.before.replaced) == 0 {
		return
	}
	var list []string
	for _, r := range l.before.replaced {
		var codes []string
		for _, char := range r.From {
			codes = append(codes, fmt.Sprintf("U+%04X", char))
		}
		list = append(list, fmt.Sprintf(l.words.Replacement, strings.Join(codes, " "), r.To))
	}
	text := fmt.Sprintf(l.words.Replaced, strings.Join(list, l.words.ListComma))
	l.text(flow{text: text, style: l.styles.note, width: textWidth, space: blockSpace})
}
