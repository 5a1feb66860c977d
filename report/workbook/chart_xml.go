package workbook

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// The XML of charts is written here and not by excelize, which knows neither
// error bars nor logarithmic category-free axes and leaves the caches empty from which
// viewers without a calculation engine draw. Elements stand in the order of the
// schema (ECMA-376 part 1, 21.2).

// tag returns a chart element with its content.
func tag(name string, content ...string) string {
	return "<c:" + name + ">" + strings.Join(content, "") + "</c:" + name + ">"
}

// set returns a chart element that is one value.
func set(name, value string) string { return "<c:" + name + ` val="` + escaped(value) + `"/>` }

// number writes a number as the cells of the sheet do.
func number(n float64) string {
	var e encoder
	e.number(n)
	return string(e.buf)
}

// solid returns the properties of a shape: a fill without an outline.
func solid(color string) string { return tag("spPr", paint(color)+`<a:ln><a:noFill/></a:ln>`) }

func paint(color string) string {
	return `<a:solidFill><a:srgbClr val="` + color + `"/></a:solidFill>`
}

// hatched is the fill of what is not finished.
func hatched(color string) string {
	return tag("spPr", `<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="`+color+`"/></a:fgClr><a:bgClr><a:srgbClr val="`+
		whiteColor+`"/></a:bgClr></a:pattFill><a:ln w="9525">`+paint(color)+`</a:ln>`)
}

// stroke is a line of a chart.
type stroke struct {
	color string
	width float64 // in points; 0: no line
	dash  string  // such as sysDash; empty: solid
	arrow string  // end with an arrow head: head, tail or empty
}

// emuPerPoint is how many English Metric Units, in which drawings are measured,
// make a point.
const emuPerPoint = 12700

func (l stroke) line() string {
	if l.width == 0 {
		return `<a:ln><a:noFill/></a:ln>`
	}
	x := `<a:ln w="` + strconv.Itoa(int(l.width*emuPerPoint)) + `">` + paint(l.color)
	if l.dash != "" {
		x += `<a:prstDash val="` + l.dash + `"/>`
	}
	x += `<a:round/>`
	if l.arrow != "" {
		x += `<a:` + l.arrow + `End type="triangle"/>`
	}
	return x + `</a:ln>`
}

func (l stroke) properties() string { return tag("spPr", l.line()) }

// chartText returns the properties of text. Sizes are in points.
type chartText struct {
	size  float64
	color string
	bold  bool
	font  string
}

func (t chartText) run() string {
	bold := "0"
	if t.bold {
		bold = "1"
	}
	return ` sz="` + strconv.Itoa(int(t.size*100)) + `" b="` + bold + `">` + paint(t.color) +
		`<a:latin typeface="` + t.font + `"/><a:ea typeface="` + eastAsianFont + `"/>`
}

// usualText is the size of the text of charts in points.
const usualText = 9

// eastAsianFont sets Japanese names in both languages.
const eastAsianFont = "Yu Gothic"

func (t chartText) properties() string {
	return tag("txPr", `<a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr><a:defRPr`+t.run()+`</a:defRPr></a:pPr><a:endParaRPr lang="ja-JP"/></a:p>`)
}

// unitTitle sets a text at the top left of the chart.
func (t chartText) unitTitle(text string) string {
	if text == "" {
		return ""
	}
	return tag("title",
		tag("tx", tag("rich", `<a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr`+t.run()+`</a:defRPr></a:pPr><a:r><a:rPr`+t.run()+
			`</a:rPr><a:t>`+escaped(text)+`</a:t></a:r></a:p>`)),
		tag("layout", tag("manualLayout", set("xMode", "edge"), set("yMode", "edge"), set("x", "0.008"), set("y", "0.012"))),
		set("overlay", "0"))
}

// column is a column of chart data on the sheet.
type column struct {
	title   string
	texts   []string
	numbers []float64 // used when texts is nil; NaN is a blank cell
	format  string
	head    string // where the title stands, as a formula names it; set when placed
	cells   string // where the values stand
}

