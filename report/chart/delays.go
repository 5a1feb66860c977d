package chart

import (
	"github.com/breachbrief/breachbrief/report"
)

// delaysPlot draws numbers of days as dots, one row a group.
type delaysPlot struct{ *report.DelaysPlot }

const (
	delayRadius = 1.9
	delayRow    = 16.0 // added to the height of a row, for piled dots
)

func (d delaysPlot) labels() []string {
	var labels []string
	for _, group := range d.Groups {
		labels = append(labels, group.Label)
	}
	return labels
}

func (d delaysPlot) rows(width float64) ([]rowLabel, float64) {
	rows, widest := rowLabels(d.labels(), width)
	for i := range rows {
		rows[i].height += delayRow
	}
	return rows, widest
}

func (d delaysPlot) heights(width float64) (natural, least float64) {
	rows, _ := d.rows(width)
	return rowsAnd(rows, float64(min(len(d.Thresholds), 3))*lineHeight+3*lineHeight+8)
}

func (d delaysPlot) draw(p *pen, unit string) {
	rows, widest := d.rows(p.width)
	plot := rect{left: widest + 10, bottom: lineHeight + 7, right: p.width - 16}
	a := p.durationAxis(d.longest()).spanning(plot.left, plot.right)
	limits, height := p.placeThresholds(d.Thresholds, a)
	plot.top = p.heading(unit, d.key(p)) - height
	p.horizontalAxis(a, plot)
	p.thresholds(limits, plot)
	scale := plot.height() / rowHeight(rows)
	p.eachRow(rows, plot, func(i int, y float64) { p.delays(d.Groups[i], a, rowStrip{y, rows[i].height * scale}) })
}

func (d delaysPlot) longest() float64 {
	longest := 0.0
	for _, t := range d.Thresholds {
		longest = max(longest, t.At)
	}
	for _, group := range d.Groups {
		for _, days := range group.Days {
			longest = max(longest, float64(days))
		}
	}
	return longest
}

// rowStrip is the room of a row.
type rowStrip struct{ middle, height float64 }

// delays draws the days of a group. Dots that would cover each other are piled
// up in turn above and below the middle.
func (p *pen) delays(group report.DelayGroup, a axis, row rowStrip) {
	p.line(xy{a.from, row.middle}, xy{a.to, row.middle}, gridLine)
	if group.Median != nil {
		x := a.at(*group.Median)
		half := row.height * 0.4
		p.line(xy{x, row.middle - half}, xy{x, row.middle + half}, stroke{width: 2, color: emphasis})
	}
	piled := make(map[int]int)
	for _, days := range group.Days {
		x := a.at(float64(days))
		column := int(x / (2 * delayRadius))
		p.disc(xy{x, row.middle + pileOffset(piled[column], row.height*0.38)}, delayRadius, base)
		piled[column]++
	}
}

// pileOffset returns how far the nth dot at a place stands from the middle:
// 0, up, down, further up, at most the room.
func pileOffset(n int, room float64) float64 {
	offset := float64((n+1)/2) * 2 * delayRadius
	if offset > room {
		offset = room
	}
	if n%2 == 0 {
		return -offset
	}
	return offset
}

func (d delaysPlot) key(p *pen) []keyEntry {
	entries := []keyEntry{{p.words.OneEvent, func(p *pen, box rect) {
		p.disc(xy{box.right - delayRadius, (box.bottom + box.top) / 2}, delayRadius, base)
	}}}
	for _, group := range d.Groups {
		if group.Median != nil {
			return append(entries, keyEntry{p.words.Median, func(p *pen, box rect) {
				x := box.right - 2
				p.line(xy{x, box.bottom}, xy{x, box.top}, stroke{width: 2, color: emphasis})
			}})
		}
	}
	return entries
}
