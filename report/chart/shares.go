package chart

import (
	"fmt"
	"slices"

	"github.com/breachbrief/breachbrief/report"
)

// sharesPlot draws yes, no and unknown as stacked columns, and below them the
// share of yes with its interval.
type sharesPlot struct{ *report.SharesPlot }

const shareRoom = 0.36 // of the height, for the panel of shares

func (s sharesPlot) heights(float64) (natural, least float64) {
	if s.hasShares() {
		return timeHeight + 30, 0.85 * timeHeight
	}
	return timeHeight, 0.58 * timeHeight
}

func (s sharesPlot) labels() []string { return []string{s.Yes, s.No, s.Unknown} }

func (s sharesPlot) draw(p *pen, unit string) {
	counts, shares := p.countAxis(s.highest()), p.shareAxis(1)
	left := max(counts.widest(), shares.widest()) + tickGap + 4
	upper := rect{left: left, bottom: 2*lineHeight + 5, right: p.width, top: p.heading(unit, s.key())}
	lower := upper
	if s.hasShares() {
		lower.top = lower.bottom + shareRoom*upper.height()
		upper.bottom = lower.top + 2*lineHeight + 5
		s.shares(p, lower, shares.spanning(lower.bottom, lower.top))
	}
	counts = counts.spanning(upper.bottom, upper.top)
	p.verticalAxis(counts, upper)
	for i, column := range s.Columns {
		s.stack(p, column, columnBox(upper, i, len(s.Columns)), counts)
	}
	p.baseLine(upper)
	p.calendar(s.calendarMonths(), lower)
}

func (s sharesPlot) hasShares() bool {
	return slices.ContainsFunc(s.Columns, func(c report.ShareColumn) bool { return c.HasShare })
}

// shares draws the lower panel.
func (s sharesPlot) shares(p *pen, plot rect, a axis) {
	p.verticalAxis(a, plot)
	p.text(xy{0, plot.top + 7}, fmt.Sprintf(p.words.Share, s.Yes), tickText)
	for i, column := range s.Columns {
		s.share(p, column, columnBox(plot, i, len(s.Columns)), a)
	}
	p.baseLine(plot)
}

func (s sharesPlot) highest() float64 {
	highest := 1
	for _, c := range s.Columns {
		highest = max(highest, c.Yes+c.No+c.Unknown)
	}
	return float64(highest)
}

// stack draws one column: yes at the foot, no above it, unknown hatched on top.
func (s sharesPlot) stack(p *pen, c report.ShareColumn, box rect, a axis) {
	yes, no := float64(c.Yes), float64(c.Yes+c.No)
	all := no + float64(c.Unknown)
	if c.Yes > 0 {
		p.area(rect{box.left, a.at(0), box.right, a.at(yes)}, emphasis)
	}
	if c.No > 0 {
		p.area(rect{box.left, a.at(yes), box.right, a.at(no)}, pale)
	}
	if c.Unknown > 0 {
		p.hatch(rect{box.left, a.at(no), box.right, a.at(all)}, axisGrey)
	}
	text := p.format.Number(int64(c.Yes))
	at := xy{(box.left + box.right) / 2, (a.at(0) + a.at(yes)) / 2}
	if c.Yes > 0 && a.at(yes)-a.at(0) >= lineHeight-1 && boldText.width(text) < box.width() {
		p.text(at, text, boldText.at(middle, middle).in(white))
	}
}

func (s sharesPlot) share(p *pen, c report.ShareColumn, box rect, a axis) {
	if !c.HasShare {
		return
	}
	x, cap := (box.left+box.right)/2, 2.2
	low, high := a.at(c.Low), a.at(c.High)
	p.line(xy{x, low}, xy{x, high}, whisker)
	for _, y := range []float64{low, high} {
		p.line(xy{x - cap, y}, xy{x + cap, y}, whisker)
	}
	p.disc(xy{x, a.at(c.Share)}, 2.6, emphasis)
}

func (s sharesPlot) calendarMonths() []calendarMonth {
	months := make([]calendarMonth, len(s.Columns))
	for i, column := range s.Columns {
		months[i] = calendarMonth{column.Month, column.Current}
	}
	return months
}

func (s sharesPlot) key() []keyEntry {
	return []keyEntry{
		{s.Yes, areaSwatch(emphasis)},
		{s.No, areaSwatch(pale)},
		{s.Unknown, func(p *pen, box rect) { p.hatch(box, axisGrey) }},
	}
}
