package workbook

import (
	"math"
	"strconv"
	"strings"

	"github.com/breachbrief/breachbrief/report"
)

// barSeries is a series of bars.
type barSeries struct {
	labels, values *column
	color          string
	points         string // formats of single points
	whiskers       *whiskers
	shown          string // data labels
}

func (s barSeries) xml(index int) string {
	n := strconv.Itoa(index)
	return tag("ser", set("idx", n), set("order", n), s.values.name(), solid(s.color), set("invertIfNegative", "0"),
		s.points, s.shown, s.whiskers.xml(), tag("cat", s.labels.values()), tag("val", s.values.values()))
}

// barPlot is a group of bars.
type barPlot struct {
	across   bool // bars lie
	grouping string
	gap      int // between bars, in per cent of their width
	overlap  int
	series   []barSeries
}

// The identifiers of the axes of a chart.
const (
	categoryAxis = "111111111"
	valueAxis    = "222222222"
)

func (p barPlot) xml() string {
	direction := "col"
	if p.across {
		direction = "bar"
	}
	var series strings.Builder
	for i, s := range p.series {
		series.WriteString(s.xml(i))
	}
	return tag("barChart", set("barDir", direction), set("grouping", p.grouping), set("varyColors", "0"), series.String(),
		set("gapWidth", strconv.Itoa(p.gap)), set("overlap", strconv.Itoa(p.overlap)), set("axId", categoryAxis), set("axId", valueAxis))
}

// point gives one bar a look of its own.
func point(index int, properties string) string {
	return tag("dPt", set("idx", strconv.Itoa(index)), set("invertIfNegative", "0"), set("bubble3D", "0"), properties)
}

// acrossAxes are the axes of lying bars: the first bar on top.
func acrossAxes(value axis) []axis {
	value.id, value.crossing, value.position, value.grid, value.crosses = valueAxis, categoryAxis, "b", true, "max"
	return []axis{{id: categoryAxis, crossing: valueAxis, position: "l", category: true, reversed: true, crosses: "min"}, value}
}

// uprightAxes are the axes of standing bars.
func uprightAxes(format string) []axis {
	return []axis{
		{id: categoryAxis, crossing: valueAxis, position: "b", category: true, crosses: "autoZero"},
		{id: valueAxis, crossing: categoryAxis, position: "l", grid: true, crosses: "autoZero", format: format},
	}
}

// widestName is the widest name of a bar in half-width characters, its remark
// included.
const widestName = 56

// shortened cuts a text to a width and marks the cut.
func shortened(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	if cellsOf(text) <= most {
		return text
	}
	used := 0
	for i, r := range text {
		if used += runeCells(r); used > most-2 {
			return text[:i] + "…"
		}
	}
	return text
}

// barLabel names a bar, with a remark behind the name, of which a third of the
// room is kept.
func (c *chart) barLabel(label, note string) string {
	if note == "" {
		return shortened(label, c.names)
	}
	note = shortened(note, max(c.names/3, c.names-cellsOf(label)-2))
	return shortened(label, c.names-cellsOf(note)-2) + "  " + note
}

// interval is the columns of an interval around a value.
type interval struct{ minus, plus *column }

func (b *book) newInterval(format string) interval {
	return interval{
		minus: &column{title: b.words.Say("workbook.data_minus"), format: format},
		plus:  &column{title: b.words.Say("workbook.data_plus"), format: format},
	}
}

// add notes an interval around a value; a missing end has no whisker.
func (i interval) add(value, low, high float64) {
	i.minus.numbers = append(i.minus.numbers, reach(value-low))
	i.plus.numbers = append(i.plus.numbers, reach(high-value))
}

func reach(length float64) float64 {
	if math.IsNaN(length) || length < 0 {
		return 0
	}
	return length
}

// drawBars draws lying bars with their intervals.
func (b *book) drawBars(c *chart, d *dataArea, p *report.BarsPlot) {
	format, scale := b.words.NumberFormat(report.Count), axis{format: b.words.NumberFormat(report.Count)}
	if p.Percent {
		format, scale.format = b.words.NumberFormat(report.ShareKind), "0%"
	}
	names := &column{title: b.words.Say("workbook.data_label"), texts: []string{}}
	values := &column{title: b.words.Say("workbook.data_value"), format: format}
	ends := b.newInterval(format)
	var points strings.Builder
	some, most := false, 0.0
	for i, bar := range p.Bars {
		names.texts = append(names.texts, c.barLabel(bar.Label, bar.Note))
		values.numbers = append(values.numbers, bar.Value)
		low, high := bar.Value, bar.Value
		if bar.HasInterval {
			low, high, some = bar.Low, bar.High, true
		}
		ends.add(bar.Value, low, high)
		most = max(most, high)
		switch {
		case bar.Muted:
			points.WriteString(point(i, solid(otherColor)))
		case bar.Strong:
			points.WriteString(point(i, solid(emphasisColor)))
		}
	}
	d.put(names, values)
	series := barSeries{labels: names, values: values, color: baseColor, points: points.String()}
	if some {
		d.put(ends.minus, ends.plus)
		series.whiskers = &whiskers{ends.minus, ends.plus, stroke{color: inkColor, width: 1}}
		scale.high = roundUp(most, p.Percent)
	} else {
		series.shown = labels(c.text, "outEnd", format)
	}
	c.plots = []string{barPlot{across: true, grouping: "clustered", gap: gapOf(len(p.Bars), 50), series: []barSeries{series}}.xml()}
	c.axes = acrossAxes(scale)
}

