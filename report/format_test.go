package report

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/breachbrief/breachbrief/analysis"
)

func TestFormat(t *testing.T) {
	about := size("約42万件", analysis.Approx, 415000, 425000, 420000, analysis.UnitRecords)
	open := size("", analysis.AtLeast, 2311, -1, 2311, analysis.UnitMails)
	between := size("", analysis.Range, 2311, 2312, 2312, analysis.UnitMails)
	ceiling := size("", analysis.AtMost, 0, 2110, 2110, analysis.UnitPersons)
	tests := []struct {
		name   string
		cell   Cell
		en, ja string
	}{
		{"text", textCell("沖縄県"), "沖縄県", "沖縄県"},
		{"count", countCell(1234567), "1,234,567", "1,234,567"},
		{"small count", countCell(12), "12", "12"},
		{"size as written", sizeCell(&about), "約42万件", "約42万件"},
		{"computed, open above", sizeCell(&open), "at least 2,311", "2,311以上"},
		{"computed, interval", sizeCell(&between), "2,311–2,312", "2,311～2,312"},
		{"computed, ceiling", sizeCell(&ceiling), "at most 2,110", "2,110以下"},
		{"interval of a size in words", intervalCell(&about), "415,000–425,000", "415,000～425,000"},
		{"unknown size is never 0", sizeCell(&analysis.Size{Text: "調査中", Qualifier: analysis.UnknownSize}), "unknown", "不明"},
		{"no size", sizeCell(nil), "unknown", "不明"},
		{"share", Cell{Kind: ShareKind, Value: 5. / 22}, "22.7%", "22.7%"},
		{"share of 1", Cell{Kind: ShareKind, Value: 1}, "100.0%", "100.0%"},
		{"share near 0", Cell{Kind: ShareKind, Value: 0.0001}, "<0.1%", "<0.1%"},
		{"share near 1", Cell{Kind: ShareKind, Value: 0.9999}, ">99.9%", ">99.9%"},
		{"share of 0", Cell{Kind: ShareKind}, "0.0%", "0.0%"},
		{"points up", Cell{Kind: PointsKind, Value: 0.031}, "+3.1 pt", "+3.1ポイント"},
		{"points down", Cell{Kind: PointsKind, Value: -0.2611}, "−26.1 pt", "−26.1ポイント"},
		{"points too small to show", Cell{Kind: PointsKind, Value: -0.0001}, "±0.0 pt", "±0.0ポイント"},
		{"change on a base of 8", changeCell(10, 8, true), "+2 (+25.0%)", "+2 (+25.0%)"},
		{"change on a base under 5", changeCell(3, 4, true), "−1", "−1"},
		{"no change", changeCell(8, 8, true), "±0", "±0"},
		{"base of 0", changeCell(3, 0, true), "―", "―"},
		{"no base", changeCell(3, 9, false), "―", "―"},
		{"decimal", Cell{Kind: DecimalKind, Value: 12345.5}, "12,345.5", "12,345.5"},
		{"negative decimal", Cell{Kind: DecimalKind, Value: -0.256}, "−0.26", "−0.26"},
		{"negative zero", Cell{Kind: DecimalKind, Value: -0.001}, "0", "0"},
		{"days", Cell{Kind: DaysKind, Value: 12.5}, "12.5", "12.5"},
		{"p", Cell{Kind: PValueKind, Value: 0.03456}, "0.035", "0.035"},
		{"small p", Cell{Kind: PValueKind, Value: 0.00123}, "0.0012", "0.0012"},
		{"tiny p", Cell{Kind: PValueKind, Value: 1e-9}, "<0.001", "<0.001"},
		{"p at the edge", Cell{Kind: PValueKind, Value: 0.001}, "0.0010", "0.0010"},
		{"p of a tenth", Cell{Kind: PValueKind, Value: 0.1}, "0.10", "0.10"},
		{"p of 1", Cell{Kind: PValueKind, Value: 1}, "1.0", "1.0"},
		{"p that rounds to a power of ten", Cell{Kind: PValueKind, Value: 0.0996}, "0.10", "0.10"},
		{"month", monthCell(analysis.NewMonth(2022, 6)), "June 2022", "2022年6月"},
		{"no month", monthCell(0), "―", "―"},
		{"too few", absent(ShareKind, "too_few"), "too few", "件数不足"},
		{"open end", highCell(&open), "open", "上限なし"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := wordsOf(t, English).Format(test.cell); got != test.en {
				t.Errorf("English: got %q, want %q", got, test.en)
			}
			if got := wordsOf(t, Japanese).Format(test.cell); got != test.ja {
				t.Errorf("Japanese: got %q, want %q", got, test.ja)
			}
		})
	}
}

