package chart

import (
	"image/color"
	"math"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// barsPlot draws bars in the order given, with intervals as whiskers.
type barsPlot struct{ *report.BarsPlot }

func (b barsPlot) labels() []string {
	var labels []string
	for _, bar := range b.Bars {
		labels = append(labels, bar.Label)
	}
	return labels
}

func (b barsPlot) heights(width float64) (natural, least float64) {
	rows, _ := rowLabels(b.labels(), width)
	return rowsAnd(rows, 2*lineHeight+16)
}

func (b barsPlot) draw(p *pen, unit string) {
	rows, widest := rowLabels(b.labels(), p.width)
	a := b.axis(p)
	plot := rect{left: widest + 6, bottom: lineHeight + 7, right: p.width - b.widestText(p) - 8}
	plot.top = p.heading(unit, b.key(p))
	a = a.spanning(plot.left, plot.right)
	p.horizontalAxis(a, plot)
	p.eachRow(rows, plot, func(i int, y float64) { p.bar(b.Bars[i], y, a, b.valueText(p, b.Bars[i])) })
	p.line(xy{plot.left, plot.bottom}, xy{plot.left, plot.top}, axisLine)
}

func (b barsPlot) axis(p *pen) axis {
	highest := 0.0
	for _, bar := range b.Bars {
		highest = math.Max(highest, bar.Value)
		if bar.HasInterval {
			highest = math.Max(highest, bar.High)
		}
	}
	if b.Percent {
		return p.shareAxis(highest)
	}
	return p.countAxis(highest)
}

// valueText returns the value as it stands beside a bar, nothing where the note
// begins with it.
func (b barsPlot) valueText(p *pen, bar report.Bar) string {
	if b.Percent {
		return p.format.Percent(bar.Value)
	}
	text := p.format.Decimal(bar.Value)
	if strings.HasPrefix(bar.Note, text) {
		return ""
	}
	return text
}

// widestText returns the width of the widest value with its note.
func (b barsPlot) widestText(p *pen) float64 {
	widest := 0.0
	for _, bar := range b.Bars {
		widest = max(widest, valueWidth(b.valueText(p, bar))+tickText.width(bar.Note))
	}
	return widest
}

// valueWidth returns the room of a value with the gap to its note.
func valueWidth(value string) float64 {
	if value == "" {
		return 0
	}
	return boldText.width(value) + noteGap
}

const (
	noteGap   = 5.0
	barHeight = 8.6
)

// bar draws one bar with its whisker, its value and the note beside it.
func (p *pen) bar(bar report.Bar, y float64, a axis, value string) {
	fill := color.Color(base)
	switch {
	case bar.Muted:
		fill = unknown
	case bar.Strong:
		fill = emphasis
	}
	x := a.at(bar.Value)
	p.area(rect{a.from, y - barHeight/2, x, y + barHeight/2}, fill)
	if bar.HasInterval {
		p.whisker(a.at(bar.Low), a.at(bar.High), y)
		x = math.Max(x, a.at(bar.High))
	}
	x += 5
	p.text(xy{x, y}, value, boldText.at(start, middle).on(white))
	p.text(xy{x + valueWidth(value), y}, bar.Note, tickText.at(start, middle).on(white))
}

// whisker draws an interval as a line with caps, on a white line that keeps it
// visible across a dark bar.
func (p *pen) whisker(low, high, y float64) {
	const cap = 2.4
	p.line(xy{low, y}, xy{high, y}, stroke{width: 2.6, color: white})
	p.line(xy{low, y}, xy{high, y}, whisker)
	for _, x := range []float64{low, high} {
		p.line(xy{x, y - cap}, xy{x, y + cap}, whisker)
	}
}

func (b barsPlot) key(p *pen) []keyEntry {
	for _, bar := range b.Bars {
		if bar.HasInterval {
			return []keyEntry{{p.words.Interval, whiskerSwatch}}
		}
	}
	return nil
}

func whiskerSwatch(p *pen, box rect) { p.whisker(box.left, box.right, (box.bottom+box.top)/2) }
