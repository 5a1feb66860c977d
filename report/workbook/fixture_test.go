package workbook

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

// speech is the words of a fixture in one language.
func speech(t testing.TB, language report.Language) *report.Words {
	t.Helper()
	words, err := report.LoadWords(language)
	if err != nil {
		t.Fatal(err)
	}
	return words
}

var june = analysis.NewMonth(2022, time.June)

// rows are made-up incidents: enough of them to count, with what is hard in
// each.
type fixtureRow struct {
	organization, vector, narrow, size string
	month                              analysis.Month
	low, high                          float64
	open, first                        bool
}

const longName = "独立行政法人情報セキュリティ総合研究開発推進機構附属先端的個人情報保護技術評価センター東日本分室データ管理課第三係および関連する委託先事業者連絡協議会事務局臨時対応チーム（仮称）・共同利用者一覧管理担当"

func fixtureRows(n int) []fixtureRow {
	vectors := []string{"ランサムウェア", "誤送信", "設定不備", "紛失"}
	var rows []fixtureRow
	for i := range n {
		row := fixtureRow{
			organization: fmt.Sprintf("組織%03d", i), vector: vectors[i%len(vectors)], narrow: []string{"はい", "いいえ", "不明"}[i%3],
			month: june - analysis.Month(i%24), low: math.Pow(10, float64(i%10)), first: i%5 != 4,
		}
		row.high, row.open = row.low, i%7 == 0
		row.size = fmt.Sprintf("%.0f人", row.low)
		if row.open {
			row.size += "以上"
		}
		if i == 3 {
			row.organization = longName
		}
		rows = append(rows, row)
	}
	return rows
}

func word(s string) report.Cell   { return report.Cell{Kind: report.Text, Text: s} }
func count(n float64) report.Cell { return report.Cell{Kind: report.Count, Value: n} }

func monthValue(m analysis.Month) float64 { return float64(m.Year()*100 + int(m.Of())) }

func fixtureListing(rows []fixtureRow) *report.Listing {
	l := &report.Listing{Len: len(rows), Columns: []report.ListingColumn{
		{Key: "line", Title: "行", Kind: report.Count, Cells: 6, Group: "source"},
		{Key: "organization", Title: "組織", Kind: report.Text, Cells: 28, Group: "source"},
		{Key: "disclosed", Title: "公表日", Kind: report.DateKind, Cells: 12, Group: "source"},
		{Key: "source_url", Title: "URL", Kind: report.Text, Cells: 30, Group: "source"},
		{Key: "event_month", Title: "月", Kind: report.Count, Cells: 9, Group: "derived"},
		{Key: "first_of_event", Title: "事案の先頭", Kind: report.Count, Cells: 9, Group: "derived"},
		{Key: "vector", Title: "原因", Kind: report.Text, Cells: 18, Group: "derived"},
		{Key: "narrow", Title: "委託先起因", Kind: report.Text, Cells: 10, Group: "derived"},
		{Key: "size_low", Title: "下限", Kind: report.Count, Cells: 12, Group: "derived"},
		{Key: "size_high", Title: "上限", Kind: report.Count, Cells: 12, Group: "derived"},
	}}
	l.Rank = func(i int) int { return int(rows[i].month) }
	l.Rows = listRows(rows)
	return l
}

func listRows(rows []fixtureRow) iter.Seq2[int, []report.Cell] {
	return func(yield func(int, []report.Cell) bool) {
		cells := make([]report.Cell, 10)
		for i, row := range rows {
			high := count(row.high)
			if row.open {
				high.Reason = "none"
			}
			first := 0.0
			if row.first {
				first = 1
			}
			address := "https://example.org/incident/" + fmt.Sprint(i)
			day := row.month.First() + analysis.Day(i%28)
			copy(cells, []report.Cell{count(float64(i + 2)), word(row.organization),
				{Kind: report.DateKind, Date: analysis.DateOf(day)},
				{Kind: report.Text, Text: address, Link: report.Link{URL: address}},
				count(monthValue(row.month)), count(first), word(row.vector), word(row.narrow), count(row.low), high})
			if !yield(i, cells) {
				return
			}
		}
	}
}

func equal(column, word string) report.Condition {
	return report.Condition{Column: column, Text: word, IsText: true}
}

func when(column string, op report.Op, n float64) report.Condition {
	return report.Condition{Column: column, Op: op, Number: n}
}

// inMonths counts the events of some months.
func inMonths(first, last analysis.Month, where ...report.Condition) *report.Query {
	return &report.Query{Where: append([]report.Condition{when("first_of_event", report.Equal, 1),
		when("event_month", report.AtLeast, monthValue(first)), when("event_month", report.AtMost, monthValue(last))}, where...)}
}

