package chart

import (
	"math"
	"strings"

	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/typeface"
)

// swatch draws a sample of a mark into the box of a key entry.
type swatch func(p *pen, box rect)

// keyEntry explains one mark of a drawing.
type keyEntry struct {
	text string
	draw swatch
}

const (
	swatchWidth = 13.0
	swatchGap   = 3.5
	entryGap    = 12.0
)

// heading draws the unit at the upper left and the key at the upper right, on as
// many lines as they need, and returns the height below which the plot may begin.
func (p *pen) heading(unit string, entries []keyEntry) float64 {
	top := p.height - 1
	p.text(xy{0, top}, unit, tickText.at(start, end))
	left := tickText.width(unit) + entryGap
	for _, row := range keyRows(entries, p.width-left) {
		x := p.width
		for i := len(row) - 1; i >= 0; i-- {
			width := tickText.width(row[i].text)
			p.text(xy{x - width, top}, row[i].text, tickText.at(start, end))
			box := rect{x - width - swatchGap - swatchWidth, top - 6.2, x - width - swatchGap, top + 0.8}
			row[i].draw(p, box)
			x = box.left - entryGap
		}
		top -= lineHeight
	}
	if len(entries) == 0 && unit != "" {
		top -= lineHeight
	}
	return top - 4
}

// keyRows divides key entries among lines of a width.
func keyRows(entries []keyEntry, width float64) [][]keyEntry {
	var rows [][]keyEntry
	room := 0.0
	for _, e := range entries {
		need := swatchWidth + swatchGap + tickText.width(e.text) + entryGap
		if len(rows) == 0 || need > room {
			rows = append(rows, nil)
			room = width + entryGap
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], e)
		room -= need
	}
	return rows
}

// thresholdLabel is a threshold with the place of its label above the plot.
type thresholdLabel struct {
	report.Threshold
	x   float64
	box rect // from the top of the plot
}

// placeThresholds finds the places of the labels above a plot, each on the
// lowest line where it touches no other, and the height that they need.
func (p *pen) placeThresholds(list []report.Threshold, a axis) (placed []thresholdLabel, height float64) {
	var taken []rect
	for _, t := range list {
		if !(t.At >= a.low && t.At <= a.high) {
			continue
		}
		x := a.at(t.At)
		box := textBox(xy{p.inside(x, t.Label), 3}, clean(t.Label), tickText.at(middle, start))
		for touches(box, taken) {
			box.bottom, box.top = box.bottom+lineHeight, box.top+lineHeight
		}
		taken = append(taken, box)
		placed = append(placed, thresholdLabel{t, x, box})
		height = max(height, box.bottom+lineHeight)
	}
	return placed, height
}

// thresholds draws lines across the plot up to their labels.
func (p *pen) thresholds(list []thresholdLabel, plot rect) {
	for _, t := range list {
		p.line(xy{t.x, plot.bottom}, xy{t.x, plot.top + t.box.bottom - 2}, limit)
	}
	for _, t := range list {
		p.text(xy{t.box.left, plot.top + t.box.bottom}, t.Label, tickText.on(white))
	}
}

func touches(box rect, taken []rect) bool {
	const gap = 2.5
	wide := rect{box.left - gap, box.bottom, box.right + gap, box.top}
	for _, other := range taken {
		if wide.overlaps(other) {
			return true
		}
	}
	return false
}

// inside moves the middle of a label so that it stays on the canvas.
func (p *pen) inside(x float64, text string) float64 {
	half := tickText.width(text) / 2
	return min(max(x, half), max(p.width-half, half))
}

// Row labels stand at the left of the plot on at most three lines.
const (
	rowLabelShare = 0.36 // of the canvas at most
	rowLabelLines = 3
	rowPad        = 5.0
)

// rowLabel is the label of a row, broken into lines.
type rowLabel struct {
	lines  []string
	height float64 // of the row
}

// rowLabels breaks the labels of rows into lines of at most the share of the
// width that labels may take. The full names stand in the table beside a
// figure, so what does not fit on three lines ends in an ellipsis.
func rowLabels(labels []string, width float64) (rows []rowLabel, widest float64) {
	set, room := typeface.Style{Size: labelSize}, width*rowLabelShare
	for _, text := range labels {
		row := rowLabel{}
		lines := set.Break(clean(text), room, typeface.BreakOptions{})
		if len(lines) > rowLabelLines {
			lines[rowLabelLines-1].Text = set.Truncate(rest(lines[rowLabelLines-1:]), room)
			lines = lines[:rowLabelLines]
		}
		for _, line := range lines {
			row.lines = append(row.lines, line.Text)
			widest = max(widest, labelText.width(line.Text))
		}
		row.height = float64(max(1, len(row.lines)))*(lineHeight-1) + rowPad
		rows = append(rows, row)
	}
	return rows, widest
}

// rest returns the text of lines.
func rest(lines []typeface.Line) string {
	var text strings.Builder
	for _, line := range lines {
		text.WriteString(line.Text + line.Trimmed)
	}
	return text.String()
}

// rowHeight returns the height of all rows.
func rowHeight(rows []rowLabel) float64 {
	sum := 0.0
	for _, row := range rows {
		sum += row.height
	}
	return sum
}

// rowsAnd returns the heights of rows and of what stands above and below them.
func rowsAnd(rows []rowLabel, rest float64) (natural, least float64) {
	const tightest = 0.85 // lines of neighbouring labels still keep apart
	return rowHeight(rows) + rest, tightest*rowHeight(rows) + rest
}

// eachRow draws the labels of rows, which share the plot's height in proportion
// to their own, and calls draw with the middle of each.
func (p *pen) eachRow(rows []rowLabel, plot rect, draw func(i int, y float64)) {
	scale := plot.height() / math.Max(rowHeight(rows), 1)
	top := plot.top
	for i, row := range rows {
		y := top - row.height*scale/2
		first := y + float64(len(row.lines)-1)*(lineHeight-1)/2
		for n, line := range row.lines {
			p.text(xy{plot.left - 6, first - float64(n)*(lineHeight-1)}, line, labelText.at(end, middle))
		}
		draw(i, y)
		top -= row.height * scale
	}
}