func (c *column) len() int { return max(len(c.texts), len(c.numbers)) }

// values returns a reference to the cells of a column with what they hold now.
func (c *column) values() string {
	if c.texts != nil {
		return tag("strRef", tag("f", escaped(c.cells)), tag("strCache", textCache(c.texts)))
	}
	return c.numberReference()
}

func textCache(texts []string) string {
	var x strings.Builder
	x.WriteString(set("ptCount", strconv.Itoa(len(texts))))
	for i, text := range texts {
		x.WriteString(`<c:pt idx="` + strconv.Itoa(i) + `">` + tag("v", escaped(text)) + `</c:pt>`)
	}
	return x.String()
}

func (c *column) numberReference() string {
	var x strings.Builder
	x.WriteString(tag("formatCode", escaped(c.format)) + set("ptCount", strconv.Itoa(len(c.numbers))))
	for i, n := range c.numbers {
		if !math.IsNaN(n) {
			x.WriteString(`<c:pt idx="` + strconv.Itoa(i) + `">` + tag("v", number(n)) + `</c:pt>`)
		}
	}
	return tag("numRef", tag("f", escaped(c.cells)), tag("numCache", x.String()))
}

// name returns the title of a column as the name of a series.
func (c *column) name() string {
	return tag("tx", tag("strRef", tag("f", escaped(c.head)), tag("strCache", textCache([]string{c.title}))))
}

// whiskers are error bars: how far they reach to either side.
type whiskers struct {
	minus, plus *column // nil: none on that side
	stroke      stroke
}

func (w *whiskers) xml() string {
	if w == nil {
		return ""
	}
	kind, reach := "both", ""
	switch {
	case w.minus == nil:
		kind = "plus"
	case w.plus == nil:
		kind = "minus"
	}
	if w.plus != nil {
		reach += tag("plus", w.plus.numberReference())
	}
	if w.minus != nil {
		reach += tag("minus", w.minus.numberReference())
	}
	return tag("errBars", set("errBarType", kind), set("errValType", "cust"), set("noEndCap", "0"), reach, w.stroke.properties())
}

// labels returns data labels that show values.
func labels(t chartText, position, format string) string {
	return tag("dLbls", `<c:numFmt formatCode="`+escaped(format)+`" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`, t.properties(), set("dLblPos", position),
		set("showLegendKey", "0"), set("showVal", "1"), set("showCatName", "0"), set("showSerName", "0"),
		set("showPercent", "0"), set("showBubbleSize", "0"))
}

// nameAt labels one point of a series with the series' name.
func nameAt(t chartText, point int, position string) string {
	show := func(name string) string {
		return set("showLegendKey", "0") + set("showVal", "0") + set("showCatName", "0") + set("showSerName", name) +
			set("showPercent", "0") + set("showBubbleSize", "0")
	}
	return tag("dLbls", tag("dLbl", set("idx", strconv.Itoa(point)), `<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>`,
		t.properties(), set("dLblPos", position), show("1")), show("0"))
}

// axis is one axis of a chart.
type axis struct {
	id, crossing string
	position     string // b, l, t, r
	category     bool
	log          bool
	low, high    float64 // ends of the scale when high > low
	reversed     bool
	hidden       bool
	grid         bool
	crosses      string // where it meets the other: autoZero, min, max
	format       string
	step         float64 // between ticks; 0: by the program
}

