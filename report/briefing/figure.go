package briefing

import (
	"github.com/breachbrief/breachbrief/report"
	"github.com/breachbrief/breachbrief/report/chart"
)

// tallest is the height of a drawing that fits on a page with its title and
// caption.
const tallest = textBottom - textTop - 70

// figure sets a figure: its statement above, the drawing, the caption below.
// Where there is too little to draw, the figure's sentence is set instead.
func (l *layout) figure(figure *report.Figure) {
	natural, least := chart.Heights(figure, textWidth)
	height := min(natural.Points(), tallest)
	if figure.Empty != "" || height == 0 {
		text := figure.Empty
		if text == "" {
			text = figure.Alt
		}
		l.text(flow{text: text, style: l.styles.body, width: textWidth, space: blockSpace})
		return
	}
	for _, text := range chart.Labels(figure) {
		l.clean(text) // the drawing cleans them itself; here they are counted
	}
	l.figures++
	start := len(l.pieces)
	title := l.numbered(l.words.Figure, l.figures, figure.Title)
	l.text(flow{text: title, style: l.styles.tableTitle, width: textWidth, space: blockSpace + 2})
	strip := piece{space: closeSpace, height: height, least: min(least.Points(), height)}
	strip.add(0, 0, drawing{size{textWidth, height}, figure})
	l.pieces = append(l.pieces, strip)
	l.text(flow{text: figure.Caption, style: l.styles.note, width: textWidth, space: closeSpace})
	for i := start; i < len(l.pieces)-1; i++ {
		l.pieces[i].keep = true
	}
}
