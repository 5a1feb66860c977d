package report

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/analysis"
)

// sheet is the listing as a spreadsheet would hold it.
type sheet []map[string]Cell

func sheetOf(l *Listing) sheet {
	var s sheet
	for _, cells := range l.Rows {
		row := map[string]Cell{}
		for i, cell := range cells {
			row[l.Columns[i].Key] = cell
		}
		s = append(s, row)
	}
	return s
}

// value answers a query as COUNTIFS and SUMIFS do: an empty cell meets no
// condition on a number.
func (s sheet) value(q *Query) float64 {
	var v float64
	for _, row := range s {
		if !meets(row, q.Where) {
			continue
		}
		if q.Sum == "" {
			v++
		} else if cell := row[q.Sum]; cell.Reason == "" {
			v += cell.Value
		}
	}
	if q.Minus != nil {
		v -= s.value(q.Minus)
	}
	if q.Divide != nil {
		v /= s.value(q.Divide)
	}
	return v
}

func meets(row map[string]Cell, where []Condition) bool {
	for _, c := range where {
		cell, ok := row[c.Column]
		if !ok {
			panic("no column " + c.Column)
		}
		if c.IsText {
			if cell.Reason != "" || cell.Text != c.Text {
				return false
			}
			continue
		}
		if cell.Reason != "" || !compares(cell.Value, c.Op, c.Number) {
			return false
		}
	}
	return true
}

func compares(a float64, op Op, b float64) bool {
	switch op {
	case Equal:
		return a == b
	case NotEqual:
		return a != b
	case AtLeast:
		return a >= b
	case AtMost:
		return a <= b
	}
	return a > b
}

// checkQueries recounts every live cell from the listing.
func checkQueries(d *Document) error {
	listing := sheetOf(d.Listing)
	for _, s := range d.Sections {
		for _, block := range s.Blocks {
			t, ok := block.(Table)
			if !ok {
				continue
			}
			for _, row := range t.Rows {
				for i, cell := range row.Cells {
					if cell.Live == nil {
						continue
					}
					if got := listing.value(cell.Live); math.Abs(got-cell.Value) > 1e-9 {
						return fmt.Errorf("table %s, row %q, column %q: the listing gives %v, the cell holds %v",
							t.ID, row.Cells[0].Text, t.Columns[i].Title, got, cell.Value)
					}
				}
			}
		}
	}
	return nil
}

func TestEveryLiveCellIsCountedAgainFromTheListing(t *testing.T) {
	for _, period := range []string{"2022-06", "2022-07", "2022-05", "2021-06", "2022-04..2022-06"} {
		t.Run(period, func(t *testing.T) {
			if err := checkQueries(composed(t, sampleIncidents(), period, Japanese)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEveryLiveCellOfAnyInput(t *testing.T) {
	words := wordsOf(t, English)
	rapid.Check(t, func(t *rapid.T) {
		findings := findingsOf(drawIncidents(t), "2022-06")
		d, err := Compose(findings, Style{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		if err := checkQueries(d); err != nil {
			t.Fatal(err)
		}
		checkWords(t, d)
		checkNumbers(t, d, findings)
	})
}

// drawIncidents makes up rows with few distinct values, so that events,
// organisations and sources coincide often.
func drawIncidents(t *rapid.T) []analysis.Incident {
	maybe := func(d analysis.Date) *rapid.Generator[analysis.Date] {
		return rapid.SampledFrom([]analysis.Date{{}, d, day(2022, 6, 3), day(2022, 5, 30), day(2021, 6, 8), monthDate(2022, 6),
			{First: analysis.NewDay(2022, 6, 20), Last: analysis.NewDay(2022, 7, 3), Precision: analysis.PrecisionRange}})
	}
	sizes := []analysis.Size{
		{}, exact("10人", 10, analysis.UnitPersons), exact("1,000件", 1000, analysis.UnitRecords),
		size("約5万人", analysis.Approx, 45000, 55000, 50000, analysis.UnitPersons),
		size("20万件以上", analysis.AtLeast, 200000, -1, 200000, analysis.UnitSpamMailsSent),
		size("100人以上", analysis.AtLeast, 100, -1, 100, analysis.UnitPersons),
		size("最大2,110人", analysis.AtMost, 0, 2110, 2110, analysis.UnitPersons),
		exact("0件", 0, analysis.UnitRecords), exact("1,000,000,000件", 1_000_000_000, analysis.UnitRecords),
	}
	row := rapid.Custom(func(t *rapid.T) analysis.Incident {
		return analysis.Incident{
			Event:          rapid.SampledFrom([]string{"", "", "a", "b", "c"}).Draw(t, "event"),
			Organization:   rapid.SampledFrom([]string{"甲市", "乙社", "丙大学", "丁病院"}).Draw(t, "organization"),
			Class:          rapid.SampledFrom([]analysis.Class{0, 0, 0, 1, 2}).Draw(t, "class"),
			Sector:         rapid.SampledFrom([]string{"", "S", "O"}).Draw(t, "sector"),
			Region:         rapid.SampledFrom([]string{"", "東京都", "大阪府"}).Draw(t, "region"),
			Discovered:     maybe(day(2022, 6, 1)).Draw(t, "discovered"),
			Disclosed:      maybe(day(2022, 6, 10)).Draw(t, "disclosed"),
			OccurredFrom:   maybe(day(2022, 4, 10)).Draw(t, "occurred"),
			Vector:         analysis.Vector(rapid.IntRange(0, 15).Draw(t, "vector")),
			Impact:         analysis.Impact(rapid.IntRange(0, 9).Draw(t, "impact")),
			LeakStatus:     analysis.LeakStatus(rapid.IntRange(0, 4).Draw(t, "status")),
			SupplierCaused: analysis.Answer(rapid.IntRange(0, 2).Draw(t, "caused")),
			SupplierKind:   analysis.SupplierKind(rapid.IntRange(0, 7).Draw(t, "kind")),
			Supplier:       rapid.SampledFrom([]string{"", "S社", "T社"}).Draw(t, "supplier"),
			Size:           rapid.SampledFrom(sizes).Draw(t, "size"),
			EventSize:      rapid.SampledFrom(append([]analysis.Size{{}, {}, {}, {}}, sizes...)).Draw(t, "event size"),
		}
	})
	return rapid.SliceOfN(row, 0, 60).Draw(t, "rows")
}
