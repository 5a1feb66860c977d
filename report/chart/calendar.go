package chart

import (
	"fmt"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
)

// calendarMonth is a month of a calendar axis.
type calendarMonth struct {
	month   analysis.Month
	current bool
}

// calendar writes the months below the plot and the years below the first month
// and below each January. Where months are too many, only some are named, the
// current one always.
func (p *pen) calendar(months []calendarMonth, plot rect) {
	pitch := plot.width() / float64(len(months))
	step := monthStep(pitch)
	var taken []rect
	write := func(i int, text string, style lettering, depth float64) {
		x := plot.left + (float64(i)+0.5)*pitch
		half := style.width(text) / 2
		at := xy{min(max(x, half), p.width-half), plot.bottom - tickGap - 2 - depth}
		if box := textBox(at, text, style); !touches(box, taken) {
			taken = append(taken, box)
			p.text(at, text, style)
		}
	}
	style := tickText.at(middle, end)
	for i, m := range months {
		if m.current {
			write(i, p.monthName(m), style.strong(true).in(ink), 0)
		}
	}
	for i, m := range months {
		if (int(m.month.Of())-1)%step == 0 && !m.current {
			write(i, p.monthName(m), style, 0)
		}
		if i == 0 || m.month.Of() == time.January {
			write(i, fmt.Sprintf(p.words.Year, m.month.Year()), style, lineHeight)
		}
	}
}

func (p *pen) monthName(m calendarMonth) string { return p.words.Months[m.month.Of()-1] }

// monthStep returns which months are named at a pitch: all, each third, Januaries.
func monthStep(pitch float64) int {
	const widestName = 21 // 12月, with some air
	for _, step := range []int{1, 3, 6} {
		if pitch*float64(step) >= widestName {
			return step
		}
	}
	return 12
}
