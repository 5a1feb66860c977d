package stats

import "testing"

// Expected values: the first interval is Newcombe 1998, table II, example (a);
// all from his formula, and fisher.test, in R 4.2.2.
func TestCompareShares(t *testing.T) {
	tests := []struct {
		name          string
		first, second Share
		want          [3]float64
		p             float64
	}{
		{"Newcombe (a)", Share{56, 70}, Share{48, 80}, [3]float64{0.2, 0.05243147240236, 0.33387265403691}, 0.01252112974921},
		{"small", Share{9, 10}, Share{3, 10}, [3]float64{0.6, 0.17052272393450, 0.80901797353549}, 0.01976661109788},
		{"all against none", Share{10, 10}, Share{0, 20}, [3]float64{1, 0.6790860371419, 1}, 3.328339160423e-08},
		{"two periods", Share{5, 22}, Share{9, 47}, [3]float64{0.0357833655706, -0.1481444846068, 0.2605678136481}, 0.7550011517928},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := CompareShares(test.first, test.second, 0.95)
			checkEstimate(t, got.Difference, test.want, closed)
			check(t, "p", got.Fisher.PValue, test.p, closed)
		})
	}
	none := CompareShares(Share{0, 5}, Share{0, 7}, 0.95)
	if none.Fisher.Reason != NotApplicable || !none.Difference.Present() {
		t.Errorf("no successes: %+v, want a difference and no test", none)
	}
	checkAbsent(t, CompareShares(Share{0, 0}, Share{1, 7}, 0.95).Difference, TooFew)
	checkAbsent(t, CompareShares(Share{3, 2}, Share{1, 7}, 0.95).Difference, NotApplicable)
}

// 130 and 123 of 448 are verisr's example: the standard error that takes the
// categories as exclusive is 0.0355. p-values: R 4.2.2, binom.test.
func TestCompareCategories(t *testing.T) {
	got := CompareCategories(130, 123, 448)
	check(t, "difference", got.Difference.Value, 7.0/448, closed)
	check(t, "standard error", (got.Difference.High-got.Difference.Value)/1.959964, 0.0355, 5e-5)
	check(t, "p", got.Exact.PValue, 0.7060922404424, closed)
	check(t, "p of 9 and 3", CompareCategories(9, 3, 20).Exact.PValue, 0.1459960937500, closed)
	check(t, "p of 6 and 0", CompareCategories(6, 0, 20).Exact.PValue, 0.03125, closed)
	if few := CompareCategories(3, 2, 20); few.Exact.Reason != TooFew {
		t.Errorf("five cases: reason %q", few.Exact.Reason)
	}
	checkAbsent(t, CompareCategories(0, 0, 0).Difference, TooFew)
	checkAbsent(t, CompareCategories(5, 6, 10).Difference, NotApplicable)
}
