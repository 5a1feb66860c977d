package chart

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/recorder"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const testWidth = 493

// sheet is a canvas that records what is drawn on it.
type sheet struct {
	recorder.Canvas
	width, height vg.Length
}

func (s *sheet) Size() (x, y vg.Length) { return s.width, s.height }

func words(t testing.TB, language report.Language) *report.Words {
	t.Helper()
	words, err := report.LoadWords(language)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func naturalHeight(figure *report.Figure) vg.Length {
	natural, _ := Heights(figure, testWidth)
	return natural
}

// drawn draws a figure at its own height and returns the canvas.
func drawn(t testing.TB, figure *report.Figure, language report.Language) *sheet {
	t.Helper()
	page := &sheet{width: testWidth, height: naturalHeight(figure)}
	if err := Draw(page, figure, words(t, language)); err != nil {
		t.Fatal(err)
	}
	return page
}

// labelsOf draws a figure on a page and returns where its text stands.
func labelsOf(t testing.TB, figure *report.Figure, page *sheet, language report.Language) (*pen, []rect) {
	t.Helper()
	p, err := newPen(page, words(t, language))
	if err != nil {
		t.Fatal(err)
	}
	plotterOf(figure).draw(p, figure.Unit)
	return p, p.labels
}

func examples() map[string]*report.Figure {
	figures := map[string]*report.Figure{
		"months": {Months: exampleMonths()},
		"bars": {Bars: &report.BarsPlot{Percent: true, Bars: []report.Bar{
			{Label: "不正アクセス", Value: 0.364, Low: 0.196, High: 0.570, HasInterval: true, Note: "8 / 22", Strong: true},
			{Label: "誤送信", Value: 0.227, Low: 0.101, High: 0.434, HasInterval: true, Note: "5 / 22"},
			{Label: "不明", Value: 0.091, Note: "2 / 22", Muted: true},
		}}},
		"sizes": {Sizes: &report.SizesPlot{
			Dots: []report.SizeDot{
				{Label: "A", Text: "1,000,000,000", Written: 1e9, Low: 1e9, High: 1e9},
				{Label: "B", Text: "20万件以上", Written: 2e5, Low: 2e5, Open: true},
				{Label: "C", Text: "最大2,110人", Written: 2110, High: 2110, Ceiling: true},
				{Label: "D", Text: "数百件", Written: 500, Low: 200, High: 900},
				{Label: "E", Text: "1", Written: 1, Low: 1, High: 1},
			},
			Thresholds: []report.Threshold{{At: 100, Label: "100人（行政機関等）"}, {At: 1000, Label: "1,000人（事業者）"}},
		}},
		"shares": {Shares: &report.SharesPlot{Yes: "yes", No: "no", Unknown: "unknown", Columns: []report.ShareColumn{
			{Month: analysis.NewMonth(2022, time.May), Yes: 2, No: 3, Unknown: 1, Share: 0.4, Low: 0.118, High: 0.769, HasShare: true},
			{Month: analysis.NewMonth(2022, time.June), Current: true, Unknown: 4},
		}}},
		"heat": {Heat: &report.HeatPlot{Rows: []string{"誤送信", "紛失"}, Columns: []analysis.Month{analysis.NewMonth(2022, 5), analysis.NewMonth(2022, 6)},
			Values: [][]int{{3, 0}, {1, 12}}}},
		"curve": {Curve: &report.CurvePlot{
			Steps:  []report.CurvePoint{{Size: 1, Chance: 1}, {Size: 500, Chance: 0.5}, {Size: 20000, Chance: 0.1}},
			Fitted: []report.CurvePoint{{Size: 1, Chance: 1, Low: 0.9, High: 1}, {Size: 20000, Chance: 0.1, Low: 0, High: 0.3}},
			Marks:  []report.Threshold{{At: 1000, Label: "1,000人"}},
		}},
		"delays": {Delays: &report.DelaysPlot{
			Groups:     []report.DelayGroup{{Label: "全体", Days: []int{0, 0, 1, 5, 5, 30, 400}, Median: new(5.0)}},
			Thresholds: []report.Threshold{{At: 5, Label: "5日（参考）"}, {At: 30, Label: "30日（参考）"}, {At: 60, Label: "60日（参考）"}},
		}},
	}
	for id, figure := range figures {
		figure.ID, figure.Unit = id, "（件）"
	}
	return figures
}

func exampleMonths() *report.MonthsPlot {
	plot := &report.MonthsPlot{Series: "2022", Comparison: "2021"}
	for i, value := range []int{0, 4, 14, 3} {
		plot.Months = append(plot.Months, report.MonthColumn{
			Month: analysis.NewMonth(2022, time.March) + analysis.Month(i), Value: value, LastYear: new(i + 2), Low: 1, High: 8, HasRange: true,
			NoData: i == 0, Unusual: value > 8, Unfinished: i == 3, Current: i == 3,
		})
	}
	return plot
}

// The golden files list the text of a drawing with the place of its baseline.
func TestDrawnText(t *testing.T) {
	for id, figure := range examples() {
		for _, language := range []report.Language{report.English, report.Japanese} {
			t.Run(id+"."+string(language), func(t *testing.T) {
				var lines strings.Builder
				for _, action := range drawn(t, figure, language).Actions {
					if text, ok := action.(*recorder.FillString); ok {
						fmt.Fprintf(&lines, "%6.1f %6.1f %4.1f pt  %s\n", text.Point.X.Points(), text.Point.Y.Points(), text.Size.Points(), text.String)
					}
				}
				golden(t, id+"."+string(language)+".txt", lines.String())
			})
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs; run with -update if that is meant (-want +got):\n%s", name, diff)
	}
}

func TestFigureWithNothingToDraw(t *testing.T) {
	for name, figure := range map[string]*report.Figure{
		"none":       nil,
		"no plot":    {},
		"a sentence": {Empty: "Too few events.", Bars: examples()["bars"].Bars},
		"no bars":    {Bars: &report.BarsPlot{}},
		"no months":  {Months: &report.MonthsPlot{}},
		"no curve":   {Curve: &report.CurvePlot{}},
		"no columns": {Heat: &report.HeatPlot{Rows: []string{"a"}}},
	} {
		t.Run(name, func(t *testing.T) {
			page := &sheet{width: testWidth, height: 100}
			if err := Draw(page, figure, words(t, report.English)); err != nil || len(page.Actions) > 0 {
				t.Errorf("drew %d actions, error %v", len(page.Actions), err)
			}
			if h := naturalHeight(figure); h != 0 {
				t.Errorf("height %v", h)
			}
		})
	}
}

func TestDecadeAxis(t *testing.T) {
	for _, test := range []struct {
		name            string
		language        report.Language
		lowest, highest float64
		want            string
	}{
		{"English", report.English, 1, 1e6, "1 10 100 1,000 10,000 100,000 1M"},
		{"Japanese", report.Japanese, 1, 1e8, "1 10 100 1,000 1万 10万 100万 1,000万 1億"},
		{"within a decade", report.English, 200, 300, "100 1,000"},
		{"one value", report.English, 1, 1, "1 10"},
		{"below one", report.English, 0, 0.5, "1 10"},
		{"no value", report.English, math.Inf(1), 1, "100B 1T"},
		{"beyond the labels", report.English, 1e11, 1e30, "100B 1T"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := newPen(&sheet{}, words(t, test.language))
			if err != nil {
				t.Fatal(err)
			}
			var labels []string
			for _, tick := range p.decadeAxis(test.lowest, test.highest).ticks {
				labels = append(labels, tick.label)
			}
			if got := strings.Join(labels, " "); got != test.want {
				t.Errorf("decades %q, want %q", got, test.want)
			}
		})
	}
}

func TestRoundStep(t *testing.T) {
	for _, test := range []struct{ wanted, want float64 }{
		{0, 1}, {0.3, 1}, {1, 1}, {1.2, 2}, {2.5, 5}, {5, 5}, {7, 10}, {10, 10}, {120, 200}, {math.NaN(), 1}, {math.Inf(1), 1},
	} {
		if got := roundStep(test.wanted); got != test.want {
			t.Errorf("roundStep(%v) = %v, want %v", test.wanted, got, test.want)
		}
	}
}

func TestAxisKeepsValuesWithinItsEnds(t *testing.T) {
	a := axis{low: 1, high: 1000, warp: math.Log10}.spanning(100, 400)
	for _, test := range []struct{ value, want float64 }{
		{1, 100}, {10, 200}, {1000, 400}, {0, 100}, {-5, 100}, {1e9, 400}, {math.Inf(1), 400}, {math.NaN(), 100},
	} {
		if got := a.at(test.value); math.Abs(got-test.want) > 1e-9 {
			t.Errorf("at(%v) = %v, want %v", test.value, got, test.want)
		}
	}
}

func TestWordsOfBothLanguagesAreComplete(t *testing.T) {
	for _, language := range []report.Language{report.English, report.Japanese} {
		drawn, durations, err := wordsOf(language)
		if err != nil {
			t.Fatal(err)
		}
		if len(drawn.Months) != 12 || len(drawn.Decades) != 13 || len(durations) < 8 {
			t.Errorf("%s: %d months, %d decades, %d durations", language, len(drawn.Months), len(drawn.Decades), len(durations))
		}
		for _, text := range strings.Split(fmt.Sprintf("%q", drawn), " ") {
			if text == `""` {
				t.Errorf("%s: a word is missing in %+v", language, drawn)
			}
		}
		for _, tick := range durations {
			if tick.label == "" {
				t.Errorf("%s: the tick at %v days has no label", language, tick.at)
			}
		}
	}
}
