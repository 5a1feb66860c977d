package chart

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"github.com/breachbrief/breachbrief/report"
)

const (
	columnShare  = 0.62 // of the pitch
	widestColumn = 40.0
	timeHeight   = 170.0
)

var (
	lastYearLine = stroke{width: 1.2, color: muted, dash: []vg.Length{4, 2}}
	noDataLine   = stroke{width: 0.6, color: axisGrey, dash: []vg.Length{1.5, 1.5}}
)

// monthsPlot draws counts by month as columns, last year's as a line.
type monthsPlot struct{ *report.MonthsPlot }

func (m monthsPlot) heights(float64) (natural, least float64) { return timeHeight, 0.58 * timeHeight }
func (m monthsPlot) labels() []string                         { return []string{m.Series, m.Comparison} }

func (m monthsPlot) draw(p *pen, unit string) {
	a := p.countAxis(m.highest())
	plot := rect{left: a.widest() + tickGap + 4, bottom: 2*lineHeight + 5, right: p.width}
	plot.top = p.heading(unit, m.key(p)) - 9
	d := monthsDrawing{monthsPlot: m, pen: p, plot: plot, counts: a.spanning(plot.bottom, plot.top)}
	d.ranges()
	p.verticalAxis(d.counts, plot)
	for i := range m.Months {
		d.column(i)
	}
	p.baseLine(plot)
	d.lastYear()
	d.values()
	p.calendar(m.calendarMonths(), plot)
}

// monthsDrawing is a monthsPlot being drawn.
type monthsDrawing struct {
	monthsPlot
	*pen
	plot   rect
	counts axis // vertical
}

// ranges draws the areas in which the counts were expected.
func (d monthsDrawing) ranges() {
	pitch := d.plot.width() / float64(len(d.Months))
	for i, month := range d.Months {
		if month.HasRange {
			left := d.plot.left + float64(i)*pitch
			d.area(rect{left, d.counts.at(month.Low), left + pitch, d.counts.at(month.High)}, expected)
		}
	}
}

// box returns the strip of a month.
func (d monthsDrawing) box(index int) rect { return columnBox(d.plot, index, len(d.Months)) }

func (m monthsPlot) calendarMonths() []calendarMonth {
	months := make([]calendarMonth, len(m.Months))
	for i, month := range m.Months {
		months[i] = calendarMonth{month.Month, month.Current}
	}
	return months
}

func (m monthsPlot) highest() float64 {
	highest := 1.0
	for _, month := range m.Months {
		highest = max(highest, float64(month.Value))
		if month.HasRange {
			highest = max(highest, month.High)
		}
		if month.LastYear != nil {
			highest = max(highest, float64(*month.LastYear))
		}
	}
	return highest
}

// columnBox returns the strip in which the column of a month stands.
func columnBox(plot rect, index, count int) rect {
	pitch := plot.width() / float64(count)
	centre := plot.left + (float64(index)+0.5)*pitch
	half := min(pitch*columnShare, widestColumn) / 2
	return rect{centre - half, plot.bottom, centre + half, plot.top}
}

func (d monthsDrawing) column(index int) {
	month, box := d.Months[index], d.box(index)
	box.top = d.counts.at(float64(month.Value))
	fill := color.Color(base)
	if month.Current {
		fill = emphasis
	}
	switch {
	case month.NoData:
		d.noData(box)
	case month.Unfinished && month.Value > 0:
		d.hatch(box, fill)
	case month.Value > 0:
		d.area(box, fill)
	}
}

// noData marks a month of which nothing is known: an open frame, not a zero.
func (p *pen) noData(box rect) {
	box.top = box.bottom + 9
	p.frame(box, noDataLine)
}

// lastYear draws the line of the year before, broken where it has no value.
func (d monthsDrawing) lastYear() {
	var run []xy
	flush := func() {
		d.polyline(run, stroke{width: 2.8, color: white})
		d.polyline(run, lastYearLine)
		for _, at := range run {
			d.disc(at, 2.1, white)
			d.ring(at, 1.7, stroke{width: 1, color: muted})
		}
		run = nil
	}
	for i, month := range d.Months {
		if month.LastYear == nil {
			flush()
			continue
		}
		box := d.box(i)
		run = append(run, xy{(box.left + box.right) / 2, d.counts.at(float64(*month.LastYear))})
	}
	flush()
}

