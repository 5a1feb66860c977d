package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func toFloats(counts []int) []float64 {
	values := make([]float64, len(counts))
	for i, x := range counts {
		values[i] = float64(x)
	}
	return values
}

// Expected values: R 4.2.2. Without ties cor.test(method = "kendall", exact =
// TRUE); with ties all 5,040 orders enumerated; beyond 50 the normal
// approximation with tie and continuity correction.
func TestMannKendall(t *testing.T) {
	walk := []float64{-0.9, -1.2, -0.8, -1.9, -1.7, -1.6, -1.5, -0.3, -1.5, -0.2, -0.9, -1.9, -2.6, -2.3, -2.1, -2.4,
		-3.3, -3.9, -2.6, -2.3, -2.9, -3.8, -3.9, -5.5, -6, -6.7, -5.4, -4.4, -4.4, -5.5, -4.5, -3.6, -2.9, -2.1, -2.4,
		-1.6, -0.3, -0.2, -1.1, -0.3, 0.6, 0.3, 2.1, 1.3, 1.7, -0.5, -0.6, 0.6, 0.2, -0.7, 0.1, -0.7, -0.4, -2, -3.4,
		-3.8, -4.8, -3.4, -2.4, -3.2}
	tests := []struct {
		name              string
		values            []float64
		statistic, p, tau float64
	}{
		{"eight", []float64{1, 3, 2, 5, 4, 7, 6, 9}, 22, 0.005505952380952, 0.785714285714286},
		{"falling", []float64{5, 4, 3, 2, 1}, -10, 0.01666666666667, -1},
		{"twelve", []float64{2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11}, 54, 4.412928892106e-05, 0.8181818181818},
		{"ties", []float64{2, 2, 5, 3, 5, 5, 7}, 15, 0.01904761904762, 0.7938841860374},
		{"sixty", walk, 0.3764764636565, 0.7065627099179, 0.03411095693134},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := MannKendall(test.values)
			check(t, "statistic", got.Test.Statistic, test.statistic, closed)
			check(t, "p", got.Test.PValue, test.p, closed)
			check(t, "tau-b", got.Tau, test.tau, closed)
		})
	}
}

func TestMannKendallAbsent(t *testing.T) {
	for name, test := range map[string]struct {
		values []float64
		want   Reason
	}{
		"none":         {nil, TooFew},
		"four":         {[]float64{1, 2, 3, 4}, TooFew},
		"all equal":    {[]float64{3, 3, 3, 3, 3, 3}, NotIdentified},
		"not a number": {[]float64{1, 2, 3, 4, math.NaN()}, NotApplicable},
	} {
		if got := MannKendall(test.values); got.Test.Reason != test.want {
			t.Errorf("%s: reason %q, want %q", name, got.Test.Reason, test.want)
		}
	}
}

// The exact and the normal p-value agree where one takes over from the other.
func TestMannKendallApproximation(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := toFloats(rapid.SliceOfN(rapid.IntRange(0, 60), largestExact, largestExact).Draw(rt, "values"))
		ties := tieSizes(values)
		if len(ties) < 10 {
			return
		}
		s := kendallScore(values)
		z := math.Max(0, math.Abs(float64(s))-1) / math.Sqrt(kendallVariance(len(values), ties))
		if exact, normal := exactKendall(ties, s), normalTwoSided(z); math.Abs(exact-normal) > 0.003 {
			rt.Errorf("S = %d: exact p %v, normal %v", s, exact, normal)
		}
	})
}

// Expected values: all pairwise slopes sorted in R 4.2.2, ranks 38 and 84 of 120.
func TestSenSlope(t *testing.T) {
	checkEstimate(t, SenSlope(toFloats(sixteenMonths()), 0.95), [3]float64{0.1, -0.75, 1}, closed)
	checkEstimate(t, SenSlope([]float64{1, 2, 3, 4, 5}, 0.95), [3]float64{1, 1, 1}, closed)
	checkAbsent(t, SenSlope([]float64{1, 2, 3, 4}, 0.95), TooFew)
	checkEstimate(t, SenSlope([]float64{3, 3, 3, 3, 3}, 0.95), [3]float64{0, 0, 0}, closed)
}

// Expected values: R 4.2.2, glm(family = quasipoisson).
func TestCountTrend(t *testing.T) {
	got := CountTrend(sixteenMonths(), TrendOptions{})
	checkEstimate(t, got.Growth, [3]float64{0.00963596190022, -0.05229715588836, 0.07561645709496}, 1e-8)
	check(t, "dispersion", got.Dispersion, 3.993882536943, 1e-8)
	check(t, "t", got.Test.Statistic, 0.324910074735, 1e-8)
	check(t, "p", got.Test.PValue, 0.7500534497006, 1e-8)
	days := []float64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30}
	with := CountTrend(sixteenMonths(), TrendOptions{Exposure: days})
	check(t, "t by days", with.Test.Statistic, 0.3334016931121, 1e-8)
	check(t, "growth by days", with.Growth.Value, math.Expm1(0.009707031311867), 1e-8)
	for name, test := range map[string]struct {
		counts []int
		want   Reason
	}{
		"none":        {nil, TooFew},
		"eleven":      {sixteenMonths()[:11], TooFew},
		"all zero":    {make([]int, 20), NotIdentified},
		"in one step": {append(make([]int, 20), 50), NotIdentified},
		"negative":    {append(sixteenMonths(), -1), NotApplicable},
	} {
		got := CountTrend(test.counts, TrendOptions{})
		checkAbsent(t, got.Growth, test.want)
		if got.Test.Reason != test.want {
			t.Errorf("%s: test reason %q", name, got.Test.Reason)
		}
	}
	if got := CountTrend(sixteenMonths(), TrendOptions{Exposure: days[1:]}); got.Growth.Reason != NotApplicable {
		t.Errorf("exposures of another length: %+v", got.Growth)
	}
}

// Turning the series round turns the sign of every trend.
func TestTrendReversal(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 90), 12, 40).Draw(rt, "counts")
		kendall, growth := MannKendall(toFloats(counts)), CountTrend(counts, TrendOptions{})
		slices.Reverse(counts)
		back, decline := MannKendall(toFloats(counts)), CountTrend(counts, TrendOptions{})
		if kendall.Test.Statistic != -back.Test.Statistic || math.Abs(kendall.Test.PValue-back.Test.PValue) > 1e-12 {
			rt.Errorf("Mann-Kendall %+v, reversed %+v", kendall, back)
		}
		if math.Abs((1+growth.Growth.Value)*(1+decline.Growth.Value)-1) > 1e-8 && growth.Growth.Present() {
			rt.Errorf("growth %v, reversed %v", growth.Growth, decline.Growth)
		}
	})
}
