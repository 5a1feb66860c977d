package typeface

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestColumns(t *testing.T) {
	tests := []struct {
		name      string
		available float64
		wants     []Want
		expect    []float64
	}{
		{"none", 100, nil, []float64{}},
		{"room to spare goes by size", 120, []Want{{10, 20}, {10, 40}}, []float64{40, 80}},
		{"exactly the most", 60, []Want{{10, 20}, {10, 40}}, []float64{20, 40}},
		{"short columns stay whole", 100, []Want{{5, 20}, {5, 300}, {5, 400}}, []float64{20, 40, 40}},
		{"a long word keeps its width", 100, []Want{{70, 300}, {5, 300}}, []float64{70, 30}},
		{"exactly the least", 30, []Want{{10, 300}, {20, 300}}, []float64{10, 20}},
		{"too little cuts the widest", 100, []Want{{20, 20}, {300, 300}, {50, 60}}, []float64{20, 40, 40}},
		{"nothing wanted", 90, []Want{{}, {}, {}}, []float64{30, 30, 30}},
		{"max below min", 30, []Want{{10, 0}, {20, 0}}, []float64{10, 20}},
		{"not numbers", 30, []Want{{math.NaN(), -5}, {math.Inf(1), 10}}, []float64{0, 30}},
		{"no width", 0, []Want{{10, 20}, {10, 40}}, []float64{0, 0}},
		{"negative width", -5, []Want{{10, 20}}, []float64{0}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Columns(test.available, test.wants)
			if diff := cmp.Diff(test.expect, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("widths (-want +got):\n%s", diff)
			}
		})
	}
}

func TestColumnsProperties(t *testing.T) {
	const slack = 1e-6
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.Float64Range(0, 2000)
		wants := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Want {
			least := length.Draw(t, "min")
			return Want{Min: least, Max: least + length.Draw(t, "more")}
		}), 1, 12).Draw(t, "wants")
		available := rapid.Float64Range(0, 20000).Draw(t, "available")
		widths := Columns(available, wants)
		var sum, least, most float64
		for i, want := range wants {
			sum += widths[i]
			least += want.Min
			most += want.Max
		}
		if math.Abs(sum-available) > slack {
			t.Fatalf("%v add up to %v, not %v", widths, sum, available)
		}
		for i, want := range wants {
			if available >= least && widths[i] < want.Min-slack {
				t.Fatalf("column %d: %v is less than %v though there is room", i, widths[i], want.Min)
			}
			if available <= most && widths[i] > want.Max+slack {
				t.Fatalf("column %d: %v is more than %v though others lack it", i, widths[i], want.Max)
			}
		}
	})
}

func TestWant(t *testing.T) {
	style := Style{Size: 10}
	tests := []struct {
		name  string
		cells []string
		want  Want
	}{
		{"none", nil, Want{}},
		{"empty", []string{""}, Want{}},
		{"kanji may break anywhere", []string{"個人情報"}, Want{10, 40}},
		{"a number keeps its unit", []string{"42万件の漏えい"}, Want{style.Width("42万件"), style.Width("42万件の漏えい")}},
		{"the widest cell", []string{"records", "12 records\nfrom persons "}, Want{style.Width("persons"), style.Width("from persons")}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := style.Want(test.cells...)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateApprox(0, 1e-9)); diff != "" {
				t.Errorf("want (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCells(t *testing.T) {
	tests := []struct {
		name, text string
		want       int
	}{
		{"empty", "", 0},
		{"ASCII", "abc 123", 7},
		{"kanji and kana", "漏えい", 6},
		{"half-width kana", "ﾃｽﾄ", 3},
		{"full-width digits", "４２", 4},
		{"ambiguous", "①※α", 6},
		{"combining mark", "か\u3099", 2},
		{"outside the plane", "𠮷", 2},
		{"control character", "a\x00b", 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Cells(test.text); got != test.want {
				t.Errorf("Cells(%q) = %d, want %d", test.text, got, test.want)
			}
		})
	}
}
