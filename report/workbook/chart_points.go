package workbook

import (
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// pointSeries is a series of points in a plane.
type pointSeries struct {
	x, y   *column
	stroke stroke
	symbol string
	size   int
	color  string // of the symbols
	named  string // labels with the series' name
}

func pointPlot(series []pointSeries) string {
	var xml strings.Builder
	for i, s := range series {
		n := strconv.Itoa(i)
		xml.WriteString(tag("ser", set("idx", n), set("order", n), s.y.name(), s.stroke.properties(),
			marker(s.symbol, s.size, s.color), s.named, tag("xVal", s.x.values()), tag("yVal", s.y.values()), set("smooth", "0")))
	}
	return tag("scatterChart", set("scatterStyle", "lineMarker"), set("varyColors", "0"), xml.String(),
		set("axId", categoryAxis), set("axId", valueAxis))
}

// planeAxes are a logarithmic axis below and a plain one at the left.
func planeAxes(x, y axis) []axis {
	x.id, x.crossing, x.position, x.log, x.crosses = categoryAxis, valueAxis, "b", true, "min"
	y.id, y.crossing, y.position, y.crosses = valueAxis, categoryAxis, "l", "min"
	return []axis{x, y}
}

// drawCurve draws the share of events over a size: steps from the data, the
// fitted curve and its band.
func (b *book) drawCurve(c *chart, d *dataArea, p *report.CurvePlot) {
	count, share := b.words.NumberFormat(report.Count), b.words.NumberFormat(report.ShareKind)
	size := func() *column { return &column{title: b.words.Say("workbook.data_size"), format: count} }
	chance := func(key string) *column { return &column{title: b.words.Say(key), format: share} }
	var series []pointSeries
	var sizes []float64
	if len(p.Steps) > 0 {
		x, y := size(), chance("workbook.data_observed")
		stairs(p.Steps, x, y)
		sizes = append(sizes, x.numbers...)
		d.put(x, y)
		series = append(series, pointSeries{x: x, y: y, stroke: stroke{color: baseColor, width: 2}})
	}
	if len(p.Fitted) > 0 {
		x, y := size(), chance("workbook.data_fitted")
		low, high := chance("workbook.data_low"), chance("workbook.data_high")
		for _, dot := range p.Fitted {
			if dot.Size <= 0 {
				continue
			}
			x.numbers = append(x.numbers, dot.Size)
			y.numbers = append(y.numbers, dot.Chance)
			low.numbers = append(low.numbers, dot.Low)
			high.numbers = append(high.numbers, dot.High)
		}
		sizes = append(sizes, x.numbers...)
		d.put(x, y, low, high)
		band := stroke{color: emphasisColor, width: 0.75, dash: "sysDot"}
		series = append(series, pointSeries{x: x, y: y, stroke: stroke{color: emphasisColor, width: 1.5, dash: "dash"}},
			pointSeries{x: x, y: low, stroke: band}, pointSeries{x: x, y: high, stroke: band})
	}
	low, high := decades(sizes...)
	c.leaveOut(min(len(series), 2), len(series)) // the band speaks for itself
	for _, mark := range b.marks(c, d, p.Marks, axis{low: 0, high: 1}) {
		mark.named = "" // its long name stands in the key
		series = append(series, mark)
	}
	c.plots = []string{pointPlot(series)}
	c.axes = planeAxes(b.sizeAxis(c, low, high), axis{low: 0, high: 1, grid: true, format: "0%", step: 0.25})
	c.legend = true
}

// leaveOut keeps the series from first to before end out of the legend.
func (c *chart) leaveOut(first, end int) {
	for i := first; i < end; i++ {
		c.silent = append(c.silent, i)
	}
}

// stairs turns the steps of a curve into its corners.
func stairs(steps []report.CurvePoint, x, y *column) {
	before := 1.0
	for _, step := range steps {
		if step.Size > 0 {
			x.numbers = append(x.numbers, step.Size, step.Size)
			y.numbers = append(y.numbers, before, step.Chance)
		}
		before = step.Chance
	}
}

// marks are lines across a chart, each named at its upper end.
func (b *book) marks(c *chart, d *dataArea, marks []report.Threshold, height axis) []pointSeries {
	var series []pointSeries
	text := c.text
	text.size, text.color = 8, mutedColor
	for _, mark := range marks {
		if mark.At <= 0 {
			continue
		}
		x := &column{title: b.words.Say("workbook.data_value"), numbers: []float64{mark.At, mark.At}, format: "#,##0"}
		y := &column{title: mark.Label, numbers: []float64{height.low, height.high}, format: "0.0"}
		d.put(x, y)
		series = append(series, pointSeries{x: x, y: y, stroke: stroke{color: axisColor, width: 1, dash: "sysDash"},
			named: nameAt(text, 1, "r")})
	}
	return series
}

// sameDay stands for no days at all on the logarithmic axis of durations.
const sameDay = 0.5

// drawDelays draws numbers of days as points on a logarithmic axis, a line of
// points for each group.
func (b *book) drawDelays(c *chart, d *dataArea, p *report.DelaysPlot) {
	colors := []string{baseColor, emphasisColor, greenColor, purpleColor, paleColor, amberColor}
	days := b.words.NumberFormat(report.Count)
	var series []pointSeries
	var all []float64
	medians := [2]*column{{title: b.words.Say("workbook.data_days"), format: "0.0"}, {title: b.words.Say("workbook.data_median"), format: "0"}}
	for i, group := range p.Groups {
		x := &column{title: b.words.Say("workbook.data_days"), format: days}
		y := &column{title: group.Label, format: "0.00"}
		line := float64(len(p.Groups) - i)
		scatterDays(group.Days, line, x, y)
		all = append(all, x.numbers...)
		if group.Median != nil {
			medians[0].numbers = append(medians[0].numbers, max(*group.Median, sameDay))
			medians[1].numbers = append(medians[1].numbers, line)
		}
		d.put(x, y)
		series = append(series, pointSeries{x: x, y: y, symbol: "circle", size: 6, color: colors[i%len(colors)]})
	}
	if len(medians[0].numbers) > 0 {
		d.put(medians[:]...)
		series = append(series, pointSeries{x: medians[0], y: medians[1], symbol: "diamond", size: 11, color: inkColor})
	}
	height := axis{low: 0.25, high: float64(len(p.Groups)) + 0.75, hidden: true}
	for _, mark := range p.Thresholds {
		all = append(all, mark.At)
	}
	low, high := decades(all...)
	named := len(series)
	series = append(series, b.marks(c, d, p.Thresholds, height)...)
	c.leaveOut(named, len(series))
	c.plots = []string{pointPlot(series)}
	c.axes = planeAxes(axis{low: low, high: high, grid: true, format: `[<1]"";#,##0`}, height)
	c.legend = true
}

// scatterDays sets the points of equal days above each other around their line.
func scatterDays(days []int, line float64, x, y *column) {
	const step, most = 0.06, 0.4
	seen := map[int]int{}
	for _, n := range days {
		x.numbers = append(x.numbers, max(float64(n), sameDay))
		k := seen[n]
		seen[n]++
		offset := min(float64((k+1)/2)*step, most)
		if k%2 == 1 {
			offset = -offset
		}
		y.numbers = append(y.numbers, line+offset)
	}
}
