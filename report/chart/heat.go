package chart

import (
	"image/color"

	"github.com/breachbrief/breachbrief/report"
)

// heatPlot draws counts in a grid, darker where they are more.
type heatPlot struct{ *report.HeatPlot }

func (h heatPlot) labels() []string { return h.Rows }

func (h heatPlot) heights(width float64) (natural, least float64) {
	rows, _ := rowLabels(h.Rows, width)
	return rowsAnd(rows, 3*lineHeight+12)
}

func (h heatPlot) draw(p *pen, unit string) {
	rows, widest := rowLabels(h.Rows, p.width)
	plot := rect{left: widest + 8, bottom: 2*lineHeight + 5, right: p.width}
	plot.top = p.heading(unit, nil)
	most := h.most()
	scale := plot.height() / rowHeight(rows)
	p.eachRow(rows, plot, func(i int, y float64) {
		half := rows[i].height * scale / 2
		for j := range h.Columns {
			pitch := plot.width() / float64(len(h.Columns))
			left := plot.left + float64(j)*pitch
			p.heatCell(rect{left, y - half, left + pitch, y + half}, h.value(i, j), most)
		}
	})
	months := make([]calendarMonth, len(h.Columns))
	for i, month := range h.Columns {
		months[i].month = month
	}
	p.calendar(months, plot)
}

func (h heatPlot) value(row, column int) int {
	if row >= len(h.Values) || column >= len(h.Values[row]) {
		return 0
	}
	return h.Values[row][column]
}

// most returns the count that is drawn darkest. A few events are never dark.
func (h heatPlot) most() int {
	most := 5
	for i := range h.Rows {
		for j := range h.Columns {
			most = max(most, h.value(i, j))
		}
	}
	return most
}

// heatCell draws one cell and its count; a zero leaves the cell empty.
func (p *pen) heatCell(cell rect, value, most int) {
	const gap = 0.7
	inner := rect{cell.left + gap, cell.bottom + gap, cell.right - gap, cell.top - gap}
	share := float64(value) / float64(most)
	p.area(inner, shade(share))
	text := p.format.Number(int64(value))
	if value == 0 || tickText.width(text) > inner.width() {
		return
	}
	style := tickText.at(middle, middle).in(ink)
	if share > 0.5 {
		style = style.in(white)
	}
	p.text(xy{(cell.left + cell.right) / 2, (cell.bottom + cell.top) / 2}, text, style)
}

// shade returns the colour of a share between 0 and 1.
func shade(share float64) color.NRGBA {
	at := min(max(share, 0), 1) * float64(len(ramp)-1)
	i := min(int(at), len(ramp)-2)
	mix := func(a, b uint8) uint8 { return uint8(float64(a) + (at-float64(i))*(float64(b)-float64(a))) }
	a, b := ramp[i], ramp[i+1]
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}
