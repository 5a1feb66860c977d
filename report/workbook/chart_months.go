package workbook

import (
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// drawMonths draws months as columns and the months a year before as a line. The
// expected range, where there is one, stands as whiskers of a series without a
// line.
func (b *book) drawMonths(c *chart, d *dataArea, p *report.MonthsPlot) {
	format := b.words.NumberFormat(report.Count)
	months := &column{title: b.words.Say("workbook.data_month"), texts: []string{}}
	now := &column{title: p.Series, format: format}
	before := &column{title: p.Comparison, format: format}
	expected := &column{title: b.words.Say("workbook.data_expected"), format: "0.0"}
	ends := b.newInterval("0.0")
	var points strings.Builder
	compared, foretold := false, false
	crowded := d.sheet.id == summaryID && len(p.Months) > manyMonths
	shown := labels(c.text, "outEnd", format)
	if crowded {
		shown = ""
	}
	for i, m := range p.Months {
		months.texts = append(months.texts, b.monthLabel(m.Month, i == 0, crowded))
		value := float64(m.Value)
		if m.NoData {
			value = missing
		}
		now.numbers = append(now.numbers, value)
		points.WriteString(monthPoint(i, m))
		last := missing
		if m.LastYear != nil {
			last, compared = float64(*m.LastYear), true
		}
		before.numbers = append(before.numbers, last)
		middle, low, high := missing, missing, missing
		if m.HasRange && !crowded {
			middle, low, high, foretold = (m.Low+m.High)/2, m.Low, m.High, true
		}
		expected.numbers = append(expected.numbers, middle)
		ends.add(middle, low, high)
	}
	d.put(months, now)
	bars := barSeries{labels: months, values: now, color: baseColor, points: points.String(), shown: shown}
	c.plots = []string{barPlot{grouping: "clustered", gap: 50, series: []barSeries{bars}}.xml()}
	var lines []lineSeries
	if compared {
		d.put(before)
		lines = append(lines, lineSeries{labels: months, values: before, stroke: stroke{color: amberColor, width: 1.75}, symbol: "circle"})
	}
	if foretold {
		d.put(expected, ends.minus, ends.plus)
		lines = append(lines, lineSeries{labels: months, values: expected, symbol: "dash", stroke: stroke{color: mutedColor},
			whiskers: &whiskers{ends.minus, ends.plus, stroke{color: mutedColor, width: 1}}})
	}
	if len(lines) > 0 {
		c.plots = append(c.plots, linePlot(lines, 1))
	}
	c.axes = uprightAxes("#,##0")
	c.axes[1].step = wholeSteps(now.numbers, before.numbers)
	c.legend = len(lines) > 0
}

// manyMonths is from where on the months of a chart of half the width stand too
// close for a year in full, for numbers and for ranges.
const manyMonths = 13

// monthPoint gives the month reported, and months that are unusual or not over,
// a look of their own.
func monthPoint(index int, m report.MonthColumn) string {
	color := baseColor
	if m.Current || m.Unusual {
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
