package chart

import (
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"github.com/breachbrief/breachbrief/report"
)

// curvePlot draws the share of events over a size: steps from the data, a fitted
// curve with its band.
type curvePlot struct{ *report.CurvePlot }

var (
	stepLine = stroke{width: 1.4, color: base}
	fitLine  = stroke{width: 1.2, color: emphasis, dash: []vg.Length{4, 2}}
	bandEdge = stroke{width: 0.5, color: emphasis}
)

func (c curvePlot) heights(float64) (natural, least float64) { return timeHeight, 0.7 * timeHeight }

func (c curvePlot) labels() []string {
	var labels []string
	for _, mark := range c.Marks {
		labels = append(labels, mark.Label)
	}
	return labels
}

func (c curvePlot) draw(p *pen, unit string) {
	shares := p.shareAxis(1)
	plot := rect{left: shares.widest() + tickGap + 6, bottom: lineHeight + 7, right: p.width - 14}
	sizes := p.decadeAxis(c.extent()).spanning(plot.left, plot.right)
	marks, height := p.placeThresholds(c.Marks, sizes)
	plot.top = p.heading(unit, c.key(p)) - height
	shares = shares.spanning(plot.bottom, plot.top)
	on := func(size, chance float64) xy { return xy{sizes.at(size), shares.at(chance)} }
	c.band(p, on)
	p.verticalAxis(shares, plot)
	p.horizontalAxis(sizes, plot)
	p.thresholds(marks, plot)
	p.polyline(c.steps(on), stepLine)
	var fitted []xy
	for _, point := range c.Fitted {
		fitted = append(fitted, on(point.Size, point.Chance))
	}
	p.polyline(fitted, fitLine)
}

// extent returns the lowest and the highest size drawn, at least 1.
func (c curvePlot) extent() (lowest, highest float64) {
	lowest, highest = math.Inf(1), 1
	for _, points := range [][]report.CurvePoint{c.Steps, c.Fitted} {
		for _, point := range points {
			if point.Size >= 1 && !math.IsInf(point.Size, 0) {
				lowest, highest = math.Min(lowest, point.Size), math.Max(highest, point.Size)
			}
		}
	}
	return lowest, highest
}

// band fills between the ends of the fitted curve's intervals. Thin edges show
// it where grey print loses the tint.
func (c curvePlot) band(p *pen, on func(size, chance float64) xy) {
	var low, high []xy
	for _, point := range c.Fitted {
		low = append(low, on(point.Size, point.Low))
		high = append(high, on(point.Size, point.High))
	}
	outline := slices.Clone(high)
	for _, at := range slices.Backward(low) {
		outline = append(outline, at)
	}
	p.polygon(outline, fitBand)
	p.polyline(low, bandEdge)
	p.polyline(high, bandEdge)
}

// steps returns the corners of the observed curve: each point's chance holds
// from its size on, and every size is over less than the first.
func (c curvePlot) steps(on func(size, chance float64) xy) []xy {
	corners := []xy{on(0, 1)}
	before := 1.0
	for _, point := range c.Steps {
		corners = append(corners, on(point.Size, before), on(point.Size, point.Chance))
		before = point.Chance
	}
	return corners
}

func (c curvePlot) key(p *pen) []keyEntry {
	var entries []keyEntry
	if len(c.Steps) > 0 {
		entries = append(entries, keyEntry{p.words.Observed, lineSwatch(stepLine)})
	}
	if len(c.Fitted) > 0 {
		entries = append(entries,
			keyEntry{p.words.Fitted, lineSwatch(fitLine)}, keyEntry{p.words.Band, bandSwatch})
	}
	return entries
}

func bandSwatch(p *pen, box rect) {
	p.area(box, fitBand)
	p.line(xy{box.left, box.bottom}, xy{box.right, box.bottom}, bandEdge)
	p.line(xy{box.left, box.top}, xy{box.right, box.top}, bandEdge)
}