// values writes the counts above the columns, with a mark where a count is
// unusual. Where counts are too wide to stand side by side, those of the current
// and of unusual months come first.
func (d monthsDrawing) values() {
	var taken []rect
	for _, first := range []bool{true, false} {
		for i, month := range d.Months {
			if month.NoData || (month.Current || month.Unusual) != first {
				continue
			}
			box := d.box(i)
			text := d.format.Number(int64(month.Value))
			style := labelText.strong(first).at(middle, start)
			half := style.width(text) / 2
			at := xy{max(min((box.left+box.right)/2, d.plot.right-half), d.plot.left+half), d.counts.at(float64(month.Value)) + 3}
			y, crossed := d.clearOfLine(i, textBox(at, text, style))
			at.y = y
			if crossed {
				style = style.on(d.ground(month, y))
			}
			label := textBox(at, text, style)
			if touches(label, taken) {
				continue
			}
			taken = append(taken, label)
			d.text(at, text, style)
			if month.Unusual {
				d.unusualMark(xy{at.x, at.y + 9})
			}
		}
	}
}

// ground returns the colour behind a label at a height.
func (d monthsDrawing) ground(month report.MonthColumn, y float64) color.Color {
	if month.HasRange && d.counts.at(month.Low) <= y && y <= d.counts.at(month.High) {
		return expected
	}
	return white
}

// clearOfLine returns the height at which the label of a month stands clear of
// the line of last year: above it, or, where that would be too far from the
// column, crossed by it.
func (d monthsDrawing) clearOfLine(index int, label rect) (y float64, crossed bool) {
	const gap, farthest = 3.5, 8
	low, high := math.Inf(1), math.Inf(-1)
	for i := range 5 {
		x := label.left + label.width()*float64(i)/4
		if at, ok := d.lineAt(index, x); ok {
			low, high = math.Min(low, at), math.Max(high, at)
		}
	}
	switch {
	case high+gap <= label.bottom || low-gap >= label.top:
		return label.bottom, false
	case high+gap-label.bottom <= farthest:
		return high + gap, false
	}
	return label.bottom, true
}

// lineAt returns the height of the line of last year at a place within the
// strip of a month.
func (d monthsDrawing) lineAt(index int, x float64) (y float64, ok bool) {
	here := d.Months[index].LastYear
	if here == nil {
		return 0, false
	}
	pitch := d.plot.width() / float64(len(d.Months))
	offset := (x-d.plot.left)/pitch - (float64(index) + 0.5)
	other := index + 1
	if offset < 0 {
		other = index - 1
	}
	y = d.counts.at(float64(*here))
	if other >= 0 && other < len(d.Months) && d.Months[other].LastYear != nil {
		y += (d.counts.at(float64(*d.Months[other].LastYear)) - y) * math.Abs(offset)
	}
	return y, true
}

// unusualMark draws a small triangle that points at a value.
func (p *pen) unusualMark(at xy) {
	p.polygon([]xy{{at.x, at.y}, {at.x - 3, at.y + 5}, {at.x + 3, at.y + 5}}, emphasis)
}

// key explains the marks that occur.
func (m monthsPlot) key(p *pen) []keyEntry {
	var current, hasLine, ranged, unusual, unfinished, noData bool
	for _, month := range m.Months {
		current = current || month.Current && !month.NoData && !month.Unfinished && month.Value > 0
		hasLine = hasLine || month.LastYear != nil
		ranged = ranged || month.HasRange
		unusual = unusual || month.Unusual && !month.NoData
		unfinished = unfinished || month.Unfinished && !month.NoData && month.Value > 0
		noData = noData || month.NoData
	}
	entries := []keyEntry{{m.Series, areaSwatch(base)}}
	for _, entry := range []struct {
		occurs bool
		keyEntry
	}{
		{current, keyEntry{p.words.Current, areaSwatch(emphasis)}},
		{hasLine, keyEntry{m.Comparison, lineSwatch(lastYearLine)}},
		{ranged, keyEntry{p.words.Expected, areaSwatch(expected)}},
		{unusual, keyEntry{p.words.Unusual, func(p *pen, box rect) { p.unusualMark(xy{(box.left + box.right) / 2, box.bottom + 1}) }}},
		{unfinished, keyEntry{p.words.Unfinished, func(p *pen, box rect) { p.hatch(box, base) }}},
		{noData, keyEntry{p.words.NoData, (*pen).noDataSwatch}},
	} {
		if entry.occurs {
			entries = append(entries, entry.keyEntry)
		}
	}
	return entries
}

func (p *pen) noDataSwatch(box rect) {
	p.frame(box, noDataLine)
}

func areaSwatch(fill color.Color) swatch {
	return func(p *pen, box rect) { p.area(box, fill) }
}

func lineSwatch(s stroke) swatch {
	return func(p *pen, box rect) {
		y := (box.bottom + box.top) / 2
		p.line(xy{box.left, y}, xy{box.right, y}, s)
	}
}
