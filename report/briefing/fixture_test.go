package briefing

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/breachbrief/breachbrief/analysis"
	"github.com/breachbrief/breachbrief/report"
)

// fixture builds documents that hold every kind of block, cell and figure.
type fixture struct {
	language report.Language
}

// say returns the text of the fixture's language.
func (f fixture) say(english, japanese string) string {
	if f.language == report.Japanese {
		return japanese
	}
	return english
}

func (f fixture) document(t testing.TB, sections ...report.Section) *report.Document {
	t.Helper()
	words, err := report.LoadWords(f.language)
	if err != nil {
		t.Fatal(err)
	}
	return &report.Document{
		Language:     f.language,
		Words:        words,
		Title:        f.say("Monthly security incident report", "情報セキュリティインシデント月次報告書"),
		Period:       f.say("June 2022", "2022年6月度"),
		PeriodLabel:  "2022-06",
		Organization: f.say("Example Holdings, Information Security Office", "例示ホールディングス株式会社　情報セキュリティ統括室"),
		Marking:      f.say("Internal use only", "社外秘"),
		AsOf:         f.say("Data as of 5 July 2022", "データ基準日：2022年7月5日"),
		AsOfDay:      analysis.NewDay(2022, time.July, 5),
		Footer:       f.say("breachbrief 1.0.0 · japan.csv (62 rows)", "breachbrief 1.0.0・japan.csv（62行）"),
		Subject:      f.say("Security incidents, June 2022", "2022年6月のインシデント"),
		Keywords:     "security, incidents",
		Sections:     sections,
	}
}

// full returns a document with all kinds of content.
func (f fixture) full(t testing.TB) *report.Document {
	t.Helper()
	return f.document(t, f.summary(), f.events(), f.trend(), f.vectors(), f.sizes(), f.suppliers(),
		f.timeliness(), f.major(), f.quality(), f.glossary(),
		report.Section{ID: "incidents", Title: "Incidents", Sheet: "Incidents",
			Blocks: []report.Block{report.Paragraph{Text: "only in the workbook"}}})
}

func text(s string) report.Cell { return report.Cell{Text: s} }
func count(n float64) report.Cell {
	return report.Cell{Kind: report.Count, Value: n}
}
func share(v float64) report.Cell { return report.Cell{Kind: report.ShareKind, Value: v} }
func change(n float64) report.Cell {
	return report.Cell{Kind: report.ChangeKind, Value: n}
}
func points(v float64) report.Cell { return report.Cell{Kind: report.PointsKind, Value: v} }
func day(year int, month time.Month, day int) report.Cell {
	return report.Cell{Kind: report.DateKind, Date: analysis.DateOf(analysis.NewDay(year, month, day))}
}
func without(kind report.Kind, reason string) report.Cell {
	return report.Cell{Kind: kind, Reason: reason}
}

func (f fixture) summary() report.Section {
	return report.Section{ID: "summary", Title: f.say("Summary", "要旨"), Briefing: true, Blocks: []report.Block{
		report.Paragraph{Role: report.Lead, Text: f.say(
			"Seven events were disclosed in June 2022, three more than in May. One of them, the loss of a USB memory by a city's contractor, accounts for at least 460,000 of the 512,340 persons affected.",
			"2022年6月に公表された事案は7件で、前月より3件多い。このうち、市の委託先による USB メモリの紛失が、影響を受けた本人の数 512,340人以上のうち約46万人を占める。")},
		report.Paragraph{Text: f.say(
			"Whether supplier-caused events have become more frequent cannot be told from chance: two of five known causes this month, against three of twenty-one in the year before. The size of two events is unknown.",
			"委託先に起因する事案が増えたかどうかは、偶然の範囲と区別できない。当月は原因が判明した5件中2件、前年の同じ期間は21件中3件であった。2件の規模は不明である。")},
		report.Table{ID: "key_figures", Title: f.say("Key figures", "主要指標"), Unit: f.say("(events, persons)", "（単位：件、人）"),
			Columns: []report.Column{
				{Title: f.say("Figure", "指標"), Wide: true},
				{Title: f.say("June 2022", "当月"), Kind: report.Count},
				{Title: f.say("Change on month", "前月比"), Kind: report.ChangeKind},
				{Title: f.say("Change on year", "前年同月比"), Kind: report.ChangeKind},
			},
			Rows: []report.Row{
				{Cells: []report.Cell{text(f.say("Events", "事案")), count(7), change(3), change(-2)}, Strong: true},
				{Cells: []report.Cell{text(f.say("Organisations affected", "被害組織")), count(31), change(26), change(12)}},
				{Cells: []report.Cell{text(f.say("Persons affected, at least", "本人の数（少なくとも）")), count(512340), change(500112), without(report.ChangeKind, "no_base")}},
				{Cells: []report.Cell{text(f.say("Share caused by a supplier", "委託先起因の割合")), share(0.4), points(0.257), points(-0.031)}},
				{Cells: []report.Cell{text(f.say("Median size", "規模の中央値")), {Kind: report.SizeKind, Low: 2110, High: 2312, HasInterval: true, Value: 2200}, without(report.ChangeKind, "too_few"), without(report.ChangeKind, "no_base")}},
				{Cells: []report.Cell{text(f.say("Median days from discovery to disclosure", "発覚から公表までの日数（中央値）")), {Kind: report.DaysKind, Value: 12.5}, change(-3), without(report.ChangeKind, "no_base")}},
			},
			Notes: []string{f.say("― : no base to compare with. Shares are of the events whose cause is known.", "―は比較の基準がないことを示す。割合は原因が判明した事案に対するもの。")},
		},
		f.months(),
	}}
}

