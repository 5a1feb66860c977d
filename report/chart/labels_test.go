package chart

import (
	"math"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"
	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

// checkLabels tests that no text of a figure leaves the canvas or touches other
// text.
func checkLabels(t rapid.TB, p *pen, labels []rect) {
	canvas := rect{-0.01, -0.01, p.width + 0.01, p.height + 0.01}
	for i, label := range labels {
		if !(label.left >= canvas.left && label.right <= canvas.right && label.bottom >= canvas.bottom && label.top <= canvas.top) {
			t.Errorf("label %d at %+v leaves the canvas of %v × %v", i, label, p.width, p.height)
		}
		for j, other := range labels[:i] {
			if label.overlaps(other) {
				t.Errorf("label %d at %+v overlaps label %d at %+v", i, label, j, other)
			}
		}
	}
}

func TestLabelsOfExamples(t *testing.T) {
	for id, figure := range examples() {
		for _, language := range []report.Language{report.English, report.Japanese} {
			t.Run(id+"."+string(language), func(t *testing.T) {
				natural, least := Heights(figure, testWidth)
				for _, height := range []vg.Length{natural, least} {
					p, labels := labelsOf(t, figure, &sheet{width: testWidth, height: height}, language)
					checkLabels(t, p, labels)
				}
			})
		}
	}
}

var (
	anyName   = rapid.OneOf(rapid.StringOfN(rapid.RuneFrom([]rune("abc def 個人情報漏えい（株）")), 0, 120, -1), rapid.String())
	shortName = rapid.StringOfN(rapid.RuneFrom([]rune("abcdef 人件以上")), 0, 12, -1)
	anySize   = rapid.Map(rapid.Float64Range(0, 10), func(z float64) float64 { return math.Floor(math.Pow(10, z)) })
	share     = rapid.Float64Range(0, 1)
)

func anyFigure() *rapid.Generator[*report.Figure] {
	return rapid.Custom(func(t *rapid.T) *report.Figure {
		figure := &report.Figure{ID: "any", Unit: shortName.Draw(t, "unit")}
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			figure.Months = anyMonths(t)
		case 1:
			figure.Bars = anyBars(t)
		case 2:
			figure.Sizes = anySizes(t)
		case 3:
			figure.Shares = anyShares(t)
		case 4:
			figure.Heat = anyHeat(t)
		case 5:
			figure.Curve = anyCurve(t)
		default:
			figure.Delays = anyDelays(t)
		}
		return figure
	})
}

func anyMonths(t *rapid.T) *report.MonthsPlot {
	plot := &report.MonthsPlot{Series: "a", Comparison: "b"}
	for i := range rapid.IntRange(1, 40).Draw(t, "months") {
		column := report.MonthColumn{Month: analysis.NewMonth(2020, time.May) + analysis.Month(i), Value: int(anySize.Draw(t, "value"))}
		if rapid.Bool().Draw(t, "last year") {
			column.LastYear = new(int(anySize.Draw(t, "value of last year")))
		}
		column.HasRange, column.High = rapid.Bool().Draw(t, "range"), anySize.Draw(t, "high")
		column.Unusual, column.Unfinished = rapid.Bool().Draw(t, "unusual"), rapid.Bool().Draw(t, "unfinished")
		column.NoData, column.Current = rapid.Bool().Draw(t, "no data"), rapid.Bool().Draw(t, "current")
		plot.Months = append(plot.Months, column)
	}
	return plot
}

func anyBars(t *rapid.T) *report.BarsPlot {
	plot := &report.BarsPlot{Percent: rapid.Bool().Draw(t, "percent")}
	for range rapid.IntRange(1, 40).Draw(t, "bars") {
		bar := report.Bar{Label: anyName.Draw(t, "label"), Value: share.Draw(t, "value"), Note: shortName.Draw(t, "note"), HasInterval: rapid.Bool().Draw(t, "interval")}
		if !plot.Percent {
			bar.Value = anySize.Draw(t, "count")
		}
		bar.Low, bar.High = bar.Value/2, bar.Value*1.5
		plot.Bars = append(plot.Bars, bar)
	}
	return plot
}

func anySizes(t *rapid.T) *report.SizesPlot {
	plot := &report.SizesPlot{Thresholds: anyThresholds(t)}
	for range rapid.IntRange(1, 12).Draw(t, "dots") {
		dot := report.SizeDot{Label: anyName.Draw(t, "label"), Text: anyName.Draw(t, "text"), Written: anySize.Draw(t, "written")}
		dot.Low, dot.High = dot.Written/2, dot.Written*2
		dot.Open, dot.Ceiling = rapid.Bool().Draw(t, "open"), rapid.Bool().Draw(t, "ceiling")
		plot.Dots = append(plot.Dots, dot)
	}
	return plot
}