// answer counts a query over the rows, as the program would.
func answer(rows []fixtureRow, q *report.Query) float64 {
	total := 0.0
	for _, row := range rows {
		if matches(row, q.Where) {
			switch q.Sum {
			case "":
				total++
			case "size_low":
				total += row.low
			}
		}
	}
	if q.Minus != nil {
		total -= answer(rows, q.Minus)
	}
	if q.Divide != nil {
		total /= answer(rows, q.Divide)
	}
	return total
}

func matches(row fixtureRow, where []report.Condition) bool {
	return !slices.ContainsFunc(where, func(c report.Condition) bool {
		if c.IsText {
			return (row.word(c.Column) == c.Text) != (c.Op == report.Equal)
		}
		n := row.number(c.Column)
		switch c.Op {
		case report.AtLeast:
			return n < c.Number
		case report.AtMost:
			return n > c.Number
		case report.Over:
			return n <= c.Number
		}
		return (n == c.Number) != (c.Op == report.Equal)
	})
}

func (r fixtureRow) word(column string) string {
	switch column {
	case "vector":
		return r.vector
	case "narrow":
		return r.narrow
	}
	return r.organization
}

func (r fixtureRow) number(column string) float64 {
	switch column {
	case "event_month":
		return monthValue(r.month)
	case "size_low":
		return r.low
	}
	return float64(boolNumber(r.first))
}

// fixture is a document with every kind of block, figure and cell.
func fixture(t testing.TB, language report.Language, n int) *report.Document {
	t.Helper()
	rows := fixtureRows(n)
	words := speech(t, language)
	d := &report.Document{
		Language: language, Words: words, Title: "情報セキュリティインシデント月次報告書", Period: "2022年6月", PeriodLabel: "2022-06",
		Organization: "セキュリティ統括室", Marking: "社外秘", AsOf: "2022年7月5日現在", AsOfDay: analysis.NewDay(2022, 7, 5),
		Footer: "breachbrief 1.0, japan.csv", Subject: "2022年6月", Keywords: "情報漏えい", Listing: fixtureListing(rows),
	}
	if language == report.English {
		d.Title, d.Period, d.Marking, d.AsOf = "Monthly security incident report", "June 2022", "Internal use only", "Data as of 5 July 2022"
	}
	f := fixtureMaker{rows: rows}
	d.Sections = []report.Section{
		{ID: "summary", Title: "要旨", Sheet: "要旨", Blocks: f.summary()},
		{ID: "events", Title: "当月の発生事案", Sheet: "発生事案", Blocks: []report.Block{f.events()}},
		{ID: "trend", Title: "推移", Sheet: "推移", Blocks: []report.Block{f.months(), f.trend()}},
		{ID: "vectors", Title: "原因別", Sheet: "原因別", Blocks: []report.Block{f.bars(4), f.vectors()}},
		{ID: "sizes", Title: "規模", Sheet: "規模", Blocks: []report.Block{f.sizes(), f.curve()}},
		{ID: "suppliers", Title: "委託先起因", Sheet: "委託先", Blocks: []report.Block{f.shares(), f.bars(40)}},
		{ID: "timeliness", Title: "公表までの日数", Sheet: "日数", Blocks: []report.Block{f.delays()}},
		{ID: "incidents", Title: "インシデント一覧", Sheet: "インシデント一覧", Blocks: []report.Block{report.Paragraph{Text: "入力の全行です。"}}},
		{ID: "quality", Title: "データ品質", Sheet: "データ品質", Blocks: []report.Block{
			report.Table{ID: "problems", Columns: []report.Column{{Title: "ファイル"}, {Title: "行", Kind: report.Count}}, Empty: "問題はありません。"}}},
		{ID: "major", Title: "主要事案", Briefing: true},
	}
	return d
}

type fixtureMaker struct{ rows []fixtureRow }

func (f fixtureMaker) live(c report.Cell, q *report.Query) report.Cell {
	c.Live, c.Value = q, answer(f.rows, q)
	if math.IsNaN(c.Value) || math.IsInf(c.Value, 0) {
		c.Live, c.Reason = nil, "too_few"
	}
	return c
}

