package workbook

import (
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// monthData is the columns of data of a MonthsPlot.
type monthData struct {
	months, now, before, expected *column
	ends                          interval
	points                        string
	compared, foretold            bool // whether there is any last year, any range
}

// drawMonths draws months as columns and the months a year before as a line. The
// expected range, where there is one, stands as whiskers of a series without a
// line.
func (b *book) drawMonths(c *chart, d *dataArea, p *report.MonthsPlot) {
	crowded := d.sheet.id == summaryID && len(p.Months) > manyMonths
	m := b.monthData(p, crowded)
	d.put(m.months, m.now)
	bars := barSeries{labels: m.months, values: m.now, color: baseColor, points: m.points}
	if !crowded && !(m.foretold && len(p.Months) > manyMonths) {
		bars.shown = labels(c.text, "outEnd", m.now.format)
	}
	c.plots = []string{barPlot{grouping: "clustered", gap: gapOf(len(p.Months), 50), series: []barSeries{bars}}.xml()}
	var lines []lineSeries
	if m.compared {
		d.put(m.before)
		lines = append(lines, lineSeries{labels: m.months, values: m.before, stroke: stroke{color: amberColor, width: 1.75}, symbol: "circle"})
	}
	if m.foretold {
		d.put(m.expected, m.ends.minus, m.ends.plus)
		lines = append(lines, lineSeries{labels: m.months, values: m.expected, symbol: "dash", stroke: stroke{color: mutedColor},
			whiskers: &whiskers{m.ends.minus, m.ends.plus, stroke{color: mutedColor, width: 1}}})
	}
	if len(lines) > 0 {
		c.plots = append(c.plots, linePlot(lines, 1))
	}
	c.axes = uprightAxes("#,##0")
	c.axes[1].step = wholeSteps(m.now.numbers, m.before.numbers)
	c.legend = len(lines) > 0
}

// monthData gathers the numbers of the months. Where the months stand close,
// their ranges are left out.
func (b *book) monthData(p *report.MonthsPlot, crowded bool) monthData {
	format := b.words.NumberFormat(report.Count)
	data := monthData{
		months:   &column{title: b.words.Say("workbook.data_month"), texts: []string{}},
		now:      &column{title: p.Series, format: format},
		before:   &column{title: p.Comparison, format: format},
		expected: &column{title: b.words.Say("workbook.data_expected"), format: "0.0"},
		ends:     b.newInterval("0.0"),
	}
	for i, m := range p.Months {
		data.months.texts = append(data.months.texts, b.monthLabel(m.Month, i == 0, crowded))
		data.points += monthPoint(i, m)
		value, last, middle, low, high := float64(m.Value), missing, missing, missing, missing
		if m.NoData {
			value = missing
		}
		if m.LastYear != nil {
			last, data.compared = float64(*m.LastYear), true
		}
		if m.HasRange && !crowded {
			middle, low, high, data.foretold = (m.Low+m.High)/2, m.Low, m.High, true
		}
		data.now.numbers = append(data.now.numbers, value)
		data.before.numbers = append(data.before.numbers, last)
		data.expected.numbers = append(data.expected.numbers, middle)
		data.ends.add(middle, low, high)
	}
	return data
}

// manyMonths is from where on the months of a chart of half the width stand too
// close for a year in full, for numbers and for ranges.
const manyMonths = 13

// monthPoint gives the month reported, and months that are not over, a look of
// their own. Unusual months stand outside their ranges.
func monthPoint(index int, m report.MonthColumn) string {
	color := baseColor
	if m.Current {
		color = emphasisColor
	}
	switch {
	case m.Unfinished:
		return point(index, hatched(color))
	case color != baseColor:
		return point(index, solid(color))
	}
	return ""
}

// wholeSteps keeps the ticks of small counts on whole numbers.
func wholeSteps(columns ...[]float64) float64 {
	most := 0.0
	for _, numbers := range columns {
		for _, n := range numbers {
			if n > most {
				most = n
			}
		}
	}
	if most <= 5 {
		return 1
	}
	return 0
}

// lineSeries is a series of points, joined by a line where it has a stroke.
type lineSeries struct {
	labels, values *column
	stroke         stroke
	symbol         string
	whiskers       *whiskers
}

func linePlot(series []lineSeries, first int) string {
	var x strings.Builder
	for i, s := range series {
		n := strconv.Itoa(first + i)
		x.WriteString(tag("ser", set("idx", n), set("order", n), s.values.name(), s.stroke.properties(),
			marker(s.symbol, 5, s.stroke.color), s.whiskers.xml(),
			tag("cat", s.labels.values()), tag("val", s.values.values()), set("smooth", "0")))
	}
	return tag("lineChart", set("grouping", "standard"), set("varyColors", "0"), x.String(), set("marker", "1"),
		set("axId", categoryAxis), set("axId", valueAxis))
}

// marker is the sign of a point.
func marker(symbol string, size int, color string) string {
	if symbol == "none" || symbol == "" {
		return tag("marker", set("symbol", "none"))
	}
	return tag("marker", set("symbol", symbol), set("size", strconv.Itoa(size)),
		tag("spPr", paint(color)+`<a:ln w="6350">`+paint(whiteColor)+`</a:ln>`))
}
