package briefing

import (
	"fmt"
	"math"
	"strings"
)

// An edgeFile is an input that strains the report, with the most pages that its
// briefing may have.
type edgeFile struct {
	name, period string
	rows         []edgeRow
	pages        int
	advice       string // recommendations
}

// edgeRow is a line of an input.
type edgeRow struct {
	event, organization, region, disclosed, discovered, vector, size, caused, kind, supplier, source, notes string
}

// csv returns an input file of the rows.
func (f edgeFile) csv() string {
	var text strings.Builder
	text.WriteString("event,organization,region,disclosed,discovered,vector,size,supplier_caused,supplier_kind,supplier,source,notes,sector,impact\n")
	for i, r := range f.rows {
		cells := []string{r.event, r.organization, r.region, r.disclosed, r.discovered, r.vector, r.size, r.caused, r.kind, r.supplier,
			r.source, r.notes, string(rune('A' + i%20)), []string{"data_leak", "encryption", "defacement"}[i%3]}
		for j, cell := range cells {
			cells[j] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		text.WriteString(strings.Join(cells, ",") + "\n")
	}
	return text.String()
}

var edgeVectors = []string{"ransomware", "credential_abuse", "misdelivery", "loss", "misconfiguration", "web_application_attack", "phishing"}

// edgeDay is a day of June 2022, or months before.
func edgeDay(i, monthsBefore int) string {
	month := 2022*12 + 5 - monthsBefore
	return fmt.Sprintf("%d-%02d-%02d", month/12, month%12+1, 1+i%28)
}

// plainRows are n events of June 2022, spread over so many months before it.
func plainRows(n, months int) []edgeRow {
	rows := make([]edgeRow, n)
	for i := range rows {
		before := i % max(months, 1)
		rows[i] = edgeRow{
			organization: fmt.Sprintf("第%d中央病院", i+1), region: []string{"東京都", "大阪府", "愛知県", "福岡県"}[i%4],
			disclosed: edgeDay(i+3, before), discovered: edgeDay(i, before), vector: edgeVectors[i%len(edgeVectors)],
			size: fmt.Sprintf("%d人", 7+i*i*13), caused: []string{"yes", "no", "unknown"}[i%3], source: "報道発表",
		}
	}
	return rows
}

func edgeFiles() []edgeFile {
	return []edgeFile{
		{name: "empty_month", period: "2022-07", rows: plainRows(90, 18), pages: 10},
		{name: "nothing_known", period: "2022-06", rows: []edgeRow{{organization: "甲市", disclosed: "2020-01-05"}}, pages: 5},
		{name: "one_event", period: "2022-06", rows: plainRows(1, 1), pages: 6,
			advice: "委託先の選定基準を見直す。\n全社のUSBメモリーを棚卸しし、暗号化されていないものの利用をやめる。情報システム部、2022年9月末まで。\nReview the access rights of all contractors by the end of September; report to the board in October."},
		{name: "long_names", period: "2022-06", rows: longNamedRows(), pages: 14},
		{name: "suppliers_40", period: "2022-06", rows: manySupplierRows(), pages: 11},
		{name: "wide_sizes", period: "2022-06", rows: wideSizeRows(), pages: 11},
		{name: "all_unknown", period: "2022-06", rows: unknownRows(), pages: 8},
		{name: "one_supplier", period: "2022-06", rows: oneSupplierRows(), pages: 10},
		{name: "events_400", period: "2022-06", rows: plainRows(400, 1), pages: 11},
		{name: "odd_characters", period: "2022-06", rows: oddRows(), pages: 9},
	}
}

func longNamedRows() []edgeRow {
	names := []string{
		strings.Repeat("国際的に長い名称を研究する独立行政法人", 6),
		strings.Repeat("Donaudampfschifffahrtsgesellschaftskapitaen", 3),
		strings.Repeat("グローバルインフォメーションテクノロジーサービス", 5),
	}
	rows := plainRows(36, 12)
	for i := range rows {
		name := []rune(names[i%len(names)])[:100]
		rows[i].organization = fmt.Sprintf("%s%d", string(name), i)
		rows[i].supplier, rows[i].kind = string(name), "contractor"
		rows[i].source, rows[i].region = string(name), string(name[:20])
	}
	return rows
}

func manySupplierRows() []edgeRow {
	var rows []edgeRow
	for i := range 40 {
		for j := range 1 + i%4 {
			row := plainRows(1, 1)[0]
			row.event, row.organization = fmt.Sprintf("e%d", i), fmt.Sprintf("%d県%d市", i+1, j+1)
			row.caused, row.kind, row.supplier = "yes", []string{"contractor", "cloud_service", "product", "group_company"}[i%4], fmt.Sprintf("第%d情報システム株式会社", i+1)
			row.disclosed = edgeDay(i, 0)
			rows = append(rows, row)
		}
	}
	return rows
}

// wideSizeRows has sizes from 1 to 10⁹, told in every way.
func wideSizeRows() []edgeRow {
	rows := plainRows(40, 4)
	ways := []string{"%.0f人", "約%.0f人", "%.0f件以上", "最大%.0f人", "%.0f通"}
	for i := range rows {
		rows[i].size = fmt.Sprintf(ways[i%len(ways)], math.Round(math.Pow10(i/4)*(1+float64(i%4)/5)))
	}
	return rows
}

func unknownRows() []edgeRow {
	rows := plainRows(30, 3)
	for i := range rows {
		rows[i].size, rows[i].vector, rows[i].caused, rows[i].discovered = "不明", "unknown", "unknown", ""
	}
	return rows
}

// oneSupplierRows is one supplier's failure at 60 organisations.
func oneSupplierRows() []edgeRow {
	rows := plainRows(60, 1)
	for i := range rows {
		rows[i].event, rows[i].caused, rows[i].kind, rows[i].supplier = "s", "yes", "contractor", "全国共同計算センター"
		rows[i].vector = "ransomware"
	}
	return append(rows, plainRows(5, 1)...)
}

// oddRows are twelve events named in characters that fonts and readers stumble
// over.
func oddRows() []edgeRow {
	rows := plainRows(12, 1)
	for i, name := range []string{"ｶﾌﾞｼｷｶﾞｲｼｬ ﾊﾝｶｸ", "𠮷野家ホールディングス", "Emoji 👩‍👩‍👧 Club 🚀", "髙島屋﨑・濵田", "㈱①②Ⅲ㍿", "e\u0301cole Zürich",
		"עברית العربية", "A\u202eB\u200bC", "=HYPERLINK(\"x\")", "葛\U000E0100城市"} {
		rows[i].organization, rows[i].supplier, rows[i].source, rows[i].kind = name, name, name, "contractor"
	}
	return rows
}