func (f fixture) events() report.Section {
	rows := make([]report.Row, 0, 24)
	for i := range 24 {
		rows = append(rows, report.Row{Cells: []report.Cell{
			day(2022, time.June, 1+i), text(fmt.Sprintf("%s %d", f.say("Example City Board of Education", "例示市教育委員会事務局学校教育部"), i+1)),
			text(f.say("Loss of a storage medium", "紛失・置き忘れ")),
			{Kind: report.SizeKind, Text: f.say("at least 200,000 records", "20万件以上"), Value: 2e5, Low: 2e5, OpenHigh: true, HasInterval: true},
			text(f.say("Supplier Ltd.", "株式会社委託先")),
		}, Muted: i == 7})
	}
	rows[3].Cells[1].Link = report.Link{URL: "https://example.jp/news?id=3"}
	return report.Section{ID: "events", Title: f.say("Incidents this month", "発生状況"), Briefing: true, Blocks: []report.Block{
		report.Paragraph{Role: report.Body, Text: f.say("All events disclosed in the month, by date of disclosure.", "当月に公表された事案を公表日の順に示す。")},
		report.Table{ID: "events", Title: f.say("Events by date of disclosure", "公表日順の事案一覧"), Unit: f.say("(as the sources write)", "（規模は出典の表記）"),
			Columns: []report.Column{
				{Title: f.say("Disclosed", "公表日"), Kind: report.DateKind}, {Title: f.say("Organisation", "組織"), Wide: true},
				{Title: f.say("Cause", "原因")}, {Title: f.say("Size", "規模"), Kind: report.SizeKind}, {Title: f.say("Supplier", "委託先")},
				{Title: "hidden", BriefingHidden: true},
			}, Rows: rows,
			Notes: []string{f.say("Grey: not counted.", "灰色は集計対象外。"), f.say("Source: japan.csv.", "出典：japan.csv。")}},
		report.Paragraph{Role: report.Warning, Text: f.say("Two sources disagree on the size of one event (2,311 and 2,312). The wider interval is used.", "1件の事案で出典の件数が食い違っている（2,311件と2,312件）。広いほうの区間を用いた。"), Link: report.Link{Section: "quality"}},
	}}
}

func (f fixture) trend() report.Section {
	return report.Section{ID: "trend", Title: f.say("Trend", "推移"), Briefing: true, Blocks: []report.Block{
		report.Paragraph{Text: f.say("The counts of the last two months still rise as late disclosures arrive.", "直近2か月の件数は、公表の遅れた事案が加わるため、今後増える見込みである。")},
		f.monthsLong(),
		report.Paragraph{Role: report.Heading, Text: f.say("Restated months", "改定された月")},
		report.List{Items: []string{
			f.say("April 2022: 5 events, 4 in the last report, because a hospital disclosed an event of April only in June, long after the attack had been dealt with.", "2022年4月：5件（前回報告では4件）。4月に起きた病院の事案が、対応が終わって久しい6月になって公表されたため。"),
			f.say("May 2022: unchanged.", "2022年5月：変更なし。")}},
		report.List{Ordered: true, Items: []string{f.say("First reason.", "一つ目の理由。"), f.say("Second reason.", "二つ目の理由。")}},
		report.Paragraph{Text: f.say("How months are assigned is told under methods.", "月の決め方は集計方法に記した。"), Link: report.Link{Section: "glossary"}},
		report.Paragraph{Place: report.WorkbookOnly, Text: "only in the workbook"},
	}}
}

func (f fixture) vectors() report.Section {
	return report.Section{ID: "vectors", Title: f.say("Causes", "原因別"), Briefing: true, Blocks: []report.Block{f.bars(), f.heat()}}
}

