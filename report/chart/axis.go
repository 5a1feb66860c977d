package chart

import (
	"math"
)

// tick is a place of an axis with its label.
type tick struct {
	at    float64
	label string
}

// axis maps values to places on the canvas.
type axis struct {
	low, high float64 // values at its ends
	from, to  float64 // places of its ends
	warp      func(float64) float64
	ticks     []tick
}

// at returns the place of a value. Values beyond the ends stand at the ends.
func (a axis) at(value float64) float64 {
	low, high, v := a.warp(a.low), a.warp(a.high), a.warp(value)
	if !(high > low) || v != v {
		return a.from
	}
	share := min(max((v-low)/(high-low), 0), 1)
	return a.from + share*(a.to-a.from)
}

func (a axis) spanning(from, to float64) axis {
	a.from, a.to = from, to
	return a
}

func identity(v float64) float64 { return v }

// shifted is the logarithm of a number of days plus one, so that the same day
// has a place of its own.
func shifted(days float64) float64 { return math.Log1p(max(days, 0)) }

// mostOfAxis is the highest value of an axis of counts: beyond it neighbouring
// whole numbers are no longer told apart.
const mostOfAxis = 1 << 53

// countAxis runs from 0 to a round number at or above the highest value, with
// whole numbers at about four ticks.
func (p *pen) countAxis(highest float64) axis {
	if highest != highest {
		highest = 0
	}
	highest = min(highest, mostOfAxis)
	step := roundStep(highest / 4)
	top := step * max(1, math.Ceil(highest/step-1e-9))
	a := axis{high: top, warp: identity}
	for i := 0; float64(i)*step <= top+step/2; i++ {
		value := float64(i) * step
		a.ticks = append(a.ticks, tick{value, p.format.Number(int64(value))})
	}
	return a
}

// roundStep returns the least of 1, 2, 5, 10, 20, 50 … that is not below the
// step wanted.
func roundStep(wanted float64) float64 {
	if !(wanted > 1) || math.IsInf(wanted, 0) {
		return 1
	}
	decade := math.Pow(10, math.Floor(math.Log10(wanted)))
	for _, factor := range []float64{1, 2, 5} {
		if factor*decade >= wanted*(1-1e-9) {
			return factor * decade
		}
	}
	return 10 * decade
}

// shareAxis runs from 0 to a round share at or above the highest.
func (p *pen) shareAxis(highest float64) axis {
	step, top := 0.25, 1.0
	switch {
	case highest <= 0.2:
		step, top = 0.05, 0.2
	case highest <= 0.5:
		step, top = 0.1, 0.5
	case highest <= 0.6:
		step, top = 0.2, 0.6
	case highest <= 0.8:
		step, top = 0.2, 0.8
	}
	a := axis{high: top, warp: identity}
	for i := 0; float64(i)*step <= top+step/2; i++ {
		a.ticks = append(a.ticks, tick{float64(i) * step, p.format.Number(int64(math.Round(float64(i)*step*100))) + "%"})
	}
	return a
}

// decadeAxis is logarithmic and runs over whole decades that hold both values.
func (p *pen) decadeAxis(lowest, highest float64) axis {
	last := len(p.words.Decades) - 1
	first := decadeBelow(lowest, last-1)
	end := first + 1
	for end < last && math.Pow10(end) < highest*(1-1e-9) {
		end++
	}
	a := axis{low: math.Pow10(first), high: math.Pow10(end), warp: math.Log10}
	for decade := first; decade <= end; decade++ {
		a.ticks = append(a.ticks, tick{math.Pow10(decade), p.words.Decades[decade]})
	}
	return a
}

// decadeBelow returns the power of ten at or below a value, from 0 to most.
func decadeBelow(value float64, most int) int {
	decade := 0
	for decade < most && math.Pow10(decade+1) <= value*(1+1e-9) {
		decade++
	}
	return decade
}

// durationAxis runs from the same day to a tick at or above the longest.
func (p *pen) durationAxis(longest float64) axis {
	a := axis{warp: shifted}
	for _, t := range p.durations {
		a.ticks = append(a.ticks, t)
		a.high = t.at
		if t.at >= longest && t.at >= 30 {
			break
		}
	}
	return a
}

// verticalAxis draws a value axis at the left of the plot: grid lines and labels.
func (p *pen) verticalAxis(a axis, plot rect) {
	for _, t := range a.ticks {
		y := a.at(t.at)
		if t.at != a.low {
			p.line(xy{plot.left, y}, xy{plot.right, y}, gridLine)
		}
		p.text(xy{plot.left - tickGap - 2, y}, t.label, tickText.at(end, middle))
	}
}

// baseLine draws the line on which columns stand.
func (p *pen) baseLine(plot rect) {
	p.line(xy{plot.left, plot.bottom}, xy{plot.right, plot.bottom}, axisLine)
}

// horizontalAxis draws a value axis at the bottom of the plot. A label that
// would touch the one before is left out.
func (p *pen) horizontalAxis(a axis, plot rect) {
	taken := math.Inf(-1)
	for _, t := range a.ticks {
		x := a.at(t.at)
		p.line(xy{x, plot.bottom}, xy{x, plot.top}, gridLine)
		label, half := p.inside(x, t.label), tickText.width(t.label)/2
		if label-half < taken {
			continue
		}
		taken = label + half + 4
		p.line(xy{x, plot.bottom}, xy{x, plot.bottom - tickLength}, axisLine)
		p.text(xy{label, plot.bottom - tickLength - tickGap}, t.label, tickText.at(middle, end))
	}
	p.baseLine(plot)
}

// widest returns the width of the widest label.
func (a axis) widest() float64 {
	width := 0.0
	for _, t := range a.ticks {
		width = max(width, tickText.width(t.label))
	}
	return width
}
