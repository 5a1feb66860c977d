package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Expected values: R 4.2.2, qgamma and poisson.test.
func TestGarwood(t *testing.T) {
	tests := []struct {
		events   int
		exposure float64
		want     [3]float64
	}{
		{0, 1, [3]float64{0, 0, 3.68887945411394}},
		{1, 1, [3]float64{1, 0.0253178079842899, 5.5716433909388989}},
		{5, 1, [3]float64{5, 1.62348639011842, 11.66833207932267}},
		{10, 1, [3]float64{10, 4.79538869613243, 18.39035604201778}},
		{100, 1, [3]float64{100, 81.3639912509231, 121.6267937924264}},
		{3, 2.5, [3]float64{1.2, 0.247468849158241, 3.506909227896929}},
	}
	for _, test := range tests {
		checkEstimate(t, Garwood(test.events, test.exposure, 0.95), test.want, closed)
	}
	checkAbsent(t, Garwood(1, 0, 0.95), NotApplicable)
	checkAbsent(t, Garwood(-1, 1, 0.95), NotApplicable)
	checkAbsent(t, Garwood(1, math.Inf(1), 0.95), NotApplicable)
}

// Expected values: ratio and interval from R 4.2.2 poisson.test, exact p from
// pbinom, E-test from SciPy 1.10.1 poisson_means_test.
func TestCompareRates(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name          string
		first, second Count
		ratio         [3]float64
		exact, etest  float64
	}{
		{"cancer mortality of R's example", Count{11, 800}, Count{23, 1000},
			[3]float64{0.597826086956522, 0.263103648566259, 1.276606688938875}, 0.210688770359914, 0.15572181820071213},
		{"months of 30 and 31 days", Count{7, 30}, Count{15, 31},
			[3]float64{0.482222222222222, 0.166329011093912, 1.256472267660621}, 0.154969771372681, 0.10744782588041063},
		{"none before", Count{0, 1}, Count{6, 1},
			[3]float64{0, 0, 0.849311194297323}, 0.03125, 0.009630553131290367},
		{"none after", Count{6, 28}, Count{0, 31},
			[3]float64{inf, 1.3035773749089115, inf}, 0.0228489429793082, math.NaN()},
		{"equal exposures", Count{20, 100}, Count{10, 100},
			[3]float64{2, math.NaN(), math.NaN()}, math.NaN(), 0.06883178210810925},
		{"large", Count{60, 51477.5}, Count{30, 54308.7}, [3]float64{60 * 54308.7 / (30 * 51477.5), math.NaN(), math.NaN()}, math.NaN(), 0.0006431445460190444},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := CompareRates(test.first, test.second, 0.95)
			checkKnown(t, "ratio", got.Ratio.Value, test.ratio[0], 1e-6)
			checkKnown(t, "low", got.Ratio.Low, test.ratio[1], 1e-6)
			checkKnown(t, "high", got.Ratio.High, test.ratio[2], 1e-6)
			checkKnown(t, "exact p", got.Exact.PValue, test.exact, closed)
			checkKnown(t, "E-test p", got.ETest.PValue, test.etest, closed)
		})
	}
}

// checkKnown is check, where the source gives a value.
func checkKnown(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !math.IsNaN(want) {
		check(t, what, got, want, tolerance)
	}
}

func TestCompareRatesAbsent(t *testing.T) {
	none := CompareRates(Count{0, 30}, Count{0, 31}, 0.95)
	checkAbsent(t, none.Ratio, NotIdentified)
	few := CompareRates(Count{0, 30}, Count{5, 31}, 0.95)
	if few.Exact.Reason != TooFew || few.ETest.Reason != TooFew || !few.Ratio.Present() {
		t.Errorf("five events: %+v, want a ratio and no tests", few)
	}
	wrong := CompareRates(Count{3, 0}, Count{5, 31}, 0.95)
	checkAbsent(t, wrong.Ratio, NotApplicable)
}

func TestCompareRatesProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		first := Count{rapid.IntRange(0, 60).Draw(rt, "x1"), rapid.Float64Range(1, 400).Draw(rt, "t1")}
		second := Count{rapid.IntRange(1, 60).Draw(rt, "x2"), rapid.Float64Range(1, 400).Draw(rt, "t2")}
		got, swapped := CompareRates(first, second, 0.95), CompareRates(second, first, 0.95)
		if math.Abs(got.Exact.PValue-swapped.Exact.PValue) > 1e-9 || math.Abs(got.ETest.PValue-swapped.ETest.PValue) > 1e-9 {
			rt.Errorf("p changes with the order of the groups: %+v, %+v", got, swapped)
		}
		outside := got.Ratio.Low > 1 || got.Ratio.High < 1
		if got.Exact.Present() && outside != (got.Exact.PValue < 0.05) && math.Abs(got.Exact.PValue-0.05) > 1e-9 {
			rt.Errorf("interval and test disagree: %+v", got)
		}
	})
}

// Expected values: R 4.2.2, qbeta and pbeta with the counts divided by the
// dispersion.
func TestCompareDispersedRates(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name          string
		first, second Count
		dispersion    float64
		ratio         [3]float64
		p             float64
	}{
		{"two months", Count{51, 31}, Count{78, 31}, 2.759651, [3]float64{0.653846153846, 0.343179147889, 1.21710714924}, 0.198375846215},
		{"nothing before", Count{30, 30}, Count{0, 31}, 2, [3]float64{inf, 3.70630689411, inf}, 4.76322713404e-05},
		{"nothing now", Count{0, 30}, Count{30, 31}, 2, [3]float64{0, 0, 0.28809750738}, 7.7894694437e-05},
		{"Poisson", Count{51, 31}, Count{78, 31}, 1, [3]float64{0.653846153846, 0.450145528035, 0.942508411811}, 0.0217029535628},
		{"less than Poisson", Count{51, 31}, Count{78, 31}, 0.3, [3]float64{0.653846153846, 0.450145528035, 0.942508411811}, 0.0217029535628},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ratio, exact := CompareDispersedRates(test.first, test.second, DispersedComparison{Dispersion: test.dispersion, Level: 0.95})
			checkEstimate(t, ratio, test.ratio, closed)
			check(t, "p", exact.PValue, test.p, closed)
		})
	}
	absences := []struct {
		name          string
		first, second Count
		dispersion    float64
		ratio, exact  Reason
	}{
		{"none", Count{0, 30}, Count{0, 31}, 2, NotIdentified, TooFew},
		{"worth five", Count{5, 30}, Count{5, 31}, 2, "", TooFew},
		{"worth less than one", Count{1, 30}, Count{2, 31}, 4, TooFew, TooFew},
		{"no dispersion", Count{5, 30}, Count{5, 31}, math.NaN(), NotApplicable, NotApplicable},
		{"no exposure", Count{5, 0}, Count{5, 31}, 2, NotApplicable, NotApplicable},
	}
	for _, test := range absences {
		ratio, exact := CompareDispersedRates(test.first, test.second, DispersedComparison{Dispersion: test.dispersion, Level: 0.95})
		if ratio.Reason != test.ratio || exact.Reason != test.exact {
			t.Errorf("%s: ratio %q, test %q; want %q, %q", test.name, ratio.Reason, exact.Reason, test.ratio, test.exact)
		}
	}
}