func TestDates(t *testing.T) {
	span := func(precision analysis.Precision, y1, m1, d1, y2, m2, d2 int) analysis.Date {
		return analysis.Date{First: day(y1, m1, d1).First, Last: day(y2, m2, d2).First, Precision: precision}
	}
	tests := []struct {
		name   string
		date   analysis.Date
		en, ja string
	}{
		{"day", day(2022, 6, 13), "2022-06-13", "2022年6月13日"},
		{"not stated", analysis.Date{}, "―", "―"},
		{"early", span(analysis.PrecisionTenday, 2022, 6, 1, 2022, 6, 10), "early June 2022", "2022年6月上旬"},
		{"middle", span(analysis.PrecisionTenday, 2022, 6, 11, 2022, 6, 20), "mid-June 2022", "2022年6月中旬"},
		{"late", span(analysis.PrecisionTenday, 2022, 6, 21, 2022, 6, 30), "late June 2022", "2022年6月下旬"},
		{"first half", span(analysis.PrecisionHalfMonth, 2022, 6, 1, 2022, 6, 15), "first half of June 2022", "2022年6月前半"},
		{"month", span(analysis.PrecisionMonth, 2022, 6, 1, 2022, 6, 30), "June 2022", "2022年6月"},
		{"quarter", span(analysis.PrecisionQuarter, 2022, 4, 1, 2022, 6, 30), "April–June 2022", "2022年4～6月"},
		{"winter", span(analysis.PrecisionSeason, 2022, 12, 1, 2023, 2, 28), "December 2022 to February 2023", "2022年12月～2023年2月"},
		{"year", span(analysis.PrecisionYear, 2022, 1, 1, 2022, 12, 31), "2022", "2022年"},
		{"fiscal year", span(analysis.PrecisionFiscalYear, 2022, 4, 1, 2023, 3, 31), "FY2022", "2022年度"},
		{"range", span(analysis.PrecisionRange, 2022, 6, 5, 2022, 6, 6), "2022-06-05 to 2022-06-06", "2022年6月5日～2022年6月6日"},
		{"about", span(analysis.PrecisionAbout, 2022, 6, 11, 2022, 6, 15), "about 2022-06-13", "2022年6月13日頃"},
		{"until", analysis.Date{First: analysis.FirstDay, Last: day(2022, 6, 13).First, Precision: analysis.PrecisionOpenStart},
			"until 2022-06-13", "2022年6月13日まで"},
		{"from", analysis.Date{First: day(2022, 6, 28).First, Last: analysis.LastDay, Precision: analysis.PrecisionOpenEnd},
			"from 2022-06-28 on", "2022年6月28日以降"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := wordsOf(t, English).Date(test.date); got != test.en {
				t.Errorf("English: got %q, want %q", got, test.en)
			}
			if got := wordsOf(t, Japanese).Date(test.date); got != test.ja {
				t.Errorf("Japanese: got %q, want %q", got, test.ja)
			}
		})
	}
}

func TestRunningText(t *testing.T) {
	en, ja := wordsOf(t, English), wordsOf(t, Japanese)
	tests := []struct{ name, got, want string }{
		{"one event", en.Quantity("events", 1), "1 event"},
		{"many events", en.Quantity("events", 1234), "1,234 events"},
		{"events in Japanese", ja.Quantity("events", 22), "22件"},
		{"one person", en.Amount(analysis.UnitPersons, 1), "1 person"},
		{"persons", en.Amount(analysis.UnitPersons, 1_860_000), "1,860,000 persons"},
		{"persons in Japanese", ja.Amount(analysis.UnitPersons, 1_860_000), "186万人"},
		{"no unit", ja.Amount(analysis.UnitNotStated, 12), "12（単位の記載なし）"},
		{"below 万", ja.Written(9_999), "9,999"},
		{"with a rest", ja.Written(1_862_311), "186万2,311"},
		{"億", ja.Written(1_2345_6789), "1億2,345万6,789"},
		{"round 億", ja.Written(3_0000_0000), "3億"},
		{"one day", en.Days(1), "1 day"},
		{"half a day more", en.Days(1.5), "1.5 days"},
		{"p equal", en.PStatement(0.03), "p = 0.030"},
		{"p below", ja.PStatement(0.0001), "p＜0.001"},
		{"spring quarter", ja.Months(analysis.Period{First: analysis.NewMonth(2022, 4), Last: analysis.NewMonth(2022, 6)}), "2022年4～6月"},
		{"over the new year", en.Months(analysis.Period{First: analysis.NewMonth(2022, 12), Last: analysis.NewMonth(2023, 1)}),
			"December 2022 to January 2023"},
		{"sector", ja.Sector("S"), "公務（他に分類されるものを除く）"},
		{"sector as written", ja.Sector("半導体"), "半導体"},
		{"no sector", en.Sector(""), "Not stated"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("got %q, want %q", test.got, test.want)
			}
		})
	}
}

// TestWrittenLosesNoDigit reads 万 and 億 back as digits.
func TestWrittenLosesNoDigit(t *testing.T) {
	ja := wordsOf(t, Japanese)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e15).Draw(t, "n")
		if got := plain(ja.Written(n)); got != ja.Number(n) {
			t.Errorf("%d: %q reads as %q", n, ja.Written(n), got)
		}
	})
}

func TestUnknownLanguage(t *testing.T) {
	if _, err := LoadWords("fr"); err == nil || err.Error() != `unknown language "fr": use en or ja` {
		t.Errorf("got %v", err)
	}
}
