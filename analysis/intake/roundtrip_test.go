package intake

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/analysis"
)

// rewrite reads a table, writes it with Writer and returns what was written.
func rewrite(content string) (incidents []analysis.Incident, written string) {
	var out bytes.Buffer
	w := NewWriter(&out, WriterOptions{Files: []string{"a.csv"}})
	Read(context.Background(), []Source{text("a.csv", content)}, Options{
		Row: func(in analysis.Incident, problems []analysis.Problem) { w.Write(in, problems) },
	}, func(in analysis.Incident) { incidents = append(incidents, in) })
	w.Flush()
	return incidents, out.String()
}

// withoutPlace forgets the lines, which differ between a table and its copy.
func withoutPlace(incidents []analysis.Incident) []analysis.Incident {
	for i := range incidents {
		incidents[i].Place = analysis.Place{}
	}
	return incidents
}

// numbered makes a table of rows that differ at least in their number.
func numbered(rows []string) string {
	var b strings.Builder
	b.WriteString("id,organization,sector,country,region,occurred_from,occurred_to,disclosed,document_date,vector,size,size_unit,event_size,supplier_caused,supplier,notes,備考2\n")
	for i, row := range rows {
		fmt.Fprintf(&b, "%d,%s\n", i, row)
	}
	return b.String()
}

var cellTexts = []string{"", "約42万件", "2,312件（うち沖縄県52件）", "20万件以上", "数百件", "不明", "2446件(1,800人分)", "5校3,200人", "0件", "1.86E+06",
	"7月1日", "2022年7月1日", "2022年6月上旬", "2022年3月10日から6月8日", "2022年6月28日以降", "2022年度", "44743", "同日", "=HYPERLINK(\"x\")", "'=1+1", "-5", "+81-3",
	"\"quoted\", with comma", "two\nlines", "JP", "アメリカ", "沖縄", "ランサムウェア", "〃", "はい", "persons", "件", "人", " spaced ", "@x", "''=x", "logins", "a\rb", "\uFEFF", "〜100件", "①10人"}

func TestReadingItsOwnOutputGivesTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.SampledFrom(cellTexts), rapid.String())
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			cells := make([]string, 16)
			for i := range cells {
				cells[i] = `"` + strings.ReplaceAll(cell.Draw(t, "cell"), `"`, `""`) + `"`
			}
			return strings.Join(cells, ",")
		}), 1, 4).Draw(t, "rows")
		first, written := rewrite(numbered(rows))
		second, _ := rewrite(written)
		if diff := cmp.Diff(withoutPlace(first), withoutPlace(second)); diff != "" {
			t.Fatalf("reading the output differs (-first +second):\n%s\n%s", diff, written)
		}
	})
}
