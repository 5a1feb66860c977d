package workbook

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

// placedChart is a chart and where it stands.
type placedChart struct {
	chart         *chart
	cell          string
	width, height int // in pixels
	alt, name     string
}

// Charts take rows of the usual height.
const (
	chartRows  = 14
	smallRows  = 9  // of a chart on the summary
	barsExtra  = 5  // rows for axis, unit and legend beside the bars
	mostBars   = 20 // that have a row each; more are set closer
	chartInset = 4  // pixels between the upper left corner of the cells and the chart
)

// excelize measures a drawing in pixels of its own, of which a row of the usual
// height has 22 and a digit of a column's width 8. By this measure a chart ends
// where its cells do, and so whatever the font makes of the width of a digit.
const (
	drawnRow   = 22
	drawnDigit = 8
)

func (s *sheet) drawnWidth(p panel) int {
	sum := 0
	for _, width := range s.widths[p.left-1 : p.right] {
		sum += int(width*drawnDigit + 0.5)
	}
	return sum
}

// charts places the charts of figures next to each other, with their data to
// the right of the sheet.
func (b *book) charts(s *sheet, figures []*report.Figure, panels []panel) {
	top, rows := s.next(), smallRows
	if s.id != summaryID {
		rows = max(chartRows, rowsFor(figures[0]))
	}
	s.skip(rows)
	for i, f := range figures {
		p := panels[i]
		s.charts = append(s.charts, placedChart{
			chart: b.draw(s, top, f), cell: cellName(p.left, top), name: f.ID, alt: f.Alt,
			width: s.drawnWidth(p) - chartInset, height: rows*drawnRow - chartInset,
		})
	}
}

// rowsFor returns the rows that a figure of horizontal bars needs.
func rowsFor(f *report.Figure) int {
	bars := 0
	switch {
	case f.Bars != nil:
		bars = len(f.Bars.Bars)
	case f.Sizes != nil:
		bars = len(f.Sizes.Dots)
	case f.Delays != nil:
		bars = 2 * len(f.Delays.Groups)
	}
	return min(bars, mostBars) + barsExtra
}

// draw makes the chart of a figure and places its data.
func (b *book) draw(s *sheet, top int, f *report.Figure) *chart {
	c := &chart{unit: f.Unit, text: chartText{size: usualText, color: inkColor, font: b.styles.font}, names: widestName}
	if s.id == summaryID {
		c.names = widestName * 2 / 3
	}
	if rowsFor(f) >= mostBars+barsExtra || s.id == summaryID {
		c.text.size = usualText - 1
	}
	d := &dataArea{book: b, sheet: s, top: top, title: f.Title}
	switch {
	case f.Months != nil:
		b.drawMonths(c, d, f.Months)
	case f.Bars != nil:
		b.drawBars(c, d, f.Bars)
	case f.Sizes != nil:
		b.drawSizes(c, d, f.Sizes)
	case f.Shares != nil:
		b.drawShares(c, d, f.Shares)
	case f.Curve != nil:
		b.drawCurve(c, d, f.Curve)
	case f.Delays != nil:
		b.drawDelays(c, d, f.Delays)
	}
	return c
}

// dataArea is where the data of a chart stand: to the right of what is printed,
// beside the chart or below the data of the one before.
type dataArea struct {
	*book
	sheet *sheet
	top   int
	title string
	left  int // next free column
}

// dataWidth is the width of the columns of chart data.
const dataWidth = 16

// put writes columns of data next to each other and tells them where they stand.
func (d *dataArea) put(columns ...*column) {
	s := d.sheet
	if d.left == 0 {
		d.top = max(d.top, s.dataRow)
		d.left = s.contents + 2
		title := d.words.Say("workbook.data", report.Values{"Title": d.title})
		d.set(d.top, look{size: noteSize, color: mutedColor}, textOf(title))
	}
	for _, c := range columns {
		for len(s.widths) < d.left {
			s.widths = append(s.widths, dataWidth)
		}
		head := area{d.left, d.top + 1, d.left, d.top + 1}
		cells := area{d.left, d.top + 2, d.left, d.top + 1 + max(c.len(), 1)}
		c.head, c.cells = head.absolute(s.name), cells.absolute(s.name)
		d.set(head.top, look{size: noteSize, bold: true, line: baseColor}, textOf(c.title))
		for i, text := range c.texts {
			d.set(cells.top+i, look{size: noteSize, color: mutedColor}, textOf(text))
		}
		for i, n := range c.numbers {
			d.set(cells.top+i, look{size: noteSize, color: mutedColor, format: c.format}, numberOf(n))
		}
		s.dataRow = max(s.dataRow, cells.bottom+2)
		d.left++
	}
}

