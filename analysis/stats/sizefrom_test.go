package stats

import (
	"math"
	"testing"
)

// fromThousand is 23 sizes that a source lists from 1,000 on.
func fromThousand() []Interval {
	var rows []Interval
	for _, x := range []float64{1000, 1200, 1500, 2110, 3000, 4400, 8000, 9000, 15000, 23000, 45000, 90000,
		12000, 7500, 5200, 6100, 11000, 18000, 4900, 9900} {
		rows = append(rows, Interval{Low: x, High: x, Entry: 1000})
	}
	return append(rows, Interval{Low: 2000, High: 6000, Entry: 1000},
		Interval{Low: 0, High: 4000, Entry: 1000}, Interval{Low: 30000, High: math.Inf(1), Entry: 1000})
}

// Expected values: SciPy 1.10.1, Nelder-Mead on the truncated likelihood; the
// limits are the extremes of each quantity over the parameters whose
// log-likelihood is within 1.92 of the maximum, by SLSQP.
func TestFitSizesFrom(t *testing.T) {
	mixed := []Interval{Exactly(33), Exactly(7), Exactly(120), Exactly(2500), Between(0, 100)}
	for _, v := range []Interval{Exactly(520), AtLeast(1000), Between(8000, 12000), Exactly(550), Exactly(1200), Exactly(90000),
		Between(650, 700), Exactly(15000), Exactly(501), Exactly(2110), Between(4400, 5000), Exactly(512), Exactly(31000),
		Between(620, 900), Exactly(560), AtLeast(23000), Exactly(890), Between(1000, 2000), Between(500, 999), Exactly(750),
		Between(5000, 9999), Exactly(3300)} {
		v.Entry = 500
		mixed = append(mixed, v)
	}
	tests := []struct {
		name                  string
		rows                  []Interval
		from                  float64
		median, p90           [3]float64
		over10000, over100000 [3]float64
	}{
		{"all truncated", fromThousand(), 1000,
			[3]float64{6445.2234, 3640.1948, 11456.213}, [3]float64{37043.236, 18852.622, 129106.72},
			[3]float64{0.36914037, 0.22159732, 0.53828561}, [3]float64{0.023918501, 0.002218869, 0.12071489}},
		{"some truncated", mixed, 500,
			[3]float64{1803.1014, 1243.0353, 3264.7842}, [3]float64{16909.879, 6653.4139, 74368.498},
			[3]float64{0.15295398, 0.062964489, 0.29939806}, [3]float64{0.019016373, 0.0025711926, 0.083456961}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := FitSizes(test.rows, SizeModelOptions{From: test.from})
			checkEstimate(t, m.Quantile(0.5), test.median, 1e-5)
			checkEstimate(t, m.Quantile(0.9), test.p90, 1e-5)
			checkEstimate(t, m.Exceedance(10_000), test.over10000, 1e-5)
			checkEstimate(t, m.Exceedance(100_000), test.over100000, 1e-5)
			checkAbsent(t, m.Exceedance(test.from/2), NotApplicable)
		})
	}
}

// Expected values: SciPy 1.10.1 as above; the ratio's standard error from the
// inverse of a numerical Hessian by the delta method.
func TestFitSizesByGroupFrom(t *testing.T) {
	groups := make([][]Interval, 2)
	for i, v := range fromThousand() {
		groups[i%2] = append(groups[i%2], v)
	}
	g := FitSizesByGroup(groups, SizeModelOptions{From: 1000, AnySample: true})
	check(t, "median of a", g.Medians[0], 6326.3294, 1e-5)
	check(t, "median of b", g.Medians[1], 6578.8460, 1e-5)
	checkEstimate(t, g.Ratios[1], [3]float64{1.0399152, 0.35348025, 3.0593607}, 1e-5)
	check(t, "p", g.LikelihoodRatio.PValue, 0.9433452, 1e-5)
}

// Beyond largestProfile rows limits are Wald's; there both methods agree.
func TestWaldNearProfileFrom(t *testing.T) {
	var rows []Interval
	for _, v := range randomRows(3000, "exact") {
		if v.Entry = 500; v.Low >= v.Entry {
			rows = append(rows, v)
		}
	}
	m := FitSizes(rows, SizeModelOptions{From: 500})
	if m.profiles() {
		t.Fatal("too few distinct rows for the test")
	}
	wald := m.Exceedance(100_000)
	size := math.Log(100_000)
	logit := func(p float64) float64 { return math.Log(p / (1 - p)) }
	near := Estimate{Value: logit(wald.Value), Low: logit(wald.Low), High: logit(wald.High)}
	profile := m.profiled(m.searchFrom(near), func(odds, tau float64) (float64, float64) {
		return m.throughShare(size, logLogistic(odds), tau)
	})
	width := near.High - near.Low
	check(t, "low", near.Low/width, profile.Low/width, 0.03)
	check(t, "high", near.High/width, profile.High/width, 0.03)
}
