package chart

import (
	"fmt"
	"image/color"
	"math"
	"time"

	"gonum.org/v1/plot/vg"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

const (
	columnShare  = 0.62 // of the pitch
	widestColumn = 40.0
	timeHeight   = 170.0
)

var lastYearLine = stroke{width: 1.2, color: muted, dash: []vg.Length{4, 2}}

// monthsPlot draws counts by month as columns, last year's as a line.
type monthsPlot struct{ *report.MonthsPlot }

func (m monthsPlot) heights(float64) (natural, least float64) { return timeHeight, 0.58 * timeHeight }
func (m monthsPlot) labels() []string                         { return []string{m.Series, m.Comparison} }

func (m monthsPlot) draw(p *pen, unit string) {
	a := p.countAxis(m.highest())
	plot := rect{left: a.widest() + tickGap + 4, bottom: 2*lineHeight + 5, right: p.width}
	plot.top = p.heading(unit, m.key(p)) - 9
	a = a.spanning(plot.bottom, plot.top)
	pitch := plot.width() / float64(len(m.Months))
	for i, month := range m.Months {
		if month.HasRange {
			left := plot.left + float64(i)*pitch
			p.area(rect{left, a.at(month.Low), left + pitch, a.at(month.High)}, expected)
		}
	}
	p.verticalAxis(a, plot)
	for i, month := range m.Months {
		m.column(p, month, columnBox(plot, i, len(m.Months)), a)
	}
	p.baseLine(plot)
	m.lastYear(p, plot, a)
	m.values(p, plot, a)
	p.calendar(m.calendarMonths(), plot)
}

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

func (m monthsPlot) column(p *pen, month report.MonthColumn, box rect, a axis) {
	box.top = a.at(float64(month.Value))
	fill := color.Color(base)
	if month.Current {
		fill = emphasis
	}
	switch {
	case month.NoData:
		p.noData(box)
	case month.Unfinished && month.Value > 0:
		p.hatch(box, fill)
	case month.Value > 0:
		p.area(box, fill)
	}
}

// noData marks a month of which nothing is known: an open frame, not a zero.
func (p *pen) noData(box rect) {
	box.top = box.bottom + 9
	p.frame(box, stroke{width: 0.6, color: axisGrey, dash: []vg.Length{1.5, 1.5}})
}

// lastYear draws the line of the year before, broken where it has no value.
func (m monthsPlot) lastYear(p *pen, plot rect, a axis) {
	var run []xy
	flush := func() {
		p.polyline(run, stroke{width: 2.8, color: white})
		p.polyline(run, lastYearLine)
		for _, at := range run {
			p.disc(at, 2.1, white)
			p.ring(at, 1.7, stroke{width: 1, color: muted})
		}
		run = nil
	}
	for i, month := range m.Months {
		if month.LastYear == nil {
			flush()
			continue
		}
		box := columnBox(plot, i, len(m.Months))
		run = append(run, xy{(box.left + box.right) / 2, a.at(float64(*month.LastYear))})
	}
	flush()
}

// values writes the counts above the columns, with a mark where a count is
// unusual. Where counts are too wide to stand side by side, those of the current
// and of unusual months come first.
func (m monthsPlot) values(p *pen, plot rect, a axis) {
	var taken []rect
	for _, first := range []bool{true, false} {
		for i, month := range m.Months {
			if month.NoData || (month.Current || month.Unusual) != first {
				continue
			}
			box := columnBox(plot, i, len(m.Months))
			text := p.format.Number(int64(month.Value))
			style := labelText.strong(first).at(middle, start)
			half := style.width(text) / 2
			at := xy{max(min((box.left+box.right)/2, plot.right-half), plot.left+half), a.at(float64(month.Value)) + 3}
			y, crossed := m.clearOfLine(i, textBox(at, text, style), a, plot)
			at.y = y
			if crossed {
				style = style.on(m.ground(month, y, a))
			}
			label := textBox(at, text, style)
			if touches(label, taken) {
				continue
			}
			taken = append(taken, label)
			p.text(at, text, style)
			if month.Unusual {
				p.unusualMark(xy{at.x, at.y + 9})
			}
		}
	}
}

// ground returns the colour behind a label at a height.
func (m monthsPlot) ground(month report.MonthColumn, y float64, a axis) color.Color {
	if month.HasRange && a.at(month.Low) <= y && y <= a.at(month.High) {
		return expected
	}
	return white
}

// clearOfLine returns the height at which the label of a month stands clear of
// the line of last year: above it, or, where that would be too far from the
// column, crossed by it.
func (m monthsPlot) clearOfLine(index int, label rect, a axis, plot rect) (y float64, crossed bool) {
	const gap, farthest = 3.5, 8
	low, high := math.Inf(1), math.Inf(-1)
	for i := range 5 {
		x := label.left + label.width()*float64(i)/4
		if at, ok := m.lineAt(index, x, a, plot); ok {
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
func (m monthsPlot) lineAt(index int, x float64, a axis, plot rect) (y float64, ok bool) {
	here := m.Months[index].LastYear
	if here == nil {
		return 0, false
	}
	pitch := plot.width() / float64(len(m.Months))
	offset := (x-plot.left)/pitch - (float64(index) + 0.5)
	other := index + 1
	if offset < 0 {
		other = index - 1
	}
	y = a.at(float64(*here))
	if other >= 0 && other < len(m.Months) && m.Months[other].LastYear != nil {
		y += (a.at(float64(*m.Months[other].LastYear)) - y) * math.Abs(offset)
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
	p.frame(box, stroke{width: 0.6, color: axisGrey, dash: []vg.Length{1.5, 1.5}})
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