func (a axis) xml(t chartText) string {
	kind := "valAx"
	if a.category {
		kind = "catAx"
	}
	gridlines := ""
	if a.grid {
		gridlines = tag("majorGridlines", stroke{color: gridColor, width: 0.5}.properties())
	}
	hidden := "0"
	if a.hidden {
		hidden = "1"
	}
	x := set("axId", a.id) + a.scaling() + set("delete", hidden) + set("axPos", a.position) + gridlines
	if a.format != "" {
		x += `<c:numFmt formatCode="` + escaped(a.format) + `" sourceLinked="0"/>`
	}
	line := stroke{color: axisColor, width: 0.75}
	if !a.category && a.grid && !a.log {
		line.width = 0
	}
	x += set("majorTickMark", "none") + set("minorTickMark", "none") + set("tickLblPos", a.labels()) +
		line.properties() + t.properties() + set("crossAx", a.crossing) + set("crosses", a.crosses)
	if a.category {
		return tag(kind, x, set("auto", "0"), set("lblAlgn", "ctr"), set("lblOffset", "100"), a.everyLabel(), set("noMultiLvlLbl", "1"))
	}
	x += set("crossBetween", a.between())
	if a.log && a.step == 0 {
		a.step = decadeStep(math.Log10(a.high/a.low), t.size < usualText)
	}
	if a.step > 0 {
		x += set("majorUnit", number(a.step))
	}
	return tag(kind, x)
}

// labels sets the labels of an axis outside the chart. Where bars lie, the first
// category is on top, and with it what a program calls the low end.
func (a axis) labels() string {
	if a.crosses == "max" {
		return "nextTo"
	}
	return "low"
}

// everyLabel keeps the name of each lying bar.
func (a axis) everyLabel() string {
	if a.position != "l" {
		return ""
	}
	return set("tickLblSkip", "1")
}

// between says whether bars stand beside the tick marks or points on them.
func (a axis) between() string {
	if a.hidden || a.log && a.position == "b" && a.crosses == "min" {
		return "midCat"
	}
	return "between"
}

// decadeStep returns the step between the labels of a logarithmic axis: each
// power of ten, or so many that about six labels are left, four in a small chart.
func decadeStep(powers float64, small bool) float64 {
	most := 6.0
	if small {
		most = 4
	}
	return math.Pow10(max(int(math.Ceil(powers/most-0.1)), 1))
}

func (a axis) scaling() string {
	x := ""
	if a.log {
		x += set("logBase", "10")
	}
	orientation := "minMax"
	if a.reversed {
		orientation = "maxMin"
	}
	x += set("orientation", orientation)
	if a.high > a.low {
		x += set("max", number(a.high)) + set("min", number(a.low))
	}
	return tag("scaling", x)
}

// chart is a chart ready to be written.
type chart struct {
	unit   string
	plots  []string // with their series
	axes   []axis
	legend bool
	text   chartText
	silent []int // series that the legend leaves out
	names  int   // widest name of a bar with its remark, in half-width characters
}

const chartNamespaces = `xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

func (c *chart) xml() string {
	var axes strings.Builder
	for _, a := range c.axes {
		axes.WriteString(a.xml(c.text))
	}
	title := c.text
	title.color = mutedColor
	head := title.unitTitle(c.unit)
	head += set("autoTitleDeleted", strconv.Itoa(boolNumber(c.unit == "")))
	area := tag("plotArea", "<c:layout/>", strings.Join(c.plots, ""), axes.String(), tag("spPr", `<a:noFill/>`))
	legend := ""
	if c.legend {
		left := ""
		for _, series := range c.silent {
			left += tag("legendEntry", set("idx", strconv.Itoa(series)), set("delete", "1"))
		}
		legend = tag("legend", set("legendPos", "b"), left, set("overlay", "0"), c.text.properties())
	}
	return xml.Header + `<c:chartSpace ` + chartNamespaces + `>` + set("roundedCorners", "0") +
		tag("chart", head, area, legend, set("plotVisOnly", "0"), set("dispBlanksAs", "gap")) +
		tag("spPr", paint(whiteColor)+`<a:ln><a:noFill/></a:ln>`) + c.text.properties() + `</c:chartSpace>`
}

func boolNumber(holds bool) int {
	if holds {
		return 1
	}
	return 0
}
