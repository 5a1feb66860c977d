package chart

import (
	"image/color"
	"math"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// sizesPlot draws sizes as dots with whiskers on a logarithmic axis.
type sizesPlot struct{ *report.SizesPlot }

func (s sizesPlot) labels() []string {
	var labels []string
	for _, dot := range s.Dots {
		labels = append(labels, dot.Label)
	}
	return labels
}

func (s sizesPlot) heights(width float64) (natural, least float64) {
	rows, _ := rowLabels(s.labels(), width)
	return rowsAnd(rows, float64(min(len(s.Thresholds), 2))*lineHeight+3*lineHeight+10)
}

func (s sizesPlot) draw(p *pen, unit string) {
	rows, widest := rowLabels(s.labels(), p.width)
	texts := 0.0
	for _, dot := range s.Dots {
		texts = max(texts, labelText.width(dot.Text))
	}
	texts = min(texts, p.width*rowLabelShare)
	plot := rect{left: widest + 8, bottom: lineHeight + 7, right: p.width - texts - arrowLength - 8}
	a := p.decadeAxis(s.extent()).spanning(plot.left+s.gutter(), plot.right)
	limits, height := p.placeThresholds(s.Thresholds, a)
	plot.top = p.heading(unit, s.key(p)) - height
	p.horizontalAxis(a, plot)
	p.thresholds(limits, plot)
	p.eachRow(rows, plot, func(i int, y float64) { p.sizeDot(s.Dots[i], y, a) })
}

// gutter is the room that the arrows of ceilings need left of the axis.
func (s sizesPlot) gutter() float64 {
	for _, dot := range s.Dots {
		if dot.Ceiling {
			return arrowLength
		}
	}
	return dotRadius
}

// extent returns the lowest and the highest size drawn, at least 1.
func (s sizesPlot) extent() (lowest, highest float64) {
	lowest, highest = math.Inf(1), 1
	for _, dot := range s.Dots {
		for _, v := range []float64{dot.Written, dot.Low, dot.High} {
			if v >= 1 && !math.IsInf(v, 0) {
				lowest, highest = math.Min(lowest, v), math.Max(highest, v)
			}
		}
	}
	return lowest, highest
}

const (
	dotRadius   = 2.9
	arrowLength = 15.0
)

// sizeDot draws one size and, beside it, the words of its source.
func (p *pen) sizeDot(dot report.SizeDot, y float64, a axis) {
	x := a.at(dot.Written)
	right := x + dotRadius
	switch {
	case dot.Open:
		p.arrow(xy{x, y}, xy{x + arrowLength, y})
		p.disc(xy{x, y}, dotRadius, base)
		right = x + arrowLength
	case dot.Ceiling:
		p.arrow(xy{x, y}, xy{x - arrowLength, y})
		p.disc(xy{x, y}, dotRadius, white)
		p.ring(xy{x, y}, dotRadius-0.6, stroke{width: 1.2, color: base})
	default:
		if dot.High > dot.Low {
			p.whisker(a.at(dot.Low), a.at(dot.High), y)
			right = max(right, a.at(dot.High))
		}
		p.disc(xy{x, y}, dotRadius, base)
	}
	text := typeface.Style{Size: labelSize}.Truncate(clean(dot.Text), p.width-right-5)
	p.text(xy{right + 5, y}, text, labelText.at(start, middle).on(white))
}

// arrow draws a level arrow that says that a size may lie further on.
func (p *pen) arrow(from, to xy) {
	const head = 4.0
	back := math.Copysign(head, from.x-to.x)
	p.line(from, xy{to.x + back/2, to.y}, stroke{width: 1.2, color: base})
	p.polygon([]xy{to, {to.x + back, to.y + head*0.6}, {to.x + back, to.y - head*0.6}}, base)
}

// key explains the marks that occur.
func (s sizesPlot) key(p *pen) []keyEntry {
	var exact, span, open, ceiling bool
	for _, dot := range s.Dots {
		exact = exact || !dot.Open && !dot.Ceiling
		span = span || !dot.Open && !dot.Ceiling && dot.High > dot.Low
		open = open || dot.Open
		ceiling = ceiling || dot.Ceiling
	}
	var entries []keyEntry
	add := func(occurs bool, text string, draw func(p *pen, left, right xy)) {
		if occurs {
			entries = append(entries, keyEntry{text, func(p *pen, box rect) {
				y := (box.bottom + box.top) / 2
				draw(p, xy{box.left + dotRadius, y}, xy{box.right - dotRadius, y})
			}})
		}
	}
	add(exact, p.words.Exact, func(p *pen, left, right xy) { p.disc(right, dotRadius, base) })
	add(span, p.words.Span, func(p *pen, left, right xy) { p.whisker(left.x-dotRadius, right.x+dotRadius, left.y) })
	add(open, p.words.Open, func(p *pen, left, right xy) {
		p.arrow(left, xy{right.x + dotRadius, right.y})
		p.disc(left, dotRadius, base)
	})
	add(ceiling, p.words.Ceiling, func(p *pen, left, right xy) {
		p.arrow(right, xy{left.x - dotRadius, left.y})
		p.disc(right, dotRadius, white)
		p.ring(right, dotRadius-0.6, stroke{width: 1.2, color: color.Color(base)})
	})
	return entries
}
