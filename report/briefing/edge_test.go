package briefing

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/breachbrief/breachbrief/report"
)

// edges returns the documents that strain the layout, by name.
func (f fixture) edges(t testing.TB) map[string]*report.Document {
	return map[string]*report.Document{
		"empty_month":   f.document(t, f.emptyMonth()...),
		"one_event":     f.document(t, f.oneEvent()...),
		"long_names":    f.document(t, f.longNames()...),
		"suppliers_40":  f.document(t, f.manySuppliers()...),
		"wide_sizes":    f.document(t, f.wideSizes()...),
		"all_unknown":   f.document(t, f.allUnknown()...),
		"nothing":       f.document(t),
		"many_columns":  f.document(t, f.manyColumns()...),
		"endless_words": f.document(t, f.endlessWords()...),
	}
}

func briefed(id, title string, blocks ...report.Block) report.Section {
	return report.Section{ID: id, Title: title, Briefing: true, Blocks: blocks}
}

func (f fixture) emptyMonth() []report.Section {
	figure := f.months()
	for i := range figure.Months.Months {
		figure.Months.Months[i] = report.MonthColumn{Month: figure.Months.Months[i].Month, Current: i == 12}
	}
	return []report.Section{briefed("summary", f.say("Summary", "要旨"),
		report.Paragraph{Role: report.Lead, Text: f.say("No event was disclosed in the month.", "当月の該当事案はありません。")}, figure)}
}

func (f fixture) oneEvent() []report.Section {
	bars, dots, shares, delays, curve := f.bars(), f.dots(), f.shares(), f.delays(), f.curve()
	bars.Bars.Bars = bars.Bars.Bars[:1]
	dots.Sizes.Dots = dots.Sizes.Dots[5:]
	shares.Shares.Columns = shares.Shares.Columns[:1]
	delays.Delays.Groups = []report.DelayGroup{{Label: f.say("All", "全体"), Days: []int{3}}}
	curve.Curve.Steps, curve.Curve.Fitted = curve.Curve.Steps[:1], nil
	table := report.Table{Title: f.say("The event", "事案"), Columns: []report.Column{{Title: "A"}, {Title: "B", Kind: report.Count}},
		Rows: []report.Row{{Cells: []report.Cell{text("x"), count(1)}}}}
	return []report.Section{briefed("summary", f.say("Summary", "要旨"), table), briefed("figures", f.say("Figures", "図"), bars, dots, shares, delays, curve)}
}

func (f fixture) longNames() []report.Section {
	name := strings.Repeat(f.say("International Organisation for Long Names ", "国際的に長い名称を研究する独立行政法人"), 6)[:f.length(100)]
	joined := strings.ReplaceAll(name, " ", "")
	bars, dots := f.bars(), f.dots()
	var rows []report.Row
	for i := range bars.Bars.Bars {
		bars.Bars.Bars[i].Label = name
		dots.Sizes.Dots[i].Label = joined
		rows = append(rows, report.Row{Cells: []report.Cell{day(2022, time.June, 1+i), text(name), text(joined), count(1234567)}})
	}
	dots.Sizes.Dots[0].Text = strings.Repeat(f.say("about 186,000 ", "約18万6千件"), 5)
	table := report.Table{Title: name, Unit: name[:f.length(20)], Columns: []report.Column{
		{Title: f.say("Disclosed", "公表日"), Kind: report.DateKind}, {Title: f.say("Organisation", "組織")}, {Title: joined}, {Title: f.say("Persons", "人数"), Kind: report.Count}}, Rows: rows}
	return []report.Section{briefed("summary", name, report.Paragraph{Text: joined}, table), briefed("b", name, bars, dots)}
}

// length returns how many bytes n characters of the language take.
func (f fixture) length(n int) int {
	if f.language == report.Japanese {
		return 3 * n
	}
	return n
}