// gapOf returns the space between bars, in percent of their thickness, so that
// few bars stay thin.
func gapOf(bars, usual int) int {
	const aloneGap = 400
	return max(usual, aloneGap/max(bars, 1))
}

// roundUp returns the end of an axis that holds a value: a round number, no more
// than 1 for a share. An axis left to the program ends by the bars and cuts
// their whiskers off.
func roundUp(value float64, share bool) float64 {
	if value <= 0 {
		return 0
	}
	step := math.Pow10(int(math.Floor(math.Log10(value))))
	if value/step <= 5 {
		step /= 2
	}
	end := math.Ceil(value/step) * step
	if share {
		return min(end, 1)
	}
	return end
}

// sizeKind is what is known of the ends of a size.
type sizeKind int

const (
	closedSize sizeKind = iota
	openSize
	ceilingSize
	sizeKinds
)

func sizeKindOf(dot report.SizeDot) sizeKind {
	switch {
	case dot.Open:
		return openSize
	case dot.Ceiling:
		return ceilingSize
	}
	return closedSize
}

// drawSizes draws sizes as lying bars on a logarithmic axis with whiskers over
// their intervals. Sizes with an open end are series of their own: their
// whisker ends in an arrow.
func (b *book) drawSizes(c *chart, d *dataArea, p *report.SizesPlot) {
	var all []float64
	for _, dot := range p.Dots {
		all = append(all, dot.Written, dot.High)
		if !dot.Ceiling {
			all = append(all, dot.Low)
		}
	}
	low, high := decades(all...)
	low /= 10 // a bar as long as nothing shows nothing
	names := &column{title: b.words.Say("workbook.data_label"), texts: []string{}}
	for _, dot := range p.Dots {
		names.texts = append(names.texts, c.barLabel(dot.Label, dot.Text))
	}
	d.put(names)
	var plot = barPlot{across: true, grouping: "clustered", gap: gapOf(len(p.Dots), 60), overlap: 100}
	looks := [sizeKinds]struct {
		key, color, arrow string
	}{
		closedSize:  {"workbook.data_closed", baseColor, ""},
		openSize:    {"workbook.data_open", emphasisColor, "tail"},
		ceilingSize: {"workbook.data_ceiling", paleColor, "head"},
	}
	for kind, l := range looks {
		values, ends, some := b.sizeColumns(p, sizeKind(kind), high)
		if !some {
			continue
		}
		values.title = b.words.Say(l.key)
		d.put(values, ends.minus, ends.plus)
		w := &whiskers{ends.minus, ends.plus, stroke{color: inkColor, width: 1, arrow: l.arrow}}
		plot.series = append(plot.series, barSeries{labels: names, values: values, color: l.color, whiskers: w})
	}
	c.plots = []string{plot.xml()}
	c.axes = acrossAxes(b.sizeAxis(c, low, high))
	c.legend = len(plot.series) > 1
}

// sizeColumns returns the sizes of one kind, blank where a size is of another.
func (b *book) sizeColumns(p *report.SizesPlot, kind sizeKind, top float64) (values *column, ends interval, some bool) {
	format := b.words.NumberFormat(report.Count)
	values, ends = &column{format: format}, b.newInterval(format)
	for _, dot := range p.Dots {
		if sizeKindOf(dot) != kind || dot.Written <= 0 {
			values.numbers = append(values.numbers, missing)
			ends.add(0, 0, 0)
			continue
		}
		some = true
		low, high := max(dot.Low, 1), dot.High
		if kind == openSize {
			high = top
		}
		values.numbers = append(values.numbers, dot.Written)
		ends.add(dot.Written, min(low, dot.Written), high)
	}
	return values, ends, some
}

// drawShares draws yes, no and unknown on top of one another.
func (b *book) drawShares(c *chart, d *dataArea, p *report.SharesPlot) {
	count := b.words.NumberFormat(report.Count)
	share := b.words.NumberFormat(report.ShareKind)
	names := &column{title: b.words.Say("workbook.data_month"), texts: []string{}}
	parts := []*column{{title: p.Yes, format: count}, {title: p.No, format: count}, {title: p.Unknown, format: count}}
	shares := []*column{{title: b.words.Say("workbook.data_share"), format: share},
		{title: b.words.Say("workbook.data_low"), format: share}, {title: b.words.Say("workbook.data_high"), format: share}}
	crowded := d.sheet.id == summaryID && len(p.Columns) > manyMonths
	most := 0
	for i, col := range p.Columns {
		names.texts = append(names.texts, b.monthLabel(col.Month, i == 0, crowded))
		most = max(most, col.Yes+col.No+col.Unknown)
		for j, n := range []int{col.Yes, col.No, col.Unknown} {
			parts[j].numbers = append(parts[j].numbers, float64(n))
		}
		for j, n := range []float64{col.Share, col.Low, col.High} {
			if !col.HasShare {
				n = missing
			}
			shares[j].numbers = append(shares[j].numbers, n)
		}
	}
	d.put(names)
	d.put(parts...)
	d.put(shares...)
	plot := barPlot{grouping: "stacked", gap: gapOf(len(p.Columns), 45), overlap: 100}
	for i, color := range []string{emphasisColor, baseColor, otherColor} {
		text := c.text
		if text.color = whiteColor; color == otherColor {
			text.color = inkColor
		}
		plot.series = append(plot.series, barSeries{labels: names, values: parts[i], color: color, shown: labels(text, "ctr", "#,##0;;")})
	}
	c.plots = []string{plot.xml()}
	c.axes = uprightAxes("#,##0")
	c.axes[1].step = wholeSteps([]float64{float64(most)})
	c.legend = true
}