func anyThresholds(t *rapid.T) []report.Threshold {
	var list []report.Threshold
	for range rapid.IntRange(0, 3).Draw(t, "thresholds") {
		list = append(list, report.Threshold{At: anySize.Draw(t, "at"), Label: shortName.Draw(t, "threshold")})
	}
	return list
}

func anyShares(t *rapid.T) *report.SharesPlot {
	plot := &report.SharesPlot{Yes: "yes", No: "no", Unknown: "unknown"}
	count := rapid.IntRange(0, 200)
	for i := range rapid.IntRange(1, 30).Draw(t, "columns") {
		plot.Columns = append(plot.Columns, report.ShareColumn{Month: analysis.NewMonth(2020, time.May) + analysis.Month(i), Yes: count.Draw(t, "yes"), No: count.Draw(t, "no"),
			Unknown: count.Draw(t, "unknown"), Share: share.Draw(t, "share"), High: 1, HasShare: rapid.Bool().Draw(t, "has share")})
	}
	return plot
}

func anyHeat(t *rapid.T) *report.HeatPlot {
	plot := &report.HeatPlot{}
	for i := range rapid.IntRange(1, 36).Draw(t, "months") {
		plot.Columns = append(plot.Columns, analysis.NewMonth(2020, time.May)+analysis.Month(i))
	}
	for range rapid.IntRange(1, 16).Draw(t, "rows") {
		plot.Rows = append(plot.Rows, anyName.Draw(t, "row"))
		plot.Values = append(plot.Values, rapid.SliceOfN(rapid.IntRange(0, 5000), 0, len(plot.Columns)).Draw(t, "values"))
	}
	return plot
}

func anyCurve(t *rapid.T) *report.CurvePlot {
	point := rapid.Custom(func(t *rapid.T) report.CurvePoint {
		return report.CurvePoint{Size: anySize.Draw(t, "size"), Chance: share.Draw(t, "chance"), High: 1}
	})
	return &report.CurvePlot{Marks: anyThresholds(t), Steps: rapid.SliceOfN(point, 1, 30).Draw(t, "steps"), Fitted: rapid.SliceOfN(point, 0, 30).Draw(t, "fitted")}
}

func anyDelays(t *rapid.T) *report.DelaysPlot {
	plot := &report.DelaysPlot{Thresholds: anyThresholds(t)}
	for range rapid.IntRange(1, 6).Draw(t, "groups") {
		plot.Groups = append(plot.Groups, report.DelayGroup{Label: anyName.Draw(t, "label"), Days: rapid.SliceOf(rapid.IntRange(-10, 30000)).Draw(t, "days")})
	}
	return plot
}

func TestLabelsOfAnyFigure(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		figure := anyFigure().Draw(rt, "figure")
		language := rapid.SampledFrom([]report.Language{report.English, report.Japanese}).Draw(rt, "language")
		natural, least := Heights(figure, testWidth)
		height := rapid.SampledFrom([]vg.Length{natural, least}).Draw(rt, "height")
		p, labels := labelsOf(t, figure, &sheet{width: testWidth, height: height}, language)
		checkLabels(rt, p, labels)
	})
}

// Values that are no numbers come from nowhere in the program; drawing them must
// not fail either.
func TestDrawWithoutNumbers(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 1e300} {
		for _, figure := range []*report.Figure{
			{Bars: &report.BarsPlot{Bars: []report.Bar{{Value: bad, Low: bad, High: bad, HasInterval: true}}}},
			{Bars: &report.BarsPlot{Percent: true, Bars: []report.Bar{{Value: bad, Low: bad, High: bad, HasInterval: true}}}},
			{Sizes: &report.SizesPlot{Dots: []report.SizeDot{{Written: bad, Low: bad, High: bad}}, Thresholds: []report.Threshold{{At: bad}}}},
			{Curve: &report.CurvePlot{Steps: []report.CurvePoint{{Size: bad, Chance: bad}}, Fitted: []report.CurvePoint{{Size: bad, Chance: bad, Low: bad, High: bad}}}},
			{Delays: &report.DelaysPlot{Groups: []report.DelayGroup{{Median: &bad}}, Thresholds: []report.Threshold{{At: bad}}}},
		} {
			drawn(t, figure, report.English)
		}
	}
}
