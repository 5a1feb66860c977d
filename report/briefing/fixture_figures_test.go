package briefing

import (
	"math"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

func (f fixture) figure(id, english, japanese string) *report.Figure {
	return &report.Figure{
		ID: id, Title: f.say(english, japanese), Unit: f.say("Events", "（件）"),
		Caption: f.say("n = 62 events, 9 unknown. Source: japan.csv. As of 5 July 2022.", "n＝62件、うち不明9件。出典：japan.csv。基準日：2022年7月5日。"),
		Alt:     f.say("What the drawing shows.", "図の説明。"),
	}
}

func (f fixture) monthColumns(n int) *report.MonthsPlot {
	plot := &report.MonthsPlot{Series: f.say("Events", "事案数"), Comparison: f.say("Same month a year before", "前年同月")}
	values := []int{4, 6, 3, 0, 5, 9, 4, 2, 6, 5, 14, 4, 7, 3, 1}
	for i := range n {
		last := values[(i+4)%len(values)]
		column := report.MonthColumn{Month: analysis.NewMonth(2022, time.June) - analysis.Month(n-1-i), Value: values[i%len(values)],
			LastYear: &last, Low: 2, High: 8, HasRange: i > 2, Unusual: values[i%len(values)] > 9}
		if i < n/6 {
			column.LastYear = nil
		}
		plot.Months = append(plot.Months, column)
	}
	plot.Months[0].NoData = n > 14
	plot.Months[n-1].Current = true
	plot.Months[n-1].Unfinished = true
	plot.Months[n-2].Unfinished = true
	return plot
}

func (f fixture) months() *report.Figure {
	figure := f.figure("months", "Events are within the usual range", "事案数は平常の範囲にある")
	figure.Months = f.monthColumns(13)
	return figure
}

func (f fixture) monthsLong() *report.Figure {
	figure := f.figure("months_long", "Two years of events", "2年間の推移")
	figure.Months = f.monthColumns(25)
	return figure
}

func (f fixture) bars() *report.Figure {
	figure := f.figure("vectors", "Unauthorised access leads, but not beyond chance", "不正アクセスが最も多いが、差は偶然の範囲にある")
	figure.Unit = f.say("Share of events", "事案に占める割合")
	figure.Bars = &report.BarsPlot{Percent: true, Bars: []report.Bar{
		{Label: f.say("Unauthorised access", "不正アクセス"), Value: 0.364, Low: 0.196, High: 0.570, HasInterval: true, Note: "8 / 22", Strong: true},
		{Label: f.say("Misdirected e-mail or fax", "誤送信"), Value: 0.227, Low: 0.101, High: 0.434, HasInterval: true, Note: "5 / 22"},
		{Label: f.say("Loss, leaving behind", "紛失・置き忘れ"), Value: 0.182, Low: 0.073, High: 0.385, HasInterval: true, Note: "4 / 22"},
		{Label: f.say("Misconfiguration of a cloud service or of access rights", "クラウドサービスの設定不備・アクセス権限の誤り"), Value: 0.091, Low: 0.025, High: 0.278, HasInterval: true, Note: "2 / 22"},
		{Label: f.say("Insider misuse", "内部不正"), Value: 0.045, Low: 0.008, High: 0.218, HasInterval: true, Note: "1 / 22"},
		{Label: f.say("Unknown", "不明"), Value: 0.091, Note: "2 / 22", Muted: true},
	}}
	return figure
}

func (f fixture) heat() *report.Figure {
	figure := f.figure("heat", "Causes by month", "原因別の月次件数")
	heat := &report.HeatPlot{Rows: []string{f.say("Unauthorised access", "不正アクセス"), f.say("Misdirected mail", "誤送信"), f.say("Loss", "紛失・置き忘れ"), f.say("Unknown", "不明")}}
	for j := range 13 {
		heat.Columns = append(heat.Columns, analysis.NewMonth(2021, time.June)+analysis.Month(j))
	}
	for i := range heat.Rows {
		row := make([]int, 13)
		for j := range row {
			row[j] = (i*7 + j*j*3) % (9 - 2*i)
		}
		heat.Values = append(heat.Values, row)
	}
	figure.Heat = heat
	return figure
}

func (f fixture) dots() *report.Figure {
	figure := f.figure("sizes", "One event outweighs all others", "1件が他のすべてを上回る")
	figure.Unit = f.say("Persons, logarithmic", "（人、対数目盛）")
	figure.Sizes = &report.SizesPlot{
		Dots: []report.SizeDot{
			{Label: f.say("Example City", "例示市"), Text: f.say("465,177", "46万5,177人"), Written: 465177, Low: 465177, High: 465177},
			{Label: f.say("Example Prefecture and 30 others", "例示県ほか30団体"), Text: f.say("about 186,000", "約18万6千件"), Written: 186000, Low: 181000, High: 191000},
			{Label: f.say("Example Holdings", "例示ホールディングス"), Text: f.say("at least 200,000", "20万件以上"), Written: 200000, Low: 200000, High: math.Inf(1), Open: true},
			{Label: f.say("Example Hospital", "例示病院"), Text: f.say("at most 2,110", "最大2,110人"), Written: 2110, Low: 0, High: 2110, Ceiling: true},
			{Label: f.say("Example Shop", "例示商店"), Text: f.say("several hundred", "数百件"), Written: 500, Low: 200, High: 900},
			{Label: f.say("Example School", "例示学校"), Text: "1", Written: 1, Low: 1, High: 1},
		},
		Thresholds: []report.Threshold{{At: 100, Label: f.say("100: public bodies", "100人（行政機関等）")}, {At: 1000, Label: f.say("1,000: businesses", "1,000人（事業者）")}},
	}
	return figure
}

func (f fixture) curve() *report.Figure {
	figure := f.figure("exceedance", "One event in ten passes 100,000 persons", "10件に1件は10万人を超える")
	figure.Unit = f.say("Share of events over the size", "その規模を超える事案の割合")
	curve := &report.CurvePlot{Marks: []report.Threshold{{At: 1000, Label: f.say("1,000 persons", "1,000人")}, {At: 100000, Label: f.say("100,000", "10万人")}}}
	for i := range 30 {
		curve.Steps = append(curve.Steps, report.CurvePoint{Size: math.Pow(10, 0.2*float64(i)), Chance: 1 - float64(i)/30})
	}
	for i := range 60 {
		z := 0.1 * float64(i)
		chance := 0.5 * math.Erfc((z-3)/2)
		curve.Fitted = append(curve.Fitted, report.CurvePoint{Size: math.Pow(10, z), Chance: chance, Low: max(0, chance-0.08), High: min(1, chance+0.08)})
	}
	figure.Curve = curve
	return figure
}

func (f fixture) shares() *report.Figure {
	figure := f.figure("supplier_share", "The share caused by suppliers moves within its intervals", "委託先起因の割合は信頼区間の範囲で動いている")
	plot := &report.SharesPlot{Yes: f.say("caused by a supplier", "委託先起因"), No: f.say("not", "それ以外"), Unknown: f.say("unknown", "不明")}
	for i := range 13 {
		yes, no := i%3, 2+i%4
		month := analysis.NewMonth(2021, time.June) + analysis.Month(i)
		share := float64(yes) / float64(yes+no)
		plot.Columns = append(plot.Columns, report.ShareColumn{Month: month, Current: i == 12, Yes: yes, No: no, Unknown: i % 2,
			Share: share, Low: share / 2, High: min(1, share+0.3), HasShare: yes+no >= 4})
	}
	figure.Shares = plot
	return figure
}

func (f fixture) delays() *report.Figure {
	figure := f.figure("delays", "Half of the events were disclosed within two weeks", "半数は2週間以内に公表された")
	figure.Unit = f.say("Days from discovery to disclosure", "発覚から公表までの日数")
	median := 12.5
	figure.Delays = &report.DelaysPlot{
		Groups: []report.DelayGroup{
			{Label: f.say("Attacks", "攻撃"), Days: []int{0, 1, 1, 1, 3, 5, 8, 12, 13, 13, 14, 30, 61, 240, 900}, Median: &median},
			{Label: f.say("Mistakes", "過失"), Days: []int{0, 0, 0, 1, 2, 2, 5, 9}},
		},
		Thresholds: []report.Threshold{{At: 5, Label: f.say("5 days (reference)", "5日（参考）")}, {At: 30, Label: f.say("30 days", "30日（参考）")}, {At: 60, Label: f.say("60 days", "60日（参考）")}},
	}
	return figure
}