func (f fixtureMaker) summary() []report.Block {
	now, before := inMonths(june, june), inMonths(june-1, june-1)
	change := *now
	change.Minus = before
	share := *inMonths(june, june, equal("narrow", "はい"))
	share.Divide = inMonths(june, june)
	sum := *inMonths(june-11, june)
	sum.Sum = "size_low"
	difference := f.live(report.Cell{Kind: report.ChangeKind, HasInterval: true}, &change)
	difference.Low = answer(f.rows, now)/answer(f.rows, before) - 1
	return []report.Block{
		report.Paragraph{Role: report.Lead, Text: "6月の事案は5件で、前月より1件増えました。漏えい規模が分かっているのは4件、合わせて少なくとも123万4,567人分です。"},
		report.Paragraph{Role: report.Warning, Text: "2件は規模が分かっていません。0として数えてはいません。" + strings.Repeat("続報により数値が変わることがあります。", 6)},
		report.List{Items: []string{"一つ目の事項", "二つ目の事項"}},
		report.Table{ID: "key_figures", Title: "主な数値", Unit: "（件）", Columns: []report.Column{{Title: "項目", Wide: true},
			{Title: "2022年6月", Kind: report.Count}, {Title: "前月比", Kind: report.ChangeKind}, {Title: "割合", Kind: report.ShareKind},
			{Title: "規模の合計", Kind: report.SizeKind}, {Title: "差", Kind: report.PointsKind}, {Title: "p値", Kind: report.PValueKind}},
			Rows: []report.Row{
				{Strong: true, Cells: []report.Cell{{Text: "事案", Link: report.Link{Section: "events"}}, f.live(count(0), now), difference,
					f.live(report.Cell{Kind: report.ShareKind, HasInterval: true, Low: 0.101, High: 0.434}, &share),
					f.live(report.Cell{Kind: report.SizeKind}, &sum), {Kind: report.PointsKind, Value: 0.031}, {Kind: report.PValueKind, Value: 0.0004}}},
				{Muted: true, Cells: []report.Cell{word("不明"), count(2), {Kind: report.ChangeKind, Reason: "no_base"}, {Kind: report.ShareKind, Reason: "too_few"},
					{Kind: report.SizeKind, Reason: "unknown"}, {Kind: report.PointsKind, Reason: "not_applicable"}, {Kind: report.PValueKind, Value: 0.5}}},
			}, Notes: []string{"構成比は、不明を除いて計算しています。"}},
		f.months(), f.bars(6), f.sizes(), f.shares(),
		report.Paragraph{Place: report.BriefingOnly, Text: "印刷だけの段落"},
	}
}

func (f fixtureMaker) events() report.Table {
	t := report.Table{ID: "events", Columns: []report.Column{{Title: "公表日", Kind: report.DateKind}, {Title: "組織", Wide: true}, {Title: "原因"},
		{Title: "規模", Kind: report.SizeKind}, {Title: "月", Kind: report.MonthKind}, {Title: "日数", Kind: report.DaysKind}}}
	for i, row := range f.rows[:min(len(f.rows), 24)] {
		size := report.Cell{Kind: report.SizeKind, Text: row.size, Value: row.low, Low: row.low, High: row.high, HasInterval: true, OpenHigh: row.open}
		if i%6 == 5 {
			size = report.Cell{Kind: report.SizeKind, Reason: "unknown"}
		}
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{
			{Kind: report.DateKind, Date: analysis.DateOf(row.month.First() + 9)},
			{Text: row.organization, Link: report.Link{Row: i + 1}}, word(row.vector), size,
			{Kind: report.MonthKind, Month: row.month}, {Kind: report.DaysKind, Value: float64(i) * 1.5}}})
	}
	return t
}

func (f fixtureMaker) months() *report.Figure {
	p := &report.MonthsPlot{Series: "事案", Comparison: "前年同月"}
	for i := range 13 {
		m := june - 12 + analysis.Month(i)
		last := 3 + i%4
		p.Months = append(p.Months, report.MonthColumn{Month: m, Value: 2 + i%5, LastYear: &last, Current: m == june, Unfinished: i == 11,
			HasRange: i == 12, Low: 1, High: 6})
	}
	return &report.Figure{ID: "months", Title: "6月は前年同月を上回った", Unit: "（件）", Caption: "出典：japan.csv、2022年7月5日現在", Alt: "月別の事案数", Months: p}
}

func (f fixtureMaker) trend() report.Table {
	t := report.Table{ID: "trend", Title: "月別", Shaded: true, Columns: []report.Column{{Title: "月", Kind: report.MonthKind}, {Title: "事案", Kind: report.Count},
		{Title: "委託先起因", Kind: report.Count}, {Title: "構成比", Kind: report.ShareKind}}}
	for i := range 24 {
		m := june - 23 + analysis.Month(i)
		share := *inMonths(m, m, equal("narrow", "はい"))
		share.Divide = inMonths(m, m)
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{{Kind: report.MonthKind, Month: m}, f.live(count(0), inMonths(m, m)),
			f.live(count(0), inMonths(m, m, equal("narrow", "はい"))), f.live(report.Cell{Kind: report.ShareKind}, &share)}})
	}
	return t
}

