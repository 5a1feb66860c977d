package chart

import (
	"fmt"

	"gonum.org/v1/plot/vg"

	"github.com/breachbrief/breachbrief/report"
)

// plotter is one kind of figure.
type plotter interface {
	draw(p *pen, unit string)
	// heights returns the height that suits the figure, and the least at which its
	// labels keep apart.
	heights(width float64) (natural, least float64)
	labels() []string // the names in it
}

// plotterOf returns what draws a figure, nil if there is nothing to draw.
func plotterOf(f *report.Figure) plotter {
	switch {
	case f == nil || f.Empty != "":
	case f.Months != nil && len(f.Months.Months) > 0:
		return monthsPlot{f.Months}
	case f.Bars != nil && len(f.Bars.Bars) > 0:
		return barsPlot{f.Bars}
	case f.Sizes != nil && len(f.Sizes.Dots) > 0:
		return sizesPlot{f.Sizes}
	case f.Shares != nil && len(f.Shares.Columns) > 0:
		return sharesPlot{f.Shares}
	case f.Heat != nil && len(f.Heat.Rows) > 0 && len(f.Heat.Columns) > 0:
		return heatPlot{f.Heat}
	case f.Curve != nil && len(f.Curve.Steps)+len(f.Curve.Fitted) > 0:
		return curvePlot{f.Curve}
	case f.Delays != nil && len(f.Delays.Groups) > 0:
		return delaysPlot{f.Delays}
	}
	return nil
}

// Draw draws the data of a figure on the whole canvas. The figure's title and
// caption are the caller's to set. A figure without data, or with a sentence
// instead of a drawing, leaves the canvas empty.
func Draw(canvas vg.CanvasSizer, figure *report.Figure, words *report.Words) error {
	plot := plotterOf(figure)
	if plot == nil {
		return nil
	}
	p, err := newPen(canvas, words)
	if err != nil {
		return fmt.Errorf("drawing figure %q: %w", figure.ID, err)
	}
	plot.draw(p, figure.Unit)
	return nil
}

func newPen(canvas vg.CanvasSizer, words *report.Words) (*pen, error) {
	drawn, durations, err := wordsOf(words.Language)
	if err != nil {
		return nil, err
	}
	width, height := canvas.Size()
	return &pen{
		canvas: canvas, width: width.Points(), height: height.Points(),
		format: words, words: drawn, durations: durations,
	}, nil
}

// Heights returns the height that suits a figure at a width, and the least at
// which it can be read: figures with a row for each name grow with the names.
// Both are 0 where there is nothing to draw.
func Heights(figure *report.Figure, width vg.Length) (natural, least vg.Length) {
	plot := plotterOf(figure)
	if plot == nil {
		return 0, 0
	}
	high, low := plot.heights(width.Points())
	return vg.Points(high), vg.Points(low)
}

// Labels returns the names that the data of a figure brings into its drawing.
func Labels(figure *report.Figure) []string {
	plot := plotterOf(figure)
	if plot == nil {
		return nil
	}
	return plot.labels()
}