// set puts a value into the next free column of the data.
func (d *dataArea) set(row int, l look, v value) {
	cell := placedCell{column: d.left, style: d.styles.id(l), value: v}
	d.sheet.data = append(d.sheet.data, dataCell{row, cell})
}

// monthLabel names a month on an axis: the month, and the year below it where a
// year begins. Where months stand close, both are short.
func (b *book) monthLabel(m analysis.Month, withYear, short bool) string {
	label, year := b.monthName(m, short), strconv.Itoa(m.Year())
	if short {
		year = "’" + year[len(year)-2:]
	}
	if withYear || m.Of() == time.January {
		return label + "\n" + year
	}
	return label
}

// monthName returns Jun or 6月, when short J or 6.
func (b *book) monthName(m analysis.Month, short bool) string {
	number, name := strconv.Itoa(int(m.Of())), m.Of().String()
	switch japanese := b.document.Language == report.Japanese; {
	case japanese && short:
		return number
	case japanese:
		return number + "月"
	case short:
		return name[:1]
	}
	return name[:3]
}

// missing marks a blank cell of chart data.
var missing = math.NaN()

// decades returns the ends of a logarithmic axis that holds all values above 0,
// with room below the least.
func decades(values ...float64) (low, high float64) {
	low, high = math.Inf(1), 0
	for _, v := range values {
		if v > 0 && !math.IsInf(v, 1) {
			low, high = min(low, v), max(high, v)
		}
	}
	if high == 0 {
		return 1, 10
	}
	low = math.Pow10(int(math.Floor(math.Log10(low))))
	return low, max(math.Pow10(int(math.Ceil(math.Log10(high)))), low*10)
}

// sizeAxis returns a logarithmic axis of sizes. What is less than one, from
// where bars begin, has no label. On a long axis labels of all digits would run
// into one another: they are in millions, in Japanese the two highest in words.
func (b *book) sizeAxis(c *chart, low, high float64) axis {
	const long = 1e8
	a := axis{log: true, low: low, high: high, step: decadeStep(math.Log10(high/low), c.text.size < usualText), format: "#,###"}
	if high < long {
		return a
	}
	if b.document.Language != report.Japanese {
		a.format = `[>=1000000]#,##0,,"M";#,###`
		return a
	}
	top := low
	for top*a.step <= high {
		top *= a.step
	}
	for _, label := range []float64{top / a.step, top} { // programs do not hit powers of ten exactly
		a.format = fmt.Sprintf(`[>%.0f]"%s";`, label*0.9, b.words.Written(int64(label))) + a.format
	}
	return a
}

// addCharts lets excelize make room for the charts of a sheet, then puts their
// own XML in.
func (b *book) addCharts(s *sheet) error {
	if len(s.charts) == 0 {
		return nil
	}
	height := float64(usualHeight)
	if err := b.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{DefaultRowHeight: &height}); err != nil {
		return fmt.Errorf("preparing sheet %s: %w", s.name, err)
	}
	for i, width := range s.widths {
		name := columnName(i + 1)
		if err := b.file.SetColWidth(s.name, name, name, width); err != nil {
			return fmt.Errorf("preparing column %s of sheet %s: %w", name, s.name, err)
		}
	}
	for _, placed := range s.charts {
		if err := b.addChart(s, placed); err != nil {
			return fmt.Errorf("adding the chart %s to sheet %s: %w", placed.name, s.name, err)
		}
	}
	return nil
}

func (b *book) addChart(s *sheet, placed placedChart) error {
	b.chartCount++
	err := b.file.AddChart(s.name, placed.cell, &excelize.Chart{
		Type:      excelize.Col,
		Series:    []excelize.ChartSeries{{Values: quoted(s.name) + "!$A$1"}},
		Format:    excelize.GraphicOptions{AltText: placed.alt, Name: placed.name, OffsetX: chartInset, OffsetY: chartInset},
		Dimension: excelize.ChartDimension{Width: uint(max(placed.width, 1)), Height: uint(max(placed.height, 1))},
	})
	if err != nil {
		return err
	}
	b.file.Pkg.Store("xl/charts/chart"+strconv.Itoa(b.chartCount)+".xml", []byte(placed.chart.xml()))
	return nil
}