func (f fixtureMaker) vectors() report.Table {
	t := report.Table{ID: "vectors", Columns: []report.Column{{Title: "原因", Wide: true}, {Title: "事案", Kind: report.Count}, {Title: "構成比", Kind: report.ShareKind}}}
	for _, vector := range []string{"ランサムウェア", "誤送信", "設定不備", "紛失", `"引用" * ? ~`} {
		share := *inMonths(june-23, june, equal("vector", vector))
		share.Divide = inMonths(june-23, june)
		t.Rows = append(t.Rows, report.Row{Cells: []report.Cell{word(vector), f.live(count(0), inMonths(june-23, june, equal("vector", vector))),
			f.live(report.Cell{Kind: report.ShareKind, HasInterval: true, Low: 0.1, High: 0.5}, &share)}})
	}
	return t
}

func (f fixtureMaker) bars(n int) *report.Figure {
	p := &report.BarsPlot{Percent: true}
	for i := range n {
		v := 1 / float64(i+2)
		p.Bars = append(p.Bars, report.Bar{Label: fmt.Sprintf("項目%d 認証情報の悪用", i+1), Value: v, Low: v * 0.6, High: v * 1.5, HasInterval: true,
			Note: fmt.Sprintf("%d / 22", n-i), Strong: i == 0, Muted: i == n-1})
	}
	return &report.Figure{ID: fmt.Sprint("bars", n), Title: "認証情報の悪用が最も多い", Unit: "（構成比、95%区間）", Caption: "n = 22、不明 2", Alt: "原因別の構成比", Bars: p}
}

func (f fixtureMaker) sizes() *report.Figure {
	p := &report.SizesPlot{Thresholds: []report.Threshold{{At: 1000, Label: "1,000人"}}}
	for i := range 10 {
		v := math.Pow(10, float64(9-i))
		p.Dots = append(p.Dots, report.SizeDot{Label: f.rows[i%len(f.rows)].organization, Text: fmt.Sprintf("約%.0f人", v), Written: v, Low: v * 0.8, High: v * 1.4,
			Open: i%4 == 1, Ceiling: i%4 == 2})
	}
	return &report.Figure{ID: "sizes", Title: "最大の事案は10億人分", Unit: "（人、対数目盛）", Caption: "n = 10", Alt: "規模", Sizes: p}
}

func (f fixtureMaker) shares() *report.Figure {
	p := &report.SharesPlot{Yes: "委託先起因", No: "それ以外", Unknown: "不明"}
	for i := range 6 {
		p.Columns = append(p.Columns, report.ShareColumn{Month: june - 5 + analysis.Month(i), Yes: i, No: 5, Unknown: 2, Share: float64(i) / float64(i+5), Low: 0.1, High: 0.6, HasShare: true})
	}
	return &report.Figure{ID: "shares", Title: "委託先起因は4割", Unit: "（構成比）", Caption: "数字は件数", Alt: "委託先起因の割合", Shares: p}
}

func (f fixtureMaker) curve() *report.Figure {
	p := &report.CurvePlot{Marks: []report.Threshold{{At: 1000, Label: "1,000人"}, {At: 50000, Label: "5万人"}}}
	for i := range 9 {
		p.Steps = append(p.Steps, report.CurvePoint{Size: math.Pow(10, float64(i)*0.7+1), Chance: 1 - float64(i+1)/10})
	}
	for i := range 40 {
		c := 1 - float64(i)/40
		p.Fitted = append(p.Fitted, report.CurvePoint{Size: math.Pow(10, float64(i)*0.17), Chance: c, Low: max(c-0.12, 0), High: min(c+0.1, 1)})
	}
	return &report.Figure{ID: "curve", Title: "1,000人を超える事案は約半数", Unit: "（超過の割合）", Caption: "n = 9", Alt: "規模の超過確率", Curve: p}
}

func (f fixtureMaker) delays() *report.Figure {
	median := 21.0
	p := &report.DelaysPlot{Thresholds: []report.Threshold{{At: 5, Label: "5日"}, {At: 30, Label: "30日"}}, Groups: []report.DelayGroup{
		{Label: "発覚から公表まで", Days: []int{0, 0, 1, 3, 3, 3, 8, 21, 30, 45, 60, 200}, Median: &median},
		{Label: "発生から発覚まで", Days: []int{0, 2, 5, 40, 365}}}}
	return &report.Figure{ID: "delays", Title: "公表まで中央値21日", Unit: "（日、対数目盛）", Caption: "n = 12", Alt: "日数", Delays: p}
}
