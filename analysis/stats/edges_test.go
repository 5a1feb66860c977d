package stats

import (
	"math"
	"testing"
)

// At the edges of the data a function is silent with a reason, or has the limit
// that its definition gives.
func TestEdgesAreSilent(t *testing.T) {
	inf := math.Inf(1)
	five := []float64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5}
	tests := []struct {
		name string
		got  Reason
		want Reason
	}{
		{"Wilson, none", Wilson(0, 0, 0.95).Reason, TooFew},
		{"Wilson, more than all", Wilson(3, 2, 0.95).Reason, NotApplicable},
		{"Clopper-Pearson, none", ClopperPearson(0, 0, 0.95).Reason, TooFew},
		{"mid-P, none", MidP(0, 0, 0.95).Reason, TooFew},
		{"bounds, none", UnknownBounds(0, 0, 0).Reason, TooFew},
		{"bounds, all unknown", UnknownBounds(0, 0, 4).Reason, UnknownOnly},
		{"shares, none before", CompareShares(Share{1, 5}, Share{0, 0}, 0.95).Difference.Reason, TooFew},
		{"shares, all zero", CompareShares(Share{0, 20}, Share{0, 30}, 0.95).Fisher.Reason, NotApplicable},
		{"categories, five", CompareCategories(3, 2, 20).Exact.Reason, TooFew},
		{"clusters, none", ClusterShare(nil, 0.95).Share.Reason, TooFew},
		{"clusters, one", ClusterShare([]Cluster{{3, 40}}, 0.95).Share.Reason, TooFew},
		{"clusters, all unknown", ClusterShare(make([]Cluster, 12), 0.95).Share.Reason, TooFew},
		{"two groups of clusters, none", RaoScott([][]Cluster{nil, nil}).Reason, TooFew},
		{"rates, none at all", CompareRates(Count{0, 30}, Count{0, 31}, 0.95).Ratio.Reason, NotIdentified},
		{"rate, negative", Garwood(-1, 30, 0.95).Reason, NotApplicable},
		{"dispersion, one month", TestDispersion([]int{4}).Fisher.Reason, TooFew},
		{"dispersion, all zero", TestDispersion(make([]int, 24)).Fisher.Reason, NotIdentified},
		{"trend, all zero", CountTrend(make([]int, 24), TrendOptions{}).Growth.Reason, NotIdentified},
		{"Kendall, all equal", MannKendall(five).Test.Reason, NotIdentified},
		{"Kendall, none", MannKendall(nil).Test.Reason, TooFew},
		{"slope, one month", SenSlope([]float64{1}, 0.95).Reason, TooFew},
		{"lognormal fit, all equal", AndersonDarling(five).Reason, NotIdentified},
		{"lognormal fit, one", AndersonDarling([]float64{5}).Reason, TooFew},
		{"limits of a median, all unknown", QuantileBounds([]Interval{AtLeast(0), AtLeast(0), AtLeast(0), AtLeast(0), AtLeast(0), AtLeast(0)}, 0.5, 0.95).Reason, UnknownOnly},
		{"waiting, all open", KaplanMeier([]Observation{{Time: 3}, {Time: 9}}, 0.95).Quantile(0.5).Reason, NotIdentified},
		{"concentration, none", Concentrate(nil).Reason, TooFew},
		{"concentration, all zero", Concentrate([]int{0, 0, 0, 0, 0, 0}).Reason, TooFew},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", test.name, test.got, test.want)
		}
	}
	if _, reason := Quantile(nil, 0.5, Type7); reason != TooFew {
		t.Errorf("quantile of none: %q", reason)
	}
	if v, reason := Quantile([]float64{7}, 0.9, Type7); v != 7 || reason != "" {
		t.Errorf("quantile of one: %v %q", v, reason)
	}
	for n, q := range map[int][]float64{0: nil, 1: {0.03}} {
		if got, _ := BenjaminiHochberg(q); len(got) != n || n == 1 && got[0] != 0.03 {
			t.Errorf("correction of %d: %v", n, got)
		}
	}
	// One open row says: at least so many.
	checkEstimate(t, Turnbull([]Interval{AtLeast(40)}).Quantile(0.5), [3]float64{40, 40, inf}, 0)
	// One exact row, and ties, are their own distribution.
	checkEstimate(t, Turnbull([]Interval{Exactly(40)}).Quantile(0.5), [3]float64{40, 40, 40}, 0)
	checkEstimate(t, Turnbull([]Interval{Exactly(7), Exactly(7), Exactly(7)}).Quantile(0.9), [3]float64{7, 7, 7}, 0)
	// Of nothing in n the upper limit is z²/(n+z²) by Wilson, 1 − 0.025^(1/n) by
	// Clopper and Pearson, −ln 0.025 per exposure by Garwood.
	z2 := 3.841458820694124
	checkEstimate(t, Wilson(0, 1, 0.95), [3]float64{0, 0, z2 / (1 + z2)}, closed)
	checkEstimate(t, ClopperPearson(0, 10, 0.95), [3]float64{0, 0, 1 - math.Pow(0.025, 0.1)}, closed)
	checkEstimate(t, ClopperPearson(10, 10, 0.95), [3]float64{1, math.Pow(0.025, 0.1), 1}, closed)
	checkEstimate(t, Garwood(0, 2, 0.95), [3]float64{0, 0, -math.Log(0.025) / 2}, closed)
}