func (f fixture) manySuppliers() []report.Section {
	bars := f.bars()
	bars.Bars.Percent, bars.Bars.Bars = false, nil
	var rows []report.Row
	for i := range 40 {
		name := fmt.Sprintf(f.say("Supplier No. %d Systems", "第%d情報システム株式会社"), i+1)
		bars.Bars.Bars = append(bars.Bars.Bars, report.Bar{Label: name, Value: float64(60 - i), Note: fmt.Sprint(i)})
		rows = append(rows, report.Row{Cells: []report.Cell{text(name), count(float64(60 - i)), share(float64(60-i) / 1620)}})
	}
	table := report.Table{Title: f.say("Suppliers", "委託先"), Columns: []report.Column{{Title: f.say("Supplier", "委託先"), Wide: true}, {Title: f.say("Organisations", "組織数"), Kind: report.Count}, {Title: f.say("Share", "割合"), Kind: report.ShareKind}}, Rows: rows}
	return []report.Section{briefed("summary", f.say("Summary", "要旨"), table), briefed("suppliers", f.say("Suppliers", "委託先"), bars)}
}

func (f fixture) wideSizes() []report.Section {
	dots := f.dots()
	dots.Sizes.Dots = nil
	for i := range 10 {
		size := math.Pow10(9 - i)
		dots.Sizes.Dots = append(dots.Sizes.Dots, report.SizeDot{Label: f.say("Organisation", "組織"), Text: fmt.Sprintf("%.0f", size), Written: size, Low: size / 2, High: size * 2, Open: i == 0, Ceiling: i == 9})
	}
	months := f.months()
	for i := range months.Months.Months {
		months.Months.Months[i].Value = int(math.Pow10(i % 10))
		months.Months.Months[i].HasRange = false
	}
	return []report.Section{briefed("summary", f.say("Summary", "要旨"), dots, months)}
}

func (f fixture) allUnknown() []report.Section {
	shares, bars := f.shares(), f.bars()
	for i := range shares.Shares.Columns {
		shares.Shares.Columns[i] = report.ShareColumn{Month: shares.Shares.Columns[i].Month, Unknown: 5}
	}
	bars.Bars.Bars = []report.Bar{{Label: f.say("Unknown", "不明"), Value: 1, Note: "22 / 22", Muted: true}}
	heat := f.heat()
	heat.Heat.Values = nil
	table := report.Table{Title: f.say("Sizes", "規模"), Columns: []report.Column{{Title: f.say("Organisation", "組織"), Wide: true}, {Title: f.say("Size", "規模"), Kind: report.SizeKind}},
		Rows: []report.Row{{Cells: []report.Cell{text("A"), without(report.SizeKind, "unknown_only")}}, {Cells: []report.Cell{text("B"), without(report.SizeKind, "too_few")}}}}
	return []report.Section{briefed("summary", f.say("Summary", "要旨"), table, shares, bars, heat)}
}

func (f fixture) manyColumns() []report.Section {
	table := report.Table{Title: f.say("Too many columns", "列の多い表")}
	row := report.Row{}
	for i := range 18 {
		table.Columns = append(table.Columns, report.Column{Title: f.say("Unauthorised", "不正アクセス件数"), Kind: report.Count})
		row.Cells = append(row.Cells, count(float64(1234567*i)))
	}
	table.Rows = []report.Row{row, row, {Cells: row.Cells[:3]}}
	return []report.Section{briefed("summary", f.say("Summary", "要旨"), table)}
}

func (f fixture) endlessWords() []report.Section {
	word := strings.Repeat("x", 3000)
	long := strings.Repeat(f.say("word and ", "長い文章。"), 900)
	row := report.Row{Cells: []report.Cell{text(long), text(word)}}
	return []report.Section{briefed("summary", word[:200], report.Paragraph{Text: word, Role: report.Heading},
		report.Paragraph{Text: long, Role: report.Warning}, report.List{Items: []string{word, "", long}},
		report.Table{Title: long[:300], Columns: []report.Column{{Title: word[:300]}, {Title: "B"}}, Rows: []report.Row{row, row}, Notes: []string{word}},
		report.Paragraph{Text: "line\n\nbreaks\r\nkept"})}
}

func TestEdges(t *testing.T) {
	for _, language := range languages {
		f := fixture{language}
		for name, document := range f.edges(t) {
			t.Run(string(language)+"/"+name, func(t *testing.T) {
				if len(write(t, document)) == 0 {
					t.Error("nothing written")
				}
			})
		}
	}
}
