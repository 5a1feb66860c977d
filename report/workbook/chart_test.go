package workbook

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/breachbrief/breachbrief/report"
)

func TestChartsReadCellsThatHoldTheirData(t *testing.T) {
	book := opened(t, written(t, fixture(t, report.Japanese, 50)))
	_, parts := partsOf(t, written(t, fixture(t, report.Japanese, 50)))
	charts := 0
	for name, text := range parts {
		if !strings.HasPrefix(name, "xl/charts/") {
			continue
		}
		charts++
		var c struct {
			Names  []reference `xml:"chart>plotArea>barChart>ser>tx>strRef"`
			Names2 []reference `xml:"chart>plotArea>scatterChart>ser>tx>strRef"`
			Bars   []reference `xml:"chart>plotArea>barChart>ser>val>numRef"`
			X      []reference `xml:"chart>plotArea>scatterChart>ser>xVal>numRef"`
		}
		if err := xml.Unmarshal([]byte(text), &c); err != nil {
			t.Fatal(err)
		}
		all := append(append(append(c.Names, c.Names2...), c.Bars...), c.X...)
		if len(all) < 2 {
			t.Errorf("%s has no series", name)
		}
		for _, r := range all {
			checkReference(t, book, name, r)
		}
	}
	if charts != 11 {
		t.Errorf("%d charts, want 11", charts)
	}
}

type reference struct {
	Formula string   `xml:"f"`
	Numbers []cached `xml:"numCache>pt"`
	Texts   []cached `xml:"strCache>pt"`
}

type cached struct {
	Index int    `xml:"idx,attr"`
	Value string `xml:"v"`
}

func checkReference(t *testing.T, book *excelize.File, chart string, r reference) {
	t.Helper()
	sheet, cells, _ := strings.Cut(strings.ReplaceAll(r.Formula, "$", ""), "!")
	first, _, _ := strings.Cut(cells, ":")
	column, row, err := excelize.CellNameToCoordinates(first)
	if err != nil {
		t.Fatalf("%s: %s: %v", chart, r.Formula, err)
	}
	if len(r.Numbers)+len(r.Texts) == 0 {
		t.Errorf("%s: %s has no cached values", chart, r.Formula)
	}
	for _, p := range append(r.Numbers, r.Texts...) {
		got, err := book.GetCellValue(strings.Trim(sheet, "'"), cellName(column, row+p.Index), excelize.Options{RawCellValue: true})
		if err != nil || got != p.Value {
			t.Errorf("%s: %s holds %q, the chart %q (%v)", chart, cellName(column, row+p.Index), got, p.Value, err)
		}
	}
}

func TestEmptyFigureSaysSo(t *testing.T) {
	d := fixture(t, report.English, 20)
	d.Sections = []report.Section{{ID: "trend", Sheet: "Trend", Blocks: []report.Block{
		&report.Figure{ID: "months", Title: "Events", Empty: "No month has data.", Months: &report.MonthsPlot{}},
		&report.Figure{ID: "bars", Title: "One", Bars: &report.BarsPlot{Bars: []report.Bar{{Label: "loss", Value: 1}}}},
	}}}
	_, parts := partsOf(t, written(t, d))
	sheet := parts["xl/worksheets/sheet1.xml"]
	if !strings.Contains(sheet, "No month has data.") || !strings.Contains(sheet, "one value only") {
		t.Error("an empty figure, or a chart of one value, has no remark")
	}
	if _, ok := parts["xl/charts/chart2.xml"]; ok {
		t.Error("an empty figure became a chart")
	}
}