func (f fixture) sizes() report.Section {
	return report.Section{ID: "sizes", Title: f.say("Leak sizes", "規模"), Briefing: true, Blocks: []report.Block{f.dots(), f.curve()}}
}

func (f fixture) suppliers() report.Section {
	rows := []report.Row{
		{Cells: []report.Cell{text(f.say("narrow, by event", "狭義・事案数")), count(2), count(3), count(2), share(0.4), text("11.8–76.9%")}},
		{Cells: []report.Cell{text(f.say("wide, by event", "広義・事案数")), count(3), count(2), count(2), share(0.6), text("23.1–88.2%")}},
		{Cells: []report.Cell{text(f.say("Total", "計")), count(5), count(5), count(4), share(0.5), text("")}, Strong: true},
	}
	return report.Section{ID: "suppliers", Title: f.say("Caused by suppliers", "委託先起因"), Briefing: true, Blocks: []report.Block{
		f.shares(),
		report.Table{ID: "suppliers", Title: f.say("Supplier-caused, two definitions", "二つの定義による委託先起因"), Unit: f.say("(events)", "（単位：件）"),
			Columns: []report.Column{{Title: f.say("Definition", "定義"), Wide: true}, {Title: f.say("yes", "該当"), Kind: report.Count}, {Title: f.say("no", "非該当"), Kind: report.Count},
				{Title: f.say("unknown", "不明"), Kind: report.Count}, {Title: f.say("Share of known", "判明分に対する割合"), Kind: report.ShareKind}, {Title: f.say("95% interval", "95%信頼区間")}},
			Rows: rows},
		report.Table{ID: "none", Title: f.say("Suppliers behind two events", "2件以上に関わった委託先"), Empty: f.say("No supplier stands behind more than one event.", "2件以上の事案に関わった委託先はない。"), Columns: []report.Column{{Title: "x"}}},
	}}
}

func (f fixture) timeliness() report.Section {
	return report.Section{ID: "timeliness", Title: f.say("Days to disclosure", "公表までの日数"), Briefing: true, Blocks: []report.Block{
		f.delays(),
		&report.Figure{ID: "empty", Title: "not shown", Empty: f.say("Too few dates are known for a figure by sector.", "業種別の図を示すには日付の判明した事案が少ない。")},
	}}
}

func (f fixture) major() report.Section {
	body := f.say(
		"A contractor's employee lost two USB memories with the data of all 465,177 inhabitants after a night in a bar. The city disclosed the loss two days later. The memories were found on the third day; whether anyone read them is not known. ",
		"委託先の従業員が、全市民465,177人分の個人情報が入った USB メモリ2本を飲食後に紛失した。市は2日後に公表した。USB メモリは3日目に見つかったが、閲覧されたかどうかは分かっていない。")
	return report.Section{ID: "major", Title: f.say("Major incidents", "主要事案"), Briefing: true, Blocks: []report.Block{
		report.Paragraph{Role: report.Heading, Text: f.say("Loss of a USB memory by a contractor", "委託先による USB メモリの紛失")},
		report.Paragraph{Text: strings.Repeat(body, 3)},
		report.Paragraph{Role: report.Note, Text: f.say("Source: press release of the city.", "出典：市の報道発表。"), Link: report.Link{URL: "https://example.jp/press/20220623"}},
	}}
}

func (f fixture) quality() report.Section {
	return report.Section{ID: "quality", Title: f.say("Data quality", "データ品質"), Briefing: true, Blocks: []report.Block{
		report.Paragraph{Text: f.say("62 rows read, 60 used, 2 rejected.", "62行を読み込み、60行を集計し、2行を除外した。")},
		report.Paragraph{Role: report.Note, Text: f.say("The shop 𠮷野家 is written with a rare character; 👍 is none.", "𠮷野家と𠮟責、👍を含む行がある。")},
	}}
}

func (f fixture) glossary() report.Section {
	rows := make([]report.Row, 0, 12)
	for i := range 12 {
		rows = append(rows, report.Row{Cells: []report.Cell{text(f.say("Event", "事案")), text(strings.Repeat(f.say("One root cause with all the organisations that it hit. ", "一つの原因と、それによって被害を受けた組織の全体。"), 1+i%3))}})
	}
	return report.Section{ID: "glossary", Title: f.say("Glossary", "用語集"), Briefing: true, Blocks: []report.Block{
		report.Table{ID: "glossary", Columns: []report.Column{{Title: f.say("Term", "用語")}, {Title: f.say("Meaning", "意味"), Wide: true}}, Rows: rows},
	}}
}
